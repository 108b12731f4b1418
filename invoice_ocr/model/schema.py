"""The JSON Schemas (Draft 2020-12) of invoices, receipts and reports, generated from the models.

`schemas/*.json` are what `invoice-ocr schema KIND` prints; a test fails when they are stale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from invoice_ocr.model.purchase import KINDS, Kind, Purchase
from invoice_ocr.model.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TIME_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$"
REQUIRED = ("schema_version", "source", "kind", "decision", "document")

SchemaKind = Literal["invoice", "receipt", "report"]
SCHEMA_KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)


class _Generator(GenerateJsonSchema):
    """Without the titles and defaults that pydantic adds to every field."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def time_schema(self, schema: core_schema.TimeSchema) -> dict[str, Any]:  # noqa: ARG002 - pydantic's signature
        """A local time: JSON Schema's own ``time`` format asks for a time zone, which no receipt prints."""
        return {"type": "string", "pattern": TIME_PATTERN}


def build_schema(kind: SchemaKind) -> dict[str, Any]:
    """The schema of an invoice, a receipt or a report."""
    return build_report_schema() if kind == "report" else build_document_schema(KINDS[kind])


def build_document_schema(document: type[Purchase]) -> dict[str, Any]:
    """The schema of one class of documents, perhaps the caller's own."""
    return {"$schema": DIALECT, **document.model_json_schema(schema_generator=_Generator)}


def build_report_schema(kinds: Mapping[Kind, type[Purchase]] = KINDS) -> dict[str, Any]:
    """The schema of a report; which class its ``document`` is of follows from its ``kind``."""
    models: list[type[BaseModel]] = [Report[Purchase], *kinds.values()]
    names, schema = models_json_schema([(model, "validation") for model in models], schema_generator=_Generator)
    definitions = dict(schema["$defs"])
    report = definitions.pop(_referred(names[Report[Purchase], "validation"]))
    definitions.pop("Purchase", None)
    report["properties"]["document"] = {"type": "object", "description": "The invoice or receipt, by `kind`."}
    branches = [_branch(kind, names[model, "validation"]) for kind, model in kinds.items()]
    report |= {"title": "Report", "required": list(REQUIRED), "allOf": branches, "$defs": definitions}
    return {"$schema": DIALECT, **report}


def _branch(kind: Kind, document: Mapping[str, Any]) -> dict[str, Any]:
    of_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": of_kind, "then": {"properties": {"document": dict(document)}}}


def _referred(reference: Mapping[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]
