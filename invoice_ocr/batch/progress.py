"""How far a batch has come: a bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.batch.tally import Tally

EVERY_S = 30.0


class Advance(Protocol):
    """Called after each document."""

    def __call__(self, tally: Tally, /) -> None:
        """Show the counts so far."""


@contextmanager
def shown(total: int, done: int) -> Iterator[Advance]:
    """Show progress on standard error, starting from what an earlier run has done."""
    if sys.stderr.isatty():
        with _bar(total, done) as advance:
            yield advance
    else:
        yield _lines(total)


@contextmanager
def _bar(total: int, done: int) -> Iterator[Advance]:
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=total, completed=done)

        def advance(tally: Tally, /) -> None:
            progress.update(bar, advance=1, description=str(tally))

        yield advance


def _lines(total: int) -> Advance:
    last = time.monotonic()

    def advance(tally: Tally, /) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_S:
            last = time.monotonic()
            print(f"{tally.counts.total()} of {total}: {tally}", file=sys.stderr, flush=True)  # noqa: T201 - progress

    return advance
