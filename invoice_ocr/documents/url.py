"""Fetches a document from the web, within a size and a time that hold for the whole of it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from invoice_ocr.documents.destination import LONGEST_URL, destination_of, public_address
from invoice_ocr.documents.naming import default_name
from invoice_ocr.errors import DocumentUnreachable, InvoiceOcrError

if TYPE_CHECKING:
    from collections.abc import Collection

    import httpx

    from invoice_ocr.documents.destination import Destination
    from invoice_ocr.documents.limits import Limits

_REDIRECTS = 5
_CHECK = "Open the address in a browser, download the file and pass that."


def fetch(url: str, name: str, limits: Limits) -> bytes:
    """The body at the URL, after at most five redirects, each to http or https."""
    with _client(limits) as client:
        return _Download(client, url, name, limits).run()


def fetch_permitted(url: str, name: str, limits: Limits, permitted: Collection[str]) -> bytes:
    """The body at a stranger's URL: from a host of the list, from a public address of it, and without any redirect."""
    import httpx  # noqa: PLC0415

    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise DocumentUnreachable(f"{name} has no valid address.", remedy="Check the address.") from error
    if len(url) > LONGEST_URL or parts.userinfo:
        message = f"{name} has an address that is too long or carries a password."
        raise DocumentUnreachable(message, remedy="Send the picture as a data URI.")
    place = destination_of(parts.scheme, parts.raw_host.decode("ascii").strip("[]"), parts.port, permitted)
    with _client(limits, trust_env=False) as client:
        return _PinnedDownload(client, url, name, limits, place).run()


def _client(limits: Limits, *, trust_env: bool = True) -> httpx.Client:
    import httpx  # noqa: PLC0415  # only for URLs

    timeout = httpx.Timeout(limits.url_timeout_s)
    headers = {"Accept-Encoding": "identity", "User-Agent": "invoice-ocr"}
    return httpx.Client(timeout=timeout, headers=headers, follow_redirects=False, trust_env=trust_env)


class _Download:
    """A download in a thread of its own: no timeout of the client bounds the whole, so the caller stops waiting."""

    def __init__(self, client: httpx.Client, url: str, name: str, limits: Limits) -> None:
        self.client, self.url, self.name, self.limits = client, url, name, limits
        self.deadline = time.monotonic() + limits.url_timeout_s
        self.result: bytes | Exception | None = None

    def run(self) -> bytes:
        """Wait for the bytes, or for the deadline."""
        thread = threading.Thread(target=self._work, daemon=True)
        thread.start()
        thread.join(self.limits.url_timeout_s)
        if self.result is None:
            raise self._late()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def _work(self) -> None:
        try:
            self.result = self._follow()
        except Exception as error:  # noqa: BLE001  # raised again by the waiting thread
            self.result = error if isinstance(error, InvoiceOcrError) else self._failed(error)

    def _follow(self) -> bytes:
        url = self.url
        for _ in range(_REDIRECTS + 1):
            with self.client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return self._body(response)
                url = self._next(response)
        message = f"{self.name} redirects more than {_REDIRECTS} times."
        raise DocumentUnreachable(message, remedy=_CHECK)

    def _next(self, response: httpx.Response) -> str:
        target = response.url.join(response.headers["location"])
        if target.scheme not in {"http", "https"} or not target.host:
            message = f"{self.name} redirects to an address that is neither http nor https."
            raise DocumentUnreachable(message, remedy=_CHECK)
        return str(target)

    def _body(self, response: httpx.Response) -> bytes:
        if not response.is_success:
            status = f"{response.status_code} {response.reason_phrase}".strip()
            raise DocumentUnreachable(f"{self.name}: the server answered {status}.", remedy=_CHECK)
        chunks, size = [], 0
        for chunk in response.iter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > self.limits.max_bytes:
                raise self.limits.too_large(self.name)
            if time.monotonic() > self.deadline:
                raise self._late()
        return b"".join(chunks)

    def _late(self) -> DocumentUnreachable:
        message = f"{self.name} did not arrive within {self.limits.url_timeout_s:g} seconds."
        return DocumentUnreachable(message, remedy="Try again, or download the file and pass that.")

    def _failed(self, error: Exception) -> DocumentUnreachable:
        import httpx  # noqa: PLC0415

        if isinstance(error, httpx.TimeoutException):
            return self._late()
        reason = str(error).replace(self.url, default_name(self.url)) or type(error).__name__
        return DocumentUnreachable(f"{self.name} cannot be fetched ({reason}).", remedy="Check the address.")


class _PinnedDownload(_Download):
    """A download from the one address that was checked, whatever its host's name means a moment later."""

    def __init__(self, client: httpx.Client, url: str, name: str, limits: Limits, place: Destination) -> None:
        super().__init__(client, url, name, limits)
        self.place = place

    def _follow(self) -> bytes:
        import httpx  # noqa: PLC0415

        asked = httpx.URL(self.url)
        request = self.client.build_request(
            "GET",
            asked.copy_with(host=public_address(self.place)),
            headers={"Host": asked.netloc.decode("ascii")},
            extensions={"sni_hostname": self.place.host},
        )
        response = self.client.send(request, stream=True)
        try:
            return self._body(response)
        finally:
            response.close()
