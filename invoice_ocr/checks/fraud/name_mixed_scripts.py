"""FRD101: a name in letters of two scripts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from invoice_ocr.checks.identity.parties import parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def name_mixed_scripts(subject: Subject) -> Iterator[Problem]:
    r"""A word of a name has letters of two scripts that look alike.

    Why: such a name looks like that of a known seller, and is another; or the reader mixed them up.
    Slack: none.
    Silent when: no word of a party's name or of the e-mail address mixes Latin letters with Greek or Cyrillic ones;
        single letters (units, products) do not count.
    Source: Unicode Technical Standard 39, Security Mechanisms: mixed-script confusables.

    >>> wrong = Subject.of("invoice", seller={"name": "P\u0430pier GmbH"})
    >>> [problem.message.replace("\u0430", "(a)") for problem in name_mixed_scripts(wrong)]
    ['P(a)pier mixes letters of Cyrillic and Latin script.']
    >>> right = Subject.of("invoice", seller={"name": "Papier GmbH"})
    >>> list(name_mixed_scripts(right))
    []
    """
    for path, party in parties(subject.document):
        for name in ("name", "email", "website"):
            text = getattr(party, name) or ""
            mixed = next((word for word in text.split() if len(_scripts(word)) > 1), None)
            if mixed:
                yield Problem(
                    (f"{path}.{name}",),
                    f"{mixed} mixes letters of {' and '.join(sorted(_scripts(mixed)))} script.",
                    actual=text,
                )


def _scripts(word: str) -> set[str]:
    """The scripts of its letters, of those that are easily confused."""
    named = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return {script.capitalize() for script in named & {"LATIN", "GREEK", "CYRILLIC"}}
