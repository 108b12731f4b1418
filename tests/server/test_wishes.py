"""What a prompt asks for."""

from __future__ import annotations

import json

import pytest

from invoice_ocr.server.chat.request import parsed
from invoice_ocr.server.chat.wishes import wish_of
from invoice_ocr.server.problems import Problem

PROMPTS = [
    ("Please extract all text from this image.", "text", "auto"),
    ("Free OCR.", "text", "auto"),
    ("Transcribe the page. Plain text, no markdown.", "text", "auto"),
    ("Read this. Do not use markdown or tables.", "text", "auto"),
    ("", "text", "auto"),
    ("Convert the document to markdown.", "markdown", "auto"),
    ("Extrahiere alle Tabellen", "markdown", "auto"),
    ("Extract the text including tables", "markdown", "auto"),
    ("Transcribe it, without boxes, as markdown", "markdown", "auto"),
    ("<|grounding|>OCR this image.", "grounded-text", "auto"),
    ("Text with bounding boxes please", "grounded-text", "auto"),
    ("Locate <|ref|>Total<|/ref|> in the image.", "grounded-text", "auto"),
    ("<|grounding|>Convert the document to markdown.", "grounded-markdown", "auto"),
    ("Give me the invoice as JSON", "json", "invoice"),
    ("json for this receipt", "json", "receipt"),
    ("The picture shows an invoice or a receipt. JSON only, no markdown.", "json", "auto"),
    ("Rechnung als JSON", "json", "invoice"),
    ("Kassenbon als JSON", "json", "receipt"),
    ("Reply with JSON, not a markdown table", "json", "auto"),
    ("Copy what is printed into JSON, verbatim.", "json-as-printed", "auto"),
    ("JSON. Copy each value exactly as it is printed.", "json-as-printed", "auto"),
    ("JSON, character by character", "json-as-printed", "auto"),
    ("I want JSON with bounding boxes of the table", "json", "auto"),
]


def asked(text, **more):
    return parsed(json.dumps({"model": "m", "messages": [{"role": "user", "content": text}], **more}).encode())


def wanted(text, **more):
    return wish_of(asked(text, **more))


@pytest.mark.parametrize(("prompt", "form", "kind"), PROMPTS)
def test_the_prompt_decides(prompt, form, kind):
    wish = wanted(prompt)
    assert (wish.form, wish.kind) == (form, kind)


@pytest.mark.parametrize("prompt", ["json, please", "Plain text, but no JSON"])
def test_json_object_needs_the_word_and_no_more(prompt):
    assert wanted(prompt, response_format={"type": "json_object"}).form == "json"
    with pytest.raises(Problem, match="must contain the word 'json'"):
        wanted("the data", response_format={"type": "json_object"})


def test_text_format_leaves_it_to_the_prompt():
    assert wanted("as markdown", response_format={"type": "text"}).form == "markdown"


def named_schema(name, **schema):
    return {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}


@pytest.mark.parametrize(
    ("name", "title", "kind"), [("receipt", "", "receipt"), ("x", "My_Invoice", "invoice"), ("data", "", "auto")]
)
def test_a_schema_names_the_kind(name, title, kind):
    wish = wanted("the data, as markdown", response_format=named_schema(name, title=title, type="object"))
    assert (wish.form, wish.kind) == ("json-by-schema", kind)
    assert wish.schema == {"title": title, "type": "object"}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "zz"}, "Invalid json schema"),
        ({"properties": []}, "Invalid json schema"),
        ({"properties": {"a": {"pattern": "["}}}, "Invalid json schema"),
        ({"properties": {"a": {"$ref": "http://127.0.0.1:1/schema"}}}, "a part of the schema itself"),
        ({"allOf": [{"$ref": "file:///etc/passwd"}]}, "a part of the schema itself"),
    ],
)
def test_a_schema_that_is_none_or_leads_elsewhere_is_refused(schema, words):
    with pytest.raises(Problem, match=words) as raised:
        wanted("x", response_format=named_schema("x", **schema))
    assert raised.value.status == 400


def test_a_deep_schema_is_refused():
    schema = {}
    for _ in range(185):  # the parser of JSON itself takes no more
        schema = {"not": schema}
    with pytest.raises(Problem, match="nested too deeply"):
        wanted("x", response_format=named_schema("x", **schema))


def test_what_an_assistant_is_said_to_have_answered_is_no_prompt():
    messages = [
        {"role": "system", "content": "You transcribe."},
        {"role": "assistant", "content": "json? markdown?"},
        {"role": "tool", "content": "json"},
        {"role": "user", "content": [{"type": "text", "text": "Go on."}]},
    ]
    request = parsed(json.dumps({"model": "m", "messages": messages}).encode())
    assert wish_of(request).form == "text"
    assert request.prompt == "You transcribe.\nGo on."
