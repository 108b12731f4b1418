"""The samples are complete, add up, can be drawn again, and are read as written."""

import importlib.util
import json
import subprocess
import sys
import tomllib
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import invoice_ocr
from invoice_ocr.model.purchase import KINDS, Purchase

SAMPLES = Path(__file__).parents[2] / "samples"
SLUGS = sorted(folder.parent.name for folder in SAMPLES.glob("*/about.toml"))
SLACK = Decimal("0.02")
QUICK = ("us-cafe-tip", "uk-vat-invoice")

each = pytest.mark.parametrize("slug", SLUGS)


def about(slug):
    return tomllib.loads((SAMPLES / slug / "about.toml").read_text(encoding="utf-8"))


def expected(slug):
    return json.loads((SAMPLES / slug / "expected.json").read_text(encoding="utf-8"))


def purchase(slug):
    truth = expected(slug)
    return KINDS[truth["kind"]].model_validate(truth["document"])


def document(slug, folder=SAMPLES):
    (found,) = (folder / slug).glob("document.*")
    return found


def total_of(values):
    return sum((value for value in values if value is not None), Decimal(0))


def lines_gap(document: Purchase):
    """How far the lines, less allowances, are from the sum below them."""
    if document.subtotal is None and document.total is None:
        return Decimal(0)
    allowances = total_of(allowance.amount for allowance in document.allowances)
    charges = total_of(charge.amount for charge in document.charges)
    lines = total_of(line.amount for line in document.lines) - allowances + charges
    sums = [document.subtotal] if document.subtotal is not None else []
    sums += [document.total] if document.prices_include_tax or not sums else []
    return min((lines - known for known in sums), key=abs)


def total_gap(document: Purchase):
    """How far subtotal, tax, tip and service charge are from the total; one with tax may be before discount."""
    if document.subtotal is None:
        return Decimal(0)
    extras = (getattr(document, "tip", None), getattr(document, "service_charge", None))
    gap = total_of((document.subtotal, document.tax_total, *extras)) - document.total
    if not document.prices_include_tax:
        return gap
    allowances = total_of(allowance.amount for allowance in document.allowances)
    gross = gap - total_of((document.tax_total,))
    return min(gap, gross, gross - allowances, key=abs)


def due_gap(document: Purchase):
    """How far total, rounding and what was paid before are from the amount due."""
    if document.amount_due is None:
        return Decimal(0)
    return total_of((document.total, document.rounding)) - total_of((document.amount_paid,)) - document.amount_due


def line_gaps(document: Purchase):
    """Quantity times price less the allowances of the line, against its amount."""
    for line in document.lines:
        if None not in (line.quantity, line.unit_price, line.amount):
            allowed = total_of(allowance.amount for allowance in line.allowances)
            yield line.quantity * line.unit_price - allowed - line.amount


def tax_gaps(document: Purchase):
    """Each row of the tax table, and their sum."""
    for tax in document.taxes:
        if None not in (tax.rate, tax.base, tax.amount):
            yield tax.base * tax.rate / 100 - tax.amount
    if document.tax_total is not None and document.taxes:
        yield total_of(tax.amount for tax in document.taxes) - document.tax_total


def paid_gap(document: Purchase):
    """What was handed over, less change, against what was to pay."""
    payments = [payment.amount for payment in getattr(document, "payments", ()) if payment.amount is not None]
    if not payments:
        return Decimal(0)
    due = document.amount_due if document.amount_due is not None else document.total
    return total_of(payments) - total_of((document.change,)) - due


def gaps(document: Purchase):
    yield from (lines_gap(document), total_gap(document), due_gap(document), paid_gap(document))
    yield from line_gaps(document)
    yield from tax_gaps(document)


def differing(path, want, got):
    """Paths at which two JSON values differ, with both."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key in {**want, **got}:
            yield from differing(f"{path}.{key}".lstrip("."), want.get(key), got.get(key))
    elif isinstance(want, list) and isinstance(got, list):
        for index, (one, other) in enumerate(zip_longest(want, got)):
            yield from differing(f"{path}[{index}]", one, other)
    elif want != got:
        yield path, (want, got)


def pixels(path):
    if path.suffix == ".pdf":
        return [page.render(scale=1).to_pil().tobytes() for page in pypdfium2.PdfDocument(path)]
    with Image.open(path) as image:
        return [image.tobytes()]


@each
def test_three_files(slug):
    assert document(slug).stat().st_size > 1000
    assert expected(slug).keys() == {"kind", "document"}
    assert about(slug).keys() - {"unread", "misread", "cautious"} == {"title", "country", "hard", "decision", "rules"}
    assert about(slug)["decision"] in {"accept", "review"}


@each
def test_the_list_of_samples_names_it(slug):
    listed = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert f"[{slug}]({slug}/)" in listed
    assert about(slug)["hard"] in listed


@each
def test_expected_is_the_whole_document(slug):
    assert purchase(slug).model_dump(mode="json") == expected(slug)["document"]


@each
def test_amounts_add_up_unless_deliberately_wrong(slug):
    wrong = [gap for gap in gaps(purchase(slug)) if abs(gap) > SLACK]
    assert bool(wrong) == any(rule.startswith("ARI") for rule in about(slug)["rules"])


@pytest.mark.parametrize("slug", QUICK)
def test_drawing_again_gives_the_same_pixels(slug, tmp_path):
    if not importlib.util.find_spec("fpdf"):
        pytest.skip("needs the extra `samples`")
    command = [sys.executable, str(SAMPLES / "make.py"), slug, "--output", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if "fonts are missing" in run.stderr:
        pytest.skip(run.stderr.strip().splitlines()[-1])
    assert run.returncode == 0, run.stderr
    again, kept = (folder / slug / "expected.json" for folder in (tmp_path, SAMPLES))
    assert again.read_text("utf-8") == kept.read_text("utf-8")
    assert pixels(document(slug, tmp_path)) == pixels(document(slug))


@each
def test_extract(slug):
    """The document is read as written, but for what `about.toml` lists as not read (null) or misread by the OCR.

    A sample marked `cautious` is right, but the program asks for a look at it.
    """
    notes = about(slug)
    report = invoice_ocr.extract(document(slug))
    wrong = dict(differing("", expected(slug)["document"], report.document.model_dump(mode="json")))
    unread = sorted(path for path, (_, got) in wrong.items() if got is None)
    misread = sorted(path for path, (_, got) in wrong.items() if got is not None)
    assert misread == sorted(notes.get("misread", [])), wrong
    assert unread == sorted(notes.get("unread", [])), wrong
    assert report.kind == expected(slug)["kind"]
    decision = "review" if notes.get("cautious") else notes["decision"]
    assert report.decision == decision, [finding.message for finding in report.findings]
    assert set(notes["rules"]) <= {finding.rule for finding in report.findings}
