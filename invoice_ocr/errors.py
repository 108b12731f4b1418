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
    """A model's endpoint is unreachable, rejects the request or limits its rate."""


class ReplyError(ReaderError):
    """A model's reply is truncated, refused or not parseable."""
