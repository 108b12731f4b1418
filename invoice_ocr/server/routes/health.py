"""Whether the server lives, whether it takes work, and what it has counted."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from invoice_ocr.server.described import answer, failures
from invoice_ocr.server.metrics import MEDIA_TYPE
from invoice_ocr.server.state import Known, Parts

router = APIRouter(tags=["health"])

STATUS = {"type": "object", "properties": {"status": {"type": "string"}}, "required": ["status"]}


@router.get("/healthz", summary="Alive?", responses={200: answer("It lives.", STATUS)})
async def alive() -> dict[str, str]:
    """Answers as long as the process does; needs no key."""
    return {"status": "ok"}


@router.get("/readyz", summary="Ready?", responses={200: answer("Yes.", STATUS), 503: answer("Not now.", STATUS)})
async def ready(state: Parts) -> Response:
    """Whether requests would be served at once; needs no key."""
    if state.gate.draining:
        return JSONResponse({"status": "draining"}, 503)
    if not state.crew.ready:
        return JSONResponse({"status": "starting"}, 503)
    return JSONResponse({"status": "ready"})


@router.get(
    "/metrics",
    summary="For Prometheus",
    responses={200: answer("Prometheus' text format.", {"type": "string"}, "text/plain"), **failures(401)},
    response_class=Response,
)
async def metrics(state: Parts, _: Known) -> Response:
    """Counts and spans; nothing of any document."""
    return Response(state.metrics.text(), media_type=MEDIA_TYPE)
