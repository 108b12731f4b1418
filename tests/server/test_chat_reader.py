"""Our own chat reader at our own endpoint: through all of it comes the document that the embedded reader gives."""

from __future__ import annotations

import pytest
from conftest import sample
from serving import KEY

from invoice_ocr import extract
from invoice_ocr.readers.chat.reader import ChatReader


def asked(server, way):
    return ChatReader(way, base_url=f"{server.url}/v1", api_key=KEY, model="any-ocr")


@pytest.mark.parametrize(("slug", "kind"), [("us-cafe-tip", "receipt"), ("ch-rechnung-mwst", "invoice")])
def test_the_model_gives_the_same_document(ocr_server, slug, kind):
    here, there = extract(sample(slug)), extract(sample(slug), reader=asked(ocr_server, "chat"))
    assert there.document == here.document
    assert (there.kind, there.decision) == (kind, here.decision)
    assert there.reading.model == "any-ocr"
    assert there.reading.usage["completion_tokens"] > 100


@pytest.mark.slow
@pytest.mark.parametrize("way", ["chat", "chat-transcribe", "chat-hint"])
@pytest.mark.parametrize("slug", ["my-hardware-gst", "nl-kassabon", "uk-pub-sideways", "us-grill-handwritten"])
def test_whichever_way_it_is_asked(ocr_server, slug, way):
    here, there = extract(sample(slug)), extract(sample(slug), reader=asked(ocr_server, way))
    assert there.document == here.document
