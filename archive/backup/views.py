"""The administrator's page of backups: when the last good one was, and one more now."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.backup import queries, runs
from archive.backup.history import SENTENCES
from archive.backup.schemas import BackupKind, BackupState
from archive.kernel import journal
from archive.kernel.errors import N_
from archive.kernel.house import House
from archive.web.flash import flash
from archive.web.i18n import gettext, translate
from archive.web.sessions import CurrentHouse, ReadSession, WriteSession
from archive.web.tables import Paging
from archive.web.telling import tell
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Keeper = Annotated[Visitor, Depends(signed_in(Permission.BACK_UP))]
KINDS = {
    BackupKind.NIGHTLY: N_("每夜"),
    BackupKind.REQUESTED: N_("网页上要求"),
    BackupKind.COMMAND: N_("命令行"),
}
STATES = {
    BackupState.WAITING: (N_("等待开始"), "busy"),
    BackupState.RUNNING: (N_("正在备份"), "busy"),
    BackupState.GOOD: (N_("完好"), "good"),
    BackupState.INCOMPLETE: (N_("有缺失"), "attention"),
    BackupState.FAILED: (N_("没有做成"), "bad"),
}


@router.get("/desk/backups")
def show(request: Request, session: ReadSession, house: CurrentHouse, _who: Keeper) -> Response:
    """Show how the backups stand."""
    return render(request, "backup/list.html", **_screen(request, session, house))


@router.get("/desk/backups/state")
def show_state(
    request: Request, session: ReadSession, house: CurrentHouse, _who: Keeper
) -> Response:
    """Give the part of the page that changes while a backup is made."""
    return render(request, "backup/_state.html", **_screen(request, session, house))


@router.post("/desk/backups")
def back_up(request: Request, session: WriteSession, house: CurrentHouse, _who: Keeper) -> Response:
    """Ask for a backup now."""
    runs.request_backup(session, house.settings)
    flash(request, gettext("已要求备份，处理进程会在几秒内开始。"))
    return RedirectResponse("/desk/backups", 303)


def _screen(request: Request, session: Session, house: House) -> dict[str, Any]:
    paging = Paging.of(request, queries.count_backups(session))
    place = house.settings.backup_dir
    return {
        "backups": queries.list_backups(session, paging.offset, paging.size),
        "paging": paging,
        "last_good": queries.last_good_backup(session),
        "health": queries.backup_health(session, house.settings, house.clock.now()).value,
        "unfinished": queries.unfinished_backups(session),
        "place": place,
        "is_same_disk": runs.is_same_disk(house.settings),
        "kinds": {key.value: translate(name) for key, name in KINDS.items()},
        "states": {key.value: (translate(name), tone) for key, (name, tone) in STATES.items()},
        "told": tell(journal.history(session, [runs.HISTORY]), SENTENCES),
    }
