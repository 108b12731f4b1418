"""Opening: every kind of source, every format, every way to be refused."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
import threading
import zipfile

import pytest
from document_makers import encoded, photo, png_of, text_pdf

from invoice_ocr.documents import FORMATS, Limits, open_document
from invoice_ocr.errors import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    DocumentUnreachable,
    UnsupportedDocument,
    UsageError,
)

PNG = encoded(photo(), "PNG")


def test_a_path_as_text_or_object(tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(PNG)
    for source in (path, str(path)):
        document = open_document(source)
        assert document.name == str(path)
        assert document.sha256 == hashlib.sha256(PNG).hexdigest()
        assert document.media_type == "image/png"
        assert len(document.pages) == 1
        assert document.attachments == ()


def test_bytes_and_streams():
    assert open_document(PNG).name == "document"
    assert open_document(PNG, name="till.png").name == "till.png"
    assert open_document(bytearray(PNG)).media_type == "image/png"
    stream = io.BytesIO(b"prefix" + PNG)
    stream.seek(6)
    assert open_document(stream).media_type == "image/png"
    assert not stream.closed


def test_a_named_stream_keeps_its_name(tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(PNG)
    with path.open("rb") as stream:
        assert open_document(stream).name == str(path)


def test_standard_input():
    code = "from invoice_ocr.documents import open_document; d = open_document('-'); print(d.name, d.media_type)"
    done = subprocess.run([sys.executable, "-c", code], input=PNG, capture_output=True, check=True)
    assert done.stdout.split() == [b"-", b"image/png"]


def test_importing_is_light():
    code = (
        "import sys, invoice_ocr.documents; "
        "print([m for m in ('PIL', 'numpy', 'pypdfium2', 'pillow_heif', 'httpx', 'cv2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize("number", range(len(FORMATS)), ids=[form.media_type for form in FORMATS])
def test_no_two_formats_match(number):
    samples = {
        "image/png": PNG,
        "image/jpeg": encoded(photo(), "JPEG"),
        "image/webp": encoded(photo(), "WEBP"),
        "image/gif": encoded(photo(), "GIF"),
        "image/bmp": encoded(photo(), "BMP"),
        "image/tiff": encoded(photo(), "TIFF"),
        "image/avif": encoded(photo(), "AVIF"),
        "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "application/pdf": text_pdf(),
        "application/xml": b'<?xml version="1.0"?><Invoice/>',
    }
    form = FORMATS[number]
    assert [kind for kind, data in samples.items() if form.matches(data)] == [form.media_type]


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (b"", DamagedDocument, "is empty"),
        (b"  \n\0\0", DamagedDocument, "nothing but blanks"),
        (b"<!DOCTYPE html><html></html>", UnsupportedDocument, "web page"),
        (b"<?xml version='1.0'?><Order/>", UnsupportedDocument, "XML"),
        (b"\xef\xbb\xbf<Order/>", UnsupportedDocument, "XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnsupportedDocument, "SVG"),
        (b"Received: from a\r\nSubject: invoice\r\n\r\n", UnsupportedDocument, "e-mail"),
        (b"Dear all, the total is 12.50", UnsupportedDocument, "plain text"),
        ("Müller & Söhne, 12,50 €".encode("utf-16"), UnsupportedDocument, "plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), UnsupportedDocument, "Office"),
        (b"{\\rtf1 text}", UnsupportedDocument, "rich-text"),
        (b"\x1f\x8b\x08" + bytes(20), UnsupportedDocument, "gzip"),
        (b"%!PS-Adobe-3.0", UnsupportedDocument, "PostScript"),
        (b"\x00\x01\x02\x03" * 50, UnsupportedDocument, "unknown format"),
    ],
)
def test_what_is_not_read_is_named(data, kind, word):
    with pytest.raises(kind, match=word) as caught:
        open_document(data, name="a.pdf")
    assert caught.value.remedy
    assert caught.value.message.startswith("a.pdf ")


@pytest.mark.parametrize(
    ("entry", "word"), [("word/document.xml", "Word"), ("xl/workbook.xml", "Excel"), ("a.pdf", "ZIP")]
)
def test_archives_and_office_files(entry, word):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x" * 10_000)
        archive.writestr(entry, "x")
    with pytest.raises(UnsupportedDocument, match=word):
        open_document(out.getvalue())


def test_paths_that_give_nothing(tmp_path):
    with pytest.raises(DocumentUnreachable, match="does not exist"):
        open_document(tmp_path / "none.pdf")
    with pytest.raises(DocumentUnreachable, match="is a folder"):
        open_document(tmp_path)
    with pytest.raises(DocumentUnreachable, match="not a path"):
        open_document("a\0b")
    with pytest.raises(DocumentUnreachable, match="too long"):
        open_document("x" * 5000)
    with pytest.raises(DocumentUnreachable, match="does not exist"):
        open_document(tmp_path / "none.pdf" / "below")
    with pytest.raises(DocumentUnreachable, match="file addresses"):
        open_document(f"file://{tmp_path}/a.pdf")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PNG)
    path.chmod(0)
    with pytest.raises(DocumentUnreachable, match="may not be read"):
        open_document(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentUnreachable, match="not a regular file"):
        open_document(tmp_path / "pipe")
    with pytest.raises(DocumentUnreachable, match="not a regular file"):
        open_document("/dev/zero")


def test_wrong_types():
    with pytest.raises(UsageError, match="NoneType is not a document"):
        open_document(None)
    with pytest.raises(UsageError, match="opened as text"):
        open_document(io.StringIO("x"), name="a")


def test_too_many_bytes(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    limits = Limits(max_bytes=len(PNG) - 1)
    for source in (PNG, path, io.BytesIO(PNG)):
        with pytest.raises(DocumentTooLarge, match="is larger than"):
            open_document(source, limits=limits)
    assert open_document(path, limits=Limits(max_bytes=len(PNG)))


@pytest.mark.parametrize(("width", "height"), [(13_000, 13_000), (20_000, 20_000), (16_385, 10)])
def test_pixel_bombs_are_refused_from_their_header(width, height):
    data = png_of(width, height)
    assert len(data) < 100_000
    with pytest.raises(DocumentTooLarge, match=f"{width:,} x {height:,} pixels") as caught:
        open_document(data)
    assert caught.value.remedy


def test_a_bomb_takes_no_memory():
    code = (
        "import resource, sys\n"
        "from invoice_ocr.documents import open_document\n"
        "from invoice_ocr.errors import DocumentTooLarge\n"
        "open_document(sys.argv[1]).pages[0].image()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: open_document(sys.argv[2])\n"
        "except DocumentTooLarge: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    pytest.importorskip("resource")
    small, bomb = png_of(10, 10), png_of(13_000, 13_000)
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("small", "bomb")]
        for path, data in zip(paths, (small, bomb), strict=True):
            path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, paths)], capture_output=True, check=True, text=True
        )
    assert int(done.stdout) < 10_000  # kilobytes


def test_errors_travel_between_processes():
    with pytest.raises(DocumentError) as caught:
        open_document(b"")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own error
    assert type(again) is DamagedDocument
    assert again.remedy == caught.value.remedy


def test_many_threads_may_open_at_once():
    found = []
    data = text_pdf()
    threads = [threading.Thread(target=lambda: found.append(len(open_document(data).pages))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 8
