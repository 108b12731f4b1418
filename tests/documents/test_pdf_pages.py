"""PDF pages: opened when asked for, drawn as a viewer shows them, refused with a reason."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import zlib

import numpy as np
import pytest
from document_makers import A4, content_pdf, encoded, page_writer, photo, raw_pdf, runs, shown, stream, text_pdf, texts

from invoice_ocr.documents import Limits, open_document
from invoice_ocr.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument


def inked(image, box, layer):
    """The darkest pixel inside a box of the layer."""
    scale = image.width / layer.width
    left, top, right, bottom = (round(side * scale) for side in box)
    return int(np.asarray(image.convert("L"))[top:bottom, left:right].min())


def test_pages_are_a_sequence():
    document = open_document(text_pdf(("Page",), pages=5))
    assert document.media_type == "application/pdf"
    assert len(document.pages) == 5
    assert [texts(page.text_layer()) for page in document.pages] == [["Page"]] * 5
    assert len(document.pages[1:3]) == 2
    assert document.pages[-1].image(long_side=100).size == (71, 100)
    with pytest.raises(IndexError):
        document.pages[5]


def test_drawing_sizes():
    page = open_document(text_pdf()).pages[0]
    assert page.image().size == (1654, 2339)
    assert page.image(long_side=1000).size == (707, 1000)
    assert page.image(long_side=1000).mode == "RGB"
    small = open_document(text_pdf(), limits=Limits(max_side=500)).pages[0]
    assert max(small.image().size) == 500
    assert max(small.image(long_side=4000).size) == 500
    few = open_document(text_pdf(), limits=Limits(max_pixels=10_000)).pages[0].image()
    assert few.width * few.height <= 10_100


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [b"", b"/CropBox[50 60 350 290]"])
def test_boxes_lie_where_words_are_drawn(turn, crop):
    content = shown(100, 200, b"Alpha") + shown(220, 100, b"beta 12.50", 9)
    page = open_document(content_pdf(content, b"/Rotate %d%s" % (turn, crop))).pages[0]
    layer, image = page.text_layer(), page.image(long_side=1200)
    assert abs(image.width / image.height - layer.width / layer.height) < 0.01
    if turn:
        assert layer.suspect == "most of its text is turned"
        assert layer.words == ()
        return
    assert texts(layer) == ["Alpha", "beta", "12.50"]
    for word in layer.words:
        assert inked(image, word.box, layer) < 60
    blank = image.copy()
    scale = image.width / layer.width
    for word in layer.words:
        blank.paste("white", tuple(round(side * scale) for side in word.box))
    assert np.asarray(blank).min() > 200


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, b"0 1 -1 0 300 40"), (180, b"-1 0 0 -1 350 150"), (270, b"0 -1 1 0 100 250")],
)
def test_content_that_is_upright_once_the_page_is_turned(turn, matrix):
    content = b"BT /F1 14 Tf %s Tm (Total due 12.50) Tj ET" % matrix
    page = open_document(content_pdf(content, b"/Rotate %d/CropBox[10 20 390 290]" % turn)).pages[0]
    layer, image = page.text_layer(), page.image(long_side=1200)
    assert runs(layer) == ["Total due 12.50"]
    assert layer.suspect == ""
    assert abs(image.width / image.height - layer.width / layer.height) < 0.01
    for word in layer.words:
        assert inked(image, word.box, layer) < 60
        assert 12 < word.box.height < 20
    assert layer.words[0].box.right < layer.words[1].box.left


def test_form_fields_and_notes_are_text_and_are_drawn():
    appearance = b"/Type/XObject/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</F1 5 0 R>>>>"
    data = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 12 Tf 0 g)>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R 8 0 R]"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(shown(20, 250, b"Order form")),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(123.45)/DA(/F1 12 Tf 0 g)/Rect[20 100 170 120]/F 4"
        b"/AP<</N 7 0 R>>>>",
        stream(shown(2, 5, b"123.45"), appearance),
        b"<</Type/Annot/Subtype/FreeText/Contents(Paid)/DA(/F1 12 Tf 0 g)/Rect[20 50 170 70]/F 4/AP<</N 9 0 R>>>>",
        stream(shown(2, 5, b"Paid"), appearance),
    )
    page = open_document(data).pages[0]
    for _ in range(2):
        layer, image = page.text_layer(), page.image(long_side=600)
        assert texts(layer) == ["Order", "form", "123.45", "Paid"]
        assert layer.suspect == ""
        assert all(inked(image, word.box, layer) < 60 for word in layer.words)


def test_attachments():
    pdf = page_writer()
    pdf.add_page()
    pdf.embed_file(bytes=b"<Invoice/>", basename="factur-x.xml")
    pdf.embed_file(bytes=b"x" * 1000, basename="größe.txt")
    data = bytes(pdf.output())
    found = open_document(data).attachments
    assert {item.name: item.data for item in found} == {"factur-x.xml": b"<Invoice/>", "größe.txt": b"x" * 1000}
    small = open_document(data, limits=Limits(max_attachment_bytes=999)).attachments
    assert [item.name for item in small] == ["factur-x.xml"]
    assert len(open_document(data, limits=Limits(max_attachments=1)).attachments) == 1
    assert open_document(text_pdf()).attachments == ()


def test_encrypted():
    def made(user_password):
        pdf = page_writer()
        pdf.set_encryption(owner_password="owner", user_password=user_password)
        pdf.add_page()
        pdf.text(60, 90, "Secret total")
        return bytes(pdf.output())

    with pytest.raises(EncryptedDocument, match=r"a\.pdf needs a password") as caught:
        open_document(made("user"), name="a.pdf")
    assert "without" in caught.value.remedy
    assert texts(open_document(made("")).pages[0].text_layer()) == ["Secret", "total"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(1000),
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
    ],
)
def test_damaged(data):
    with pytest.raises(DamagedDocument) as caught:
        open_document(data)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "box", [b"0 0 0 0", b"0 0 1e9 1e9", b"0 0 14400 1", b"0 0 0.001 0.001", b"-1e38 -1e38 1e38 1e38"]
)
def test_strange_page_boxes(box):
    page = open_document(content_pdf(shown(10, 10, b"Text"), b"/MediaBox[%s]" % box)).pages[0]
    for act in (page.text_layer, page.image):
        try:
            act()
        except DamagedDocument:
            continue
    assert max(page.image(long_side=300).size) <= 300


def test_too_many_pages():
    with pytest.raises(DocumentTooLarge, match="has 4 pages; the most that is read is 3"):
        open_document(text_pdf(("x",), pages=4), limits=Limits(max_pages=3))


def test_threads_share_a_file():
    pages = open_document(text_pdf(pages=4)).pages
    wanted = [texts(page.text_layer()) for page in pages]
    wrong = []

    def work(number):
        for turn in range(12):
            page = pages[(number + turn) % 4]
            if texts(page.text_layer()) != wanted[(number + turn) % 4] or page.image(long_side=200).size != (141, 200):
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_threads_open_and_forget_files():
    data = text_pdf(("x",))
    found = []
    threads = [threading.Thread(target=lambda: found.extend(map(first_words, [data] * 40))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["x"]] * 320


def first_words(data):
    return texts(open_document(data).pages[0].text_layer())


def test_a_page_outlives_its_document():
    page = open_document(text_pdf(("still", "here"))).pages[0]
    assert texts(page.text_layer()) == ["still", "here"]


def test_a_program_ends_quietly_with_open_files(tmp_path):
    (tmp_path / "a.pdf").write_bytes(text_pdf())
    code = (
        "import sys, tempfile; tempfile.TemporaryDirectory().cleanup()\n"
        "from invoice_ocr.documents import open_document\n"
        "d = open_document(sys.argv[1]); p = d.pages[0]; p.image(long_side=50)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "a.pdf"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.slow
def test_memory_stays_bounded_over_many_pages(tmp_path):
    pytest.importorskip("resource")
    pdf = page_writer()
    noise = np.random.default_rng(1).integers(0, 255, (700, 500, 3), np.uint8)
    for number in range(300):
        pdf.add_page()
        picture = photo((500, 700))
        picture.putpixel((number, 0), tuple(int(value) for value in noise[number, 0]))
        pdf.image(encoded(picture, "JPEG"), 0, 0, *A4)
        pdf.text(60, 90, f"Page {number}")
    (tmp_path / "long.pdf").write_bytes(bytes(pdf.output()))
    code = (
        "import resource, sys\n"
        "from invoice_ocr.documents import open_document\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "pages = open_document(sys.argv[1]).pages\n"
        "pages[0].text_layer(); pages[0].image(long_side=1000)\n"
        "before = peak()\n"
        "for page in pages: page.text_layer(); page.image(long_side=1000)\n"
        "print(len(pages), peak() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "long.pdf"], capture_output=True, check=True, text=True
    )
    pages, growth = map(int, done.stdout.split())
    assert pages == 300
    assert growth < 250_000  # kilobytes


def test_a_dense_page_is_read_fast():
    page = open_document(text_pdf([" ".join(["Consulting 12.50"] * 4)] * 32)).pages[0]
    page.text_layer()
    start = time.process_time()
    page.text_layer()
    assert time.process_time() - start < 0.5  # twenty times what it takes, for a busy machine


def test_a_page_that_takes_too_long_to_draw_is_given_up(monkeypatch):
    lines = b"".join(b"%d %d m %d %d l S\n" % (n % 400, n % 300, n * 7 % 400, n * 13 % 300) for n in range(20_000))
    monkeypatch.setattr("invoice_ocr.documents.pdf.drawing.PATIENCE_S", 0.05)
    page = open_document(content_pdf(lines)).pages[0]
    for act in (page.image, page.text_layer):
        with pytest.raises(DocumentTooLarge, match="seconds to draw"):
            act()


def test_large_pictures_take_little_memory(tmp_path):
    pytest.importorskip("resource")
    squeeze = zlib.compressobj(9)
    body = b"".join(squeeze.compress(bytes(24_000)) for _ in range(8000)) + squeeze.flush()
    picture = b"/Type/XObject/Subtype/Image/Width 8000/Height 8000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    data = content_pdf(b"q 400 0 0 300 0 0 cm /X Do Q", b"", stream(body, picture + b"/Filter/FlateDecode"))
    (tmp_path / "a.pdf").write_bytes(data.replace(b"/Font<</F1 5 0 R>>", b"/XObject<</X 6 0 R>>"))
    (tmp_path / "b.pdf").write_bytes(text_pdf())
    code = (
        "import resource, sys\n"
        "from invoice_ocr.documents import open_document\n"
        "def peak(path):\n"
        "    page = open_document(path).pages[0]; page.image(long_side=500); page.text_layer()\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak(sys.argv[2]); print(peak(sys.argv[1]) - before)\n"
    )
    paths = (tmp_path / "a.pdf", tmp_path / "b.pdf")
    done = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, check=True)
    assert int(done.stdout) < 60_000  # kilobytes, of 192,000 that the picture has
