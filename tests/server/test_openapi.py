"""The OpenAPI document, and a server that keeps to it whatever it is sent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sent_requests import picture
from serving import KEY

from invoice_ocr import __version__
from invoice_ocr.server.routes import ROUTERS


@pytest.fixture(scope="module")
def document(server):
    return server.client.get("/openapi.json").json()


def test_every_route_is_described(document):
    paths = {route.path for router in ROUTERS for route in router.routes}
    assert paths == set(document["paths"])
    assert document["info"]["version"] == __version__


def test_every_reference_leads_somewhere(document):
    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
            part = list(part.values())
        for inner in part if isinstance(part, list) else []:
            yield from references(inner)

    names = {reference.rpartition("/")[2] for reference in references(document)}
    assert names <= document["components"]["schemas"].keys()


def test_reports_fit_the_document(server, document):
    answer = server.client.post("/v1/extract", files={"file": picture(50)}).json()
    schema = document["paths"]["/v1/extract"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": document["components"]}).validate(answer)


def test_what_needs_a_key_says_so(document):
    free = {path for path, operations in document["paths"].items() for o in operations.values() if "security" not in o}
    assert free == {"/healthz", "/readyz"}


def test_a_refused_method_is_told_which_are_allowed(server):
    assert server.client.options("/v1/jobs/x").headers["Allow"] == "DELETE, GET"


def test_the_readers_of_the_server_are_named(document):
    assert document["components"]["schemas"]["Order"]["properties"]["reader"]["anyOf"][0] == {
        "enum": ["auto", "ocr", "textlayer"]
    }


LEFT_OUT = "positive_data_acceptance"
"""A schema can't say what makes a picture, or that one must be among the messages: most of what fits is refused."""


@pytest.mark.slow
def test_schemathesis_finds_nothing(server, tmp_path):
    program = Path(sys.executable).with_name("schemathesis")
    command = [program, "run", f"{server.url}/openapi.json", "--header", f"Authorization: Bearer {KEY}"]
    options = ["--max-examples", "25", "--seed", "1", "--exclude-checks", LEFT_OUT, "--suppress-health-check", "all"]
    run = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    assert "Tested: 11" in run.stdout
    assert not [line for line in server.lines if '"level": "error"' in line]
