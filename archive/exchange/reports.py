"""What a preview shows, as it is kept until the import is over: words by keys, no contacts."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.exchange.donor_plans import CHANGED
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import Difference, DonorPlan, Plan, RowPlan
from archive.exchange.reading import ReadSheet
from archive.exchange.recognising.fields import CONTACT, Field
from archive.exchange.recognising.lines import TypedRow
from archive.exchange.recognising.problems import Problem
from archive.spreadsheets.cells import column_letters

Report = dict[str, Any]


def report_of(read: ReadSheet, plan: Plan) -> Report:
    """Return everything that the preview of ``plan`` says."""
    return {
        "sheet": read.name,
        "sheets": list(read.others),
        "encoding": read.encoding,
        "heading_row": read.table.heading.last_row,
        "columns": _columns(read),
        "skipped": [
            {"row": each.row, "kind": each.kind, "text": each.text} for each in read.table.skipped
        ],
        "totals": _totals(read),
        "donors": [_donor(each) for each in plan.donors],
        "campaigns": list(plan.campaigns),
        "rows": [_row(each) for each in plan.rows],
        "days_missing": any(row.row.received_on is None for row in plan.rows if row.row.title),
    }


def counts_of(plan: Plan) -> dict[str, int]:
    """Return the figures of a plan, as they are kept with the import."""
    written = [row for row in plan.rows if row.action is Action.CREATE]
    refused = {row.donor.key for row in plan.rows if row.donor} - {
        row.donor.key for row in plan.rows if row.donor and row.action is not Action.REFUSE
    }
    donors = [donor for donor in plan.donors if donor.key not in refused]
    return {
        "rows": len(plan.rows),
        "gifts": len(plan.gifts),
        "volumes": sum(row.row.volume_count for row in written),
        "new_donors": sum(donor.new is not None for donor in donors),
        "changed_donors": sum(bool(donor.differences) for donor in donors),
        "open_donors": len(plan.open_donors),
        **{action.value: plan.count(action) for action in Action},
    }


def _columns(read: ReadSheet) -> list[dict[str, Any]]:
    return [
        {
            "column": place,
            "letter": column_letters(place),
            "heading": word,
            "field": read.fields[place].value if place in read.fields else "",
            "sample": _sample(read, place),
        }
        for place, word in enumerate(read.table.heading.words)
    ]


def _sample(read: ReadSheet, place: int) -> str:
    """Return the first value of a column; of contact data, that there is some."""
    texts = (row.cell(place).text for row in read.table.rows)
    found = next((text for text in texts if text), "")
    return CHANGED if found and read.fields.get(place) in CONTACT else found[:60]


def _totals(read: ReadSheet) -> list[dict[str, Any]]:
    """Compare what the foot of the sheet says with what was read: nothing may be missing."""
    found = {
        Field.TITLES: sum(row.title_count for row in read.rows),
        Field.VOLUMES: sum(row.volume_count for row in read.rows),
        Field.PIECES: sum(row.piece_count for row in read.rows),
        Field.ACCEPTED: sum(row.accepted_count or 0 for row in read.rows),
    }
    return [
        {"field": field.value, "said": said, "read": found[field]}
        for field, said in read.table.totals.items()
        if field in (Field.VOLUMES, Field.PIECES)
        or (field is Field.TITLES and read.kind is SheetKind.SUMMARY)
    ]


def _donor(plan: DonorPlan) -> dict[str, Any]:
    return {
        "key": plan.key,
        "name": plan.name,
        "donor_id": plan.donor_id,
        "is_new": plan.new is not None,
        "is_open": plan.is_open,
        "candidates": [{"id": c.id, "name": c.name, "hint": c.hint} for c in plan.candidates],
        "differences": _differences(plan.differences),
    }


def _row(plan: RowPlan) -> dict[str, Any]:
    row = plan.row
    return {
        "row": row.number,
        "action": plan.action.value,
        "title": row.title,
        "donor": row.donor.name or (plan.donor.name if plan.donor else ""),
        "day": row.received_on.isoformat() if row.received_on else "",
        "volumes": row.volume_count,
        "pieces": row.piece_count,
        "decision": row.decision.value,
        "leaves": row.leaves.value if row.leaves else "",
        "label": row.label,
        "batch_number": row.batch_number,
        "range": "–".join(filter(None, (row.first_label, row.last_label))),
        "titles": row.title_count,
        "gone_number": row.gone_number,
        "reason": row.gone_reason.value,
        "approval": row.approval,
        **_work(row),
        "problems": [_problem(each) for each in plan.problems],
        "differences": _differences(plan.differences),
    }


def _work(row: TypedRow) -> dict[str, Any]:
    """Return what a list of works says of one, nothing for other lists."""
    if row.work is None:
        return {}
    fields = row.work.fields
    return {
        "author": row.author,
        "siku_class": fields.siku_class,
        "reprint": str(fields.reprint_place or ""),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity.value,
        "said": problem.said.value,
        "column": "" if problem.column is None else column_letters(problem.column),
        "values": _plain(problem.values),
    }


def _plain(values: Mapping[str, object]) -> dict[str, Any]:
    return {
        key: _plain(value)
        if isinstance(value, dict)
        else value
        if isinstance(value, str | int)
        else str(value)
        for key, value in values.items()
    }


def _differences(differences: Iterable[Difference]) -> list[dict[str, str]]:
    return [
        {"field": each.field.value, "before": each.before, "after": each.after}
        for each in differences
    ]
