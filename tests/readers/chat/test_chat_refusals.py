"""What endpoints and networks say when they refuse, and the remedy that is named."""

from __future__ import annotations

import inspect
import json
import pickle
import tomllib
from importlib.resources import files

import httpcore
import pytest

from invoice_ocr.errors import EndpointError, ReplyError
from invoice_ocr.readers.endpoint.outages import NETWORK, network_refusal
from invoice_ocr.readers.endpoint.refusals import refusal_of
from invoice_ocr.readers.endpoint.settings import Settings

HERE = Settings("https://api.example.test/v1", "m")
ROWS = tomllib.loads(files("invoice_ocr.readers.endpoint").joinpath("refusals.toml").read_text("utf-8"))["row"]


def refused(status, payload):
    return refusal_of(status, "application/json", json.dumps(payload).encode(), HERE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["said"][:40])
@pytest.mark.parametrize("status", [400, 422, 500])
def test_each_row_is_found_by_what_was_said(row, status):
    refusal = refused(status, {"error": {"message": row["said"]}})
    assert refusal.error.remedy == row["remedy"]
    assert not refusal.retry
    if row["kind"] == "loop":
        assert isinstance(refusal.error, ReplyError)
    else:
        assert isinstance(refusal.error, EndpointError)
        assert refusal.error.stops_batch is (row["kind"] != "context")


@pytest.mark.parametrize(
    ("status", "said", "remedy"),
    [
        (
            400,
            "Failed to deserialize: messages[0]: unknown variant `image_url`, expected `text` at line 1",
            "vision model",
        ),
        (500, "image input is not supported by this server", "vision model"),
        (500, "image input is not supported - hint: you may need to provide the mmproj", "vision model"),
        (400, 'Unsupported content part type: "image_url"', "vision model"),
        (404, "No endpoints found that support image input", "vision model"),
        (400, "This model does not support image input.", "vision model"),
        (
            400,
            "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
            "JSON_MODE",
        ),
        (400, "Invalid schema for response_format 'reply'", "JSON_MODE"),
        (400, "the request exceeds the available context size", "more context"),
        (429, "You exceeded your current quota, please check your plan", "Top up"),
    ],
)
def test_capabilities_are_named_with_their_remedy(status, said, remedy):
    refusal = refused(status, {"error": {"message": said}})
    assert remedy in refusal.error.remedy
    assert not refusal.retry


def test_a_code_alone_tells_that_there_is_no_money_left():
    refusal = refused(429, {"error": {"message": "Rate limit", "code": "insufficient_quota"}})
    assert (refusal.retry, refusal.error.remedy) == (False, "Top up the account with the provider.")


@pytest.mark.parametrize(
    ("status", "retry", "overloaded", "down"),
    [
        (408, True, False, False),
        (409, True, False, False),
        (425, True, False, False),
        (429, True, True, False),
        (500, True, False, True),
        (502, True, False, True),
        (503, True, True, True),
        (504, True, False, True),
        (529, True, True, False),
        (400, False, False, False),
        (401, False, False, False),
        (418, False, False, False),
    ],
)
def test_what_a_status_means(status, retry, overloaded, down):
    refusal = refused(status, {})
    assert (refusal.retry, refusal.overloaded, refusal.down, refusal.charged) == (retry, overloaded, down, False)
    assert refusal.error.message == f"api.example.test answered {status}."
    assert refusal.error.remedy


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"error": {"message": "bad"}}, "bad"),
        ({"error": "bad"}, "bad"),
        ({"message": "bad"}, "bad"),
        ({"detail": "bad"}, "bad"),
        ({"detail": [{"loc": ["body"], "msg": "bad", "input": "data:image/png;base64,AAAA"}, 7]}, "bad"),
        ({"object": "error", "message": "bad", "code": 400}, "bad"),
        ([{"error": {"message": "bad"}}], "bad"),
        (
            {"error": {"message": "bad \x1b[31m\u202e\n\n  thing data:image/png;base64,iVBORw0KGgo= end"}},
            "bad [31m thing (picture) end",
        ),
        ({"error": {"message": "b" * 900}}, "b" * 299 + "…"),
        ({"error": ["bad"]}, ""),
        ({"error": {"message": None}}, ""),
    ],
)
def test_messages_in_all_shapes_are_shown_on_one_line(payload, said):
    message = refused(418, payload).error.message
    assert message == "api.example.test answered 418" + (f": {said}" if said else ".")


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"Bad Gateway", ": Bad Gateway"), (b"<html>nginx</html>", "."), (b"", "."), (b"\xff\xfe", ": \ufffd\ufffd")],
)
def test_bodies_that_are_no_json(body, said):
    assert refusal_of(502, "text/html", body, HERE).error.message == f"api.example.test answered 502{said}"


def test_errors_travel_between_processes_with_all_they_say():
    said = EndpointError("It is busy.", remedy="Wait.", status=429, retry_after=2.5, stops_batch=True)
    back = pickle.loads(pickle.dumps(said))  # noqa: S301 - made here
    assert (type(back), str(back), vars(back)) == (EndpointError, "It is busy. Wait.", vars(said))
    reply = pickle.loads(pickle.dumps(ReplyError("No.", reply="{", reason="cut")))  # noqa: S301 - made here
    assert (reply.reply, reply.reason) == ("{", "cut")


def test_everything_that_httpcore_raises_is_mapped():
    raised = {
        kind
        for _, kind in inspect.getmembers(httpcore, inspect.isclass)
        if issubclass(kind, Exception) and kind is not httpcore.ConnectionNotAvailable
    }
    assert {kind for kind in raised if not issubclass(kind, NETWORK)} == set()


@pytest.mark.parametrize(
    ("error", "said", "retry", "charged"),
    [
        (httpcore.ConnectTimeout(), "can't be reached within 5 seconds", True, False),
        (httpcore.ConnectError("refused"), r"can't be reached \(refused\)", True, False),
        (httpcore.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "certificate", False, False),
        (httpcore.PoolTimeout(), "within 10 seconds", True, False),
        (httpcore.ReadTimeout(), "silent for 120 seconds", True, True),
        (httpcore.WriteTimeout(), "silent for 120 seconds", True, True),
        (httpcore.ReadError("reset"), r"broke off the connection \(reset\)", True, True),
        (httpcore.WriteError("pipe"), "broke off", True, True),
        (httpcore.RemoteProtocolError("nonsense"), "broke off", True, True),
        (httpcore.LocalProtocolError("nonsense"), "can't be asked", False, False),
        (httpcore.UnsupportedProtocol("nonsense"), "can't be asked", False, False),
        (httpcore.ProxyError("407 Proxy Authentication Required"), "proxy does not let through", False, False),
    ],
)
def test_what_the_network_raises(error, said, retry, charged):
    refusal = network_refusal(error, HERE)
    assert refusal.error.args
    with pytest.raises(EndpointError, match=said):
        raise refusal.error
    assert (refusal.retry, refusal.charged) == (retry, charged)
    assert refusal.error.remedy
