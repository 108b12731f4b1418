"""``GET /v1/schemas/KIND``: what the reports and documents look like."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse

from invoice_ocr.model.schema import SCHEMA_KINDS, SchemaKind, build_schema
from invoice_ocr.server.described import answer, failures
from invoice_ocr.server.problems import Problem
from invoice_ocr.server.state import Known

router = APIRouter(prefix="/v1/schemas", tags=["extraction"])

SCHEMA_TYPE = "application/schema+json"


@router.get("", summary="The schemas", responses=failures(401))
async def schemas(_: Known) -> dict[str, list[str]]:
    """Their names."""
    return {"schemas": list(SCHEMA_KINDS)}


@router.get(
    "/{kind}",
    summary="A schema",
    responses={200: answer("A JSON Schema, draft 2020-12.", {"type": "object"}, SCHEMA_TYPE), **failures(401, 404)},
    response_class=JSONResponse,
)
async def schema(_: Known, kind: Annotated[str, Path(json_schema_extra={"enum": [*SCHEMA_KINDS]})]) -> JSONResponse:
    """That of an invoice, a receipt or a report."""
    for name in SCHEMA_KINDS:
        if name == kind:
            return JSONResponse(_built(name), media_type=SCHEMA_TYPE)
    raise Problem(404, f"There are schemas of {', '.join(SCHEMA_KINDS)}.")


@cache
def _built(kind: SchemaKind) -> dict[str, Any]:
    return build_schema(kind)
