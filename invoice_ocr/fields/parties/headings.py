"""The printed headings of a party's block, such as "Bill to:" or "Seller / Pardavėjas:"."""

from __future__ import annotations

import re
from dataclasses import replace

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Cell
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.legal_forms import legal_form

HEADINGS = ("seller", "buyer", "ship_to")

NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]")
"""The number of a field in a form."""

CERTAIN = 12
"""A label of so many letters needs no colon where a firm's name follows it."""

SHORT = 4
"""Words with fewer letters join others in many languages."""

ATTENTION = re.compile(
    r"(?:attn?|attention(?: to)?|f\.?a\.?o|t\.? ?a\.? ?v|t\.? ?n\.? ?v|z\.? ?h(?:d|n?dn?)|zu h[äa]nden|[àa] l.attention"
    r"|[aá]t\.?te|a la atenci[óo]n|alla? c\.? ?a|all.attenzione|k\. ?att|do r[ąa]k|k ruk[áa]m)\b",
    re.IGNORECASE,
)
"""What begins the line of a person or a department within an address."""


OFFICE = re.compile(
    r"(?:the )?(?:accounts?(?: payable| department| dept)?|purchasing(?: department| dept)?|finance department"
    r"|(?:managing |finance |financial )?director|(?:general |office |purchasing )?manager|secretary|treasurer|bursar"
    r"|buchhaltung|kreditorenbuchhaltung|rechnungspr[üu]fung|finanzbuchhaltung|comptabilit[ée](?: fournisseurs)?"
    r"|service comptabilit[ée]|administraci[óo]n|contabilidad|amministrazione|ufficio acquisti|ufficio contabilit[àa]"
    r"|administratie|crediteurenadministratie|boekhouding|leverant[öo]rsreskontra|ksi[ęe]gowo[śs][ćc])"
    r"|herrn?|frau|firma|familie|eheleute|herrn? und frau|frau und herrn?"
    r"|monsieur|madame|m\.? (?:et|ou) mme|mme|mlle|signora?|egr\. sig\.|se[ñn]ora?(?:es)?"
    r"|de heer|mevrouw|messrs|m/s|mr\.?|mrs\.?|ms\.?|mr\.? (?:&|and) mrs\.?",
    re.IGNORECASE,
)
"""An office, or what is said before a name and stands in a line of its own."""


def headings(scan: Scan) -> list[tuple[str, LabelSpot]]:
    """All headings with their role; one in two languages is one heading."""
    found: list[tuple[str, LabelSpot]] = []
    for label in scan.labels:
        roles = [role for role in HEADINGS if role in label.meanings]
        whole = as_heading(scan, label) if roles else None
        if whole is not None and not _within_block(scan, whole):
            found.append((roles[0], whole))
    return found


def as_heading(scan: Scan, label: LabelSpot) -> LabelSpot | None:
    """The whole heading that the label begins; None where it is a word of a sentence.

    A heading ends with a colon, or is alone in its cell, or is long enough to be nothing else.
    """
    cell = cell_of(scan, label.spot)
    if label.spot.start != cell.start + is_numbered(cell) and not _follows_value(scan, label, cell):
        return None
    end = _end(scan, label, cell)
    tokens = scan.layout.rows[label.spot.row].tokens
    stop = cell.start + len(cell.tokens)
    rest = " ".join(token.text for token in tokens[end:stop])
    colon = tokens[end - 1].text.endswith(":") or rest.startswith(":")
    alone = not rest and len(label.compact) > 1
    certain = len(label.compact) >= CERTAIN and not label.fuzzy and legal_form(rest) is not None
    if not (colon or alone or certain) or (not colon and _is_particle(label)):
        return None
    end += rest.startswith(": ") or rest == ":"
    return replace(label, spot=scan.layout.spot(label.spot.row, label.spot.start, end))


def _is_particle(label: LabelSpot) -> bool:
    """Whether it is a word such as ``de`` or ``(TO)``, which a wide space has cut off from its sentence."""
    text = label.spot.text
    return len(label.compact) < SHORT and (text.islower() or text.startswith(("(", "[")))


def _follows_value(scan: Scan, label: LabelSpot, cell: Cell) -> bool:
    """Whether a value with its own label stands before it in a form's line: ``CUIT: 1  Razón social: Alder``."""
    row = label.spot.row
    marked = scan.layout.rows[row].tokens[label.spot.end - 1].text.endswith(":")
    before = any(cell.start == lab.spot.start for lab in scan.labels_in.get(row, []))
    return marked and before and len(label.compact) >= CERTAIN and not label.fuzzy and label.spot.start > cell.start


def _end(scan: Scan, label: LabelSpot, cell: Cell) -> int:
    """Where the heading ends: the same may follow in another language, ``Buyer / Pirkėjas``, or ``address``."""
    tokens = scan.layout.rows[label.spot.row].tokens
    roles = label.meanings & set(HEADINGS) | {"address"}
    end, stop = label.spot.end, cell.start + len(cell.tokens)
    while end < stop:
        after = end
        while after < stop and not any(map(str.isalnum, tokens[after].text)) and tokens[after].text != ":":
            after += 1
        follows = (lab for lab in scan.labels_in[label.spot.row] if lab.spot.start == after and lab.meanings & roles)
        other = next(follows, None)
        if other is None or tokens[end - 1].text.endswith(":"):
            return end
        end = other.spot.end
    return end


def is_numbered(cell: Cell) -> bool:
    """Whether a form counts its fields, and the cell begins with such a number: ``6. Consignee``."""
    return len(cell.tokens) > 1 and NUMBER.fullmatch(cell.tokens[0].text) is not None


def is_attention(text: str) -> bool:
    """Whether the line names a person or a department to whom a letter is handed, not a party.

    >>> is_attention("ATTN: Accounts Payable"), is_attention("T.a.v. de heer Bos"), is_attention("Attwood & Sons")
    (True, True, False)
    >>> is_attention("The Managing Director"), is_attention("Frau"), is_attention("Frau Ewa Alder")
    (True, True, False)
    """
    return ATTENTION.match(text) is not None or OFFICE.fullmatch(text.strip(" ,.:")) is not None


def without_office(text: str) -> str:
    """The name without the department that is to get the letter.

    >>> without_office("Alder Ltd, Accounts Payable"), without_office("Alder, Oak & Co")
    ('Alder Ltd', 'Alder, Oak & Co')
    """
    name, _, last = text.rpartition(",")
    return name if name and OFFICE.fullmatch(last.strip(" .")) and len(last.split()) > 1 else text


def _within_block(scan: Scan, heading: LabelSpot) -> bool:
    """Whether it only says to whom a letter is handed, in the block of the firm above it."""
    if not is_attention(heading.spot.text) or not heading.spot.row:
        return False
    row = scan.layout.rows[heading.spot.row - 1]
    box = heading.spot.box
    return row.page == heading.spot.page and any(
        abs(cell.box.left - box.left) < box.height and box.top - cell.box.bottom < box.height for cell in row.cells
    )
