"""Pictures: every format and every way to store pixels gives the same upright RGB."""

from __future__ import annotations

import numpy as np
import pytest
from document_makers import encoded, photo
from PIL import Image, ImageChops

from invoice_ocr.documents import Limits, open_document
from invoice_ocr.errors import DamagedDocument, DocumentTooLarge

RED, BLUE, WHITE = (220, 20, 20), (20, 20, 220), (255, 255, 255)


def is_near(pixel, wanted, slack=30):
    return all(abs(a - b) <= slack for a, b in zip(pixel, wanted, strict=True))


def corners(image):
    width, height = image.size
    places = ((4, 4), (width - 5, 4), (4, height - 5), (width - 5, height - 5))
    return [image.getpixel(place) for place in places]


def heic(picture, **options):
    pillow_heif = pytest.importorskip("pillow_heif")
    import io  # noqa: PLC0415

    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
        ("AVIF", "image/avif"),
        ("HEIC", "image/heic"),
    ],
)
def test_every_format(form, media_type, tmp_path):
    path = tmp_path / "misnamed.docx"
    path.write_bytes(heic(photo()) if form == "HEIC" else encoded(photo(), form))
    document = open_document(path)
    assert document.media_type == media_type
    assert document.pages[0].text_layer() is None
    image = document.pages[0].image()
    assert (image.mode, image.size) == ("RGB", (320, 240))
    for pixel, wanted in zip(corners(image), (RED, WHITE, WHITE, BLUE), strict=True):
        assert is_near(pixel, wanted)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(form, orientation):
    undo = [
        None,
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.ROTATE_180,
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_90,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_270,
    ][orientation - 1]
    stored = photo() if undo is None else photo().transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    page = open_document(encoded(stored, form, exif=exif)).pages[0]
    for long_side in (None, 160):
        image = page.image(long_side=long_side)
        assert image.size == ((320, 240) if long_side is None else (160, 120))
        for pixel, wanted in zip(corners(image), (RED, WHITE, WHITE, BLUE), strict=True):
            assert is_near(pixel, wanted, 45)


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x05\x01"])
def test_broken_metadata_is_no_matter(exif):
    image = open_document(encoded(photo(), "JPEG", exif=exif)).pages[0].image()
    assert image.size == (320, 240)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LA", "RGBA"])
def test_every_mode(mode):
    form = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    image = open_document(encoded(photo(mode=mode), form)).pages[0].image()
    assert image.mode == "RGB"
    wanted = photo(mode=mode if mode in {"1", "L", "LA"} else "RGB").convert("RGB")
    difference = np.asarray(ImageChops.difference(image, wanted))
    assert difference.mean() < 4


def test_what_is_transparent_is_paper():
    picture = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    picture.paste((10, 20, 30, 255), (0, 0, 20, 20))
    palette = photo().quantize(8)
    for data in (encoded(picture, "PNG"), encoded(picture, "WEBP", lossless=True), encoded(picture, "TIFF")):
        image = open_document(data).pages[0].image()
        assert image.getpixel((30, 10)) == WHITE
        assert image.getpixel((5, 10)) == (10, 20, 30)
    index = palette.getpixel((0, 0))
    image = open_document(encoded(palette, "PNG", transparency=index)).pages[0].image()
    assert image.getpixel((4, 4)) == WHITE
    assert is_near(image.getpixel((316, 236)), BLUE)
    grey = Image.new("L", (10, 10), 7)
    assert open_document(encoded(grey, "PNG", transparency=7)).pages[0].image().getpixel((1, 1)) == WHITE


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits(form):
    levels = np.linspace(0, 65_535, 256, dtype=np.uint16).reshape(1, 256).repeat(4, axis=0)
    image = open_document(encoded(Image.fromarray(levels), form)).pages[0].image()
    grey = np.asarray(image)[0, :, 0]
    assert np.abs(grey.astype(int) - np.arange(256)).max() <= 1


def test_sixteen_bits_where_zero_is_white():
    levels = np.zeros((4, 4), np.uint16)
    data = encoded(Image.fromarray(levels), "TIFF", tiffinfo={262: 0})
    assert open_document(data).pages[0].image().getpixel((0, 0)) == WHITE


def test_pages_of_a_tiff():
    pictures = [Image.new("L", (50 + 10 * number, 40), 60 * number) for number in range(4)]
    data = encoded(pictures[0], "TIFF", save_all=True, append_images=pictures[1:])
    document = open_document(data)
    assert [page.image().size for page in document.pages] == [(50, 40), (60, 40), (70, 40), (80, 40)]
    assert [page.image().getpixel((1, 1))[0] for page in reversed(document.pages)] == [180, 120, 60, 0]
    with pytest.raises(DocumentTooLarge, match="more than 3 pages"):
        open_document(data, limits=Limits(max_pages=3))
    with pytest.raises(DocumentTooLarge, match="page 4"):
        open_document(data, limits=Limits(max_side=75))


@pytest.mark.parametrize("form", ["TIFF", "JPEG"])
def test_scanner_tiffs(form):
    compression = {"TIFF": "group4", "JPEG": "jpeg"}[form]
    picture = photo(mode="1" if form == "TIFF" else "RGB")
    image = open_document(encoded(picture, "TIFF", compression=compression)).pages[0].image()
    assert image.getpixel((160, 120)) == WHITE


def test_an_animation_is_its_first_picture():
    data = encoded(photo(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 240), "green")])
    document = open_document(data)
    assert len(document.pages) == 1
    assert is_near(document.pages[0].image().getpixel((4, 4)), RED)


def test_sizes():
    page = open_document(encoded(photo((2000, 1000)), "JPEG")).pages[0]
    assert page.image().size == (2000, 1000)
    assert page.image(long_side=3000).size == (2000, 1000)
    assert page.image(long_side=700).size == (700, 350)
    assert page.image(long_side=120).size == (120, 60)
    assert page.image(long_side=0).size == (1, 1)


def test_a_draft_looks_like_the_picture():
    page = open_document(encoded(photo((2000, 1000)), "JPEG", quality=90)).pages[0]
    whole = page.image().resize((200, 100), Image.Resampling.LANCZOS)
    difference = np.asarray(ImageChops.difference(page.image(long_side=200), whole))
    assert difference.mean() < 2


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_a_truncated_picture_is_damaged(form):
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = encoded(noise, form)
    with pytest.raises(DamagedDocument) as caught:
        open_document(data[: len(data) * 2 // 3], name="scan").pages[0].image()
    assert "again" in caught.value.remedy
    assert caught.value.message.startswith("scan")
