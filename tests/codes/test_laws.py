"""What is written into a code is what is read from it, to the last digit."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlencode

from cases import SPC, raw_voucher, tagged
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.codes import read_code
from invoice_ocr.codes.nfe import check_digit
from invoice_ocr.fields.claims.typed import typed
from invoice_ocr.model.purchase import Receipt

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)
EXACT = st.decimals(min_value=0, max_value=10**12, places=6)
DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=30
)
DIGITS = st.text("0123456789", min_size=1, max_size=9)


def read(text: str, *paths: str) -> list[object]:
    """The values at these paths, as the document would have them; each has one reading."""
    coded = read_code(text)
    assert coded is not None
    assert coded.problem == ""
    found = []
    for path in paths:
        (value,) = typed(Receipt, path, coded.values[path], None)
        found.append(value)
    return found


@given(AMOUNTS, WORDS, WORDS, DAYS)
def test_swiss(amount, name, number, day):
    lines = [str(amount) if line == "1949.75" else name if line == "Lampenhaus Rhein AG" else line for line in SPC]
    escaped = number.replace("\\", "\\\\").replace("/", "\\/")
    text = "\n".join([*lines, f"//S1/10/{escaped}/11/{day:%y%m%d}"])
    assert read(text, "amount_due", "payee.name", "number", "issue_date") == [amount, name, number, day]


@given(AMOUNTS, WORDS, WORDS)
def test_girocode(amount, name, purpose):
    text = f"BCD\n002\n1\nSCT\n\n{name}\nDE02120300000000202051\nEUR{amount}\n\n\n{purpose}"
    paths = ("amount_due", "payee.name", "payment.reference")
    assert read(text, *paths) == [amount, name, purpose]


@given(AMOUNTS, WORDS, DIGITS, DAYS)
def test_spayd(amount, name, symbol, day):
    fields = (f"ACC:CZ5855000000001265098001*AM:{amount}*CC:CZK*DT:{day:%Y%m%d}*RN:{quote(name)}*X-VS:{symbol}",)
    paths = ("amount_due", "payee.name", "payment.reference", "due_date")
    assert read("*".join(("SPD*1.0", *fields)), *paths) == [amount, name, symbol, day]


@given(WORDS, AMOUNTS, AMOUNTS, DAYS)
def test_zatca(seller, total, tax, day):
    text = tagged(seller, "310122393500003", f"{day.isoformat()}T12:00:00Z", str(total), str(tax))
    assert read(text, "seller.name", "total", "tax_total", "issue_date") == [seller, total, tax, day]


@given(st.lists(AMOUNTS, min_size=5, max_size=5), DAYS)
def test_tse(gross, day):
    sums = "_".join(map(str, gross))
    text = f"V0;1;Kassenbeleg-V1;Beleg^{sums}^{gross[0]}:Bar;1;2;{day.isoformat()}T12:00:00Z;{day}T12:00:00Z;a;b;c;d"
    paths = ("total", "payments[0].amount", "issue_date")
    assert read(text, *paths) == [sum(gross, Decimal(0)), gross[0], day]


@given(AMOUNTS, AMOUNTS, DAYS, DIGITS)
def test_atcud(base, tax, day, number):
    text = (
        f"A:509999912*B:999999990*C:PT*D:FT*E:N*F:{day:%Y%m%d}*G:FT A/{number}*H:0*I1:PT"
        f"*I7:{base}*I8:{tax}*N:{tax}*O:{base + tax}*Q:abcd*R:1"
    )
    paths = ("taxes[0].base", "taxes[0].amount", "tax_total", "total", "issue_date", "number")
    assert read(text, *paths) == [base, tax, tax, base + tax, day, f"FT A/{number}"]


@given(EXACT)
def test_cfdi(total):
    address = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id=1&re=LAN7008173R5&tt="
    assert read(f"{address}{total:025f}", "total") == [total]


@given(EXACT, st.integers(0, 99999), st.integers(0, 99999999), DAYS)
def test_arca(total, point, number, day):
    said = f'"fecha":"{day}","cuit":30974221043,"ptoVta":{point},"nroCmp":{number},"importe":{total}'
    assert read(raw_voucher(f"{{{said}}}"), "total", "number", "issue_date") == [total, f"{point:05}-{number:08}", day]


@given(AMOUNTS, WORDS, DAYS)
def test_verifactu(total, number, day):
    said = urlencode({"nif": "89890001K", "numserie": number, "fecha": f"{day:%d-%m-%Y}", "importe": total})
    address = "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?"
    assert read(address + said, "total", "number", "issue_date") == [total, number, day]


@given(AMOUNTS, WORDS, WORDS)
def test_upi(amount, name, reference):
    said = urlencode({"pa": "shop@bank", "pn": name, "am": amount, "cu": "INR", "tr": reference})
    paths = ("amount_due", "payee.name", "payment.reference")
    assert read(f"upi://pay?{said}", *paths) == [amount, name, reference]


@given(
    st.from_regex(r"[1-4][1-9]2601[0-9A-Z]{12}[0-9]{2}(55|65)[0-9]{3}", fullmatch=True),
    st.integers(1, 999_999_999),
    st.integers(0, 99_999_999),
)
def test_nfe(head, number, chance):
    digits = f"{head}{number:09}1{chance:08}"
    assert read(f"{digits}{check_digit(digits)}", "number") == [str(number)]
    wrong = read_code(f"{digits}{(check_digit(digits) + 1) % 10}")
    assert wrong is not None
    assert "check digit" in wrong.problem


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda x: st.lists(x, max_size=3))
)
def test_no_value_of_json_is_too_odd(value):
    for key in ("ptoVta", "nroCmp", "cuit", "fecha", "importe", "moneda", "tipoCmp", "tipoDocRec", "nroDocRec"):
        said = {"fecha": "2026-01-01", "cuit": 30974221043, "ptoVta": 1, "nroCmp": 1, "importe": 1, key: value}
        coded = read_code(raw_voucher(json.dumps(said)))
        assert coded is not None
        assert "None" not in coded.values.values()
