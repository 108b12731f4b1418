"""A run of the checks with everything around it: profile, proposals, statuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.profile import Profile
from invoice_ocr.checks.proposals import with_proposals
from invoice_ocr.checks.run import findings_of
from invoice_ocr.checks.statuses import statuses_of
from invoice_ocr.checks.subject import Around, Subject
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Kind


@dataclass(frozen=True, slots=True)
class Audit:
    """How to check: by which profile, with a status for every rule or not, knowing what from elsewhere."""

    profile: Profile | None = None
    all_rules: bool = False
    around: Around | None = None

    def findings(self, subject: Subject, checks: Iterable[Check]) -> tuple[Finding, ...]:
        """What the checks find in a document, as the profile weighs it."""
        wanted = tuple(checks)
        profile = self.profile_for(subject.kind)
        known = replace(subject, around=_demanded(self.around or subject.around, profile))
        found = with_proposals(known, tuple(_weighed(known, findings_of(known, wanted), profile)), wanted)
        return (*found, *(statuses_of(known, wanted, found) if self.all_rules else ()))

    def profile_for(self, kind: Kind) -> Profile | None:
        """The profile, where it is made for such documents."""
        return self.profile if self.profile and kind in (self.profile.kinds or (kind,)) else None


def _demanded(around: Around, profile: Profile | None) -> Around:
    if profile is None:
        return around
    return replace(around, required=profile.required, countries=profile.countries, exact=profile.exact)


def _weighed(subject: Subject, findings: Iterable[Finding], profile: Profile | None) -> Iterator[Finding]:
    for finding in findings:
        if profile is None:
            yield finding
        elif not _is_within(finding, profile.slack.get(subject.document.currency or "")):
            severity = profile.severities.get(finding.rule, finding.severity)
            reason = profile.suppressed.get(finding.rule)
            yield finding.model_copy(update={"severity": severity, "suppressed": reason})


def _is_within(finding: Finding, slack: Decimal | None) -> bool:
    """Whether the amount is off by no more than the profile allows."""
    if slack is None or finding.expected is None or finding.actual is None or finding.tolerance is None:
        return False
    try:
        return abs(Decimal(finding.expected) - Decimal(finding.actual)) <= slack
    except InvalidOperation:
        return False
