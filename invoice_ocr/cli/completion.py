"""``invoice-ocr completion SHELL``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shtab

from invoice_ocr.cli import build_parser, streams

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Which shell."""
    parser.add_argument(
        "shell", choices=shtab.SUPPORTED_SHELLS, metavar="SHELL", help=", ".join(shtab.SUPPORTED_SHELLS)
    )


def run(args: Namespace) -> int:
    """A script for the shell to load."""
    streams.write([shtab.complete(build_parser(), shell=args.shell) + "\n"], None)
    return 0
