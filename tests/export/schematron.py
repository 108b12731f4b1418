"""ISO Schematron compiled to XSLT 2, as far as the rules of Peppol and XRechnung go: what SaxonC runs then.

A pattern becomes a mode, a rule a template (the first that matches a node wins, as the standard says), an assertion a
test that writes ``svrl:failed-assert`` where it is false. Phases are left out: all patterns run.
"""

from __future__ import annotations

import copy
from pathlib import Path

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "http://www.w3.org/1999/XSL/Transform"
SVRL = "http://purl.oclc.org/dsdl/svrl"


def compile_schematron(path: Path, etree) -> bytes:
    """The XSLT of a schema, with what it includes."""
    schema = etree.parse(str(path)).getroot()
    for include in schema.findall(f"{SCH}include"):
        included = etree.parse(str(path.parent / include.get("href"))).getroot()
        schema.replace(include, included)
    prefixes = {each.get("prefix"): each.get("uri") for each in schema.iter(f"{SCH}ns")}
    spaces = {**{k: v for k, v in schema.nsmap.items() if k}, **prefixes, "xsl": XSL, "svrl": SVRL}
    sheet = etree.Element(f"{{{XSL}}}stylesheet", nsmap=spaces, version="2.0")
    for function in schema.iter(f"{{{XSL}}}function"):
        sheet.append(copy.deepcopy(function))
    _variables(schema, sheet, etree)
    modes = [_pattern(pattern, f"m{i}", sheet, etree) for i, pattern in enumerate(schema.findall(f"{SCH}pattern"))]
    main = _add(sheet, "template", etree, match="/", priority="1000000")
    report = etree.SubElement(main, f"{{{SVRL}}}schematron-output")
    for mode in modes:
        _add(report, "apply-templates", etree, select=".", mode=mode)
    return etree.tostring(sheet)


def _pattern(pattern, mode: str, sheet, etree) -> str:
    _variables(pattern, sheet, etree)
    walk = _add(sheet, "template", etree, match="@*|node()|/", mode=mode, priority="-1")
    _add(walk, "apply-templates", etree, select="@*|node()", mode=mode)
    rules = pattern.findall(f"{SCH}rule")
    for place, rule in enumerate(rules):
        template = _add(
            sheet, "template", etree, match=rule.get("context"), mode=mode, priority=str(len(rules) - place)
        )
        for child in rule:
            if child.tag == f"{SCH}let":
                _add(template, "variable", etree, name=child.get("name"), select=child.get("value"))
            elif child.tag in {f"{SCH}assert", f"{SCH}report"}:
                _assertion(child, template, etree)
        _add(template, "apply-templates", etree, select="@*|node()", mode=mode)
    return mode


def _assertion(assertion, template, etree) -> None:
    test = assertion.get("test")
    failing = f"not({test})" if assertion.tag.endswith("assert") else test
    branch = _add(template, "if", etree, test=failing)
    flag = assertion.get("flag") or assertion.get("role") or "fatal"
    failed = etree.SubElement(branch, f"{{{SVRL}}}failed-assert", id=assertion.get("id") or "", flag=flag)
    failed.text = " ".join("".join(assertion.itertext()).split())


def _variables(parent, sheet, etree) -> None:
    for let in parent.findall(f"{SCH}let"):
        _add(sheet, "variable", etree, name=let.get("name"), select=let.get("value"))


def _add(parent, kind: str, etree, **attributes: str):
    return etree.SubElement(parent, f"{{{XSL}}}{kind}", **attributes)
