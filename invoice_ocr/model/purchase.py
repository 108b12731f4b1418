"""The typed result: `Invoice` and `Receipt`. BT numbers are EN 16931 business terms.

Every amount, quantity and rate is a `Decimal` (rates in percent: 19 means 19 %), written as a string in JSON; every
date a `date`. What the document does not say is None or an empty tuple. All models are frozen and refuse unknown
fields.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

DECIMAL_PATTERN = r"^-?\d+(\.\d+)?$"


def _exact(value: Any) -> Any:
    """Refuse binary floats: 0.1 is not a tenth in them."""
    if isinstance(value, float | bool):
        raise ValueError(  # noqa: TRY004 - pydantic reports ValueErrors with their path
            'write amounts as decimal strings such as "12.50", not as numbers with a fraction'
        )
    return value


def _plain(value: Decimal) -> Decimal:
    """Refuse NaN and infinities, and write exponents out (1E+3 becomes 1000)."""
    if not value.is_finite():
        raise ValueError("not a finite amount")
    return Decimal(format(value, "f"))


Number = Annotated[
    Decimal,
    BeforeValidator(_exact),
    AfterValidator(_plain),
    WithJsonSchema({"type": "string", "pattern": DECIMAL_PATTERN}),
]
"""An exact decimal number; a string in JSON."""

Text = Annotated[str, Field(min_length=1)]
"""A text that is never empty: unknown is None."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code."""

DocumentType = Literal[
    "invoice", "credit_note", "corrected", "prepayment", "partial", "self_billed", "proforma", "receipt", "refund"
]

TaxCategory = Literal["S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"]
"""UNCL 5305 codes as EN 16931 uses them."""


class _Absent:
    """Stands in for an attribute as if it were not there."""

    def __get__(self, owner: object, kind: type | None = None) -> Any:
        raise AttributeError


class _WithoutRegister(type(BaseModel)):  # type: ignore[misc]
    """Hides ``ABCMeta.register``, which pydantic would take for the default of a receipt's field of that name."""

    register = _Absent()


if TYPE_CHECKING:
    _Base = BaseModel
else:

    class _Base(BaseModel, metaclass=_WithoutRegister):
        """pydantic's model with room for a field called ``register``."""


class Model(_Base):
    """Base of the business objects: frozen, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Address(Model):
    """A postal address; ``text`` is all of it on one line as printed, ``lines`` its printed lines."""

    text: Text | None = None
    lines: tuple[Text, ...] = ()
    street: Text | None = None
    city: Text | None = None
    postcode: Text | None = None
    region: Text | None = None
    country: Country | None = None


class Party(Model):
    """Seller (BT-27 to 43), buyer (BT-44 to 58), payee or ship-to."""

    name: Text | None = None
    address: Address | None = None
    vat_id: Text | None = None
    tax_id: Text | None = None
    registration_id: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    website: Text | None = None


class Period(Model):
    """From ``start`` to ``end``, both included (BT-73, BT-74)."""

    start: date | None = None
    end: date | None = None


class PaymentDetails(Model):
    """How to pay (BT-20, BT-81 to 86)."""

    terms: Text | None = None
    means: Text | None = None
    iban: Text | None = None
    bic: Text | None = None
    account: Text | None = None
    reference: Text | None = None
    card_last4: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None


class AllowanceCharge(Model):
    """A discount (allowance) or surcharge (charge); ``amount`` is positive in both (BT-92 to 105, BT-136 to 145)."""

    reason: Text | None = None
    rate: Number | None = None
    base: Number | None = None
    amount: Number | None = None
    tax_rate: Number | None = None
    tax_category: TaxCategory | None = None


class Tax(Model):
    """One row of the tax breakdown (BT-116 to 120)."""

    category: TaxCategory | None = None
    rate: Number | None = None
    base: Number | None = None
    amount: Number | None = None
    exemption_reason: Text | None = None


class Line(Model):
    """A line item (BT-126 to 159); ``amount`` is the line's total as printed."""

    id: Text | None = None
    description: Text | None = None
    item_code: Text | None = None
    gtin: Text | None = None
    quantity: Number | None = None
    unit: Text | None = None
    unit_price: Number | None = None
    amount: Number | None = None
    tax_rate: Number | None = None
    tax_category: TaxCategory | None = None
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    period: Period | None = None


class PrecedingInvoice(Model):
    """The invoice that a credit note or correction refers to (BT-25, BT-26)."""

    number: Text | None = None
    issue_date: date | None = None


class Purchase(Model):
    """What invoices and receipts have in common."""

    number: Text | None = None
    document_type: DocumentType | None = None
    issue_date: date | None = None
    issue_time: time | None = None
    due_date: date | None = None
    delivery_date: date | None = None
    period: Period | None = None
    currency: Currency | None = None
    purchase_order: Text | None = None
    buyer_reference: Text | None = None
    contract: Text | None = None
    seller: Party = Party()
    buyer: Party = Party()
    payee: Party | None = None
    ship_to: Party | None = None
    payment: PaymentDetails = PaymentDetails()
    lines: tuple[Line, ...] = ()
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    taxes: tuple[Tax, ...] = ()
    lines_total: Number | None = None
    allowance_total: Number | None = None
    charge_total: Number | None = None
    subtotal: Number | None = None
    tax_total: Number | None = None
    total: Number | None = None
    amount_paid: Number | None = None
    rounding: Number | None = None
    amount_due: Number | None = None
    prices_include_tax: bool | None = None
    preceding_invoices: tuple[PrecedingInvoice, ...] = ()
    notes: tuple[Text, ...] = ()


class Invoice(Purchase):
    """An invoice or credit note."""


class Tender(Model):
    """One payment on a receipt."""

    method: Text | None = None
    amount: Number | None = None
    card_last4: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None


class Receipt(Purchase):
    """A receipt: paid where it was printed. The merchant is ``seller``."""

    payments: tuple[Tender, ...] = ()
    tendered: Number | None = None
    change: Number | None = None
    tip: Number | None = None
    service_charge: Number | None = None
    register: Text | None = None
    cashier: Text | None = None


Kind = Literal["invoice", "receipt"]

KINDS: dict[Kind, type[Purchase]] = {"invoice": Invoice, "receipt": Receipt}

Wanted: TypeAlias = type[Purchase] | Kind | None
"""What a caller asks for: a kind, a class of his own, or None where the page itself decides."""


class Labels:
    """Metadata for a field of your own: the words printed before its value.

    >>> class ProjectInvoice(Invoice):
    ...     project: Annotated[str | None, Labels("Project no.", "Projekt-Nr.")] = None
    """

    def __init__(self, *labels: str) -> None:
        self.labels = labels
