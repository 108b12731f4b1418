"""Every format of reports, held against files of what it should look like.

A wanted change: delete the golden file, run the test twice, and read the difference.
"""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft7Validator
from PIL import Image
from reports import EMPTY, HOSTILE_ONE, INVOICE, RECEIPT, failure, report

import invoice_ocr
from invoice_ocr.errors import UsageError
from invoice_ocr.reports import RENDERERS, render_reports
from invoice_ocr.reports.summary import summarise_reports

GOLDEN = Path(__file__).parent / "golden"
SARIF = Path(__file__).parents[3] / "shared" / "standards" / "sarif" / "sarif-schema-2.1.0.json"
SUFFIX = {"html": "html", "sarif": "json", "junit": "xml", "csv": "csv", "markdown": "md", "summary": "html"}
OUTCOMES = {
    "invoice": [report(INVOICE)],
    "receipt": [report(RECEIPT)],
    "hostile": [report(HOSTILE_ONE)],
    "empty": [report(EMPTY)],
    "failed": [failure()],
    "batch": [report(INVOICE), failure(), report(RECEIPT), report(HOSTILE_ONE)],
    "nothing": [],
}


def pages(_):
    return [Image.new("RGB", (60, 80), "white"), Image.new("RGB", (60, 80), "grey")]


def drawn(name: str, to: str) -> str:
    return render_reports(OUTCOMES[name], to, pictures=pages)


def stable(text: str) -> str:
    """Without what changes by itself: the version, and how this machine's library packs a picture."""
    text = re.sub(r"base64,[A-Za-z0-9+/=]+", "base64,...", text)
    return text.replace(invoice_ocr.__version__, "VERSION")


@pytest.mark.parametrize("to", RENDERERS)
@pytest.mark.parametrize("name", ["invoice", "batch"])
def test_the_output_is_as_it_should_be(name, to):
    path = GOLDEN / f"{name}.{to}.{SUFFIX[to]}"
    text = stable(drawn(name, to))
    if not path.exists():
        path.write_bytes(text.encode())
        pytest.fail(f"{path.name} was missing and has been written; read it")
    assert text.encode() == path.read_bytes()


class Page(HTMLParser):
    """Tags, anchors and addresses of a page; complains of what does not nest."""

    VOID = frozenset({"meta", "img", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.sources, self.styles = [], [], [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.sources += [given["src"]] if "src" in given else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("to", ["html", "summary"])
@pytest.mark.parametrize("name", OUTCOMES)
def test_the_page_loads_nothing_and_every_link_leads_somewhere(name, to):
    text = drawn(name, to)
    page = Page(text)
    assert len(set(page.ids)) == len(page.ids)
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(link.startswith("#") for link in page.links)
    assert all(source.startswith("data:image/jpeg;base64,") for source in page.sources)
    assert not {"script", "link", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("to", ["html", "summary", "junit", "markdown"])
def test_nothing_in_a_document_becomes_markup(to):
    text = drawn("hostile", to)
    assert "<script" not in text
    assert "<img src=x" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "alert" in text


def test_findings_lead_to_their_boxes_and_back():
    page = Page(drawn("invoice", "html"))
    boxes = [given for tag, given in page.tags if given.get("class", "").startswith("box")]
    assert [box["class"].split() for box in boxes] == [["box", "error"], ["box", "error"], ["box"]]
    assert {box["href"] for box in boxes if "error" in box["class"]} == {"#d1-f1"}
    assert boxes[0]["style"] == "left:70.00%;top:60.00%;width:10.00%;height:2.00%"


def test_without_pictures_the_page_says_so():
    text = render_reports(OUTCOMES["invoice"], "html")
    assert "not at hand" in text
    assert 'class="box' not in text


def test_only_the_pages_of_the_document_are_shown():
    several = {**INVOICE, "source": {**INVOICE["source"], "page_range": [1, 1]}}
    text = render_reports([report(several)], "html", pictures=pages)
    assert "Page 2" in text
    assert ">Page 1<" not in text


@pytest.mark.bench
@pytest.mark.skipif(not SARIF.exists(), reason="the official schema is not beside the project")
@pytest.mark.parametrize("name", OUTCOMES)
def test_sarif_fits_its_schema(name):
    schema = json.loads(SARIF.read_text("utf-8"))
    errors = Draft7Validator({**schema, "$schema": "http://json-schema.org/draft-07/schema#"}).iter_errors(
        json.loads(drawn(name, "sarif"))
    )
    assert [error.message for error in errors] == []


def test_sarif_says_what_is_set_aside_and_what_was_not_checked():
    run = json.loads(drawn("batch", "sarif"))["runs"][0]
    kinds = {(result["ruleId"], result["kind"], result["level"]) for result in run["results"]}
    assert ("ARI104", "fail", "error") in kinds
    assert ("ARI102", "pass", "none") in kinds
    assert ("ARI107", "notApplicable", "none") in kinds
    assert [result["suppressions"][0]["justification"] for result in run["results"] if "suppressions" in result]
    assert run["invocations"][0]["executionSuccessful"] is False
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_junit_counts_its_cases():
    root = ET.fromstring(drawn("batch", "junit"))  # noqa: S314 - our own
    counted = [(suite.get("tests"), suite.get("failures"), suite.get("errors"), suite.get("skipped")) for suite in root]
    assert counted == [("6", "2", "0", "2"), ("1", "0", "1", "0"), ("1", "0", "0", "0"), ("2", "2", "0", "0")]


def test_csv_has_a_row_for_each_file_and_no_formula():
    rows = list(csv.DictReader(io.StringIO(drawn("batch", "csv"), newline="")))
    assert [row["decision"] for row in rows] == ["review", "failed", "accept", "review"]
    assert rows[0]["rules"] == "DAT106 ARI104"
    assert rows[1]["message"] == "The file is cut off. Ask for it again."
    odd = report({**EMPTY, "document": {"seller": {"name": "=HYPERLINK(1)"}}})
    assert "'=HYPERLINK" in render_reports([odd], "csv")


def test_markdown_keeps_a_table_row_on_one_line():
    rows = [line for line in drawn("hostile", "markdown").splitlines() if line.startswith("| error")]
    assert len(rows) == 1
    assert rows[0].count("|") == 5


def test_an_unknown_format_is_named():
    with pytest.raises(UsageError) as caught:
        render_reports([], "docx")
    assert "markdown" in caught.value.remedy


def test_a_summary_lists_no_more_than_it_can_show(monkeypatch):
    monkeypatch.setattr("invoice_ocr.reports.summary_page.MOST", 2)
    text = render_reports([report(INVOICE), report(HOSTILE_ONE), report(INVOICE), failure("x.pdf")], "summary")
    assert "1 more documents to look at are not listed." in text
    assert text.count("x.pdf") == 1


@pytest.mark.parametrize(
    ("kind", "total", "sum_of_both"),
    [("credit_note", "10.00", "84.30"), ("credit_note", "-10.00", "84.30"), ("invoice", "10.00", "104.30")],
)
def test_credits_are_taken_off_the_sum_of_totals(kind, total, sum_of_both):
    credit = {**INVOICE, "document": {**INVOICE["document"], "document_type": kind, "total": total}}
    summary = summarise_reports([report(INVOICE), report(credit)])
    assert str(summary.currencies["EUR"].total) == sum_of_both


def test_a_page_shows_the_notes_and_never_more_certainty_than_there_is():
    noted = {**INVOICE["document"], "notes": ["One hundred euros only"], "preceding_invoices": [{"number": "R-0"}]}
    seen = {**INVOICE["evidence"], "number": {**INVOICE["evidence"]["number"], "confidence": 0.9999}}
    text = render_reports([report({**INVOICE, "document": noted, "evidence": seen})], "html")
    assert "One hundred euros only" in text
    assert "preceding invoice 1 number" in text
    assert "99 %" in text
    assert "100 %" not in text


def test_the_place_of_a_url_stays_one():
    given = report({**INVOICE, "source": {**INVOICE["source"], "name": "https://files.example/a b.pdf"}})
    run = json.loads(render_reports([given], "sarif"))["runs"][0]
    assert run["artifacts"][0]["location"]["uri"] == "https://files.example/a%20b.pdf"
