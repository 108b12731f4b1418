"""The one door to pdfium, which must never be entered by two threads at once."""

from __future__ import annotations

import atexit
import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["forget", "pdfium", "pdfium_alone"]

_LOCK = threading.RLock()
_FORGOTTEN: deque[tuple[object, object, object]] = (
    deque()
)  # documents that nobody needs any more: handle, forms, memory
_STATE = {"open": True}


@contextmanager
def pdfium_alone() -> Iterator[None]:
    """Hold pdfium. Every call into it stands inside such a block."""
    with _LOCK:
        _close_forgotten()
        yield


def forget(handle: object, forms: object, memory: object) -> None:
    """Close a document as soon as pdfium is free; ``memory`` is what must live until then.

    Garbage is collected at any moment and in any thread, so a finalizer may neither wait for pdfium nor barge in.
    """
    _FORGOTTEN.append((handle, forms, memory))
    if _LOCK.acquire(blocking=False):
        try:
            _close_forgotten()
        finally:
            _LOCK.release()


def _close_forgotten() -> None:
    while _FORGOTTEN and _STATE["open"]:
        handle, forms, _memory = _FORGOTTEN.popleft()
        if forms:
            pdfium.FPDFDOC_ExitFormFillEnvironment(forms)
        pdfium.FPDF_CloseDocument(handle)


def _shut() -> None:
    """At exit pdfium is gone before the last documents are."""
    with _LOCK:
        _close_forgotten()
        _STATE["open"] = False


atexit.register(_shut)
