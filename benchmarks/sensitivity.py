"""What the checks notice: ``python benchmarks/sensitivity.py``.

Documents that add up, drawn as the tests draw them, in many layouts; then one digit of one value is changed, and
counted whether a rule that was silent before finds something. Amounts of lines, taxes and totals; rates; dates
(kept possible, as a reader would). The exit status is 1 where less is noticed than promised, or a consistent
document raises an alarm.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "checks"))

from consistent_documents import draw  # noqa: E402 - it stands with the tests

from invoice_ocr.checks import Subject, run_checks  # noqa: E402 - as above
from invoice_ocr.checks.proposals import with_value  # noqa: E402 - as above
from invoice_ocr.model.leaves import leaves  # noqa: E402 - as above

PAGE = ROOT / "docs" / "sensitivity.md"
TODAY = date(2026, 6, 1)
PROMISED = {"amounts": 0.97}
MONEY = re.compile(
    r"(.*\.)?(subtotal|tax_total|total|lines_total|allowance_total|charge_total|amount|base|unit_price"
    r"|amount_paid|amount_due|tendered|change|tip|service_charge)"
)
KINDS = {"rates": re.compile(r".*\b(rate|tax_rate)"), "dates": re.compile(r"issue_date|due_date")}


def kind_of(path: str) -> str | None:
    if MONEY.fullmatch(path):
        return "amounts"
    return next((kind for kind, pattern in KINDS.items() if pattern.fullmatch(path)), None)


def other_digit(rng: Random, text: str) -> str:
    place = rng.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    digit = rng.choice([digit for digit in "0123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def found(subject: Subject) -> set[tuple[str, tuple[str, ...]]]:
    return {(each.rule, each.paths) for each in run_checks(subject) if each.severity != "info"}


def changed(rng: Random, subject: Subject, path: str, text: str) -> Subject | None:
    """The subject with a digit changed; None where that is no date at all."""
    value: object = other_digit(rng, text)
    if kind_of(path) == "dates":
        try:
            value = date.fromisoformat(str(value))
        except ValueError:
            return None
    document = with_value(subject.document, path, value)
    return Subject(document, subject.kind, {}, subject.layout, TODAY)


def measure(documents: int) -> dict[str, object]:
    """Counts by kind of value and by path, over so many documents."""
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    alarms = 0
    for seed in range(documents):
        rng = Random(seed)  # noqa: S311 - documents, not secrets
        drawn = draw(rng)
        subject = Subject(drawn.document, drawn.kind, {}, drawn.layout, TODAY)
        before = found(subject)
        alarms += bool(before)
        candidates = [leaf for leaf in leaves(subject.document).items() if kind_of(leaf[0])]
        for path, value in rng.sample(candidates, min(6, len(candidates))):
            again = changed(rng, subject, path, str(value))
            if again is not None and again.document != subject.document:
                name = kind_of(path) or ""
                tried[name] += 1
                noticed[name] += bool(found(again) - before)
    shares = {kind: [noticed[kind], tried[kind], round(noticed[kind] / tried[kind], 4)] for kind in sorted(tried)}
    return {"documents": documents, "with_a_false_alarm": alarms, "noticed": shares}


def publish(figures: dict[str, object]) -> None:
    """Write the table into the page."""
    rows = "".join(f"| {kind} | {tried} | {share:.1%} |\n" for kind, (_, tried, share) in figures["noticed"].items())
    table = f"| one digit changed in | changes | noticed |\n|---|---:|---:|\n{rows}"
    silent = f"\nFalse alarms (errors or warnings) on {figures['documents']} unchanged documents: "
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition("<!-- figures -->\n")
    tail = rest.partition("<!-- end of figures -->")[2]
    body = f"{table}{silent}{figures['with_a_false_alarm']}.\n"
    PAGE.write_text(f"{head}<!-- figures -->\n{body}<!-- end of figures -->{tail}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--publish", action="store_true", help="write the table into docs/sensitivity.md")
    args = parser.parse_args()
    figures = measure(args.documents)
    print(json.dumps(figures, indent=2))
    if args.publish:
        publish(figures)
    kept = all(figures["noticed"][kind][2] >= least for kind, least in PROMISED.items())
    return 0 if kept and not figures["with_a_false_alarm"] else 1


if __name__ == "__main__":
    sys.exit(main())
