"""Firms' names as printed: apart from addresses, registration numbers and stray punctuation."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import takewhile

from invoice_ocr.fields.page.vocabulary import fold, look_up
from invoice_ocr.fields.parties.details import DETAILS
from invoice_ocr.fields.parties.legal_forms import legal_form
from invoice_ocr.fields.parties.places import POSTCODE, looks_like_address, street_words

SEPARATORS = re.compile(r"\s*(?:,|;|\||•|·|●|\s[-–—]\s|\*)\s*")

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


SENTENCES = re.compile(r"(?:(?<=[a-z]{5}\.)|(?<=\d[A-Z]{2}\.)|(?<=\d{4}\.))\s+(?=[A-Z])")
"""Where a sentence of the foot ends and the next begins; shorter words before a full stop may be abbreviations."""

HOUSED = re.compile(r"[^\W\d_][^\d:,]{2,30}\s\d{1,4}\s?[a-zA-Z]?")
"""A street and a house's number."""

MARKS = re.compile(r"\s*(?:\||•|·|●|\s[-–—]\s|\*)\s*")
"""What stands between the parts of a line of the sender, stronger than a comma."""

DOTS = re.compile(r"\s(?:\||•|·|●)\s")
"""Marks that are stronger than dashes: between them, a dash is part of a name."""

LABELLED = re.compile(r"^(?!no\b|lot\b|unit\b|blk\b)[^\W\d_][^\d:,]{2,30}:\s*", re.IGNORECASE)
"""What introduces an address in a sentence: ``Registered office:``."""

DIALLED = re.compile(
    r"(?=(?:\D*\d){9})(?:[^\W\d_]{1,9}\.?:?\s*)?(?:(?:\(|\+|0)[\d\s()/.–-]{8,}|\d{3}[\s.-]\d{3}-\d{4})"
)
"""A telephone number; others begin as postcodes do."""

REGISTERED = re.compile(r"\bHR[AB]\s?\d|\bGF:|\bFN\s?\d{4}")
"""The numbers of German registers, which follow the name of the court."""

CODES = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,}|[A-Z]{2,3}[ -]?\d{6,}")
"""IBANs and tax numbers."""

IBAN = re.compile(r"[^\W\d_]{2,20}[.:]?\s[A-Z]{2}\d{2}(?: ?[A-Z\d]{2}\d{2,10}){3,}$")
"""An account's number after a word for it."""


CAPITAL = re.compile(r",?\s+(?:au capital|capital social|RCS|R\.C\.S|SIRET|SIREN)\b.*$", re.IGNORECASE)
"""What follows a name in the sentences at the foot of French documents."""


SYMBOLS = re.compile("^[\u2190-\u2bff\U0001f300-\U0001faff\ufe0f]+\\s*(?=\\w)")
"""Pictures before a name, as fonts of symbols have them: stars, arrows, lightning."""


@lru_cache(maxsize=1024)
def sender_line(text: str) -> tuple[str, str]:
    """The name and the address of a sender's line, which ends in a postcode and a place.

    >>> sender_line("Welcome to Alder Inn 01632 960 114"), sender_line("Alder Ltd · 4 Mill Road · Leeds LS1 4AB")
    (('Alder Inn', ''), ('Alder Ltd', '4 Mill Road, Leeds LS1 4AB'))
    >>> sender_line("Alder Ltd. · Old Barn, 4 Mill Road, Leeds LS1 4AB · VAT no. GB 000 0000 00 · Tel. 01632 960114")
    ('Alder Ltd.', 'Old Barn, 4 Mill Road, Leeds LS1 4AB')
    """
    text = without_register(WELCOME.sub("", text))
    text = text if SEPARATORS.search(text) else PHONE.sub("", text)
    name, rest = _marked(text) or _glued(text) or split_name(text)
    parts = address_parts(rest)
    if len(parts) == 1 and legal_form(name) is None and _is_town(parts[0]):
        return text, ""
    if not parts or POSTCODE.fullmatch(rest) or not _placed(rest, parts) or _names_document(rest):
        return text, ""
    return name, ", ".join(parts)


def _glued(text: str) -> tuple[str, str] | None:
    """The name up to its legal form and the street and the place that follow it with no mark between them.

    >>> _glued("Alder Wonen B.V. Havenkade 28 8022 AW Zwolle")
    ('Alder Wonen B.V.', 'Havenkade 28, 8022 AW Zwolle')
    """
    form = legal_form(text)
    if form is None:
        return None
    end = text.rindex(form) + len(form)
    rest = text[end:].strip(" .")
    place = next((m for m in POSTCODE.finditer(rest) if m.start() > 3 and rest[m.end() :].strip().isalpha()), None)
    street = rest[: place.start()].strip() if place else ""
    if place is None or "," in rest or not (HOUSED.fullmatch(street) or looks_like_address(street)):
        return None
    return text[:end], f"{street}, {rest[place.start() :]}"


def without_register(text: str) -> str:
    """A firm's name without the sentences about it at the foot: ``Alder Ltd. Company no. 99000000.``."""
    form = legal_form(text)
    if form is None:
        return text
    end = text.rindex(form) + len(form)
    rest = text[end:].lstrip(" .")
    return text[:end].rstrip(".") if len(rest) < len(text[end:]) and rest and gives_detail(rest) else text


def _is_town(part: str) -> bool:
    """Whether it is a place and its postcode, with no street: what is before it may be a district or a street."""
    return not any(map(str.isdigit, POSTCODE.sub("", part))) and not street_words().search(part)


def _placed(rest: str, parts: list[str]) -> bool:
    """Whether the parts are an address: as a whole, or one of several is a place by itself."""
    return looks_like_address(rest) or (len(parts) > 1 and any(looks_like_address(part) for part in parts))


def _marked(text: str) -> tuple[str, str] | None:
    """The first sentence or part of the line and the rest, where more than commas separates the two."""
    for mark in (SENTENCES, DOTS if DOTS.search(text) else MARKS):
        name, *after = mark.split(text, maxsplit=1)
        rest = "".join(after)
        if rest and not any(map(str.isdigit, name)) and not looks_like_address(name):
            return name.rstrip(". ") if mark is SENTENCES else name, LABELLED.sub("", rest)
    return None


def address_parts(text: str) -> list[str]:
    """The parts of a printed address up to the first that gives something else.

    >>> address_parts("4 Mill Road, Leeds LS1 4AB, VAT no. GB 000 0000 00, Leeds")
    ['4 Mill Road', 'Leeds LS1 4AB']
    """
    parts = [part for sentence in SENTENCES.split(text) for part in SEPARATORS.split(sentence) if part.strip()]
    kept = list(takewhile(lambda part: not gives_detail(part), parts))
    return kept if len(kept) == len(parts) else [*kept[:-1], *(part.rstrip(".") for part in kept[-1:])]


@lru_cache(maxsize=1024)
def gives_detail(part: str) -> bool:
    """Whether a part of a line is a number, a contact or an entry in a register, and no part of an address.

    >>> [gives_detail(part) for part in ("Tel. 01632 960114", "KvK 11000000", "Bank Street 5", "Mill Road 4")]
    [True, True, False, False]
    >>> gives_detail("Arveldusarve EE58 2200 12054623 5340"), gives_detail("Unit B2 12 LS11 9RT")
    (True, False)
    """
    contact = "@" in part or "www." in part.lower() or DIALLED.fullmatch(part)
    if contact or CODES.match(part) or IBAN.match(part) or REGISTERED.search(part):
        return True
    if _register_words().match(part):
        return True
    words = part.split()
    for count in range(1, min(5, len(words))):
        hit = look_up(fold("".join(words[:count])), fuzzy=False)
        if hit is not None and hit[0].meanings & DETAILS:
            after = words[count]
            return words[count - 1].endswith(":") or sum(map(str.isdigit, after)) > 1 or after.isupper()
    return False


@lru_cache(maxsize=1)
def _register_words() -> re.Pattern[str]:
    table = resources.files("invoice_ocr.fields").joinpath("tables/register_words.tsv").read_text(encoding="utf-8")
    words = [re.escape(line) for line in table.splitlines() if line and not line.startswith("#")]
    return re.compile(rf"(?:{'|'.join(words)})(?![^\W_])", re.IGNORECASE)


def _names_document(text: str) -> bool:
    """Whether the text begins with what the document is called: ``Invoice F2024-5243``."""
    hit = look_up(fold(text.split(maxsplit=1)[0]), fuzzy=False)
    return hit is not None and any(meaning.startswith("title.") for meaning in hit[0].meanings)


def split_name(text: str) -> tuple[str, str]:
    """A name and what follows it on the same line from the first part with a digit on."""
    parts = SEPARATORS.split(text)
    if len(parts) < 2:
        return text, ""
    if len(parts) > 2 and legal_form(parts[0]) and not any(map(legal_form, parts[1:])) and "," in text:
        return parts[0], ", ".join(parts[1:])
    for i, part in enumerate(parts[1:], 1):
        if any(map(str.isdigit, part)):
            name = ", ".join(parts[:i]) if "," in text else " ".join(parts[:i])
            return name, ", ".join(parts[i:])
    return text, ""


def clean_name(text: str) -> str:
    """The name without a registration number, and without brackets or stray punctuation at its ends.

    >>> clean_name("(Alder Pte. Ltd.)"), clean_name("Alder (M) Sdn Bhd -"), clean_name("(M) Alder (UK)")
    ('Alder Pte. Ltd.', 'Alder (M) Sdn Bhd', '(M) Alder (UK)')
    """
    form = legal_form(text)
    if form:
        end = text.rindex(form) + len(form)
        rest = text[end:].strip(" .()")
        digits = sum(map(str.isdigit, rest))
        if digits and (" " not in rest or digits > sum(map(str.isalpha, rest))):
            text = text[:end]
    text = text[1:-1] if text.startswith("(") and text.find(")") == len(text) - 1 else text
    text = SYMBOLS.sub("", CAPITAL.sub("", REGISTRATION.sub("", text)))
    return re.sub(r"\s+", " ", text).strip(" ,;:-–*|•·#~_=<>\"'")
