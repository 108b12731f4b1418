"""Which printed date is which: by the label beside or above it, the time next to it, and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from invoice_ocr.fields.chosen import probability
from invoice_ocr.fields.dates.position import (
    begins_range,
    due_after_sum,
    follows_number,
    follows_town,
    is_by_title,
    is_in_column,
    is_in_range,
    is_letters,
    is_under_heads,
    pays_all,
    shared,
)
from invoice_ocr.fields.dates.words import is_blank, is_listed, is_qualified, is_remark
from invoice_ocr.fields.locale import Locale, readings_in
from invoice_ocr.fields.numbers.code import is_number
from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Token
from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, names_document
from invoice_ocr.model.candidate import Candidate

CLAUSE_ENDS = (",", ";", ":")

SHORT = 5
"""What ends in a full stop and is no longer may be an abbreviation."""

LABELLED = 1.9
"""The score that only a date with a label of its own reaches."""

NUMBERED = 0.4
"""What a date gains in whose row the document is named and numbered: ``Rechnung Nr. 17 vom 30.10.2019``."""

NAMED = 0.5
"""What a date gains whose label names the document."""

QUALIFIED, ELSEWHERE = 5.0, 1.6
"""What a labelled and an unlabelled date lose whose words say that it may be no day of issue."""

LETTERS = 2.8
"""What a date without a label gains after a town, as in a letter, or under the title: it is as good as labelled."""

GUESSED = 0.05
"""The score of an invoice's day of issue that no label names while the page has other days: a person must look."""

TIED = 0.15
"""Two days of an invoice whose labels say as much: which is that of issue is a question."""

INSTALMENT = 2.0
"""The score of a day beside which the whole total stands: a label says it better."""

OLDEST = 1990
"""What reads as an older day without a label is a birthday, an address or the number of a bank."""

OPEN = -1.7
"""Scores below this speak against the date: it may be the only one, and is no day of issue all the same."""

PATHS = ("issue_date", "due_date", "delivery_date", "period", "period_start", "period_end", "other_date")


def find_date_candidates(
    scan: Scan, locale: Locale, items: frozenset[int] = frozenset(), total: Decimal | None = None
) -> Iterator[Candidate[date]]:
    """Every date with each path that it may have; in the rows of ``items`` only a label beside it counts.

    A day that stands with the ``total`` alone is that of its payment.
    """
    printed = Counter(reading for value in scan.dates for reading in readings_in(value, locale.order)[:1])
    blank = _stands_blank(scan)
    for value in scan.dates:
        readings = readings_in(value, locale.order)
        if pays_all(scan, value, total):
            yield _candidate(value, readings, "due_date", INSTALMENT)
        elif not is_number(scan, value):
            repeated = 0.3 * min(printed[readings[0]] - 1, 2)
            yield from _candidates(scan, value, readings, items, repeated, blank=blank)


def _candidates(
    scan: Scan,
    value: Value[date],
    readings: tuple[date, ...],
    items: frozenset[int],
    repeated: float,
    *,
    blank: bool,
) -> Iterator[Candidate[date]]:
    label, closeness = _label(scan, value, items)
    meanings = label.meanings & set(PATHS) if label else frozenset()
    if _is_no_day(scan, value, meanings, readings):
        return
    paths = [_path(m) for m in meanings if m != "other_date"] or ["issue_date"]
    if "period" in meanings and begins_range(scan, value):
        paths = ["period.end"]
    score = closeness + repeated - 0.02 * (value.spot.row - min(other.spot.row for other in scan.dates))
    score += 0.8 if _beside_time(scan, value) else 0.0
    score += NUMBERED if "issue_date" in meanings and _beside_number(scan, value, label) else 0.0
    if not meanings or ("other_date" in meanings and "issue_date" not in meanings):
        score -= 1.5 if not meanings else 4.0
    if "issue_date" in meanings or not meanings:
        score -= _lost(scan, value, label if meanings else None, blank=blank)
    if not meanings:
        score += _gained(scan, value, items)
    if "issue_date" not in paths:
        yield _candidate(value, readings, "issue_date", score - 5.0)
    for path in paths:
        bonus = _precision(scan, label) if label and meanings else 0.0
        yield _candidate(value, readings, path, score + bonus)


def _is_no_day(scan: Scan, value: Value[date], meanings: frozenset[str], readings: tuple[date, ...]) -> bool:
    """Whether the date has another meaning than those that a document gives its own, or is none."""
    old = not meanings and readings[0].year < OLDEST
    return old or meanings == {"other_date"} or ("due_date" in meanings and _ends_discount(scan, value))


def _precision(scan: Scan, label: LabelSpot) -> float:
    """What a label of more than the word for a date says: "Rechnungsdatum" is no "Datum" of a print."""
    words = 0.25 * min(label.spot.end - label.spot.start - 1, 2)
    return max(words, NAMED * (names_document(label.compact) or follows_town(scan, label)))


def _stands_blank(scan: Scan) -> bool:
    """Whether a label of the day of issue has no date."""
    labels = [_label(scan, value, frozenset())[0] for value in scan.dates]
    return is_blank(scan, {(label.spot.row, label.spot.start) for label in labels if label is not None})


def _lost(scan: Scan, value: Value[date], label: LabelSpot | None, *, blank: bool) -> float:
    """What unknown words, or a blank label of the day of issue, take from the date's score."""
    if label is not None:
        return QUALIFIED * is_qualified(scan, label, value)
    listed = is_listed(scan, value) and not is_letters(scan, value)
    return ELSEWHERE * (blank or listed or is_remark(scan, value))


def _gained(scan: Scan, value: Value[date], items: frozenset[int]) -> float:
    """What its place gives to a date without a label, or takes from it."""
    if value.spot.row in items or is_in_column(scan, value):
        return -ELSEWHERE
    if is_in_range(scan, value):
        return -QUALIFIED
    return LETTERS * (is_letters(scan, value) or is_by_title(scan, value) or follows_number(scan, value))


def _path(meaning: str) -> str:
    return {"period_start": "period.start", "period_end": "period.end", "period": "period.start"}.get(meaning, meaning)


def _candidate(value: Value[date], readings: tuple[date, ...], path: str, score: float) -> Candidate[date]:
    spot = value.spot
    return Candidate(path, readings[0], score, value.text, spot.page, spot.box, "", spot.confidence, readings)


def _label(scan: Scan, value: Value[date], items: frozenset[int]) -> tuple[LabelSpot | None, float]:
    """The date's label and how close the tie is; the last day of a range has that of the first."""
    first = begins_range(scan, value)
    if first is not None:
        return _label(scan, first, items)
    beside = _label_beside(scan, value)
    if beside is not None and _ties(beside):
        return beside, 2.5
    due = due_after_sum(scan, value)
    if due is not None:
        return due, 2.0
    listed = (value.spot.row in items and not is_under_heads(scan, value)) or is_in_column(scan, value)
    above = None if listed else _label_above(scan, value)
    if above is not None:
        return above, 2.2
    return _label_of_sentence(scan, value) or ((beside, 1.0) if beside is not None else (None, 1.0))


def _ties(label: LabelSpot) -> bool:
    return bool(label.meanings & set(PATHS))


def _label_beside(scan: Scan, value: Value[date]) -> LabelSpot | None:
    """The nearest label before the date in its row that speaks of dates; else the nearest at all in its cell."""
    spot = value.spot
    before = [lab for lab in scan.labels_in.get(spot.row, []) if lab.spot.end <= spot.start]
    values = [d for d in scan.dates_in[spot.row] if d.spot.end <= spot.start]
    earliest = values[-1].spot.end if values else 0
    dated = [lab for lab in before if _ties(lab) and lab.spot.start >= earliest]
    if dated:
        return shared(scan, dated)
    cell = cell_of(scan, spot)
    own = [lab for lab in before if lab.spot.start >= cell.start]
    return own[-1] if own else None


def _label_above(scan: Scan, value: Value[date]) -> LabelSpot | None:
    """A date's label right above it, in its column."""
    box, rows = value.spot.box, scan.layout.rows
    for row in reversed(rows[max(0, value.spot.row - 3) : value.spot.row]):
        if row.page != value.spot.page or box.top - row.box.bottom > 2.0 * box.height:
            return None
        for label in scan.labels_in.get(row.index, []):
            over = min(label.spot.box.right, box.right) - max(label.spot.box.left, box.left)
            has_own = any(d.spot.start >= label.spot.end for d in scan.dates_in.get(row.index, []))
            if _ties(label) and over > 0 and not has_own:
                return label
    return None


def _label_of_sentence(scan: Scan, value: Value[date]) -> tuple[LabelSpot, float] | None:
    """The date's label in the row before, where a sentence goes on after its comma: "payable by ..., or by ..."."""
    rows = scan.layout.rows
    row = rows[value.spot.row]
    before = rows[row.index - 1] if row.index else row
    if before.page != row.page or not before.tokens[-1].text.endswith(",") or len(row.cells) + len(before.cells) > 2:
        return None
    if row.box.top - before.box.bottom > before.height:
        return None
    dated = [label for label in scan.labels_in.get(before.index, []) if _ties(label)]
    return (dated[-1], 2.0) if dated and scan.dates_in.get(before.index) else None


def _ends_discount(scan: Scan, value: Value[date]) -> bool:
    """Whether the date's clause grants a discount until then: it is no day by which all must be paid."""
    tokens = scan.layout.rows[value.spot.row].tokens
    start, end = value.spot.start, value.spot.end
    while start > 0 and not _ends_clause(tokens, start - 1):
        start -= 1
    while end < len(tokens) and not _ends_clause(tokens, end - 1):
        end += 1
    labels = scan.labels_in.get(value.spot.row, [])
    rates = scan.rates_in.get(value.spot.row, [])
    named = any("discount" in label.meanings and start <= label.spot.start < end for label in labels)
    return named and any(start <= rate.spot.start < end for rate in rates)


def _ends_clause(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a clause ends with the token: before "or", or a full stop after a date or a word, before a capital."""
    text = tokens[at].text
    if at + 1 < len(tokens) and fold(tokens[at + 1].text) in words_for("or"):
        return True
    stop = text.endswith(".") and len(text) > SHORT and at + 1 < len(tokens) and tokens[at + 1].text[0].isupper()
    return text.endswith(CLAUSE_ENDS) or stop


def _beside_number(scan: Scan, value: Value[date], label: LabelSpot | None) -> bool:
    """Whether a title and the label of a number stand before it in its row; or its label follows that of the number."""
    if label is not None and label.spot.row != value.spot.row:
        left = [other for other in scan.labels_in[label.spot.row] if other.spot.end <= label.spot.start]
        if left and "number" in left[-1].meanings and names_document(left[-1].compact):
            return True
    before = [lab.meanings for lab in scan.labels_in.get(value.spot.row, []) if lab.spot.end <= value.spot.start]
    titles = [meanings for meanings in before if any(meaning.startswith("title.") for meaning in meanings)]
    return bool(titles) and any("number" in meanings for meanings in before if meanings not in titles)


def _beside_time(scan: Scan, value: Value[date]) -> bool:
    return any(abs(t.spot.row - value.spot.row) <= 1 for t in scan.times)


def date_confidence(chosen: Candidate[date], candidates: list[Candidate[date]], *, alone: bool) -> float:
    """How sure a chosen date is: its label or its being the only one, less for close rivals.

    Without a label, one that is not ``alone`` is a guess: an invoice prints other days than that of issue.
    """
    rivals = [c.score for c in candidates if c.path == chosen.path and c.value not in chosen.readings]
    lead = chosen.score - max(rivals) if rivals else 3.0
    labelled = chosen.score >= LABELLED
    if chosen.path == "issue_date" and not labelled and not alone:
        return probability(GUESSED)
    if chosen.path == "issue_date" and lead < TIED and not alone:
        return probability(GUESSED)
    base = 1.8 + 1.2 * labelled - 4.0 * (chosen.score < OPEN)
    return probability(min(base + 0.4 * min(lead, 3.0), 1.5 + 1.5 * lead))
