"""Firms' names as printed: apart from addresses, registration numbers and stray punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

from invoice_ocr.fields.blocks import (
    looks_like_address,
)
from invoice_ocr.fields.legal_forms import legal_form
from invoice_ocr.fields.vocabulary import fold, look_up

SEPARATORS = re.compile(r"\s*(?:,|;|\||•|·|\s[-–—]\s|\*)\s*")

REGISTRATION = re.compile(
    r"\(?\b(?:co\.?\s*(?:reg\.?\s*)?no\.?\s*:?\s*)?\(?[\dA-Z]{0,3}\d{5,8}\s*-\s*[A-Z]\)?", re.IGNORECASE
)


WELCOME = re.compile(
    r"^(?:welcome to|willkommen (?:bei|im|in der)|bienvenue (?:chez|à|a|au)|bienvenid[oa]s? a"
    r"|benvenut[io] (?:da|al|alla)|welkom bij|selamat datang ke)\s+(?=\S)",
    re.IGNORECASE,
)
"""How a shop greets, before its name."""


PHONE = re.compile(r"(?<=[^\W\d_])\s+(?:tel|phone|ph)?[.:]*\s*\+?\(?\d[\d\s()-]{8,}$", re.IGNORECASE)
"""A telephone number on the line of a name."""


@lru_cache(maxsize=1024)
def sender_line(text: str) -> tuple[str, str]:
    """The name and the address of a sender's line, which ends in a postcode and a place.

    >>> sender_line("Welcome to Alder Inn 01632 960 114"), sender_line("Alder Ltd · 4 Mill Road · Leeds LS1 4AB")
    (('Alder Inn', ''), ('Alder Ltd', '4 Mill Road, Leeds LS1 4AB'))
    """
    text = WELCOME.sub("", text)
    text = text if SEPARATORS.search(text) else PHONE.sub("", text)
    name, rest = split_name(text)
    return (name, rest) if rest and looks_like_address(rest) and not _names_document(rest) else (text, "")


def _names_document(text: str) -> bool:
    """Whether the text begins with what the document is called: ``Invoice F2024-5243``."""
    hit = look_up(fold(text.split(maxsplit=1)[0]), fuzzy=False)
    return hit is not None and any(meaning.startswith("title.") for meaning in hit[0].meanings)


def split_name(text: str) -> tuple[str, str]:
    """A name and what follows it on the same line from the first part with a digit on."""
    parts = SEPARATORS.split(text)
    if len(parts) < 2:
        return text, ""
    for i, part in enumerate(parts[1:], 1):
        if any(map(str.isdigit, part)):
            name = ", ".join(parts[:i]) if "," in text else " ".join(parts[:i])
            return name, ", ".join(parts[i:])
    return text, ""


def clean_name(text: str) -> str:
    """The name without a registration number, and without stray punctuation at its ends."""
    form = legal_form(text)
    if form:
        end = text.rindex(form) + len(form)
        rest = text[end:].strip(" .()")
        if rest and " " not in rest and any(map(str.isdigit, rest)):
            text = text[:end]
    text = REGISTRATION.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:-–*|•·#~_=<>\"'")
