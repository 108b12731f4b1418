"""Replies that were paid for, kept in a file, so that the same request is free the next time.

The file is an SQLite database that several processes may use at a time. Only whole and cut replies are kept: what was
refused or broke off may go better next time.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from invoice_ocr.errors import UsageError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.endpoint.ask import Completion

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger("invoice_ocr")

_OURS = 0x494F4352  # "IOCR", in the header of the file
_VERSION = 1
_HEADER = b"SQLite format 3\x00"
_BUSY_S, _PAUSE_S = 30.0, 0.01
_KEPT = {"stop", "length"}
_TABLE = """
create table if not exists replies (
    key text primary key,
    model text not null,
    made text not null,
    completion text not null
) without rowid
"""


class Cache:
    """One file of replies; safe to be used from several threads.

    Raises:
        UsageError: The path can't be written, or holds something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._database = self._opened()

    def get(self, key: str) -> Completion | None:
        """The reply to the request with this fingerprint; free of charge."""
        row = self._run("select completion from replies where key = ?", (key,), "the model is asked")
        found = _decoded(row[0]) if row else None
        return replace(found, cached=True, cost=Decimal(0)) if found else None

    def put(self, key: str, completion: Completion) -> None:
        """Keep a reply; if that fails it is said, and the reply is not lost."""
        if completion.finish_reason in _KEPT and not completion.refusal:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            row = (key, completion.model, now, _encoded(completion))
            self._run("insert or replace into replies values (?, ?, ?, ?)", row, "the reply is not kept")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database:
                self._database.close()

    def _run(self, command: str, values: tuple[str, ...], otherwise: str) -> tuple[str, ...] | None:
        found: tuple[str, ...] | None = None
        with self._lock:
            try:
                if self._database:
                    with self._database:
                        found = self._database.execute(command, values).fetchone()
            except sqlite3.Error as error:
                log.warning("The cache %s can't be used (%s): %s.", self._path, error, otherwise)
                if _is_damage(error):
                    self._database = self._renewed(error)
        return found

    def _renewed(self, error: sqlite3.Error) -> sqlite3.Connection | None:
        """A new file in the place of a damaged one; None where that can't be made, and then nothing is kept."""
        if self._database:
            self._database.close()
        try:
            self._set_aside(error)
            return self._connected()
        except (OSError, sqlite3.Error) as trouble:
            log.warning("No new cache can be made in its place (%s): replies are not kept.", trouble)
            return None

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._create()
            return self._connected()
        except OSError as error:
            raise self._unusable(error.strerror or type(error).__name__) from None
        except sqlite3.Error as error:
            if not _is_damage(error):
                raise self._unusable(str(error)) from None
            return self._renewed(error)

    def _create(self) -> None:
        """An empty file that only its owner may read, unless there is one already."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._path.open("rb") as file:
            head = file.read(len(_HEADER))
        if head and head != _HEADER:
            raise self._unusable("it holds something else, or its beginning is damaged")

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_BUSY_S, check_same_thread=False)
        with ExitStack() as unless_ready:
            unless_ready.callback(database.close)
            until = time.monotonic() + _BUSY_S
            while not self._is_prepared(database, until):
                time.sleep(_PAUSE_S)
            unless_ready.pop_all()
        return database

    def _is_prepared(self, database: sqlite3.Connection, until: float) -> bool:
        """Prepare the file; False where others who begin it at the same time are before us, until it is too late.

        The switch to a write-ahead log does not wait for its turn, as all else does (sqlite.org/wal.html, section 9).
        """
        try:
            self._prepare(database)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            return False
        return True

    def _prepare(self, database: sqlite3.Connection) -> None:
        (tables,) = database.execute("select count(*) from sqlite_schema").fetchone()
        (owner,) = database.execute("pragma application_id").fetchone()  # set before any table is made
        if owner != _OURS and tables:
            raise self._unusable("it is the database of another program")
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        (version,) = database.execute("pragma user_version").fetchone()
        if version > _VERSION:
            raise self._unusable("a newer version of this program made it")
        with database:
            database.execute(f"pragma application_id = {_OURS}")
            database.execute(f"pragma user_version = {_VERSION}")
            database.execute(_TABLE)
        database.execute("select key, completion from replies limit 1").fetchone()

    def _set_aside(self, error: sqlite3.Error) -> None:
        """Rename the file, with its journal, so that nothing is lost and a new one can begin."""
        name = f"{self._path.name}.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        log.warning("The cache %s is damaged (%s): it is now %s, and a new one begins.", self._path, error, name)
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).replace(self._path.with_name(name + suffix))

    def _unusable(self, reason: str) -> UsageError:
        return UsageError(
            f"{self._path} can't be used as a cache: {reason}.",
            remedy="Name another file in INVOICE_OCR_CACHE, or delete this one.",
        )


def _is_damage(error: sqlite3.Error) -> bool:
    return type(error) is sqlite3.DatabaseError  # its subclasses are about locks, disks and rights


def _encoded(completion: Completion) -> str:
    usage = completion.usage
    return json.dumps(
        {
            "content": completion.content,
            "finish_reason": completion.finish_reason,
            "model": completion.model,
            "usage": usage and [usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens],
        }
    )


def _decoded(text: str) -> Completion | None:
    """The reply, or None where the row is damaged."""
    try:
        row = json.loads(text)
        usage = Usage(*row["usage"]) if row["usage"] else None
        return Completion(str(row["content"]), str(row["finish_reason"]), usage, str(row["model"]))
    except (ValueError, TypeError, KeyError):
        return None
