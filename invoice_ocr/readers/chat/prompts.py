"""What models are told, word for word: the files of the folder ``prompts``.

The first line of a file holds its version, which a person raises with each change. ``{{>name}}`` takes another file in,
``{{name}}`` is filled in when a document is read. What is filled in is never looked at for such marks again: a document
that prints them changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

_HEAD = re.compile(r"<!-- version (\d+) -->\n")
_INCLUDED = re.compile(r"\{\{>([\w-]+)\}\}")
_OPEN = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A file with those that it takes in; ``version`` is its name, the versions of all of them, and their hash."""

    text: str
    version: str

    def filled(self, **parts: str) -> str:
        """The text with every mark replaced; a mark without a part is a defect of ours."""
        return _OPEN.sub(lambda mark: parts[mark.group(1)], self.text).strip()


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt in the file of this name."""
    text, versions = _read(name)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(text, f"{name}-{'.'.join(versions)}-{digest}")


def _read(name: str) -> tuple[str, list[str]]:
    text = resources.files(__package__).joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"prompts/{name}.md does not begin with its version")
    versions = [head.group(1)]
    body, at = [], head.end()
    for mark in _INCLUDED.finditer(text):
        inner, more = _read(mark.group(1))
        body += [text[at : mark.start()], inner.strip()]
        versions += more
        at = mark.end()
    return "".join([*body, text[at:]]), versions
