"""How the rows of ``profiles.toml`` and ``prices.toml`` say which endpoint they are for."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def fits(row: Mapping[str, Any], base_url: str, model: str) -> bool:
    """Whether the patterns under ``base_urls`` and ``models`` fit; both must where both are given.

    A row with neither fits nothing.
    """
    given = [(row.get("base_urls"), base_url.lower()), (row.get("models"), model.lower())]
    said = [(patterns, text) for patterns, text in given if patterns is not None]
    return bool(said) and all(any(fnmatchcase(text, pattern) for pattern in patterns) for patterns, text in said)
