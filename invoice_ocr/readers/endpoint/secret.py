"""A key that shows itself to nobody but the one who asks for it."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NoReturn, SupportsIndex

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

_HIDDEN = "***"
_SHORTEST = 4


class Secret:
    """Holds a key; ``str``, ``repr``, ``format``, ``vars`` and pickles don't give it.

    It may travel to a worker process that is being started, in no other pickle.

    Raises:
        UsageError: The text can't be sent as a header (white space, control or non-ASCII characters), or is empty.
    """

    __slots__ = ("_reveal",)

    def __init__(self, text: str) -> None:
        if not text or not text.isascii() or not text.isprintable() or " " in text:
            del text  # tracebacks may show local variables
            raise UsageError(
                "The API key is empty or holds characters that no key has (spaces, line breaks, letters with accents).",
                remedy="Copy it again from the provider's page.",
            )
        self._reveal: Callable[[], str] = lambda: text  # a closure, so that no attribute shows it

    def reveal(self) -> str:
        """The key itself: keep it out of local variables of anything that may raise."""
        return self._reveal()

    def hidden_in(self, text: str) -> str:
        """The text without the key, should it quote it."""
        key = self._reveal()
        return text.replace(key, _HIDDEN) if len(key) >= _SHORTEST else text

    def __repr__(self) -> str:
        return f"Secret('{_HIDDEN}')"

    def __str__(self) -> str:
        return _HIDDEN

    def __format__(self, spec: str) -> str:
        return _HIDDEN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._reveal(), other._reveal())

    def __hash__(self) -> int:
        return hash(self._reveal())

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __getstate__(self) -> NoReturn:
        raise TypeError("a key is not pickled")

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[Secret], tuple[str]]:
        from multiprocessing.context import get_spawning_popen  # noqa: PLC0415 - only where a process is started

        if get_spawning_popen() is None:
            raise TypeError("a key is not pickled, except for a worker process that is being started")
        return Secret, (self._reveal(),)
