"""Pictures, and the requests that carry them."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image

SAMPLES = Path(__file__).parents[2] / "samples"
CHAT = "/v1/chat/completions"


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
