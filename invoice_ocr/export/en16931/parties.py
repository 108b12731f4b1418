"""Seller, buyer and where the goods went: countries, prefixes of VAT ids, addresses in networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.values.country import find_countries, is_country

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invoice_ocr.export.en16931.work import Values, Work

_PREFIXES: Final[Mapping[str, str]] = {"GR": "EL"}
_COUNTRIES: Final[Mapping[str, str]] = {"EL": "GR", "XI": "GB"}
"""Where the prefix of a VAT id is not the country's code (Directive 2006/112/EC, article 215)."""

_SCHEMES: Final[Mapping[str, str]] = {
    "AT": "9914",
    "BE": "9925",
    "BG": "9926",
    "CH": "9927",
    "CY": "9928",
    "CZ": "9929",
    "DE": "9930",
    "EE": "9931",
    "GB": "9932",
    "GR": "9933",
    "HR": "9934",
    "IE": "9935",
    "LI": "9936",
    "LT": "9937",
    "LU": "9938",
    "LV": "9939",
    "MC": "9940",
    "ME": "9941",
    "MK": "9942",
    "MT": "9943",
    "NL": "9944",
    "PL": "9945",
    "PT": "9946",
    "RO": "9947",
    "RS": "9948",
    "SI": "9949",
    "SK": "9950",
    "SM": "9951",
    "TR": "9952",
    "VA": "9953",
    "FR": "9957",
    "HU": "9910",
    "ES": "9920",
    "IT": "0211",
    "FI": "0213",
}
"""The code of each country's VAT numbers in the list of electronic address schemes (EAS)."""


def prepare_parties(work: Work) -> None:
    """Countries and VAT ids of all parties."""
    for role in ("seller", "buyer", "ship_to"):
        party = work.values.get(role)
        if party:
            _prepare(work, role, party)


def put_endpoints(work: Work, *, by_email: bool) -> None:
    """Where seller and buyer are reached: from the mapping, the VAT id, or, where the format allows it, the e-mail."""
    for role in ("seller", "buyer"):
        scheme, address, rule = _endpoint(work, role, by_email=by_email)
        if address:
            work.put_extra(f"{role}.endpoint", address, rule)
            work.put_extra(f"{role}.endpoint_scheme", scheme)
        else:
            reason = f"no electronic address of the {role} is known"
            work.refuse([f"{role}.vat_id"], reason, f"BT-{34 if role == 'seller' else 49}; give it under [endpoints]")


def _prepare(work: Work, role: str, party: Values) -> None:
    _put_street(work, role, party)
    _put_country(work, role, party)
    _put_prefix(work, role, party)


def _put_street(work: Work, role: str, party: Values) -> None:
    """An address that was not taken apart goes into the street as it is printed."""
    address = party["address"]
    if address and not (address["street"] or address["city"] or address["postcode"]):
        printed = ", ".join(address["lines"]) or address["text"]
        if printed:
            work.put(address, f"{role}.address.street", printed, "the printed address, as a whole")


def _put_country(work: Work, role: str, party: Values) -> None:
    address = party["address"]
    if address and address["country"]:
        return
    country, rule = _country(work, role, party)
    if country:
        party["address"] = address or {"lines": ()}
        work.put(party["address"], f"{role}.address.country", country, rule)
    elif role == "ship_to" and address:
        work.left_out.append("ship_to.address")
        party["address"] = None


def _country(work: Work, role: str, party: Values) -> tuple[str | None, str]:
    address = party["address"] or {}
    printed = " ".join([address.get("text") or "", *address.get("lines", ())])
    named = {found.parsed.value for found in find_countries(printed)}
    if len(named) == 1:
        return named.pop(), "the country that the address names"
    prefix = (party["vat_id"] or "")[:2].upper()
    if is_country(_COUNTRIES.get(prefix, prefix)):
        return _COUNTRIES.get(prefix, prefix), "the prefix of the VAT id"
    iban = (work.values["payment"]["iban"] or "")[:2].upper()
    if role == "seller" and is_country(iban):
        return iban, "the country of the IBAN"
    told = work.mapping.defaults.get("country")
    if told:
        return told, "the mapping file"
    seller = (work.values["seller"]["address"] or {}).get("country")
    if role == "buyer" and address and seller:
        return seller, "an address that names no country lies in the seller's"
    return None, ""


def _put_prefix(work: Work, role: str, party: Values) -> None:
    number, country = party["vat_id"], (party["address"] or {}).get("country")
    if not number or role == "ship_to" or _has_prefix(number) or not country:
        return
    prefixed = _PREFIXES.get(country, country) + number
    work.put(party, f"{role}.vat_id", prefixed, "the country's code before the VAT id")


def _has_prefix(number: str) -> bool:
    prefix = number[:2]
    return is_country(_COUNTRIES.get(prefix, prefix)) or prefix == "1A"


def _endpoint(work: Work, role: str, *, by_email: bool) -> tuple[str, str, str]:
    party: Any = work.values[role]
    told = work.mapping.endpoint(getattr(work.document, role))
    if told:
        scheme, _, address = told.partition(":")
        return scheme, address, ""
    if by_email and party["email"]:
        return "EM", party["email"], "the e-mail address"
    number = party["vat_id"] or ""
    country = _COUNTRIES.get(number[:2], number[:2])
    if country in _SCHEMES:
        bare = number[2:] if country == "FI" else number
        return _SCHEMES[country], bare, "the VAT id, in the scheme of its country"
    return "", "", ""
