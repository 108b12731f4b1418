"""Which addresses a fetch on a stranger's behalf may reach: hosts of a list, and only public addresses of theirs."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from invoice_ocr.errors import DocumentUnreachable

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_URL: Final = 8192
PORTS: Final = {"http": 80, "https": 443}

INSIDE: Final = tuple(
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure's host, public by its number only
        "192.0.0.0/24",  # IETF assignments, Oracle's metadata among them
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4 in IPv6 and its further disguises: the address inside may be any
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",  # site-local, given up in 2004
    )
)
"""Refused beside all that `ipaddress` knows not to be global; its older releases know less."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a permitted URL leads; ``host`` is a name or address as the list has it."""

    host: str
    port: int


def destination_of(scheme: str, host: str, port: int | None, permitted: Collection[str]) -> Destination:
    """The place that a URL's parts name, if the list has it as ``host`` or, for a port of its own, ``host:port``.

    Raises:
        DocumentUnreachable: It isn't on the list.
    """
    usual = PORTS.get(scheme)
    if usual is None:
        raise DocumentUnreachable(
            "Only http and https addresses are fetched.", remedy="Send the picture as a data URI."
        )
    entry = host.casefold() if port in {None, usual} else f"{host.casefold()}:{port}"
    if entry not in {listed.casefold() for listed in permitted}:
        raise DocumentUnreachable(
            "The host of this address is not on the server's list.", remedy="Send the picture as a data URI."
        )
    return Destination(host, port or usual)


def public_address(place: Destination) -> str:
    """An address of the host, looked up once; the connection must be made to this very address.

    Raises:
        DocumentUnreachable: There is none, or any of them leads into a private network.
    """
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DocumentUnreachable("The host of this address is not known.", remedy="Check the address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise DocumentUnreachable(
            "The host of this address lies in a private network.", remedy="Send the picture as a data URI."
        )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet: to no private, local or disguised network.

    >>> [is_public(a) for a in ("93.184.215.14", "10.0.0.1", "169.254.169.254", "::ffff:93.184.215.14", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.scope_id:
        return False
    inside = any(ip in network for network in INSIDE if network.version == ip.version)
    return ip.is_global and not (inside or ip.is_multicast or ip.is_reserved or ip.is_unspecified)
