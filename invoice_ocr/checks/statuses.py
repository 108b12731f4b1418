"""What became of the rules that found nothing: passed, not applicable, or without the data they need.

``needs.tsv`` says for each rule what it cannot do without: all of the paths, where ``|`` separates alternatives. A
path through a table (``lines[].amount``) needs one row that has it, and ``=`` one of the values after it. ``@``
names what is around the document: ``@evidence``, ``@past``, ``@file``, ``@required`` and ``@countries``,
``@exact``; ``today`` is the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.pages import title_of
from invoice_ocr.checks.paths import values_at
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Finding, Status

PASSED: dict[Status, str] = {
    "pass": "Nothing found",
    "not_applicable": "Does not concern this document",
    "insufficient_data": "Not checked, because something it needs is not known",
}


def statuses_of(subject: Subject, checks: Iterable[Check], findings: Iterable[Finding]) -> Iterator[Finding]:
    """An entry for each rule that found nothing; its paths are those that are missing."""
    failed = {finding.rule for finding in findings}
    for check in checks:
        if check.rule not in failed:
            status, missing = status_of(subject, check)
            yield Finding(
                rule=check.rule,
                standard=check.standard,
                severity=check.severity,
                status=status,
                paths=missing,
                message=f"{PASSED[status]}: {title_of(check)}.",
            )


def status_of(subject: Subject, check: Check) -> tuple[Status, tuple[str, ...]]:
    """The status of a rule that found nothing, and what it misses."""
    if subject.kind not in check.kinds:
        return "not_applicable", ()
    missing = [need for need in _needs().get(check.rule, ()) if not _is_met(subject, need)]
    if not missing:
        return "pass", ()
    if any(_is_pointless(subject, need) for need in missing):
        return "not_applicable", ()
    return "insufficient_data", tuple(dict.fromkeys(path for need in missing for path in _paths(need)))


@cache
def _needs() -> dict[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("needs.tsv").read_text("utf-8").splitlines()[1:]
    return {rule: tuple(needs.split()) for rule, needs in (line.split("\t") for line in lines)}


def _paths(need: str) -> list[str]:
    return [each.partition("=")[0].replace("[]", "") for each in need.split("|") if not each.startswith("@")]


def _is_met(subject: Subject, need: str) -> bool:
    return any(_is_known(subject, each) for each in need.split("|"))


def _is_known(subject: Subject, need: str) -> bool:
    around = subject.around
    known: dict[str, object] = {
        "today": subject.today,
        "@evidence": subject.evidence,
        "@past": around.past,
        "@file": around.file,
        "@required": around.required,
        "@countries": around.countries,
        "@exact": around.exact,
    }
    if need in known:
        return bool(known[need])
    path, _, wanted = need.partition("=")
    values = [value for value in values_at(subject.document, path) if value is not None and value != ()]
    return any(value in wanted.split(",") for value in values) if wanted else bool(values)


def _is_pointless(subject: Subject, need: str) -> bool:
    """Whether the document, as far as it is known, has no such thing: a value asked for, rows of a table, a profile."""
    return all("=" in each or each[0] == "@" or _is_empty(subject, each) for each in need.split("|"))


def _is_empty(subject: Subject, path: str) -> bool:
    table, rows, _ = path.partition("[]")
    return bool(rows) and not any(values_at(subject.document, table))
