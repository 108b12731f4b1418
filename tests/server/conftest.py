"""Real servers."""

from __future__ import annotations

import json

import pytest
from serving import KEY, OTHER_KEY, SCRIPTED, Serving


@pytest.fixture(scope="session")
def ocr_server():
    """The program itself, with the embedded OCR, one worker and two keys."""
    server = Serving("-m", "invoice_ocr", "serve", "--port", "0", "--workers", "1", keys=(KEY, OTHER_KEY))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def server():
    """A server with a scripted reader, for all that leaves it as it was."""
    server = Serving(SCRIPTED, json.dumps({"workers": 2, "queue": 1000}), keys=(KEY, OTHER_KEY))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def scripted():
    """Start servers with a scripted reader, by their settings."""
    servers = []

    def start(keys=(), **settings):
        server = Serving(SCRIPTED, json.dumps({"workers": 1, **settings}), keys=keys)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()
