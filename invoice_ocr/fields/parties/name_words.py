"""What the words of a line say for or against its being a firm's name."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import accumulate

from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.parties.legal_forms import legal_form, mend_form
from invoice_ocr.fields.parties.places import looks_like_address, street_words
from invoice_ocr.values.country import find_countries

SIGNED = re.compile(r"^(?:for(?: and on behalf of)?|on behalf of|p\.?p\.|m/s\.?)\s+(?=[^\W\d_])", re.IGNORECASE)
"""What stands before a firm's name where its signature goes."""

GREETING = re.compile(
    r"^(?:dear|hello|hi|hey|hallo|guten tag|sehr geehrte[rs]?|liebe[rs]?|cher|ch[eè]re|bonjour|hola|estimad[oa]s?"
    r"|ol[aá]|prezad[oa]s?|gentile|egregi[oa]|ciao|beste|geachte|hej|hei|k[aæ]re|dobr[yý] de[nň]|szanown[aiye]+)"
    r"\s+[^\W\d_]",
    re.IGNORECASE,
)
"""How a letter greets its reader: what follows is no sender."""

FUNCTION = re.compile(r"(?:in|and|at|for|from|with|to|of|on|by|or|und|für|mit|von|et|pour|avec|y|para|con|e|per)\s")
"""A small word at the beginning of a line: the sentence began above it."""

ROUND_THE_CLOCK = re.compile(r"\b24\s?(?:/\s?7|/\s?365|h(?:rs?|ours?)?)\b", re.IGNORECASE)
"""When a shop is open: ``COFFEE 24/7``."""

WELCOMES = "welcometo"

NUMBERED = re.compile(r"^\d+[a-z]?\s+(?:[^\W\d_]+\W+){1,4}|.*[^\W\d_]\s+\d+(?:[-/]\d+)?\s?[a-z]?$", re.IGNORECASE)
"""A number before or after a few words, as houses have it."""


PLOTTED = re.compile(
    r"(?:unit|suite|ste|level|floor|flat|shop|plot|lot|block|blk)\b\.?\s(?:no\.?\s?)?\w{0,3}\d", re.IGNORECASE
)
"""How an address within a building begins."""


TOWN = re.compile(
    r"^[^\W\d_][^\d,]+(?:,\s*|\s[-/]\s)[A-Z]{2}\.?(?:,?\s+[A-Z\d]{3,7}(?:[ -][A-Z\d]{3,4})?)?$"
    r"|^[A-Z][A-Za-z .']+\s[A-Z]{2}\s\d{5}(?:-\d{4})?$"
    r"|^[^\d,]+,?\s(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)\s\d{4}$"
)
"""A place in America or Australia: ``Fern Park, FL``, ``Fern Park - SC``."""

CODED_TOWN = re.compile(r"^[^\d,]+,?\s[A-Z]{2,3}\s\d{4,5}(?:-\d{4})?$")
"""A place and its postcode: the letters between them are a state's, and no legal form."""


def named_as_firm(name: str) -> bool:
    """Whether the name has a legal form; two small letters before other words are a word: ``as agreed``.

    >>> named_as_firm("Alder SA"), named_as_firm("Adelaide SA 5000"), named_as_firm("Portland, ME 04101")
    (True, False, False)
    """
    form = legal_form(mend_form(name)) if not PLOTTED.match(name) and not CODED_TOWN.match(name) else None
    return form is not None and not (form.islower() and len(form) == 2 and name.startswith(f"{form} "))


TITLED = re.compile(
    r"(?:mrs?|ms|miss|herrn?|frau|familie|eheleute|mme|mlle|monsieur|madame|srta|sig\.ra|mevr|mevrouw|dhr|mw|encik|puan"
    r"|tuan|cik|bapak)\b\.?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""How letters speak of the one to whom they are written."""


CLINICIAN = re.compile(r",?\s(?:M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|D\.?V\.?M|R\.?N|N\.?P|P\.?A-?C|Ph\.?D|D\.?C|O\.?D)\.?$")
"""The degrees of those who treat patients, after their names."""


def digits_of(text: str) -> int:
    """How many digits the text has."""
    return sum(map(str.isdigit, text))


def is_clinician(name: str) -> bool:
    """Whether the name is a doctor's, who works for the one that sends the bill.

    >>> is_clinician("P. Alder, MD"), is_clinician("Alder Dental Care")
    (True, False)
    """
    return CLINICIAN.search(name) is not None


def is_bare_form(name: str) -> bool:
    """Whether the text is a legal form and nothing else: the end of a name that wraps."""
    form = legal_form(name)
    return form is not None and not any(map(str.isalnum, name.replace(form, "", 1)))


def is_country_name(text: str) -> bool:
    """Whether the text is a country's name and nothing else."""
    found = find_countries(text)
    return len(found) == 1 and found[0].end - found[0].start >= len(text.strip(" ."))


def is_house(text: str) -> bool:
    """Whether the text is a street with a house's number, before the place in a line of an address.

    >>> [is_house(text) for text in ("131 Merchants Quay", "Put Supavla 6", "One Mill Row", "Alder & Sons Ltd 2")]
    [True, True, True, False]
    """
    if PLOTTED.match(text):
        return True
    if legal_form(text):
        return False
    return (
        looks_like_address(text) or bool(NUMBERED.fullmatch(f"{text} ".rstrip())) or bool(street_words().search(text))
    )


def unsigned(text: str) -> str:
    """The firm's name without the words that sign for it.

    >>> unsigned("For Alder Travel LLP"), unsigned("For services rendered")
    ('Alder Travel LLP', 'For services rendered')
    """
    name = SIGNED.sub("", text)
    return name if name != text and legal_form(name) else text


def says_else(text: str) -> bool:
    """Whether one of its words begins a phrase that names no firm, or its first is such a word.

    >>> says_else("Now: please come again"), says_else("Survey No. 5"), says_else("Alder Surveyors")
    (True, True, False)
    """
    words = [fold(word) for word in text.split()]
    joined = "".join(words)
    phrases, single = _not_names()
    first = next((word for word in words if word), "")
    spoken = GREETING.match(text) or FUNCTION.match(text) or ROUND_THE_CLOCK.search(text)
    if first in single or joined in single or spoken or _welcomes(joined):
        return True
    return any(joined.startswith(phrases, start) for start in accumulate(map(len, words), initial=0))


def _welcomes(joined: str) -> bool:
    """Whether it is ``Welcome to``, cut off or with a letter that an OCR read wrongly."""
    if not 5 <= len(joined) <= len(WELCOMES):
        return False
    return sum(map(str.__ne__, joined, WELCOMES)) <= (len(joined) > len("welco"))


@lru_cache(maxsize=1)
def _not_names() -> tuple[tuple[str, ...], frozenset[str]]:
    """The phrases of several words, and the words that stand alone."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/not_names.tsv").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#") and len(fold(line)) > 3]
    return tuple(fold(line) for line in lines if " " in line), frozenset(
        fold(line) for line in lines if " " not in line
    )
