"""The report: the typed document, its evidence, and what the checks found.

`schemas/report.schema.json` is generated from these models.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, SerializeAsAny
from pydantic_core import PydanticSerializationError

from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Kind, Model, Purchase

Decision = Literal["accept", "review", "reject"]

Fraction = Annotated[float, Field(ge=0, le=1)]

D = TypeVar("D", bound=Purchase)


class Skipped(Model):
    """A file inside of an e-mail or archive that is no document, such as a calendar entry or a logo."""

    name: str
    reason: str


class Inside(Model):
    """The e-mail or archive that a file was taken from: its name as given, and the SHA-256 of its bytes.

    ``sender``, ``subject`` and ``sent`` are those of the nearest message around the file, as its headers say; nothing
    in the document is ever taken from them. ``skipped`` is everything in it that is no document.
    """

    name: str
    sha256: str
    sender: str | None = None
    subject: str | None = None
    sent: datetime | None = None
    skipped: tuple[Skipped, ...] = ()


class Source(Model):
    """The file: its name as given, the SHA-256 of its bytes, its pages.

    Where a file holds several documents, ``page_range`` is [first, last], counted from 0, and ``index`` counts them
    from 0: two receipts on one photo have the same pages, and e-invoices in XML have none. A file from ``inside`` an
    e-mail or archive has a name of its own, ``mail.eml/invoice.pdf``.
    """

    name: str
    sha256: str
    pages: int
    page_range: tuple[int, int] | None = None
    index: int | None = None
    inside: Inside | None = None


class Evidence(Model):
    """Where a value stands.

    ``box`` is left, top, right, bottom in fractions of the displayed page, origin top left; ``page`` counts from 0;
    ``text`` is what is printed there; ``confidence`` the probability that the value is right. ``readings`` lists all
    values of an ambiguous text, whose value in the document is then null. ``contradicted_by`` are the values that
    another source gives for the same path.
    """

    page: int | None = None
    box: tuple[Fraction, Fraction, Fraction, Fraction] | None = None
    text: str
    confidence: Fraction
    source: str
    readings: tuple[str, ...] | None = None
    contradicted_by: tuple[str, ...] | None = None


class Leftover(Model):
    """A value that was seen for a path but not chosen."""

    path: str
    value: str
    evidence: Evidence


class ReadingSummary(Model):
    """Who read the document and how long it took; ``warnings`` are sentences for people."""

    reader: str
    model: str | None = None
    usage: dict[str, int] | None = None
    seconds: Annotated[float, Field(ge=0)]
    warnings: tuple[str, ...] = ()


class Report(Model, Generic[D]):
    """One document of a file, typed and checked.

    ``decision`` is ``accept`` (nobody needs to look), ``review`` (a person must) or ``reject`` (neither an invoice nor
    a receipt). ``layout`` says whether the line prices contain the tax, ``profile`` by whose demands it was checked.
    """

    schema_version: Literal["1"] = "1"
    source: Source
    kind: Kind
    decision: Decision
    document: SerializeAsAny[D]
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    profile: str | None = None
    leftovers: tuple[Leftover, ...] = ()
    layout: Literal["inclusive", "exclusive"] | None = None
    reading: ReadingSummary | None = None

    def to_json(self, *, indent: int | None = None) -> str:
        """The report as JSON, as `schemas/report.schema.json` describes it."""
        return _json(self, indent)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return self.model_dump(mode="json")


class FailedSource(Model):
    """A file that could not be read; hash and page count where they are known."""

    name: str
    sha256: str | None = None
    pages: int | None = None
    inside: Inside | None = None


class FailureReason(Model):
    """The exception's class name, what happened, and what to do about it.

    ``stops_batch`` is true where every other file would fail alike, such as for a wrong key; it is not written to JSON.
    """

    type: str
    message: str
    remedy: str
    stops_batch: bool = Field(default=False, exclude=True)


class Failure(Model):
    """A file of a batch that could not be read."""

    source: FailedSource
    error: FailureReason

    def to_json(self) -> str:
        """One line of JSON."""
        return _json(self)


def writable(text: str) -> str:
    """The text with question marks for halves of characters, which undecodable file names have and no file takes."""
    return text.encode("utf-8", "replace").decode()


def _json(model: Model, indent: int | None = None) -> str:
    try:
        return model.model_dump_json(indent=indent)
    except PydanticSerializationError:
        return writable(json.dumps(model.model_dump(mode="json"), ensure_ascii=False, indent=indent))
