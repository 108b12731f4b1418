"""The provider's own reading of requests and making of answers (deepseek-recipe), as the other end of the line."""

from __future__ import annotations

import io
import json
import sys
from importlib import import_module

import pytest
from fault_server import answer
from PIL import Image

from invoice_ocr.errors import EndpointError
from invoice_ocr.model.reading import Usage
from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.endpoint.configuration import load_settings
from invoice_ocr.readers.endpoint.wire import MEDIA_TYPES, encode_body, prompt_tokens_at_most

if sys.platform == "linux":
    recipe = import_module("deepseek_recipe")
else:
    recipe = pytest.importorskip("deepseek_recipe")

OPTIONS = recipe.ConversionOptions().with_model_alias("deepseek-flash", recipe.ModelVersion.DeepseekV41Flash)
CAPITALS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}


def drawn(media_type="image/png", size=(1092, 1540)):
    data = io.BytesIO()
    Image.new("RGB", size, "white").save(data, CAPITALS[media_type])
    return Picture(media_type, data.getvalue())


ASK = Ask("Give JSON: what is printed here?", (drawn(),), json_schema={"type": "object"})


def settings(**given):
    return load_settings(profile="deepseek", base_url="http://127.0.0.1", **given)


def converted(ask, **given):
    request = recipe.ChatCompletionRequest(encode_body(ask, settings(**given)))
    return request.convert(OPTIONS)


class Oracle:
    """A part of the server: reads the request as the provider does, and answers with ``pieces``."""

    def __init__(self, pieces, finish=recipe.InferenceFinishReason.Stop):
        self.pieces, self.finish = pieces, finish

    def __call__(self, line):
        try:
            request = recipe.ChatCompletionRequest(line.request.body)
            conversation = request.convert(OPTIONS)
        except recipe.ConversionError as error:
            return answer(error.body.encode(), error.status_code)(line)
        except ValueError as error:
            return answer(json.dumps({"error": {"message": str(error)}}).encode(), 400)(line)
        chunks = self.chunks(conversation)
        if conversation.stream:
            frames = [f": keep-alive\n\ndata: {chunk.to_json()}\n\n" for chunk in chunks]
            frames.append(f"data: {recipe.ChatCompletionResponse.sse_done_data()}\n\n")
            return answer("".join(frames).encode(), content_type="text/event-stream")(line)
        whole = recipe.ChatCompletionResponse("id", "deepseek-flash", 1700000000, 0, 0)
        for chunk in chunks:
            whole.accumulate(chunk)
        return answer(b"\n\n" + whole.to_json().encode())(line)

    def chunks(self, conversation):
        generator = recipe.ChatCompletionRequest.chunk_generator(conversation, "id", "deepseek-flash")
        processor = recipe.StreamProcessor(generator, conversation.parsing_options)
        usage = recipe.PromptUsage(prompt_tokens=1200, prompt_cache_hit_tokens=200)
        made = processor.push(recipe.InferenceChunk.ready(prompt_usage=usage))
        for piece in self.pieces:
            made += processor.push(recipe.InferenceChunk.text(piece, 1))
        return made + processor.push(recipe.InferenceChunk.finish(self.finish)) + processor.finish()


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_our_requests_are_what_the_provider_reads(media_type):
    ask = Ask("Give JSON: what is printed here?", (drawn(media_type),), json_schema={"type": "object"})
    read = converted(ask)
    options = read.inference_options
    assert (options.temperature, options.max_tokens, read.stream) == (0.0, 8000, False)
    assert read.conversation.thinking_mode is False
    assert options.output_constraint.kind == "json"
    (message,) = read.conversation.messages
    assert "Give JSON" in message.content
    (source,) = message.image_sources
    assert (source.kind, source.detail) == ("data_url", "high")


def test_a_repair_and_a_variation_are_read_too():
    ask = Ask("JSON?", (drawn(),), earlier=(("assistant", "{"), ("user", "It broke off.")), variation=1, max_tokens=77)
    read = converted(ask, stream=True)
    assert [message.role for message in read.conversation.messages] == ["user", "assistant", "user"]
    assert read.inference_options.temperature == pytest.approx(0.2)
    assert (read.inference_options.max_tokens, read.stream) == (77, True)


@pytest.mark.parametrize("size", [(1092, 1540), (2480, 3508), (300, 400), (600, 3000)])
def test_pictures_cost_no_more_tokens_than_the_profile_says(size):
    ask = Ask("JSON?", (drawn(size=size),))
    read = converted(ask)
    rendered = recipe.DeepseekV41Encoding().render_conversation(read.conversation)
    resolver = recipe.ImageResolver(recipe.ReqwestImageFetcher(), recipe.OpenCvImagePreprocessor())
    images = resolver.resolve(rendered.image_sources, recipe.ImageQuota())
    assert images.image_token_adjustment() + 1 <= settings().profile.image_tokens
    assert prompt_tokens_at_most(ask, settings()) > images.image_token_adjustment()


@pytest.mark.parametrize("stream", [True, False])
def test_answers_that_the_provider_makes_are_understood(serve, client_for, stream):
    server = serve(Oracle(('{"total"', ': "12,50"', "}")))
    done = client_for(server, profile="deepseek", model="deepseek-flash", stream=stream).complete(ASK)
    assert (done.content, done.finish_reason, done.model) == ('{"total": "12,50"}', "stop", "deepseek-flash")
    if not stream:  # accumulating a whole answer starts from the counts given to it
        return
    assert done.usage == Usage(1200, 3, 200)


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("oracle", "content", "reason"),
    [
        (Oracle(("sorry I cannot",)), "", "stop"),
        (Oracle(('{"total": "12',), recipe.InferenceFinishReason.Length), '{"total": "12', "length"),
        (Oracle(("{}",), recipe.InferenceFinishReason.ContentFilter), "{}", "content_filter"),
        (Oracle(()), "", "stop"),
    ],
)
def test_odd_answers_of_the_provider(serve, client_for, stream, oracle, content, reason):
    server = serve(oracle)
    done = client_for(server, profile="deepseek", model="deepseek-flash", stream=stream).complete(ASK)
    assert (done.content.strip(), done.finish_reason) == (content, reason)


@pytest.mark.parametrize("stream", [True, False])
def test_thoughts_are_no_content(serve, client_for, stream):
    server = serve(Oracle(("let me think", "</think>", "The total is 12.50."), recipe.InferenceFinishReason.Stop))
    client = client_for(
        server,
        profile="deepseek",
        model="deepseek-flash",
        stream=stream,
        overrides={"thinking_off": {}, "json_mode": "none"},
    )
    assert client.complete(ASK).content == "The total is 12.50."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"overrides": {"temperatures": [5]}}, "Invalid temperature value"),
        ({"overrides": {"max_tokens": 400_000}}, "Invalid max_tokens value"),
        ({"model": "deepseek-sand"}, "deepseek-sand"),
        ({"overrides": {"extra_body": {"n": 2}}}, "Invalid n value"),
        ({"overrides": {"extra_body": {"stop": ["x"] * 20}}}, "Stop string array too long"),
        ({"overrides": {"extra_body": {"top_p": "x"}}}, "invalid"),
    ],
)
def test_errors_that_the_provider_makes_are_understood(serve, client_for, given, said):
    server = serve(Oracle(("{}",)))
    with pytest.raises(EndpointError, match=said) as caught:
        client_for(server, **{"profile": "deepseek", "model": "deepseek-flash", **given}).complete(ASK)
    assert caught.value.status == 400
    assert len(server.requests) == 1


def test_the_word_json_is_missed_in_the_prompt(serve, client_for):
    server = serve(Oracle(("{}",)))
    with pytest.raises(EndpointError, match="word 'json'") as caught:
        client_for(server, profile="deepseek", model="deepseek-flash").complete(Ask("What is it?", json_schema={}))
    assert "JSON_MODE" in caught.value.remedy
