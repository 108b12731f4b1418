"""Find the model files in the installed wheel and open them."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoice_ocr.errors import ReaderError
from invoice_ocr.readers.ppocr.argmax import with_argmax

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DETECTION = "PP-OCRv6_det_small.onnx"
RECOGNITION = "PP-OCRv6_rec_small.onnx"
ORIENTATION = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"

_REMEDY = "Install the models with: pip install --force-reinstall 'rapidocr>=3.10,<3.11'"


def model_path(name: str) -> Path:
    """Where a model lies, without importing the package that carries it."""
    spec = importlib.util.find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "models", name)
        if path.is_file():
            return path
    raise ReaderError(f"The OCR model {name} is not installed.", remedy=_REMEDY)


def open_model(name: str, *, threads: int) -> InferenceSession:
    """A session over one model; the runtime neither logs nor reports home."""
    runtime = _runtime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # one plan kept for each shape seen would grow without end
    options.log_severity_level = 3
    data = model_path(name).read_bytes()
    try:
        return runtime.InferenceSession(
            with_argmax(data) if name == RECOGNITION else data, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ReaderError(f"The OCR model {name} cannot be opened: {error}", remedy=_REMEDY) from error


def _runtime() -> Any:
    """The runtime; it would write files and look a host up unless told not to before it is loaded."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - only after the switch above

    return onnxruntime
