"""How many wrong values of a model pass unseen, and how many right replies a person is asked to look at.

    python benchmarks/hallucination.py                # all labelled documents
    python benchmarks/hallucination.py --limit 60     # the same 60 as benchmarks/accuracy.py
    python benchmarks/hallucination.py --publish      # writes results/hallucination.json

Each labelled document is read once by the embedded OCR. Then a model that only repeats the labels answers through the
real chat reader: once rightly, and once for each way of being wrong in one value (a digit, another day, day and month
swapped, the subtotal for the total, an invented name or tax, a line left out). A wrong value has passed when it stands
in the document and the decision is ``accept``. Right replies are counted where total and date are labelled, since
without them a document goes to a person in any case. The exit status is 1 where more wrong values pass than promised,
or, over all documents, where more right replies go to a person.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from accuracy import BENCH, HERE, chosen, lists, read_lines, write

import invoice_ocr
from invoice_ocr.readers.chat.reader import ChatReader
from invoice_ocr.readers.endpoint.ask import Ask, Completion
from invoice_ocr.readers.endpoint.profiles import find_profile

sys.path.insert(0, str(BENCH))
RESULTS = HERE / "results" / "hallucination.json"

MOST_WRONG, MOST_REVIEWED = 0.01, 0.15
"""Promised: the share of wrong values that pass, and of right replies that a person is asked to look at."""

PATHS = {
    "document_number": "number",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "currency": "currency",
    "seller_name": "seller.name",
    "seller_address": "seller.address",
    "seller_vat_id": "seller.vat_id",
    "buyer_name": "buyer.name",
    "buyer_vat_id": "buyer.vat_id",
    "purchase_order": "purchase_order",
    "subtotal": "subtotal",
    "tax_total": "tax_total",
    "total": "total",
    "amount_due": "amount_due",
    "iban": "payment.iban",
}
"""The labels' names and the paths of the document."""

AMOUNTS = ("total", "subtotal", "tax_total", "amount_due")
NAMES = ("Harbour Point Trading Ltd", "Nordlicht Handels GmbH", "Blue Finch Cafe")

Truth = dict[str, Any]


class Repeats:
    """A model that answers every question with one text."""

    profile = find_profile("generic")

    def __init__(self, text: str) -> None:
        self._text = text

    def complete(self, _ask: Ask, /) -> Completion:
        """The text, whatever is asked."""
        return Completion(self._text, "stop", None, "repeats")


class Remembers:
    """A reader that has read the document before."""

    name = "auto"

    def __init__(self, reading: invoice_ocr.Reading) -> None:
        self._reading = reading

    def read(self, _document: invoice_ocr.Document, kind: object = None) -> invoice_ocr.Reading:  # noqa: ARG002
        """What was read then."""
        return self._reading


def reply_of(truth: Truth) -> str:
    """The labels as a model's reply."""
    reply: dict[str, Any] = {}
    for label, path in PATHS.items():
        if truth.get(label) not in (None, ""):
            *outer, last = path.split(".")
            place = reply
            for name in outer:
                place = place.setdefault(name, {})
            place[last] = truth[label]
    parts = ("description", "quantity", "unit_price", "amount")
    lines = truth.get("line_items") or []
    reply["lines"] = [{part: line[part] for part in parts if line.get(part)} for line in lines]
    return json.dumps(reply, ensure_ascii=False)


def mistakes(truth: Truth, chance: random.Random) -> Iterator[tuple[str, str, Truth]]:
    """Each way of being wrong in one value: the label, the kind of mistake, and the labels with it."""
    for label in AMOUNTS:
        if truth.get(label):
            yield label, "a digit", truth | {label: _other_digit(truth[label], chance)}
    if date := truth.get("issue_date"):
        year, month, day = date.split("-")
        yield "issue_date", "another day", truth | {"issue_date": f"{year}-{month}-{int(day) % 28 + 1:02}"}
        if int(day) <= 12 and day != month:
            yield "issue_date", "day and month", truth | {"issue_date": f"{year}-{day}-{month}"}
    if truth.get("total") and truth.get("subtotal") not in (None, "", truth.get("total")):
        yield "total", "the subtotal", truth | {"total": truth["subtotal"]}
    if truth.get("seller_name"):
        yield "seller_name", "another name", truth | {"seller_name": chance.choice(NAMES)}
    if any(char.isdigit() for char in truth.get("document_number") or ""):
        yield "document_number", "a digit", truth | {"document_number": _other_digit(truth["document_number"], chance)}
    if truth.get("total") and not truth.get("tax_total"):
        invented = f"{float(truth['total']) * 0.07:.2f}"
        yield "tax_total", "invented", truth | {"tax_total": invented}
    lines = truth.get("line_items") or []
    if len(lines) > 1:
        left_out = chance.randrange(len(lines))
        yield "line_items", "left out", truth | {"line_items": [*lines[:left_out], *lines[left_out + 1 :]]}


def _other_digit(text: str, chance: random.Random) -> str:
    """The text with one digit changed; a leading one does not become zero."""
    at = chance.choice([i for i, char in enumerate(text) if char.isdigit()])
    others = [digit for digit in "0123456789" if digit != text[at] and (at or digit != "0")]
    return text[:at] + chance.choice(others) + text[at + 1 :]


def examine(entry: Truth) -> tuple[bool | None, list[tuple[str, str, bool]]]:
    """Whether the right reply was accepted (None where that says nothing), and which mistakes passed."""
    document = invoice_ocr.open_document(BENCH / "dev" / entry["file"])
    reading = invoice_ocr.make_reader("auto").read(document)
    truth = entry["truth"]

    def report(labels: Truth) -> invoice_ocr.Report[Any]:
        reader = ChatReader(client=Repeats(reply_of(labels)), witness=Remembers(reading))
        return invoice_ocr.extract(BENCH / "dev" / entry["file"], reader=reader)

    complete = truth.get("total") and truth.get("issue_date")
    accepted = report(truth).decision == "accept" if complete else None
    chance = random.Random(entry["id"])  # noqa: S311 - the same mistakes in every run
    passed = []
    for label, kind, labels in mistakes(truth, chance):
        result = report(labels)
        passed.append((label, kind, result.decision == "accept" and _holds(result, label, labels, truth)))
    return accepted, passed


def _holds(report: invoice_ocr.Report[Any], label: str, labels: Truth, truth: Truth) -> bool:
    """Whether the document has the wrong value."""
    from score import look_up, same  # noqa: PLC0415 - the scorer lies beside the labelled documents

    document = report.to_dict()["document"]
    if label == "line_items":
        return len(document["lines"]) < len(truth["line_items"])
    given = look_up(document, PATHS[label])
    return given is not None and same(label, labels[label], given, {})


def undisputed(entries: list[Truth]) -> list[Truth]:
    """The entries without the labels that are proved wrong."""
    wrong = {tuple(line.split("\t")[:2]) for path in lists(BENCH) for line in path.read_text("utf-8").splitlines()}
    kept = []
    for entry in entries:
        truth = {label: value for label, value in entry["truth"].items() if (entry["id"], label) not in wrong}
        kept.append({**entry, "truth": truth})
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, metavar="N", help="N documents, of all sets in turn")
    parser.add_argument("--publish", action="store_true", help="write results/hallucination.json")
    args = parser.parse_args()
    entries = undisputed(chosen(read_lines(BENCH / "dev" / "truth.jsonl"), None, args.limit))
    with ProcessPoolExecutor() as workers:
        examined = list(workers.map(examine, entries, chunksize=4))
    right = [accepted for accepted, _ in examined if accepted is not None]
    made = Counter((label, kind) for _, passed in examined for label, kind, _ in passed)
    through = Counter((label, kind) for _, passed in examined for label, kind, wrong in passed if wrong)
    reviewed = right.count(False) / len(right)
    wrong = through.total() / made.total()
    print(f"{'label':16} {'mistake':16} {'made':>5} {'passed':>6}")
    for (label, kind), count in sorted(made.items()):
        print(f"{label:16} {kind:16} {count:5} {through[label, kind]:6}")
    print(f"\n{through.total()} of {made.total()} wrong values passed: {100 * wrong:.2f} %")
    print(f"{right.count(False)} of {len(right)} right replies go to a person: {100 * reviewed:.1f} %")
    if args.publish:
        table = [[label, kind, count, through[label, kind]] for (label, kind), count in sorted(made.items())]
        figures = {"documents": len(entries), "wrong_passed": wrong, "right_reviewed": reviewed, "mistakes": table}
        write(RESULTS, figures)
    return int(wrong > MOST_WRONG or (args.limit is None and reviewed > MOST_REVIEWED))


if __name__ == "__main__":
    sys.exit(main())
