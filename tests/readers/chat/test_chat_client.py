"""One client asked from many threads, on a real server."""

from __future__ import annotations

import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import trustme
from fault_server import CONTENT, FaultServer, completion, dripped, error, reply

from invoice_ocr.errors import EndpointError
from invoice_ocr.readers.endpoint.ask import Ask, Picture

ASK = Ask("What is printed here?")


def slow(seconds):
    def play(line):
        line.wait(seconds)
        reply()(line)

    return play


def test_many_threads_share_the_limit_and_the_connections(serve, client_for):
    server = serve(slow(0.02))
    client = client_for(server, limits={"in_flight": 6, "start": 2})
    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(lambda n: client.complete(Ask(f"page {n}")), range(100)))
    assert {each.content for each in done} == {CONTENT}
    assert len(server.requests) == 100
    assert server.most_under_way <= 6
    assert server.connections <= 6


def test_replies_go_to_those_who_asked(serve, client_for):
    def echo(line):
        prompt = line.request.json["messages"][0]["content"][0]["text"]
        reply(completion(prompt))(line)

    client = client_for(serve(echo))
    with ThreadPoolExecutor(16) as pool:
        asked = [f"page {n} " + "x" * n for n in range(200)]
        assert [done.content for done in pool.map(lambda text: client.complete(Ask(text)), asked)] == asked


def test_an_overloaded_endpoint_is_asked_less_at_a_time(serve, client_for):
    lock, under_way = threading.Lock(), [0]

    def at_most_three(line):
        with lock:
            under_way[0] += 1
            crowd = under_way[0]
        line.wait(0.02)
        (error(429) if crowd > 3 else reply())(line)
        with lock:
            under_way[0] -= 1

    server = serve(at_most_three)
    limits = {"in_flight": 32, "start": 16, "attempts": 50, "retry_share": 50}
    client = client_for(server, limits=limits)
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda n: client.complete(Ask(f"page {n}")), range(150)))
    assert len(done) == 150
    assert len(server.requests) < 300


def test_an_endpoint_out_of_order_is_left_alone_and_tried_again(serve, client_for, waits):
    server = serve(*[error(500)] * 10, reply())
    client = client_for(server, limits={"attempts": 1})
    for _ in range(10):
        with pytest.raises(EndpointError, match="answered 500"):
            client.complete(ASK)
    assert client.complete(ASK).content == CONTENT
    assert len(server.requests) == 11
    assert waits.slept == pytest.approx([15], abs=1)


def test_an_endpoint_out_of_order_fails_at_once_where_there_is_no_time(serve, client_for, waits):
    server = serve(error(500))
    client = client_for(server, limits={"attempts": 1, "total_s": 10})
    for _ in range(10):
        with pytest.raises(EndpointError):
            client.complete(ASK)
    with pytest.raises(EndpointError, match="failed too often; it is not asked again for 15 seconds") as caught:
        client.complete(ASK)
    assert caught.value.retry_after == pytest.approx(15, abs=1)
    assert (len(server.requests), waits.slept) == (10, [])


def test_the_wait_for_a_turn_does_not_count(serve, client_for):
    server = serve(slow(0.2))
    client = client_for(server, real_time=True, limits={"in_flight": 1, "start": 1, "total_s": 1})
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(lambda n: client.complete(Ask(f"page {n}")), range(8)))) == 8


def test_a_closed_client_opens_again(serve, client_for, tmp_path):
    server = serve(reply())
    with client_for(server, cache=tmp_path / "replies.sqlite") as client:
        client.complete(ASK)
    assert client.complete(ASK).cached
    assert client.complete(Ask("other")).content == CONTENT
    assert server.connections == 2


def test_what_is_sent_beside_the_body(serve, client_for):
    server = serve(reply())
    client_for(server, base_url=f"{server.url}/v1").complete(ASK)
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["host"] == server.url.removeprefix("http://")
    assert request.headers["content-type"] == "application/json"
    assert request.headers["user-agent"].startswith("invoice-ocr")
    assert "cookie" not in request.headers


def test_a_proxy_is_asked_in_the_endpoints_place(serve, client_for, monkeypatch):
    server = serve(reply())
    monkeypatch.setenv("HTTP_PROXY", server.url)
    client = client_for("http://elsewhere.test/v1", allow_plain_http=True)
    assert client.complete(ASK).content == CONTENT
    assert server.requests[0].path == "http://elsewhere.test/v1/chat/completions"


@pytest.fixture
def secure(tmp_path):
    authority, servers = trustme.CA(), []
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))

    def start(*parts):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        servers.append(FaultServer(*parts, tls=context))
        return servers[-1], tmp_path / "authority.pem"

    yield start
    for server in servers:
        server.close()


def test_a_certificate_that_is_not_trusted_ends_the_batch(secure, client_for, waits):
    server, _ = secure(reply())
    with pytest.raises(EndpointError, match="certificate that can't be trusted") as caught:
        client_for(server).complete(ASK)
    assert caught.value.stops_batch
    assert "SSL_CERT_FILE" in caught.value.remedy
    assert (server.requests, waits.slept) == ([], [])


def test_an_authority_of_ones_own_can_be_trusted(secure, client_for, monkeypatch):
    server, authority = secure(reply())
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    client = client_for(server)
    for _ in range(3):
        assert client.complete(Ask("x", (Picture("image/png", bytes(1 << 20)),))).content == CONTENT
    assert server.connections == 1


def test_the_deadline_holds_on_encrypted_lines(secure, client_for, monkeypatch):
    server, authority = secure(dripped(b"", b"\n", every=0.02))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    began = time.monotonic()
    with pytest.raises(EndpointError, match="no complete reply"):
        client_for(server, real_time=True, limits={"total_s": 0.5, "read_s": 5}).complete(ASK)
    assert time.monotonic() - began < 4


def test_a_client_costs_nothing_to_import_and_make():
    program = """
import sys
from invoice_ocr.readers.endpoint.client import ChatClient
from invoice_ocr.readers.endpoint.settings import Settings
ChatClient(Settings("http://127.0.0.1:9", "m"))
heavy = ("httpcore", "httpx", "ssl", "certifi", "pydantic", "urllib.request")
print([name for name in heavy if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
