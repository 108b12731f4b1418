"""The extraction API: uploads, JSON, failures in their place, and jobs that are polled."""

from __future__ import annotations

import base64
import json
import time

import pytest
from jsonschema import Draft202012Validator
from scripted_server import BRIEF, SLOW
from sent_requests import picture, sample
from serving import OTHER_KEY

from invoice_ocr import build_schema, extract, read_report

EXTRACT = "/v1/extract"


def post(server, *files, **fields):
    uploads = [("file", file if isinstance(file, tuple) else ("a.png", file)) for file in files]
    return server.client.post(EXTRACT, files=uploads, data=fields)


def encoded(data):
    return base64.b64encode(data).decode()


def test_a_report_is_that_of_the_library(ocr_server):
    path = sample("de-invoice-two-rates")
    answer = ocr_server.client.post(EXTRACT, files={"file": (path.name, path.read_bytes())})
    (given,) = answer.json()["reports"]
    Draft202012Validator(build_schema("report")).validate(given)
    report = read_report(json.dumps(given))
    expected = extract(path, name=path.name)
    assert report.reading.seconds >= 0
    assert report.model_copy(update={"reading": None}) == expected.model_copy(update={"reading": None})


def test_the_promised_error_decides(ocr_server):
    file = sample("my-restaurant-service").read_bytes()
    decisions = [
        post(ocr_server, ("a.jpg", file), max_error=share).json()["reports"][0]["decision"]
        for share in ("0.01", "0.005")
    ]
    assert decisions == ["accept", "review"]


def test_several_files_are_answered_in_their_order(server):
    names = [("slow.png", picture(BRIEF)), ("broken.png", b"nothing"), ("fast.png", picture(50))]
    answer = post(server, *names)
    assert answer.status_code == 200
    outcomes = answer.json()["reports"]
    assert [outcome["source"]["name"] for outcome in outcomes] == [name for name, _ in names]
    assert outcomes[1]["error"]["type"] == "UnsupportedDocument"
    assert outcomes[0]["document"]["total"] == outcomes[2]["document"]["total"] == "6.00"


def test_json_does_the_same(server):
    files = [
        {"name": "one.png", "data": encoded(picture(50))},
        {"data": f"data:image/png;base64,{encoded(picture(51))}"},
    ]
    answer = server.client.post(EXTRACT, json={"files": files, "kind": "invoice", "reader": "ocr"})
    assert [report["source"]["name"] for report in answer.json()["reports"]] == ["one.png", "document"]
    assert {report["kind"] for report in answer.json()["reports"]} == {"invoice"}


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 400, "is empty"),
        (b"just text", 400, "plain text"),
        (picture(50)[:60], 400, "cannot be decoded"),
        (b"%PDF-1.7 and nothing more", 400, ""),
    ],
)
def test_one_file_that_cannot_be_read_is_an_error(server, content, status, words):
    answer = post(server, content)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "files"),
        ({"files": []}, "files"),
        ({"files": [{"data": "@"}]}, "files.0.data"),
        ({"files": [{"data": "AAAA", "path": "/etc/passwd"}]}, "files.0.path"),
        ({"files": [{"data": "AAAA"}] * 101}, "files"),
        ({"files": [{"data": "AAAA"}], "kind": "novel"}, "kind"),
        ({"files": [{"data": "AAAA"}], "max_error": 0}, "max_error"),
        ({"files": [{"data": "AAAA"}], "max_error": 1e-9}, "max_error"),
        ({"files": [{"data": "AAAA"}], "wait": 601}, "wait"),
        ({"files": [{"data": "AAAA"}], "wait": -1}, "wait"),
        ({"files": [{"data": "AAAA"}], "raeder": "ocr"}, "raeder"),
        ([], None),
    ],
)
def test_wrong_json_is_refused_by_its_place(server, body, param):
    answer = server.client.post(EXTRACT, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["param"] == param


@pytest.mark.parametrize("reader", ["chat", "tesseract", "psychic", ""])
def test_only_readers_of_the_server_may_be_named(server, reader):
    answer = post(server, picture(50), reader=reader)
    assert answer.status_code == 400
    assert "auto, ocr, textlayer" in answer.json()["error"]["message"]


def test_forms_are_refused_like_json(server):
    assert post(server, picture(50), kind="novel").json()["error"]["param"] == "kind"
    assert (
        server.client.post(EXTRACT, data={"kind": "auto"}, files={"a": (None, "b")}).json()["error"]["param"] == "file"
    )
    malformed = {"Content-Type": "multipart/form-data; boundary=x"}
    assert server.client.post(EXTRACT, content=b"--y", headers=malformed).status_code == 400
    assert server.client.post(EXTRACT, content=b"", headers={"Content-Type": "multipart/form-data"}).status_code == 400
    assert server.client.post(EXTRACT, content=b"%PDF", headers={"Content-Type": "application/pdf"}).status_code == 415
    assert post(server, *[b"x"] * 101).status_code == 400


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nX-Evil: 1.png", "\u202egnp.exe", "x" * 5000, ""])
def test_a_name_is_nothing_but_a_label(server, name):
    answer = server.client.post(EXTRACT, json={"files": [{"name": name[:255], "data": encoded(picture(50))}]})
    assert answer.json()["reports"][0]["source"]["name"] == (name[:255] or "document")
    assert "x-evil" not in answer.headers
    assert post(server, (name[:255] or "x", picture(50))).status_code == 200
    assert "passwd" not in server.log
    assert "Evil" not in server.log


def wait_for(server, job):
    end = time.monotonic() + 30
    while (answer := server.client.get(f"/v1/jobs/{job}").json())["status"] == "running":
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


def test_what_takes_long_becomes_a_job(server):
    answer = post(server, picture(SLOW), picture(50), wait="0.1")
    job = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    assert (job["status"], job["files"], job["reports"]) == ("running", 2, None)
    done = wait_for(server, job["id"])
    assert (done["status"], done["done"], done["error"]) == ("done", 2, None)
    assert [report["document"]["total"] for report in done["reports"]] == ["6.00", "6.00"]


def test_a_failed_file_of_a_job_has_its_failure(server):
    job = post(server, b"nothing", picture(BRIEF), wait="0").json()["id"]
    done = wait_for(server, job)
    assert [outcome.keys() == {"source", "error"} for outcome in done["reports"]] == [True, False]


def test_a_job_is_seen_by_its_owner_alone(server):
    job = post(server, picture(BRIEF), wait="0").json()["id"]
    other = {"Authorization": f"Bearer {OTHER_KEY}"}
    assert server.client.get(f"/v1/jobs/{job}", headers=other).status_code == 404
    assert server.client.delete(f"/v1/jobs/{job}", headers=other).status_code == 404
    assert server.client.get(f"/v1/jobs/{job}").status_code == 200
    assert server.client.delete(f"/v1/jobs/{job}").status_code == 204
    assert server.client.get(f"/v1/jobs/{job}").status_code == 404


@pytest.mark.parametrize("kind", ["invoice", "receipt", "report"])
def test_schemas_are_those_of_the_library(server, kind):
    answer = server.client.get(f"/v1/schemas/{kind}")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.json() == build_schema(kind)
    assert kind in server.client.get("/v1/schemas").json()["schemas"]
    assert server.client.get(f"/v1/schemas/{kind}s").status_code == 404
