"""How each way to ask is put into a request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from invoice_ocr.readers.chat.plaintext import quoted_pages
from invoice_ocr.readers.chat.prompts import load_prompt
from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.replies.names import folded
from invoice_ocr.readers.replies.shape import Group, labelled, skeleton_text, wanted_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invoice_ocr.model.reading import PageReading
    from invoice_ocr.readers.endpoint.profiles import Profile

LAST_VARIATION = 2
FREE = "free-ocr"
MOST_REASONS = 5
LONGEST_ECHO = 20_000
"""Characters of a wrong reply that are sent back to the model."""


def ask_for_json(
    name: str, wanted: Group, profile: Profile, pictures: Sequence[Picture], pages: Sequence[PageReading], first: int
) -> Ask:
    """The prompt of this name about some pages; ``first`` is the number of the first of them, from 0."""
    prompt = load_prompt(name)
    text = prompt.filled(
        pages=_on_pages(len(pages)),
        hints=_hints(profile, len(pictures) // max(len(pages), 1)),
        shape=skeleton_text(wanted),
        labels=_labels(wanted),
        document=quoted_pages(pages, first) if name != "image-json" else "",
    )
    return Ask(text, tuple(pictures), prompt.version, wanted_schema(wanted))


def ask_for_text(profile: Profile, pictures: Sequence[Picture], variation: int = 0) -> Ask:
    """The page's text: in the words that the model was trained on, where it has such.

    After repeated loops a model that marks places is asked for the text alone, which loops less.
    """
    if profile.prompt_style == "grounding" and variation == LAST_VARIATION:
        free = load_prompt(FREE)
        return Ask(free.filled(), tuple(pictures), free.version)
    if profile.prompt:
        return Ask(profile.prompt, tuple(pictures), f"profile {profile.name}")
    prompt = load_prompt("transcribe")
    text = prompt.filled(pages="", hints=_hints(profile, len(pictures)))
    return Ask(text, tuple(pictures), prompt.version)


def ask_again(ask: Ask, reply: str, reasons: Sequence[str]) -> Ask:
    """The same once more, with what was wrong with the reply."""
    prompt = load_prompt("repair")
    text = prompt.filled(reasons="\n".join(f"- {reason}" for reason in reasons[:MOST_REASONS]))
    earlier = (*ask.earlier, ("assistant", reply[:LONGEST_ECHO]), ("user", text))
    version = f"{ask.prompt_version} {prompt.version}"
    return Ask(ask.prompt, ask.pictures, version, ask.json_schema, earlier, ask.max_tokens)


def ask_for_part(profile: Profile, picture: Picture, wanted: Mapping[str, str]) -> Ask:
    """What a part of a page prints for some paths, each with what it is in words."""
    if profile.prompt_style != "json":
        free = load_prompt(FREE)
        words = free.filled() if profile.prompt_style == "grounding" else profile.prompt or free.filled()
        return Ask(words, (picture,), free.version)
    prompt = load_prompt("crop")
    names = {folded(path): words for path, words in wanted.items()}
    lines = "\n".join(f"- {json.dumps(name)}: {words}" for name, words in names.items())
    text = prompt.filled(wanted=lines, shape=json.dumps(dict.fromkeys(names)))
    return Ask(text, (picture,), prompt.version, _flat_schema(names))


def _flat_schema(names: Mapping[str, str]) -> dict[str, Any]:
    texts = {name: {"type": ["string", "null"]} for name in names}
    return {"type": "object", "properties": texts, "required": list(names), "additionalProperties": False}


def _on_pages(count: int) -> str:
    return f" of {count} pages, in their order" if count > 1 else ""


def _hints(profile: Profile, pieces: int) -> str:
    """Paragraphs on what is special about the pictures, each with an empty line after it."""
    names = ["handwriting"] if profile.handwriting else []
    hints = [load_prompt(name).filled() for name in names]
    if pieces > 1:
        hints.append(load_prompt("pieces").filled(count=str(pieces)))
    return "".join(f"{hint}\n\n" for hint in hints)


def _labels(wanted: Group) -> str:
    """What the caller's own fields are, by the words printed before them."""
    return "\n".join(
        f"- {name}: what is printed beside {' or '.join(json.dumps(label, ensure_ascii=False) for label in labels)}."
        for name, labels in labelled(wanted)
    )
