"""A profile: how strict to be with documents of a kind, as a file that a user can edit.

::

    like = "invoice-eu"              # everything of that profile, unless said otherwise below
    title = "Our suppliers"
    kinds = ["invoice"]
    countries = ["DE", "AT"]         # where sellers are expected from
    required = ["buyer.name", "seller.vat_id|seller.tax_id"]
    exact = "ubl"                    # the sums as the official rules for UBL (or "cii") have them, to the cent

    [severity]
    REQ107 = "error"

    [slack]                          # what an amount may be off, by currency
    CHF = "0.05"

    [[suppress]]
    rule = "DAT103"
    reason = "We scan our archive."  # stands in every report beside what it sets aside
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from invoice_ocr.checks.subject import Exact
from invoice_ocr.errors import UsageError
from invoice_ocr.model.finding import Severity
from invoice_ocr.model.purchase import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).with_name("profiles")
KEYS = ("like", "title", "kinds", "countries", "required", "exact", "severity", "slack", "suppress")


@dataclass(frozen=True, slots=True)
class Profile:
    """``severities`` by rule, ``slack`` by currency, the paths that are ``required``, and why a rule is suppressed."""

    name: str
    title: str = ""
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    slack: Mapping[str, Decimal] = field(default_factory=dict)
    suppressed: Mapping[str, str] = field(default_factory=dict)
    exact: Exact = ""


def builtin_profiles() -> dict[str, str]:
    """The titles of the profiles that come with the package, by name."""
    return {path.stem: load_profile(path.stem).title for path in sorted(FOLDER.glob("*.toml"))}


def load_profile(name: str | Path) -> Profile:
    """A profile by its name, or from a file (a path that ends in ``.toml``).

    Raises:
        UsageError: There is none of this name, or the file is not as a profile should be; the message says where.
    """
    path = Path(name) if str(name).endswith(".toml") else FOLDER / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(each.stem for each in FOLDER.glob("*.toml")))
        message = f"There is no profile {str(name)!r}."
        raise UsageError(message, remedy=f"Choose one of {known}, or name a .toml file.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The profile {path} cannot be read: {error}.", remedy="See docs/profiles.md.") from error
    return _profile(path, data)


def _profile(path: Path, data: dict[str, Any]) -> Profile:
    _demand(path, not set(data) - set(KEYS), f"unknown: {', '.join(sorted(set(data) - set(KEYS)))}")
    start = load_profile(_base(path, data["like"])) if "like" in data else Profile("")
    rules = {rule.upper(): value for rule, value in _table(path, data, "severity").items()}
    _demand(path, set(rules.values()) <= set(get_args(Severity)), "a severity is error, warning or info")
    kinds = _texts(path, data, "kinds", start.kinds)
    _demand(path, set(kinds) <= set(KINDS), f"kinds are {' and '.join(KINDS)}")
    return replace(
        start,
        name=path.stem,
        title=str(data.get("title", start.title)),
        kinds=kinds,
        countries=_texts(path, data, "countries", start.countries),
        required=(*start.required, *_texts(path, data, "required", ())),
        exact=_syntax(path, data, start.exact),
        severities={**start.severities, **rules},
        slack={**start.slack, **_amounts(path, _table(path, data, "slack"))},
        suppressed={**start.suppressed, **_reasons(path, data.get("suppress", []))},
    )


def _base(path: Path, name: object) -> str | Path:
    """The profile that another is like; a file is looked for beside it."""
    _demand(path, isinstance(name, str), "like is the name of a profile")
    return path.parent / str(name) if str(name).endswith(".toml") else str(name)


def _table(path: Path, data: dict[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    _demand(path, isinstance(value, dict), f"{key} is a table")
    return dict(value)


def _syntax(path: Path, data: dict[str, Any], default: Exact) -> Exact:
    """The syntax whose rules are asked for; ``true`` are those of UBL."""
    known: dict[object, Exact] = {"ubl": "ubl", "cii": "cii", True: "ubl", False: "", "": ""}
    value = data.get("exact", default)
    _demand(path, isinstance(value, str | bool) and value in known, 'exact is "ubl", "cii", true or false')
    return known[value]


def _texts(path: Path, data: dict[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = data.get(key, list(default))
    _demand(path, isinstance(value, list) and all(isinstance(each, str) for each in value), f"{key} is a list of texts")
    return tuple(value)


def _amounts(path: Path, table: dict[str, Any]) -> dict[str, Decimal]:
    try:
        amounts = {currency: Decimal(amount) for currency, amount in table.items() if isinstance(amount, str)}
    except InvalidOperation:
        amounts = {}
    well = len(amounts) == len(table) and all(amount.is_finite() and amount >= 0 for amount in amounts.values())
    _demand(path, well, 'slack is a table of decimal texts such as CHF = "0.05"')
    return amounts


def _reasons(path: Path, rows: object) -> dict[str, str]:
    well = isinstance(rows, list) and all(isinstance(row, dict) and set(row) == {"rule", "reason"} for row in rows)
    _demand(path, well, "each [[suppress]] has a rule and a reason")
    reasons = {str(row["rule"]).upper(): str(row["reason"]).strip() for row in rows} if isinstance(rows, list) else {}
    _demand(path, all(reasons.values()), "a suppression needs a reason")
    return reasons


def _demand(path: Path, held: object, problem: str) -> None:
    if not held:
        raise UsageError(f"The profile {path} is not as it should be: {problem}.", remedy="See docs/profiles.md.")
