"""Every exception this library raises.

::

    InvoiceOcrError
    ├── UsageError             you called it wrongly (unknown reader, missing extra, bad option)
    ├── ValueParseError        a text is not an amount, a date, an IBAN, ... (also a ValueError)
    ├── DocumentError          the file cannot be opened
    │   ├── UnsupportedDocument    not a format we read
    │   ├── DamagedDocument        truncated, corrupt, empty
    │   ├── EncryptedDocument      needs a password
    │   ├── DocumentTooLarge       more bytes, pixels or pages than allowed
    │   └── DocumentUnreachable    the path or URL gives nothing
    ├── ReportError            a report or document file that a person edited does not fit the schema
    └── ReaderError            a reader could not do its work
        ├── EndpointError          unreachable, rejected, rate limited
        │   └── SpendCapReached        the request could cost more than may still be spent
        └── ReplyError             truncated, refused, not parseable

Bad *content* (sums that do not add up, an impossible date) is a finding in the report, never an exception.
"""

from __future__ import annotations


class InvoiceOcrError(Exception):
    """Base of all errors; ``remedy`` says what the caller can do about it."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.remedy, self.__dict__)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}" if self.remedy else self.message


def _rebuild(kind: type[InvoiceOcrError], message: str, remedy: str, state: dict[str, object]) -> InvoiceOcrError:
    """Unpickle an error (worker processes send them home)."""
    error = kind.__new__(kind)
    InvoiceOcrError.__init__(error, message, remedy=remedy)
    error.__dict__.update(state)
    return error


class UsageError(InvoiceOcrError):
    """The library was called wrongly."""


class ValueParseError(InvoiceOcrError, ValueError):
    """A text cannot be read as the value it was asked for."""


class DocumentError(InvoiceOcrError):
    """The file cannot be opened as a document."""


class UnsupportedDocument(DocumentError):
    """The bytes are of no format that this library reads."""


class DamagedDocument(DocumentError):
    """The format is known, but the file is empty, cut off or corrupt."""


class EncryptedDocument(DocumentError):
    """The file needs a password."""


class DocumentTooLarge(DocumentError):
    """The file exceeds a limit of bytes, pixels or pages."""


class DocumentUnreachable(DocumentError):
    """The path or URL does not give a file."""


class ReportError(InvoiceOcrError):
    """A report or document read back from JSON does not fit the schema; the message names path and reason."""


class ReaderError(InvoiceOcrError):
    """A reader could not read the document."""


class EndpointError(ReaderError):
    """A model's endpoint is unreachable, rejects the request or limits its rate.

    ``status`` is the HTTP status, None where there was no answer. ``retry_after`` is how many seconds the endpoint asks
    to wait, where it said so. ``stops_batch`` is true where every other document would fail in the same way (a wrong
    key, no balance, no such model, the spend cap): a batch then ends.
    """

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        stops_batch: bool = False,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
        self.retry_after = retry_after
        self.stops_batch = stops_batch


class SpendCapReached(EndpointError):
    """The request was not sent, because it could cost more than may still be spent."""


class ReplyError(ReaderError):
    """A model's reply is truncated, refused or not parseable.

    ``reply`` is the text as it came, as far as there is one. ``reason`` is a word for programs: ``unreadable`` (no chat
    completion), ``looped`` (the model repeated itself until it was stopped), ``too large``, or what a reader says.
    """

    def __init__(self, message: str, *, remedy: str = "", reply: str = "", reason: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.reply = reply
        self.reason = reason
