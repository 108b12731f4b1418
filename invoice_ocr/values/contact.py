"""E-mail addresses, websites and telephone numbers in running text."""

from __future__ import annotations

import re

from invoice_ocr.values.folding import fold_aligned, has_digits
from invoice_ocr.values.parsed import Found, Parsed

_LABEL = r"[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f-]{0,61}[A-Za-z0-9\u00c0-\u024f])?"
_DOMAIN = rf"(?:{_LABEL}\.){{1,6}}[A-Za-z]{{2,24}}"
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@{_DOMAIN}(?![\w-])")
_WEBSITE = re.compile(
    rf"(?<![\w@.-])(?:https?://{_DOMAIN}|www\.{_DOMAIN}"
    rf"|{_DOMAIN}(?<=\.com|\.net|\.org|\.biz)|{_DOMAIN}(?<=\.info)|{_DOMAIN}(?<=\.(?:de|fr|it|es|nl|be|at|ch|uk|eu|my|sg|au|io|pl|dk|se|no|fi|br|in|jp|cz|ca|us)))"
    r"(?![\w@-])(?:/[^\s<>\"')]*)?",
    re.IGNORECASE,
)
_DOMAIN_END = re.compile(r"\.[A-Z]{2}", re.IGNORECASE)
_PART = r"(?:\(\s?\+?\d{1,5}\s?\)|\d{1,15}(?!\d))"
_PHONE = re.compile(
    r"(?<![\w+.])(?:"
    r"(?P<label>(?:tel(?:efon|ephone|éfono|efone|\.?\s?no)?|phone|ph|fax|mobile?|mob|handy|hp|tél(?:éphone)?|t|f|m|電話|电话|전화|تليفون)"
    r"\b[\s.:#/]{0,3}(?=[+(\d]))?"
    rf"(?P<number>(?:\+\s?)?{_PART}(?:[\s./-]{{0,3}}{_PART}){{0,7}}))(?![\w.,]{{0,20}}\d)",
    re.IGNORECASE,
)
_PRICE_BEHIND = re.compile(r"\s\d{1,6}[.,]\d\d$")
_MOST_DIGITS, _FEWEST_DIGITS = 15, 7
_NORTH_AMERICAN = re.compile(r"\(\d{3}\)\s?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}")


def find_emails(text: str) -> tuple[Found[str], ...]:
    """Every e-mail address.

    >>> [found.parsed.value for found in find_emails("write to info@example.com.")]
    ['info@example.com']
    """
    return tuple(_plain(match) for match in _EMAIL.finditer(text)) if "@" in text else ()


def find_websites(text: str) -> tuple[Found[str], ...]:
    """Every address of a website; one without http and www only where it ends as company sites do.

    >>> [found.parsed.value for found in find_websites("www.example.org, shop.example.de/a or info@example.com")]
    ['www.example.org', 'shop.example.de/a']
    """
    return tuple(_plain(match) for match in _WEBSITE.finditer(text)) if _DOMAIN_END.search(text) else ()


def find_phones(text: str) -> tuple[Found[str], ...]:
    """Every telephone number: with a country code, after a label such as Tel., or in the North American form.

    >>> [found.parsed.value for found in find_phones("Tel. 030 1234567, +49 (0)30 765, (555) 123-4567, 12345678")]
    ['030 1234567', '+49 (0)30 765', '(555) 123-4567']
    """
    if not has_digits(text, _FEWEST_DIGITS):
        return ()
    folded, offsets = fold_aligned(text)
    found = []
    for match in _PHONE.finditer(folded):
        number = _PRICE_BEHIND.sub("", match["number"])
        digits = sum(map(str.isdigit, number))
        sure = match["label"] or number.startswith(("+", "(+")) or _NORTH_AMERICAN.fullmatch(number)
        if sure and _FEWEST_DIGITS <= digits <= _MOST_DIGITS:
            start, end = offsets[match.start("number")], offsets[match.start("number") + len(number)]
            found.append(Found(start, end, Parsed(text[start:end], (number,))))
    return tuple(found)


def _plain(match: re.Match[str]) -> Found[str]:
    value = match[0].rstrip(".,;")
    return Found(match.start(), match.start() + len(value), Parsed(value, (value,)))
