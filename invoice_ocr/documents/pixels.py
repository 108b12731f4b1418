"""From whatever pixels a file holds to upright RGB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from invoice_ocr.documents.orientation import orientation

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BRIGHTEST = 255


def displayed(picture: ImageFile, long_side: int | None) -> Image.Image:
    """Decode a picture, scale it down where it is longer than ``long_side``, and turn it upright."""
    scale = _scale(picture.size, long_side)
    if scale < 1 and picture.format == "JPEG":
        # JPEG decodes at a half, a quarter or an eighth for a fraction of the time.
        picture.draft(picture.mode, _scaled(picture.size, scale))
    picture.load()
    scale = _scale(picture.size, long_side)
    flat = _rgb(picture)
    if scale < 1:
        flat = flat.resize(_scaled(flat.size, scale), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _upright(flat, picture)


def _scale(size: tuple[int, int], long_side: int | None) -> float:
    return min(1.0, max(long_side, 1) / max(*size, 1)) if long_side is not None else 1.0


def _scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _upright(flat: Image.Image, picture: ImageFile) -> Image.Image:
    exif = picture.info.get("exif")
    if picture.format == "TIFF" or not isinstance(exif, bytes):
        return flat  # a TIFF has turned itself while loading
    turn = _TURNS.get(orientation(exif))
    return flat if turn is None else flat.transpose(turn)


def _rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = _eight_bits(picture)
    if picture.has_transparency_data:
        return _on_white(picture)
    if picture.mode == "RGB":
        return picture.copy() if hasattr(picture, "fp") else picture
    return picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of more than 8 bits, of which Pillow would keep all that is above 255 as white."""
    import numpy as np  # noqa: PLC0415  # needed for these pictures alone

    levels = np.nan_to_num(np.asarray(picture, dtype=np.float32))
    levels *= _BRIGHTEST / _full_scale(picture, float(levels.max(initial=0.0)))
    grey = levels.round().clip(0, _BRIGHTEST).astype(np.uint8)
    tags = getattr(picture, "tag_v2", {})
    white_is_zero = tags.get(262) == 0
    return Image.fromarray(_BRIGHTEST - grey if white_is_zero else grey)


def _full_scale(picture: Image.Image, brightest: float) -> float:
    """The value that means white: what the mode or the bit depth says, else the least that holds what is there."""
    depths = getattr(picture, "tag_v2", {}).get(258)
    if picture.mode.startswith("I;16"):
        return float(2 ** depths[0] - 1) if depths else 65_535.0
    usual = (1.0, 255.0, 65_535.0) if picture.mode == "F" else (255.0, 65_535.0)
    return next((full for full in usual if brightest <= full), brightest)
