"""Libraries that only one format needs: loaded when it is written, named when they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from invoice_ocr.errors import UsageError


def load(module: str, *, extra: str) -> Any:
    """The module.

    Raises:
        UsageError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        remedy = f"Install it: pip install 'invoice-ocr[{extra}]'."
        raise UsageError(f"This format needs the library {module.partition('.')[0]}.", remedy=remedy) from error
