"""Bank identifier codes (SWIFT)."""

from __future__ import annotations

import re

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.country import is_country
from invoice_ocr.values.parsed import Found, Parsed

_BIC = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_LABEL = re.compile(r"\b(?:BIC|SWIFT)\b", re.IGNORECASE)
_NEAR = 25
_OWN_LOOKS = re.compile(r".{6}(?=.*\d|..XXX)")


def parse_bic(text: str) -> Parsed[str]:
    """Read a text that is a BIC; whether the bank exists is not known here.

    >>> parse_bic("COBA DE FF XXX").value
    'COBADEFFXXX'

    Raises:
        ValueParseError: it is anything else.
    """
    code = re.sub(r"\s", "", text).upper()
    match = _BIC.fullmatch(code)
    if not match or not is_country(match[1]):
        raise ValueParseError(f"{text[:40]!r} is not a BIC")
    return Parsed(text, (code,))


def find_bics(text: str) -> tuple[Found[str], ...]:
    """Every BIC in a running text.

    Words in capitals have the same shape; a code counts where BIC or SWIFT stands shortly before it, or where it has
    a digit in its second half or the XXX of a head office.

    >>> [found.parsed.value for found in find_bics("RECHNUNG BIC: COBADEFF, SWIFT UBSWCHZH80A")]
    ['COBADEFF', 'UBSWCHZH80A']
    """
    return tuple(
        Found(match.start(), match.end(), Parsed(match[0], (match[0],)))
        for match in _BIC.finditer(text)
        if is_country(match[1])
        and (_OWN_LOOKS.match(match[0]) or _LABEL.search(text, max(0, match.start() - _NEAR), match.start()))
    )
