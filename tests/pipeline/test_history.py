"""The store of earlier documents, in a real file."""

from __future__ import annotations

import hashlib
import json

import pytest
from PIL import Image, ImageDraw, ImageFont

import invoice_ocr
from invoice_ocr.errors import UsageError
from invoice_ocr.model.readback import read_report
from invoice_ocr.pipeline.history import History

IBAN, OTHER = "DE02120300000000202051", "ES9121000418450200051332"


def report(name="a.pdf", sha256="aa", decision="accept", pages=None, index=None, **document):
    source = {"name": name, "sha256": sha256, "pages": 1, "page_range": pages, "index": index}
    seller = {"name": "Anna Berg GmbH", "vat_id": "DE136695976"}
    base = {"number": "R-17", "issue_date": "2026-05-12", "total": "119.00", "currency": "EUR", "seller": seller}
    given = {"source": source, "kind": "invoice", "decision": decision, "document": {**base, **document}}
    return read_report(json.dumps(given))


@pytest.fixture
def history(tmp_path):
    return History(tmp_path / "seen.sqlite")


def rules(checked, history):
    found = invoice_ocr.check(checked, history=history).findings
    return {finding.rule for finding in found if finding.rule.startswith("FRD")}


def test_a_document_is_not_its_own_past(history):
    history.remember(report())
    history.remember(report())
    assert rules(report(), history) == set()


def test_the_same_number_again(history):
    history.remember(report())
    assert rules(report("b.pdf", "bb"), history) == {"FRD105"}
    assert rules(report("b.pdf", "bb", seller={"name": "anna berg gmbh"}), history) == {"FRD105"}
    assert rules(report("b.pdf", "bb", seller={"name": "Bell plc"}), history) == set()


def test_numbers_that_look_alike_and_copies_with_another_number(history):
    history.remember(report())
    assert rules(report("b.pdf", "bb", number="R-I7"), history) == {"FRD106", "FRD107"}
    assert rules(report("b.pdf", "bb", number="R-99"), history) == {"FRD107"}


def test_the_same_file_under_another_name(history):
    history.remember(report(seller={}))
    assert "FRD108" in rules(report("copy.pdf", seller={}, number="R-99", total="1.00"), history)


def test_two_documents_of_one_file_are_no_copies(history):
    history.remember(report(pages=[0, 0]))
    assert rules(report(pages=[1, 1], number="R-18", total="7.00"), history) == set()
    assert rules(report(pages=[1, 1]), history) == {"FRD105"}


def test_two_receipts_on_one_photo_are_two_documents(history):
    for index, number in enumerate(("R-17", "R-18")):
        one = report(pages=[0, 0], index=index, number=number, total=f"{index + 1}.00")
        history.remember(one)
        assert rules(one, history) == set()
    assert {"FRD105"} <= rules(report("b.pdf", "bb"), history)


def drawn(path, *, quality=90, size=(600, 800), amount="119.00"):
    """A picture of a till receipt."""
    image = Image.new("L", (600, 800), "white")
    pen = ImageDraw.Draw(image)
    for row, text in enumerate(("ANNA BERG", "Coffee 4.00", "Tea 3.00", "Cake 112.00", f"TOTAL {amount}", "Thank you")):
        pen.text((60 + 20 * (row % 3), 90 + 90 * row), text, font=ImageFont.load_default(48), fill=20)
    image.resize(size).save(path, quality=quality)
    return path


def of_file(path, **document):
    return report(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), **document)


def seen_at(path, history, **document):
    checked = invoice_ocr.check(of_file(path, **document), source=path, history=history)
    history.remember(checked)
    return {finding.rule for finding in checked.findings if finding.rule.startswith("FRD")}


def test_the_same_page_in_another_file(history, tmp_path):
    first = drawn(tmp_path / "a.jpg")
    again = drawn(tmp_path / "b.jpg", quality=30, size=(300, 400))
    nameless = {"seller": {}, "number": None}
    assert seen_at(first, history, **nameless) == set()
    assert seen_at(first, history, **nameless) == set(), "its own picture"
    assert seen_at(again, history, issue_date=None, **nameless) == {"FRD110"}
    assert seen_at(drawn(tmp_path / "c.jpg", quality=70), history, total="118.00", **nameless) == set(), (
        "read otherwise"
    )


def test_another_page_of_the_same_total(history, tmp_path):
    seen_at(drawn(tmp_path / "a.jpg"), history, seller={}, number=None)
    turned = tmp_path / "b.jpg"
    Image.open(drawn(tmp_path / "c.jpg")).transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(turned)
    assert seen_at(turned, history, seller={}, number=None) == set()


def test_a_checked_part_of_a_file_stays_that_part(tmp_path):
    path = drawn(tmp_path / "a.jpg")
    part = of_file(path, pages=[0, 0], index=1)
    assert invoice_ocr.check(part, source=path).source.index == 1
    assert invoice_ocr.check(part, source=drawn(tmp_path / "b.jpg", amount="1.00")).source.index is None


def test_a_new_account_of_a_known_seller(history):
    history.remember(report(payment={"iban": IBAN}))
    changed = report("b.pdf", "bb", number="R-18", total="7.00", payment={"iban": OTHER})
    assert rules(changed, history) == {"FRD104"}
    assert invoice_ocr.check(changed, history=history).decision == "review"
    history.remember(invoice_ocr.check(changed, history=history))
    assert rules(changed, history) == {"FRD104"}, "not known until a person has confirmed it"
    history.remember(changed, confirmed=True)
    assert rules(changed, history) == set()


def test_the_same_document_with_another_account_or_seller_is_not_trusted(history):
    history.remember(report(payment={"iban": IBAN}))
    again = report(payment={"iban": OTHER}, decision="review")
    history.remember(again)
    assert history.past_of(again.document, again.source).ibans == {IBAN}
    stranger = report(payment={"iban": IBAN}, seller={"name": "Bell plc"}, decision="review")
    history.remember(stranger)
    assert history.past_of(stranger.document, stranger.source).ibans == frozenset()
    history.remember(again, confirmed=True)
    assert history.past_of(again.document, again.source).ibans == {OTHER}


def test_a_seller_without_name_and_id_has_no_past(history):
    history.remember(report(seller={}, payment={"iban": IBAN}))
    assert rules(report("b.pdf", "bb", seller={}, payment={"iban": OTHER}), history) == set()


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"no database" * 99)])
def test_what_is_no_store_is_refused(tmp_path, make):
    path = tmp_path / "seen.sqlite"
    make(path)
    with pytest.raises(UsageError, match="history"):
        History(path)
