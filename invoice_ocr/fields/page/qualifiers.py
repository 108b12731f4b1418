"""Words that qualify the label of a sum or a date: `tables/qualifiers.tsv`."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.vocabulary import fold


@lru_cache(maxsize=8)
def words_for(meaning: str) -> frozenset[str]:
    """The folded words of a row of the table; ``filler`` takes in net and gross."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/qualifiers.tsv").read_text(encoding="utf-8")
    rows = dict(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    own = frozenset(fold(word) for word in rows[meaning].split(" | "))
    return own | words_for("net") | words_for("gross") if meaning == "filler" else own


def is_filler(text: str) -> bool:
    """Whether a printed word may stand between a label and its amount without loosening the tie."""
    folded = fold(text)
    return folded in words_for("filler") or len(folded) <= 1 or not any(map(str.isalpha, folded)) or text.endswith("%")
