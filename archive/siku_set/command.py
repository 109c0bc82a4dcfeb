"""``fangzhi import-leaves``: leaf lists at a terminal."""

import re
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from archive.kernel.house import House
from archive.kernel.journal import SYSTEM, act_as
from archive.siku_set import leaves, queries
from archive.siku_set.errors import LeafFilesMissingError, WorkUnclearError
from archive.siku_set.leaf_files import LeafFile, parse_files, read_files

console = Console(highlight=False, soft_wrap=True)
_NUMBER = re.compile(r"[A-Z]{2}\d[a-z]\d{4}")


def import_leaves(house: House, path: Path, title_id: str, *, dry_run: bool) -> None:
    """Take in the leaf list of one work: a folder of text files, a zip of them, or one of them.

    Without ``title_id`` the work is found by its number in the list, in the name of the folder.

    Raises:
        InvalidInputError: it cannot be read, or it is not clear which work it is of.
    """
    placed = parse_files(_files(path))
    wanted = title_id or _work_of(house, path)
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        view, is_new = leaves.take_leaves(session, wanted, placed, path.name)
        if dry_run:
            session.rollback()
    told = f"{view.juan_count} 卷，{view.leaf_count} 个半叶，存为 {view.run_count} 段"
    if not is_new:
        console.print(f"[green]✓[/] 这份叶表已在（{told}），没有要写入的内容。")
    elif dry_run:
        console.print(f"试运行：{told}。什么都没有写入。")
    else:
        console.print(f"[green]✓[/] 叶表已导入：{told}。")
        console.print(f"撤销：fangzhi import-leaves --undo {view.id}")


def undo_leaves(house: House, list_id: str) -> None:
    """Take a leaf list back.

    Raises:
        LeafListNotFoundError, LeafListNotCurrentError: there is none, or another one counts.
    """
    with house.database.write() as session:
        act_as(session, SYSTEM, house.clock)
        view = leaves.undo_leaves(session, list_id)
    console.print(f"[green]✓[/] 已撤销叶表“{escape(view.file_name)}”")


def _files(path: Path) -> list[LeafFile]:
    if not path.is_dir():
        return read_files(path.read_bytes(), path.name)
    found = sorted(path.glob("*.txt"))
    if not found:
        raise LeafFilesMissingError(name=path.name)
    return [file for each in found for file in read_files(each.read_bytes(), each.name)]


def _work_of(house: House, path: Path) -> str:
    found = _NUMBER.search(path.name)
    number = found.group() if found else path.name
    with house.database.read() as session:
        works = queries.works_of_number(session, number)
    if len(works) != 1:
        raise WorkUnclearError(number=number, count=len(works))
    return works[0].title.id
