"""Turns whatever a decoder throws into our own errors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from invoice_ocr.errors import DamagedDocument, DocumentTooLarge, InvoiceOcrError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def guarded(name: str, what: str) -> Iterator[None]:
    """Decoders raise almost anything on broken input; outside of this block there are only ``DocumentError`` s."""
    try:
        yield
    except InvoiceOcrError:
        raise
    except MemoryError as error:
        raise DocumentTooLarge(f"{name}: {what} needs more memory than there is.", remedy="Scan it smaller.") from error
    except Exception as error:
        remedy = "It is cut off or corrupt: save, scan or download it again."
        raise DamagedDocument(f"{name}: {what} cannot be decoded ({_reason(error)}).", remedy=remedy) from error


def _reason(error: Exception) -> str:
    text = str(error).splitlines()
    return text[0][:200] if text and text[0] else type(error).__name__
