"""The program with the reader chat: the environment, the exit statuses, and where the key may show (nowhere)."""

from __future__ import annotations

import json
import os

import pytest
from chat_documents import EXAMPLE, INVOICE, STATEMENT, pdf_of
from fault_server import completion, error, reply
from forked import run_program

KEY = "sk-canary-41f7e09b2d"


@pytest.fixture
def invoice(tmp_path):
    path = tmp_path / "invoice.pdf"
    path.write_bytes(pdf_of(INVOICE))
    return path


def run(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INVOICE_OCR_")}
    done = run_program(*arguments, env=kept | environment, strict=["ResourceWarning"], text=True)
    assert KEY not in done.stdout + done.stderr
    return done


def of(server):
    return {"INVOICE_OCR_BASE_URL": f"{server.url}/v1", "INVOICE_OCR_API_KEY": KEY, "INVOICE_OCR_MODEL": "some-model"}


def says(content, finish="stop"):
    return reply(completion(content, finish))


def test_extract_with_a_model(serve, invoice):
    server = serve(says(STATEMENT))
    done = run("extract", invoice, "--reader", "chat", **of(server))
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert (report["decision"], report["document"]["total"]) == ("accept", "240.00")
    assert report["reading"]["reader"] == "chat"
    assert report["reading"]["model"] == "served-model"
    assert report["reading"]["usage"] == {"prompt_tokens": 1000, "completion_tokens": 100}
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.json["model"] == "some-model"


@pytest.mark.parametrize("way", ["chat-transcribe", "chat-text", "chat-hint"])
def test_the_other_ways(serve, invoice, way):
    server = serve(says(INVOICE if way == "chat-transcribe" else STATEMENT))
    done = run("extract", invoice, "--reader", way, **of(server))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["document"]["total"] == "240.00"


def test_a_free_text_becomes_the_whole_invoice(serve, tmp_path):
    path = tmp_path / "example.pdf"
    path.write_bytes(pdf_of(EXAMPLE))
    server = serve(says(EXAMPLE))
    done = run("extract", path, "--reader", "chat", **of(server))
    document = json.loads(done.stdout)["document"]
    assert len(server.requests) == 1
    assert (document["currency"], document["total"], document["buyer"]["name"]) == ("USD", "125.00", "John Smith")
    assert document["seller"]["name"] is None


def test_a_cut_reply_needs_a_person(serve, invoice):
    done = run("extract", invoice, "--reader", "chat", **of(serve(says(STATEMENT[:-40], "length"))))
    assert done.returncode == 1
    assert "was cut" in json.loads(done.stdout)["reading"]["warnings"][0]


@pytest.mark.parametrize(
    ("part", "message", "remedy"),
    [
        (error(401, "no such key"), "no such key", "INVOICE_OCR_API_KEY"),
        (error(402), "402", "Top up"),
        (error(404), "404", "INVOICE_OCR_MODEL"),
        (says("I'm sorry, I can't help with that."), "refused", "--reader auto"),
        (says('{"error": "unreadable"}'), "can't be read", "--reader chat-transcribe"),
        (says("   "), "blank", "another model"),
    ],
)
def test_what_cannot_be_read_ends_with_3_and_a_remedy(serve, invoice, part, message, remedy):
    done = run("extract", invoice, "--reader", "chat", **of(serve(part)))
    assert (done.returncode, done.stdout.count("\n") <= 1) == (3, True)
    assert message in done.stderr
    assert remedy in done.stderr


def test_an_endpoint_that_is_not_there_ends_with_3(invoice):
    settings = {
        "INVOICE_OCR_BASE_URL": "http://127.0.0.1:9/v1",
        "INVOICE_OCR_MODEL": "m",
        "INVOICE_OCR_LIMITS_ATTEMPTS": "1",
    }
    done = run("extract", invoice, "--reader", "chat", **settings)
    assert done.returncode == 3
    assert "127.0.0.1:9" in done.stderr


@pytest.mark.parametrize(
    ("environment", "remedy"),
    [
        ({}, "INVOICE_OCR_BASE_URL"),
        ({"INVOICE_OCR_BASE_URL": "http://127.0.0.1:9/v1"}, "INVOICE_OCR_MODEL"),
        ({"INVOICE_OCR_PROFILE": "nonsense"}, "deepseek"),
    ],
)
def test_wrong_settings_end_with_2(invoice, environment, remedy):
    done = run("extract", invoice, "--reader", "chat", **environment)
    assert (done.returncode, done.stdout) == (2, "")
    assert remedy in done.stderr


def test_a_batch_asks_for_each_document(serve, tmp_path):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(pdf_of(INVOICE))
    server = serve(says(STATEMENT))
    output = tmp_path / "reports.jsonl"
    done = run("batch", tmp_path, "--reader", "chat", "--output", output, "--workers", "2", **of(server))
    assert done.returncode == 0, done.stderr
    reports = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [report["document"]["total"] for report in reports] == ["240.00"] * 3
    assert KEY not in output.read_text("utf-8")
    assert len(server.requests) == 3
