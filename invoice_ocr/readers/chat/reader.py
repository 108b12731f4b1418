"""A vision or language model reads the document, and an independent reader looks at the same pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from invoice_ocr.errors import ReplyError, UsageError
from invoice_ocr.model.reading import Claim, PageReading, Reading
from invoice_ocr.readers.auto import AutoReader
from invoice_ocr.readers.chat.asks import ask_for_json, ask_for_text
from invoice_ocr.readers.chat.confirmation import confirmed
from invoice_ocr.readers.chat.frames import Frames
from invoice_ocr.readers.chat.merging import merged
from invoice_ocr.readers.chat.parts import read_parts
from invoice_ocr.readers.chat.pictures import Sheet, picture_page, pieces_of
from invoice_ocr.readers.chat.reply import UNREADABLE, Transcript
from invoice_ocr.readers.chat.shape import shape_of
from invoice_ocr.readers.chat.statement import Statement
from invoice_ocr.readers.chat.talk import Talk
from invoice_ocr.readers.chat.transcript import View, read_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.purchase import Wanted
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.readers.chat.ask import Completes, Picture
    from invoice_ocr.readers.chat.reply import Answer

Way = Literal["chat", "chat-transcribe", "chat-text", "chat-hint"]

PROMPTS: dict[str, str] = {"chat": "image-json", "chat-text": "text-json", "chat-hint": "hint-json"}

LONGEST_TEXT = 60_000
"""Characters of pages without pictures in one request."""

FEW_AMOUNTS = 3
"""Amounts on a page from which on a transcription that has none of them is none."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring pages that are asked about together, as the independent reader saw them; ``first`` counts from 0."""

    first: int
    pages: tuple[PageReading, ...]
    sheets: tuple[Sheet, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(picture for sheet in self.sheets for picture in sheet.pictures)

    @property
    def where(self) -> str:
        """How people call these pages."""
        last = self.first + len(self.pages)
        return f"page {last}" if len(self.pages) == 1 else f"pages {self.first + 1} to {last}"


class ChatReader:
    """Reads with a model behind an OpenAI-compatible endpoint.

    ``way`` says how it is asked: ``chat`` sends pictures and wants JSON, ``chat-transcribe`` pictures and wants the
    text, ``chat-text`` sends the words that ``witness`` read, ``chat-hint`` both. Models that only transcribe are asked
    for the text in any case. What the model says in JSON stands in the reading's claims, beside the words of the
    witness (the text layer or OCR); a text takes the place of these words, and those that the witness did not see have
    a low confidence.

    Args:
        way: One of the four.
        settings: Endpoint, model and key; names as in `load_settings`. What is missing comes from the environment.
        client: What sends the requests, instead of the library's own client.
        witness: The independent reader.

    Raises:
        UsageError: There is no such way.
    """

    def __init__(
        self, way: Way = "chat", *, client: Completes | None = None, witness: Reader | None = None, **settings: Any
    ) -> None:
        if way not in get_args(Way):
            raise UsageError(f"There is no way {way!r} to ask.", remedy=f"Choose one of: {', '.join(get_args(Way))}.")
        self.name: str = way
        self._witness = witness or AutoReader()
        self._settings = settings
        self._client = client
        self._lock = threading.Lock()
        self._frames = Frames()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock = threading.Lock()

    def read(self, document: Document, kind: Wanted = None) -> Reading:
        """All pages, in as few requests as the model takes pictures.

        Raises:
            UsageError: The settings are incomplete, or the model can't be asked in this way.
            EndpointError: The endpoint gives no answer.
            ReplyError: The model's replies can't be used.
        """
        client = self._connected()
        transcribing = self._transcribes(client)
        seen = self._witness.read(document, kind)
        talk = Talk(client, shape_of(kind), warnings=list(seen.warnings))
        pages, parts = list(seen.pages), []
        for run in self._runs(document, seen.pages, client, transcribing=transcribing):
            answer = self._ask(talk, run, transcribing=transcribing)
            if isinstance(answer, Statement):
                parts.append(_claims_of(answer, run))
            else:
                pages[run.first : run.first + len(run.pages)] = _read_text(answer, run, talk)
        self._frames.keep(document.sha256, pages)
        reply = "\n\n".join(talk.replies)
        warnings = tuple(dict.fromkeys(talk.warnings))
        return Reading(self.name, tuple(pages), reply, talk.model or None, talk.usage, warnings, merged(parts))

    def look_again(self, document: Document, doubts: Sequence[Doubt], /) -> tuple[Claim, ...]:
        """What the model sees on closer inspection at the places in doubt; it is not told what was read there.

        Raises:
            EndpointError: The endpoint gives no answer.
        """
        client = self._connected()
        if not client.profile.images:
            return ()
        frames = self._frames.of(document.sha256)
        if frames is None:
            frames = self._frames.keep(document.sha256, self._witness.read(document).pages)
        return tuple(read_parts(client, document, doubts, frames))

    def _connected(self) -> Completes:
        with self._lock:
            if self._client is None:
                from invoice_ocr.readers.chat.client import ChatClient  # noqa: PLC0415 - heavy, so at the first document
                from invoice_ocr.readers.chat.configuration import load_settings  # noqa: PLC0415 - as above

                self._client = ChatClient(load_settings(**self._settings))
            return self._client

    def _transcribes(self, client: Completes) -> bool:
        """Whether the model is asked for the page's text."""
        profile = client.profile
        if self.name != "chat-text" and not profile.images:
            raise UsageError(
                f"The reader {self.name} sends pictures, and the model takes none (profile {profile.name}).",
                remedy="Use --reader chat-text, or a model that sees.",
            )
        if self.name in {"chat-text", "chat-hint"} and profile.prompt_style != "json":
            raise UsageError(
                f"The model only transcribes (profile {profile.name}): it can't be told what {self.name} has to tell.",
                remedy="Use --reader chat-transcribe.",
            )
        return self.name == "chat-transcribe" or profile.prompt_style != "json"

    def _runs(
        self, document: Document, pages: Sequence[PageReading], client: Completes, *, transcribing: bool
    ) -> Iterator[_Run]:
        if self.name == "chat-text":
            yield from _text_runs(pages)
            return
        profile = client.profile
        most = 1 if transcribing else max(1, profile.images // pieces_of(profile))
        for first in range(0, len(pages), most):
            part = tuple(pages[first : first + most])
            numbered = zip(document.pages[first : first + most], part, strict=True)
            yield _Run(first, part, tuple(picture_page(page, profile, seen.frame.turn) for page, seen in numbered))

    def _ask(self, talk: Talk, run: _Run, *, transcribing: bool) -> Answer:
        profile = talk.client.profile
        if transcribing:
            return talk.ask_for_transcript(
                lambda variation: replace(ask_for_text(profile, run.pictures, variation), variation=variation),
                run.where,
            )
        prompt = PROMPTS[self.name]
        ask = ask_for_json(prompt, talk.wanted, profile, run.pictures, run.pages, run.first)
        return talk.ask_for_statement(ask, run.where)


def _claims_of(statement: Statement, run: _Run) -> tuple[Claim, ...]:
    """The claims, with their page where there is only one."""
    page = run.first if len(run.pages) == 1 else None
    return tuple(replace(claim, page=page) for claim in statement.claims)


def _text_runs(pages: Sequence[PageReading]) -> Iterator[_Run]:
    """As many pages at a time as their text allows."""
    first, length = 0, 0
    for number, page in enumerate(pages):
        more = sum(len(word.text) + 1 for word in page.words)
        if number > first and length + more > LONGEST_TEXT:
            yield _Run(first, tuple(pages[first:number]))
            first, length = number, 0
        length += more
    if first < len(pages):
        yield _Run(first, tuple(pages[first:]))


def _read_text(transcript: Transcript, run: _Run, talk: Talk) -> list[PageReading]:
    """The words of a text, in place of those of the witness; a text about several pages stands on the first."""
    view = run.sheets[0].view if run.sheets else _view_of(run.pages[0])
    found = confirmed(read_transcript(transcript.text, view), run.pages)
    if not found.held and found.amounts >= FEW_AMOUNTS:
        raise ReplyError(
            f"The model's text for {run.where} has none of the amounts that are printed there.",
            remedy="Try another model or profile, or --reader auto.",
            reply=transcript.text,
            reason=UNREADABLE,
        )
    if 2 * found.held < found.amounts:
        talk.warnings.append(f"The model's text for {run.where} leaves out most of the amounts that OCR sees there.")
    if len(run.pages) == 1:
        return [found.page]
    talk.warnings.append(
        f"The model gave the text of {run.where} in one piece; all of it counts as page {run.first + 1}."
    )
    return [found.page, *(replace(page, words=(), unread=()) for page in run.pages[1:])]


def _view_of(page: PageReading) -> View:
    return View(page.frame.width, page.frame.height)
