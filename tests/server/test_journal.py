"""What is written down of requests, and what is not; and who may ask a server without keys."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families
from scripted_server import BROKEN, LINES, SECRET
from sent_requests import CHAT, asking, data_uri, picture
from serving import KEY, OTHER_KEY
from starlette.testclient import TestClient

from invoice_ocr.server.app import build_app
from invoice_ocr.server.logs import JsonLines
from invoice_ocr.server.settings import Settings
from invoice_ocr.server.state import State

PAGE = data_uri(picture(50))


@pytest.fixture(scope="module")
def server(scripted):
    return scripted(keys=(KEY, OTHER_KEY))


@pytest.fixture(scope="module")
def keyless(scripted):
    return scripted()


def test_every_request_is_one_line_without_its_contents(server):
    secret_prompt = "What does Mrs Secretive owe?"
    client = server.client
    client.post(CHAT, json=asking(PAGE, text=secret_prompt))
    client.post(CHAT, json=asking(data_uri(picture(BROKEN)), text=secret_prompt))
    client.post("/v1/extract", files={"file": ("secretive.png", picture(50))})
    client.get("/nowhere/secretive?key=secretive")
    client.post(CHAT, json={}, headers={"Authorization": "Bearer wrong-secretive"})
    answer = client.get("/healthz")
    server.wait_for("request", id=answer.headers["x-request-id"])
    lines = [json.loads(line) for line in server.lines]
    requests = {line["id"]: line for line in lines if line["event"] == "request"}
    assert requests[answer.headers["x-request-id"]]["route"] == "/healthz"
    chats = [line for line in requests.values() if line["route"] == CHAT]
    assert chats[0] | {"status": 200, "key": "key-1", "form": "text", "pages": 1} == chats[0]
    assert [line["status"] for line in chats] == [200, 500, 401]
    assert {line["route"] for line in requests.values()} == {CHAT, "/v1/extract", "none", "/healthz"}
    for word in (SECRET, *LINES, "Secretive", "secretive", KEY, OTHER_KEY, "wrong"):
        assert word not in server.log


def test_counters_are_prometheus(server):
    server.client.get("/healthz")
    text = server.client.get("/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    samples = families["invoice_ocr_requests"].samples
    assert {"route": "/healthz", "method": "GET", "status": "200"} in [sample.labels for sample in samples]
    assert families["invoice_ocr_workers_ready"].samples[0].value == 1
    assert families["invoice_ocr_pages"].samples[0].value >= 1
    assert {
        "invoice_ocr_request_seconds",
        "process_resident_memory_bytes",
    } <= families.keys() or sys.platform != "linux"
    assert SECRET not in text


@pytest.mark.parametrize(
    "path", ["/metrics", "/v1/models", "/v1/models/x", "/v1/schemas", "/v1/schemas/report", "/v1/jobs/x"]
)
def test_where_there_are_keys_they_are_needed(server, path):
    answer = server.client.get(path, headers={"Authorization": ""})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json"])
def test_some_things_anybody_may_know(server, path):
    assert server.client.get(path, headers={"Authorization": ""}).status_code == 200


def test_the_key_is_asked_for_before_anything_is_read(server):
    answer = server.client.post(CHAT, content=b"{", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("GET", CHAT, 405), ("PUT", "/healthz", 405)]
)
def test_errors_of_the_framework_have_the_same_body(server, method, path, status):
    answer = server.client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "localhost"}, 200),
        ({"Host": "127.0.0.1:8000"}, 200),
        ({"Host": "[::1]:8000"}, 200),
        ({"Host": "LOCALHOST:8000"}, 200),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Host": "rebound.example"}, 403),
        ({"Host": "rebound.example:8000"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": ""}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_without_keys_pages_of_other_sites_are_refused(keyless, headers, status):
    assert keyless.client.get("/v1/models", headers=headers).status_code == status


def test_with_a_key_it_does_not_matter_where_from(server):
    assert server.client.get("/v1/models", headers={"Host": "ocr.example"}).status_code == 200


def record(name, level, message, *, broken=None):
    error = (type(broken), broken, broken.__traceback__) if broken else None
    return logging.LogRecord(name, level, "f.py", 1, message, (), error)


@pytest.mark.parametrize(
    ("name", "level", "quoted"),
    [
        ("invoice_ocr.server", logging.ERROR, True),
        ("uvicorn.error", logging.WARNING, True),
        ("uvicorn.error", logging.ERROR, False),
        ("asyncio", logging.ERROR, False),
        ("PIL.Image", logging.WARNING, False),
    ],
)
def test_other_libraries_are_not_quoted(name, level, quoted):
    line = json.loads(JsonLines().format(record(name, level, "words of a document")))
    assert (line["event"] == "words of a document") is quoted


def test_exceptions_are_told_by_their_place():
    def work():
        raise ValueError("words of a document")

    try:
        work()
    except ValueError as error:
        text = JsonLines().format(record("x", logging.ERROR, "failed", broken=error))
    line = json.loads(text)
    assert line["error"] == "ValueError"
    assert line["where"][-1].startswith("test_journal.py:")
    assert line["where"][-1].endswith(" work")
    assert "words" not in text


def test_a_defect_of_the_server_is_an_error_like_any_other(monkeypatch):
    state = State.of(Settings(workers=1))
    monkeypatch.setattr(state.metrics, "text", lambda: 1 / 0)
    with TestClient(build_app(state), raise_server_exceptions=False) as client:
        answer = client.get("/metrics")
    assert answer.status_code == 500
    assert answer.json()["error"]["type"] == "internal_error"
