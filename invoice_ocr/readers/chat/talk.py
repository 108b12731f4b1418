"""One document's conversation with the model: what was asked, what it cost, and how often more may be asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from invoice_ocr.errors import EndpointError, ReplyError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.chat.asks import ask_again
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.replies.reply import BLANK, CUT, LOOPED, UNREADABLE, Answer, Transcript, salvage, understand
from invoice_ocr.readers.replies.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from invoice_ocr.readers.endpoint.ask import Ask, Completes
    from invoice_ocr.readers.replies.shape import Group

AGAIN = frozenset({LOOPED, BLANK})
"""Replies that other parameters may well change."""

MOST_STRAYS = 5


def _varied(ask: Ask, variation: int) -> Ask:
    """The same with other parameters, and not held to a grammar, which is what some models loop in."""
    return replace(ask, variation=variation, json_schema=None) if variation else ask


@dataclass(slots=True)
class Talk:
    """Asks ``client`` about one document.

    ``repairs`` and ``variations`` are how many more requests may be made because of a wrong reply, and because of loops
    or blank replies. ``warnings`` are for people.
    """

    client: Completes
    wanted: Group
    repairs: int = 1
    variations: int = 2
    warnings: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    usages: list[Usage] = field(default_factory=list)
    model: str = ""

    @property
    def usage(self) -> Usage | None:
        """The tokens of all requests; None where the endpoint never counted."""
        if not self.usages:
            return None
        return Usage(
            sum(usage.prompt_tokens for usage in self.usages),
            sum(usage.completion_tokens for usage in self.usages),
            sum(usage.cached_tokens for usage in self.usages),
        )

    def ask_for_statement(self, ask: Ask) -> Answer:
        """The answer to a question for JSON; what is wrong with it goes back to the model once.

        Raises:
            EndpointError: The endpoint gives no answer.
            ReplyError: Nothing in the replies can be used.
        """
        answer = self._answer(lambda variation: _varied(ask, variation), json_asked=True)
        if isinstance(answer, Statement) and answer.problems and answer.whole and self.repairs:
            self.repairs -= 1
            answer = self._repaired(ask, answer)
        return answer

    def ask_for_transcript(self, ask: Callable[[int], Ask]) -> Answer:
        """The answer to a question for the page's text; ``ask`` makes the request for each variation.

        Raises:
            EndpointError: The endpoint gives no answer.
            ReplyError: Nothing in the replies can be used.
        """
        return self._answer(ask, json_asked=False)

    def remark(self, answer: Answer, where: str) -> None:
        """Warn of what is missing from the answer about these pages, or found no place in it.

        Raises:
            ReplyError: It says nothing.
        """
        if not answer.whole:
            cut = f"The reply for {where} was cut at its longest allowed length: what follows is missing."
            self.warnings.append(cut)
        if isinstance(answer, Transcript):
            if not answer.text.strip():
                raise self._error(f"The reply for {where} was cut before its first line was whole.", CUT)
            return
        if not answer.claims and answer.problems:
            raise self._error(f"The model's reply for {where} can't be read. {answer.problems[0]}", UNREADABLE)
        self.warnings += [f"The reply for {where} is not as asked for: {problem}" for problem in answer.problems]
        if not answer.claims and answer.whole:
            self.warnings.append(f"The model says that nothing of what was asked for is printed on {where}.")
        if answer.strays:
            more = f", and {len(answer.strays) - MOST_STRAYS} more" if len(answer.strays) > MOST_STRAYS else ""
            self.warnings.append(f"The model also says {', '.join(answer.strays[:MOST_STRAYS])}{more}.")

    def _error(self, message: str, reason: str) -> ReplyError:
        remedy = "Try --reader chat-transcribe, or another model."
        return ReplyError(message, remedy=remedy, reply=self.replies[-1], reason=reason)

    def _answer(self, ask: Callable[[int], Ask], *, json_asked: bool) -> Answer:
        variation = 0
        while True:
            try:
                return understand(self._complete(ask(variation)), self.wanted, json_asked=json_asked)
            except ReplyError as error:
                if error.reason not in AGAIN or not self.variations:
                    return self._salvaged(error, json_asked=json_asked)
                self.variations -= 1
                variation += 1

    def _complete(self, ask: Ask) -> Completion:
        completion = self.client.complete(ask)
        self.model = completion.model or self.model
        self.replies.append(completion.content)
        if completion.usage:
            self.usages.append(completion.usage)
        return completion

    def _salvaged(self, error: ReplyError, *, json_asked: bool) -> Answer:
        """What came before the loop, if there is anything."""
        if error.reason != LOOPED or not error.reply.strip():
            raise error
        looped = Completion(error.reply, "length", None, self.model)
        try:
            answer = salvage(looped, self.wanted, json_asked=json_asked)
        except ReplyError:
            raise error from None
        if not (answer.claims if isinstance(answer, Statement) else answer.text.strip()):
            raise error
        self.warnings.append("The model repeated itself without an end; what it said before was kept.")
        return answer

    def _repaired(self, ask: Ask, first: Statement) -> Answer:
        """The better of two statements; the first one where the second try fails."""
        again = ask_again(ask, self.replies[-1], first.problems)
        try:
            second = understand(self._complete(again), self.wanted, json_asked=True)
        except (ReplyError, EndpointError) as error:
            if not first.claims:
                raise
            self.warnings.append(f"The model was asked to correct its reply, and failed: {error.message}")
            return first
        if isinstance(second, Transcript) or not second.whole or not second.claims:
            return first if first.claims else second
        return second if len(second.problems) <= len(first.problems) else first
