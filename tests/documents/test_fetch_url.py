"""Documents from the web: fetched within a size, a time and five redirects, and refused with a reason."""

from __future__ import annotations

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from document_makers import encoded, photo

from invoice_ocr.documents import Limits, open_document
from invoice_ocr.errors import DocumentTooLarge, DocumentUnreachable, UnsupportedDocument

PNG = encoded(photo(), "PNG")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        part = self.path.split("?")[0].split("/")[1]
        getattr(self, f"give_{part}")()

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_scan(self):
        self.answer(200, PNG)

    def give_page(self):
        self.answer(200, b"<!doctype html><title>Log in</title>")

    def give_hops(self):
        left = int(self.path.rpartition("/")[2])
        self.answer(302, Location=f"/hops/{left - 1}" if left > 1 else "/scan")

    def give_loop(self):
        self.answer(302, Location="/loop")

    def give_file(self):
        self.answer(302, Location="file:///etc/hostname")

    def give_nowhere(self):
        self.answer(302, Location="http://")

    def give_large(self):
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(1000):
                self.wfile.write(bytes(10_000))

    def give_trickle(self):
        self.send_response(200)
        self.end_headers()
        self.drip(b"x")

    def give_heads(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"x")

    def drip(self, byte):
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(byte)
                time.sleep(0.05)

    def give_short(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"x")

    def __getattr__(self, name):
        if name.startswith("give_"):
            return lambda: self.answer(404, b"none")
        raise AttributeError(name)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_picture(address):
    document = open_document(f"{address}/scan")
    assert document.name == f"{address}/scan"
    assert document.media_type == "image/png"


def test_secrets_stay_out_of_the_name(address):
    host = address.removeprefix("http://")
    document = open_document(f"http://user:secret@{host}/scan?token=secret#secret")
    assert document.name == f"http://{host}/scan"
    with pytest.raises(DocumentUnreachable) as caught:
        open_document(f"http://user:secret@{host}/none?token=secret")
    assert "secret" not in str(caught.value)


def test_redirects(address):
    assert open_document(f"{address}/hops/5").media_type == "image/png"
    for path in ("hops/6", "loop"):
        with pytest.raises(DocumentUnreachable, match="redirects more than 5 times"):
            open_document(f"{address}/{path}")
    for path in ("file", "nowhere"):
        with pytest.raises(DocumentUnreachable):
            open_document(f"{address}/{path}")


def test_what_the_server_refuses(address):
    with pytest.raises(DocumentUnreachable, match="404 Not Found") as caught:
        open_document(f"{address}/none")
    assert caught.value.remedy
    with pytest.raises(UnsupportedDocument, match="web page"):
        open_document(f"{address}/page")


def test_too_large(address):
    with pytest.raises(DocumentTooLarge, match="larger than 50,000 bytes"):
        open_document(f"{address}/large", limits=Limits(max_bytes=50_000))


@pytest.mark.parametrize("path", ["trickle", "heads"])
def test_the_deadline_is_for_the_whole(address, path):
    start = time.monotonic()
    with pytest.raises(DocumentUnreachable, match=r"within 0\.4 seconds"):
        open_document(f"{address}/{path}", limits=Limits(url_timeout_s=0.4))
    assert time.monotonic() - start < 2


def test_broken_connections(address):
    with pytest.raises(DocumentUnreachable, match="cannot be fetched"):
        open_document(f"{address}/short")
    with pytest.raises(DocumentUnreachable, match="cannot be fetched"):
        open_document("http://127.0.0.1:1/a.pdf")


@pytest.mark.parametrize(
    "url", ["ftp://a/b.pdf", "file:///etc/hostname", "gopher://a", "http://", "http://[::1/", "https://a:b"]
)
def test_addresses_that_are_none(url):
    with pytest.raises(DocumentUnreachable):
        open_document(url)
