"""The file of reports: one line each, whole or not at all, and picked up again where a batch was cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from invoice_ocr.documents.naming import default_name
from invoice_ocr.errors import UsageError
from invoice_ocr.model.report import Decision, writable
from invoice_ocr.pipeline.failures import file_sha256

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an earlier run: whose it is, and the decision (None for a failure)."""

    name: str
    sha256: str | None
    decision: Decision | None


class ReportsFile:
    """Lines appended to a file; each is one write, so that a batch that is killed leaves at most the last one cut."""

    def __init__(self, path: Path, *, append: bool = False) -> None:
        try:
            self._file = path.open("ab" if append else "wb", buffering=0)
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}).", remedy="Check --output.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, line: str) -> None:
        """Append one line."""
        left = memoryview(line.encode() + b"\n")
        while left:
            left = left[self._file.write(left) or 0 :]


def resume(path: Path, sources: Iterable[str]) -> dict[str, list[Decision]]:
    """The sources that an earlier run has reported on, with its decisions.

    A source counts as done where a report bears its name and the hash of its present bytes. The lines of sources that
    are to be read again (failures, changed files) leave the file, and so does a last line that was cut off.
    """
    if not path.exists():
        return {}
    entries = list(_entries(path))
    done = _done(entries, sources)
    stale = set(sources) - set(done)
    spelled = {_name(source) for source in stale}
    _rewrite(path, [entry is not None and entry.name not in spelled for entry in entries])
    return done


def _name(source: str) -> str:
    """What the source is called in the file."""
    return writable(default_name(source))


def _file_of(name: str, inside: dict[str, Any] | None, sha256: str | None) -> tuple[str, str | None]:
    """Name and hash of the file that a batch was given: of the e-mail or archive around a document."""
    return (inside["name"], inside["sha256"]) if inside else (name, sha256)


def _done(entries: Iterable[Entry | None], sources: Iterable[str]) -> dict[str, list[Decision]]:
    reported: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry:
            reported.setdefault(entry.name, []).append(entry)
    done: dict[str, list[Decision]] = {}
    for source in sources:
        lines = reported.get(_name(source))
        decisions = [entry.decision for entry in lines or () if entry.decision]
        if lines and len(decisions) == len(lines) and {entry.sha256 for entry in lines} == {file_sha256(Path(source))}:
            done[source] = decisions
    return done


def _entries(path: Path) -> Iterator[Entry | None]:
    """Every line; None for a cut last one."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            entry = _entry(line)
            if entry is None and line.endswith(b"\n"):
                raise UsageError(
                    f"{path}, line {number}, is not a report.", remedy="Name another --output, or leave out --resume."
                )
            yield entry if line.endswith(b"\n") else None


def _entry(line: bytes) -> Entry | None:
    try:
        value: dict[str, Any] = json.loads(line)
        source, decision = value["source"], value.get("decision")
        if decision not in get_args(Decision) and "error" not in value:
            return None
        return Entry(*_file_of(source["name"], source.get("inside"), source.get("sha256")), decision)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _rewrite(path: Path, keep: list[bool]) -> None:
    """Leave only the lines to keep, in one step."""
    if all(keep):
        return
    fresh = path.with_name(path.name + ".part")
    with path.open("rb") as lines, fresh.open("wb") as kept:
        kept.writelines(line for line, wanted in zip(lines, keep, strict=True) if wanted)
    os.replace(fresh, path)  # noqa: PTH105 - says that it replaces
