"""Addresses that strangers name: only hosts of the list, only public addresses, looked up once, and no redirect."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from document_makers import encoded, photo

from invoice_ocr.documents import Limits, destination
from invoice_ocr.documents.destination import Destination, destination_of, is_public, public_address
from invoice_ocr.documents.url import fetch_permitted
from invoice_ocr.errors import DocumentTooLarge, DocumentUnreachable

PNG = encoded(photo(), "PNG")

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 127.0.0.1 127.1.2.3 169.254.169.254 169.254.170.2
172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::127.0.0.1 64:ff9b::8.8.8.8
64:ff9b:1::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
127.1 0x7f000001 2130706433 017700000001 localhost 1.2.3.4.5 1.2.3.4/32 [::1]
"""
PUBLIC = ["8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::8a"]


@pytest.mark.parametrize("address", INSIDE.split())
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are(address):
    assert is_public(address)


LIST = ("images.example.com", "Cdn.Example.com:8443", "xn--bcher-kva.example")


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("https://images.example.com/a.png", 443),
        ("http://images.example.com/a.png", 80),
        ("HTTPS://IMAGES.example.com/a.png", 443),
        ("https://images.example.com:443/a.png", 443),
        ("https://cdn.example.com:8443/a.png", 8443),
        ("https://bücher.example/a.png", 443),
    ],
)
def test_hosts_of_the_list(url, port, monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: asked.append((host, port)) or [])
    with pytest.raises(DocumentUnreachable, match="private network"):
        fetch_permitted(url, "it", Limits(), LIST)
    assert [given[1] for given in asked] == [port]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/",
        "https://evil.images.example.com/",
        "https://images.example.com.evil.example/",
        "https://images.example.com:8080/",
        "https://cdn.example.com/",
        "https://images.example.com@evil.example/",
        "https://evil.example/#@images.example.com/",
        "https://evil.example\\@images.example.com/",
        "https://user:secret@images.example.com/",
        "https://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "ftp://images.example.com/",
        "file:///etc/passwd",
        "gopher://images.example.com/",
        "//images.example.com/a",
        "http://",
        "http://[",
        "http://images.example.com:99999/",
        "https://images.example.com/" + "a" * 9000,
    ],
)
def test_anything_else_is_refused_before_it_is_looked_up(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up"))
    with pytest.raises(DocumentUnreachable) as raised:
        fetch_permitted(url, "it", Limits(), LIST)
    assert "secret" not in str(raised.value)


def found(*addresses):
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]


PLACE = Destination("images.example.com", 443)


def test_a_host_with_any_private_address_is_refused(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", found("8.8.8.8", "127.0.0.1"))
    with pytest.raises(DocumentUnreachable, match="private network"):
        public_address(PLACE)
    monkeypatch.setattr(socket, "getaddrinfo", found("8.8.8.8", "1.1.1.1"))
    assert public_address(PLACE) == "8.8.8.8"


def test_an_unknown_host_is_refused(monkeypatch):
    def fail(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(DocumentUnreachable, match="not known"):
        public_address(PLACE)


def test_the_list_is_compared_without_case():
    assert destination_of("https", "A.example", None, ["a.EXAMPLE"]) == Destination("A.example", 443)


ASKED = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        ASKED.append((self.path, self.headers["Host"]))
        status, body, headers = {
            "/a.png": (200, PNG, {}),
            "/hop": (302, b"", {"Location": "/a.png"}),
            "/large": (200, bytes(200_000), {}),
        }[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def host(monkeypatch):
    """A web server of this machine that passes for a public one, and whose name means another address each time."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answers = iter([found("127.0.0.1")(), found("10.0.0.1")(), found("10.0.0.1")()])
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda name, *rest, **more: next(answers) if name == "images.example.com" else real(name, *rest, **more),
    )
    monkeypatch.setattr(destination, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    ASKED.clear()
    yield f"images.example.com:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_address_that_was_checked_is_the_one_that_is_reached(host):
    assert fetch_permitted(f"http://{host}/a.png", "it", Limits(), [host]) == PNG
    assert [("/a.png", host)] == ASKED


def test_a_redirect_is_not_followed(host):
    with pytest.raises(DocumentUnreachable, match="302"):
        fetch_permitted(f"http://{host}/hop", "it", Limits(), [host])
    assert len(ASKED) == 1


def test_a_large_body_is_given_up(host):
    with pytest.raises(DocumentTooLarge):
        fetch_permitted(f"http://{host}/large", "it", Limits(max_bytes=100_000), [host])
