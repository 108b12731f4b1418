"""``invoice-ocr serve``: wrong use is said at once, right use is heard of by a line of JSON."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys

import pytest
from forked import run_program

from invoice_ocr.cli import serve
from invoice_ocr.server.settings import Settings


def run(*arguments, env=None, before="pass"):
    code = f"import sys; {before}; from invoice_ocr.cli import main; sys.exit(main({['serve', *arguments]}))"
    environment = {**os.environ, **(env or {})}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)


def test_elsewhere_than_on_loopback_it_needs_a_key():
    ended = run("--host", "0.0.0.0")  # noqa: S104 - which is refused
    assert ended.returncode == 2
    assert "INVOICE_OCR_SERVER_KEYS" in ended.stderr


def test_an_address_in_use_is_wrong_use():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run("--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "cannot be listened on" in ended.stderr.splitlines()[0]


@pytest.mark.parametrize("module", ["fastapi", "uvicorn", "prometheus_client"])
def test_without_the_extra_it_says_what_to_install(module):
    ended = run(before=f"sys.modules['{module}'] = None")
    assert ended.returncode == 2
    assert f"needs {module}" in ended.stderr
    assert "invoice-ocr[server]" in ended.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        *[["--reader", "psychic"], ["--more-readers", "x"], ["--port", "-1"], ["--port", "65536"]],
        *[["--limit", "0"], ["--queue", "none"]],
    ],
)
def test_wrong_options_are_wrong_use(wrong):
    assert run_program("serve", *wrong).returncode == 2


def parsed(*arguments):
    parser = argparse.ArgumentParser()
    serve.add_arguments(parser)
    return parser.parse_args(arguments)


def test_the_usual_settings_are_those_of_the_library():
    assert serve.settings_of(parsed(), "") == Settings()


def test_every_option_reaches_the_settings():
    given = parsed(
        *["--host", "::", "--port", "0", "--reader", "ocr", "--more-readers", "tesseract, chat", "--workers", "3"],
        *["--allow-host", "a.example", "--allow-host", "b.example:81", "--queue", "5", "--limit", "1.5"],
        *["--memory", "10", "--max-body", "20", "--max-pages", "30", "--key-parallel", "4", "--key-rate", "60"],
        *["--grace", "7"],
    )
    assert serve.settings_of(given, "one,two") == Settings(
        host="::",
        port=0,
        keys=("one", "two"),
        reader="ocr",
        more_readers=("tesseract", "chat"),
        workers=3,
        queue=5,
        limit_s=1.5,
        memory=10 * 2**20,
        max_body=20 * 2**20,
        max_pages=30,
        hosts=("a.example", "b.example:81"),
        key_parallel=4,
        key_rate=60,
        grace_s=7.0,
    )


def test_the_first_line_says_where_it_listens(ocr_server):
    line = json.loads(ocr_server.lines[0])
    assert (line["event"], line["url"], line["keys"]) == ("listening", ocr_server.url, 2)
    assert ocr_server.client.get("/readyz").json() == {"status": "ready"}
