"""Replies in which the model repeats itself to the end."""

from __future__ import annotations

LONGEST_UNIT = 250
"""Characters; a longer passage that comes again and again is no loop of the decoder."""

SHORTEST = {False: 60, True: 200}
"""How many characters of repetition make a loop, by whether the reply ended by itself."""


def repeated_tail(text: str, *, finished: bool) -> str:
    """The passage that the text repeats to its end; "" if it does not.

    A short passage must come more often than a long one. In a reply that ``finished`` by itself it must come twice as
    often and hold letters or digits: pages do end with rulers, rows of dots and several equal lines.
    """
    for length in range(1, min(LONGEST_UNIT, len(text)) + 1):
        unit = text[-length:]
        times = max((4 + 12 // length) * (2 if finished else 1), -(-SHORTEST[finished] // length)) + 1
        if text.endswith(unit * times) and not (finished and not any(char.isalnum() for char in unit)):
            return unit
    return ""


def without_loop(text: str, unit: str) -> str:
    """The text with what it repeats to the end said once."""
    end = len(text)
    while end >= 2 * len(unit) and text.startswith(unit, end - 2 * len(unit)):
        end -= len(unit)
    return text[:end]
