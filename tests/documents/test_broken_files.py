"""Whatever bytes are given: a document, or an error of ours."""

from __future__ import annotations

import contextlib
import functools

import pytest
from document_makers import content_pdf, encoded, page_writer, photo, shown, text_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoice_ocr.documents import Limits, open_document
from invoice_ocr.errors import InvoiceOcrError

SMALL = Limits(max_pixels=200_000, max_side=1000, max_pages=5)


@functools.cache
def sample(form):
    if form == "PDF":
        return text_pdf(("Total 12.50",))
    if form == "raw PDF":
        return content_pdf(shown(20, 100, b"Total 12.50") + b"1 g 10 90 50 30 re f " + shown(20, 100, b"13.00"))
    if form == "PDF with picture":
        pdf = page_writer()
        pdf.add_page()
        pdf.image(encoded(photo((60, 40)), "JPEG"), 0, 0, 500)
        pdf.embed_file(bytes=b"<Invoice/>", basename="factur-x.xml")
        return bytes(pdf.output())
    if form == "HEIC":
        pillow_heif = pytest.importorskip("pillow_heif")
        import io  # noqa: PLC0415

        out = io.BytesIO()
        pillow_heif.from_pillow(photo((60, 40))).save(out)
        return out.getvalue()
    return encoded(photo((60, 40)), form)


def use(data):
    with contextlib.suppress(InvoiceOcrError):
        for page in open_document(data, limits=SMALL).pages:
            with contextlib.suppress(InvoiceOcrError):
                page.text_layer()
            with contextlib.suppress(InvoiceOcrError):
                assert page.image(long_side=100).mode == "RGB"


FORMS = ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIC", "PDF", "raw PDF", "PDF with picture"]
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", FORMS)
@CALM
@given(st.data())
def test_changed_bytes(form, data):
    changed = bytearray(sample(form))
    places = st.integers(0, len(changed) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        changed[place] = value
    use(bytes(changed))


@pytest.mark.parametrize("form", FORMS)
@CALM
@given(st.data())
def test_truncated_and_doubled_bytes(form, data):
    whole = sample(form)
    start, end = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, len(whole)))
    use(whole[:end])
    use(whole[:start] + whole[end:])


@CALM
@given(st.binary(max_size=300), st.sampled_from(FORMS))
def test_bytes_behind_a_signature(tail, form):
    use(sample(form)[:24] + tail)
    use(tail)
