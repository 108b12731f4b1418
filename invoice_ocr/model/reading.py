"""What a reader saw: words with boxes, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from invoice_ocr.model.geometry import Box, Frame


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space.

    ``box`` is in units of the page's ``Frame`` (upright, rows level). ``confidence`` is the reader's own, 0 to 1; a
    text layer says 1. ``line`` numbers the run of text that the reader found the word in, counted within the page.
    """

    text: str
    box: Box
    confidence: float = 1.0
    line: int = -1


@dataclass(frozen=True, slots=True)
class PageReading:
    """The words of one page in the reader's order; ``source`` is ``ocr``, ``textlayer`` or ``chat`` (a transcription).

    ``unread`` are boxes (frame units) in which the reader saw text but could not read it, such as a script that its
    model does not know. ``placed`` is False where the boxes only keep the order of a text, and say nothing of the page.
    """

    words: tuple[Word, ...]
    frame: Frame
    source: str
    unread: tuple[Box, ...] = ()
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """What another source than the words on the page says: ``text``, verbatim, for ``path`` (``lines[2].amount``).

    It is no more than a statement: `fields` reads the text as a value and looks for it on the page. ``page`` counts
    from 0, and ``box`` is in fractions of the page as displayed; both are None where the source gave none. ``source``
    is ``chat`` for a model, whose statements must be found on the page, ``xml`` for an e-invoice, whose statements
    hold whatever is printed, ``code`` for a code on the page, which is as good a witness as the print.
    """

    path: str
    text: str
    page: int | None = None
    box: Box | None = None
    source: str = "chat"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a model's endpoint counted.

    ``cached_tokens`` are those of the prompt that the endpoint had in its own cache and charges less for.
    """

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader gives; ``warnings`` are sentences for people.

    ``claims`` are other statements about the very pages whose words an independent reader gives in ``pages``.
    """

    reader: str
    pages: tuple[PageReading, ...]
    reply: str | None = None
    model: str | None = None
    usage: Usage | None = None
    warnings: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
