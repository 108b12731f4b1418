"""The embedded OCR engine: PP-OCRv6 models, run directly on onnxruntime.

::

    picture -> detection (quads of lines) -> orientation (turn, skew) -> recognition (characters) -> words

Importing this package loads numpy, OpenCV and onnxruntime, so ``readers.ocr`` imports it at the first page.
"""

from __future__ import annotations

from invoice_ocr.readers.ppocr.engine import PaddleEngine, shared_engine

__all__ = ["PaddleEngine", "shared_engine"]
