from __future__ import annotations

import ssl

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.route import proxy, ssl_context

AWAY = "https://api.example.test/v1"


@pytest.mark.parametrize(
    ("environment", "base_url", "found"),
    [
        ({}, AWAY, None),
        ({"HTTPS_PROXY": "http://proxy.test:3128"}, AWAY, (b"proxy.test", 3128, None)),
        ({"HTTPS_PROXY": "proxy.test"}, AWAY, (b"proxy.test", None, None)),
        ({"ALL_PROXY": "http://proxy.test:1"}, AWAY, (b"proxy.test", 1, None)),
        ({"HTTP_PROXY": "http://proxy.test:1"}, AWAY, None),
        ({"HTTPS_PROXY": "http://me:p%40ss@proxy.test:1"}, AWAY, (b"proxy.test", 1, (b"me", b"p@ss"))),
        ({"HTTPS_PROXY": "http://proxy.test:1", "NO_PROXY": ".example.test"}, AWAY, None),
        ({"HTTP_PROXY": "http://proxy.test:1"}, "http://127.0.0.1:8000/v1", None),
        ({"HTTP_PROXY": "http://proxy.test:1"}, "http://localhost/v1", None),
    ],
)
def test_the_proxy_of_the_environment_is_taken(monkeypatch, environment, base_url, found):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    taken = proxy(base_url)
    assert (taken and (taken.url.host, taken.url.port, taken.auth)) == found


def test_a_proxy_that_speaks_something_else_is_said(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "socks5://me:secret@proxy.test:1080")
    with pytest.raises(UsageError, match="not one that speaks HTTP") as caught:
        proxy(AWAY)
    assert "secret" not in str(caught.value)


def test_certificates_are_checked(monkeypatch, tmp_path):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    context = ssl_context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert len(context.get_ca_certs()) > 50
    empty = tmp_path / "none.pem"
    empty.touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(empty))
    assert len(ssl_context().get_ca_certs()) < len(context.get_ca_certs())
