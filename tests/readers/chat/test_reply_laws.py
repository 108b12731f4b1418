"""What holds for every reply: it is understood or refused, in time that grows with it; nothing in it is invented."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reply_files import reply_files

from invoice_ocr.errors import ReplyError
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.replies.absent import is_absent
from invoice_ocr.readers.replies.json_nodes import Scalar
from invoice_ocr.readers.replies.reply import LONGEST, Transcript, salvage, understand
from invoice_ocr.readers.replies.shape import Group, Leaf, Listing, shape_of
from invoice_ocr.readers.replies.statement import Statement
from invoice_ocr.readers.replies.transcript import View, read_transcript

WANTED = shape_of(None)
BITS = (
    ('{"total": ', '"12.50"', "{", "}", "[", "]", ",", ":", '"', "'", "\\", "\\u00e9", "\n", "null", "12.", "1 234,56"),
    (
        '"lines": [{"description": "Tea", "amount": "3.00"}',
        "// x\n",
        "/*",
        "*/",
        "...",
        "“",
        "NaN",
        '{"number": "A-1"}',
    ),
    ("<think>", "</think>", "<table><tr><td>", "</td>", "<|ref|>text<|/ref|>", "<|det|>[[1, 2, 3, 4]]<|/det|>"),
    ("Sorry", "Total: $5.00\n", "&amp;", "\\(", "**", "# ", "](x)", "<br>", "   ", "\t", "\ufeff", "٣", "\x00"),
    ("```json\n", "| a | b |\n"),
)
PIECES = st.sampled_from([bit for bits in BITS for bit in bits])
REPLIES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
FINISHES = st.sampled_from(["stop", "length", "", "content_filter", "whatever"])


def answered(text, finish="stop", *, json_asked=True):
    return understand(Completion(text, finish, None, "m"), WANTED, json_asked=json_asked)


@given(REPLIES, FINISHES, st.booleans())
@settings(max_examples=600, deadline=None)
def test_any_reply_is_understood_or_refused(text, finish, json_asked):
    completion = Completion(text, finish, None, "m")
    reasons = []
    for read in (understand, salvage):
        try:
            answer = read(completion, WANTED, json_asked=json_asked)
        except ReplyError as error:
            reasons.append(error.reason)
            continue
        if isinstance(answer, Transcript):
            page = read_transcript(answer.text, View(1000, 1414, 999))
            assert all(word.text and not re.search(r"\s", word.text) for word in page.words)
            assert all(word.box.left <= word.box.right and word.box.top <= word.box.bottom for word in page.words)
        else:
            assert_nothing_invented(answer, text)
    assert set(reasons) <= {"looped", "blank", "cut", "refused", "unreadable", "too large"}


def assert_nothing_invented(answer: Statement, reply: str):
    """Every claim stands in the reply, character by character; escapes count as what they stand for."""
    if "\\" not in reply:
        assert all(claim.text in reply for claim in answer.claims)
        return
    decoded = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code.group(1), 16)), reply)
    decoded = decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    known = {*reply, *decoded, *"\n\r\t"}
    assert all(set(claim.text) <= known for claim in answer.claims)


TEXTS = st.text(min_size=1, max_size=12).map(str.strip).filter(lambda t: t and not is_absent(Scalar(t)))


def values(shape) -> st.SearchStrategy:
    """What a reply may hold for a shape."""
    match shape:
        case Leaf():
            return st.none() | TEXTS.map(printable)
        case Listing(item):
            return st.lists(values(item), max_size=2)
        case Group():
            return st.fixed_dictionaries({}, optional={name: values(member) for name, member in shape.asked()})


def printable(text: str) -> str:
    """Backspaces, form feeds and other control characters are printed nowhere, and not read as such."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "?", text)


SMALL = {"number", "seller", "lines", "taxes", "total", "notes", "payment", "issue_date"}
DOCUMENTS = st.fixed_dictionaries(
    {}, optional={name: values(member) for name, member in shape_of(Invoice).members.items() if name in SMALL}
)


def leaves(value, path=""):
    """Paths and texts as they should be claimed: elements without content are not counted."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, item in enumerate([item for item in value if any(leaves(item))]):
            yield from leaves(item, f"{path}[{index}]")


def said(answer) -> list[tuple[str, str]]:
    return [(claim.path, claim.text) for claim in answer.claims]


@given(
    DOCUMENTS,
    st.booleans(),
    st.sampled_from([None, 1, 4]),
    st.sampled_from(["{}", "```json\n{}\n```", "Here: {}", "{} Done."]),
)
@settings(max_examples=300, deadline=None)
def test_json_is_claimed_as_it_stands(document, ascii_only, indent, around):
    text = around.replace("{}", json.dumps(document, ensure_ascii=ascii_only, indent=indent))
    if document:
        answer = answered(text)
        assert said(answer) == list(leaves(document))
        assert answer.problems == ()
        assert answer.whole


@given(DOCUMENTS, st.integers(1, 400), st.sampled_from([None, 2]))
@settings(max_examples=600, deadline=None)
def test_a_cut_reply_says_nothing_that_the_whole_one_does_not(document, length, indent):
    whole = json.dumps(document, ensure_ascii=False, indent=indent)
    cut = whole[:length]
    if cut == whole:
        return
    try:
        answer = answered(cut, "length")
    except ReplyError:
        return
    assert isinstance(answer, Statement)
    assert not answer.whole
    assert set(said(answer)) <= set(leaves(document))


@pytest.mark.parametrize("file", [pytest.param(f, id=f.name) for f in reply_files() if "claim" in f.expected])
def test_no_prefix_of_a_reply_changes_an_amount(file):
    """However a reply is cut, an amount in it is whole or missing."""
    amounts = {text for path, text in file.claims if re.search("total|amount|price|tip", path)}
    for length in range(0, len(file.text), 1 + len(file.text) // 60):
        try:
            answer = answered(file.text[:length], "length")
        except ReplyError:
            continue
        if isinstance(answer, Statement) and answer.claims:
            texts = {claim.text for claim in answer.claims if re.search("total|amount|price|tip", claim.path)}
            others = {text for text in texts - amounts if f'"{text}"' not in file.text and f" {text}," not in file.text}
            assert others == set()


HOSTILE = {
    "open objects": ('{"total": "1", "x": ', '{"a": ', ""),
    "open lists": ('{"total": "1", "x": ', "[", ""),
    "braces": ("", "{ ", ""),
    "keys": ("", '{"', ""),
    "objects": ("", '{"total": "1"} ', ""),
    "empty objects": ("", "{} ", ""),
    "quotes": ('{"total": "', '" ', ""),
    "quotes and commas": ('{"total": "', '", ', ""),
    "quotes and spaces": ('{"total": "', '"          ', ""),
    "backslashes": ('{"total": "', "\\", ""),
    "escapes": ('{"total": "', "\\ud83d", ""),
    "line breaks": ('{"total": "', "\n", "x"),
    "lines of keys": ('{"total": "', '\n"aaaaaaaaaa ', ""),
    "spaces after a quote": ('{"total": "1"', " ", "x"),
    "slashes": ('{"total": 1 ', "/ ", ""),
    "comment": ('{"total": /*', "* ", ""),
    "commas": ('{"total": 1', ",1", ""),
    "wrong brackets": ('{"total": [', "}]", ""),
    "members": ("{", '"total": "1", ', "}"),
    "unknown members": ('{"total": "1"', ', "abc": "1"', "}"),
    "long key": ('{"', "a_", '": 1, "total": "1"}'),
    "items": ('{"lines": [', '{"description": "Tea"}, ', '{"description": "Milk"}]}'),
    "thoughts": ("<think>", "</thin", ""),
    "fences": ("", "```\n", ""),
    "words": ("", "Total 5.00 ", ""),
    "numbers": ("", "1.", ""),
    "bars": ("", "|", ""),
    "table rows": ("", "| a | b |\n", ""),
    "unclosed tables": ("", "<table>", ""),
    "cells": ("<table>", "<td>a", ""),
    "spans": ("<table>", "<td rowspan=100 colspan=100>a", ""),
    "open tags": ("", "<td ", ""),
    "brackets": ("", "[", ""),
    "pictures": ("", "![", ""),
    "stars": ("", "**a", ""),
    "references": ("", "<|ref|>", ""),
    "places": ("", "<|ref|>a<|/ref|><|det|>[[1, 2, 3, 4]]<|/det|>", ""),
    "place without end": ("<|ref|>a<|/ref|><|det|>[", "[1,2,3,4],", ""),
    "lists of places": ("", "text[[1,", ""),
    "backslashes in text": ("", "\\", ""),
    "commands": ("", "\\text{", ""),
    "special tokens": ("", "<|a", ""),
    "ampersands": ("", "&", ""),
    "line breaks in text": ("", "\n", "x"),
    "tabs": ("", "a\t", ""),
    "front matter": ("---\n", "a: b\n", ""),
}


def seconds_for(text: str) -> float:
    """The processor's time, the least of three, for all that is made of a reply."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for json_asked in (True, False):
            try:
                answer = salvage(Completion(text, "length", None, "m"), WANTED, json_asked=json_asked)
            except ReplyError:
                continue
            if isinstance(answer, Transcript):
                read_transcript(answer.text, View(1000, 1414, 999))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length(name):
    before, unit, after = HOSTILE[name]
    count = 6000 // len(unit)
    short, long = (before + unit * (count * times) + after for times in (1, 8))
    assert seconds_for(long) < 24 * max(seconds_for(short), 0.002)  # a square would be 64


def test_an_endless_reply_is_not_looked_at():
    with pytest.raises(ReplyError, match="longer than") as caught:
        answered("x" * (LONGEST + 1))
    assert caught.value.reason == "too large"


@pytest.mark.slow
def test_the_longest_reply_takes_a_minute_at_most():
    items = '{"description": "Tea", "amount": "3.00"}, ' * (LONGEST // 43)
    text = '{"lines": [' + items + "]}"
    start = time.process_time()
    assert answered(text[: LONGEST - 2] + "]}").claims
    assert time.process_time() - start < 60
