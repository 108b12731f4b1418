"""Legal forms in the names of firms, as `tables/legal_forms.tsv` lists them.

Case and dots do not matter, but where the table has dots they must be printed: ``P.C.`` is a form, ``PC`` is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.vocabulary import IDEOGRAPHS

ALIKE = {"l": "lI1|", "o": "oO0", "i": "iIl1", "s": "sS5"}
"""Letters of short forms, and what an OCR reads for them."""


PLACED = re.compile(
    r"CO\.?\s\d{5}\b|Co\.?\s(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Durham|Fermanagh|Galway"
    r"|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo"
    r"|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)\b",
    re.IGNORECASE,
)
"""Where a form's letters are a county or a state: ``Co. Louth``, ``CO 80828``."""

_ENDS_DOTTED = re.compile(r"\.\s?[^\s.]\.?$")


@lru_cache(maxsize=1024)
def legal_form(text: str) -> str | None:
    """The legal form in a name, as printed.

    >>> legal_form("Tiskarna Sava d.o.o."), legal_form("青松木业有限公司"), legal_form("Oak and Ash")
    ('d.o.o.', '有限公司', None)
    >>> legal_form("Dundalk, Co. Louth"), legal_form("LIMON CO 80828"), legal_form("Alder & Co. Clarendon")
    (None, None, '& Co.')
    """
    found = next((m for m in _pattern().finditer(text) if not PLACED.match(text, m.start())), None)
    return found.group() if found else None


def mend_form(name: str) -> str:
    """The name with the letters of a dotted form at its end put right.

    >>> mend_form("Falegnameria Bosco S.r.I."), mend_form("Stolarnia sp. z 0.0."), mend_form("Flat 1.0.1")
    ('Falegnameria Bosco S.r.l.', 'Stolarnia sp. z o.o.', 'Flat 1.0.1')
    """
    if not _ENDS_DOTTED.search(name):
        return name
    for pattern, letters in _misread():
        if (found := pattern.search(name)) is not None:
            return name[: found.start()] + _righted(found.group(), letters)
    return name


def _righted(printed: str, letters: str) -> str:
    """The form as printed, with the letters that it has; capitals where it has no others."""
    certain = [c for c in printed if c.isalpha() and c not in "IO"]
    due = iter(letters.upper() if all(map(str.isupper, certain)) else letters)
    out = []
    for old in printed:
        new = next(due) if old.isalnum() or old == "|" else old
        out.append(old if old.lower() == new.lower() else new)
    return "".join(out)


@lru_cache(maxsize=1)
def _forms() -> tuple[str, ...]:
    table = resources.files("invoice_ocr.fields").joinpath("tables/legal_forms.tsv").read_text(encoding="utf-8")
    forms = (form for form in table.splitlines() if form and not form.startswith("#"))
    return tuple(sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Words of Latin and other letters stand alone; ideographs follow the name without a space."""
    words = (r"[\s.]*".join(map(re.escape, form.split())) for form in _forms() if form < IDEOGRAPHS)
    glued = (re.escape(form) for form in _forms() if form >= IDEOGRAPHS)
    return re.compile(rf"(?<![\w])(?:{'|'.join(words)})\.?(?![\w])|{'|'.join(glued)}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _misread() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each form of single letters and dots as an OCR may print it, at the end of a name, and its letters."""
    dotted = (form for form in _forms() if form.isascii() and len(form.split()) > 1 and "." not in form)
    return tuple(
        (re.compile(rf"(?<![\w.]){_loosely(form)}\.?$", re.IGNORECASE), form.replace(" ", ""))
        for form in dotted
        if all(len(part) < 3 for part in form.split())
    )


def _loosely(form: str) -> str:
    parts = ("".join(f"[{re.escape(ALIKE.get(c, c))}]" for c in part) for part in form.split())
    return r"(?:\.\s?|\s)".join(parts)
