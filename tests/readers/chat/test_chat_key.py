"""The key is sent to the endpoint, and shows nowhere else."""

from __future__ import annotations

import copy
import dataclasses
import json
import logging
import multiprocessing
import pickle
import traceback
from pathlib import Path

import pytest
from fault_server import KEY, answer, cut_in_body, dripped, error, hung_up, reply, stalled

from invoice_ocr.errors import InvoiceOcrError, UsageError
from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.endpoint.client import ChatClient
from invoice_ocr.readers.endpoint.configuration import load_settings
from invoice_ocr.readers.endpoint.secret import Secret

ASK = Ask("What is printed here?", (Picture("image/png", b"\x89PNG"),))
ECHO = f"Incorrect API key provided: {KEY}. Bearer {KEY}"


def shown_by(error: BaseException) -> str:
    """All that a careless program could print of an error, local variables and causes included."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True)
    chained = [repr(cause) for cause in (error.__cause__, error.__context__) if cause]
    pickled = pickle.dumps(error).decode("latin-1") if isinstance(error, InvoiceOcrError) else ""
    return "\n".join(["".join(whole.format()), *chained, repr(error), str(error), str(vars(error)), pickled])


@pytest.mark.parametrize(
    "part",
    [
        error(401, ECHO),
        error(500, ECHO),
        error(400, ECHO, Retry_After="1"),
        answer(ECHO.encode(), 403, content_type="text/plain"),
        answer(b"<html>"),
        cut_in_body,
        hung_up,
        stalled,
        dripped(b"", b"\n", every=0.02),
    ],
)
def test_no_error_shows_it(serve, client_for, part, caplog):
    server = serve(part)
    client = client_for(server, limits={"total_s": 0.5, "read_s": 0.1, "attempts": 2})
    with caplog.at_level(logging.DEBUG), pytest.raises(InvoiceOcrError) as caught:
        client.complete(ASK)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in shown_by(caught.value)
    assert KEY not in caplog.text
    assert KEY not in repr([vars(record) for record in caplog.records])


def test_an_endpoint_that_points_elsewhere_with_the_key_in_hand(serve, client_for):
    server = serve(answer(b"", 307, Location=f"http://127.0.0.1/{KEY}"))
    with pytest.raises(InvoiceOcrError) as caught:
        client_for(server).complete(ASK)
    assert KEY not in shown_by(caught.value)


def test_no_error_of_a_connection_shows_it(client_for, caplog):
    client = client_for("http://127.0.0.1:1", limits={"attempts": 2})
    with caplog.at_level(logging.DEBUG), pytest.raises(InvoiceOcrError) as caught:
        client.complete(ASK)
    assert KEY not in shown_by(caught.value) + caplog.text


@pytest.mark.parametrize(
    "given",
    [
        {"base_url": "nonsense"},
        {"base_url": "http://elsewhere.test"},
        {"limits": {"attempts": "many"}},
        {"profile": "unknown"},
        {"api_key": KEY + "\nX-Evil: 1"},
    ],
)
@pytest.mark.parametrize("from_environment", [True, False])
def test_no_error_of_the_settings_shows_it(monkeypatch, given, from_environment):
    given = {"base_url": "http://127.0.0.1", "model": "m", "api_key": KEY, **given}
    if from_environment:
        monkeypatch.setenv("INVOICE_OCR_API_KEY", given.pop("api_key"))
    with pytest.raises(UsageError) as caught:
        load_settings(**given)
    # The frame of the caller, this test, holds the key of course.
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames.stack[:] = frames.stack[1:]
    assert KEY not in "".join(frames.format())
    assert KEY not in str(caught.value)


def test_a_key_from_a_file_or_command_does_not_show_either(tmp_path):
    (tmp_path / "key").write_text(KEY + "\n extra line", "utf-8")
    with pytest.raises(UsageError) as caught:
        load_settings(base_url="http://127.0.0.1", model="m", api_key_file=str(tmp_path / "key"))
    assert KEY not in shown_by(caught.value)
    with pytest.raises(UsageError) as caught:
        load_settings(base_url="http://127.0.0.1", model="m", api_key_command=f"cat {tmp_path / 'key'}")
    assert KEY not in shown_by(caught.value)


def test_values_do_not_show_it(serve, client_for, tmp_path):
    server = serve(reply())
    client = client_for(server, cache=tmp_path / "replies.sqlite")
    completion = client.complete(ASK)
    client.close()
    settings = client.settings
    shown = [
        repr(settings),
        str(settings),
        f"{settings.api_key}",
        f"{settings.api_key!r:>20}",
        str(dataclasses.asdict(settings)),
        str(vars(client)),
        repr(client.profile),
        repr(completion),
        repr(client.bill),
        json.dumps(dataclasses.asdict(settings), default=str),
        *(path.read_bytes().decode("latin-1") for path in Path(tmp_path).rglob("*") if path.is_file()),
    ]
    assert KEY not in "\n".join(shown)
    assert KEY not in server.requests[0].body.decode()


def test_copies_are_the_same_key():
    key = Secret(KEY)
    assert copy.copy(key) is copy.deepcopy(key) is key
    assert (key == Secret(KEY), key == Secret("other"), key == KEY) == (True, False, False)
    assert len({key, Secret(KEY)}) == 1
    assert not hasattr(key, "__dict__")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_is_not_pickled(protocol):
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(Secret(KEY), protocol)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(load_settings(base_url="http://127.0.0.1", model="m", api_key=KEY), protocol)
    with pytest.raises(TypeError, match="not pickled"):
        Secret(KEY).__getstate__()


def ask_in_a_process(client, results):
    results.send(client.complete(ASK).content)


def test_a_client_may_travel_to_a_process_that_is_being_started(serve, client_for):
    server = serve(reply())
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=ask_in_a_process, args=(client_for(server), theirs))
    process.start()
    assert ours.poll(60)
    assert ours.recv()
    process.join(30)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(("text", "shown"), [(f"a {KEY} b {KEY}", "a *** b ***"), ("nothing", "nothing")])
def test_texts_can_be_cleared_of_it(text, shown):
    assert Secret(KEY).hidden_in(text) == shown


def test_a_key_too_short_to_be_told_from_words_stays():
    assert Secret("a").hidden_in("a man") == "a man"


def test_without_a_key_none_is_sent(serve):
    server = serve(reply())
    settings = load_settings(base_url=server.url, model="m")
    with ChatClient(settings) as client:
        client.complete(ASK)
    assert "authorization" not in server.requests[0].headers
