"""Real servers, and pictures to send to them."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from serving import KEY, OTHER_KEY, SCRIPTED, Serving

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="session")
def ocr_server():
    """The program itself, with the embedded OCR, one worker and two keys."""
    server = Serving("-m", "invoice_ocr", "serve", "--port", "0", "--workers", "1", keys=(KEY, OTHER_KEY))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def scripted():
    """Start servers with a scripted reader, by their settings."""
    servers = []

    def start(keys=(), **settings):
        server = Serving(SCRIPTED, json.dumps({"workers": 1, **settings}), keys=keys)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()


def picture(width, height=60, form="PNG"):
    """A white picture as a file."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(file, form)
    return file.getvalue()


def data_uri(data, media_type="image/png"):
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def asking(*urls, text="Please extract all text from this image.", **more):
    """The body of a chat request about the pictures at some addresses."""
    parts = [{"type": "image_url", "image_url": {"url": url}} for url in urls]
    content = [{"type": "text", "text": text}, *parts]
    return {"model": "any-ocr", "messages": [{"role": "user", "content": content}], **more}


def sample(slug):
    (path,) = SAMPLES.joinpath(slug).glob("document.*")
    return path


CHAT = "/v1/chat/completions"
