"""Full queues, slow clients, large bodies and the end of the server."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPResponse

import httpx
import pytest
from scripted_server import BRIEF, SLOW
from sent_requests import CHAT, asking, data_uri, picture
from serving import KEY

FAST, BUSY = asking(data_uri(picture(50))), asking(data_uri(picture(SLOW)))


def connected(server):
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    return socket.create_connection((host, int(port)), timeout=20)


def received_to_the_end(client):
    while client.recv(65536):
        pass


def answer_on(client):
    answer = HTTPResponse(client)
    answer.begin()
    return answer


@pytest.fixture(scope="module")
def small(scripted):
    return scripted(queue=1, head_s=1.0, body_s=1.0, read_s=1.0, max_body=300_000, grace_s=20)


def test_a_full_queue_says_when_to_come_back(small):
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: small.client.post(CHAT, json=BUSY), range(6)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429, 429, 429, 429]
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in refused)
    error = refused[0].json()["error"]
    assert (error["type"], error["param"]) == ("rate_limit_error", None)
    assert small.client.post(CHAT, json=FAST).status_code == 200


def test_who_has_gone_leaves_his_place(small):
    with pytest.raises(httpx.ReadTimeout):
        small.client.post(CHAT, json=BUSY, timeout=0.3)
    with pytest.raises(httpx.ReadTimeout):
        small.client.post("/v1/extract", files={"file": picture(SLOW)}, timeout=0.3)
    with pytest.raises(httpx.ReadTimeout):
        small.client.post(CHAT, json=BUSY, timeout=0.3)
    assert small.client.post(CHAT, json=FAST).status_code == 200


@pytest.mark.parametrize("head", [b"", b"POST /v1/chat", b"GET /healthz HTTP/1.1\r\nHost: local"])
def test_a_head_that_does_not_come_is_not_waited_for(small, head):
    with connected(small) as client:
        client.sendall(head)
        start = time.monotonic()
        assert client.recv(4096) == b""
        assert 0.9 < time.monotonic() - start < 5


def test_a_connection_may_be_used_again_and_idles_in_peace(small):
    with connected(small) as client:
        for _ in range(2):
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert answer_on(client).read() == b'{"status":"ok"}'
            time.sleep(1.3)


def test_an_answer_that_is_not_read_is_not_kept(small):
    with connected(small) as client:
        client.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 300)  # ten megabytes of answers
        time.sleep(2.5)
        with pytest.raises(ConnectionResetError):
            received_to_the_end(client)
    assert small.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_a_large_body_is_refused(small, declared):
    body = b'{"model": "' + b"a" * 400_000 + b'"}'
    answer = small.client.post(CHAT, content=body if declared else iter([body[:200_000], body[200_000:]]))
    assert answer.status_code == 413
    assert "300,000 bytes" in answer.json()["error"]["message"]


def test_a_body_that_drips_is_not_waited_for(small):
    with connected(small) as client:
        client.sendall(f"POST {CHAT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n".encode())
        start = time.monotonic()
        client.sendall(b"{")
        time.sleep(0.5)
        client.sendall(b" ")
        answer = answer_on(client)
        assert answer.status == 408
        assert b"did not arrive within 1 second" in answer.read()
        assert 0.9 < time.monotonic() - start < 5


def test_many_who_drip_hold_up_nobody(small):
    clients = [connected(small) for _ in range(50)]
    try:
        for client in clients:
            client.sendall(f"POST {CHAT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n".encode())
        assert small.client.post(CHAT, json=FAST).status_code == 200
    finally:
        for client in clients:
            client.close()


def test_pixels_and_pages_are_limited_before_anything_is_decoded(scripted):
    server = scripted(max_pages=2)
    bomb = bytearray(picture(10))
    bomb[16:24] = (20_000).to_bytes(4, "big") * 2  # the header's width and height
    import zlib  # noqa: PLC0415

    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")
    answer = server.client.post(CHAT, json=asking(data_uri(bytes(bomb))))
    assert answer.status_code == 413
    assert "megapixels" in answer.json()["error"]["message"]
    answer = server.client.post(CHAT, json=asking(*[data_uri(picture(20))] * 3))
    assert answer.status_code == 413
    assert "takes 2" in answer.json()["error"]["message"]


def test_a_server_told_to_end_finishes_and_takes_nothing_new(scripted):
    server = scripted(queue=8)
    with ThreadPoolExecutor(2) as pool:
        under_way = [pool.submit(server.client.post, CHAT, json=BUSY) for _ in range(2)]
        time.sleep(0.4)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.4)
        refused = server.client.post(CHAT, json=FAST)
        ready = server.client.get("/readyz")
        alive = server.client.get("/healthz")
    assert [job.result().status_code for job in under_way] == [200, 200]
    assert (refused.status_code, ready.status_code, alive.status_code) == (503, 503, 200)
    assert refused.json()["error"]["type"] == "internal_error"
    assert refused.headers["Retry-After"]
    assert ready.json() == {"status": "draining"}
    assert server.process.wait(10) == 0
    assert json.loads(server.lines[-1])["event"] == "ended"


@pytest.mark.slow
def test_a_job_that_ends_meanwhile_can_be_collected(scripted):
    server = scripted()
    job = server.client.post("/v1/extract", files={"file": picture(SLOW)}, data={"wait": "0"}).json()["id"]
    server.process.send_signal(signal.SIGTERM)
    while (answer := server.client.get(f"/v1/jobs/{job}").json())["status"] == "running":
        time.sleep(0.1)
    assert answer["reports"][0]["document"]["total"] == "6.00"
    assert server.process.wait(10) == 0


@pytest.mark.slow
def test_a_grace_is_not_for_ever(scripted):
    server = scripted(grace_s=0.5, limit_s=60)
    hanging = threading.Thread(
        target=lambda: server.client.post("/v1/extract", files={"file": picture(102)}, data={"wait": "0"})
    )
    hanging.start()
    hanging.join()
    start = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(20) == 0
    assert time.monotonic() - start < 10


def test_a_key_has_its_share(scripted):
    server = scripted(keys=(KEY,), key_parallel=1, queue=8)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: server.client.post(CHAT, json=asking(data_uri(picture(BRIEF)))), range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 429, 429]
