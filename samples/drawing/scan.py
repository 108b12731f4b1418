"""From clean pages to what an office scanner or a fax makes of them, and into files without a text layer."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pypdfium2
from fpdf import FPDF
from PIL import Image

from drawing.photo import clouds, jpeg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drawing.sheet import Sheet


@dataclass(frozen=True)
class Glass:
    """The scanner: degrees that the page lies askew, blur, grain, specks of dirt, the dark edge of the lid."""

    turn: float = 0.5
    blur: float = 0.6
    grain: float = 5
    specks: int = 25
    edge: bool = True


def pages(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def scanned(page: Image.Image, glass: Glass, seed: int) -> Image.Image:
    """The page as it comes off the glass."""
    rng = np.random.default_rng(seed)
    grey = np.asarray(page.convert("L"), np.float32)
    height, width = grey.shape
    spin = cv2.getRotationMatrix2D((width / 2, height / 2), glass.turn, 1)
    grey = cv2.warpAffine(grey, spin, (width, height), flags=cv2.INTER_CUBIC, borderValue=232)
    grey = cv2.GaussianBlur(grey, (0, 0), glass.blur) if glass.blur else grey
    grey = 22 + grey * 0.89 + 4 * clouds(rng, (height, width), 300)
    if glass.edge:
        grey -= 120 * np.exp(-np.arange(width, dtype=np.float32) / 7)[None, :]
    _speckle(grey, glass.specks, rng)
    return Image.fromarray(np.clip(grey + rng.normal(0, glass.grain, grey.shape), 0, 255).astype(np.uint8), "L")


def _speckle(grey: np.ndarray, count: int, rng: np.random.Generator) -> None:
    """Dirt beside the text; on a letter it could make another one of it."""
    height, width = grey.shape
    near_ink = cv2.erode(grey, np.ones((31, 31))) < 150
    for x, y in rng.integers((0, 0), (width, height), (count, 2)):
        size, tone = int(rng.integers(1, 3)), float(rng.uniform(90, 190))
        if not near_ink[y, x]:
            cv2.circle(grey, (int(x), int(y)), size, tone, -1)


def insert(sheet: Sheet, picture: Image.Image, quality: int = 55) -> None:
    """One more page of the sheet's PDF that is nothing but a picture."""
    sheet.page()
    sheet.pdf.image(io.BytesIO(jpeg(picture, quality)), 0, 0, sheet.pdf.w, sheet.pdf.h)


def image_pdf(pictures: Sequence[Image.Image], sheet: Sheet, quality: int = 55) -> bytes:
    """A PDF of the size of ``sheet`` with these pictures alone."""
    pdf = FPDF(unit="mm", format=(sheet.pdf.w, sheet.pdf.h))
    pdf.set_creation_date(sheet.pdf.creation_date)
    pdf.set_producer("samples")
    for picture in pictures:
        pdf.add_page()
        pdf.image(io.BytesIO(jpeg(picture, quality)), 0, 0, pdf.w, pdf.h)
    return bytes(pdf.output())


def fax(pictures: Sequence[Image.Image], dpi: int) -> bytes:
    """A TIFF of several black and white pages."""
    first, *rest = [picture.point(lambda value: 255 * (value > 150)).convert("1") for picture in pictures]
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(dpi, dpi))
    return buffer.getvalue()
