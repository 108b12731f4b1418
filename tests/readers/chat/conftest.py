from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from fault_server import KEY, FaultServer

from invoice_ocr.readers.endpoint.client import ChatClient
from invoice_ocr.readers.endpoint.clock import Clock
from invoice_ocr.readers.endpoint.configuration import load_settings


@dataclass
class Waits:
    """A clock on which pauses take no time and chance always says 1."""

    slept: list[float] = field(default_factory=list)
    now: datetime = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def sleep(self, seconds):
        self.slept.append(round(seconds, 6))

    def monotonic(self):
        return time.monotonic() + sum(self.slept)

    def clock(self):
        return Clock(self.monotonic, self.sleep, lambda: 1.0, lambda: self.now)


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def serve():
    servers = []

    def start(*parts, **how):
        servers.append(FaultServer(*parts, **how))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(autouse=True)
def _no_config_file(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def client_for(waits):
    clients = []

    def make(server, *, real_time=False, **given):
        settings = load_settings(
            **{"base_url": server if isinstance(server, str) else server.url, "model": "m", "api_key": KEY, **given}
        )
        clients.append(ChatClient(settings, None if real_time else waits.clock()))
        return clients[-1]

    yield make
    for client in clients:
        client.close()
