"""ZIP archives: their files, in memory and never on disk, within limits that are checked before and while unpacking."""

from __future__ import annotations

import re
import stat
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from invoice_ocr.documents.damage import guarded
from invoice_ocr.documents.foreign import ARCHIVE, describe
from invoice_ocr.documents.pieces import NO_ENVELOPE, Budget, Envelope, Item, Piece, Unread, plain_name
from invoice_ocr.errors import DamagedDocument, DocumentError, DocumentTooLarge, EncryptedDocument, UnsupportedDocument
from invoice_ocr.model.report import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.documents.limits import Limits

_ENCRYPTED = 0x1
_LITTLE = 2**20
"""Below so many bytes, it does not matter how well a file was packed."""

_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


def is_archive(data: bytes) -> bool:
    """Whether it is a ZIP archive that is no office file."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return describe(data)[0] == ARCHIVE  # damaged: by what can be seen of it
    return "[Content_Types].xml" not in names and names[:1] != ["mimetype"]


def unpack_archive(data: bytes, name: str, budget: Budget, envelope: Envelope = NO_ENVELOPE) -> Iterator[Item]:
    """The files of an archive; one that can't be had is said and does not keep the others.

    Raises:
        DocumentError: The archive is damaged, or holds more than is let in.
    """
    with guarded(name, "the archive"):
        archive = zipfile.ZipFile(BytesIO(data))
    with archive:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            inner = f"{name}/{_harmless(entry.filename)}"
            if _SYSTEM.search(entry.filename):
                yield Skipped(name=inner, reason="a file of the operating system")
                continue
            try:
                _check(entry, inner, budget.limits)
            except DocumentError as error:
                yield Unread(inner, error, envelope=envelope)
                continue
            budget.take(inner, entry.file_size)
            yield _piece(archive, entry, inner, envelope)


def _piece(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, envelope: Envelope) -> Piece | Unread:
    try:
        return Piece(name, _content(archive, entry, name), envelope)
    except DocumentError as error:
        return Unread(name, error, envelope=envelope)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    with guarded(name, "the file"):
        try:
            with archive.open(entry) as file:
                content = file.read(entry.file_size + 1)
        except NotImplementedError as error:
            message = f"{name} is packed in a way that is not read ({error})."
            raise UnsupportedDocument(message, remedy="Unpack it and pass the file.") from error
    if len(content) != entry.file_size:
        raise DamagedDocument(f"{name} is not as long as its archive says.", remedy="Have it sent again.")
    return content


def _check(entry: zipfile.ZipInfo, name: str, most: Limits) -> None:
    """All that is said of a file before it is unpacked."""
    if _LEADS_OUT.search(entry.filename):
        message = f"{name} is refused: its path in the archive leads out of it."
        raise UnsupportedDocument(message, remedy="Have the archive made again, without '..' and absolute paths.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsupportedDocument(f"{name} is a link, not a file.", remedy="Pack the file that it leads to.")
    if entry.flag_bits & _ENCRYPTED:
        raise EncryptedDocument(f"{name} needs a password.", remedy="Unpack it with the password and pass the file.")
    if entry.file_size > most.max_bytes:
        raise most.too_large(name)
    if entry.file_size > max(_LITTLE, entry.compress_size * most.max_ratio):
        message = f"{name} is refused: unpacked it would be more than {most.max_ratio} times as large as it is packed."
        raise DocumentTooLarge(message, remedy="Unpack it and pass the file, or raise max_ratio.")


def _harmless(path: str) -> str:
    """The path as a name that leads nowhere."""
    steps = [step for step in re.split(r"[/\\]+", path) if step not in {"", ".", ".."}]
    return plain_name("/".join(steps)) or "file"
