"""What the pages of the counter have in common: the list of rows, and what is chosen from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from archive.accounts.visitors import Visitor
from archive.campaigns.queries import campaign_choices, find_campaigns
from archive.counter import rows as rows_module
from archive.counter.columns import Column
from archive.counter.duplicates import name_copies
from archive.counter.pasting import Pasting, paste, read_pasting, say_columns
from archive.counter.photos import LARGEST_PHOTO_BYTES, LARGEST_PHOTO_MB
from archive.counter.rows import UNTITLED, blank_rows, is_blank, read_rows
from archive.donations.desk import COLUMN_LABELS, labels_of, words
from archive.kernel.errors import N_
from archive.locations.queries import branch_choices, list_branches
from archive.web.forms import Form as WebForm
from archive.web.i18n import gettext, translate

MORE_ROWS = 5
COLUMN_NAMES = {
    **{Column(name): label for name, label in COLUMN_LABELS.items() if name in set(Column)},
    Column.NOTE: N_("备注"),
    Column.SKIP: N_("不用"),
}


def list_context(
    session: Session, rows: Sequence[WebForm], pasting: Pasting | None, rows_url: str
) -> dict[str, Any]:
    """Return what the list of rows is drawn from; ``rows_url`` is where it is worked over."""
    return {
        "rows": rows,
        "blank": WebForm(),
        "pasting": pasting,
        "rows_url": rows_url,
        "column_names": [(key.value, translate(name)) for key, name in COLUMN_NAMES.items()],
        "copy_names": name_copies(session, [str(row.value("copy_of")) for row in rows]),
        "photo_limit": {"bytes": LARGEST_PHOTO_BYTES, "mb": LARGEST_PHOTO_MB},
        "untitled": UNTITLED,
        "labels": labels_of(len(rows)),
        **words(),
    }


def choices(session: Session, form: WebForm, who: Visitor) -> dict[str, Any]:
    """Return the campaigns and branches that ``who`` may choose from."""
    branches = branch_choices(session, str(form.value("branch_id")))
    if who.branch_id:
        branches = [choice for choice in branches if choice[0] == who.branch_id]
    return {
        "campaigns": campaign_choices(session, str(form.value("campaign_id"))),
        "branches": branches,
    }


def check_choices(session: Session, form: WebForm, who: Visitor) -> None:
    """Write into ``form`` which of the things chosen are not there to be chosen."""
    campaign_id, branch_id = str(form.value("campaign_id")), str(form.value("branch_id"))
    unclear = gettext("请从列出的各项中选择。")
    if campaign_id and campaign_id not in find_campaigns(session, [campaign_id]):
        form.errors["campaign_id"] = unclear
    if branch_id and branch_id not in {branch.id for branch in list_branches(session)}:
        form.errors["branch_id"] = unclear
    elif branch_id and who.branch_id and branch_id != who.branch_id:
        form.errors["branch_id"] = gettext("您的账号只能办理本馆的捐赠。")


def rework(submitted: FormData) -> tuple[list[WebForm], Pasting | None]:
    """Do to the rows what a button of the list asks; nothing is checked and nothing is lost."""
    action = str(submitted.get("action", ""))
    _, rows = read_rows(submitted)
    for row in rows:
        row.errors.clear()
    pasting = read_pasting(submitted)
    if action == "paste":
        typed = [WebForm({**row.values, "pasted_row": ""}) for row in rows if not is_blank(row)]
        pasted, pasting = paste(str(submitted.get("pasted", "")))
        rows = [*typed, *pasted]
    elif action == "columns" and pasting is not None:
        rows, pasting = say_columns(rows, pasting, submitted.getlist("column"))
    else:
        rows = _rework_row(rows, action)
    return rows or blank_rows(1), pasting


def _rework_row(rows: list[WebForm], action: str) -> list[WebForm]:
    name, _, rest = action.partition("-")
    place, _, said = rest.partition("-")
    if action == "add-rows":
        return rows + blank_rows(MORE_ROWS)
    if name == "remove":
        return [row for at, row in enumerate(rows) if str(at) != place]
    if name == "copy":
        return [
            WebForm({**row.values, "copy_of": said}) if str(at) == place else row
            for at, row in enumerate(rows)
        ]
    return rows


def reread(submitted: FormData) -> tuple[tuple[Any, ...], list[WebForm], Pasting | None]:
    """Return the lines, the rows with what is wrong in them, and the table pasted last."""
    lines, rows = rows_module.read_rows(submitted)
    return tuple(lines), rows, read_pasting(submitted)
