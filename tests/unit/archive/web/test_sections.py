"""The way around the desk: who is shown what, and where a page belongs."""

from types import SimpleNamespace

import pytest

from archive.web.sections import Group, Section, Sections, ways

STAFF, CHIEF = frozenset({"staff", "administrator"}), frozenset({"administrator"})
SECTIONS = Sections(
    (
        Section("总览", "/desk", Group.OVERVIEW, STAFF),
        Section("捐赠", "/desk/donations", Group.COLLECTING, STAFF, ("/desk/donors",)),
        Section("登记簿", "/desk/registers/summary", Group.HOLDINGS, STAFF, ("/desk/registers",)),
        Section("清点", "/desk/registers/counts", Group.HOLDINGS, STAFF),
        Section("备份", "/desk/backups", Group.DATA, CHIEF),
    )
)
CLERK = SimpleNamespace(name="易明", role="staff")


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/desk", "总览"),
        ("/desk/donations", "捐赠"),
        ("/desk/donations/x1", "捐赠"),
        ("/desk/donors/x1", "捐赠"),
        ("/desk/registers/individual", "登记簿"),
        ("/desk/registers/counts/3", "清点"),
    ],
)
def test_a_page_belongs_to_the_innermost_section(path: str, section: str) -> None:
    shown = ways(SECTIONS, CLERK, path)
    assert [s.label for way in shown for s, is_current in way.sections if is_current] == [section]
    assert [section in [s.label for s, _ in way.sections] for way in shown if way.is_current] == [
        True
    ]


def test_a_page_of_no_section_marks_none() -> None:
    assert not any(way.is_current for way in ways(SECTIONS, CLERK, "/desk/elsewhere"))


def test_a_group_leads_to_its_first_section_that_is_shown() -> None:
    chief = SimpleNamespace(name="馆长", role="administrator")
    assert [way.href for way in ways(SECTIONS, CLERK, "/desk")] == [
        "/desk",
        "/desk/donations",
        "/desk/registers/summary",
    ]
    assert [way.label for way in ways(SECTIONS, chief, "/desk")][-1] == "数据"


def test_nobody_is_shown_nothing() -> None:
    assert ways(SECTIONS, None, "/desk") == []
