"""The command line. A subcommand is one module with ``add_arguments`` and ``run``, and one line in ``COMMANDS``.

Only the module of the subcommand that is called is imported, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from invoice_ocr import __version__
from invoice_ocr.errors import DocumentError, InvoiceOcrError, ReaderError, ReportError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

COMMANDS: Final = {
    "extract": "read documents, and give a report on each",
    "batch": "read folders and thousands of files into a file of reports",
    "check": "run the checks on a report or document, perhaps edited by hand",
    "export": "write a report in the format of another program",
    "explain": "say what a rule means",
    "schema": "print the JSON Schema of invoices, receipts or reports",
    "eval": "measure the accuracy on your own labelled files",
    "serve": "run the HTTP server",
    "completion": "print the completion script for a shell",
}
WRONG_USE, UNREADABLE, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141


class Command(Protocol):
    """A subcommand's module."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Say what the subcommand takes."""

    def run(self, args: argparse.Namespace, /) -> int:
        """Do it, and give the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit status."""
    given = list(sys.argv[1:] if argv is None else argv)
    called = next((word for word in given if not word.startswith("-")), "")
    args = build_parser({called}).parse_args(given)
    try:
        status = load(args.command).run(args)
        sys.stdout.flush()
    except InvoiceOcrError as error:
        complain(error)
        return _status_of(error, args.command)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the interpreter flushes once more at its end
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - a defect of ours; the interpreter's own status 1 would mean "needs a person"
        sys.excepthook(*sys.exc_info())
        return UNREADABLE
    return status


def build_parser(wanted: Container[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser, with the arguments of the ``wanted`` subcommands."""
    parser = argparse.ArgumentParser(
        prog="invoice-ocr",
        description="Turn photos, scans and PDFs of invoices and receipts into typed, checked data.",
        epilog="Exit status: 0 accepted, 1 needs a person, 2 wrong use, 3 not readable.",
    )
    parser.add_argument("--version", action="version", version=f"invoice-ocr {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        description = f"{summary[0].upper()}{summary[1:]}."
        subparser = subparsers.add_parser(name, help=summary, description=description)
        if name in wanted:
            load(name).add_arguments(subparser)
    return parser


def load(command: str) -> Command:
    """The module of a subcommand."""
    return cast("Command", import_module(f"{__name__}.{command}"))


def complain(error: InvoiceOcrError) -> None:
    """Say on standard error what went wrong and what to do about it."""
    from invoice_ocr.reports.words import printable  # noqa: PLC0415 - not needed for --help

    lines = [f"invoice-ocr: {error.message}", *([f"  {error.remedy}"] if error.remedy else [])]
    print(printable("\n".join(lines), keep="\n"), file=sys.stderr)  # noqa: T201 - this is the program's edge


def _status_of(error: InvoiceOcrError, command: str) -> int:
    """Wrong use, unless what was given could not be read; `export` knows only wrong use."""
    unreadable = isinstance(error, DocumentError | ReaderError | ReportError)
    return UNREADABLE if unreadable and command != "export" else WRONG_USE
