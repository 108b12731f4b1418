"""All steps from a report to a document that EN 16931 can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.einvoice.places import carried
from invoice_ocr.export.en16931.demands import demand_net_prices, demand_sayable, demand_terms
from invoice_ocr.export.en16931.lines import prepare_lines, put_line_taxes, put_reasons
from invoice_ocr.export.en16931.parties import prepare_parties
from invoice_ocr.export.en16931.payment import prepare_payment
from invoice_ocr.export.en16931.signs import turn_credit_note
from invoice_ocr.export.en16931.sums import check_sums, prepare_sums, prepare_taxes, put_bases
from invoice_ocr.export.en16931.types import prepare_type
from invoice_ocr.export.en16931.work import Work
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Invoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from invoice_ocr.einvoice import Syntax
    from invoice_ocr.export.exported import Derived, Settings
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

_SLACK: Final = {"ubl": Decimal("0.99"), "cii": Decimal(0)}
"""What BR-S-08 lets the base of a rate differ from its lines, in the official rules for each syntax (v1.3.16)."""

_SILENT: Final = ("prices_include_tax", "document_type")
"""Said by the format itself."""


@dataclass(frozen=True)
class Profile:
    """A specification based on EN 16931: its identifiers (BT-24, BT-23), and ``demands``, which it adds."""

    title: str
    syntax: Syntax
    identifier: str
    process: str = ""
    strict_payment: bool = False
    demands: tuple[Callable[[Work], None], ...] = field(default=())


@dataclass(frozen=True)
class Prepared:
    """A document ready to be written, with the terms that it has no field for."""

    document: Invoice
    extra: Mapping[str, str]
    derived: tuple[Derived, ...]
    dropped: tuple[str, ...]


def prepare(report: Report[Any], settings: Settings, profile: Profile) -> Prepared:
    """Derive what is demanded and not printed.

    Raises:
        ExportError: It can't be said in this profile; all paths are named, with the rule and the reason of each.
    """
    work = Work(report.document, settings.mapping)
    work.extra = {"profile": profile.identifier} | ({"process": profile.process} if profile.process else {})
    _derive(work, report, profile)
    document = _document(work)
    demand_terms(work)
    demand_sayable(work, document)
    demand_net_prices(work, report.layout)
    check_sums(work, _SLACK[profile.syntax.name])
    if work.problems:
        raise _refusal(work, profile)
    return Prepared(
        document, work.extra, tuple(work.derived), tuple(_dropped(work, report.document, document, profile))
    )


def _derive(work: Work, report: Report[Any], profile: Profile) -> None:
    coded = frozenset(path for path, seen in report.evidence.items() if seen.source == "xml")
    prepare_type(work)
    turn_credit_note(work)
    prepare_parties(work)
    prepare_lines(work, coded)
    prepare_sums(work)
    prepare_taxes(work)
    put_line_taxes(work)
    put_bases(work)
    put_reasons(work)
    prepare_payment(work, strict=profile.strict_payment)
    for demand in profile.demands:
        demand(work)


def _document(work: Work) -> Invoice:
    fields = Invoice.model_fields
    return Invoice.model_validate({name: value for name, value in work.values.items() if name in fields})


def _refusal(work: Work, profile: Profile) -> ExportError:
    paths = tuple(dict.fromkeys(path for problem in work.problems for path in problem.paths))
    reasons = dict.fromkeys(f"{', '.join(each.paths)}: {each.reason} ({each.rule})" for each in work.problems)
    message = "\n  ".join([f"{profile.title} can't say this document:", *reasons])
    return ExportError(message, paths=paths, remedy="Correct the report, or add a mapping file.", named=True)


def _dropped(work: Work, original: Purchase, document: Invoice, profile: Profile) -> Iterator[str]:
    """Paths of the original that have no place, but for those whose words all stand elsewhere."""
    root = profile.syntax.root_for(document)
    yield from dict.fromkeys(work.left_out)
    gone = tuple(f"{path}." for path in work.left_out)
    for path, value in leaves(original).items():
        if path in _SILENT or path in work.left_out or path.startswith(gone):
            continue
        if not carried(profile.syntax, path, root) and not _said_elsewhere(path, value, document):
            yield path


def _said_elsewhere(path: str, value: object, document: Invoice) -> bool:
    """Whether a printed address (as a whole, or a line of it) is covered by its parts."""
    role, _, rest = path.partition(".address.")
    if not rest.startswith(("text", "lines")):
        return False
    address = getattr(getattr(document, role, None), "address", None)
    if address is None:
        return False
    parts = (address.street, address.city, address.postcode, address.region, address.country)
    return set(_words(str(value))) <= set(_words(" ".join(part or "" for part in parts)))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()
