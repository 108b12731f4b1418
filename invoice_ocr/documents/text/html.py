"""The text that a message in HTML shows, in lines; tables keep their columns.

Nothing is loaded and nothing run. What is not shown (scripts, styles, hidden elements) is no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from invoice_ocr.documents.text.page import columns_of

_SILENT = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "select", "textarea"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table"),
    *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_PARENTS = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}, "li": {"li"}, "p": {"p"}}
"""What an element ends that was left open, up to its table or list."""

_FENCES = {"table", "ul", "ol"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_DEEPEST = 200
_WIDEST = 50
_GAP = 4
"""Blanks between two columns."""


@dataclass(slots=True)
class _Element:
    tag: str
    children: list[_Element | str] = field(default_factory=list)
    shown: bool = True
    span: int = 1


class _Tree(HTMLParser):
    """Elements and texts; forgiving, as mail programs are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("html")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_unclosed(tag)
        values = dict(attrs)
        hidden = "hidden" in values or bool(_HIDDEN.search(values.get("style") or ""))
        element = _Element(tag, shown=tag not in _SILENT and not hidden, span=_span(values.get("colspan")))
        self._open[-1].children.append(element)
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return
            if self._open[depth].tag in _FENCES and tag not in _FENCES:
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _end_unclosed(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag in _FENCES:
                return
            if self._open[depth].tag in _PARENTS.get(tag, ()):
                del self._open[depth:]


def _span(text: str | None) -> int:
    """How many columns a cell says it spans; as many as a table of a message has at most."""
    return min(max(int(text), 1), _WIDEST) if text and text.isascii() and text.isdigit() else 1


def html_lines(html: str) -> tuple[str, ...]:
    """What is shown, line by line.

    >>> html_lines("<p>Invoice 7</p><table><tr><td>Tea<td>2.50<tr><td>Sugar<td>1.00</table>")
    ('Invoice 7', 'Tea      2.50', 'Sugar    1.00')
    """
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tuple(_lines(tree.root))


def _lines(element: _Element) -> list[str]:
    """An element as a block of lines."""
    if element.tag == "table":
        return _table(element)
    lines: list[str] = []
    texts: list[str] = []

    def flush() -> None:
        joined = "".join(texts) if element.tag == "pre" else re.sub(r"[^\S\n]+", " ", "".join(texts))
        lines.extend(
            line.rstrip() if element.tag == "pre" else line.strip() for line in joined.split("\n") if line.strip()
        )
        texts.clear()

    for child in _flowing(element, pre=element.tag == "pre"):
        if isinstance(child, str):
            texts.append(child)
        else:
            flush()
            lines.extend(_lines(child))
    flush()
    return lines


def _flowing(element: _Element, *, pre: bool) -> list[_Element | str]:
    """Texts and blocks in their order, without what merely marks a text; a line break is one in the text."""
    found: list[_Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            found.append(child.expandtabs(4) if pre else re.sub(r"\s+", " ", child))
        elif child.tag in {"br", "hr"}:
            found.append("\n")
        elif child.shown and child.tag in _BLOCKS:
            found.append(child)
        elif child.shown:
            found += _flowing(child, pre=pre)
    return found


def _table(table: _Element) -> list[str]:
    """Rows of cells, each cell a block of lines, the columns as wide as their widest cell."""
    captions = [part for part in table.children if isinstance(part, _Element) and _is(part, "caption")]
    above = [line for part in captions for line in _lines(part)]
    rows = [_cells(row) for row in _rows(table)]
    widths: dict[int, int] = {}
    for row in rows:
        for column, lines, span in row:
            if span == 1 and len(row) > 1:
                widths[column] = max(widths.get(column, 0), *map(columns_of, lines), 0)
    return above + [line for row in rows for line in _beside(row, widths)]


def _cells(row: _Element) -> list[tuple[int, list[str], int]]:
    """Each cell with its first column, its lines, and how many columns it spans."""
    cells: list[tuple[int, list[str], int]] = []
    column = 0
    for cell in row.children:
        if isinstance(cell, _Element) and cell.shown and cell.tag in {"td", "th"}:
            cells.append((column, _lines(cell), cell.span))
            column += cell.span
    return cells


def _rows(table: _Element) -> list[_Element]:
    found: list[_Element] = []
    for child in table.children:
        if _is(child, "tr"):
            found.append(child)  # type: ignore[arg-type]  # `_is` has looked
        elif _is(child, "tbody", "thead", "tfoot"):
            found += _rows(child)  # type: ignore[arg-type]  # as above
    return found


def _is(child: _Element | str, *tags: str) -> bool:
    return isinstance(child, _Element) and child.shown and child.tag in tags


def _beside(row: list[tuple[int, list[str], int]], widths: dict[int, int]) -> list[str]:
    """The cells' lines, side by side, each from where its column begins."""
    lines = []
    for number in range(max((len(texts) for _, texts, _ in row), default=0)):
        line = ""
        for column, texts, _ in row:
            start = sum(widths.get(before, 0) + _GAP for before in range(column))
            gap = _GAP if line else 0
            text = texts[number] if number < len(texts) else ""
            line += (" " * max(start - columns_of(line), gap) + text) if text else ""
        lines.append(line)
    return [line for line in lines if line.strip()]
