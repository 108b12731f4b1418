"""The way to an endpoint: whom to trust, and through which proxy."""

from __future__ import annotations

import os
import ssl
import urllib.request
from urllib.parse import unquote, urlsplit

import certifi
import httpcore

from invoice_ocr.errors import UsageError
from invoice_ocr.readers.endpoint.settings import is_loopback


def ssl_context() -> ssl.SSLContext:
    """Trusts what the system trusts, and where nothing else is said, the authorities of certifi as well."""
    context = ssl.create_default_context()
    if not (os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")):
        context.load_verify_locations(certifi.where())
    return context


def proxy(base_url: str) -> httpcore.Proxy | None:
    """The proxy that environment or system name for this address; none for this machine.

    Raises:
        UsageError: It does not speak HTTP.
    """
    url = urlsplit(base_url)
    proxies = urllib.request.getproxies()
    named = proxies.get(url.scheme) or proxies.get("all")
    if not named or is_loopback(url) or urllib.request.proxy_bypass(url.hostname or ""):
        return None
    found = urlsplit(named if "//" in named else f"http://{named}")
    if found.scheme not in {"http", "https"} or not found.hostname:
        raise UsageError(
            "The proxy is not one that speaks HTTP.", remedy="Correct HTTPS_PROXY, or name the host in NO_PROXY."
        )
    auth = (unquote(found.username), unquote(found.password or "")) if found.username else None
    port = f":{found.port}" if found.port else ""
    return httpcore.Proxy(f"{found.scheme}://{found.hostname}{port}", auth=auth)
