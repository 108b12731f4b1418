"""What documents say in words, in the languages that labels are known in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.model.purchase import Purchase

REVERSE_CHARGE = re.compile(
    r"reverse[ -]charge|steuerschuldnerschaft des leistungsempf|autoliquidation|inversi[oó]n del sujeto pasivo"
    r"|inversione contabile|btw verlegd|omvänd (?:skatt|betalnings)skyldighet|odwrotne obciążenie|autoliquidaç"
    r"|přenesen[áí] daňov|käännetty verovelvollisuus|prijenos porezne obveze|fordított adózás",
    re.IGNORECASE,
)
"""The mention that Article 226(11a) of Directive 2006/112/EC prescribes, in the languages of its states."""

SMALL_BUSINESS = re.compile(
    r"§\s*19\s*(?:abs\.?\s*1\s*)?ustg|kleinunternehmer|293\s*b\b|franchise en base|regime forfettario|regime dei minimi"
    r"|kleineondernemersregeling|isento (?:de iva )?.{0,20}artigo 53|\bkor\b.{0,20}btw",
    re.IGNORECASE,
)
"""Small businesses that charge no tax: DE § 19 UStG, FR 293 B CGI, IT L. 190/2014, NL KOR, PT CIVA 53."""

CARRIED = re.compile(
    r"(?:übertrag|carried forward|brought forward|carry forward|carried over|page (?:sub)?total|zwischensumme"
    r"|à reporter|report page|riporto|suma y sigue|transporte|transport(?:eren)?|överföres|z przeniesienia"
    r"|do przeniesienia|převod)(?:\W+(?:von|auf|to|from|page|seite|pagina|sida))*\W*\d*\W*",
    re.IGNORECASE,
)
"""A sum at the foot or head of a page, when it is all that a line says."""

NEW_ACCOUNT = re.compile(
    r"(?:new|changed?|updated) bank (?:details|account)|bank (?:details|account) (?:has|have|is|are|was|were) "
    r"(?:been )?(?:new|changed|updated)|neue (?:bankverbindung|kontonummer|kontoverbindung)"
    r"|bankverbindung (?:hat sich )?geändert|geänderte bankverbindung"
    r"|nouvelles? coordonn[ée]es bancaires|nuevos? datos bancarios"
    r"|nuove coordinate bancarie|nieuw(?:e)? (?:rekeningnummer|bankrekening)"
    r"|novos dados bancários|nowy (?:numer )?(?:rachunek|konta)",
    re.IGNORECASE,
)


def said(document: Purchase) -> Iterator[tuple[str, str]]:
    """What the document says in free text, by path."""
    for index, note in enumerate(document.notes):
        yield f"notes[{index}]", note
    if document.payment.terms:
        yield "payment.terms", document.payment.terms
