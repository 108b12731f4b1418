"""The bodies of requests: within a size and a time, held in memory and never on disk, and counted while they are."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from invoice_ocr.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from starlette.requests import Request

    from invoice_ocr.server.gate import Gate
    from invoice_ocr.server.settings import Settings

MOST_FILES = 100
MOST_FIELDS = 20
LONGEST_FIELD = 64 * 1024
LONGEST_NAME = 255


@dataclass(slots=True)
class _Share:
    """How many bytes of a body are counted at the gate."""

    gate: Gate
    size: int = 0

    def add(self, more: int) -> None:
        self.gate.hold(more)
        self.size += more


@asynccontextmanager
async def received(request: Request, gate: Gate, settings: Settings) -> AsyncIterator[bytes]:
    """The whole body; what it weighs counts until the block is left.

    Raises:
        Problem: It is too large, comes too slowly, or there is no room for it.
    """
    if int(request.headers.get("content-length", "0")) > settings.max_body:
        raise _too_large(settings)
    share = _Share(gate)
    try:
        yield await _collected(request, share, settings)
    finally:
        gate.let_go(share.size)


async def _collected(request: Request, share: _Share, settings: Settings) -> bytes:
    chunks: list[bytes] = []
    try:
        async with asyncio.timeout(settings.body_s):
            async for chunk in request.stream():
                if share.size + len(chunk) > settings.max_body:
                    raise _too_large(settings)
                share.add(len(chunk))
                chunks.append(chunk)
    except TimeoutError:
        raise Problem(408, f"The request did not arrive within {settings.body_s:g} seconds.") from None
    return b"".join(chunks)


def _too_large(settings: Settings) -> Problem:
    return Problem(413, f"The request is larger than {settings.max_body:,} bytes. Send fewer or smaller files.")


class Form:
    """The fields and files of a ``multipart/form-data`` body; of a field that is there twice, the last counts."""

    def __init__(self, fields: dict[str, str], files: list[tuple[str, bytes]]) -> None:
        self.fields = fields
        self.files = files


async def form_of(body: bytes, content_type: str) -> Form:
    """Take a multipart body apart.

    Raises:
        Problem: It is malformed, or has too many parts.
    """

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        Headers({"content-type": content_type}),
        whole(),
        max_files=MOST_FILES,
        max_fields=MOST_FIELDS,
        max_part_size=LONGEST_FIELD,
    )
    parser.spool_max_size = len(body) + 1  # so that no file is ever written to disk
    try:
        parts = await parser.parse()
    except MultiPartException as error:
        raise Problem(400, f"invalid multipart request: {error.message}") from error
    fields = {name: value for name, value in parts.multi_items() if isinstance(value, str)}
    files = [value for _, value in parts.multi_items() if isinstance(value, UploadFile)]
    return Form(fields, [(label(file.filename), await file.read()) for file in files])


def label(name: str | None) -> str:
    """What a file of this name is called in its report; it is never used as a path."""
    return (name or "document")[:LONGEST_NAME]
