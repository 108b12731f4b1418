"""The JSON objects in a reply, whatever stands around them."""

from __future__ import annotations

import json
import re

from invoice_ocr.readers.replies.json_nodes import Parsed
from invoice_ocr.readers.replies.loose_json import opens_object, read_object

VAIN_TRIES = 8
"""How many braces that begin nothing may be followed to the end of the reply."""

_THOUGHT = re.compile(r"\s*+<(think|thinking|reasoning|thought)>", re.IGNORECASE)
_THOUGHT_ENDS = re.compile(r"</(?:think|thinking|reasoning|thought)>", re.IGNORECASE)


def without_thoughts(text: str) -> str:
    """The reply after what the model thought aloud; nothing where it never came to an end.

    Some servers cut off the opening tag: then the closing one comes before any JSON.
    """
    ends = _THOUGHT_ENDS.search(text)
    if _THOUGHT.match(text):
        return text[ends.end() :] if ends else ""
    if ends and "{" not in text[: ends.start()]:
        return text[ends.end() :]
    return text


def unquoted(text: str) -> str:
    """The text itself where all of it is one JSON string: some models encode their object twice."""
    quoted = text.strip()
    if not (quoted.startswith('"') and quoted.endswith('"')):
        return text
    try:
        inner = json.loads(quoted, strict=False)
    except ValueError:
        return text
    return inner if isinstance(inner, str) else text


def find_objects(text: str) -> list[Parsed]:
    """All objects that are not within another one, in their order."""
    found: list[Parsed] = []
    at, tries = text.find("{"), VAIN_TRIES
    while at >= 0 and tries:
        if opens_object(text, at):
            parsed, reached = read_object(text, at)
            if parsed and parsed.members.pairs:
                found.append(parsed)
            elif reached >= len(text):
                reached = at + 1
                tries -= 1
            at = reached - 1
        at = text.find("{", at + 1)
    return found
