"""How the routes describe themselves in the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

REASONS: Final = {
    400: "The request is malformed, or a file in it cannot be read.",
    401: "The key is missing or wrong.",
    404: "There is no such thing.",
    408: "The request came too slowly.",
    413: "The request or a page of it is too large.",
    415: "The body is of another type.",
    422: "The document cannot be read, or does not say what is required.",
    429: "The queue or the key's share is full: try again after `Retry-After` seconds.",
    500: "The server failed.",
    502: "A model's endpoint failed.",
    503: "The server is starting, or about to end.",
}


class ErrorDetail(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors that a route may answer with."""
    return {status: {"model": ErrorBody, "description": REASONS[status]} for status in statuses}


def body(*contents: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """A request's body, by media type."""
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema} for kind, schema in contents}}}


def answer(description: str, schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    """An answer's body."""
    return {"description": description, "content": {media_type: {"schema": schema}}}


def own_schema(model: type[BaseModel]) -> dict[str, Any]:
    """A model's schema, with all its parts inside it."""
    return model.model_json_schema(ref_template="#/components/schemas/{model}")
