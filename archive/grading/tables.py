"""The rules that a library may change, as they are now; where they come from, what to check."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from archive.census.references import read_table, write_table
from archive.census.words import BOOK_DAMAGES, GRADES, PAPER_DAMAGES
from archive.grading.errors import RuleLineError, RuleTableNotFoundError
from archive.grading.rules import (
    DamageRule,
    GradeRule,
    as_content,
    read_damage_rules,
    read_grade_rules,
    write_damage_rules,
    write_grade_rules,
)
from archive.kernel.errors import N_

GRADING = "grading"
BOOK = "damage-book"
PAPER = "damage-paper"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table of rules: its name, its source, what is to be checked, how a line is written."""

    name: str
    label: str
    source: str
    to_check: str
    form: str
    default: str
    grades: Mapping[str, str]


_DAMAGE_FORM = N_("项目｜界限｜等级，例如 虫蛀｜>30｜特残破损")
TABLES: Mapping[str, RuleTable] = {
    table.name: table
    for table in (
        RuleTable(
            GRADING,
            N_("定级规则"),
            "GB/T 31076.1—2014、WH/T 20—2006",
            N_("二级、三级的“等”以及三级、四级的年代界限请对照标准原文核对；自上而下取第一条。"),
            N_("年起-年止｜版本类型（可空）｜等级｜理由"),
            """\
-1126｜｜一级甲等｜北宋及以前
1127-1367｜｜一级乙等｜元及以前（含南宋、金、蒙古）
1368-1644｜木活字印本｜一级丙等｜明及以前活字印本
1368-1644｜銅活字印本｜一级丙等｜明及以前活字印本
1368-1644｜活字印本｜一级丙等｜明及以前活字印本
1368-1644｜套印本｜一级丙等｜明及以前套印本
1368-1644｜餖版印本｜一级丙等｜明及以前餖版印本
1368-1644｜拱花印本｜一级丙等｜明及以前拱花印本
-1911｜泥活字印本｜一级丙等｜泥活字印本
-1911｜磁版印本｜一级丙等｜清磁版印本
1368-1572｜｜二级乙等｜明洪武元年至隆庆六年
-1795｜內府本｜二级乙等｜清乾隆及以前内府本
1573-1795｜｜三级乙等｜明万历至清乾隆
1796-1911｜｜四级｜清嘉庆至宣统""",
            GRADES,
        ),
        RuleTable(
            BOOK,
            N_("古籍定损界限"),
            "WH/T 22—2006",
            N_("系统不预置 WH/T 22 的数值：请本馆对照标准原文逐条填写，填写之前不作建议。"),
            N_("项目｜界限｜等级，例如 酸碱度｜<=4.5｜二级破损"),
            "",
            BOOK_DAMAGES,
        ),
        RuleTable(
            PAPER,
            N_("纸质档案定损界限"),
            "GB/T 42468.1—2023",
            N_("只预置了读到的特残、严重两级，中度、轻度请对照标准原文补充、核对。"),
            _DAMAGE_FORM,
            """\
霉蚀｜>30｜特残破损
虫蛀｜>30｜特残破损
污染｜>60｜特残破损
残缺｜>40｜特残破损
粘连｜>50｜特残破损
霉蚀｜>20｜严重破损
虫蛀｜>20｜严重破损
污染｜>20｜严重破损
残缺｜>20｜严重破损""",
            PAPER_DAMAGES,
        ),
    )
}


def find_table(name: str) -> RuleTable:
    """Return the table so called; :class:`RuleTableNotFoundError` if there is none."""
    if name not in TABLES:
        raise RuleTableNotFoundError(detail=name)
    return TABLES[name]


def grade_rules(session: Session) -> tuple[list[GradeRule], int]:
    """Return the rules for grades, and their revision."""
    held, revision = read_table(session, GRADING)
    if held is not None:
        return [GradeRule(*row) for row in held], revision
    found = read_grade_rules(TABLES[GRADING].default, GRADES)
    return (found if isinstance(found, list) else []), revision


def damage_rules(session: Session, name: str) -> tuple[list[DamageRule], int]:
    """Return the rules for damage of books or of paper, and their revision."""
    table = find_table(name)
    held, revision = read_table(session, name)
    if held is not None:
        return [DamageRule(*row) for row in held], revision
    found = read_damage_rules(table.default, table.grades)
    return (found if isinstance(found, list) else []), revision


def text_of(session: Session, name: str) -> tuple[str, int]:
    """Return the rules of a table as text, one on each line, and their revision."""
    table = find_table(name)
    if name == GRADING:
        rules, revision = grade_rules(session)
        return write_grade_rules(rules, table.grades), revision
    limits, revision = damage_rules(session, name)
    return write_damage_rules(limits, table.grades), revision


def change_rules(session: Session, name: str, text: str) -> None:
    """Let a table say what ``text`` says; decisions that were made stay.

    Raises:
        RuleLineError: a line cannot be understood.
    """
    table = find_table(name)
    read = (read_grade_rules if name == GRADING else read_damage_rules)(text, table.grades)
    if isinstance(read, int):
        raise RuleLineError(field="rules", row=read)
    before = grade_rules(session)[0] if name == GRADING else damage_rules(session, name)[0]
    if list(before) != list(read):
        write_table(session, name, as_content(read), as_content(before))
