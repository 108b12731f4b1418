"""XML from strangers: no document type, no entities, bounded in size, depth and number of elements.

expat (from the standard library) parses; nothing is ever fetched. See docs/decisions for why no other parser is used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from invoice_ocr.errors import DamagedDocument, DocumentTooLarge, UnsupportedDocument

if TYPE_CHECKING:
    from typing import NoReturn
    from xml.etree.ElementTree import Element

MAX_BYTES: Final = 64 * 2**20
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 1_000_000
"""An invoice of 30,000 lines; e-invoices nest about a dozen deep."""

_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_NOT_ROOT: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_WIDE: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def root_name(data: bytes) -> str | None:
    """The name of the outermost element without its prefix, or None where the bytes don't begin like XML."""
    head = data[:8192]
    encoding = next((name for mark, name in _WIDE if head.startswith(mark)), "utf-8")
    text = head.decode(encoding, "ignore").lstrip("\ufeff").lstrip()
    if not text.startswith("<"):
        return None
    found = _ROOT.search(_NOT_ROOT.sub("", text))
    return found[1] if found else None


def parse(data: bytes, name: str = "document", *, max_bytes: int = MAX_BYTES) -> Element:
    """The tree of an XML file.

    Raises:
        DocumentTooLarge: Too many bytes or elements, or nested too deeply.
        DamagedDocument: It is not well-formed.
        UnsupportedDocument: It declares a document type or entities, with which files attack their readers.
    """
    if len(data) > max_bytes:
        raise DocumentTooLarge(f"{name} is larger than {max_bytes:,} bytes.", remedy="No invoice needs that much.")
    building = _Building(name)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.tree.data
    parser.StartDoctypeDeclHandler = building.refuse
    parser.EntityDeclHandler = building.refuse
    parser.ExternalEntityRefHandler = building.refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, LookupError, UnicodeError, ValueError) as error:
        remedy = "It is cut off or was edited: download it again."
        raise DamagedDocument(f"{name} is not well-formed XML ({error}).", remedy=remedy) from error
    return building.tree.close()


class _Building:
    """Counts while the tree grows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tree = TreeBuilder()
        self.depth = self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            self._too_large()
        self.tree.start(_clark(tag), attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.tree.end(_clark(tag))

    def refuse(self, *_: Any) -> NoReturn:
        message = f"{self.name} declares a document type or entities; no e-invoice does, and attacks are made so."
        raise UnsupportedDocument(message, remedy="Ask the sender for a plain e-invoice.")

    def _too_large(self) -> NoReturn:
        message = f"{self.name} nests deeper than {MAX_DEPTH} elements, or has more than {MAX_ELEMENTS:,}."
        raise DocumentTooLarge(message, remedy="No invoice needs that many: check where it comes from.")


def _clark(tag: str) -> str:
    """Expat's ``uri}name`` as ElementTree writes it."""
    return f"{{{tag}" if "}" in tag else tag
