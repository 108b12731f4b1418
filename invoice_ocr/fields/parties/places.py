"""What tells a line of an address: streets and postcodes."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.vocabulary import fold, look_up

POSTCODE = re.compile(
    r"〒\s?\d{3}-?\d{4}|\bS\s?\(\d{6}\)|\b(?:\d{5}(?:-\d{3,4})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|[AC-FHKNPRTV-Y]\d[\dW] ?[AC-FHKNPRTV-Y\d]{4})\b"
    r"|\b[A-Z]{1,3}-?\d{4,5}\b(?![-/]\d)|^\d{4}\b"
)
"""Postcodes in the forms of many countries."""


CALLE = re.compile(r"c\s?[/\\]\s?\w", re.IGNORECASE)
"""How Spanish abbreviates ``calle``."""

CROSSING = re.compile(
    r"(?:calle|carrera|cll?|cra?|kra?|tv|transv(?:ersal)?|dg|diag(?:onal)?|av|ak|ac)\.?\s?\d+\s?[A-Z]{0,2}\s?(?:bis\s)?#\s?\d",
    re.IGNORECASE,
)
"""How Colombia numbers streets and houses: ``CL 72 # 54 - 19``."""

FOUNDED = re.compile(
    r"\b(?:since|est\.?|established|depuis|seit|desde|dal|sinds|gegr\.|fondée? en)\s\d{4}\b", re.IGNORECASE
)
"""Since when there is the firm; the year is no postcode."""

BRANCH = re.compile(
    r"(?:store|restaurant|rest|branch|outlet|location|loc|site(?: id)?|survey(?: id| code)?|unit id"
    r"|(?:shop|unit)(?= ?#)|str|st|pos|filiale?|markt|magasin|succursale|tienda|sucursal"
    r"|local(?= ?#)|negozio|punto vendita|loja|filial|winkel|vestiging|butik|butikk|myymälä|sklep|prodejna|predajňa"
    r"|poslovalnica|üzlet|magazin(?:ul)?|cawangan|cabang)"
    r"\s?(?:#|no\.?|nr\.?|n[°ºo]\.?|num\.?|number|id|č\.|:|\.)*\s?\d[\d-]*[a-z]?",
    re.IGNORECASE,
)
"""The number that a chain gives its shop, alone in a line: ``STORE# 0418``."""

REGISTERS = re.compile(r"(?:\b[A-Z]{2,6}\s?[#=]\s?\d+\s*){2,}|(?:\b[A-Z]{2,5}[#=]\s?\d+\b.*)")
"""The numbers of a till, of who serves it and of the sale: ``ST# 0086 OP# 0041``."""


def numbers_shop(text: str) -> bool:
    """Whether the line gives the numbers of a shop or a till, and no part of an address.

    >>> [numbers_shop(text) for text in ("Store #12", "Restaurant 60", "ST# 00086 OP# 009041", "Shop 12", "Unit #4")]
    [True, True, True, False, True]
    """
    return BRANCH.fullmatch(text.strip(" .,")) is not None or REGISTERS.fullmatch(text.strip()) is not None


HIGHWAY = re.compile(r"(?:I|US|SR|FM|IH|RTE?|HWY|ROUTE)[- ]\d{1,4}\s\w")
"""A numbered road in America: ``I-80 EXIT 284``."""

JAPANESE = re.compile(r",\s[^\W\d_]{3,}\s\d{3}-\d{4}$")
"""How an address in Japan ends."""

SUBJECT = re.compile(
    r"(?:re|ref|betr|betreff|betrifft|objet|asunto|oggetto|betreft|ang|vedr|assunto)\b\.?\s?:", re.IGNORECASE
)
"""What begins the line that says what a letter is about."""

FIELD = re.compile(r"\d{1,2}[.)]\s+[^\W\d_]")
"""How a form counts its fields."""

TRADES = ("cate", "enginee", "manufactu", "tailo", "floo", "monito", "wi")
"""English words for trades that end as German streets do: ``Catering``, ``Engineering``."""


@lru_cache(maxsize=1)
def street_words() -> re.Pattern[str]:
    """What `tables/street_words.tsv` lists, as one pattern."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/street_words.tsv").read_text(encoding="utf-8")
    words = [line for line in table.splitlines() if line and not line.startswith("#")]
    whole = "|".join(re.escape(word) for word in words if not word.startswith("~"))
    ends = "|".join(re.escape(word[1:]) for word in words if word.startswith("~"))
    trades = "".join(f"(?<!{begun})" for begun in TRADES)
    return re.compile(rf"\b(?:{whole})\b|\bpt ?\d{{4,}}|{trades}(?:{ends})\b\.?", re.IGNORECASE)


@lru_cache(maxsize=1024)
def looks_like_address(text: str) -> bool:
    """A street with a number, or a postcode with a place.

    >>> [looks_like_address(text) for text in ("CL 72 # 54 OF 402", "〒231-0002 横浜市中区", "Fresh since 1951")]
    [True, True, False]
    """
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    if letters < 3 or FOUNDED.search(text):
        return False
    street = street_words().search(text) or CALLE.match(text) or CROSSING.match(text)
    placed = POSTCODE.search(text) or HOUSED_TOWN.search(text) or JAPANESE.search(text)
    return bool(digits and street) or bool(placed) or ends_in_six_digits(text)


def ends_in_six_digits(text: str) -> bool:
    """Whether a town and a postcode of six digits end the text, not a label and its number.

    >>> ends_in_six_digits("Lower Parel, Mumbai 400013"), ends_in_six_digits("Invoice 400013")
    (True, False)
    """
    found = SIX_DIGITS.search(text)
    return found is not None and look_up(fold(found["town"]), fuzzy=False) is None


SIX_DIGITS = re.compile(r"(?P<town>[^\W\d_]{4,})\s?[-–]?\s?[1-9]\d{5}(?:\.?$|,\s[^\W\d_])")
"""A town before a postcode as India, Singapore and China have it: ``Mumbai 400013``."""

HOUSED_TOWN = re.compile(
    r"^[^\W\d_][^\d,:]{2,40}\s\d{1,4}[^\W\d_]?(?:\s?[-/]\s?\w{1,4})?,\s+"
    r"(?:\d{4}\s[^\W\d_]{3,}[^,\d]*$|[^\W\d_][^\d,:]{2,30}\s\d{4}(?:$|,\s[^\W\d_]))"
)
"""A street and a town with a short postcode in one line: ``Seeblick 33, 1095 Lutry``."""
