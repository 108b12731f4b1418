"""Reports and documents read back from JSON, perhaps after a person edited them.

A report, or a bare ``{"kind": ..., "document": {...}}``, is held against the generated schema first, then built.
Every problem is named with its path and in words, not only the first. Amounts must be decimal strings: a JSON number is
refused even where its digits would be unambiguous, so that whatever passes here fits the published schema as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, cast

from pydantic import ValidationError

from invoice_ocr.errors import ReportError
from invoice_ocr.model.problems import problems_in
from invoice_ocr.model.purchase import KINDS, Kind, Purchase
from invoice_ocr.model.report import D, Report
from invoice_ocr.model.schema import build_report_schema

_WANTED = 'Give a report as `invoice-ocr extract` writes it, or {"kind": ..., "document": {...}}.'


def read_report(text: str | bytes, *, name: str = "report.json", kind: type[D] | None = None) -> Report[D]:
    """The report in a JSON text.

    Of a bare document, the source is the JSON itself (``name``, its hash, no pages) and the decision is ``review``,
    because nobody has checked it yet. ``kind`` is the class of the documents where it is the caller's own.

    Raises:
        ReportError: The text is not JSON, or does not fit the schema; the message lists every path and reason.
    """
    raw = text.encode() if isinstance(text, str) else text
    return report_from(_parse(raw, name), name=name, kind=kind, sha256=hashlib.sha256(raw).hexdigest())


def read_reports(text: str | bytes, *, name: str = "reports.jsonl") -> list[Report[Purchase]]:
    """The reports of a text that is one JSON value, a list of them, or JSON lines.

    Raises:
        ReportError: As `read_report`, or the list is empty.
    """
    raw = text.encode() if isinstance(text, str) else text
    sha256 = hashlib.sha256(raw).hexdigest()
    reports: list[Report[Purchase]] = [report_from(value, name=n, sha256=sha256) for n, value in _values(raw, name)]
    if not reports:
        raise ReportError(f"{name} holds no report.", remedy=_WANTED)
    return reports


def report_from(value: object, *, name: str, sha256: str, kind: type[D] | None = None) -> Report[D]:
    """The report in a parsed JSON value."""
    if not isinstance(value, dict):
        raise ReportError(f"{name}: not a report but {_noun(value)}.", remedy=_WANTED)
    source = {"name": name, "sha256": sha256, "pages": 0}
    whole = {"schema_version": "1", "source": source, "decision": "review", **value}
    if problems := problems_in(whole, _schema(kind)):
        _refuse(name, problems)
    try:
        document = _kinds(kind)[whole["kind"]].model_validate(whole["document"])
        return cast("Report[D]", Report.model_validate({**whole, "document": document}))
    except ValidationError as error:
        _refuse(name, [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()])


def _kinds(kind: type[Purchase] | None) -> Mapping[Kind, type[Purchase]]:
    return {"invoice": kind, "receipt": kind} if kind else KINDS


@lru_cache(maxsize=8)
def _schema(kind: type[Purchase] | None) -> Mapping[str, Any]:
    return build_report_schema(_kinds(kind))


def _refuse(name: str, problems: list[str]) -> NoReturn:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    raise ReportError("\n  ".join([f"{name} does not fit `invoice-ocr schema report` ({count}):", *problems]))


def _values(raw: bytes, name: str) -> list[tuple[str, object]]:
    """The JSON values of a text, each with the name to call it by in messages."""
    lines = [(f"{name}, line {number}", line) for number, line in enumerate(raw.splitlines(), 1) if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for _, line in lines):
        return [(where, _parse(line, where)) for where, line in lines]
    value = _parse(raw, name)
    if isinstance(value, list):
        return [(f"{name}, report {number}", each) for number, each in enumerate(value, 1)]
    return [(name, value)]


def _parse(raw: bytes, name: str) -> object:
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_constant, object_pairs_hook=_members)
    except json.JSONDecodeError as error:
        message = f"{name}: not JSON (line {error.lineno}, column {error.colno}: {error.msg})."
        raise ReportError(message, remedy=_WANTED) from None
    except (UnicodeDecodeError, RecursionError) as error:
        raise ReportError(f"{name}: not JSON ({error}).", remedy=_WANTED) from None
    except ValueError as error:
        raise ReportError(f"{name}: {error}.") from None


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{twice}" stands twice in one object')
    return members


def _noun(value: object) -> str:
    return {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")
