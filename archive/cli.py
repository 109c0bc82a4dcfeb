"""``fangzhi``: everything that is done at a terminal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import psycopg
import typer
from alembic.util import CommandError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy.exc import OperationalError

from archive import wiring
from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.accounts.passwords import random_password
from archive.backup import commands as backups
from archive.exchange.siku_works import command as siku_works
from archive.kernel import migrations
from archive.kernel.errors import AppError
from archive.kernel.house import House, open_house
from archive.kernel.logs import configure_logs
from archive.kernel.settings import load_settings
from archive.siku_set import command as leaf_lists
from digitize.cli import read

console = Console(highlight=False)
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="方志：地方文献与四库全书馆藏系统",
)
users = typer.Typer(no_args_is_help=True, help="账号")
databases = typer.Typer(no_args_is_help=True, help="数据库")
app.command("read", help="识别图像文件：逐栏文字与版面，不用数据库")(read)
app.add_typer(users, name="user")
app.add_typer(databases, name="db")
app.add_typer(backups.app, name="backup")
app.command("restore", help="从备份恢复到一个新的数据目录。")(backups.restore)


def main() -> None:
    """Run the command line; an :class:`AppError` ends it with its sentence and exit code."""
    # What an archive keeps names people: it is the account's that runs it, and nobody else's.
    os.umask(0o077)
    configure_logs()
    try:
        app()
    except AppError as error:
        _give_up(error.message, error.exit_code)
    except (OperationalError, psycopg.OperationalError) as error:
        reason = getattr(error, "orig", error)
        _give_up(f"无法打开数据库（{reason}），请运行 fangzhi check 查看原因。", 5)
    except CommandError as error:
        _give_up(f"数据库结构与程序不一致：{error}", 5)


def _give_up(sentence: str, exit_code: int) -> NoReturn:
    Console(stderr=True, highlight=False).print(f"[red]✗[/] {escape(sentence)}", soft_wrap=True)
    raise SystemExit(exit_code) from None


@contextmanager
def opened_house() -> Iterator[House]:
    """Open the archive of the environment, its database brought up to date."""
    house = open_house(load_settings())
    try:
        migrations.upgrade(house.settings.url)
        wiring.wire(house)
        yield house
    finally:
        house.close()


@users.command("add", help="建立账号，并显示随机密码（只显示这一次）。")
def add_user(
    name: Annotated[str, typer.Argument(help="用户名")],
    role: Annotated[Role, typer.Option(help="角色")] = Role.READER,
    display_name: Annotated[str, typer.Option(help="姓名")] = "",
) -> None:
    """Open an account with a random password, shown once."""
    password = random_password()
    with opened_house() as house, house.database.write() as session:
        accounts.create_account(session, name, password, role, display_name)
    console.print(f"账号 {name}（{role.value}）已建立，密码：{password}")


@users.command("reset", help="重设密码，并显示新的随机密码；该账号须重新登录。")
def reset_user(name: Annotated[str, typer.Argument(help="用户名")]) -> None:
    """Give an account a new random password."""
    password = random_password()
    with opened_house() as house, house.database.write() as session:
        accounts.reset_password(session, name, password)
    console.print(f"账号 {name} 的新密码：{password}")


@databases.command("upgrade", help="把数据库升级到当前版本。")
def upgrade_database() -> None:
    """Bring the database to the newest revision."""
    with opened_house():
        console.print("[green]✓[/] 数据库已是最新版本")


@databases.command("check", help="检查数据库结构与程序是否一致。")
def check_database() -> None:
    """Compare models and database."""
    settings = load_settings()
    migrations.check(settings.url)
    console.print("[green]✓[/] 数据库结构与程序一致")


@databases.command("reindex", help="重建检索索引；网站可以照常使用，重建期间检索结果可能不全。")
def rebuild_index() -> None:
    """Make the search index anew from titles and page texts."""
    columns = (TextColumn("重建索引"), BarColumn(), TextColumn("{task.completed} 条"))
    with opened_house() as house, Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("", total=None)
        count = wiring.make_indexer(house).rebuild(lambda done: bar.update(task, completed=done))
        bar.update(task, total=count, completed=count)
    console.print(f"[green]✓[/] 检索索引已重建，共 {count} 条")


@app.command("import-siku", help="导入《四库全书》书目（3,478 种）；可试运行，可撤销。")
def import_siku(
    path: Annotated[
        Path | None, typer.Argument(help="书目文件（CSV 或 XLSX）", exists=True, dir_okay=False)
    ] = None,
    undo: Annotated[str, typer.Option(help="撤销这个编号的导入")] = "",
    *,
    dry_run: Annotated[bool, typer.Option(help="只看会写入什么，不写入")] = False,
    leave_out: Annotated[bool, typer.Option(help="略过有错的行，导入其余的")] = False,
) -> None:
    """Import the list of the works of the Siku quanshu, or take such an import back."""
    if (path is None) == (not undo):
        raise typer.BadParameter("请给出书目文件，或用 --undo 给出要撤销的导入编号。")
    with opened_house() as house:
        if path is None:
            siku_works.undo_import(house, undo)
            return
        status = siku_works.import_list(house, path, dry_run=dry_run, leave_out=leave_out)
    raise SystemExit(status)


@app.command("import-leaves", help="导入一部书的叶表：半叶在影印本的哪一册哪一页哪一栏。")
def import_leaves(
    path: Annotated[
        Path | None, typer.Argument(help="各卷 .txt 的目录、.zip，或一个 .txt", exists=True)
    ] = None,
    title: Annotated[str, typer.Option(help="书目编号；不写的按目录名中的编号找")] = "",
    undo: Annotated[str, typer.Option(help="撤销这个编号的叶表")] = "",
    *,
    dry_run: Annotated[bool, typer.Option(help="只核对，不写入")] = False,
) -> None:
    """Import the leaf list of a work, or take one back."""
    if (path is None) == (not undo):
        raise typer.BadParameter("请给出叶表，或用 --undo 给出要撤销的叶表编号。")
    with opened_house() as house:
        if path is None:
            leaf_lists.undo_leaves(house, undo)
        else:
            leaf_lists.import_leaves(house, path, title, dry_run=dry_run)


@app.command(help="启动网站。")
def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    *,
    with_worker: Annotated[bool, typer.Option(help="同时启动处理进程")] = False,
) -> None:
    """Serve the website."""
    from archive import serving

    os.environ.setdefault("FANGZHI_BASE_URL", f"http://{host}:{port}")
    with opened_house():
        pass  # a server that starts finds everything in order
    console.print(f"方志：http://{host}:{port}/  第一次使用时在此建立管理员账号；按 Ctrl-C 停止。")
    serving.serve(host, port, with_worker=with_worker)


@app.command(help="启动处理进程：把扫描图变成书页与文字。")
def work(
    *, with_parent: Annotated[bool, typer.Option(help="父进程退出时也停止", hidden=True)] = False
) -> None:
    """Process pages."""
    from archive import serving

    with opened_house() as house:
        serving.work(house, with_parent=with_parent)


@app.command(help="自检：程序、文字识别、字体、数据库、存储与空间。")
def check() -> None:
    """Say whether everything needed is here."""
    from archive.diagnosis import diagnose

    findings = diagnose(load_settings())
    for finding in findings:
        mark = "[green]✓[/]" if finding.is_good else "[red]✗[/]"
        console.print(f"{mark} {finding.subject}：{escape(finding.sentence)}", soft_wrap=True)
    raise SystemExit(0 if all(finding.is_good for finding in findings) else 1)


@app.command(help="建立示例馆藏并启动网站。")
def demo(
    real: Annotated[Path | None, typer.Option(help="另外收入此文件夹中的页图")] = None,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """Fill a small archive through the real pipeline and serve it."""
    from archive.demonstration.run import run

    run(real, host, port)
