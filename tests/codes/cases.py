"""Texts of codes and what they say; all parties are invented."""

from __future__ import annotations

import base64
import binascii
import json
from typing import NamedTuple


class Case(NamedTuple):
    """A code's text, the values by path, and the format in which it is printed."""

    text: str
    values: dict[str, str]
    form: str = "QRCode"


def tagged(*values: str) -> str:
    """The text of a Saudi code."""
    parts = (value.encode() for value in values)
    return base64.b64encode(b"".join(bytes([tag, len(v)]) + v for tag, v in enumerate(parts, start=1))).decode()


def voucher(**members: object) -> str:
    """The address of an Argentine voucher."""
    said = {"ver": 1, "fecha": "2025-08-19", "cuit": 30974221043, "ptoVta": 7, "tipoCmp": 1, "nroCmp": 69328}
    said |= {"importe": 32621.60, "moneda": "PES", "ctz": 1, "tipoDocRec": 80, "nroDocRec": 30078671420, **members}
    return f"https://www.afip.gob.ar/fe/qr/?p={base64.b64encode(json.dumps(said).encode()).decode()}"


def raw_voucher(data: str) -> str:
    return f"https://www.afip.gob.ar/fe/qr/?p={base64.b64encode(data.encode()).decode()}"


def token(**members: object) -> str:
    """The text of an Indian e-invoice; its signature is none."""
    said = {
        "SellerGstin": "29AAGCB7383J1Z4",
        "BuyerGstin": "27AAACI1681G1ZU",
        "DocNo": "MT/25-26/0042",
        "DocTyp": "INV",
    }
    data = json.dumps({**said, "DocDt": "03/05/2025", "TotInvVal": 118000.5, "ItemCnt": 2, **members})
    payload = json.dumps({"data": data, "iss": "NIC"})
    parts = (base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in ('{"alg":"RS256"}', payload))
    return ".".join((*parts, "c2lnbmF0dXJl"))


def emv(*objects: tuple[str, str]) -> str:
    """The text of a merchant's payment code, with its checksum."""
    text = "".join(f"{tag}{len(value):02}{value}" for tag, value in (("00", "01"), *objects)) + "6304"
    return f"{text}{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


SHOP = (
    ("26", "0012org.example0104test"),
    *(("52", "5812"), ("53", "764"), ("54", "250.50"), ("58", "TH"), ("59", "Lotus Lamps"), ("60", "Bangkok")),
)
HUB = (
    *("HRVHUB30", "EUR", "000000000012355"),
    *("Ana Primjer", "Ulica lipa 4", "10000 Zagreb", "Lampe Jadran d.o.o.", "Obala 7", "21000 Split"),
    *("HR8999999991100000017", "HR01", "7269-68949637-19", "COST", "Troskovi za 1. mjesec"),
)
SPC = (
    *("SPC", "0200", "1", "CH9300762011623852957"),
    *("S", "Lampenhaus Rhein AG", "Uferweg", "7", "4051", "Basel", "CH"),
    *("", "", "", "", "", "", ""),
    *("1949.75", "CHF"),
    *("S", "Gasthof Linde", "Dorfplatz", "2", "3012", "Bern", "CH"),
    *("SCOR", "RF18539007547034", "", "EPD"),
)
COMBINED = (
    *SPC[:4],
    *("K", "Lampenhaus Rhein AG", "Uferweg 7", "4051 Basel", "", "", "CH"),
    *([""] * 8),
    "EUR",
    *([""] * 7),
    *("NON", "", "Spende", "EPD"),
)
SWICO = "//S1/10/10201409/11/260512/20/140.000-53/30/106017086/31/260508/32/8.1/40/2:10;0:30"

GOOD = {
    "swiss": Case(
        "\r\n".join([*SPC, SWICO]),
        {
            "payment.iban": "CH9300762011623852957",
            "payee.name": "Lampenhaus Rhein AG",
            "payee.address.text": "Uferweg 7, 4051 Basel",
            "payee.address.country": "CH",
            "amount_due": "1949.75",
            "currency": "CHF",
            "buyer.name": "Gasthof Linde",
            "buyer.address.text": "Dorfplatz 2, 3012 Bern",
            "buyer.address.country": "CH",
            "payment.reference": "RF18539007547034",
            "number": "10201409",
            "issue_date": "2026-05-12",
            "buyer_reference": "140.000-53",
            "seller.vat_id": "CHE106017086",
            "delivery_date": "2026-05-08",
        },
    ),
    "swiss-combined-no-amount": Case(
        "\n".join(COMBINED),
        {
            "payment.iban": "CH9300762011623852957",
            "payee.name": "Lampenhaus Rhein AG",
            "payee.address.text": "Uferweg 7, 4051 Basel",
            "payee.address.country": "CH",
            "currency": "EUR",
        },
    ),
    "girocode": Case(
        "BCD\n002\n1\nSCT\nBFSWDE33BER\nAnna Berg GmbH\nDE02120300000000202051\nEUR1234.5\n\n\nRechnung 17\n",
        {
            "payment.bic": "BFSWDE33BER",
            "payee.name": "Anna Berg GmbH",
            "payment.iban": "DE02120300000000202051",
            "amount_due": "1234.5",
            "currency": "EUR",
            "payment.reference": "Rechnung 17",
        },
    ),
    "girocode-reference": Case(
        "BCD\r\n001\r\n1\r\nSCT\r\n\r\nAnna Berg\r\nDE02120300000000202051\r\nEUR12.30\r\n\r\nRF18539007547034",
        {
            "payee.name": "Anna Berg",
            "payment.iban": "DE02120300000000202051",
            "amount_due": "12.30",
            "currency": "EUR",
            "payment.reference": "RF18539007547034",
        },
    ),
    "zatca": Case(
        tagged("Palm Cafe", "310122393500003", "2025-04-25T15:30:00", "115.00", "15.00", "hash"),
        {
            "seller.name": "Palm Cafe",
            "seller.vat_id": "310122393500003",
            "issue_date": "2025-04-25",
            "total": "115.00",
            "tax_total": "15.00",
        },
    ),
    "zatca-near-midnight": Case(
        tagged("مقهى النخيل", "310122393500003", "2025-04-25T22:30:00Z", "115.00", "15.00"),
        {"seller.name": "مقهى النخيل", "seller.vat_id": "310122393500003", "total": "115.00", "tax_total": "15.00"},
    ),
    "tse": Case(
        "V0;955002-00;Kassenbeleg-V1;Beleg^75.33_7.99_0.00_0.00_0.00^10.00:Bar_5.00:Bar:CHF_73.32:Unbar;18;112;"
        "2025-07-10T18:41:04.000Z;2025-07-10T18:41:09.000Z;ecdsa-plain-SHA256;unixTime;c2ln;a2V5",
        {
            "total": "83.32",
            "issue_date": "2025-07-10",
            "payments[0].amount": "10.00",
            "payments[0].method": "Bar",
            "payments[1].amount": "73.32",
            "payments[1].method": "Unbar",
        },
    ),
    "tse-no-receipt": Case(
        "V0;955002-00;SonstigerVorgang;Bestellung^1;18;112;2025-07-10T18:41:04Z;2025-07-10T18:41:09Z;a;b;c;d", {}
    ),
    "atcud": Case(
        "A:509999912*B:999999990*C:PT*D:FT*E:N*F:20250812*G:FT 2025/0035*H:CSDF7T5H-0035*I1:PT*I2:10.00*I7:100.00"
        "*I8:23.00*N:23.00*O:133.00*Q:kLp0*R:9999",
        {
            "seller.vat_id": "PT509999912",
            "issue_date": "2025-08-12",
            "number": "FT 2025/0035",
            "taxes[0].base": "10.00",
            "taxes[0].amount": "0.00",
            "taxes[1].base": "100.00",
            "taxes[1].amount": "23.00",
            "tax_total": "23.00",
            "total": "133.00",
        },
    ),
    "atcud-credit-note": Case(
        "A:509999912*B:501964843*C:PT*D:NC*E:N*F:20250813*G:NC 2025/2*H:CSDF7T5H-2*J1:PT-AC*J3:50.00*J4:2.00*N:2.00"
        "*O:52.00*Q:kLp0*R:9999",
        {
            "seller.vat_id": "PT509999912",
            "buyer.vat_id": "PT501964843",
            "document_type": "credit_note",
            "issue_date": "2025-08-13",
            "number": "NC 2025/2",
            "taxes[0].base": "50.00",
            "taxes[0].amount": "2.00",
            "tax_total": "2.00",
            "total": "52.00",
        },
    ),
    "cfdi": Case(
        "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=5B8C3D1E-0000-4000-8000-1234567890AB"
        "&re=LAN7008173R5&rr=XAXX010101000&tt=0000001160.500000&fe=abcdefg=",
        {"seller.vat_id": "LAN7008173R5", "total": "1160.50"},
    ),
    "cfdi-buyer": Case(
        "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?&id=5B8C3D1E-0000-4000-8000-1234567890AB"
        "&re=LAN7008173R5&rr=EKU9003173C9&tt=1160.5&fe=abcdefg%3D",
        {"seller.vat_id": "LAN7008173R5", "buyer.vat_id": "EKU9003173C9", "total": "1160.5"},
    ),
    "arca": Case(
        voucher(),
        {
            "seller.vat_id": "30974221043",
            "buyer.vat_id": "30078671420",
            "number": "00007-00069328",
            "issue_date": "2025-08-19",
            "total": "32621.6",
            "currency": "ARS",
        },
    ),
    "arca-credit-note": Case(
        voucher(tipoCmp=8, tipoDocRec=99, nroDocRec=0, moneda="DOL").replace("afip", "arca"),
        {
            "seller.vat_id": "30974221043",
            "number": "00007-00069328",
            "issue_date": "2025-08-19",
            "document_type": "credit_note",
            "total": "32621.6",
            "currency": "USD",
        },
    ),
    "verifactu": Case(
        "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=89890001K&numserie=12345678%26G33"
        "&fecha=01-09-2026&importe=241.40",
        {"seller.vat_id": "89890001K", "number": "12345678&G33", "issue_date": "2026-09-01", "total": "241.40"},
    ),
    "nfe": Case(
        "52060433009911002506550120000007800267301615",
        {"seller.vat_id": "33009911002506", "number": "780"},
        "Code128",
    ),
    "nfce": Case(
        "https://www.fazenda.pr.gov.br/nfce/qrcode?p=52060433009911002506650120000007800267301618|2|1|1|A1B2",
        {"seller.vat_id": "33009911002506", "number": "780"},
    ),
    "nfe-letters": Case(
        "35260712ABC34501DE35550010000010421123456781",
        {"seller.vat_id": "12ABC34501DE35", "number": "1042"},
        "Code128",
    ),
    "nfce-offline": Case(
        "https://www.fazenda.pr.gov.br/nfce/qrcode?p=52060433009911002506650120000007800267301618|2|1|14|150.75|A1|1|B2",
        {"seller.vat_id": "33009911002506", "number": "780", "total": "150.75"},
    ),
    "indian-invoice": Case(
        token(),
        {
            "seller.vat_id": "29AAGCB7383J1Z4",
            "buyer.vat_id": "27AAACI1681G1ZU",
            "number": "MT/25-26/0042",
            "issue_date": "2025-05-03",
            "total": "118000.5",
        },
    ),
    "indian-credit-note": Case(
        token(DocTyp="CRN", BuyerGstin="URP"),
        {
            "seller.vat_id": "29AAGCB7383J1Z4",
            "number": "MT/25-26/0042",
            "issue_date": "2025-05-03",
            "document_type": "credit_note",
            "total": "118000.5",
        },
    ),
    "hub3": Case(
        "\n".join(HUB),
        {
            "buyer.name": "Ana Primjer",
            "payee.name": "Lampe Jadran d.o.o.",
            "payment.iban": "HR8999999991100000017",
            "amount_due": "123.55",
            "currency": "EUR",
            "payment.reference": "HR01 7269-68949637-19",
        },
        "PDF417",
    ),
    "hub3-open-amount": Case(
        "\n".join((*HUB[:2], "0" * 15, *[""] * 3, *HUB[6:10], "HR99", "")),
        {"payee.name": "Lampe Jadran d.o.o.", "payment.iban": "HR8999999991100000017"},
        "PDF417",
    ),
    "emv": Case(
        emv(*SHOP, ("62", "0106INV-420505T-001")),
        {"payee.name": "Lotus Lamps", "amount_due": "250.50", "currency": "THB", "payment.reference": "T-001"},
    ),
    "emv-bill": Case(
        emv(*SHOP, ("62", "0106INV-42")),
        {"payee.name": "Lotus Lamps", "amount_due": "250.50", "currency": "THB", "payment.reference": "INV-42"},
    ),
    "emv-tip": Case(emv(*SHOP, ("55", "01"), ("62", "0503***")), {"payee.name": "Lotus Lamps"}),
    "upi": Case(
        "upi://pay?pa=lampstore@examplebank&pn=Lamp%20Store&am=1180.00&cu=INR&tr=MT0042",
        {
            "payment.account": "lampstore@examplebank",
            "payee.name": "Lamp Store",
            "amount_due": "1180.00",
            "currency": "INR",
            "payment.reference": "MT0042",
        },
    ),
    "upi-invoice": Case(
        "upi://pay?pa=lampstore@examplebank&pn=Lamp%20Store&am=1180&cu=INR&gstIn=29AAGCB7383J1Z4&invoiceNo=MT-42"
        "&invoiceDate=2025-05-03T23:21:50+05:30",
        {
            "payment.account": "lampstore@examplebank",
            "payee.name": "Lamp Store",
            "amount_due": "1180",
            "currency": "INR",
            "seller.vat_id": "29AAGCB7383J1Z4",
            "number": "MT-42",
            "issue_date": "2025-05-03",
        },
    ),
    "spayd": Case(
        "SPD*1.0*ACC:CZ5855000000001265098001+RZBCCZPP*AM:480.55*CC:CZK*DT:20260615*RN:SKLARNA JIZERA*X-VS:20260077",
        {
            "payment.iban": "CZ5855000000001265098001",
            "payment.bic": "RZBCCZPP",
            "amount_due": "480.55",
            "currency": "CZK",
            "due_date": "2026-06-15",
            "payee.name": "SKLARNA JIZERA",
            "payment.reference": "20260077",
        },
    ),
}

BAD = {
    "hub3-cut": ("\n".join(HUB[:8]), "lines"),
    "hub3-amount": ("\n".join((*HUB[:2], "123.55", *HUB[3:])), "lines"),
    "hub3-account": ("\n".join(HUB).replace(HUB[9], "HR00" + HUB[9][4:]), "check digits"),
    "emv-checksum": (emv(*SHOP)[:-1] + "?", "checksum"),
    "emv-changed": (emv(*SHOP).replace("250.50", "950.50"), "checksum"),
    "emv-cut-object": (emv(*SHOP, ("62", "0199X")), "cut"),
    "emv-amount": (emv(("53", "764"), ("54", "2,50"), ("58", "TH")), "amount"),
    "swiss-cut": ("\n".join(SPC[:20]), "Swiss"),
    "swiss-version": ("\n".join(SPC).replace("0200", "0300"), "lines"),
    "swiss-account": ("\n".join(SPC).replace("CH93", "CH94"), "check digits"),
    "swiss-day": ("\n".join([*SPC, SWICO.replace("260512", "261350")]), "date"),
    "swiss-amount": ("\n".join(SPC).replace("1949.75", "1'949.75"), "amount"),
    "girocode-version": ("BCD\n003\n1\nSCT\n\nAnna\nDE02120300000000202051\nEUR1", "GiroCode"),
    "girocode-currency": ("BCD\n002\n1\nSCT\n\nAnna\nDE02120300000000202051\nUSD1", "euros"),
    "girocode-check-digits": ("BCD\n002\n1\nSCT\n\nAnna\nDE03120300000000202051\nEUR1", "check digits"),
    "girocode-amount": ("BCD\n002\n1\nSCT\n\nAnna\nDE02120300000000202051\nEURNaN", "amount"),
    "tse-cut": ("V0;955002-00;Kassenbeleg-V1;Beleg^75.33", "till"),
    "atcud-cut": ("A:509999912*B:999999990*D:FT", "lacks"),
    "atcud-date": ("A:509999912*B:999999990*D:FT*F:20251341*G:1*H:1*O:1.00", "date"),
    "arca-json": ("https://www.afip.gob.ar/fe/qr/?p=eyJ2ZXIiOg", "JSON"),
    "arca-member": (voucher(ptoVta=None), "no number"),
    "arca-exponent": (raw_voucher('{"ptoVta": 1e9999999, "nroCmp": 1}'), "no number"),
    "arca-infinite": (raw_voucher('{"ptoVta": Infinity, "nroCmp": 1}'), "JSON"),
    "arca-deep": (raw_voucher('{"p": ' + "[" * 3000), "JSON"),
    "arca-cuit": (voucher(cuit={"a": 1}), "no tax number"),
    "arca-nothing": (raw_voucher("{}"), "lacks"),
    "arca-list": (raw_voucher("[]"), "object"),
    "arca-amount": (voucher(importe="1e9"), "amount"),
    "cfdi-amount": (
        "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=5b8c&re=lan7008173r5&tt=.5",
        "amount",
    ),
    "nfe-check-digit": ("52060433009911002506550120000007800267301616", "check digit"),
    "spayd-account": ("SPD*1.0*AM:480.55", "account"),
    "spayd-version": ("SPD*2.0*ACC:CZ58", "Version"),
    "indian-buyer": (token(BuyerGstin=["27AAACI1681G1ZU"]), "no tax number"),
    "indian-number": (token(DocNo=None), "no text"),
    "indian-member": (token(TotInvVal="many"), "amount"),
    "verifactu-date": (
        "https://prewww2.aeat.es/?a=1".replace("aeat.es", "agenciatributaria.gob.es")
        + "&nif=89890001K&numserie=1&fecha=2026-01-01&importe=1",
        "date",
    ),
}

OTHER = (
    "",
    "4006381333931",
    "00020100020100020100",
    "https://example.com/?p=eyJ2ZXIiOjF9",
    "https://afip.gob.ar.example.com/fe/qr/?p=eyJ2ZXIiOjF9",
    "https://verificacfdi.sat.gob.mx.example.com/?id=1&re=A&tt=1",
    "WIFI:T:WPA;S:cafe;P:secret;;",
    "BEGIN:VCARD\nFN:Anna\nEND:VCARD",
    "SPCX\n0200",
    "aGVsbG8gd29ybGQ=",
    "eyJ0.eyJkYXRhIjoxfQ.x",
    "upi://mandate?pa=x",
    "http://[::1",
    "x" * 9000,
)
