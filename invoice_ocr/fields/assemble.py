"""One reading becomes one typed document: every source makes candidates, and here they are chosen together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from invoice_ocr.fields.amount_words import put_amount_words
from invoice_ocr.fields.calibration import Calibrate, calibrated
from invoice_ocr.fields.chosen import Chosen, probability
from invoice_ocr.fields.claims import (
    Stated,
    claimed_lines,
    claimed_offers,
    contradict_lines,
    contradict_sums,
    find_stated,
    keep_codes,
    tell_stated_kind,
    values_of,
    weigh_claims,
)
from invoice_ocr.fields.custom import find_custom
from invoice_ocr.fields.dates.choice import date_confidence, find_date_candidates
from invoice_ocr.fields.dates.order import with_order
from invoice_ocr.fields.items.choice import Lines, find_lines, put_lines
from invoice_ocr.fields.items.headers import find_headers
from invoice_ocr.fields.items.tax_letters import put_letter_rates
from invoice_ocr.fields.kind import is_foreign, tell_kind, tell_type
from invoice_ocr.fields.locale import Locale, infer_locale
from invoice_ocr.fields.numbers.choice import find_number_candidates, number_confidence
from invoice_ocr.fields.page.direction import as_read, read_along
from invoice_ocr.fields.page.scan import Scan, scan
from invoice_ocr.fields.parties.address import put_address
from invoice_ocr.fields.parties.addressed import addressed_blocks
from invoice_ocr.fields.parties.blocks import Block, find_blocks
from invoice_ocr.fields.parties.choice import Located, find_buyer, find_seller, find_ship_to
from invoice_ocr.fields.parties.facing import facing_blocks
from invoice_ocr.fields.parties.identities import find_identities
from invoice_ocr.fields.sums.choice import Totals, choose_totals
from invoice_ocr.fields.sums.contested import doubt_near_twin, doubt_overprinted, doubt_slip
from invoice_ocr.fields.sums.currency import find_currency
from invoice_ocr.fields.sums.entered import put_totals
from invoice_ocr.fields.sums.net import with_net
from invoice_ocr.fields.sums.offers import Offer, find_offers
from invoice_ocr.fields.sums.payments import put_payments, put_words
from invoice_ocr.fields.sums.taxes import TaxRow, find_tax_rows
from invoice_ocr.fields.sums.total_row import with_total_rows
from invoice_ocr.fields.sums.usual_rate import with_usual_rate
from invoice_ocr.model.candidate import Candidate, Doubt
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.purchase import KINDS, Kind, Purchase, Receipt, Wanted
from invoice_ocr.model.reading import Reading
from invoice_ocr.values.currency import currencies_of, minor_units


def assemble(reading: Reading, *, kind: Wanted = None, calibrate: Calibrate = calibrated) -> Draft:
    """The typed document that best fits the reading; ``kind`` None lets the page decide between invoice and receipt."""
    reading = read_along(reading)
    page = scan(reading)
    locale = infer_locale(page)
    currency = find_currency(page, locale)
    page = replace(page, minor_units=_minor_units(currency, locale))
    stated = find_stated(page, locale, _widest(kind), values_of(reading.claims))
    words = _money(page, [])
    money = _money(page, stated) if stated else words
    money = money._replace(totals=with_usual_rate(money.totals, locale.country))
    told = tell_kind(page, money.totals, money.lines.rows) or tell_stated_kind(stated)
    model, name = _model(kind, told)
    if kind is None and told is None:
        return Draft(None, model(), doubts=(Doubt("kind", 0, None),) if is_foreign(page) else ())
    chosen = Chosen(reading, calibrate)
    _put_money(chosen, page, money, name)
    _put_words(chosen, page, locale, money, (model, name))
    currency = find_currency(page, locale, money.totals)
    if currency is not None:
        chosen.put_candidate(currency)
    if not any(claim.path.startswith("notes") for claim in reading.claims):
        put_amount_words(chosen, page)
    keep_codes(chosen, reading.claims)
    if stated:
        contradict_sums(chosen, words.totals)
        contradict_lines(chosen, words.lines, money.totals)
        weigh_claims(chosen, stated)
    document = chosen.build(model)
    ambiguous = (Doubt(path, e.page or 0, None) for path, e in chosen.evidence.items() if e.readings)
    doubts = (*chosen.doubts, *ambiguous)
    draft = Draft(name, document, chosen.evidence, tuple(chosen.leftovers), money.totals.layout, doubts, chosen.places)
    return as_read(draft, reading)


def _put_money(chosen: Chosen, page: Scan, money: Money, name: Kind) -> None:
    totals = with_net(page, money.totals, money.lines.rows) if name == "invoice" else money.totals
    put_totals(chosen, page, totals, money.offers, money.taxes, name)
    doubt_overprinted(chosen, page, money.totals)
    doubt_near_twin(chosen, page, money.totals, money.offers)
    if name == "invoice":
        doubt_slip(chosen, page, money.totals, money.offers)
    put_lines(chosen, money.lines, money.totals)
    put_letter_rates(chosen, page, money.lines, money.taxes)
    if name == "receipt":
        put_payments(chosen, page, money.totals, money.offers)


def _put_words(chosen: Chosen, page: Scan, locale: Locale, money: Money, wanted: tuple[type[Purchase], Kind]) -> None:
    """All that is no money: parties, numbers, dates and the words that go with payment."""
    (model, name), lines = wanted, money.lines
    locale = with_order(page, locale, lines.rows)
    put_words(chosen, page)
    blocks = [*find_blocks(page, lines.rows), *addressed_blocks(page)]
    blocks = blocks or list(facing_blocks(page))
    found = _put_parties(chosen, page, blocks, name, lines.rows)
    _put_best(
        chosen,
        [
            *find_identities(page, [*blocks, *found], locale),
            *find_number_candidates(page, blocks, lines.rows, invoice=name == "invoice"),
            *find_custom(page, locale, model),
        ],
    )
    total = money.totals.total.number if money.totals.total and name == "invoice" else None
    dates = find_date_candidates(page, locale, lines.rows, total)
    _put_dates(chosen, page, sorted(dates, key=lambda c: -c.score), name)
    document_type = tell_type(page, name)
    if document_type:
        chosen.values["document_type"] = document_type


def _widest(kind: Wanted) -> type[Purchase]:
    """The class that has all fields which the document may turn out to have."""
    return kind if isinstance(kind, type) else Receipt


def _minor_units(currency: Candidate[str] | None, locale: Locale) -> int | None:
    """The decimals of the currency that is printed, or else of the country's."""
    codes = set(currency.readings) if currency else set(currencies_of(locale.country or "")[:1])
    decimals = {minor_units(code) for code in codes}
    return decimals.pop() if len(decimals) == 1 else None


class Money(NamedTuple):
    """Line items and sums that were chosen together."""

    lines: Lines
    offers: list[Offer]
    taxes: list[TaxRow]
    totals: Totals


def _money(page: Scan, stated: list[Stated]) -> Money:
    """Line items and sums, chosen together: the reading of the lines that the sums confirm wins."""
    headers = find_headers(page)
    heads = frozenset(row for header in headers for row in header)
    offers = with_total_rows(page, find_offers(page, heads), heads)
    readings = list(find_lines(page, headers, offers))
    claimed = claimed_lines(stated, readings)
    readings += [claimed] if claimed else []
    offers = [*offers, *claimed_offers(page, stated)]
    ways = [_with_lines(page, lines, offers) for lines in readings]
    return max(ways, key=lambda way: ("lines" in way.totals.proofs, way.lines.rank))


def _with_lines(page: Scan, lines: Lines, offers: list[Offer]) -> Money:
    """The sums as they are if these are the line items."""
    taxes = find_tax_rows(page, lines.rows)
    outside = [offer for offer in offers if offer.amount.spot.row not in lines.rows]
    return Money(lines, outside, taxes, choose_totals(page, outside, taxes, lines.amounts, lines.gross))


def _model(kind: Wanted, told: Kind | None) -> tuple[type[Purchase], Kind]:
    if isinstance(kind, type):
        return kind, "receipt" if issubclass(kind, Receipt) else "invoice"
    name: Kind = kind or told or "invoice"
    return KINDS[name], name


def _put_parties(chosen: Chosen, page: Scan, blocks: list[Block], kind: Kind, items: frozenset[int]) -> list[Block]:
    """Put the parties; the result are the blocks of those that no heading names."""
    seller = find_seller(page, blocks, kind, items)
    buyer = find_buyer(page, blocks, seller, kind)
    _put_party(chosen, "seller", seller)
    _put_party(chosen, "buyer", buyer)
    if kind == "invoice":
        _put_party(chosen, "ship_to", find_ship_to(page, blocks))
    found = (buyer.as_block("buyer"), seller.as_block("seller"))
    return [block for block in found if block is not None]


def _put_party(chosen: Chosen, role: str, located: Located) -> None:
    if located.name is None:
        return
    chosen.put_candidate(located.name)
    if located.address:
        put_address(chosen, f"{role}.address", located.address)


def _put_best(chosen: Chosen, candidates: Iterable[Candidate[Any]]) -> None:
    """The best candidate of each path; the others are left over."""
    by_path: dict[str, list[Candidate[Any]]] = {}
    for candidate in candidates:
        by_path.setdefault(candidate.path, []).append(candidate)
    places: set[tuple[int, Any]] = set()
    for all_of_path in sorted(by_path.values(), key=lambda g: -max(c.score for c in g)):
        group = sorted((c for c in all_of_path if (c.page, c.box) not in places), key=lambda c: -c.score)
        if not group:
            continue
        places.add((group[0].page, group[0].box))
        chosen.put_candidate(group[0], _confidence(group))


def _confidence(group: list[Candidate[Any]]) -> float:
    """How sure the first of a path's candidates is, less for a close rival."""
    if group[0].path == "number":
        return number_confidence(group[0], group[1:])
    rival = next((c.score for c in group if c.value != group[0].value), group[0].score - 3.0)
    return probability(min(group[0].score, 1.0 + group[0].score - rival))


def _put_dates(chosen: Chosen, page: Scan, candidates: list[Candidate[date]], kind: Kind) -> None:
    """Each date gets one path: the pairs of date and path are taken in the order of their scores.

    A label that names two days at once gives the date both, with one score.
    """
    alone = kind == "receipt" or len({value.readings for value in page.dates}) < 2
    taken: dict[tuple[int, Any], float] = {}
    paths: set[str] = set()
    for candidate in candidates:
        place = (candidate.page, candidate.box)
        if candidate.path in paths or taken.get(place, candidate.score) != candidate.score:
            continue
        if candidate.score < (-3.5 if candidate.path == "issue_date" else 0):
            continue
        chosen.put_candidate(candidate, date_confidence(candidate, candidates, alone=alone))
        paths.add(candidate.path)
        taken[place] = candidate.score
    _put_time(chosen, page)


def _put_time(chosen: Chosen, page: Scan) -> None:
    """The time in the row of the issue date, or in the rows beside it."""
    rows = [d.spot.row for d in page.dates if chosen.values.get("issue_date") in d.readings]
    beside = [(abs(t.spot.row - row), t) for t in page.times for row in rows if abs(t.spot.row - row) <= 1]
    if beside:
        _, nearest = min(beside, key=lambda pair: pair[0])
        if len(nearest.readings) == 1:
            chosen.put("issue_time", nearest.value, [nearest.spot], 0.9)
