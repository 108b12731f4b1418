"""What a completion says: a statement in JSON, or the page's text; or why it says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from invoice_ocr.errors import ReplyError
from invoice_ocr.readers.replies.loops import repeated_tail, without_loop
from invoice_ocr.readers.replies.objects import find_objects, unquoted, without_thoughts
from invoice_ocr.readers.replies.statement import Statement, state

if TYPE_CHECKING:
    from invoice_ocr.readers.endpoint.ask import Completion
    from invoice_ocr.readers.replies.json_nodes import Parsed
    from invoice_ocr.readers.replies.shape import Group

LONGEST = 8 << 20
"""Characters of a reply that is looked at."""

LONGEST_PAGE = 200_000
"""Characters of a page's text; the rest of a longer one is cut off."""

LOOPED, BLANK, CUT, REFUSED = "looped", "blank", "cut", "refused"
UNREADABLE, TOO_LARGE = "unreadable", "too large"
"""Reasons of a `ReplyError`."""

FINISHED = frozenset({"stop", "", "eos", "end_turn", "stop_sequence", "eos_token"})
"""How endpoints say that a reply is whole; anything else means that it is not."""

BLOCKED = frozenset({"content_filter", "safety", "recitation", "prohibited_content"})

NO_OBJECT = "There is no JSON object in it that could be read."
OTHER_NAMES = "None of the names in the JSON object is one of those asked for."
"""Problems of a reply that says nothing."""

MOST_PROSE = 100
"""Letters and digits that may follow an object without making it a quotation in a longer text."""

SHOWN = 300

_FENCED = re.compile(r"(?:\A|\n)[ \t]{0,9}(?:`{3,}|~{3,})[\w+-]{0,20}\s{0,9}\Z")
_FENCE_MARKS = re.compile(r"[`~]{3,}[\w+-]{0,20}")
_MEMBER = re.compile(r"[\"'”]\s{0,9}+:\s{0,9}+[\"'“\[{\d]")
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)")
_SORRY = re.compile(
    r"\W{0,9}(?:(?:I['’]?m |I am )?(?:very |so )?sorry|I apologi[sz]e|I (?:can(?:not|['’]t)|won['’]t)"
    r"|(?:I['’]m |I am )(?:not able|unable)|unable to|as an AI|es tut mir leid|leider kann ich"
    r"|je suis désolé|je ne peux pas|lo siento|no puedo|mi dispiace)\b|\W{0,9}(?:对不起|抱歉|很抱歉|无法)",
    re.IGNORECASE,
)
_LONGEST_REFUSAL = 1500


@dataclass(frozen=True, slots=True)
class Transcript:
    """The page's text; ``whole`` is False where the reply was cut."""

    text: str
    whole: bool


Answer: TypeAlias = Statement | Transcript


def understand(completion: Completion, wanted: Group, *, json_asked: bool) -> Answer:
    """The completion as a statement about the document or as its text.

    Free text is a valid answer even where JSON was asked for. An object in a longer text is not the answer but part of
    the page, unless it is fenced or ends the text.

    Raises:
        ReplyError: Refused, blank, too large, or looped; in the last case with the reply.
    """
    _check(completion)
    text = unquoted(without_thoughts(completion.content))
    finished = completion.finish_reason.lower() in FINISHED
    objects = find_objects(text)
    statement = _statement(text, objects, wanted) if _is_answer(text, objects, json_asked=json_asked) else None
    if statement and statement.whole:
        return statement
    if not text.strip():
        raise _blank(completion)
    if repeated_tail(text, finished=finished):
        raise _error("The model repeated itself without an end.", completion, LOOPED)
    if statement:
        return statement
    if json_asked and _FENCE_MARKS.sub("", text, count=1).lstrip().startswith("{"):
        return Statement((), (OTHER_NAMES if any(found.whole for found in objects) else NO_OBJECT,), (), whole=finished)
    if is_refusal(text):
        raise _error(f"The model refused: {_shown(text)}", completion, REFUSED)
    finished = finished and len(text) <= LONGEST_PAGE
    return Transcript(text if finished else _whole_lines(text[:LONGEST_PAGE]), finished)


def is_refusal(text: str) -> bool:
    """Whether a text that nobody marked as a refusal is one."""
    return bool(_SORRY.match(text)) and len(text) < _LONGEST_REFUSAL and not _AMOUNT.search(text)


def salvage(completion: Completion, wanted: Group, *, json_asked: bool) -> Answer:
    """What a looped reply says before its loop, as one that was cut.

    Raises:
        ReplyError: Nothing.
    """
    unit = repeated_tail(completion.content, finished=False)
    text = without_loop(completion.content, unit) if unit else completion.content
    return understand(replace(completion, content=text, finish_reason="length"), wanted, json_asked=json_asked)


def _check(completion: Completion) -> None:
    if completion.refusal:
        raise _error(f"The model refused: {_shown(completion.refusal)}", completion, REFUSED)
    if completion.finish_reason.lower() in BLOCKED:
        raise _error("The endpoint's content filter blocked the reply.", completion, REFUSED)
    if len(completion.content) > LONGEST:
        raise _error(f"The reply is longer than {LONGEST} characters.", completion, TOO_LARGE)


def _error(message: str, completion: Completion, reason: str) -> ReplyError:
    remedies = {
        CUT: "Switch its thinking off (`thinking_off` in the overrides), or raise `max_tokens`.",
        UNREADABLE: "Take a model that replies in text.",
        BLANK: "Try another model, or --reader chat-transcribe.",
        LOOPED: "Try another model or profile, or a sharper picture.",
        REFUSED: "Read the file with --reader auto, or with another model.",
        TOO_LARGE: "Give fewer pages at a time, or lower max_tokens.",
    }
    return ReplyError(message, remedy=remedies[reason], reply=completion.content, reason=reason)


def _blank(completion: Completion) -> ReplyError:
    """Why there is nothing to read."""
    if completion.finish_reason == "tool_calls":
        return _error("The model called a tool instead of replying.", completion, UNREADABLE)
    if completion.finish_reason == "length":
        return _error("The reply ended in the model's thoughts, before it said anything.", completion, CUT)
    return _error("The model's reply is blank.", completion, BLANK)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}..."


def _statement(text: str, objects: list[Parsed], wanted: Group) -> Statement | None:
    """The last whole object that says something, for an earlier one may be a draft or a quotation."""
    stated = [statement for found in objects if (statement := state(found, wanted))]
    telling = [statement for statement in stated if statement.said] or stated
    chosen = next((s for s in reversed(telling) if s.whole), telling[-1] if telling else None)
    doubts = []
    if chosen and any(other.said != chosen.said for other in telling):
        doubts.append("There is more than one JSON object, and they differ.")
    if chosen and _MEMBER.search(text, objects[-1].end):
        doubts.append("Something follows the end of the JSON object that belongs into it.")
    return replace(chosen, problems=(*doubts, *chosen.problems)) if chosen and doubts else chosen


def _is_answer(text: str, objects: list[Parsed], *, json_asked: bool) -> bool:
    """Whether the objects are the reply, and not something that the page prints."""
    if not objects:
        return False
    before, after = text[: objects[0].start], text[objects[-1].end :]
    inside = objects[-1].end - objects[0].start
    lead, tail = _words(before), _words(after)
    if not json_asked:
        return not lead + tail
    return bool(_FENCED.search(before[-40:])) or tail <= MOST_PROSE or lead + tail <= inside


def _words(text: str) -> int:
    """How many letters and digits there are, marks of fences aside."""
    return sum(char.isalnum() for char in _FENCE_MARKS.sub("", text))


def _whole_lines(text: str) -> str:
    """A cut text up to its last whole line or table cell: what follows may be half a word, or half an amount."""
    tags = ("</td>", "</th>", "</tr>", "</table>")
    ends = [text.rfind("\n") + 1, *(text.rfind(tag) + len(tag) for tag in tags if tag in text)]
    return text[: max(ends)]
