"""Opens files: a path, bytes, a stream or a URL becomes a ``Document`` whose pages load when asked for.

Formats are recognised by their bytes, never by a name. Whatever goes wrong is a ``DocumentError`` that says what to do.
"""

from __future__ import annotations

from invoice_ocr.documents.formats import FORMATS, Format
from invoice_ocr.documents.inside import Unopened, open_documents
from invoice_ocr.documents.limits import Limits
from invoice_ocr.documents.opening import open_document

__all__ = ["FORMATS", "Format", "Limits", "Unopened", "open_document", "open_documents"]
