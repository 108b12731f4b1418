"""Reading and writing at the edge of the program."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoice_ocr.cli import complain
from invoice_ocr.cli.formats import Medium
from invoice_ocr.errors import InvoiceOcrError, ReportError, UsageError
from invoice_ocr.model.report import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.report import Report


def read_bytes(path: str) -> bytes:
    """A file's bytes, or those of standard input for ``-``.

    Raises:
        ReportError: There is no such file.
    """
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReportError(f"{path} cannot be read ({reason}).", remedy="Check the path.") from error


def write(pieces: Iterable[str | bytes], path: str | None) -> None:
    """Write to standard output, or to a file that is made when there is something to write.

    Raises:
        UsageError: The file cannot be written.
    """
    with ExitStack() as stack:
        target: io.BufferedIOBase | None = None
        for piece in pieces:
            if target is None:
                target = _open(path, stack)
            target.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace"))
            target.flush()


def aloud(outcomes: Iterable[Report[Any] | Failure]) -> Iterator[Report[Any] | Failure]:
    """Say failures on standard error as they pass."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            complain(InvoiceOcrError(outcome.error.message, remedy=outcome.error.remedy))
        yield outcome


def _open(path: str | None, stack: ExitStack) -> io.BufferedIOBase:
    if path is None or path == "-":
        sys.stdout.flush()
        return sys.stdout.buffer  # type: ignore[return-value]
    try:
        return stack.enter_context(Path(path).open("wb"))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).", remedy="Check --output.") from error


def medium(*, many: bool, output: str | None) -> Medium:
    """What standard output, or the file instead of it, can show."""
    if output or not sys.stdout.isatty():
        return Medium(many=many)
    return Medium(many=many, colour=not os.environ.get("NO_COLOR"), width=shutil.get_terminal_size().columns)
