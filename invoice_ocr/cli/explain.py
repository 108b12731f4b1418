"""``invoice-ocr explain RULE``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.checks import explain
from invoice_ocr.cli import streams

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The rule."""
    parser.add_argument("rule", metavar="RULE", help="a rule's id, as findings name it")


def run(args: Namespace) -> int:
    """What the rule finds, why, and when it is silent."""
    streams.write([explain(args.rule).rstrip() + "\n"], None)
    return 0
