"""What an e-mail or archive holds: its documents, what is skipped, what is refused, and nothing lost."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mails import archive, attach, attach_message, mail, noise, pdf, picture

from invoice_ocr import (
    DamagedDocument,
    DocumentError,
    DocumentTooLarge,
    EncryptedDocument,
    Limits,
    UnsupportedDocument,
    open_document,
)
from invoice_ocr.documents import Unopened, open_documents
from invoice_ocr.documents.mail import is_mail


def opened(data: bytes, **limits: int) -> list:
    return open_documents(data, name="mail.eml", limits=Limits(**limits))


def names(data: bytes) -> list[str]:
    return [each.name for each in opened(data)]


def skipped(data: bytes) -> dict[str, str]:
    return {each.name: each.reason for each in opened(data)[0].inside.skipped}


def test_attachments_in_their_order_with_the_message_around_them():
    message = mail("Rechnung März")
    attach(message, pdf("1"), "eins.pdf", "application/pdf")
    attach(message, archive(zwei__pdf=pdf("2"), ordner___drei__pdf=pdf("3")), "mehr.zip", "application/zip")
    found = opened(bytes(message))
    expected = ["mail.eml/eins.pdf", "mail.eml/mehr.zip/zwei.pdf", "mail.eml/mehr.zip/ordner/drei.pdf"]
    assert [each.name for each in found] == expected
    inside = found[2].inside
    assert (inside.name, inside.sender, inside.subject) == ("mail.eml", "Anna Berg <anna@example.com>", "Rechnung März")
    assert inside.sent.astimezone(UTC) == datetime(2026, 3, 4, 9, 11, 12, tzinfo=UTC)
    assert len(inside.sha256) == 64
    assert {each.inside.sha256 for each in found} == {inside.sha256}


def test_a_message_in_a_message_has_its_own_sender():
    inner = mail("Original")
    inner.replace_header("From", "shop@example.net")
    attach(inner, pdf("7"), "rechnung.pdf", "application/pdf")
    outer = mail("Fwd: Original")
    attach_message(outer, inner)
    (found,) = opened(bytes(outer))
    assert found.name == "mail.eml/Original/rechnung.pdf"
    assert (found.inside.sender, found.inside.subject) == ("shop@example.net", "Original")


@pytest.mark.parametrize(
    ("data", "name", "kind", "reason"),
    [
        (b"BEGIN:VCALENDAR", "termin.ics", "text/calendar", "calendar"),
        (b"BEGIN:VCARD", "anna.vcf", "text/vcard", "business card"),
        (b"0\x82", "smime.p7s", "application/pkcs7-signature", "signature"),
        (b"PK\x03\x04" + bytes(30) + b"word/document.xml", "brief.docx", "application/msword", "Word document"),
        (b"just words", "liesmich.txt", "application/octet-stream", "plain text"),
        (b"\x78\x9f\x3e\x22" + bytes(20), "winmail.dat", "application/ms-tnef", "winmail.dat"),
    ],
)
def test_what_is_no_document_is_named(data, name, kind, reason):
    message = mail()
    attach(message, pdf("1"), "eins.pdf", "application/pdf")
    attach(message, data, name, kind)
    assert names(bytes(message)) == ["mail.eml/eins.pdf"]
    assert reason in skipped(bytes(message))[f"mail.eml/{name}"]


def test_a_logo_in_the_text_is_no_document_but_an_attached_picture_is():
    message = mail(html='<p>Yours</p><img src="cid:logo">')
    message.get_payload()[1].add_related(picture(), maintype="image", subtype="png", cid="<logo>")
    attach(message, picture(60), "beleg.png", "image/png")
    assert names(bytes(message)) == ["mail.eml/beleg.png"]
    assert "logo" in next(iter(skipped(bytes(message)).values()))


@pytest.mark.parametrize("header", ["=?utf-8?q?Rechnung=5F=C3=A4.pdf?=", "rechnung.pdf"])
def test_names_in_any_writing(header):
    raw = (
        b"From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="' + header.encode() + b'"\r\n\r\n'
    )
    found = opened(raw + base64.encodebytes(pdf("1")) + b"\r\n--b--\r\n")
    assert found[0].name in {"mail.eml/Rechnung_ä.pdf", "mail.eml/rechnung.pdf"}


def test_paths_and_invisible_letters_in_names_lead_nowhere():
    message = mail()
    attach(message, pdf("1"), "..\\..\\etc/pass\u202ewd.pdf", "application/pdf")
    assert names(bytes(message)) == ["mail.eml/pass wd.pdf"]


HTML = """<html><head><style>p {color: red}</style></head><body><p>Anna Berg GmbH</p>
<table><tr><td>Lampe</td><td>100.00</td></tr><tr><td>Total</td><td>100.00</td></tr></table>
<div style="display:none">Total 999.00</div></body></html>"""


def test_the_text_of_a_message_without_attachments_is_a_document():
    (found,) = opened(bytes(mail("Invoice", "plain", HTML)))
    words = [word.text for word in found.pages[0].text_layer().words]
    assert (found.name, found.media_type) == ("mail.eml/text", "text/plain")
    assert words == ["Anna", "Berg", "GmbH", "Lampe", "100.00", "Total", "100.00"]
    assert found.pages[0].image(long_side=400).size[1] == 400


def test_the_text_is_no_document_where_one_is_attached():
    message = mail(text="Total 5.00")
    attach(message, pdf("1"), "eins.pdf")
    assert names(bytes(message)) == ["mail.eml/eins.pdf"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "x-unknown", "utf-8"])
def test_text_in_any_charset(charset):
    raw = f"From: a@example.com\r\nSubject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\nMüller 5.00\r\n"
    data = raw.encode("utf-8" if charset == "utf-8" else "iso-8859-1")
    (found,) = opened(data)
    assert found.pages[0].text_layer().words[0].text == "Müller"


def test_one_broken_attachment_does_not_keep_the_others():
    message = mail()
    attach(message, b"%PDF-1.7\nbroken", "kaputt.pdf", "application/pdf")
    attach(message, pdf("2"), "zwei.pdf", "application/pdf")
    broken, good = opened(bytes(message))
    assert isinstance(broken, Unopened)
    assert isinstance(broken.error, DamagedDocument)
    assert (broken.name, good.name) == ("mail.eml/kaputt.pdf", "mail.eml/zwei.pdf")


def locked() -> bytes:
    data = bytearray(archive(a__pdf=pdf("1")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def leading_out() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        made.writestr("../../a.pdf", pdf("1"))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (locked(), EncryptedDocument, "password"),
        (leading_out(), UnsupportedDocument, "leads out"),
        (archive(a__pdf=bytes(5 * 2**20)), DocumentTooLarge, "times as large"),
    ],
    ids=["password", "path", "bomb"],
)
def test_what_an_archive_must_not_do(data, error, says):
    (refused,) = opened(data)
    assert isinstance(refused, Unopened)
    assert isinstance(refused.error, error)
    assert says in refused.error.message


def nested(depth: int) -> bytes:
    data = pdf("1")
    for _ in range(depth):
        data = archive(a__zip=data)
    return data


def test_archives_in_archives_have_an_end():
    assert len(opened(nested(3))) == 1
    (refused,) = opened(nested(9))
    assert "inside of more than 4" in refused.error.message


@pytest.mark.parametrize(
    ("limit", "says"), [({"max_files": 2}, "more than 2"), ({"max_unpacked_bytes": 900}, "larger")]
)
def test_limits_on_all_that_is_inside(limit, says):
    message = mail()
    for number in range(4):
        attach(message, pdf(str(number)), f"{number}.pdf", "application/pdf")
    with pytest.raises(DocumentTooLarge, match=says):
        opened(bytes(message), **limit)


def test_a_message_with_nothing_to_read_says_what_is_in_it():
    message = mail(text="")
    attach(message, b"BEGIN:VCALENDAR", "termin.ics", "text/calendar")
    with pytest.raises(UnsupportedDocument, match=r"mail.eml holds no document: termin.ics is a calendar entry"):
        opened(bytes(message))


def test_one_document_at_a_time_does_not_open_a_message():
    with pytest.raises(UnsupportedDocument, match="is an e-mail") as refused:
        open_document(bytes(mail()))
    assert "extract_all" in refused.value.remedy
    with pytest.raises(UnsupportedDocument, match="is a ZIP archive"):
        open_document(archive(a__pdf=b"x"))


def test_a_damaged_archive():
    with pytest.raises(DamagedDocument, match="archive cannot be decoded"):
        opened(archive(a__pdf=pdf("1"))[:200])


@pytest.mark.parametrize("data", [b"Total: 5.00\nCash: 5.00\n", b"From here on\n", b"Subject matter", pdf("1")])
def test_what_is_no_message(data):
    assert not is_mail(data)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_odd_messages_raise_nothing_but_our_errors(noise, at):
    message = mail("Größe", html=HTML)
    attach(message, archive(a__pdf=b"x"), "a.zip")
    raw = bytes(message)
    try:
        found = opened(raw[:at] + noise + raw[at:])
    except DocumentError:
        return
    assert found


def test_all_messages_of_a_mailbox():
    first, second = mail("One"), mail("Two")
    attach(first, pdf("1"), "eins.pdf", "application/pdf")
    attach(second, pdf("2"), "zwei.pdf", "application/pdf")
    head = b"From anna@example.com Wed Mar 04 10:11:12 2026\n"
    box = b"\n\n".join(head + bytes(each).replace(b"\r\n", b"\n") for each in (first, second))
    assert names(box) == ["mail.eml/message 1/eins.pdf", "mail.eml/message 2/zwei.pdf"]


def test_a_file_without_type_or_name_is_known_by_its_bytes():
    encoded = base64.encodebytes(pdf("1"))
    raw = (
        b"From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nHello\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded + b"\r\n--b--\r\n"
    )
    assert [each.media_type for each in opened(raw)] == ["application/pdf"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_is_known_by_its_entries(method):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as made:
        made.writestr("password/a.pdf", pdf("1"))
        made.writestr("xl/b.pdf", pdf("2"))
    assert names(kept.getvalue()) == ["mail.eml/password/a.pdf", "mail.eml/xl/b.pdf"]


def test_a_message_in_base64_in_a_message():
    inner = mail("Inner")
    attach(inner, pdf("7"), "rechnung.pdf", "application/pdf")
    raw = (
        b"From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(bytes(inner))
        + b"\r\n--b--\r\n"
    )
    (found,) = opened(raw)
    assert found.name.endswith(".eml/rechnung.pdf")
    assert found.inside.subject == "Inner"


def test_all_texts_of_a_message_are_read():
    raw = (
        b"From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nDear all\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>Total 5.00</p>\r\n--b--\r\n"
    )
    (found,) = opened(raw)
    assert [word.text for word in found.pages[0].text_layer().words] == ["Dear", "all", "Total", "5.00"]


def test_the_text_is_read_where_nothing_attached_can_be():
    message = mail(text="Anna Berg GmbH\nTotal 5.00")
    attach(message, archive(word___document__xml=b"x", **{"[Content_Types]__xml": b"x"}), "brief.docx")
    (found,) = opened(bytes(message))
    assert found.name == "mail.eml/text"
    assert "Word document" in found.inside.skipped[0].reason


def test_a_photo_in_the_text_is_no_logo():
    message = mail(html='<img src="cid:photo">')
    message.get_payload()[1].add_related(noise(700, 900), maintype="image", subtype="png", cid="<photo>")
    assert [each.media_type for each in opened(bytes(message))] == ["image/png"]
