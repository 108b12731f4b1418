"""OpenAI's own client, in all the ways it asks; the reader is scripted, everything else is real."""

from __future__ import annotations

import asyncio
import json

import openai
import pytest
from pydantic import BaseModel
from scripted_server import LINES, SECRET
from sent_requests import asking, data_uri, picture
from serving import KEY, OTHER_KEY

from invoice_ocr.server.answers.texts import PAGE_BREAK

PAGE = data_uri(picture(50))
TEXT = "\n".join(LINES[:3]) + "\n\n" + "\n".join(LINES[3:])


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(api_key=KEY, base_url=f"{server.url}/v1", max_retries=0) as client:
        yield client


def content_of(completion):
    return completion.choices[0].message.content


def test_the_client_gets_a_transcription(client):
    completion = client.chat.completions.create(**asking(PAGE))
    assert content_of(completion) == TEXT
    assert (completion.usage.prompt_tokens, completion.usage.completion_tokens) == (1010, -(-len(TEXT) // 4))


def test_the_async_client_gets_the_same(server, client):
    async def ask():
        async with openai.AsyncOpenAI(api_key=OTHER_KEY, base_url=f"{server.url}/v1", max_retries=0) as other:
            return await other.chat.completions.create(**asking(PAGE))

    here, there = client.chat.completions.create(**asking(PAGE)), asyncio.run(ask())
    assert there.choices == here.choices
    assert there.usage == here.usage


def test_a_stream_gives_the_same_in_pieces(client):
    whole = client.chat.completions.create(**asking(PAGE))
    asked = asking(PAGE, stream=True, stream_options={"include_usage": True})
    with client.chat.completions.create(**asked) as stream:
        chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content for chunk in chunks) == content_of(whole)
    assert len(chunks) > 3
    assert [chunk.choices[0].finish_reason for chunk in chunks[-2:]] == [None, "stop"]
    assert chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_async_client_streams(server):
    async def ask():
        async with openai.AsyncOpenAI(api_key=KEY, base_url=f"{server.url}/v1", max_retries=0) as other:
            stream = await other.chat.completions.create(**asking(PAGE, stream=True))
            return [chunk.choices[0].delta.content async for chunk in stream]

    assert "".join(asyncio.run(ask())) == TEXT


def test_several_images_are_pages(client):
    completion = client.chat.completions.create(**asking(PAGE, data_uri(picture(51))))
    assert content_of(completion).count(PAGE_BREAK) == 1
    assert completion.usage.prompt_tokens == 2010


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WebP", "GIF"])
def test_every_format_of_the_api_is_read_whatever_its_label(client, form):
    page = data_uri(picture(80, 40, form), "application/octet-stream")
    assert content_of(client.chat.completions.create(**asking(page))) == TEXT


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
def test_the_limit_cuts_by_the_rule(client, limit):
    completion = client.chat.completions.create(**asking(PAGE, **{limit: 2}))
    assert (content_of(completion), completion.choices[0].finish_reason) == ("Strictly"[:8], "length")
    assert completion.usage.completion_tokens == 2


def test_a_stop_text_ends_the_answer(client):
    completion = client.chat.completions.create(**asking(PAGE, stop=["Bread", "no."]))
    assert content_of(completion) == f"{SECRET}\nReceipt "
    assert completion.choices[0].finish_reason == "stop"


def test_what_clients_send_along_is_let_pass(client):
    completion = client.chat.completions.create(
        **asking(PAGE, temperature=0, top_p=0.1, seed=1, presence_penalty=0.5, user="somebody", n=1),
        extra_body={"vllm_xargs": {"ngram_size": 30}, "thinking": {"type": "disabled"}},
    )
    assert completion.choices[0].finish_reason == "stop"


def test_models_are_listed_and_any_name_is_one(client):
    assert [model.id for model in client.models.list()] == ["invoice-ocr"]
    assert client.models.retrieve("deepseek-ocr").id == "deepseek-ocr"


class Demanding(BaseModel):
    total: float
    due_date: str


def test_what_is_not_printed_is_not_invented_for_a_schema(client):
    with pytest.raises(openai.UnprocessableEntityError, match="requires: due_date"):
        client.chat.completions.parse(**asking(PAGE), response_format=Demanding)


def test_the_kind_of_document_is_taken_from_the_prompt(client):
    asked = asking(PAGE, text="This invoice as JSON, please.")
    assert "tendered" not in json.loads(content_of(client.chat.completions.create(**asked)))


def test_without_a_key_of_ours_there_is_nothing(server):
    with (
        openai.OpenAI(api_key="wrong", base_url=f"{server.url}/v1", max_retries=0) as stranger,
        pytest.raises(openai.AuthenticationError, match="api key is invalid"),
    ):
        stranger.chat.completions.create(**asking(PAGE))


def test_errors_are_those_of_the_client(client):
    with pytest.raises(openai.BadRequestError) as raised:
        client.chat.completions.create(**asking("data:image/png;base64,AAAA"))
    assert raised.value.type == "invalid_request_error"
    assert "unsupported image" in raised.value.message
