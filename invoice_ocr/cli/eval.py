"""``invoice-ocr eval TRUTH.jsonl``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from rich.table import Table

from invoice_ocr.batch.accuracy import Accuracy
from invoice_ocr.batch.tally import UNREADABLE
from invoice_ocr.batch.truth import read_truth
from invoice_ocr.cli import arguments, streams
from invoice_ocr.cli.formats.drawing import drawn
from invoice_ocr.model.report import FailedSource, Failure, FailureReason
from invoice_ocr.pipeline.failures import Task
from invoice_ocr.pipeline.many import extract_each
from invoice_ocr.reports.words import printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from invoice_ocr.cli.formats import Medium
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report
    from invoice_ocr.pipeline.failures import Outcomes

MEASURED = 0


def add_arguments(parser: ArgumentParser) -> None:
    """The labels, and how to read the files."""
    parser.add_argument("truth", metavar="TRUTH.jsonl", help='JSON lines of {"file", "document": {what is labelled}}')
    parser.add_argument("--mistakes", action="store_true", help="list every value that is not as labelled")
    parser.add_argument("--format", choices=["json", "table"], help="default: a table on a terminal, JSON when piped")
    arguments.add_workers(parser)
    arguments.add_reading(parser)
    arguments.add_promise(parser)
    arguments.add_output(parser)


def run(args: Namespace) -> int:
    """Read the labelled files and compare."""
    labels = read_truth(streams.read_bytes(args.truth), name=args.truth, folder=Path(args.truth).parent)
    files = [str(truth.file) for truth in labels]
    task = Task(args.kind, args.reader, args.max_error)
    outcomes = map(_only, extract_each(files, task, args.workers or None, processes=True))
    accuracy = Accuracy()
    for truth, outcome in zip(labels, outcomes, strict=True):
        accuracy.add(truth, outcome)
    if arguments.chosen_format(args) == "json":
        text = json.dumps(_figures(accuracy, mistakes=args.mistakes), indent=2, ensure_ascii=False) + "\n"
    else:
        text = _table(accuracy, streams.medium(many=False, output=args.output), mistakes=args.mistakes)
    streams.write([text], args.output)
    return UNREADABLE if accuracy.failed else MEASURED


def _only(outcomes: Outcomes) -> Report[Purchase] | Failure:
    """The report of a file that holds one document, as its labels have it."""
    if len(outcomes) == 1:
        return outcomes[0]
    first = outcomes[0].source
    message = f"The file holds {len(outcomes)} documents, and its labels are of one."
    source = FailedSource(name=first.inside.name if first.inside else first.name)
    return Failure(
        source=source, error=FailureReason(type="SeveralDocuments", message=message, remedy="Split the file.")
    )


def _figures(accuracy: Accuracy, *, mistakes: bool) -> dict[str, Any]:
    figures = {
        "documents": accuracy.documents,
        "failed": accuracy.failed,
        "accepted": accuracy.accept_rate,
        "silent_error": accuracy.silent_error,
        "fields": {name: score._asdict() for name, score in accuracy.fields.items()},
    }
    if mistakes:
        plain = TypeAdapter(Any)
        listed = [{"file": each.file, **each.judgement._asdict()} for each in accuracy.mistakes]
        figures["mistakes"] = plain.dump_python(listed, mode="json")
    return figures


def _table(accuracy: Accuracy, medium: Medium, *, mistakes: bool) -> str:
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("Field")
    for title in ("Labelled", "Precision", "Recall", "F1"):
        table.add_column(title, justify="right")
    for name, score in accuracy.fields.items():
        table.add_row(name, str(score.labelled), _percent(score.precision), _percent(score.recall), _percent(score.f1))
    head = (
        f"{accuracy.documents} documents, {accuracy.failed} not readable\n"
        f"{_percent(accuracy.accept_rate)} accepted, {_percent(accuracy.silent_error)} of those with a mistake\n"
    )
    lines = [
        f"{each.file}: {each.judgement.field} {each.judgement.verdict}, "
        f"labelled {_said(each.judgement.label)}, read {_said(each.judgement.given)}\n"
        for each in accuracy.mistakes
        if mistakes
    ]
    return "".join([head, "\n", drawn(table, medium), *map(_one_line, lines)])


def _one_line(text: str) -> str:
    return printable(text, keep="\n")


def _said(value: object) -> str:
    return "nothing" if value is None else " ".join(str(value).split())


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
