"""Replies of models as files: how they came about, what they hold, and what is made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "replies"


@dataclass(frozen=True)
class ReplyFile:
    """``settings`` are single words by name; ``expected`` are the lines of each kind, in order."""

    name: str
    settings: dict[str, str]
    expected: dict[str, list[str]]
    text: str

    @property
    def claims(self) -> list[tuple[str, str]]:
        lines = (line.split(" ", 1) for line in self.expected.get("claim", []))
        return [(path, text.replace("\\n", "\n").replace("\\\\", "\\")) for path, text in lines]


def reply_files() -> list[ReplyFile]:
    return [_read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _read(path: Path) -> ReplyFile:
    """Lines of a name and a value, a line of ``=``, and the reply without its last line break.

    ``repeat`` adds the same characters many times over; ``escaped`` says that the reply is written in escapes.
    """
    front, text = re.split(r"^=+\n", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)
    settings: dict[str, str] = {}
    expected: dict[str, list[str]] = {}
    for line in front.splitlines():
        name, _, value = line.partition(" ")
        if name in {"claim", "problem", "stray", "row"}:
            expected.setdefault(name, []).append(value)
        else:
            settings[name] = value
    text = text.removesuffix("\n")
    if "escaped" in settings:
        text = text.encode().decode("unicode_escape")
    if "repeat" in settings:
        unit, count = settings["repeat"].rsplit(" ", 1)
        text += unit.encode().decode("unicode_escape") * int(count)
    return ReplyFile(path.stem, settings, expected, text)
