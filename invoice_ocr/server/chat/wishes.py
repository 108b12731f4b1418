"""From a request to what is wanted: by its `response_format`, else by the words of its prompt.

The first that holds, whatever the order in the prompt: a JSON Schema in `response_format`; JSON, where that or the
prompt says so; boxes; markdown or a table; else a plain transcription. A word that is denied ("no markdown") does not
count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.errors import UsageError
from invoice_ocr.server.answers.shape import check_schema
from invoice_ocr.server.answers.wish import Wish
from invoice_ocr.server.chat.request import SchemaFormat
from invoice_ocr.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.pipeline.extraction import KindName
    from invoice_ocr.server.answers.wish import Form
    from invoice_ocr.server.chat.request import ChatRequest

JSON: Final = re.compile(r"\bjson\b", re.IGNORECASE)
AS_PRINTED: Final = re.compile(
    r"\bverbatim\b|\b(?:exactly )?as (?:it is |they are |it's )?(?:printed|written|shown)\b|\bcharacter by character\b",
    re.IGNORECASE,
)
BOXES: Final = re.compile(
    r"<\|(?:grounding|ref)\|>|\bgrounding\b|\bbounding[ -]?box(?:es)?\b|\bbbox(?:es)?\b|\bboxes\b|\bcoordinates?\b"
    r"|\bkoordinaten\b|\bcoordonnées\b|\bcoordenadas\b",
    re.IGNORECASE,
)
MARKDOWN: Final = re.compile(
    r"\bmark[ -]?down\b|\btables?\b|\btabellen?\b|\btableaux?\b|\btablas?\b|\btabelas?\b|\btabell[ae]\b", re.IGNORECASE
)
RECEIPT: Final = re.compile(r"\b(?:receipts?|kassenbons?|quittung(?:en)?|till slips?)\b", re.IGNORECASE)
INVOICE: Final = re.compile(r"\b(?:invoices?|rechnung(?:en)?|factures?|facturas?|fatture?)\b", re.IGNORECASE)
DENIED: Final = re.compile(
    r"\b(?:no|not|without|avoid|never|don['’]t|instead of|rather than|(?:do|must|should) not)\b"
    r"(?:\s+(?:use|return|add|include|write|output|give|wrap|format|it|in|as|any|the|a|of|or|and))*"
    r"\s+(?:markdown|json|tables?|bounding boxes|boxes|coordinates)\b(?:\s+(?:or|and)\s+\w+)?",
    re.IGNORECASE,
)


def wish_of(request: ChatRequest) -> Wish:
    """What the request asks for.

    Raises:
        Problem: 400, where it asks for JSON in a way that cannot be kept.
    """
    prompt = DENIED.sub(" ", request.prompt)
    asked = request.response_format
    if isinstance(asked, SchemaFormat):
        schema = _checked(asked.json_schema.json_schema)
        name = f"{asked.json_schema.name} {schema.get('title', '')}".replace("_", " ")
        return Wish("json-by-schema", _kind(f"{name} {prompt}"), schema)
    if asked is not None and asked.type == "json_object" and not JSON.search(request.prompt):
        message = "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'."
        raise Problem(400, message)
    if (asked is not None and asked.type == "json_object") or JSON.search(prompt):
        form: Form = "json-as-printed" if AS_PRINTED.search(prompt) else "json"
        return Wish(form, _kind(prompt))
    return Wish(_text_form(prompt))


def _text_form(prompt: str) -> Form:
    marked = MARKDOWN.search(prompt) is not None
    if BOXES.search(prompt):
        return "grounded-markdown" if marked else "grounded-text"
    return "markdown" if marked else "text"


def _kind(words: str) -> KindName:
    """The kind of document that is named, if it is one."""
    receipt, invoice = RECEIPT.search(words) is not None, INVOICE.search(words) is not None
    if receipt == invoice:
        return "auto"
    return "receipt" if receipt else "invoice"


def _checked(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        check_schema(schema)
    except UsageError as error:
        raise Problem(400, error.message) from error
    return schema
