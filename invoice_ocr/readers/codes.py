"""The codes on a page: QR codes and the like, found in its picture, each with its text and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from invoice_ocr.model.document import DrawnPage
from invoice_ocr.model.geometry import Box
from invoice_ocr.readers.bars import askew

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import zxingcpp
    from PIL.Image import Image

    from invoice_ocr.model.document import Page

FORMS: Final = "QRCode,Code128,PDF417"
"""What documents carry values in; each further form costs more than the first two, most of all Data Matrix."""

MOST: Final = 16
"""Codes of a page that are read; no document has more."""

ENLARGED: Final = 2
LARGEST: Final = 64_000_000
"""How much larger a page is looked at again that has a code too small to read, up to so many pixels."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code's text; ``box`` is in fractions of the page as displayed, ``page`` counts from 0."""

    text: str
    page: int
    box: Box


def find_codes(page: Page, number: int, *, level: bool = True) -> list[Code]:
    """All codes of a page, even if more than `MOST`; a page that draws too little for a code is not looked at.

    Bar codes that lie askew are turned ``level``, which a page that no scanner saw does not need.
    """
    image = page.graphics() if isinstance(page, DrawnPage) else page.image().convert("L")
    if image is None:
        return []
    found = _decode(image)
    if any(not each.valid for each in found):
        larger = _enlarged(page, image)
        again = _decode(larger)
        if _count(again) > _count(found):
            image, found = larger, again
    codes = [Code(each.text, number, _box(each.position, image.size)) for each in found if each.valid]
    turned = _levelled(image, [code.box for code in codes]) if level else ()
    return codes + [Code(text, number, box) for text, box in turned]


def _levelled(image: Image, known: list[Box]) -> Iterator[tuple[str, Box]]:
    """The bar codes that can be read only when they are turned level, with their places.

    Each must read alike in two sizes: the check digit of a code alone lets one misreading in a hundred pass.
    """
    for bars in askew(image, known):
        width, height = bars.image.size
        looks = (bars.image, bars.image.resize((ENLARGED * width, ENLARGED * height)))
        read, again = ({each.text for each in _decode(look, "Code128") if each.valid} for look in looks)
        yield from ((text, bars.box) for text in sorted(read & again))


def _count(found: list[zxingcpp.Barcode]) -> int:
    return sum(each.valid for each in found)


def _enlarged(page: Page, image: Image) -> Image:
    """The page drawn larger where it is drawn, else its picture with more pixels of the same."""
    width, height = image.size
    if width * height * ENLARGED**2 > LARGEST:
        return image
    if isinstance(page, DrawnPage):
        return page.image(long_side=ENLARGED * max(image.size)).convert("L")
    return image.resize((ENLARGED * width, ENLARGED * height))


def _decode(image: Image, forms: str = FORMS) -> list[zxingcpp.Barcode]:
    """The codes of a grey picture, those among them that were found and can't be read (not ``valid``)."""
    import zxingcpp  # noqa: PLC0415 - loaded for the first picture

    return zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.barcode_formats_from_str(forms),
        text_mode=zxingcpp.TextMode.Plain,
        try_invert=False,
        return_errors=True,
    )


def _box(position: zxingcpp.Position, size: Sequence[int]) -> Box:
    corners = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    across, down = [point.x / size[0] for point in corners], [point.y / size[1] for point in corners]
    return Box(*(round(min(max(edge, 0.0), 1.0), 5) for edge in (min(across), min(down), max(across), max(down))))
