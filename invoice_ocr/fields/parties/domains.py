"""The firm's name as its e-mail or web address spells it."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.scan import Scan

SHORTEST = 4
"""Fewer letters are part of many names."""

ROLES = frozenset(
    {
        "sales",
        "office",
        "billing",
        "invoice",
        "invoices",
        "account",
        "accounts",
        "accounting",
        "order",
        "orders",
        "admin",
    }
    | {"support", "service", "contact", "hello", "payments", "payment", "booking", "bookings", "reception", "enquiries"}
    | {"kontakt", "rechnung", "rechnungen", "buchhaltung", "verkauf", "bestellung", "kundenservice", "verwaltung"}
    | {"compta", "comptabilite", "facturation", "facture", "accueil", "contacto", "ventas", "facturas", "facturacion"}
    | {"administracion", "contabilidad", "amministrazione", "contabilita", "vendite", "fatture", "facturatie"}
    | {"administratie", "verkoop", "faktura", "faktury", "fakturace", "ksiegowosc", "biuro", "comercial", "financeiro"}
)
"""Mailboxes named after what they are for; others may be named after the firm, as where a provider has the domain."""

HOSTS = frozenset({"gmail", "yahoo", "hotmail", "outlook", "example"})
"""Domains that name nobody: those of the largest providers, and the one that is reserved for examples (RFC 2606)."""

BARE = re.compile(r"(?:www\.)?[a-z\d][a-z\d-]+(?:\.[a-z\d-]{2,})*\.[a-z]{2,7}(?:/[\w/-]*)?")
"""A web address that stands alone; a dot between two words of a sentence has a space after it."""


def is_web_address(text: str) -> bool:
    """Whether the text is a web address and nothing else.

    >>> [is_web_address(text) for text in ("alderinn.example", "www.alder.example/menu", "Alder Inn.", "Alder.example")]
    [True, True, False, False]
    """
    return BARE.fullmatch(text.strip(" .,")) is not None


def domains_of(scan: Scan) -> set[str]:
    """The firm's name as its e-mail or web address spells it."""
    text = " ".join(row.text for row in scan.layout.rows).lower()
    found = re.findall(r"(?:@|www\.)([a-z0-9-]+)\.[a-z.]+", text)
    alone = (cell.text.strip(" .,") for row in scan.layout.rows for cell in row.cells if "." in cell.text)
    found += [text.removeprefix("www.").split(".")[0] for text in alone if is_web_address(text)]
    hosted = (user for user in re.findall(r"([a-z0-9]+)@", text) if len(user) > SHORTEST and user not in ROLES)
    return {d.replace("-", "") for d in [*found, *hosted] if d not in HOSTS}


def share_of_domain(folded: str, domains: set[str]) -> float:
    """How much of a domain the name spells: one word of several may be another's."""
    if len(folded) < SHORTEST:
        return 0.0
    spelt = (d for d in domains if len(d) >= SHORTEST and (d in folded or folded in d))
    return max((min(1.0, 2 * len(folded) / len(domain)) for domain in spelt), default=0.0)
