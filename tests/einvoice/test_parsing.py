"""Hostile and broken XML is refused with an error that says what to do."""

from __future__ import annotations

import time

import pytest
from einvoice_files import invoice

from invoice_ocr.einvoice import UBL, is_einvoice, parsing, read_einvoices, write
from invoice_ocr.errors import DamagedDocument, DocumentTooLarge, UnsupportedDocument

LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><Invoice>&b;</Invoice>"""
)
OUTSIDE = b"""<!DOCTYPE Invoice SYSTEM "file:///etc/passwd"><Invoice/>"""
EXTERNAL = b"""<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>"""
PARAMETER = b"""<!DOCTYPE Invoice [<!ENTITY % x SYSTEM "http://192.0.2.1/x.dtd"> %x;]><Invoice/>"""


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, EXTERNAL, PARAMETER, b"<!DOCTYPE Invoice><Invoice/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(data, encoding):
    attack = data.decode().encode(encoding)
    assert is_einvoice(attack)
    with pytest.raises(UnsupportedDocument, match="document type or entities"):
        read_einvoices(attack)


def test_deep_nesting_is_refused():
    depth = 200_000
    with pytest.raises(DocumentTooLarge, match="nests deeper than 100"):
        read_einvoices(b"<Invoice>" + b"<a>" * depth + b"</a>" * depth + b"</Invoice>")


def test_too_many_elements_are_refused(monkeypatch):
    monkeypatch.setattr(parsing, "MAX_ELEMENTS", 1000)
    with pytest.raises(DocumentTooLarge):
        read_einvoices(b"<Invoice>" + b"<a/>" * 2000 + b"</Invoice>")


def test_too_many_bytes_are_refused_before_they_are_parsed():
    start = time.perf_counter()
    with pytest.raises(DocumentTooLarge, match="larger than 67,108,864 bytes"):
        parsing.parse(b"<" * (64 * 2**20 + 1))
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "data",
    [
        b"<Invoice>",
        b"<Invoice></CreditNote>",
        b"<Invoice>&unknown;</Invoice>",
        b"<x:Invoice/>",
        b"<Invoice>\x00</Invoice>",
        b'<?xml version="1.0" encoding="klingon"?><Invoice/>',
        b"<Invoice/><Invoice/>",
        b"",
    ],
)
def test_broken_xml_is_damaged(data):
    with pytest.raises(DamagedDocument, match="not well-formed"):
        parsing.parse(data)


def test_every_cut_of_a_file_is_refused_as_damaged():
    xml = write(invoice(), UBL)
    for end in range(1, len(xml) - len(b"</Invoice>\n"), 97):
        with pytest.raises((DamagedDocument, UnsupportedDocument)):
            read_einvoices(xml[:end])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> --><ubl:Invoice xmlns:ubl='x'>", True),
        ("<CreditNote/>".encode("utf-16-le"), True),
        (b"<rsm:CrossIndustryInvoice", True),
        (b"<html><Invoice/></html>", False),
        (b"%PDF-1.7", False),
        (b"", False),
        (b"<", False),
    ],
)
def test_einvoices_are_recognised_by_their_root(data, found):
    assert is_einvoice(data) is found
