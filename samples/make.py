"""Draws the sample documents and writes down what they say: ``python samples/make.py [slug ...] [--output FOLDER]``."""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

from drawing import fonts

HERE = Path(__file__).parent


def slugs() -> list[str]:
    """All samples, by name."""
    return sorted(file.stem.replace("_", "-") for file in (HERE / "data").glob("[a-z]*.py"))


def make(slug: str, output: Path) -> None:
    """Write ``document.<ext>`` and ``expected.json`` of one sample."""
    sample = importlib.import_module(f"data.{slug.replace('-', '_')}")
    folder = output / slug
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"document.{sample.EXTENSION}").write_bytes(sample.draw())
    expected = {"kind": type(sample.DOCUMENT).__name__.lower(), "document": sample.DOCUMENT.model_dump(mode="json")}
    text = json.dumps(expected, indent=2, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*", help="only these samples")
    parser.add_argument("--output", type=Path, default=HERE, help="where to write (default: beside this script)")
    options = parser.parse_args()
    if lacking := fonts.missing():
        parser.error(f"fonts are missing ({lacking[0]}, ...); install {' '.join(fonts.PACKAGES)}")
    for slug in options.slugs or slugs():
        make(slug, options.output)
        print(slug)


if __name__ == "__main__":
    main()
