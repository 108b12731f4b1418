from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.errors import EndpointError, UsageError
from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.endpoint.profiles import Profile
from invoice_ocr.readers.endpoint.settings import Settings
from invoice_ocr.readers.endpoint.wire import (
    encode_body,
    fingerprint,
    prompt_tokens_at_most,
    reply_tokens_at_most,
)

PNG = Picture("image/png", b"\x89PNG 1")
JPEG = Picture("image/jpeg", b"\xff\xd8 2")
HERE = Settings("http://127.0.0.1/v1", "m")


def body_of(ask, settings):
    return json.loads(encode_body(ask, settings))


def with_profile(**fields):
    return replace(HERE, profile=Profile(**fields))


def test_text_comes_first_or_pictures_do():
    ask = Ask("words", (PNG, JPEG))
    kinds = [
        [part["type"] for part in body_of(ask, with_profile(image_first=first))["messages"][0]["content"]]
        for first in (False, True)
    ]
    assert kinds == [["text", "image_url", "image_url"], ["image_url", "image_url", "text"]]


def test_pictures_are_sent_as_they_are():
    (_, part) = body_of(Ask("words", (JPEG,)), HERE)["messages"][0]["content"]
    assert part["image_url"] == {
        "url": "data:image/jpeg;base64," + base64.b64encode(JPEG.data).decode(),
        "detail": "high",
    }


def test_a_repair_goes_on_with_the_conversation():
    ask = Ask("words", (PNG,), earlier=(("assistant", "{"), ("user", "The reply broke off.")))
    messages = body_of(ask, HERE)["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert messages[1:] == [{"role": "assistant", "content": "{"}, {"role": "user", "content": "The reply broke off."}]


def test_variations_change_the_temperature_until_there_are_no_more():
    settings = with_profile(temperatures=(0.0, 0.2, 0.6))
    sent = [body_of(Ask("x", variation=number), settings)["temperature"] for number in range(5)]
    assert sent == [0.0, 0.2, 0.6, 0.6, 0.6]


def test_a_family_without_temperatures_gets_none():
    assert "temperature" not in body_of(Ask("x", variation=1), with_profile(temperatures=()))


@pytest.mark.parametrize(
    ("mode", "strict", "sent"),
    [
        ("none", False, None),
        ("json_object", False, {"type": "json_object"}),
        ("json_schema", False, {"type": "json_schema", "json_schema": {"name": "reply", "schema": {"type": "object"}}}),
        (
            "json_schema",
            True,
            {"type": "json_schema", "json_schema": {"name": "reply", "schema": {"type": "object"}, "strict": True}},
        ),
    ],
)
def test_the_shape_of_a_reply_is_asked_for_as_the_family_can(mode, strict, sent):
    settings = with_profile(json_mode=mode, strict_schema=strict)
    assert body_of(Ask("x", json_schema={"type": "object"}), settings).get("response_format") == sent
    assert "response_format" not in body_of(Ask("x"), settings)


def test_usage_in_a_stream_is_asked_for_where_that_is_known():
    streams = [body_of(Ask("x"), replace(with_profile(stream_usage=known), stream=True)) for known in (True, False)]
    assert [body.get("stream_options") for body in streams] == [{"include_usage": True}, None]
    assert [body["stream"] for body in streams] == [True, True]


def test_the_limit_of_an_ask_goes_before_the_familys():
    settings = with_profile(max_tokens=100)
    assert [reply_tokens_at_most(ask, settings) for ask in (Ask("x"), Ask("x", max_tokens=7))] == [100, 7]
    assert body_of(Ask("x", max_tokens=7), settings)["max_tokens"] == 7


@pytest.mark.parametrize(
    ("ask", "fields", "said"),
    [
        (Ask("x", (PNG,)), {"images": 0}, "reads no pictures"),
        (Ask("x", (PNG, PNG)), {"images": 1}, "takes 1 pictures"),
        (Ask("x", (Picture("image/tiff", b"II"),)), {}, "image/tiff"),
        (Ask("x", (Picture("image/png"),)), {}, "empty"),
        (Ask("x", (Picture("image/png", url="https://a.test/1.png"),)), {"urls": False}, "does not fetch"),
        (Ask("x", (Picture("image/png", url="file:///etc/passwd"),)), {}, "does not fetch"),
        (Ask("x"), {"extra_body": {"messages": []}}, "may not hold messages"),
        (Ask("x"), {"extra_body": {"max_tokens": 9, "stream": True}}, "may not hold max_tokens, stream"),
        (Ask("x", (Picture("image/png", bytes(3 << 20)),)), {"request_bytes": 2 << 20}, "takes 2 MiB"),
    ],
)
def test_what_the_endpoint_cannot_take_is_not_sent(ask, fields, said):
    with pytest.raises((EndpointError, UsageError), match=said) as caught:
        encode_body(ask, with_profile(**fields))
    assert caught.value.remedy


def test_one_document_too_large_is_no_wrong_use():
    with pytest.raises(EndpointError) as caught:
        encode_body(Ask("x", (PNG, PNG)), with_profile(images=1))
    assert not caught.value.stops_batch


def test_a_picture_may_be_a_url_where_the_endpoint_fetches_it():
    ask = Ask("x", (Picture("image/png", url='https://a.test/1.png?a="b"'),))
    (_, part) = body_of(ask, HERE)["messages"][0]["content"]
    assert part["image_url"]["url"] == 'https://a.test/1.png?a="b"'


pictures = st.builds(Picture, st.sampled_from(["image/png", "image/webp"]), st.binary(min_size=1, max_size=40))
texts = st.text(st.characters(exclude_categories=["Cs"]))
asks = st.builds(
    Ask,
    texts,
    st.lists(pictures, max_size=4).map(tuple),
    texts,
    st.none() | st.just({"type": "object"}),
    st.lists(st.tuples(st.sampled_from(["assistant", "user"]), texts), max_size=2).map(tuple),
    st.none() | st.integers(1, 9),
    st.integers(0, 2),
)


@given(asks)
def test_texts_and_pictures_arrive_as_they_are(ask):
    first, *others = body_of(ask, HERE)["messages"]
    text, *images = sorted(first["content"], key=lambda part: part["type"] != "text")
    assert (text["text"], [(m["role"], m["content"]) for m in others]) == (ask.prompt, list(ask.earlier))
    urls = [image["image_url"]["url"].partition(";base64,") for image in images]
    sent = [Picture(kind.removeprefix("data:"), base64.b64decode(data)) for kind, _, data in urls]
    assert tuple(sent) == ask.pictures


@given(asks)
def test_no_request_has_more_tokens_than_its_text_has_bytes(ask):
    texts_only = len(ask.prompt.encode()) + sum(len(text.encode()) for _, text in ask.earlier)
    assert prompt_tokens_at_most(ask, HERE) >= texts_only + len(ask.pictures) * HERE.profile.image_tokens


def test_half_characters_do_not_break_a_request():
    assert json.loads(encode_body(Ask("a\ud800b"), HERE))["messages"][0]["content"][0]["text"] == "a?b"
    assert fingerprint(Ask("a\ud800b"), HERE)
    assert prompt_tokens_at_most(Ask("a\ud800b"), HERE)


BASE = Ask("words", (PNG,), "prompt-1", {"type": "object"}, (("user", "again"),), 100, 0)


@pytest.mark.parametrize(
    ("ask", "settings"),
    [
        (replace(BASE, prompt="other words"), HERE),
        (replace(BASE, pictures=(JPEG,)), HERE),
        (replace(BASE, pictures=(Picture("image/webp", PNG.data),)), HERE),
        (replace(BASE, pictures=(PNG, PNG)), HERE),
        (replace(BASE, pictures=(Picture("image/png", url="https://a.test/1.png"),)), HERE),
        (replace(BASE, prompt_version="prompt-2"), HERE),
        (replace(BASE, earlier=()), HERE),
        (replace(BASE, max_tokens=101), HERE),
        (replace(BASE, variation=1), HERE),
        (replace(BASE, variation=1), with_profile(temperatures=())),
        (BASE, replace(HERE, model="other")),
        (BASE, replace(HERE, base_url="http://127.0.0.1/v2")),
        (BASE, with_profile(extra_body={"top_p": 0.5})),
        (BASE, with_profile(json_mode="json_object")),
    ],
)
def test_whatever_the_reply_depends_on_changes_the_fingerprint(ask, settings):
    assert fingerprint(ask, settings) != fingerprint(BASE, HERE)


def test_how_the_reply_is_fetched_does_not_change_the_fingerprint():
    limits = replace(HERE.limits, attempts=1)
    assert fingerprint(BASE, replace(HERE, stream=True, limits=limits)) == fingerprint(BASE, HERE)
