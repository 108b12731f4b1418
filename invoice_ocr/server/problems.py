"""What is answered when a request fails: OpenAI's body as DeepSeek fills it, and a status that says who is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.model.report import FailureReason

CODES: Final = {401: "authentication_error", 429: "rate_limit_error"}
"""The types that differ from the usual ones of 4xx and 5xx."""

STATUSES: Final = {
    "UnsupportedDocument": 400,
    "DamagedDocument": 400,
    "EncryptedDocument": 400,
    "DocumentUnreachable": 400,
    "UsageError": 400,
    "DocumentTooLarge": 413,
    "TimedOut": 422,
    "ReaderError": 422,
    "Unsayable": 422,
    "EndpointError": 502,
    "ReplyError": 502,
}
"""By the type of a failure; any other is a defect of ours, 500."""

AGAIN: Final = (429, 503)
"""Statuses after which the same request may succeed; for others a client is told not to try again."""

UNSUPPORTED_IMAGE: Final = (
    "You have uploaded an unsupported image. Please make sure your image is valid and has one of the following "
    "formats: webp, png, jpeg, and gif."
)


class Problem(Exception):
    """A request that is answered with an error."""

    def __init__(
        self, status: int, message: str, *, param: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.param = param
        self.headers = dict(headers or {})
        if status >= 500 and status not in AGAIN:
            self.headers["x-should-retry"] = "false"

    def body(self) -> dict[str, Any]:
        """The body of the answer."""
        usual = "internal_error" if self.status >= 500 else "invalid_request_error"
        kind = CODES.get(self.status, usual)
        code = "invalid_request_error" if kind == "authentication_error" else kind
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": code}}


def problem_of(reason: FailureReason) -> Problem:
    """The problem that a failed document is."""
    message = f"{reason.message} {reason.remedy}".strip()
    return Problem(STATUSES.get(reason.type, 500), message)


def busy(message: str, seconds: int, *, status: int = 429) -> Problem:
    """Not now, but perhaps after so many seconds."""
    return Problem(status, message, headers={"Retry-After": str(seconds)})
