"""A vision or language model reads the document, and an independent reader looks at the same pages."""

from __future__ import annotations

import threading
import weakref
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from invoice_ocr.errors import ReplyError, UsageError
from invoice_ocr.model.reading import Claim, PageReading, Reading
from invoice_ocr.readers.auto import AutoReader
from invoice_ocr.readers.chat.asks import ask_for_json, ask_for_text
from invoice_ocr.readers.chat.parts import read_parts
from invoice_ocr.readers.chat.runs import MOST_PAGES, Run, picture_runs, text_runs
from invoice_ocr.readers.chat.talk import Talk
from invoice_ocr.readers.endpoint.secret import Secret
from invoice_ocr.readers.replies.confirmation import confirmed
from invoice_ocr.readers.replies.merging import merged
from invoice_ocr.readers.replies.reply import UNREADABLE, Transcript
from invoice_ocr.readers.replies.shape import shape_of
from invoice_ocr.readers.replies.statement import Statement
from invoice_ocr.readers.replies.transcript import read_transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invoice_ocr.model.candidate import Doubt
    from invoice_ocr.model.document import Document
    from invoice_ocr.model.purchase import Wanted
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.readers.endpoint.ask import Completes
    from invoice_ocr.readers.replies.reply import Answer

Way = Literal["chat", "chat-transcribe", "chat-text", "chat-hint"]

PROMPTS: dict[str, str] = {"chat": "image-json", "chat-text": "text-json", "chat-hint": "hint-json"}

FEW_AMOUNTS = 3
"""Amounts on a page from which on a transcription that has none of them is none."""


class ChatReader:
    """Reads with a model behind an OpenAI-compatible endpoint.

    ``way`` says how it is asked: ``chat`` sends pictures and wants JSON, ``chat-transcribe`` pictures and wants the
    text, ``chat-text`` sends the words that ``witness`` read, ``chat-hint`` both. Models that only transcribe are asked
    for the text in any case. What the model says in JSON stands in the reading's claims, beside the words of the
    witness; a text takes the place of these words, and what the witness did not see in it has a low confidence.

    Args:
        way: One of the four.
        client: What sends the requests, instead of the library's own client.
        witness: The independent reader; the text layer or OCR by default.
        settings: ``base_url``, ``model``, ``api_key``, ``profile``, ... as `load_settings` takes them. What is missing
            comes from the environment and the configuration file, when the first document is read.

    Raises:
        UsageError: There is no such way, or the key is none.
    """

    waits = True
    """Most of its time is the endpoint's: many documents at a time are read in one process."""

    def __init__(
        self, way: Way = "chat", *, client: Completes | None = None, witness: Reader | None = None, **settings: Any
    ) -> None:
        if way not in get_args(Way):
            raise UsageError(f"There is no way {way!r} to ask.", remedy=f"Choose one of: {', '.join(get_args(Way))}.")
        if isinstance(settings.get("api_key"), str):
            settings["api_key"] = Secret(settings.pop("api_key"))
        self.name: str = way
        self._settings = settings
        self._witness = witness or AutoReader()
        self._client = client
        self._lock = threading.Lock()

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
        self._check(client)
        seen = self._witness.read(document, kind)
        talk = Talk(client, shape_of(kind), warnings=list(seen.warnings))
        pages, parts = list(seen.pages), list[tuple[Claim, ...]]()
        for run, answer in self._answers(talk, document, seen.pages):
            talk.remark(answer, run.where)
            if isinstance(answer, Statement):
                parts.append(_claims_of(answer, run))
            else:
                pages[run.first : run.first + len(run.pages)] = _read_text(answer, run, talk)
        warnings = tuple(dict.fromkeys(talk.warnings))
        reply = "\n\n".join(talk.replies)
        return Reading(self.name, tuple(pages), reply, talk.model or None, talk.usage, warnings, merged(parts))

    def look_again(self, document: Document, reading: Reading, doubts: Sequence[Doubt], /) -> tuple[Claim, ...]:
        """What the model sees at the places in doubt, enlarged; it is not told what was read there.

        Raises:
            EndpointError: The endpoint gives no answer.
        """
        client = self._connected()
        if not client.profile.images:
            return ()
        frames = [page.frame if page.placed else None for page in reading.pages]
        return tuple(read_parts(client, document, doubts, frames))

    def _connected(self) -> Completes:
        with self._lock:
            if self._client is None:
                from invoice_ocr.readers.endpoint.client import ChatClient  # noqa: PLC0415 - at the first document only
                from invoice_ocr.readers.endpoint.configuration import load_settings  # noqa: PLC0415 - as above

                self._client = client = ChatClient(load_settings(**self._settings))
                weakref.finalize(self, client.close)
            return self._client

    def _check(self, client: Completes) -> None:
        """That the model can be asked in this way."""
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

    def _answers(self, talk: Talk, document: Document, pages: Sequence[PageReading]) -> Iterator[tuple[Run, Answer]]:
        """Each run of pages with what the model said of it; a reply that was cut is asked for page by page."""
        profile = talk.client.profile
        transcribing = self.name == "chat-transcribe" or profile.prompt_style != "json"
        most = 1 if transcribing else MOST_PAGES
        runs = text_runs(pages) if self.name == "chat-text" else picture_runs(document, pages, profile, most)
        for run in runs:
            answer = self._ask(talk, run, transcribing=transcribing)
            if answer.whole or len(run.pages) == 1:
                yield run, answer
                continue
            for single in run.single():
                yield single, self._ask(talk, single, transcribing=transcribing)

    def _ask(self, talk: Talk, run: Run, *, transcribing: bool) -> Answer:
        profile = talk.client.profile
        if transcribing:
            return talk.ask_for_transcript(
                lambda variation: replace(ask_for_text(profile, run.pictures, variation), variation=variation)
            )
        prompt = PROMPTS[self.name]
        return talk.ask_for_statement(ask_for_json(prompt, talk.wanted, profile, run.pictures, run.pages, run.first))


def _claims_of(statement: Statement, run: Run) -> tuple[Claim, ...]:
    """The claims, with their page where there is only one."""
    page = run.first if len(run.pages) == 1 else None
    return tuple(replace(claim, page=page) for claim in statement.claims)


def _read_text(transcript: Transcript, run: Run, talk: Talk) -> list[PageReading]:
    """The words of a text, in place of those of the witness; a text about several pages stands on the first."""
    found = confirmed(read_transcript(transcript.text, run.view), run.pages)
    if not found.held and found.amounts >= FEW_AMOUNTS:
        raise ReplyError(
            f"The model's text for {run.where} has none of the amounts that are printed there.",
            remedy="Try another model or profile, or --reader auto.",
            reply=transcript.text,
            reason=UNREADABLE,
        )
    if 2 * found.held < found.amounts:
        talk.warnings.append(f"The model's text for {run.where} leaves out most of the amounts that are printed there.")
    if len(run.pages) > 1:
        talk.warnings.append(f"The text of {run.where} came in one piece; all of it counts as page {run.first + 1}.")
    return [found.page, *(replace(page, words=(), unread=()) for page in run.pages[1:])]
