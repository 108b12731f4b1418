"""SARIF 2.1.0 (OASIS), for code hosts and build servers that show findings.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ has no boxes on pages: page, box, expected and actual value stand in
``properties`` of a result.
"""

from __future__ import annotations

import json
import string
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report, writable
from invoice_ocr.reports.rules import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.finding import Finding
    from invoice_ocr.reports import Outcome, Pictures

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
KINDS = {"fail": "fail", "pass": "pass", "not_applicable": "notApplicable", "insufficient_data": "open"}
PLAIN = frozenset(f"{string.ascii_letters}{string.digits}/._~-".encode())
"""The bytes that a path in a URI keeps (RFC 3986); others are written as %XX."""


def render(outcomes: Iterable[Outcome], _: Pictures) -> Iterator[str]:
    """One run over all documents; what could not be read is a notification of the run."""
    artifacts: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            notes.append(_notification(outcome))
            continue
        results += [_result(outcome, finding, len(artifacts)) for finding in outcome.findings]
        artifacts.append(_artifact(outcome))
    rules = sorted({result["ruleId"] for result in results})
    places = {rule: index for index, rule in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = places[result["ruleId"]]
    driver = {"name": "invoice-ocr", "version": version("invoice-ocr"), "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not notes, "toolExecutionNotifications": notes}],
        "artifacts": artifacts,
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield writable(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def uri_of(name: str) -> str:
    """A source's name as a URI reference; a URL stays one.

    >>> uri_of("in/müller 1.pdf")
    'in/m%C3%BCller%201.pdf'
    """
    if name.startswith(("http://", "https://")):
        return name.replace(" ", "%20")
    data = name.replace("\\", "/").encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in data)


def _rule(rule: str) -> dict[str, Any]:
    return {"id": rule, "shortDescription": {"text": f"{title_of(rule)}."}}


def _artifact(report: Report[Any]) -> dict[str, Any]:
    return {"location": {"uri": uri_of(report.source.name)}, "hashes": {"sha-256": report.source.sha256}}


def _result(report: Report[Any], finding: Finding, artifact: int) -> dict[str, Any]:
    failed = finding.status == "fail"
    where = {
        "physicalLocation": {"artifactLocation": {"uri": uri_of(report.source.name), "index": artifact}},
        "logicalLocations": [{"fullyQualifiedName": path} for path in finding.paths],
    }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "kind": KINDS[finding.status],
        "level": LEVELS[finding.severity] if failed else "none",
        "message": {"text": finding.message},
        "locations": [where],
        "properties": _properties(report, finding),
    }
    if finding.suppressed is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.suppressed}]
    return result


def _properties(report: Report[Any], finding: Finding) -> dict[str, Any]:
    facts = {name: getattr(finding, name) for name in ("standard", "expected", "actual", "tolerance")}
    places = [
        {"path": path, "page": report.evidence[path].page, "box": report.evidence[path].box}
        for path in finding.paths
        if path in report.evidence
    ]
    proposals = [each.model_dump() for each in finding.proposals]
    facts |= {"places": places, "proposals": proposals}
    return {name: fact for name, fact in facts.items() if fact}


def _notification(failure: Failure) -> dict[str, Any]:
    text = f"{failure.source.name}: {failure.error.message} {failure.error.remedy}".strip()
    uri = {"physicalLocation": {"artifactLocation": {"uri": uri_of(failure.source.name)}}}
    return {"level": "error", "message": {"text": text}, "locations": [uri]}
