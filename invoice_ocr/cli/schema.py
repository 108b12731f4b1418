"""``invoice-ocr schema KIND``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from invoice_ocr.cli import streams
from invoice_ocr.model.schema import SCHEMA_KINDS, build_schema

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Of what."""
    parser.add_argument("kind", metavar="KIND", choices=SCHEMA_KINDS, help=", ".join(SCHEMA_KINDS))


def run(args: Namespace) -> int:
    """The text of `schemas/KIND.schema.json`."""
    streams.write([json.dumps(build_schema(args.kind), indent=2, ensure_ascii=False) + "\n"], None)
    return 0
