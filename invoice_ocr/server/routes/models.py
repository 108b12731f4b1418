"""``GET /v1/models``: clients ask for it, though any name will do."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter

from invoice_ocr.server.described import answer, failures
from invoice_ocr.server.state import Known

router = APIRouter(tags=["chat"])

NAME: Final = "invoice-ocr"
MODEL: Final = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "object": {"const": "model"},
        "created": {"type": "integer"},
        "owned_by": {"type": "string"},
    },
    "required": ["id", "object", "created", "owned_by"],
}
MODELS: Final = {
    "type": "object",
    "properties": {"object": {"const": "list"}, "data": {"type": "array", "items": MODEL}},
    "required": ["object", "data"],
}


@router.get("/v1/models", summary="The models", responses={200: answer("A list of one.", MODELS), **failures(401)})
async def models(_: Known) -> dict[str, Any]:
    """One model stands for the reader that the server was started with."""
    return {"object": "list", "data": [_model(NAME)]}


@router.get(
    "/v1/models/{name}",
    summary="A model",
    responses={200: answer("The model.", MODEL), **failures(401)},
)
async def model(_: Known, name: str) -> dict[str, Any]:
    """Whatever its name: a request may use any."""
    return _model(name)


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "invoice-ocr"}
