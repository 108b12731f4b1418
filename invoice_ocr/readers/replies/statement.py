"""What a JSON object says about the document: its names and its nesting put in order, its texts left alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.reading import Claim
from invoice_ocr.readers.replies.arranging import Arrangement
from invoice_ocr.readers.replies.shape import Group, Leaf, Listing, Shape, lenient_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.readers.replies.json_nodes import Parsed

MOST_CLAIMS = 10_000
LONGEST_CLAIM = 2_000
"""Characters: no document prints more for one value, and whoever looks for it on the page must come to an end."""

MOST_PROBLEMS = 5
LONGEST_PROBLEM = 200


@dataclass(frozen=True, slots=True)
class Statement:
    """Claims by path, and what is wrong with the object.

    ``problems`` are said to the model, ``strays`` are what it says under names that the document has not.
    """

    claims: tuple[Claim, ...]
    problems: tuple[str, ...]
    strays: tuple[str, ...]
    whole: bool

    @property
    def said(self) -> frozenset[tuple[str, str]]:
        """Paths and texts."""
        return frozenset((claim.path, claim.text) for claim in self.claims)


def state(parsed: Parsed, wanted: Group) -> Statement | None:
    """The statement that an object makes; None if it has nothing of what is wanted."""
    arranged = Arrangement()
    tree = arranged.group(parsed.members, wanted, "")
    if not arranged.known:
        return None
    problems = [*_faults(parsed), *arranged.clashes, *_violations(tree, wanted)]
    leaves = list(islice(_leaves(tree, wanted, ""), MOST_CLAIMS + 1))
    claims = tuple(Claim(path, text) for path, text in leaves[:MOST_CLAIMS] if len(text) <= LONGEST_CLAIM)
    if len(claims) < len(leaves):
        problems.append(f"There are more than {MOST_CLAIMS} values, or values longer than {LONGEST_CLAIM} characters.")
    return Statement(claims, tuple(problems[:MOST_PROBLEMS]), tuple(arranged.strays), parsed.whole)


def _faults(parsed: Parsed) -> Iterator[str]:
    return (f"The JSON is damaged: {fault}." for fault in parsed.faults)


def _violations(tree: Any, wanted: Group) -> Iterator[str]:
    """Where the shape is another one than that asked for."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy, so at the first reply only

    for error in islice(Draft202012Validator(lenient_schema(wanted)).iter_errors(tree), MOST_PROBLEMS):
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
        yield f"{place.removeprefix('.')}: {error.message}"[:LONGEST_PROBLEM]


def _leaves(tree: Any, shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    """All texts that stand where the shape has one."""
    if isinstance(shape, Leaf) and isinstance(tree, str):
        yield path, tree
    elif isinstance(shape, Group) and isinstance(tree, dict):
        for name, member in tree.items():
            yield from _leaves(member, shape.members[name], f"{path}.{name}" if path else name)
    elif isinstance(shape, Listing) and isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from _leaves(item, shape.item, f"{path}[{index}]")
