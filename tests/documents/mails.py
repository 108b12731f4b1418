"""Messages and archives drawn for tests; the firms are invented."""

from __future__ import annotations

import io
import zipfile
from email import policy
from email.message import EmailMessage

from fpdf import FPDF
from PIL import Image


def pdf(number: str, total: str = "119.00") -> bytes:
    """A small invoice with a text layer."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=11)
    for line in (
        "Anna Berg GmbH",
        "Weg 3",
        "12345 Ort",
        "",
        f"Rechnung Nr. {number}",
        "Datum: 04.03.2026",
        "Total EUR " + total,
    ):
        made.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def picture(width: int = 40) -> bytes:
    """A PNG without words."""
    kept = io.BytesIO()
    Image.new("RGB", (width, width), "navy").save(kept, "PNG")
    return kept.getvalue()


def archive(**files: bytes) -> bytes:
    """A ZIP archive; ``__`` in a name stands for a point, ``___`` for a slash."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("___", "/").replace("__", "."), data)
    return kept.getvalue()


def mail(subject: str = "Your invoice", text: str = "Please find it attached.", html: str = "") -> EmailMessage:
    """A message without attachments."""
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = "Anna Berg <anna@example.com>"
    made["To"] = "books@example.org"
    made["Subject"] = subject
    made["Date"] = "Wed, 04 Mar 2026 10:11:12 +0100"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "application/octet-stream") -> None:
    """Attach a file."""
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def attach_message(message: EmailMessage, inner: EmailMessage) -> None:
    """Attach another message."""
    message.add_attachment(inner)


def noise(width: int, height: int) -> bytes:
    """A PNG with something on it."""
    kept = io.BytesIO()
    Image.effect_noise((width, height), 9).quantize(4).save(kept, "PNG")
    return kept.getvalue()
