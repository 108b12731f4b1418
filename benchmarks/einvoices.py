"""Reading and writing an e-invoice of 1,000 lines, beside the libraries that do the same.

    pip install factur-x drafthorse
    python benchmarks/einvoices.py              # UBL and CII
    python benchmarks/einvoices.py --publish    # writes results/einvoices.json and the table of README.md

All work on the same invoice, in turn, in one process; figures are medians over the rounds. factur-x reads into a
dictionary and writes from it; drafthorse, which knows CII only, into its own objects; nobody checks a schema.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoice_ocr.einvoice import CII, UBL, read_einvoices, write
from invoice_ocr.model.purchase import Invoice

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "einvoices.json"
README = HERE / "README.md"
MARKS = ("<!-- e-invoices -->\n", "<!-- end of e-invoices -->")
LINES = 1000
MOST_MS = 100.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure reading and writing of e-invoices.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--publish", action="store_true")
    given = parser.parse_args()
    results = {name: measured(tasks, given.rounds) for name, tasks in all_tasks(invoice(LINES)).items()}
    print(table(results))
    if given.publish:
        publish(results)
    ours = [each["ms"] for rows in results.values() for name, each in rows.items() if name == "invoice_ocr"]
    return 0 if max(ours) < MOST_MS else 1


def invoice(count: int) -> Invoice:
    """An invoice of so many lines, at two rates."""
    lines, sums = [], {19: Decimal(0), 7: Decimal(0)}
    for number in range(1, count + 1):
        price, quantity, rate = Decimal(number % 97 + 1) / 4, Decimal(number % 9 + 1), 7 if number % 3 else 19
        amount = (price * quantity).quantize(Decimal("0.01"))
        sums[rate] += amount
        lines.append(
            {
                "id": str(number),
                "description": f"Article number {number} of the catalogue",
                "item_code": f"A-{number:05}",
                "quantity": str(quantity),
                "unit": "C62",
                "unit_price": str(price),
                "amount": str(amount),
                "tax_rate": str(rate),
                "tax_category": "S",
            }
        )
    return Invoice.model_validate({**head(sums), "lines": lines})


def head(sums: dict[int, Decimal]) -> dict[str, Any]:
    """All but the lines, with sums that hold."""
    net = sum(sums.values(), Decimal(0))
    taxes = {rate: (base * rate / 100).quantize(Decimal("0.01")) for rate, base in sums.items()}
    tax = sum(taxes.values(), Decimal(0))
    address = {"street": "Lindenweg 4", "city": "Musterstadt", "postcode": "12345", "country": "DE"}
    rows = [{"category": "S", "rate": str(r), "base": str(sums[r]), "amount": str(taxes[r])} for r in sums]
    return {
        "number": "RE-1",
        "document_type": "invoice",
        "issue_date": "2026-03-04",
        "due_date": "2026-04-03",
        "currency": "EUR",
        "seller": {"name": "Papierhaus Birkenau GmbH", "address": address, "vat_id": "DE136695976"},
        "buyer": {"name": "Käufer & Söhne AG", "address": address, "vat_id": "DE811569869"},
        "payment": {"means": "30", "iban": "DE89370400440532013000"},
        "taxes": rows,
        "lines_total": str(net),
        "subtotal": str(net),
        "tax_total": str(tax),
        "total": str(net + tax),
        "amount_due": str(net + tax),
    }


def all_tasks(document: Invoice) -> dict[str, dict[str, Callable[[], object]]]:
    """What is measured, and by whom."""
    import facturx  # noqa: F401, PLC0415 - only this run needs it
    from drafthorse.models.document import Document  # noqa: PLC0415 - the same

    reader, writer = sys.modules["facturx.parse_xml"], sys.modules["facturx.generate_xml"]
    profile = {"profile": "urn:cen.eu:en16931:2017"}
    ubl, cii = write(document, UBL, profile), write(document, CII, profile)

    def parse(xml: bytes) -> Any:
        return reader.parse_ubl_cii_xml(xml, check_xsd=False)

    terms, objects = parse(ubl), Document.parse(cii, strict=False)

    def generate(flavor: str) -> Any:
        return writer.generate_xml(dict(terms), flavor=flavor, check_xsd=False, check_schematron=False)

    return {
        "read UBL": {"invoice_ocr": lambda: read_einvoices(ubl), "factur-x": lambda: parse(ubl)},
        "write UBL": {"invoice_ocr": lambda: write(document, UBL, profile), "factur-x": lambda: generate("ubl-2.1")},
        "read CII": {
            "invoice_ocr": lambda: read_einvoices(cii),
            "factur-x": lambda: parse(cii),
            "drafthorse": lambda: Document.parse(cii, strict=False),
        },
        "write CII": {
            "invoice_ocr": lambda: write(document, CII, profile),
            "factur-x": lambda: generate("factur-x"),
            "drafthorse": lambda: objects.serialize(schema=None),
        },
    }


def measured(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each, and how often ours that is."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    gc.collect()
    gc.freeze()  # what the libraries keep must not slow the others
    for _ in range(rounds):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            times[name].append(1000 * (time.perf_counter() - start))
    ours = statistics.median(times["invoice_ocr"])
    medians = {name: statistics.median(each) for name, each in times.items()}
    return {name: {"ms": round(ms, 1), "times_ours": round(ms / ours, 1)} for name, ms in medians.items()}


def table(results: dict[str, dict[str, dict[str, float]]]) -> str:
    rows = [
        f"| {what} | {name} | {each['ms']} | {each['times_ours']} |"
        for what, by_library in results.items()
        for name, each in by_library.items()
    ]
    return "\n".join(["| 1,000 lines | library | ms | times ours |", "|-|-|-|-|", *rows])


def publish(results: dict[str, dict[str, dict[str, float]]]) -> None:
    machine = {"python": platform.python_version(), "lines": LINES}
    RESULTS.write_text(json.dumps({"machine": machine, "results": results}, indent=2) + "\n", "utf-8")
    before, _, rest = README.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    README.write_text(f"{before}{MARKS[0]}\n{table(results)}\n\n{MARKS[1]}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
