"""``fangzhi backup`` and ``fangzhi restore``: what is done at a terminal.

A backup is taken of the database as it is, without bringing it up to date first: one is made
before every upgrade.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from archive.backup import runs
from archive.backup.checking import check_backup
from archive.backup.errors import BackupNotSetUpError
from archive.backup.folder import BackupFolder, opened
from archive.backup.manifest import Manifest, read_manifest
from archive.backup.restoring import Wish, find_snapshot, is_occupied, refuse_place
from archive.backup.restoring import restore as put_back
from archive.backup.taking import take_backup
from archive.backup.tasks import rule_of, run_backup
from archive.kernel import migrations
from archive.kernel.clock import SystemClock, to_local
from archive.kernel.house import House, open_house
from archive.kernel.identifiers import new_id
from archive.kernel.journal import SYSTEM, act_as
from archive.kernel.settings import Settings, load_settings

console = Console(highlight=False, soft_wrap=True)
app = typer.Typer(help="备份：数据库与存储的文件，不必停机。")

Place = Annotated[Path | None, typer.Option("--to", help="备份目录；默认为 FANGZHI_BACKUP_DIR")]


@app.callback(invoke_without_command=True)
def backup(context: typer.Context, to: Place = None) -> None:
    """Make a backup now, unless something else is asked of the backups."""
    if context.invoked_subcommand is not None:
        return
    settings = load_settings()
    place = _place(settings, to)
    house = open_house(settings)
    try:
        with opened(place, settings.data_dir) as folder, _telling("备份") as tell:
            manifest = _back_up(house, folder, tell)
    finally:
        house.close()
    if manifest.gaps:
        raise SystemExit(4)


@app.command("list", help="列出备份目录中的备份。")
def list_backups(to: Place = None) -> None:
    """Show what lies in the folder of backups."""
    folder = BackupFolder(_place(load_settings(), to))
    for each in sorted(folder.kept()):
        mark = "[green]✓[/]" if each.is_good else "[yellow]![/]"
        console.print(f"{mark} {each.name}")
    console.print(f"共 {len(folder.names())} 份")


@app.command("verify", help="逐字节核对备份：默认最近一份，或指名的一份，或全部（--all）。")
def verify(
    name: Annotated[str, typer.Argument(help="备份的名称，如 20260302-020000")] = "",
    to: Place = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="核对全部备份")] = False,
) -> None:
    """Read backups to the last byte and compare them with their checksums."""
    folder = BackupFolder(_place(load_settings(), to))
    names = folder.names() if every else [folder.snapshot(name).name]
    is_good = True
    for each in names:
        with _telling(f"核对 {each}") as tell:
            found = check_backup(folder.snapshot(each), folder.pool, tell)
        for store, blob in found.bad:
            console.print(f"[red]✗[/] {store}/{blob.sha256}：缺失或损坏")
        for gap in found.manifest.gaps:
            console.print(
                f"[yellow]![/] {gap.store}/{gap.sha256}：备份时就无法读取（{gap.reason}）"
            )
        if found.bad:
            console.print("馆藏里的原件若还完好，再做一次备份（fangzhi backup）就会补上。")
        is_good = is_good and found.is_good
        if found.is_good:
            console.print(f"[green]✓[/] {each}：数据库与 {found.manifest.file_count} 个文件完好")
    raise SystemExit(0 if is_good else 4)


def restore(
    source: Annotated[Path, typer.Argument(help="备份目录（取最近完好的一份），或其中的一份")],
    into: Annotated[Path, typer.Option("--into", help="新的数据目录")],
    *,
    incomplete: Annotated[
        bool, typer.Option("--incomplete", help="有文件缺失时，仍恢复其余的")
    ] = False,
) -> None:
    """Restore a backup into a new data folder; the one in its place is moved aside, if one says so.

    With PostgreSQL, ``FANGZHI_DATABASE_URL`` names an empty database.
    """
    snapshot = find_snapshot(source)
    _say_what(snapshot, read_manifest(snapshot))
    refuse_place(snapshot, into)
    aside = is_occupied(into) and _confirmed(into)
    wish = Wish(snapshot, into, load_settings(), move_aside=aside, allow_gaps=incomplete)
    with _telling("恢复") as tell:
        done = put_back(wish, SystemClock(), tell)
    if done.moved_to is not None:
        console.print(f"原来的目录已移到 {done.moved_to}")
    if done.missing_count:
        console.print(f"[yellow]![/] 有 {done.missing_count} 个文件没有恢复")
    console.print(
        f"[green]✓[/] 已恢复到 {into}。请设置 FANGZHI_DATA_DIR={into}，再执行 fangzhi check"
    )


def _back_up(house: House, folder: BackupFolder, tell: Callable[[int, int], None]) -> Manifest:
    """Make a backup and note it, if the database already knows how to note it."""
    if not migrations.is_current(house.database.engine):
        name, manifest = take_backup(house, folder, new_id(), tell)
        if manifest.is_good:
            folder.prune(rule_of(house.settings))
    else:
        with house.database.write() as session:
            act_as(session, SYSTEM, house.clock)
            runs.fail_interrupted(session, folder.root)
            run_id = runs.begin_command(session, folder.root)
        name, manifest = run_backup(house, folder, run_id, tell=tell)
    _say_done(folder, name, manifest)
    return manifest


def _say_done(folder: BackupFolder, name: str, manifest: Manifest) -> None:
    place = folder.root / "snapshots" / name
    for gap in manifest.gaps:
        console.print(f"[red]✗[/] {gap.store}/{gap.sha256}：无法读取（{gap.reason}）")
    mark = "[green]✓[/]" if manifest.is_good else "[yellow]![/]"
    size = f"{manifest.size_bytes / 1e6:,.1f} MB"
    console.print(f"{mark} 已备份到 {place}：数据库与 {manifest.file_count} 个文件，{size}")


def _say_what(snapshot: Path, manifest: Manifest) -> None:
    taken = to_local(manifest.taken_at)
    console.print(
        f"备份 {snapshot.name}：{taken:%Y-%m-%d %H:%M} 做成，{manifest.engine}，"
        f"{manifest.file_count} 个文件，{manifest.size_bytes / 1e6:,.1f} MB"
    )


def _confirmed(into: Path) -> bool:
    """Whether the person types the name of the folder that is in the way."""
    console.print(f"[yellow]![/] {into} 不是空的。继续的话，它会整个移到旁边，不会删除。")
    return str(typer.prompt(f"确要替换，请输入目录名 {into.name}")).strip() == into.name


def _place(settings: Settings, to: Path | None) -> Path:
    place = to or settings.backup_dir
    if place is None:
        raise BackupNotSetUpError
    return place


@contextmanager
def _telling(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
