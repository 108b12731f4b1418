"""Laws of reading an answer: any bytes give a completion or a `ReplyError`, in time that grows with their length."""

from __future__ import annotations

import json
import time

import pytest
from fault_server import completion
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.errors import ReplyError
from invoice_ocr.readers.endpoint.ask import Completion
from invoice_ocr.readers.endpoint.completion import completion_in, read_payload
from invoice_ocr.readers.endpoint.events import event_data

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
messages = st.fixed_dictionaries(
    {}, optional={"content": values, "refusal": values, "tool_calls": values, "reasoning_content": values}
)
choices = st.fixed_dictionaries(
    {}, optional={"message": messages | values, "delta": messages | values, "finish_reason": values}
)
payloads = st.fixed_dictionaries(
    {},
    optional={
        "choices": st.lists(choices | values, max_size=2) | values,
        "usage": values,
        "model": values,
        "error": values,
    },
)


def is_completion_or_reply_error(body: bytes, content_type: str) -> None:
    try:
        done = completion_in(read_payload(body, content_type), "m")
    except ReplyError as raised:
        assert (raised.reason in {"cut", "unreadable"}) and raised.message  # noqa: PT017, PT018 - either outcome is right
    else:
        assert isinstance(done, Completion)
        assert isinstance(done.content, str)
        done.content.encode()
        assert isinstance(done.finish_reason, str)


@given(st.binary(), st.sampled_from(["", "application/json", "text/event-stream", "text/html"]))
def test_any_bytes(body, content_type):
    is_completion_or_reply_error(body, content_type)


@given(payloads)
def test_any_json(payload):
    is_completion_or_reply_error(json.dumps(payload).encode(), "application/json")


@given(st.lists(payloads, max_size=3), st.booleans())
def test_any_stream(chunks, done):
    text = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + ("data: [DONE]\n\n" if done else "")
    is_completion_or_reply_error(text.encode(), "text/event-stream")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 5), st.sampled_from(["\n", "\r", "\r\n"]))
def test_a_stream_says_what_the_whole_would(content, length, newline):
    pieces = [content[start : start + length] for start in range(0, len(content), length)]
    events = [json.dumps({"choices": [{"delta": {"content": piece}}]}) for piece in pieces]
    events += ['{"choices": [{"delta": {}, "finish_reason": "stop"}]}', "[DONE]"]
    stream = "".join(f": ping{newline}{newline}data: {event}{newline}{newline}" for event in events)
    assert completion_in(read_payload(stream.encode(), "text/event-stream"), "m") == Completion(
        content, "stop", None, "m"
    )


@given(st.text())
def test_any_text_has_events(text):
    for data in event_data(text):
        assert isinstance(data, str)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: (json.dumps(completion("x" * n)), "application/json"),
        lambda n: ("\n" * n + json.dumps(completion()), "application/json"),
        lambda n: (
            "".join(f"data: {json.dumps({'choices': [{'delta': {'content': 'x'}}]})}\n\n" for _ in range(n // 60)),
            "text/event-stream",
        ),
        lambda n: (": keep-alive\n" * (n // 13), "text/event-stream"),
        lambda n: ("data: x\n" * (n // 8), "text/event-stream"),
        lambda n: ("\r" * n, "text/event-stream"),
        lambda n: ("[" * n, "application/json"),
        lambda n: ('{"a":' * (n // 5), "application/json"),
    ],
)
def test_eight_megabytes_take_no_longer_than_eight_times_one(make):
    seconds = []
    for size in (1 << 20, 8 << 20):
        text, content_type = make(size)
        body = text.encode()
        began = time.perf_counter()
        is_completion_or_reply_error(body, content_type)
        seconds.append(time.perf_counter() - began)
    assert seconds[1] < 40 * seconds[0] + 0.5
