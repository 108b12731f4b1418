"""The page about endpoints names all there is to set."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from invoice_ocr.readers.endpoint.prices import Price
from invoice_ocr.readers.endpoint.profiles import profile_names
from invoice_ocr.readers.endpoint.settings import Limits, Settings

PAGE = (Path(__file__).parents[3] / "docs" / "endpoints.md").read_text("utf-8")
TABLES = {"limits", "price"}


@pytest.mark.parametrize(
    "name",
    [
        *profile_names(),
        *(field.name for field in (*fields(Settings), *fields(Limits), *fields(Price)) if field.name not in TABLES),
    ],
)
def test_the_page_about_endpoints_names(name):
    assert f"`{name}`" in PAGE
