"""The desk in a worker at which all jobs are done, with readers that stay open from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from invoice_ocr.readers import make_reader
from invoice_ocr.server.logs import log_to_stderr

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.model.reader import Reader


class Job(Protocol):
    """Something to read; it brings back its result or a `Failure`, and never raises."""

    def __call__(self, reader: Reader, /) -> Any:
        """Read with this reader."""


@dataclass(slots=True)
class Desk:
    """``make`` gives the reader of a name; that of the library unless a caller has readers of his own."""

    make: Callable[[str], Reader] = make_reader
    _open: dict[str, Reader] = field(default_factory=dict)

    def prepared(self) -> Desk:
        """Called in the worker."""
        log_to_stderr()
        return self

    def __call__(self, order: tuple[str, Job]) -> Any:
        """Do a job with the reader of the name."""
        name, job = order
        if name not in self._open:
            self._open[name] = self.make(name)
        return job(self._open[name])
