"""``POST /v1/chat/completions``: pages in, their text or their data out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from invoice_ocr.model.report import Failure
from invoice_ocr.server.answers.jobs import Answer
from invoice_ocr.server.bodies import received
from invoice_ocr.server.chat.completion import completion_of
from invoice_ocr.server.chat.pictures import addresses_in, pictures_of
from invoice_ocr.server.chat.request import ChatRequest, parsed
from invoice_ocr.server.chat.wishes import wish_of
from invoice_ocr.server.described import answer, body, failures
from invoice_ocr.server.problems import problem_of
from invoice_ocr.server.state import Known, Parts, note_on, unless_gone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from invoice_ocr.server.answers.jobs import Answered
    from invoice_ocr.server.answers.wish import Wish
    from invoice_ocr.server.chat.completion import Completion
    from invoice_ocr.server.keys import Caller
    from invoice_ocr.server.state import State

router = APIRouter(tags=["chat"])

OK = answer("A `chat.completion`, or its chunks.", {"$ref": "#/components/schemas/ChatCompletion"})
OK["content"]["text/event-stream"] = {"schema": {"type": "string"}}


@router.post(
    "/v1/chat/completions",
    summary="Read the pages in a chat request",
    responses={200: OK, **failures(400, 401, 408, 413, 422, 429, 500, 502, 503)},
    openapi_extra=body(("application/json", {"$ref": "#/components/schemas/ChatRequest"})),
)
async def complete(request: Request, state: Parts, caller: Known) -> Response:
    """The prompt decides what is written: a transcription, markdown, text with boxes, or JSON."""
    state.gate.check()
    async with received(request, state.gate, state.settings) as raw:
        asked, wish = await asyncio.to_thread(_understood, raw)
        del raw  # megabytes, of which the request has a copy
        answered = await unless_gone(request, _answered(state, caller, asked, wish))
    note_on(request, form=wish.form, pages=answered.pages, decision=answered.decision)
    completion = completion_of(asked, answered.content, answered.pages)
    headers = _headers(answered)
    if not asked.stream:
        return JSONResponse(completion.body(), headers=headers)
    everywhere = asked.stream_options is not None and asked.stream_options.include_usage
    events = _events(completion, usage_everywhere=everywhere)
    return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-cache", **headers})


def _understood(raw: bytes) -> tuple[ChatRequest, Wish]:
    asked = parsed(raw)
    return asked, wish_of(asked)


async def _answered(state: State, caller: Caller, asked: ChatRequest, wish: Wish) -> Answered:
    settings = state.settings
    with state.gate.place(caller):
        pool = state.fetchers if addresses_in(asked) else None
        loop = asyncio.get_running_loop()
        pictures = await loop.run_in_executor(pool, pictures_of, asked, settings.hosts, settings.limits)
        outcome: Answered | Failure = await state.read(settings.reader, Answer(pictures, wish, settings.limits))
    if isinstance(outcome, Failure):
        raise problem_of(outcome.error)
    return outcome


def _headers(answered: Answered) -> dict[str, str]:
    """What the body has no room for: how many warnings there are, and what the checks decided."""
    said = {"kind": answered.kind, "decision": answered.decision, "warnings": str(answered.warnings)}
    return {f"x-invoice-ocr-{name}": value for name, value in said.items() if value is not None}


async def _events(completion: Completion, *, usage_everywhere: bool) -> AsyncIterator[str]:
    for event in completion.events(usage_everywhere=usage_everywhere):
        yield event
