"""Our own chat reader at our own endpoint: through all of it comes the document that the embedded reader gives."""

from __future__ import annotations

import pytest
from sent_requests import sample
from serving import KEY

from invoice_ocr import extract
from invoice_ocr.readers.chat.reader import ChatReader
from invoice_ocr.readers.endpoint.client import ChatClient
from invoice_ocr.readers.endpoint.configuration import load_settings


@pytest.fixture(scope="module")
def client(ocr_server):
    with ChatClient(load_settings(base_url=f"{ocr_server.url}/v1", api_key=KEY, model="any-ocr")) as client:
        yield client


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("ch-rechnung-mwst", "invoice"), pytest.param("us-cafe-tip", "receipt", marks=pytest.mark.slow)],
)
def test_the_model_gives_the_same_document(client, slug, kind):
    here, there = extract(sample(slug)), extract(sample(slug), reader=ChatReader("chat", client=client))
    assert there.document == here.document
    assert (there.kind, there.decision) == (kind, here.decision)
    assert there.reading.model == "any-ocr"
    assert there.reading.usage["completion_tokens"] > 100


@pytest.mark.slow
@pytest.mark.parametrize("way", ["chat", "chat-transcribe", "chat-hint"])
@pytest.mark.parametrize("slug", ["my-hardware-gst", "nl-kassabon", "uk-pub-sideways", "us-grill-handwritten"])
def test_whichever_way_it_is_asked(client, slug, way):
    here, there = extract(sample(slug)), extract(sample(slug), reader=ChatReader(way, client=client))
    assert there.document == here.document
