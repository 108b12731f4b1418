"""From the stages' results to the report, the same way after an extraction and after a check."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from invoice_ocr.checks import PLAIN_AUDIT, Audit, run_checks
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.purchase import Kind, Purchase, Receipt
from invoice_ocr.model.report import ReadingSummary, Report, Source
from invoice_ocr.pipeline.decision import DOUBTED, PROMISED, decide

if TYPE_CHECKING:
    from invoice_ocr.model.draft import Draft
    from invoice_ocr.model.reading import Reading


def report_on(
    draft: Draft,
    source: Source,
    reading: ReadingSummary | None,
    audit: Audit = PLAIN_AUDIT,
    max_error: float = PROMISED,
) -> Report[Purchase]:
    """Check the draft, decide, and put everything into one report."""
    kind = draft.kind or kind_of(draft.document)
    today = datetime.now().astimezone().date()
    findings = run_checks(Subject(draft.document, kind, draft.evidence, draft.layout, today), audit=audit)
    profile = audit.profile_for(kind)
    return Report(
        source=source,
        kind=kind,
        decision=decide(draft, findings, reading, max_error),
        document=draft.document,
        evidence=dict(draft.evidence),
        findings=findings,
        profile=profile.name if profile else None,
        leftovers=draft.leftovers,
        layout=draft.layout,
        reading=reading and reading.model_copy(update={"warnings": (*reading.warnings, *_in_doubt(draft))}),
    )


UNKNOWN_WORDS = "Hardly a word of the page is known here: whether it is an invoice or a receipt is open."


def _in_doubt(draft: Draft) -> list[str]:
    """What a person should look at although it breaks no rule; where a text has several readings, EVI101 tells."""
    told = {path for path, seen in draft.evidence.items() if seen.readings}
    paths = dict.fromkeys(doubt.path for doubt in draft.doubts if doubt.path in DOUBTED and doubt.path not in told)
    if draft.kind is None:
        return [UNKNOWN_WORDS] if draft.doubts else []
    return [f"The {path.replace('_', ' ')} is in doubt: look at it." for path in paths]


def summarise(reading: Reading, seconds: float) -> ReadingSummary:
    """What the report says about the reading itself."""
    usage = reading.usage and {
        "prompt_tokens": reading.usage.prompt_tokens,
        "completion_tokens": reading.usage.completion_tokens,
    }
    return ReadingSummary(
        reader=reading.reader,
        model=reading.model,
        usage=usage,
        seconds=round(seconds, 3),
        warnings=reading.warnings,
    )


def kind_of(document: Purchase) -> Kind:
    """``receipt`` for receipts, ``invoice`` for everything else."""
    return "receipt" if isinstance(document, Receipt) else "invoice"
