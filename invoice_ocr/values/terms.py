"""Terms of payment: after how many days a sum is due."""

from __future__ import annotations

import re

_WORDS = (
    "days?|tage?n?|jours?|giorni|d[ií]as|dagen|dagar|dager|dage|dni|dní|dana|dienų|dienas|dienu|päivää|pv|päeva|napon|"
    "nap|zile|gün|дней|дня|дни|днів|ημέρες|ημερών|ngày|hari|יום|ימים|يوم"
)
_DAYS = re.compile(
    rf"\b(\d{{1,3}})\s*(?:calendar |net |netto )?(?:{_WORDS})\b|\bnet\s(\d{{1,3}})\b(?![.,%]\d|\s?%)", re.IGNORECASE
)
_MONTHLY = re.compile(
    r"end of (?:the )?month|\beom\b|month end|fin de mois|fine mese|fin de mes|monatsende|einde maand", re.IGNORECASE
)


def days_named(text: str) -> set[int]:
    """All numbers of days in a text.

    >>> sorted(days_named("2 % within 10 days, net 30"))
    [10, 30]
    """
    return {int(days or net) for days, net in _DAYS.findall(text)}


def due_after(terms: str) -> int | None:
    """The number of days after the issue, if terms name one only and count from there.

    >>> due_after("30 days net"), due_after("10 days 2 %, 30 days net"), due_after("30 days end of month")
    (30, None, None)
    """
    days = days_named(terms)
    return days.pop() if len(days) == 1 and not _MONTHLY.search(terms) and "%" not in terms else None
