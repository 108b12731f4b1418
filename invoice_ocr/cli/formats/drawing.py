"""Turns rich's tables into text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType

if TYPE_CHECKING:
    from invoice_ocr.cli.formats import Medium


def drawn(sheet: RenderableType, medium: Medium) -> str:
    """The text, as wide and as colourful as the medium takes; no line ends in blanks."""
    text = io.StringIO()
    console = Console(
        file=text,
        width=medium.width,
        force_terminal=medium.colour,
        no_color=not medium.colour,
        color_system="standard" if medium.colour else None,
        legacy_windows=False,
        highlight=False,
    )
    console.print(sheet)
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines()) + "\n"
