"""The mapping file: what no page prints and only its owner knows, in TOML.

::

    [accounts]                       # by purpose; `expense` is for lines that no rule below names
    expense = "Expenses:Office"
    tax = "Assets:VAT:Input"
    payable = "Liabilities:Payable"
    payment = "Assets:Checking"      # what receipts were paid from

    [[rules]]                        # the first that fits a line gives its account; * stands for any text
    seller = "ACME*"
    description = "*book*"
    account = "Expenses:Books"

    [taxes]                          # a rate, a category, or both -> the system's code
    "19" = "INPUT"
    "AE" = "REVERSECHARGES"

    [contacts]                       # a seller's VAT id or name -> what the system calls it
    "DE136695976" = "56"

    [endpoints]                      # a VAT id or name -> its address in the Peppol network
    "DE136695976" = "9930:DE136695976"

    [categories]                     # a rate -> the EN 16931 tax category, where the rate alone doesn't tell
    "0" = "E"

    [exemptions]                     # a category -> the reason for the exemption
    "E" = "Small business, section 19 UStG"

    [fields]                         # a path of the document -> the id of a custom field (Paperless-ngx)
    total = "3"

    [defaults]                       # values for what a format demands; see the page of each format
    quantity = "1"
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from invoice_ocr.errors import UsageError

if TYPE_CHECKING:
    from invoice_ocr.model.purchase import Line, Party, Purchase


class Rule(BaseModel):
    """Patterns, all of which must fit, and what then holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: str
    seller: str | None = None
    description: str | None = None
    tax_rate: str | None = None

    def fits(self, document: Purchase, line: Line | None) -> bool:
        """Whether the rule is about this line; without a line it must name none."""
        seller = document.seller
        if self.seller and not any(_like(self.seller, text) for text in (seller.name, seller.vat_id) if text):
            return False
        if self.description and not (line and line.description and _like(self.description, line.description)):
            return False
        return not self.tax_rate or (line is not None and same_rate(self.tax_rate, line.tax_rate))


class Mapping(BaseModel):
    """What the file says; every part may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    accounts: dict[str, str] = {}
    rules: tuple[Rule, ...] = ()
    taxes: dict[str, str] = {}
    contacts: dict[str, str] = {}
    endpoints: dict[str, str] = {}
    categories: dict[str, str] = {}
    exemptions: dict[str, str] = {}
    fields: dict[str, str] = {}
    defaults: dict[str, str] = {}

    def account(self, document: Purchase, line: Line | None = None) -> str | None:
        """The account for a line, or for the document as a whole."""
        ruled = (rule.account for rule in self.rules if rule.fits(document, line))
        return next(ruled, None) or self.accounts.get("expense")

    def tax_code(self, rate: Decimal | None, category: str | None = None) -> str | None:
        """The system's code for a tax: by category and rate, then category, then rate."""
        if rate is None and category is None:
            return None
        for key, code in self.taxes.items():
            names = key.split()
            if all(name == category or same_rate(name, rate) for name in names):
                return code
        return None

    def contact(self, party: Party) -> str | None:
        """What the system calls a party."""
        return _of_party(self.contacts, party)

    def endpoint(self, party: Party) -> str | None:
        """The scheme and address of a party in a network, with a colon between them."""
        return _of_party(self.endpoints, party)


def read_mapping(text: str, name: str = "mapping") -> Mapping:
    """The mapping of a TOML text.

    Raises:
        UsageError: It is not TOML, or has a part that there is not.
    """
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not TOML ({error}).", remedy="Look at the line that it names.") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        remedy = 'Values are texts in quotes; the parts are listed on the page "Export" of the documentation.'
        raise UsageError(f"{name}: {problems}.", remedy=remedy) from error


def same_rate(text: str, rate: Decimal | None) -> bool:
    """Whether a text such as ``19`` or ``7.0`` is this rate.

    >>> same_rate("7", Decimal("7.00")), same_rate("AE", Decimal(7)), same_rate("7", None)
    (True, False, False)
    """
    return rate is not None and re.fullmatch(r"\d+(\.\d+)?", text) is not None and Decimal(text) == rate


def _of_party(names: dict[str, str], party: Party) -> str | None:
    keys = (party.vat_id, party.tax_id, party.registration_id, party.name)
    return next((names[key] for key in keys if key in names), None)


def _like(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern), re.IGNORECASE)
