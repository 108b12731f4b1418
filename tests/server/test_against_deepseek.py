"""Bodies and errors beside those that DeepSeek's own package renders for the same request."""

from __future__ import annotations

import json

import pytest
from scripted_server import LINES
from sent_requests import CHAT, asking, data_uri, picture

recipe = pytest.importorskip("deepseek_recipe", reason="there are no wheels for this system")

MODEL = "DeepSeek-V4.1-Flash"
MESSAGES = [{"role": "user", "content": "hello"}]
PAGE = data_uri(picture(50))


def body(**changes):
    return {"model": MODEL, "messages": MESSAGES, **changes}


def content(*parts):
    return body(messages=[{"role": "user", "content": list(parts)}])


def image(url):
    return content({"type": "image_url", "image_url": {"url": url}})


def without(name):
    return {key: value for key, value in body().items() if key != name}


BODIES = {
    "nothing": {},
    "no model": without("model"),
    "no messages": without("messages"),
    "model is no string": body(model=5),
    "messages are no list": body(messages="x"),
    "empty messages": body(messages=[]),
    "unknown role": body(messages=[{"role": "zz", "content": "a"}]),
    "content is a number": body(messages=[{"role": "user", "content": 5}]),
    "no content": body(messages=[{"role": "user"}]),
    "unknown part": content({"type": "zzz"}),
    "image_url is a string": content({"type": "image_url", "image_url": "x"}),
    "max_tokens is 0": body(max_tokens=0),
    "max_tokens is too much": body(max_tokens=393_217),
    "max_tokens is a string": body(max_tokens="a"),
    "temperature is 3": body(temperature=3),
    "temperature is negative": body(temperature=-0.1),
    "two answers": body(n=2),
    "too many stops": body(stop=["a"] * 20),
    "stream is a string": body(stream="x"),
    "stream options without a stream": body(stream_options={"include_usage": True}),
    "json without the word": body(response_format={"type": "json_object"}),
    "no schema": body(response_format={"type": "json_schema"}),
    "unknown format": body(response_format={"type": "zz"}),
    "a path": image("file:///etc/passwd"),
    "an unknown scheme": image("ftp://example.com/a.png"),
    "no scheme": image(""),
    "no base64": image("data:image/png;base64,@@"),
    "not in base64": image("data:,"),
    "no image": image(data_uri(b"hello")),
    "another format": image(data_uri(picture(30, 20, "BMP"))),
    "cut": image(data_uri(picture(300, 200)[:45])),
    "empty": image("data:image/png;base64,"),
}

OWN_WORDS = {
    "unknown part": "names the parts that it takes",
    "unknown role": "takes OpenAI's role `developer` too",
    "unknown format": "names the formats that it takes",
    "cut": "says what the decoder says",
    "image_url is a string": "has no structs",
}
"""Where our message differs, and why."""


def rendered(request):
    """Status and body of the error that the package would answer with."""
    try:
        converted = recipe.ChatCompletionRequest(request).convert(recipe.ConversionOptions())
        sources = recipe.DeepseekV41Encoding().render_conversation(converted.conversation).image_sources
        resolver = recipe.ImageResolver(recipe.ReqwestImageFetcher(), recipe.OpenCvImagePreprocessor())
        resolver.resolve(sources, recipe.ImageQuota())
    except recipe.ConversionError as error:
        return error.status_code, json.loads(error.body)
    except (ValueError, recipe.ImageError) as error:
        kind = "invalid_request_error"
        return 400, {"error": {"message": str(error), "type": kind, "param": None, "code": kind}}
    raise AssertionError("the package takes this request")


@pytest.mark.parametrize("case", BODIES)
def test_errors_are_those_of_deepseek(server, case):
    status, expected = rendered(BODIES[case])
    answer = server.client.post(CHAT, json=BODIES[case])
    given = answer.json()
    assert answer.status_code == status
    if case in OWN_WORDS:
        assert given["error"].pop("message") != expected["error"].pop("message")
    assert given == expected


@pytest.mark.parametrize("text", [b"{", b"[]", b"", b"\xff", b"null", b'{"model": '])
def test_what_is_no_json_object_is_refused_alike(server, text):
    with pytest.raises(ValueError, match="invalid") as raised:
        recipe.ChatCompletionRequest(text)
    answer = server.client.post(CHAT, content=text)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(str(raised.value)[:15])
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


def spoken(request, text):
    """The chunks with which the package says a text, and the whole that they make."""
    converted = recipe.ChatCompletionRequest(request).convert(recipe.ConversionOptions())
    generator = recipe.ChatCompletionRequest.chunk_generator(converted, "ID", MODEL)
    processor = recipe.StreamProcessor(generator, converted.parsing_options)
    whole = recipe.ChatCompletionResponse("ID", MODEL, 0, 0, 0)
    usage = recipe.PromptUsage(prompt_tokens=10)
    steps = [recipe.InferenceChunk.ready(prompt_usage=usage), recipe.InferenceChunk.text(text, 5)]
    steps.append(recipe.InferenceChunk.finish(recipe.InferenceFinishReason.Stop))
    chunks = []
    for chunk in [given for step in steps for given in processor.push(step)]:
        chunks.append(json.loads(chunk.to_json()))
        whole.accumulate(chunk)
    return chunks, json.loads(whole.to_json())


VARYING = {"id", "created", "content", "prompt_tokens", "completion_tokens", "total_tokens", "prompt_cache_miss_tokens"}
"""Fields whose values depend on the text and the moment."""


def shape(value, name=""):
    """The value with its fields' types where the values are their own."""
    if isinstance(value, dict):
        return {key: shape(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return type(value).__name__ if name in VARYING else value


def test_an_answer_has_the_fields_of_deepseek(server):
    request = asking(PAGE, model=MODEL, thinking={"type": "disabled"})
    _, expected = spoken({**request, "messages": MESSAGES}, "hello")
    answer = server.client.post(CHAT, json=request)
    assert shape(answer.json()) == shape(expected)
    assert LINES[-1] in answer.json()["choices"][0]["message"]["content"]


@pytest.mark.parametrize("options", [None, {"include_usage": True}, {"include_usage": False}])
def test_chunks_have_the_fields_of_deepseek(server, options):
    request = asking(PAGE, model=MODEL, thinking={"type": "disabled"}, stream=True)
    if options:
        request["stream_options"] = options
    expected, _ = spoken({**request, "messages": MESSAGES}, "hello")
    events = server.client.post(CHAT, json=request).text.split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(event.removeprefix("data: ")) for event in events[:-2]]
    kinds = {json.dumps(shape(chunk), sort_keys=True) for chunk in chunks}
    assert kinds == {json.dumps(shape(chunk), sort_keys=True) for chunk in expected}
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks if chunk.get("usage")] == ["stop"]
