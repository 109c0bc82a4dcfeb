"""``fangzhi import-siku``: the list of works at a terminal, as it is done at the desk."""

import datetime as dt
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from archive.exchange import service, undoing
from archive.exchange.errors import NoSikuListError, NoTableError
from archive.exchange.files import ImportFiles
from archive.exchange.kinds import Action, SheetKind
from archive.exchange.plans import Plan
from archive.exchange.reading import ReadSheet
from archive.exchange.reports import report_of
from archive.exchange.schemas import Settings
from archive.exchange.siku_works.columns import LABELS, NEEDED
from archive.exchange.words import sentence_of
from archive.kernel.clock import to_local
from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, act_as

console = Console(highlight=False, soft_wrap=True)
MOST_TOLD = 200
_MARKS = {"error": "[red]✗[/]", "warning": "[yellow]![/]", "note": "·"}


def import_list(house: House, path: Path, *, dry_run: bool, leave_out: bool) -> int:
    """Import a list of works; return the exit status: 0, or 2 if rows were refused.

    Raises:
        InvalidInputError: the file cannot be read, or is no list of works.
    """
    files = ImportFiles(house.settings)
    with path.open("rb") as stream:
        sent = service.take_file(files, stream, path.name)
    try:
        today = to_local(house.clock.now()).date()
        read = _read(files, sent.import_id, path.name, today)
        with house.database.read() as session:
            plan = service.make_plan(session, read, {})
        _tell(read, plan, whole=dry_run)
        refused = plan.count(Action.REFUSE)
        if refused and not leave_out:
            console.print("[red]什么都没有写入。[/]请改正后再导入，或用 --leave-out 略过有错的行。")
            return 2
        if not plan.count(Action.CREATE) + plan.count(Action.UPDATE):
            console.print("[green]✓[/] 都已在目录中，没有要写入的内容。")
        elif dry_run:
            console.print("试运行：什么都没有写入。")
        else:
            _write(house, files, sent, read, plan)
        return 0
    finally:
        files.forget(sent.import_id)


def undo_import(house: House, import_id: str) -> None:
    """Take an import back.

    Raises:
        ImportNotFoundError, ConflictError: there is none, or it cannot be taken back any more.
    """
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        view = undoing.undo(session, import_id)
    console.print(f"[green]✓[/] 已撤销导入“{escape(view.file_name)}”（{import_id}）")


def _read(files: ImportFiles, import_id: str, name: str, today: dt.date) -> ReadSheet:
    needed = "、".join(f"{LABELS[column]}（{column.value}）" for column in NEEDED)
    try:
        read = service.read_import(files, import_id, name, Settings(), today)
    except NoTableError as error:
        raise NoSikuListError(name=name, needed=needed) from error
    if read.kind is not SheetKind.SIKU_WORKS:
        raise NoSikuListError(name=name, needed=needed)
    return read


def _write(
    house: House, files: ImportFiles, sent: service.Sent, read: ReadSheet, plan: Plan
) -> None:
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        view = service.enter_preview(session, files, sent, read, plan)
    columns = (TextColumn("写入"), BarColumn(), TextColumn("{task.completed}/{task.total} 种"))
    total = plan.count(Action.CREATE) + plan.count(Action.UPDATE)
    with (
        Progress(*columns, TimeElapsedColumn(), console=console) as bar,
        house.database.write() as session,
    ):
        act_as(session, SYSTEM, house.clock)
        task = bar.add_task("", total=total)
        done = service.confirm(
            session,
            view.id,
            read,
            view.digest,
            leave_out=True,
            tell=lambda count: bar.update(task, completed=count),
        )
    counts = done.counts
    console.print(
        f"[green]✓[/] 新编入 {counts[Action.CREATE]} 种，补全 {counts[Action.UPDATE]} 种，"
        f"原有不变 {counts[Action.SAME]} 种。导入编号 {view.id}"
    )
    console.print(f"撤销：fangzhi import-siku --undo {view.id}")


def _tell(read: ReadSheet, plan: Plan, *, whole: bool) -> None:
    """Say what would be done, and of which rows something is to be said: errors always."""
    console.print(
        f"{escape(read.name)}：{len(plan.rows)} 行（{read.encoding or 'xlsx'}）；"
        f"新编入 {plan.count(Action.CREATE)}，补全 {plan.count(Action.UPDATE)}，"
        f"不变 {plan.count(Action.SAME)}，有错 {plan.count(Action.REFUSE)}"
    )
    wanted = ("error", "warning") if not whole else ("error", "warning", "note")
    lines = [
        f"{_MARKS[problem['severity']]} 第 {row['row']} 行《{escape(row['title'])}》"
        f"{escape(sentence_of(problem))}"
        for severity in wanted
        for row in report_of(read, plan)["rows"]
        for problem in row["problems"]
        if problem["severity"] == severity
    ]
    for line in lines[:MOST_TOLD]:
        console.print(line)
    if len(lines) > MOST_TOLD:
        console.print(f"……还有 {len(lines) - MOST_TOLD} 条，见馆员端的预览。")
