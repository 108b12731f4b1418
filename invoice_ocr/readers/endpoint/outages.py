"""What the network raises, as errors that name the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore

from invoice_ocr.errors import EndpointError
from invoice_ocr.readers.endpoint.refusals import Refusal, host_of

if TYPE_CHECKING:
    from invoice_ocr.readers.endpoint.settings import Settings

NETWORK = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)
"""All that httpcore raises; a test counts them."""

_LATER = "Check the network and the address, or try again later."
_ROUTE = "Check the address, and the proxy in HTTPS_PROXY or NO_PROXY."
_TRUST = "Put the certificate of your network's authority into a file and set SSL_CERT_FILE to it."


@dataclass(frozen=True, slots=True)
class _Outage:
    """How it is said, and what the client makes of it (see `Refusal`)."""

    text: str
    retry: bool = False
    overloaded: bool = False
    down: bool = False
    charged: bool = False
    remedy: str = _LATER


_UNTRUSTED = _Outage("{host} shows a certificate that can't be trusted.", remedy=_TRUST)
_OUTAGES: tuple[tuple[type[Exception], _Outage], ...] = (
    (httpcore.ConnectTimeout, _Outage("{host} can't be reached within {connect:g} seconds.", retry=True, down=True)),
    (httpcore.PoolTimeout, _Outage("No connection got free within {pool:g} seconds.", retry=True)),
    (
        httpcore.TimeoutException,
        _Outage("{host} was silent for {read:g} seconds.", retry=True, overloaded=True, down=True, charged=True),
    ),
    (httpcore.ConnectError, _Outage("{host} can't be reached ({error}).", retry=True, down=True)),
    (httpcore.ProxyError, _Outage("The proxy does not let through to {host} ({error}).", remedy=_ROUTE)),
    (httpcore.UnsupportedProtocol, _Outage("{host} can't be asked ({error}).", remedy=_ROUTE)),
    (httpcore.LocalProtocolError, _Outage("{host} can't be asked ({error}).", remedy=_ROUTE)),
    (Exception, _Outage("{host} broke off the connection ({error}).", retry=True, down=True, charged=True)),
)
"""The first that fits; what comes before an answer is due was not charged."""


def network_refusal(error: Exception, settings: Settings) -> Refusal:
    """What this exception means for the request."""
    outage = next(outage for kind, outage in _OUTAGES if isinstance(error, kind))
    if isinstance(error, httpcore.ConnectError) and "CERTIFICATE" in str(error):
        outage = _UNTRUSTED
    limits = settings.limits
    message = outage.text.format(
        host=host_of(settings), error=error, connect=limits.connect_s, pool=limits.pool_s, read=limits.read_s
    )
    return Refusal(
        EndpointError(message, remedy=outage.remedy, stops_batch=not outage.retry),
        retry=outage.retry,
        overloaded=outage.overloaded,
        down=outage.down,
        charged=outage.charged,
    )


def late_refusal(settings: Settings) -> Refusal:
    """The request's whole time is over."""
    message = f"{host_of(settings)} gave no complete reply within {settings.limits.total_s:g} seconds."
    remedy = "Raise INVOICE_OCR_LIMITS_TOTAL_S, or ask for less at a time."
    return Refusal(EndpointError(message, remedy=remedy), overloaded=True, down=True, charged=True)
