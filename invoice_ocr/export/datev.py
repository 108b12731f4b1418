"""DATEV: a file of entries (EXTF 700, Buchungsstapel) with one entry for each tax rate.

Source: the table of columns in https://github.com/ledermann/datev after DATEV's format description. Each entry books a
gross amount from the supplier's account to the expense account; DATEV computes the tax by the key ([taxes]). The
mapping file gives the accounts, and `consultant` and `client` under [defaults].
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import account_for, demand, unsaid
from invoice_ocr.export.exported import Derived, Export
from invoice_ocr.export.items import itemise
from invoice_ocr.export.refusal import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.export.exported import Settings
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

COLUMNS: Final = (
    *(
        "Umsatz (ohne Soll/Haben-Kz)",
        "Soll/Haben-Kennzeichen",
        "WKZ Umsatz",
        "Kurs",
        "Basis-Umsatz",
        "WKZ Basis-Umsatz",
    ),
    *("Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum", "Belegfeld 1", "Belegfeld 2", "Skonto"),
    *("Buchungstext", "Postensperre", "Diverse Adressnummer", "Geschäftspartnerbank", "Sachverhalt", "Zinssperre"),
    "Beleglink",
    *(f"Beleginfo - {part} {number}" for number in range(1, 9) for part in ("Art", "Inhalt")),
    *("KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID", "EU-Steuersatz"),
    *("Abw. Versteuerungsart", "Sachverhalt L+L", "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp"),
    *("BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung"),
    *(f"Zusatzinformation - {part} {number}" for number in range(1, 21) for part in ("Art", "Inhalt")),
    *("Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp"),
    *("Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)", "EU-Land (Anzahlungen)"),
    *("Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", "Herkunft-Kz"),
    *("Buchungs GUID", "KOST-Datum", "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername", "Beteiligtennummer"),
    *("Identifikationsnummer", "Zeichnernummer", "Postensperre bis", "Bezeichnung SoBil-Sachverhalt"),
    *("Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum", "Datum Zuord. Steuerperiode"),
)
_AT: Final = {name: place for place, name in enumerate(COLUMNS)}
_NOT_IN_NUMBERS: Final = re.compile(r"[^A-Za-z0-9$&%*+\-/]")
_LONGEST_NUMBER, _LONGEST_TEXT = 36, 60
_MOST: Final = Decimal(10) ** 10
_ACCOUNT: Final = re.compile(r"\d{4,9}")
_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 4, 8


def as_datev(report: Report[Any], settings: Settings) -> Export:
    """The file, in Windows-1252 as DATEV reads it."""
    document: Purchase = report.document
    demand(document, "issue_date", "total", "currency", "seller.name")
    if document.currency != "EUR":
        raise ExportError("DATEV needs the exchange rate.", paths=("currency",), remedy="Enter this one by hand.")
    derived: list[Derived] = []
    entries = list(_entries(report, settings.mapping, derived))
    head = _head(document, settings.mapping, entries, derived)
    lines = [head, list(COLUMNS), *entries]
    content = "\r\n".join(";".join(line) for line in lines) + "\r\n"
    said = ("number", "due_date", "delivery_date", "tax_total", *_row_paths(document))
    return Export(_encoded(content), tuple(derived), unsaid(report, said))


def _entries(report: Report[Any], mapping: Mapping, derived: list[Derived]) -> Iterator[list[str]]:
    document: Purchase = report.document
    found = itemise(report)
    number = _number(document, derived)
    text = _text(f"{document.seller.name} {document.number or ''}".strip(), derived)
    contra = _account(mapping.contact(document.seller) or account_for("payable", mapping), "payable")
    for rate, category, gross in _gross(document, found.total):
        signed = found.sign * gross
        entry = [""] * len(COLUMNS)
        values = {
            "Umsatz (ohne Soll/Haben-Kz)": _amount(gross),
            "Soll/Haben-Kennzeichen": _quoted("S" if signed > 0 else "H"),
            "WKZ Umsatz": _quoted("EUR"),
            "Konto": _account(_expense(document, rate, mapping), "expense"),
            "Gegenkonto (ohne BU-Schlüssel)": contra,
            "BU-Schlüssel": _quoted(mapping.tax_code(rate, category) or ""),
            "Belegdatum": f"{document.issue_date:%d%m}",
            "Belegfeld 1": _quoted(number),
            "Buchungstext": _quoted(text),
            "Zugeordnete Fälligkeit": f"{document.due_date:%d%m%Y}" if document.due_date else "",
            "Festschreibung": "0",
            "Leistungsdatum": f"{document.delivery_date:%d%m%Y}" if document.delivery_date else "",
        }
        for name, value in values.items():
            entry[_AT[name]] = value
        yield entry


def _gross(document: Purchase, total: Decimal) -> list[tuple[Decimal | None, str | None, Decimal]]:
    """The gross amount of each tax rate, which together must be the total; without a breakdown the total."""
    if not document.taxes:
        return [(None, None, total)]
    rows = [(row.rate, row.category, row.base, row.amount) for row in document.taxes]
    if missing := [f"taxes[{i}].base" for i, row in enumerate(rows) if row[2] is None]:
        raise ExportError("Each rate needs its base.", paths=tuple(missing), remedy="Add it to the report.")
    if missing := [f"taxes[{i}].amount" for i, row in enumerate(rows) if row[3] is None]:
        raise ExportError("Each rate needs its amount.", paths=tuple(missing), remedy="Add it to the report.")
    gross = [(rate, category, base + tax) for rate, category, base, tax in rows]  # type: ignore[operator]  # both are there
    if sum((each[2] for each in gross), Decimal(0)) != total:
        raise ExportError("Bases and taxes don't add up to the total.", paths=("total", "taxes"), remedy="Correct it.")
    return [each for each in gross if each[2]]


def _row_paths(document: Purchase) -> Iterator[str]:
    for index in range(len(document.taxes)):
        yield from (f"taxes[{index}].{name}" for name in ("base", "amount"))


def _expense(document: Purchase, rate: Decimal | None, mapping: Mapping) -> str:
    """The account of the lines of a rate, where they have one; else that of the document."""
    accounts = {mapping.account(document, line) for line in document.lines if line.tax_rate == rate}
    account = accounts.pop() if len(accounts) == 1 else mapping.account(document)
    return account or account_for("expense", mapping)


def _head(document: Purchase, mapping: Mapping, entries: list[list[str]], derived: list[Derived]) -> list[str]:
    defaults = mapping.defaults
    names = [name for name in ("consultant", "client") if name not in defaults]
    if names:
        remedy = 'Give them in a mapping file: [defaults] consultant = "1001", client = "1".'
        raise ExportError("DATEV needs them.", paths=tuple(f"mapping.defaults.{name}" for name in names), remedy=remedy)
    day: date = document.issue_date  # type: ignore[assignment]  # demanded above
    start = defaults.get("year_start")
    if start is None:
        start = f"{day.year}0101"
        derived.append(Derived("mapping.defaults.year_start", start, "a financial year from January"))
    length = min(max(len(entry[_AT["Konto"]]) for entry in entries), _LONGEST_ACCOUNT)
    made = f"{datetime.now(UTC):%Y%m%d%H%M%S}000"
    none = _quoted("")
    named = [_quoted(_text(f"{document.seller.name}"[:30], []))]
    spans = [f"{day:%Y%m%d}", f"{day:%Y%m%d}"]
    first = [_quoted("EXTF"), "700", "21", _quoted("Buchungsstapel"), "7", made, "", none, none, none]
    firm = [defaults["consultant"], defaults["client"], start, str(max(length, _SHORTEST_ACCOUNT))]
    last = [none, "1", "0", "0", _quoted("EUR"), "", none, "", "", none, "", "", none, none]
    return [*first, *firm, *spans, *named, *last]


def _number(document: Purchase, derived: list[Derived]) -> str:
    """The number in the characters that DATEV takes."""
    plain = _NOT_IN_NUMBERS.sub("", document.number or "")
    if len(plain) > _LONGEST_NUMBER:
        message = f"DATEV takes {_LONGEST_NUMBER} characters of a number."
        raise ExportError(message, paths=("number",), remedy="Shorten it.")
    if plain != (document.number or ""):
        derived.append(Derived("number", plain, "DATEV takes letters, digits and $&%*+-/ only"))
    return plain


def _text(text: str, derived: list[Derived]) -> str:
    """At most 60 characters of Windows-1252; accents that it does not have are taken off."""
    made = "".join(_in_codepage(char) for char in " ".join(text.split()))[:_LONGEST_TEXT]
    if made != text:
        derived.append(Derived("seller.name", made, f"DATEV takes {_LONGEST_TEXT} characters of Windows-1252"))
    return made


def _in_codepage(char: str) -> str:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode() or "?"
    return char


def _encoded(content: str) -> bytes:
    return content.encode("cp1252")


def _amount(value: Decimal) -> str:
    if abs(value) >= _MOST or value != value.quantize(Decimal("0.01")):
        raise ExportError(f"{value} is no amount for DATEV.", paths=("total",), remedy="Correct the report.")
    return f"{abs(value):.2f}".replace(".", ",")


def _account(number: str, purpose: str) -> str:
    if not _ACCOUNT.fullmatch(number):
        remedy = "Accounts of DATEV are 4 to 9 digits: correct the mapping file."
        raise ExportError(f"{number!r} is no account.", paths=(f"mapping.accounts.{purpose}",), remedy=remedy)
    return number


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
