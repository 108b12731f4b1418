"""Documents and readers small enough to see through."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from scripted_readers import Blind, Scripted


@pytest.fixture
def scripted():
    return Scripted


@pytest.fixture
def blind():
    return Blind()


@pytest.fixture(scope="session")
def picture():
    """The bytes of a small blank PNG."""
    data = io.BytesIO()
    Image.new("RGB", (100, 140), "white").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def photo(tmp_path, picture):
    path = tmp_path / "photo.png"
    path.write_bytes(picture)
    return path
