"""Pictures by their address: only with a list of hosts, and even then nothing of this machine is ever reached."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sent_requests import CHAT, asking

REACHED = []


class Metadata(BaseHTTPRequestHandler):
    def do_GET(self):
        REACHED.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def inside():
    """A service that only this machine may see."""
    service = ThreadingHTTPServer(("127.0.0.1", 0), Metadata)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield service.server_port
    service.shutdown()
    service.server_close()


@pytest.fixture(scope="module")
def listed(scripted, inside):
    names = ["localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254"]  # noqa: S104 - are refused
    return scripted(hosts=[*names, *(f"{name}:{inside}" for name in names), "nowhere.invalid"])


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "2130706433", "LOCALHOST"],  # noqa: S104
)
def test_this_machine_is_never_reached_though_it_is_listed(listed, inside, host):
    answer = listed.client.post(CHAT, json=asking(f"http://{host}:{inside}/latest/meta-data"))
    assert answer.status_code == 400
    assert "private network" in answer.json()["error"]["message"] or "not on the server's list" in answer.text
    assert REACHED == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("https://nowhere.invalid/a.png", "not known"),
        ("https://example.com/a.png", "not on the server's list"),
        ("https://user:secret@localhost/a.png", "password"),
        ("https://localhost/" + "a" * 9000, "too long"),
    ],
)
def test_other_addresses_are_refused_with_a_reason(listed, url, words):
    answer = listed.client.post(CHAT, json=asking(url))
    assert answer.status_code == 400
    assert words in answer.json()["error"]["message"]
    assert "secret" not in answer.text


@pytest.mark.parametrize("url", ["http://127.0.0.1/a.png", "https://example.com/a.png"])
def test_without_a_list_nothing_is_fetched(server, url):
    answer = server.client.post(CHAT, json=asking(url))
    assert answer.status_code == 400
    assert "--allow-host" in answer.json()["error"]["message"]
