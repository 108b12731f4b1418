"""Every way in which an endpoint can fail, played by a real server: requests, waits and outcome."""

from __future__ import annotations

import gzip
import json
import socket
import time

import pytest
from fault_server import (
    CONTENT,
    answer,
    completion,
    cut_in_body,
    cut_in_chunks,
    delta,
    dripped,
    dripped_head,
    endless,
    error,
    head,
    hung_up,
    reply,
    reset,
    sse,
    stalled,
)

from invoice_ocr.errors import EndpointError, ReplyError
from invoice_ocr.readers.endpoint.ask import Ask, Picture

ASK = Ask("What is printed here?")
WHOLE = json.dumps(completion()).encode()


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_may_pass_is_asked_again(serve, client_for, waits, status):
    server = serve(error(status), reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert len(server.requests) == 2
    assert server.requests[0].body == server.requests[1].body
    assert waits.slept == [0.5]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_after_four_attempts_it_is_over(serve, client_for, waits, status):
    server = serve(error(status, "please slow down"))
    with pytest.raises(EndpointError, match=rf"answered {status}: please slow down") as caught:
        client_for(server).complete(ASK)
    assert len(server.requests) == 4
    assert waits.slept == [0.5, 1.0, 2.0]
    assert (caught.value.status, caught.value.stops_batch) == (status, False)


@pytest.mark.parametrize(
    ("status", "stops_batch", "remedy"),
    [
        (400, False, "INVOICE_OCR_PROFILE"),
        (401, True, "INVOICE_OCR_API_KEY"),
        (402, True, "Top up"),
        (403, True, "what the key may do"),
        (404, True, "INVOICE_OCR_MODEL"),
        (413, False, "fewer pages"),
        (422, False, "INVOICE_OCR_PROFILE"),
    ],
)
def test_what_cannot_pass_is_sent_once(serve, client_for, waits, status, stops_batch, remedy):
    server = serve(error(status))
    with pytest.raises(EndpointError) as caught:
        client_for(server).complete(ASK)
    assert len(server.requests) == 1
    assert waits.slept == []
    assert (caught.value.status, caught.value.stops_batch) == (status, stops_batch)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "1.5"}, 1.5),
        ({"Retry_After_Ms": "2500"}, 2.5),
        ({"Retry_After_Ms": "2500", "Retry_After": "60"}, 2.5),
        ({"Retry_After": "Fri, 20 Nov 2026 12:00:09 GMT"}, 9),
        ({"Retry_After": "Fri, 20 Nov 2026 18:00:04 GMT", "Date": "Fri, 20 Nov 2026 18:00:00 GMT"}, 4),
        ({"Retry_After": "Fri, 20 Nov 2026 11:00:00 GMT"}, 0.5),
        ({"Retry_After": "0"}, 0.5),
        ({"Retry_After": "-3"}, 0.5),
        ({"Retry_After": "soon"}, 0.5),
        ({"Retry_After": "nan"}, 0.5),
        ({"Retry_After": "120"}, 120),
    ],
)
def test_the_endpoint_says_how_long_to_wait(serve, client_for, waits, headers, slept):
    server = serve(error(429, **headers), reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert waits.slept == [slept]


@pytest.mark.parametrize(("said", "limits"), [("121", {}), ("60", {"total_s": 30})])
def test_a_wait_that_is_too_long_is_handed_on(serve, client_for, waits, said, limits):
    server = serve(error(503, Retry_After=said))
    with pytest.raises(EndpointError) as caught:
        client_for(server, limits=limits).complete(ASK)
    assert (len(server.requests), waits.slept) == (1, [])
    assert caught.value.retry_after == float(said)


@pytest.mark.parametrize(("status", "said", "requests"), [(400, "true", 2), (500, "false", 1), (500, "perhaps", 2)])
def test_x_should_retry_overrules_the_status(serve, client_for, status, said, requests):
    server = serve(error(status, X_Should_Retry=said), reply())
    client = client_for(server)
    if requests == 1:
        with pytest.raises(EndpointError):
            client.complete(ASK)
    else:
        assert client.complete(ASK).content == CONTENT
    assert len(server.requests) == requests


def test_retries_have_a_budget_between_them(serve, client_for):
    server = serve(error(500))
    client = client_for(server, limits={"retry_share": 0, "retry_spare": 4})
    for _ in range(4):
        with pytest.raises(EndpointError):
            client.complete(ASK)
    assert len(server.requests) == 4 + 4


@pytest.mark.parametrize(
    "part", [cut_in_body, cut_in_chunks, hung_up, reset, answer(WHOLE[:-40]), answer(b""), answer(b"\n\n\n")]
)
def test_a_connection_or_a_reply_that_breaks_off_is_asked_again(serve, client_for, waits, part):
    server = serve(part, reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert len(server.requests) == 2
    assert waits.slept == [0.5]


def test_a_reply_that_always_breaks_off_is_an_error_with_what_came(serve, client_for):
    server = serve(answer(WHOLE[:-40]))
    with pytest.raises(ReplyError, match="breaks off") as caught:
        client_for(server).complete(ASK)
    assert len(server.requests) == 4
    assert caught.value.reason == "cut"
    assert caught.value.reply == WHOLE[:-40].decode()


def test_nobody_listens(client_for, waits):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EndpointError, match=rf"127.0.0.1:{port} can't be reached") as caught:
        client_for(f"http://127.0.0.1:{port}").complete(ASK)
    assert waits.slept == [0.5, 1.0, 2.0]
    assert caught.value.status is None


def test_a_name_that_does_not_exist(client_for):
    with pytest.raises(EndpointError, match="can't be reached"):
        client_for("http://nowhere.invalid", allow_plain_http=True, limits={"attempts": 1}).complete(ASK)


def test_a_server_that_keeps_silent_is_asked_again(serve, client_for, waits):
    server = serve(stalled, reply())
    assert client_for(server, limits={"read_s": 0.2}).complete(ASK).content == CONTENT
    assert (len(server.requests), waits.slept) == (2, [0.5])


def test_a_server_that_always_keeps_silent(serve, client_for):
    server = serve(stalled)
    with pytest.raises(EndpointError, match=r"was silent for 0\.1 seconds"):
        client_for(server, limits={"read_s": 0.1, "attempts": 2}).complete(ASK)
    assert len(server.requests) == 2


def test_blank_lines_before_the_reply_do_no_harm(serve, client_for):
    server = serve(dripped(b"\n", b"\n", every=0.01, drops=20, last=WHOLE))
    assert client_for(server).complete(ASK).content == CONTENT


@pytest.mark.parametrize(
    "part",
    [
        dripped(b"", b"\n", every=0.02),
        dripped(b"", b": keep-alive\n\n", every=0.02),
        dripped(f"data: {delta('12')}\n\n".encode(), b": keep-alive\n\n", every=0.02),
        dripped_head(every=0.02),
    ],
    ids=["blank lines", "comments", "comments in a reply", "a header without end"],
)
def test_the_deadline_holds_while_something_drips(serve, client_for, part):
    server = serve(part)
    began = time.monotonic()
    with pytest.raises(EndpointError, match=r"no complete reply within 0\.4 seconds") as caught:
        client_for(server, real_time=True, limits={"total_s": 0.4, "read_s": 5}).complete(ASK)
    assert 0.35 < time.monotonic() - began < 4
    assert "INVOICE_OCR_LIMITS_TOTAL_S" in caught.value.remedy
    assert len(server.requests) == 1


def test_the_deadline_holds_while_a_request_is_not_taken(serve, client_for):
    server = serve(slow_to_read=True)
    picture = Picture("image/png", b"\x89PNG" + bytes(12 << 20))
    began = time.monotonic()
    with pytest.raises(EndpointError, match=r"no complete reply within 0\.4 seconds"):
        client_for(server, real_time=True, limits={"total_s": 0.4, "read_s": 5}).complete(Ask("x", (picture,)))
    assert time.monotonic() - began < 4


def test_the_deadline_holds_for_all_attempts_together(serve, client_for):
    server = serve(error(500, Retry_After="0.3"))
    began = time.monotonic()
    with pytest.raises(EndpointError, match="answered 500"):
        client_for(server, real_time=True, limits={"total_s": 1, "attempts": 100}).complete(ASK)
    assert time.monotonic() - began < 4
    assert 2 <= len(server.requests) <= 4


def test_a_reply_without_end_is_not_read_to_its_end(serve, client_for, waits):
    server = serve(endless(100))
    with pytest.raises(ReplyError, match="larger than 8 MiB") as caught:
        client_for(server).complete(ASK)
    assert caught.value.reason == "too large"
    assert (len(server.requests), waits.slept) == (1, [])
    server.close()
    assert server.sent < 30 << 20


def test_an_error_without_end_is_an_error_all_the_same(serve, client_for, waits):
    server = serve(endless(100, status=503), reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert waits.slept == [0.5]


def test_a_small_reply_that_unpacks_to_a_large_one(serve, client_for):
    bomb = gzip.compress(b" " * (100 << 20), 9)
    server = serve(answer(bomb, Content_Encoding="gzip"))
    with pytest.raises(ReplyError, match="larger than 8 MiB"):
        client_for(server).complete(ASK)


@pytest.mark.parametrize(
    "damage", [lambda packed: packed, lambda packed: packed[:-9], lambda packed: packed[:10] + b"x" * 90]
)
def test_packed_replies_are_unpacked_though_not_asked_for(serve, client_for, damage):
    packed = damage(gzip.compress(WHOLE))
    server = serve(answer(packed, Content_Encoding="gzip"), reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert server.requests[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed_with_the_key(serve, client_for, status):
    target = serve(reply())
    server = serve(answer(b"", status, Location=f"{target.url}/v1/chat/completions?a=b"))
    with pytest.raises(EndpointError, match=f"answered {status}") as caught:
        client_for(server).complete(ASK)
    assert (len(server.requests), len(target.requests)) == (1, 0)
    assert f"{target.url}/v1" in caught.value.remedy


@pytest.mark.parametrize(
    ("part", "phrase"),
    [
        (answer(b"<!doctype html><title>Sign in</title>", content_type="text/html"), "web page"),
        (answer(b"<html>hm", content_type="application/json"), "web page"),
        (answer(b"Not what you want", content_type="text/plain; charset=utf-8"), "text/plain that is no JSON"),
        (answer(b"[1, 2]"), "no JSON object"),
        (answer(b'"text"'), "no JSON object"),
        (reply({"object": "list", "data": []}), "no chat completion"),
        (reply({"choices": []}), "no chat completion"),
        (reply({"choices": [{"finish_reason": "stop"}]}), "no chat completion"),
        (reply(completion(7)), "neither text nor parts"),
        (answer(b"[" * 100_000), "nested too deeply"),
        (sse('data: {"choices": []', "data: [DONE]"), "an event that is no JSON object"),
    ],
)
def test_what_is_no_completion_is_said_at_once(serve, client_for, waits, part, phrase):
    server = serve(part)
    with pytest.raises(ReplyError, match=phrase) as caught:
        client_for(server).complete(ASK)
    assert caught.value.reason == "unreadable"
    assert caught.value.reply
    assert "/v1" in caught.value.remedy or "INVOICE_OCR_STREAM" in caught.value.remedy
    assert (len(server.requests), waits.slept) == (1, [])


@pytest.mark.parametrize(
    ("payload", "status", "requests"),
    [
        ({"error": {"message": "no such model", "code": 404}}, 404, 1),
        ({"object": "error", "message": "bad request", "code": 400}, 400, 1),
        ({"error": {"message": "busy", "code": 503}}, 503, 2),
        ({"error": "something"}, 200, 1),
        ([{"error": {"code": 400, "message": "API key not valid", "status": "INVALID_ARGUMENT"}}], 400, 1),
    ],
)
def test_an_error_with_status_200_is_an_error(serve, client_for, payload, status, requests):
    server = serve(reply(payload))
    with pytest.raises(EndpointError) as caught:
        client_for(server, limits={"attempts": 2}).complete(ASK)
    assert caught.value.status == status
    assert len(server.requests) == requests


def test_a_loop_that_the_server_stopped_is_a_reply_to_ask_for_otherwise(serve, client_for):
    server = serve(reply({"error": "prediction aborted, token repeat limit reached"}, 500))
    with pytest.raises(ReplyError) as caught:
        client_for(server).complete(ASK)
    assert (caught.value.reason, len(server.requests)) == ("looped", 1)


def test_no_resources_in_the_middle_of_a_reply(serve, client_for, waits):
    server = serve(reply(completion("12", "insufficient_system_resource")), reply())
    assert client_for(server).complete(ASK).content == CONTENT
    assert waits.slept == [0.5]


STREAM = (f"data: {delta('{')}", f"data: {delta('}')}", f"data: {delta(finish_reason='stop')}")
USAGE = 'data: {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}'


@pytest.mark.parametrize(
    "part",
    [
        sse(*STREAM, "data: [DONE]"),
        sse(*STREAM, "data: [DONE]", end="\r\n\r\n"),
        sse(*STREAM, "data: [DONE]", end="\r\r"),
        sse(*(event.replace("data: ", "data:") for event in STREAM), "data:[DONE]"),
        sse(": hello", *STREAM, ": keep-alive", "data: [DONE]"),
        sse("\ufeff" + STREAM[0], *STREAM[1:], "data: [DONE]"),
        sse(*STREAM, "data: [DONE]", tail="data: {broken"),
        sse(*STREAM),
        sse(*STREAM[:2], STREAM[2], end="\n\n", tail="data: [DONE]"),
        sse("event: message\nid: 1\n" + STREAM[0], *STREAM[1:], "data: [DONE]"),
        sse(STREAM[0].replace('"choices"', '\ndata: "choices"'), *STREAM[1:], "data: [DONE]"),
        sse('data: {"choices": [{"delta": null}]}', *STREAM, "data: [DONE]"),
        sse(*STREAM, USAGE, "data: [DONE]"),
    ],
)
@pytest.mark.parametrize("asked", [True, False])
def test_streams_in_all_their_spellings(serve, client_for, part, asked):
    server = serve(part)
    done = client_for(server, stream=asked).complete(ASK)
    assert (done.content, done.finish_reason, done.model) == ("{}", "stop", "served-model")
    assert server.requests[0].json.get("stream", False) is asked


def test_a_stream_that_is_not_asked_for_as_one_is_read_all_the_same(serve, client_for):
    server = serve(reply())
    assert client_for(server, stream=True).complete(ASK).content == CONTENT


def test_the_usage_of_a_stream(serve, client_for):
    server = serve(sse(*STREAM, USAGE, "data: [DONE]"))
    usage = client_for(server, stream=True).complete(ASK).usage
    assert usage is not None
    assert (usage.prompt_tokens, usage.completion_tokens) == (7, 3)
    assert server.requests[0].json["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("events", [STREAM[:2], (), (*STREAM[:1], "data: {broken")])
def test_a_stream_that_breaks_off_is_asked_again(serve, client_for, waits, events):
    server = serve(sse(*events), reply())
    assert client_for(server, stream=True).complete(ASK).content == CONTENT
    assert waits.slept == [0.5]


def test_an_error_in_the_middle_of_a_stream(serve, client_for):
    server = serve(sse(STREAM[0], 'data: {"error": {"message": "out of memory", "code": 500}}'), reply())
    assert client_for(server, stream=True).complete(ASK).content == CONTENT
    assert len(server.requests) == 2


def test_a_stream_that_gave_up_is_asked_again_though_it_says_that_it_is_over(serve, client_for):
    gave_up = sse(STREAM[0], f"data: {delta(finish_reason='insufficient_system_resource')}", "data: [DONE]")
    server = serve(gave_up, reply())
    assert client_for(server, stream=True).complete(ASK).content == CONTENT


def test_a_stream_is_over_when_it_says_so(serve, client_for):
    events = "".join(f"{event}\n\n" for event in (*STREAM, "data: [DONE]")).encode()
    server = serve(dripped(events, b": still here\n\n", every=0.05), reply())
    client = client_for(server, real_time=True, stream=True)
    began = time.monotonic()
    assert client.complete(ASK).content == "{}"
    assert time.monotonic() - began < 3
    assert client.complete(ASK).content == CONTENT


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (completion(None), ("", "stop", None)),
        (completion(""), ("", "stop", None)),
        (completion("   \n"), ("   \n", "stop", None)),
        (completion("12", "length"), ("12", "length", None)),
        (completion("12", "max_tokens"), ("12", "length", None)),
        (completion("12", "MAX_TOKENS"), ("12", "length", None)),
        (completion("12", "end_turn"), ("12", "stop", None)),
        (completion("12", None), ("12", "", None)),
        (completion("", "content_filter"), ("", "content_filter", None)),
        (completion("1", "never_heard_of"), ("1", "never_heard_of", None)),
        (completion([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]), ("ab", "stop", None)),
        (completion(["a", {"type": "image"}, 7, "b"]), ("ab", "stop", None)),
        (completion([{"type": "refusal", "refusal": "No."}]), ("", "stop", "No.")),
        (completion(None, refusal="I can't help."), ("", "stop", "I can't help.")),
        (completion(None, "tool_calls", tool_calls=[{"id": "1"}]), ("", "tool_calls", None)),
        (completion(None, "stop", tool_calls=[{"id": "1"}]), ("", "tool_calls", None)),
        (completion("", "stop", function_call={"name": "x"}), ("", "tool_calls", None)),
        (completion("12", reasoning_content="thinking"), ("12", "stop", None)),
        (completion("", "length", reasoning_content="thinking"), ("", "length", None)),
        (completion("a\ud800b"), ("a?b", "stop", None)),
    ],
)
def test_odd_completions_have_typed_outcomes(serve, client_for, payload, expected):
    server = serve(reply(payload))
    done = client_for(server).complete(ASK)
    assert (done.content, done.finish_reason, done.refusal) == expected
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "usage",
    [None, {}, 7, {"prompt_tokens": "many", "completion_tokens": 1}, {"prompt_tokens": -1, "completion_tokens": 2}],
)
def test_usage_that_makes_no_sense_is_unknown(serve, client_for, usage):
    server = serve(reply({**completion(), "usage": usage}))
    done = client_for(server, price={"input": "1", "output": "1"}).complete(ASK)
    assert (done.usage, done.cost) == (None, None)


def test_the_model_is_named_by_the_endpoint_or_as_asked(serve, client_for):
    server = serve(reply(), reply({**completion(), "model": ""}))
    client = client_for(server)
    assert [client.complete(ASK).model for _ in range(2)] == ["served-model", "m"]


def test_connections_are_used_again(serve, client_for):
    server = serve(reply())
    client = client_for(server)
    for _ in range(5):
        client.complete(ASK)
    assert (len(server.requests), server.connections) == (5, 1)


def test_a_connection_that_went_stale_is_no_failure(serve, client_for):
    def last(line):
        reply()(line)
        return False

    server = serve(last, last, reply())
    client = client_for(server)
    for _ in range(3):
        assert client.complete(ASK).content == CONTENT
        time.sleep(0.05)
    assert server.connections == 3


def test_nothing_is_opened_before_the_first_request(serve, client_for):
    server = serve(reply())
    client_for(server)
    assert server.connections == 0


def test_an_answer_before_the_request_was_read_is_heard(serve, client_for):
    def early(line):
        line.send(head(413) + b"Content-Length: 0\r\nConnection: close\r\n\r\n")
        return False

    server = serve(early)
    with pytest.raises(EndpointError) as caught:
        client_for(server).complete(ASK)
    assert caught.value.status == 413
