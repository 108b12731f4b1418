"""The application: its routes, what happens to errors, and its beginning and end."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from invoice_ocr import __version__
from invoice_ocr.server.logs import note
from invoice_ocr.server.openapi import described
from invoice_ocr.server.problems import Problem
from invoice_ocr.server.routes import ROUTERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from invoice_ocr.server.state import State

SILENT: Final[Any] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI would tell OpenTelemetry, where that is set up, of requests and of the messages of exceptions."""


def build_app(state: State) -> FastAPI:
    """The application with all its routes; starting it starts the workers."""
    app = FastAPI(
        title="invoice_ocr",
        version=__version__,
        description="Invoices and receipts as typed, checked data; and OCR for clients of chat completions.",
        lifespan=_lifespan,
        docs_url=None,  # these pages load their scripts from elsewhere
        redoc_url=None,
        telemetry=SILENT,
        redirect_slashes=False,
    )
    app.state.parts = state
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(Exception, _defect)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]  # as FastAPI has it changed
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state: State = app.state.parts
    warming = asyncio.create_task(_warm_up(state))
    try:
        yield
    finally:
        warming.cancel()
        with suppress(asyncio.CancelledError):
            await warming
        await asyncio.to_thread(state.crew.close)
        state.fetchers.shutdown(wait=False, cancel_futures=True)


async def _warm_up(state: State) -> None:
    await state.crew.warm_up(state.settings.reader)
    note("ready", workers=state.crew.size)


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - what the handler was registered for
    return JSONResponse(error.body(), error.status, headers=error.headers)


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    status = error.status_code
    message = "There is nothing here." if status == HTTPStatus.NOT_FOUND else str(error.detail)
    headers = {"Allow": _allowed(request)} if status == HTTPStatus.METHOD_NOT_ALLOWED else dict(error.headers or {})
    return JSONResponse(Problem(status, message).body(), status, headers=headers)


def _allowed(request: Request) -> str:
    """The methods of the path, which may belong to several routes."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    path = request.url.path
    return ", ".join(sorted({method for r in routes if r.path_regex.match(path) for method in r.methods or ()}))


async def _gone(_: Request, error: Exception) -> Response:  # noqa: ARG001 - nobody is there to be told
    return Response(status_code=499)


async def _defect(_: Request, error: Exception) -> Response:  # noqa: ARG001 - the log has it
    problem = Problem(500, "The server failed on this request. This is a defect of the program: please report it.")
    return JSONResponse(problem.body(), 500, headers=problem.headers)
