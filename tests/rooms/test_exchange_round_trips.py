"""Every list that is taken out comes into an empty house and is taken out again the same."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from archive.accessions import sheets, taking_over
from archive.accessions.corrections import correct_entry
from archive.accessions.deregistering import confirmation, deregister
from archive.accessions.models import AccessionBatch, DeregistrationReason, EntryKind
from archive.accessions.old_summaries import OldEntry, enter_old
from archive.accessions.service import register_donation
from archive.accessions.words import DEREGISTERED, INDIVIDUAL, SUMMARY
from archive.catalogue import service as catalogue
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.donations.decisions import Choice, decide
from archive.donations.deposits import agree_term, return_line
from archive.donations.kinds import AcquisitionMode, Decision
from archive.donations.schemas import NewDonor, NewLine
from archive.donors.schemas import Contact
from archive.exchange import exports
from archive.exchange.exports import Wanted
from archive.exchange.recognising.fields import Field
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.identifiers import new_id
from archive.kernel.settings import Settings
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import XlsxWriter, write_csv
from tests.factories.gifts import make_accepted, make_donation
from tests.factories.importing import Importing
from tests.factories.registered import register_volumes
from tests.fixtures.houses import make_house
from tests.fixtures.servers import copy_database

Rows = list[list[Value]]
XMAS = dt.date(2018, 12, 27)
HARD = (
    "=1+1",
    "'+86",
    "@x",
    "一\n二",
    'a"b,c;d',
    "𫖯𡝭髙",
    "0012",
    "-3",
    "12345678901234567",
    "1e5",
)
OURS = frozenset({Field.LINE_ID, Field.DONATION_NUMBER, Field.DONOR_ID, Field.COPY_OF})
"""What another house gives anew."""


def said_by(fields: Sequence[Field], rows: Iterator[list[Value]]) -> Rows:
    """Return rows without what another house gives anew, in an order of their own."""
    kept = [place for place, field in enumerate(fields) if field not in OURS]
    return sorted(([row[place] for place in kept] for row in rows), key=repr)


def as_file(headings: Sequence[str], rows: Rows, file_format: str) -> bytes:
    """Return rows as they are taken out."""
    if file_format == "csv":
        return b"".join(write_csv(headings, rows))
    with tempfile.TemporaryDirectory() as folder:
        writer = XlsxWriter()
        writer.add_sheet("表", headings, rows)
        writer.save(Path(folder) / "x.xlsx")
        return (Path(folder) / "x.xlsx").read_bytes()


@contextmanager
def empty_house(template: Path) -> Iterator[House]:
    """Give a house on SQLite that nobody has written in."""
    folder = Path(tempfile.mkdtemp())
    database = copy_database(template, folder)
    try:
        yield make_house(Settings(data_dir=folder), database)
    finally:
        database.dispose()
        shutil.rmtree(folder)


@contextmanager
def acting(house: House) -> Iterator[Session]:
    """Give a session that writes and is signed."""
    with house.database.write() as session:
        journal.act_as(session, journal.SYSTEM, house.clock)
        yield session


def bring_in(house: House, headings: Sequence[str], rows: Rows, file_format: str) -> None:
    """Import a list that says something."""
    if rows:
        importing = Importing(house)
        view = importing.send_file(as_file(headings, rows, file_format), f"x.{file_format}")
        assert view.counts["refuse"] == 0, importing.files.read_report(view.id)["rows"]
        importing.confirm(view)


def take_out(house: House, fill: Callable[[Session], Iterator[Sequence[Value]]]) -> Rows:
    """Return a list as it is taken out."""
    with house.database.read() as session:
        return [list(row) for row in fill(session)]


REGISTERS = (
    (SUMMARY, sheets.summary_rows),
    (INDIVIDUAL, sheets.individual_rows),
    (DEREGISTERED, sheets.deregistered_rows),
)


def fill_registers(house: House, texts: Sequence[str]) -> None:
    """Enter gifts, holdings and old entries, take some out again, and correct some."""
    with acting(house) as session:
        for text in texts:
            old = OldEntry(
                dt.date(2009, 3, 5),
                title_count=1,
                volume_count=7,
                first_label=f"旧{text[:6].strip()}1",
                last_label=f"旧{text[:6].strip()}7",
                value_cents=1230,
                note=text,
                remark=text,
                source_text=text,
            )
            enter_old(session, old)
            fields = TitleFields(title=text, author=text, edition=text, date_text=text)
            title = catalogue.create_title(session, TitleKind.SIKU, fields)
            for _ in range(2):
                parts = [NewVolume(f"{text}{n}", text) for n in (1, 2)]
                volumes = catalogue.add_copy(session, title.id, parts, "")
                taken = [taking_over.OldVolume(v.id, f"L-{v.id}", 5, text) for v in volumes]
                taking_over.take_over(
                    session, taking_over.OldBatch(XMAS, tuple(taken), 1, mode="purchase")
                )
        gift = make_accepted(session)
        register_donation(session, gift.id, new_id())
        first, second, _third = register_volumes(session)
        numbers = [first.accession_label or "", second.accession_label or ""]
        for number, text in zip(numbers, texts, strict=False):
            typed = confirmation([first])
            reason = DeregistrationReason.LOST
            deregister(session, [number], reason, approval=text, typed=typed)
        correct_entry(session, EntryKind.ITEM, numbers[0], was="甲", is_now="乙", why="点错")
        batch = session.query(AccessionBatch.number).order_by(AccessionBatch.number.desc()).first()
        assert batch is not None
        correct_entry(session, EntryKind.BATCH, batch[0], was="甲", is_now="乙", why="点错")


def carry_registers(source: House, target: House, file_format: str) -> None:
    """Bring the three books of one house into another, and compare what both then say."""
    before = [take_out(source, fill) for _, fill in REGISTERS]
    for (headings, _), rows in zip(REGISTERS, before, strict=True):
        bring_in(target, headings, rows, file_format)
    assert all(before)
    after = [take_out(target, fill) for _, fill in REGISTERS]
    for was, is_now in zip(before, after, strict=True):
        assert is_now == was


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_registers_go_over_without_loss(
    house_on_each: House, sqlite_template: Path, file_format: str
) -> None:
    with empty_house(sqlite_template) as source:
        fill_registers(source, HARD)
        carry_registers(source, house_on_each, file_format)


def fill_gifts(house: House, texts: Sequence[str]) -> None:
    """Log gifts and deposits with their decisions, terms and returns."""
    with acting(house) as session:
        for text in texts:
            donor = NewDonor(f"张{text}", unit=text, credit_name=text)
            contact = Contact(phone=text, email="a@b.example", address=text)
            line = NewLine(text, author=text, note=text, condition=text, value_note=text)
            gift = make_donation(session, line, donor=donor, contact=contact, received_on=XMAS)
            decide(session, gift.lines[0].id, Choice(Decision.DECLINED, text))
            kept = make_donation(
                session,
                line,
                NewLine(f"又{text}", volume_count=2),
                donor=gift.donor.id,
                received_on=XMAS,
                mode=AcquisitionMode.DEPOSIT,
            )
            for each in kept.lines:
                decide(session, each.id, Choice(Decision.DEPOSITED, decided_on=XMAS))
            agree_term(session, kept.lines[0].id, dt.date(2040, 1, 31))
            return_line(session, kept.lines[1].id, dt.date(2019, 5, 6), "到期")


def carry_gifts(source: House, target: House, file_format: str) -> None:
    """Bring donors and gifts of one house into another, and compare what both then say."""
    for fields, fill in ((exports.DONOR_FIELDS, donors_of), (exports.GIFT_FIELDS, gifts_of)):
        rows = take_out(source, fill)
        assert rows
        bring_in(target, exports.headings_of(fields), rows, file_format)
        again = take_out(target, fill)
        assert said_by(fields, iter(again)) == said_by(fields, iter(rows))


def donors_of(session: Session) -> Iterator[list[Value]]:
    """Take out every donor with the ways to reach him."""
    return exports.donor_rows(session, Wanted(with_contact=True))


def gifts_of(session: Session) -> Iterator[list[Value]]:
    """Take out every line with the ways to reach its donor."""
    return exports.gift_rows(session, Wanted(with_contact=True))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_donors_and_gifts_go_over_without_loss(
    house_on_each: House, sqlite_template: Path, file_format: str
) -> None:
    with empty_house(sqlite_template) as source:
        fill_gifts(source, HARD)
        carry_gifts(source, house_on_each, file_format)


def _is_kept(text: str) -> bool:
    """Whether it is a text that a form would take: clean() folds spaces at both ends away."""
    return bool(text) and text == text.strip() and any(char.isalnum() for char in text)


RARE = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn", "Co", "Cf")
)
LONG_NUMBERS = st.integers(0, 10**20).map(str)
ZEROS = st.integers(0, 10**6).map("{:09}".format)
FORMULAS = st.sampled_from("=+-@").flatmap(
    lambda sign: st.integers(1, 99).map(f"{sign}{{}}".format)
)
LINES = st.lists(st.text(RARE, min_size=1, max_size=6), min_size=2, max_size=3).map("\n".join)
TEXTS = st.lists(
    (st.text(RARE, min_size=1, max_size=12) | LONG_NUMBERS | ZEROS | FORMULAS | LINES).filter(
        _is_kept
    ),
    min_size=1,
    max_size=4,
    unique=True,
)
SLOWLY = hypothesis_settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


@SLOWLY
@given(texts=TEXTS, file_format=st.sampled_from(["csv", "xlsx"]))
def test_whatever_stands_in_the_registers_goes_over(
    sqlite_template: Path, texts: list[str], file_format: str
) -> None:
    with empty_house(sqlite_template) as source, empty_house(sqlite_template) as target:
        fill_registers(source, texts)
        carry_registers(source, target, file_format)


@SLOWLY
@given(texts=TEXTS, file_format=st.sampled_from(["csv", "xlsx"]))
def test_whatever_was_given_goes_over(
    sqlite_template: Path, texts: list[str], file_format: str
) -> None:
    with empty_house(sqlite_template) as source, empty_house(sqlite_template) as target:
        fill_gifts(source, texts)
        carry_gifts(source, target, file_format)
