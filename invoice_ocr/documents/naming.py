"""What a document is called in reports, messages and logs."""

from __future__ import annotations

import os
import re
from typing import Final

SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def default_name(source: object) -> str:
    """The name a source goes by: its path or URL as given; ``document`` where there is none."""
    if isinstance(source, str | os.PathLike):
        return _shorten(_without_secrets(os.fsdecode(source)))
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and name else "document"


def _without_secrets(name: str) -> str:
    """Drop the password and the query of a URL: names end up in reports and logs."""
    if not SCHEME.match(name):
        return name
    scheme, rest = name.split("://", 1)
    host, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def _shorten(name: str) -> str:
    return name if len(name) <= 4096 else name[:80] + "..."  # the longest path of Linux
