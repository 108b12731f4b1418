"""Logs of the server: one line of JSON an event, on standard error.

No line holds a key, a file's name, an address that was asked for, or a word of a document. Exceptions are told by their
type and place in the code, since their messages may quote what was read; other libraries are not quoted at all, but for
what uvicorn says when nothing is wrong with a request.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

log = logging.getLogger("invoice_ocr.server")

QUOTED: Final = {"invoice_ocr.server": logging.CRITICAL, "uvicorn.error": logging.WARNING}
"""Loggers whose words hold nothing of a request, up to a level; uvicorn's errors quote exceptions."""


def log_to_stderr() -> None:
    """Send this process's logs to standard error as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)


def note(event: str, **details: object) -> None:
    """Log an event with its details, which must be safe to be read by anybody."""
    log.info(event, extra={"details": details})


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        quoted = record.levelno <= QUOTED.get(record.name, logging.NOTSET)
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if quoted else f"a message of {record.name}",
            **getattr(record, "details", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "where": _places(record.exc_info[1])}
        return json.dumps(line, default=str)


def _places(error: BaseException | None) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
