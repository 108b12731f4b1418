"""An answer as a `Completion`, or as the reason why it is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from invoice_ocr.errors import EndpointError, ReplyError
from invoice_ocr.readers.endpoint.completion import completion_in, read_payload
from invoice_ocr.readers.endpoint.refusals import (
    Refusal,
    host_of,
    is_error,
    redirect_refusal,
    refusal_of,
    status_in,
)
from invoice_ocr.readers.endpoint.retrying import retry_after, should_retry

if TYPE_CHECKING:
    from datetime import datetime

    from invoice_ocr.readers.endpoint.ask import Completion
    from invoice_ocr.readers.endpoint.connection import Answer
    from invoice_ocr.readers.endpoint.settings import Settings

_STARVED = {"insufficient_system_resource", "abort", "error"}


def outcome_of(answer: Answer, settings: Settings, now: datetime) -> Completion | Refusal:
    """What the model said, or what went wrong."""
    if not answer.is_error:
        outcome = _outcome_of_success(answer, settings)
    elif 300 <= answer.status < 400:
        outcome = redirect_refusal(answer.status, answer.headers.get("location", ""), settings)
    else:
        outcome = refusal_of(answer.status, answer.content_type, answer.body, settings)
    return _timed(outcome, answer, now) if isinstance(outcome, Refusal) else outcome


def _outcome_of_success(answer: Answer, settings: Settings) -> Completion | Refusal:
    try:
        payload = read_payload(answer.body, answer.content_type)
        if is_error(payload):
            return refusal_of(status_in(payload, answer.status), answer.content_type, answer.body, settings)
        completion = completion_in(payload, settings.model)
    except ReplyError as error:
        cut = error.reason == "cut"
        return Refusal(error, retry=cut, down=cut, charged=True)
    return _starved(completion, settings) or completion


def _starved(completion: Completion, settings: Settings) -> Refusal | None:
    """The endpoint ran out of something before the reply was whole."""
    if completion.finish_reason not in _STARVED:
        return None
    message = f"{host_of(settings)} gave up in the middle of the reply ({completion.finish_reason})."
    error = EndpointError(message, remedy="Try again later.")
    return Refusal(error, retry=True, overloaded=True, charged=True)


def _timed(refusal: Refusal, answer: Answer, now: datetime) -> Refusal:
    """With what the headers say about asking again."""
    wait, again = retry_after(answer.headers, now), should_retry(answer.headers)
    if isinstance(refusal.error, EndpointError):
        refusal.error.retry_after = wait
    return replace(refusal, wait=wait, retry=refusal.retry if again is None else again)
