"""The page of each check, made from its docstring.

``python -m invoice_ocr.checks docs/checks`` writes them all.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from pathlib import Path

from invoice_ocr.checks.check import Check

HEADINGS = ("Why", "Slack", "Silent when", "Source")


def page(check: Check) -> str:
    """The page of a check, in Markdown."""
    title, text, example = split_docstring(inspect.getdoc(check.function) or "")
    standard = f" Mirrors {check.standard}." if check.standard else ""
    kinds = " and ".join(f"{kind}s" for kind in check.kinds)
    parts = [f"# {check.rule}: {title}", f"Severity: {check.severity}. Applies to {kinds}.{standard}"]
    parts += [f"## {heading}\n\n{text[heading]}" for heading in HEADINGS if heading in text]
    if example:
        parts.append(f"## Example\n\n```python\n{example}\n```")
    return "\n\n".join(parts) + "\n"


def title_of(check: Check) -> str:
    """The defect that it finds, without the full stop."""
    return split_docstring(inspect.getdoc(check.function) or "")[0]


def split_docstring(docstring: str) -> tuple[str, dict[str, str], str]:
    """The title, the text under each heading, and the example."""
    prose, arrow, example = docstring.partition(">>> ")
    title, _, body = prose.partition("\n")
    pieces = re.split(rf"^({'|'.join(HEADINGS)}): ", body, flags=re.MULTILINE)
    text = {name: _sentence(said) for name, said in zip(pieces[1::2], pieces[2::2], strict=True)}
    return title.rstrip("."), text, (arrow + example).rstrip()


def _sentence(text: str) -> str:
    """The text on one line, with a capital at its start."""
    joined = " ".join(text.split())
    return joined[:1].upper() + joined[1:]


def contents(checks: Sequence[Check]) -> str:
    """The list of all checks, in Markdown."""
    rows = [
        f"| [{check.rule}]({check.rule}.md) | {check.severity} | {check.standard or ''} | {title_of(check)} |"
        for check in checks
    ]
    head = ["# Checks", "", "| rule | severity | mirrors | the defect |", "|---|---|---|---|"]
    return "\n".join(head + rows) + "\n"


def pages(checks: Sequence[Check]) -> dict[str, str]:
    """Every page by file name."""
    return {"README.md": contents(checks)} | {f"{check.rule}.md": page(check) for check in checks}


def write_pages(folder: Path, checks: Sequence[Check]) -> None:
    """Write every page, and remove those of rules that are gone."""
    made = pages(checks)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.md"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
