"""Amounts written out in words: "Rupees One Lakh Eighteen Thousand and Fifty Paise Only", "zweihundert Euro".

``tables/number_words.tsv`` has the words by language. ``add`` are numbers that add up, ``times`` multiplies what
stands before it, ``scale`` ends a group of up to three digits; ``major`` and ``minor`` name the currency and its
hundredth part.
Every word must be known, and say a number as people write one: a misread word is no amount.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from invoice_ocr.values.tables import rows

_HUNDREDTHS: Final = re.compile(r"(\d{1,2})\s*/\s*100\b|(?<=[^\W\d])\s*/\s*(\d\d)\b")
_NO_WORD: Final = re.compile(r"[\W_]")
_LATE_LETTERS: Final = str.maketrans({"ł": "l", "&": " and "})
_MINUTE: Final = Decimal("0.01")
_LABEL: Final = re.compile(
    r"\bwords?\b|\bsum of\b|\btotal\b|\bworten\b|\blettres\b|\bla somme\b|\bletras?\b|\blettere\b|\bextenso\b"
    r"|\bzegge\b|\bslownie\b|\bsay\b"
)
"""What introduces an amount in words."""

_MOST_WORDS: Final = 60
_LONGEST_WORD: Final = 100
"""An amount in words needs no more than these, in any language; longer texts are not looked at."""

_NUMERALS: Final = ("add", "times", "scale")


class _Word(NamedTuple):
    kind: str
    value: int


def amounts_in_words(text: str) -> tuple[Decimal, ...]:
    """What the words say, in every language in which they say an amount; empty where they say none.

    >>> amounts_in_words("Rupees One Lakh Eighteen Thousand and Fifty Paise Only")
    (Decimal('118000.50'),)
    >>> amounts_in_words("zweihunderteinundzwanzig Euro"), amounts_in_words("one of two")
    ((Decimal('221.00'),), ())
    """
    folded = _folded(text)
    hundredths = [said or after for said, after in _HUNDREDTHS.findall(folded)]
    if len(hundredths) > 1:
        return ()
    plain = " ".join(_NO_WORD.sub(" ", _HUNDREDTHS.sub(" ", folded)).split())
    found = (_amount(plain, hundredths, language) for language in _tables())
    return tuple(dict.fromkeys(amount for amount in found if amount is not None))


def stated_in_words(text: str) -> tuple[Decimal, ...]:
    """The same of a text that may begin with what introduces the amount, and says nothing after it.

    >>> stated_in_words("Total in words: one hundred euros"), stated_in_words("We credit you one hundred euros")
    ((Decimal('100.00'),), ())
    """
    tokens = text.split()
    if len(tokens) > _MOST_WORDS or not any(says_a_number(word) for word in re.findall(r"[^\W\d_]+", text)):
        return ()
    for start in range(len(tokens)):
        if start == 0 or _LABEL.search(_folded(" ".join(tokens[:start]))):
            found = amounts_in_words(" ".join(tokens[start:]))
            if found:
                return found
    return ()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LATE_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char))


def _amount(plain: str, hundredths: list[str], language: str) -> Decimal | None:
    words = _words(plain, language)
    if words is None or not (hundredths or any(word.kind == "major" for word in words)):
        return None
    whole, part = _parts(words)
    major = _number(whole)
    minor = _number(part) if part else int(hundredths[0]) if hundredths else 0
    if major is None or minor is None or minor > 99 or (part and hundredths):
        return None
    return Decimal(major) + Decimal(minor) * _MINUTE


def _words(plain: str, language: str) -> list[_Word] | None:
    """The words in a row, those that are written in one taken apart; None where one of them is unknown."""
    table, phrases = _tables()[language]
    if phrases:
        plain = phrases.sub(lambda match: match[0].replace(" ", ""), plain)
    words: list[_Word] = []
    for token in plain.split():
        found = _apart(token, table)
        if found is None:
            return None
        words += found
    return words


def _apart(token: str, table: Mapping[str, _Word]) -> list[_Word] | None:
    """The known words that a token is made of; the longest first, so that few are left."""
    if len(token) > _LONGEST_WORD:
        return None
    ways: list[list[_Word] | None] = [[], *[None] * len(token)]
    for end in range(1, len(token) + 1):
        starts = [start for start in range(end) if ways[start] is not None and token[start:end] in table]
        tried = [[*(ways[start] or []), table[token[start:end]]] for start in starts]
        ways[end] = min(tried, key=len, default=None)
    return ways[-1]


def _parts(words: list[_Word]) -> tuple[list[_Word], list[_Word]]:
    """The words of the whole and of its hundredths: divided at the name of the currency, or at the last "and"."""
    kinds = [word.kind for word in words]
    if "minor" not in kinds:
        return words, []
    at = kinds.index("minor")
    if any(word.kind in _NUMERALS for word in words[at:]):
        return words[:at], words[at:]
    numbers = [place for place, kind in enumerate(kinds[:at]) if kind in _NUMERALS]
    named = [place for place, kind in enumerate(kinds[:at]) if kind == "major" and numbers and place > numbers[0]]
    joined = [place for place, kind in enumerate(kinds[:at]) if kind == "and"]
    if not named and not joined:
        return [], words
    split = named[-1] if named else joined[-1]
    return words[:split], words[split:]


def _number(words: Sequence[_Word]) -> int | None:
    """The number that the words say; None where they say none, or more than one."""
    numerals = [word for word in words if word.kind in _NUMERALS]
    if not numerals:
        return None
    total, group, last_scale = 0, list[_Word](), 0
    for word in numerals:
        if word.kind != "scale":
            group.append(word)
            continue
        factor = _group(group) if group else 1
        if factor is None or (last_scale and word.value >= last_scale):
            return None
        total, group, last_scale = total + factor * word.value, [], word.value
    rest = _group(group) if group else 0
    return None if rest is None else total + rest


def _group(words: Sequence[_Word]) -> int | None:
    """A number below a thousand: hundreds, tens and ones, each once and the larger first, but for "one and twenty"."""
    places = [place for place, word in enumerate(words) if word.kind == "times"]
    if len(places) > 1:
        return None
    if places:
        before, after = _small(words[: places[0]]), _small(words[places[0] + 1 :])
        if before is None or after is None or before > 99 or after > 99:
            return None
        return (before or 1) * words[places[0]].value + after
    return _small(words)


def _small(words: Sequence[_Word]) -> int | None:
    values = [word.value for word in words]
    if len(values) == 2 and values[0] in range(1, 10) and values[1] in range(20, 100, 10):
        values.reverse()
    if any(not _follows(larger, smaller) for larger, smaller in pairwise(values)):
        return None
    return sum(values)


def _follows(larger: int, smaller: int) -> bool:
    """Whether one number word may follow another: seven hundred, forty, two; and sixty, twelve in French."""
    if larger >= 100:
        return 0 < smaller < 100
    return larger % 10 == 0 and larger >= 20 and (0 < smaller < 10 or (larger in (60, 80) and 10 <= smaller < 20))


def says_a_number(word: str) -> bool:
    """Whether a word is a number, in some language; what has digits is none."""
    return word.isalpha() and _says_a_number(_folded(word))


@lru_cache(maxsize=8192)
def _says_a_number(folded: str) -> bool:
    if _apart(folded, _all_words()) is None:
        return False
    found = (_apart(folded, table) for table, _ in _tables().values())
    return any(word.kind in _NUMERALS for words in found for word in words or ())


@cache
def _all_words() -> dict[str, _Word]:
    """The words of all languages: what is not made of them is made of none's."""
    return {word: meaning for table, _ in _tables().values() for word, meaning in table.items()}


@cache
def _tables() -> dict[str, tuple[dict[str, _Word], re.Pattern[str] | None]]:
    """By language: the words, written in one and without accents, and the phrases that must be joined before."""
    words: dict[str, dict[str, _Word]] = {}
    phrases: dict[str, list[str]] = {}
    for language, kind, value, listed in rows("number_words"):
        for word in map(_folded, listed.split(" | ")):
            words.setdefault(language, {})[word.strip().replace(" ", "")] = _Word(kind, int(value or 0))
            phrases.setdefault(language, []).extend([word.strip()] if " " in word.strip() else [])
    return {language: (table, _either(phrases[language])) for language, table in words.items()}


def _either(phrases: list[str]) -> re.Pattern[str] | None:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if longest else None
