"""Whether characters are language, or what a font without a sound character map leaves of it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_BROKEN_SHARE = 0.04  # icons and bullets stay below
_BROKEN_LEAST = 5
_BROKEN_KINDS = {"Co", "Cc", "Cn", "Cs"}  # private use, control, not assigned, half a pair
_VOWELS: Final = frozenset("aeiouyæøœ\u0131")  # the last one is Turkish
_VOWEL_SHARE = (0.2, 0.6)  # of languages in Latin letters: 0.35 to 0.5, less in codes
_ENOUGH_LETTERS = 60
_ENOUGH_WORDS = 25
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{3,}")
_HEAVY = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}")
_MIXED = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
_HEAVY_SHARE = 0.2
_COMMON: Final = frozenset(
    """
    invoice receipt total subtotal date tax vat amount due number bill the and for from payment qty price item bank
    rechnung datum betrag summe netto brutto mwst ust und der die das von bis menge preis gesamt steuer nummer bitte
    facture montant tva prix les des pour avec numéro quantité adresse fecha factura importe precio cantidad iva los las
    del por con nombre dirección cliente fattura data importo prezzo quantità codice totale imponibile fatura valor
    quantidade preço total nif factuur bedrag btw aantal prijs het een van voor faktura moms antal pris belopp och til
    dato beløb kwota razem cena ilość lasku summa alv yhteensä számla összesen áfa fatura toplam tarih jumlah tarikh
    name address phone fax mail page web street city company gmbh ltd inc iban bic email tel www com
    """.split()  # noqa: SIM905  # a list of words reads better as words
)


def broken_map(words: Sequence[str]) -> str:
    """Why the words are not what the page shows; empty where they look like language, numbers or codes."""
    text = "".join(words)
    broken = sum(_is_broken(character) for character in text if not character.isascii() or character < " ")
    if broken >= _BROKEN_LEAST and broken > _BROKEN_SHARE * len(text):
        return f"{broken} of {len(text)} characters have no meaning outside of their font"
    # What is printed again and again, such as a currency's code, says nothing more.
    latin = list(dict.fromkeys(_LATIN.findall(" ".join(words))))
    if len("".join(latin)) < _ENOUGH_LETTERS:
        return ""
    return _unlike_language(latin)


def is_icon(word: str) -> bool:
    """Whether a word is nothing but signs of a font of symbols."""
    return not word.isascii() and all(_is_broken(character) for character in word)


def _is_broken(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _BROKEN_KINDS


def _unlike_language(latin: Sequence[str]) -> str:
    letters = [sign for sign in unicodedata.normalize("NFD", "".join(latin).lower()) if sign.isalpha()]
    share = sum(letter in _VOWELS for letter in letters) / len(letters)
    if not _VOWEL_SHARE[0] <= share <= _VOWEL_SHARE[1]:
        return f"{share:.0%} of the letters are vowels, which no language has"
    if len(latin) < _ENOUGH_WORDS or any(word.lower() in _COMMON for word in latin):
        return ""
    odd = sum(bool(_HEAVY.search(word.lower()) or _MIXED.search(word)) for word in latin)
    return "the words are of no language" if odd > _HEAVY_SHARE * len(latin) else ""
