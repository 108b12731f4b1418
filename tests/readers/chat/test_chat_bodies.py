"""What is sent to each family, byte for byte as JSON: ``bodies/<profile>.json``.

A wanted change: delete the file, run the test twice, and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from invoice_ocr.readers.endpoint.ask import Ask, Picture
from invoice_ocr.readers.endpoint.configuration import load_settings
from invoice_ocr.readers.endpoint.profiles import find_profile, profile_names
from invoice_ocr.readers.endpoint.wire import encode_body

BODIES = Path(__file__).parent / "bodies"
PICTURE = Picture("image/png", b"\x89PNG\r\n\x1a\n and so on")
SCHEMA = {"type": "object", "properties": {"total": {"type": "string"}}}
NAMES = [*(name for name in profile_names() if name != "handwriting"), "deepseek+handwriting"]


def body_for(name):
    settings = load_settings(profile=name, base_url="http://127.0.0.1/v1", model="the-model")
    pictures = (PICTURE,) if settings.profile.images else ()
    ask = Ask(find_profile(name).prompt or "Give JSON: what is the total?", pictures, json_schema=SCHEMA)
    return json.loads(encode_body(ask, settings))


@pytest.mark.parametrize("name", NAMES)
def test_each_family_is_asked_in_its_dialect(name):
    path = BODIES / f"{name}.json"
    if not path.exists():
        path.write_text(json.dumps(body_for(name), indent=2, ensure_ascii=False) + "\n", "utf-8")
        pytest.fail(f"{path.name} was missing and is now written: read it, then run again")
    assert body_for(name) == json.loads(path.read_text("utf-8"))


def test_there_is_no_body_without_a_family():
    assert sorted(path.stem for path in BODIES.glob("*.json")) == sorted(NAMES)
