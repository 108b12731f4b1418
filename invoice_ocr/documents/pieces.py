"""What is found inside of an e-mail or archive, and how much of it is let in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from invoice_ocr.errors import DocumentTooLarge
from invoice_ocr.model.report import Skipped

if TYPE_CHECKING:
    from datetime import datetime

    from invoice_ocr.documents.limits import Limits
    from invoice_ocr.errors import DocumentError

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sent a message, what about, and when."""

    sender: str | None = None
    subject: str | None = None
    sent: datetime | None = None


NO_ENVELOPE = Envelope()


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to go on with.

    ``text`` is set where it is the text of a message: what is to be read, line by line; ``spare`` where that is read
    only if nothing that is attached to the message can be.
    """

    name: str
    data: bytes = field(repr=False)
    envelope: Envelope = NO_ENVELOPE
    text: tuple[str, ...] | None = field(default=None, repr=False)
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that can't be taken out, or is refused."""

    name: str
    error: DocumentError
    data: bytes | None = field(default=None, repr=False)
    envelope: Envelope = NO_ENVELOPE


Item: TypeAlias = Piece | Skipped | Unread


@dataclass(slots=True)
class Budget:
    """Counts what was taken out of one file, through all that lies inside one another."""

    limits: Limits
    files: int = 0
    size: int = 0

    def take(self, name: str, size: int) -> None:
        """Count a file.

        Raises:
            DocumentTooLarge: It is one too many, or all together are too large.
        """
        self.files += 1
        self.size += size
        if self.files > self.limits.max_files:
            message = f"{name} is one of more than {self.limits.max_files:,} files inside of one."
            raise DocumentTooLarge(message, remedy="Unpack it and pass fewer at a time, or raise max_files.")
        if self.size > self.limits.max_unpacked_bytes:
            message = f"With {name}, the files inside are larger than {self.limits.max_unpacked_bytes:,} bytes."
            raise DocumentTooLarge(message, remedy="Unpack it and pass the files, or raise max_unpacked_bytes.")

    def check_depth(self, name: str, depth: int) -> None:
        """See that not too many messages and archives lie inside one another.

        Raises:
            DocumentTooLarge: They do.
        """
        if depth > self.limits.max_depth:
            message = f"{name} lies inside of more than {self.limits.max_depth} messages and archives."
            raise DocumentTooLarge(message, remedy="Save it and pass it alone, or raise max_depth.")


def plain_name(name: str) -> str:
    """A name for reports and messages: on one line, without what nobody sees."""
    shown = "".join(" " if unicodedata.category(char).startswith(("C", "Z")) else char for char in name)
    return re.sub(r"\s+", " ", shown).strip()[:LONGEST_NAME]
