"""Second looks: what is cut out of the page, what is asked, and what is taken from the reply."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
import pytest
from chat_documents import EXAMPLE, INVOICE, document_of
from fault_server import completion, error, reply
from PIL import Image

from invoice_ocr.errors import EndpointError
from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.geometry import Box
from invoice_ocr.readers.auto import AutoReader
from invoice_ocr.readers.chat.parts import MOST, in_words
from invoice_ocr.readers.chat.reader import ChatReader


def says(content, finish="stop", **more):
    return reply(completion(content, finish, **more))


def box_of(document, text, page=0):
    words = AutoReader().read(document).pages[page].words
    return next(word.box for word in words if word.text == text)


def request_of(server, number=-1):
    parts = server.requests[number].json["messages"][0]["content"]
    text = next(part["text"] for part in parts if part["type"] == "text")
    (url,) = (part["image_url"]["url"] for part in parts if part["type"] == "image_url")
    return text, Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))


@pytest.fixture
def document():
    return document_of(INVOICE)


@pytest.fixture
def look(serve, client_for, document):
    """Looks again at these doubts, with replies to choose; gives the claims and the server."""

    def look_again(*doubts, replies=('{"total": "240.00"}',), way="chat", **settings):
        server = serve(*(says(text) if isinstance(text, str) else text for text in replies))
        reader = ChatReader(way, client=client_for(server, **settings))
        return reader.look_again(document, AutoReader().read(document), doubts), server

    return look_again


def test_the_place_is_enlarged_and_what_stands_there_is_claimed(look, document):
    box = box_of(document, "240.00")
    claims, server = look(Doubt("total", 0, box))
    ((path, text, page, place, source),) = [(c.path, c.text, c.page, c.box, c.source) for c in claims]
    assert (path, text, page, source) == ("total", "240.00", 0, "chat")
    assert place.left == pytest.approx(box.left / 595.28, abs=1e-3)
    prompt, picture = request_of(server)
    assert '"total": the total' in prompt
    assert "240.00" not in prompt
    assert max(picture.size) == 1540
    assert picture.width > 4 * picture.height
    assert np.asarray(picture.convert("L")).min() < 100


def test_the_part_holds_the_row_with_its_label(look, document):
    _, server = look(Doubt("total", 0, box_of(document, "240.00")))
    dark = np.asarray(request_of(server)[1].convert("L")) < 128
    columns = dark.any(axis=0).nonzero()[0]
    assert columns[-1] - columns[0] > 0.5 * dark.shape[1]


def test_a_text_without_json_is_the_only_paths_value(look, document):
    claims, _ = look(Doubt("total", 0, box_of(document, "240.00")), replies=("**240.00**",))
    assert [(claim.path, claim.text) for claim in claims] == [("total", "240.00")]


@pytest.mark.parametrize(
    "said",
    [
        '"240.00"',
        '{"value": "240.00"}',
        '{"Total": "240.00", "confidence": 1}',
        '{"total": "240.00"} {"total": "240.00"}',
    ],
)
def test_a_value_under_another_name_is_the_only_paths(look, document, said):
    claims, _ = look(Doubt("total", 0, box_of(document, "240.00")), replies=(said,))
    assert [(claim.path, claim.text) for claim in claims] == [("total", "240.00")]


def test_the_last_part_of_a_path_is_enough(look, document):
    doubt = Doubt("lines[1].unit_price", 0, box_of(document, "200.00"))
    claims, _ = look(doubt, replies=('{"unit_price": "200.00"}',))
    assert [(claim.path, claim.text) for claim in claims] == [("lines[1].unit_price", "200.00")]


def test_a_transcribing_model_gives_the_text_of_the_part(look, document):
    doubt = Doubt("total", 0, box_of(document, "240.00"))
    claims, server = look(doubt, replies=("Total GBP 240.00",), model="deepseek-ocr")
    assert request_of(server)[0] == "Free OCR."
    assert [claim.text for claim in claims] == ["Total GBP 240.00"]


def test_doubts_about_one_place_are_one_question(look, document):
    box = box_of(document, "200.00")
    said = json.dumps({"subtotal": "200.00", "lines_1_unit_price": "200.00", "other": "x"})
    claims, server = look(Doubt("subtotal", 0, box), Doubt("lines[1].unit_price", 0, box), replies=(said,))
    assert len(server.requests) == 1
    assert "the unit price of the line item" in request_of(server)[0]
    assert {claim.path: claim.text for claim in claims} == {"subtotal": "200.00", "lines[1].unit_price": "200.00"}


@pytest.mark.parametrize(
    "said",
    [
        '{"total": null}',
        '{"total": "not printed"}',
        '{"total": "illegible"}',
        "null",
        "Not readable.",
        "I can't read the amount.",
        '{"reason": "The picture is blurred"}',
        '{"page": "1"}',
        '{"total": null, "amount": "240.00"}',
        '{"total": "240.00", "total": "24.00"}',
        '{"total": "240.00"} or {"total": "24.00"}',
        '{"total": "24',
        "",
        "x" * 300,
        says("", refusal="no"),
        says('{"total": "240.00"', "length"),
        error(500, "prediction aborted, token repeat limit reached"),
    ],
)
def test_a_reply_that_says_nothing_claims_nothing(look, document, said):
    claims, _ = look(Doubt("total", 0, box_of(document, "240.00")), replies=(said,))
    assert claims == ()


def test_a_doubt_without_a_place_is_about_the_whole_page(look):
    claims, server = look(Doubt("total", 0, None))
    _, picture = request_of(server)
    assert picture.height > picture.width
    assert [claim.box for claim in claims] == [None]


def test_not_more_than_a_few_places_are_looked_at(look):
    doubts = [Doubt("total", 0, Box(10, 10 * n, 50, 10 * n + 8)) for n in range(1, MOST + 5)]
    _, server = look(*doubts)
    assert len(server.requests) == MOST


def test_a_doubt_about_a_page_that_is_not_there(look):
    claims, server = look(Doubt("total", 7, None))
    assert (claims, server.requests) == ((), [])


def test_a_model_that_sees_nothing_is_not_asked(look):
    claims, server = look(Doubt("total", 0, None), way="chat-text", overrides={"images": 0})
    assert (claims, server.requests) == ((), [])


def test_a_failing_endpoint_is_an_error(look):
    with pytest.raises(EndpointError):
        look(Doubt("total", 0, None), replies=(error(401),))


def test_places_of_a_text_that_was_laid_out_say_nothing(serve, client_for):
    server = serve(says(EXAMPLE), says('{"total": "$125.00"}'))
    reader = ChatReader("chat-transcribe", client=client_for(server))
    document = document_of(EXAMPLE)
    reading = reader.read(document)
    page = reading.pages[0]
    assert not page.placed
    (claim,) = reader.look_again(document, reading, [Doubt("total", 0, page.words[0].box)])
    assert claim.box is None
    _, picture = request_of(server)
    assert picture.height > picture.width


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("total", "the total"),
        ("issue_date", "the issue date"),
        ("lines[2].unit_price", "the unit price of the line item"),
        ("taxes[0].rate", "the rate of the tax"),
        ("seller.vat_id", "the vat id of the seller"),
        ("seller.address.text", "the address of the seller"),
    ],
)
def test_paths_in_words(path, words):
    assert in_words(path) == words
