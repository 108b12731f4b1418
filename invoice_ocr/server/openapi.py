"""The OpenAPI document: FastAPI's, with the bodies that the routes take apart themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from invoice_ocr.model.report import Failure
from invoice_ocr.model.schema import build_report_schema
from invoice_ocr.server.chat.request import HOTTEST, MOST_TOKENS, ChatRequest
from invoice_ocr.server.routes.extract import Order

if TYPE_CHECKING:
    from fastapi import FastAPI
    from pydantic import BaseModel

WHERE: Final = "#/components/schemas/"

USAGE: Final = {
    "type": "object",
    "properties": {
        "prompt_tokens": {"type": "integer"},
        "completion_tokens": {"type": "integer"},
        "total_tokens": {"type": "integer"},
    },
    "required": ["prompt_tokens", "completion_tokens", "total_tokens"],
}
MESSAGE: Final = {
    "type": "object",
    "properties": {"role": {"const": "assistant"}, "content": {"type": "string"}},
    "required": ["role", "content"],
}
CHOICE: Final = {
    "type": "object",
    "properties": {
        "index": {"const": 0},
        "message": MESSAGE,
        "logprobs": {"type": "null"},
        "finish_reason": {"enum": ["stop", "length"]},
    },
    "required": ["index", "message", "finish_reason"],
}
CHAT_COMPLETION: Final = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "object": {"const": "chat.completion"},
        "created": {"type": "integer"},
        "model": {"type": "string"},
        "choices": {"type": "array", "items": CHOICE, "minItems": 1, "maxItems": 1},
        "usage": USAGE,
        "system_fingerprint": {"type": "null"},
    },
    "required": ["id", "object", "created", "model", "choices", "usage"],
}
OUTCOMES: Final = {
    "type": "array",
    "items": {"anyOf": [{"$ref": f"{WHERE}Report"}, {"$ref": f"{WHERE}Failure"}]},
}


BOUNDS: Final = {
    "max_tokens": {"minimum": 1, "maximum": MOST_TOKENS},
    "max_completion_tokens": {"minimum": 1, "maximum": MOST_TOKENS},
    "temperature": {"minimum": 0, "maximum": HOTTEST},
    "n": {"const": 1},
}


def described(app: FastAPI) -> dict[str, Any]:
    """The document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        parts = document.setdefault("components", {}).setdefault("schemas", {})
        parts |= {"ChatCompletion": CHAT_COMPLETION, "Outcomes": OUTCOMES}
        for model in (ChatRequest, Order, Failure):
            parts |= _parts_of(model)
        parts |= _lifted("Report", build_report_schema())
        _narrow(document, app.state.parts.settings.readers)
        _drop_validation_errors(document)
        app.openapi_schema = document
    return app.openapi_schema


def _parts_of(model: type[BaseModel]) -> dict[str, Any]:
    return _lifted(model.__name__, model.model_json_schema())


def _lifted(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema and its definitions side by side, as OpenAPI has them."""
    text = json.dumps({key: value for key, value in schema.items() if key not in {"$schema", "$defs"}})
    parts = {name: text, **{inner: json.dumps(part) for inner, part in schema.get("$defs", {}).items()}}
    return {name: json.loads(part.replace('"#/$defs/', f'"{WHERE}')) for name, part in parts.items()}


def _narrow(document: dict[str, Any], readers: tuple[str, ...]) -> None:
    """Say of values what the classes leave to other words of refusal, or cannot know."""
    parts = document["components"]["schemas"]
    chat = parts["ChatRequest"]["properties"]
    chat["messages"]["minItems"] = 1
    for name, bounds in BOUNDS.items():
        chat[name]["anyOf"][0] |= bounds
    upload = document["paths"]["/v1/extract"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    upload["properties"]["reader"] = {"enum": list(readers)}
    parts["Order"]["properties"]["reader"] |= {"anyOf": [{"enum": list(readers)}, {"type": "null"}]}


def _drop_validation_errors(document: dict[str, Any]) -> None:
    """FastAPI adds an answer of its own for malformed parameters, which our routes never give."""
    for path in document["paths"].values():
        for operation in path.values():
            schema = operation["responses"].get("422", {}).get("content", {}).get("application/json", {}).get("schema")
            if schema == {"$ref": f"{WHERE}HTTPValidationError"}:
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
