"""Every document of `pages`, path by path: what its drawing shows is what comes out."""

from __future__ import annotations

import pytest
from page import Example, examples

LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sv", "ms"}


def cases() -> list[pytest.param]:
    return [
        pytest.param(
            example,
            path,
            id=f"{name}-{path}",
            marks=[pytest.mark.xfail(reason=example.known[path], strict=True)] if path in example.known else [],
        )
        for name, example in examples().items()
        for path in example.expected
    ]


@pytest.mark.parametrize(("example", "path"), cases())
def test_path(example: Example, path: str):
    assert example.actual(path) == example.expected[path]


def test_there_are_pages_in_every_language():
    assert {name.split("-")[0] for name in examples()} >= LANGUAGES
    assert len(examples()) >= 40


def test_known_defects_name_expected_paths():
    assert all(set(example.known) <= set(example.expected) for example in examples().values())
