"""Gets the bytes: from a path, standard input, memory, a stream or a URL, never more than the limit."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO

from invoice_ocr.documents.naming import SCHEME
from invoice_ocr.errors import DocumentUnreachable, UsageError

if TYPE_CHECKING:
    from invoice_ocr.documents.limits import Limits

_REASONS = {
    errno.ENOENT: ("does not exist", "Check the path."),
    errno.ENOTDIR: ("does not exist", "Check the path."),
    errno.EACCES: ("may not be read", "Check the file's permissions."),
    errno.EPERM: ("may not be read", "Check the file's permissions."),
    errno.ENAMETOOLONG: ("is not a path: it is too long", "To pass a file's content, pass bytes."),
    errno.ELOOP: ("is a symbolic link that leads nowhere", "Check the path."),
    errno.ENXIO: ("is not a regular file", "Pipe its content and pass '-' instead of the path."),
}


def read_source(source: str | os.PathLike[str] | bytes | BinaryIO, name: str, limits: Limits) -> bytes:
    """All bytes of the source."""
    match source:
        case bytes() | bytearray() | memoryview():
            return _within(bytes(source), name, limits)
        case "-":
            return _read(sys.stdin.buffer, name, limits)
        case str() if found := SCHEME.match(source):
            return _from_url(source, found[1].lower(), name, limits)
        case str() | os.PathLike():
            return _from_path(os.fsdecode(source), name, limits)
    if not hasattr(source, "read"):
        raise UsageError(f"{type(source).__name__} is not a document.", remedy="Pass a path, bytes, a stream or a URL.")
    return _read(source, name, limits)


def _from_url(url: str, scheme: str, name: str, limits: Limits) -> bytes:
    if scheme not in {"http", "https"}:
        raise DocumentUnreachable(f"{name}: {scheme} addresses are not fetched.", remedy="Use http, https or a path.")
    from invoice_ocr.documents.url import fetch  # noqa: PLC0415  # loads the HTTP client

    return fetch(url, name, limits)


def _from_path(path: str, name: str, limits: Limits) -> bytes:
    try:
        # Without blocking, so that opening a named pipe with no writer returns at once.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            _check_kind(os.fstat(stream.fileno()), name, limits)
            return _read(stream, name, limits)
    except OSError as error:
        raise _unreachable(path, name, error) from error
    except ValueError as error:  # a NUL in the path
        raise DocumentUnreachable(f"{name!r} is not a path.", remedy="To pass a file's content, pass bytes.") from error


def _check_kind(status: os.stat_result, name: str, limits: Limits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise DocumentUnreachable(f"{name} is a folder.", remedy="Pass the files in it.")
    if not stat.S_ISREG(status.st_mode):
        problem, remedy = _REASONS[errno.ENXIO]
        raise DocumentUnreachable(f"{name} {problem}.", remedy=remedy)
    if status.st_size > limits.max_bytes:
        raise limits.too_large(name)


def _unreachable(path: str, name: str, error: OSError) -> DocumentUnreachable:
    if os.path.isdir(path):  # noqa: PTH112  # where opening a folder already fails
        return DocumentUnreachable(f"{name} is a folder.", remedy="Pass the files in it.")
    unknown = (f"cannot be read ({error.strerror or error})", "Check the path.")
    problem, remedy = _REASONS.get(error.errno or 0, unknown)
    return DocumentUnreachable(f"{name} {problem}.", remedy=remedy)


def _read(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    chunks: list[bytes] = []
    left = limits.max_bytes + 1
    while left > 0 and (chunk := stream.read(min(left, 2**20))):
        if not isinstance(chunk, bytes):
            raise UsageError(f"{name} was opened as text.", remedy="Open it in binary mode ('rb').")
        chunks.append(chunk)
        left -= len(chunk)
    return _within(b"".join(chunks), name, limits)


def _within(data: bytes, name: str, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise limits.too_large(name)
    return data
