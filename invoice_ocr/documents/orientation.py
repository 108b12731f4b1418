"""The one thing in a photo's metadata that matters for reading it: which way is up."""

from __future__ import annotations

import struct

_ORIENTATION_TAG = 0x0112
_MOST_TAGS = 1000


def orientation(exif: bytes) -> int:
    """The EXIF orientation, 1 to 8; 1 (upright) where the metadata says nothing or is broken."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        return _find(tiff, order)
    except struct.error:
        return 1


def _find(tiff: bytes, order: str) -> int:
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(min(count, _MOST_TAGS)):
        tag, _type, _count, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
        if tag == _ORIENTATION_TAG:
            return int(value) if 1 <= value <= 8 else 1  # EXIF has eight
    return 1
