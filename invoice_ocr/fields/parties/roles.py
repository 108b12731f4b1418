"""Which of several headed blocks is a party's, and which heads a slip, a bank's account or a salesman's name."""

from __future__ import annotations

from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.parties.blocks import Block
from invoice_ocr.fields.parties.legal_forms import legal_form

SLIPS = ("checkspay", "checkpay", "chequespay", "chequepay", "remitpay", "sendpay", "mailpay", "sendremit")
"""What a heading says that asks for a cheque."""

SENDERS = frozenset(
    {"shipper", "consignor", "expediteur", "remitente", "mittente", "remetente", "absender", "afzender"}
)
"""Who sends the goods: on a carrier's bill, the one who is billed."""

RECEIVERS = frozenset({"consignee", "consignatario", "consignataire", "konsignatar"})
"""Who gets the goods: where somebody else is billed, that one buys."""

SALESMEN = frozenset(
    {"verkoper", "vendedor", "venditore", "verkaufer", "verkaeufer", "vendeur", "saljare", "saelger", "selger", "myyja"}
    | {"satici", "sprzedawca", "prodejce", "predajca", "prodavac", "prodajalec", "elado", "penjual", "seller", "muuja"}
    | {"vanzator", "pardavejas", "pardevejs", "vendor"}
)
"""What heads the seller, or stands before the one who has served the customer."""


def sellers_of(blocks: list[Block]) -> list[Block]:
    """The blocks headed as the seller's, first those whose heading can be nobody else's.

    The one who sends the goods and is billed for them is the buyer.
    """
    sellers = [b for b in blocks if b.role == "seller" and not (_says(b, SENDERS) and _is_billed(b, blocks))]
    return sorted(sellers, key=lambda b: _says(b, SENDERS))


def _says(block: Block, words: frozenset[str]) -> bool:
    return block.heading is not None and block.heading.compact in words


def _is_billed(block: Block, blocks: list[Block]) -> bool:
    """Whether a buyer's block begins with the name that this block has."""
    name = fold(block.lines[0].text)
    return any(b.role == "buyer" and fold(b.lines[0].text).startswith(name) for b in blocks)


def buyers_of(blocks: list[Block]) -> list[Block]:
    """The blocks headed as the buyer's; a short word such as ``To`` also heads the seller's on a slip for payment."""
    return sorted(
        (b for b in blocks if b.role == "buyer"),
        key=lambda b: (b.heading is None or len(b.heading.compact) < 4, _says(b, RECEIVERS)),
    )


def places_of_others(blocks: list[Block]) -> set[tuple[int, int]]:
    """Where the cells of blocks that are not the seller's begin, and their headings."""
    others = [b for b in blocks if b.role != "seller"]
    places = {(s.row, s.start) for b in others for s in b.lines}
    return places | {(b.heading.spot.row, b.heading.spot.start) for b in others if b.heading}


def names_salesman(block: Block) -> bool:
    """Whether the block is a person's name in a list of labels: ``Verkoper: Ewa Alder`` under the order's number."""
    name = block.lines[0].text
    alone = len(block.lines) == 1 and not block.details and not block.aside
    person = 1 < len(name.split()) < 4 and not any(map(str.isdigit, name)) and legal_form(name) is None
    beside = block.heading is not None and block.heading.spot.row == block.lines[0].row
    return alone and person and beside and _says(block, SALESMEN)


def of_slip(block: Block) -> bool:
    """Whether the block is the address on a slip for payment: a letterhead says the same, and with the whole name."""
    return block.heading is not None and any(word in block.heading.compact for word in SLIPS)


def of_bank(scan: Scan, block: Block) -> bool:
    """Whether the block says to whom and where to pay, and no more."""
    if block.heading is None or not block.heading.compact.startswith(("pay", "remit", "zahl")):
        return False
    rows = {line.row for line in (*block.lines, *block.details)}
    labels = (lab for row in rows for lab in scan.labels_in.get(row, []))
    return any(lab.meanings & {"bank", "iban", "account", "bic"} for lab in labels)
