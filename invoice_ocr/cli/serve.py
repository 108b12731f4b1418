"""``invoice-ocr serve``."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from invoice_ocr.cli import arguments
from invoice_ocr.errors import UsageError
from invoice_ocr.server.settings import MEGABYTE, Settings, split_keys

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

KEYS = "INVOICE_OCR_SERVER_KEYS"
HIGHEST_PORT = 65535
EXTRA = {"fastapi", "multipart", "prometheus_client", "python_multipart", "uvicorn"}


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen, who reads, and the limits."""
    usual = Settings()
    parser.epilog = f"Keys of callers are taken from {KEYS}, comma-separated."
    parser.add_argument("--host", default=usual.host, help=f"where to listen (default: {usual.host}; others need keys)")
    parser.add_argument("--port", type=_port, default=usual.port, help=f"0 for a free one (default: {usual.port})")
    parser.add_argument("--reader", default=usual.reader, help=f"who reads (default: {usual.reader})")
    parser.add_argument(
        "--more-readers", metavar="NAMES", default="", help="readers that a request may choose, comma-separated"
    )
    parser.add_argument("--allow-host", action="append", default=[], metavar="HOST", help="fetch pictures from there")
    whole, span = arguments.positive, arguments.seconds
    arguments.add_workers(parser)
    _number(parser, "--queue", whole, usual.queue, "N requests that may wait")
    _number(parser, "--limit", span, usual.limit_s, "SECONDS for one document")
    _number(parser, "--memory", whole, usual.memory // MEGABYTE, "MB for one document")
    _number(parser, "--max-body", whole, usual.max_body // MEGABYTE, "MB of a request")
    _number(parser, "--max-pages", whole, usual.max_pages, "N of one document")
    parser.add_argument("--key-parallel", type=whole, metavar="N", help="requests of one key at a time")
    parser.add_argument("--key-rate", type=whole, metavar="N", help="requests of one key in a minute")
    _number(parser, "--grace", span, usual.grace_s, "SECONDS to finish, at the end")


def _number(parser: ArgumentParser, name: str, kind: Callable[[str], float], usual: float, said: str) -> None:
    unit, _, words = said.partition(" ")
    parser.add_argument(name, type=kind, default=usual, metavar=unit, help=f"{words} (default: {usual:g})")


def run(args: Namespace) -> int:
    """Serve until a signal ends it."""
    settings = settings_of(args, os.environ.get(KEYS, ""))
    try:
        from invoice_ocr.server.running import run as serve  # noqa: PLC0415 - FastAPI takes a while to load
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        raise UsageError(
            f"The server needs {error.name}, which is not installed.", remedy="Install 'invoice-ocr[server]'."
        ) from error
    serve(settings)
    return 0


def settings_of(args: Namespace, keys: str) -> Settings:
    """The settings that the arguments ask for."""
    usual = Settings()
    return Settings(
        host=args.host,
        port=args.port,
        keys=split_keys(keys),
        reader=args.reader,
        more_readers=tuple(name for part in args.more_readers.split(",") if (name := part.strip())),
        workers=args.workers or usual.workers,
        queue=args.queue,
        limit_s=args.limit,
        memory=args.memory * MEGABYTE,
        max_body=args.max_body * MEGABYTE,
        max_pages=args.max_pages,
        hosts=tuple(args.allow_host),
        key_parallel=args.key_parallel,
        key_rate=args.key_rate,
        grace_s=args.grace,
    )


def _port(text: str) -> int:
    port = 0 if text == "0" else arguments.positive(text)
    if port > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to {HIGHEST_PORT}")
    return port
