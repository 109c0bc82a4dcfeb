"""How quick the desk stays: list, donor look-up and report at 20,000 and at 200,000 lines.

``python -m bench.desk [sqlite|postgresql]`` seeds an archive of each size on that engine and takes
the median of each question's rounds; PostgreSQL is a server of its own, made for the run. The
peer is what a desk without a ledger does: it groups the lines themselves by the month of their
decision, over all years, in SQL.
"""

import datetime as dt
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import String, cast, func, insert, select, text
from sqlalchemy.orm import Session

import archive.every_model  # noqa: F401 - relationships are declared by name
from archive.donations.kinds import AcquisitionMode, Decision, MaterialKind, Stage
from archive.donations.models import Donation, DonationLine, DonationMove
from archive.donations.queries import DonationFilter, count_donations, list_donations
from archive.donors.kinds import DonorKind
from archive.donors.lists import DonorFilter, open_list
from archive.donors.look_up import look_up
from archive.donors.models import Donor, DonorTerm
from archive.donors.terms import donor_terms
from archive.kernel import migrations
from archive.kernel.database import Database
from archive.ledger.kinds import EntryReason
from archive.ledger.models import AcquisitionEntry
from archive.reports.periods import year_of
from archive.reports.queries import answer
from archive.reports.questions import Dimension, Layout, Question
from tests.fixtures.cluster import Cluster

SIZES = (20_000, 200_000)
LINES_OF_A_GIFT = 2
LINES_OF_A_DONOR = 4
ROUNDS = 9
FIRST_YEAR, YEARS = 2006, 20
AT_ONCE = 5_000
SURNAMES = "张王李赵陈刘黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程"
NAMES = "毓鋆明华国建文志光远家德永福玉清春秀英俊"
START = dt.date(FIRST_YEAR, 1, 1)
END = dt.date(FIRST_YEAR + YEARS - 1, 12, 31)


def main() -> int:
    """Measure, and print a row for each question."""
    engine = "postgresql" if sys.argv[1:] == ["postgresql"] else "sqlite"
    found = {size: measure(engine, size) for size in SIZES}
    small, large = SIZES
    print(f"{engine:<28}{small:>12,}{large:>12,}{'growth':>10}")
    for name, first in found[small].items():
        second = found[large][name]
        print(f"{name:<28}{first * 1000:>9.1f} ms{second * 1000:>9.1f} ms{second / first:>9.1f}x")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process, seeding included: {peak:.0f} MiB")
    return 0


def measure(engine: str, size: int) -> dict[str, float]:
    """Return the median seconds of every question to an archive of ``size`` lines."""
    with empty_archive(engine) as url:
        migrations.upgrade(url)
        database = Database(url)
        with database.write() as session:
            seed(session, size)
        with database.write() as session:
            session.execute(text("ANALYZE"))
        try:
            return {name: median(database, ask) for name, ask in QUESTIONS.items()}
        finally:
            database.dispose()


@contextmanager
def empty_archive(engine: str) -> Iterator[str]:
    """Yield the URL of a database that is gone afterwards."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'fangzhi.db'}"
        return
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster.url(cluster.create())
    finally:
        cluster.stop()


def median(database: Database, ask: Callable[[Session], object]) -> float:
    """Return the median seconds of a question's rounds; the first, which fills caches, is left."""
    taken = []
    for _ in range(ROUNDS + 1):
        with database.read() as session:
            began = time.perf_counter()
            ask(session)
            taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def newest(session: Session) -> object:
    """The first page of the list of gifts."""
    wanted = DonationFilter()
    return count_donations(session, wanted), list_donations(session, wanted)


def purchased(session: Session) -> object:
    """The first page of the gifts of a mode of which there are none."""
    wanted = DonationFilter(mode=AcquisitionMode.EXCHANGE)
    return count_donations(session, wanted), list_donations(session, wanted)


def of_a_surname(session: Session) -> object:
    """The first page of the gifts of everybody of a surname."""
    wanted = DonationFilter("张")
    return count_donations(session, wanted), list_donations(session, wanted)


def one_stage(session: Session) -> object:
    """The first page of the gifts that wait for an agreement."""
    wanted = DonationFilter(stage=Stage.DECIDED)
    return count_donations(session, wanted), list_donations(session, wanted)


def a_year(session: Session) -> object:
    """A year by source and month."""
    return answer(session, Question(year_of(2018), END), Layout(Dimension.SOURCE, Dimension.MONTH))


def all_years(session: Session) -> object:
    """Every month there was, by kind."""
    period = year_of(FIRST_YEAR)
    question = Question(type(period)(START, END), END)
    return answer(session, question, Layout(Dimension.MONTH, Dimension.MATERIAL))


def scan(session: Session) -> object:
    """What the peer does: group the lines of all years by month and kind."""
    month = func.substr(cast(DonationLine.decided_on, String), 1, 7)
    counted = (func.count(DonationLine.work_id.distinct()), func.sum(DonationLine.volume_count))
    wanted = (
        select(month, DonationLine.material, *counted)
        .join(Donation)
        .where(
            DonationLine.decision.in_([Decision.ACCEPTED, Decision.PARTLY_ACCEPTED]),
            Donation.mode != AcquisitionMode.DEPOSIT,
            Donation.stage.not_in([Stage.WITHDRAWN, Stage.RETURNED]),
        )
        .group_by(month, DonationLine.material)
    )
    return session.execute(wanted).all()


QUESTIONS: dict[str, Callable[[Session], object]] = {
    "list, newest": newest,
    "list, one stage": one_stage,
    "list, a mode of none": purchased,
    "list, a surname": of_a_surname,
    "donors, newest": lambda session: open_list(session, DonorFilter()).part(session),
    "donors, by surname": lambda session: open_list(session, DonorFilter("张")).part(session),
    "donor typed: two characters": lambda session: look_up(session, "张毓"),
    "donor typed: initials": lambda session: look_up(session, "zy"),
    "report, a year": a_year,
    "report, all years": all_years,
    "peer, all years": scan,
}


def seed(session: Session, size: int) -> None:
    """Write donors, gifts, lines, moves and entries in bulk."""
    donors = size // LINES_OF_A_DONOR
    write(session, Donor, (donor(n) for n in range(donors)))
    write(session, DonorTerm, (term for n in range(donors) for term in terms(n)))
    gifts = size // LINES_OF_A_GIFT
    write(session, Donation, (gift(n, donors, gifts) for n in range(gifts)))
    write(session, DonationMove, (moved(n, gifts) for n in range(gifts)))
    write(session, DonationLine, (line(n, size) for n in range(size)))
    write(session, AcquisitionEntry, (entry(n, size, donors) for n in range(size)))


def write(session: Session, model: type, rows: Iterator[dict[str, object]]) -> None:
    """Insert rows a few thousand at a time."""
    part: list[dict[str, object]] = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            session.execute(insert(model), part)
            part = []
    if part:
        session.execute(insert(model), part)


def key(kind: str, number: int) -> str:
    """Return an identifier of twelve characters."""
    return f"{kind}{number:011}"


def day_of(number: int, count: int) -> dt.date:
    """Return the day of the ``number``-th of ``count`` things, spread over all years."""
    return START + dt.timedelta(days=number * (END - START).days // count)


def noon(day: dt.date) -> dt.datetime:
    """Return the middle of a day."""
    return dt.datetime.combine(day, dt.time(4), dt.UTC)


def name_of(number: int) -> str:
    """Return a name of three characters; many share one, as in life."""
    first, rest = number % len(SURNAMES), number // len(SURNAMES)
    return SURNAMES[first] + NAMES[rest % len(NAMES)] + NAMES[rest // len(NAMES) % len(NAMES)]


def donor(number: int) -> dict[str, object]:
    """Return the row of a donor."""
    name = name_of(number)
    made = noon(START)
    return {
        "id": key("d", number),
        "kind": DonorKind.PERSON,
        "name": name,
        "name_key": name,
        "created_at": made,
    }


def terms(number: int) -> Iterator[dict[str, object]]:
    """Yield what a donor is found by."""
    for term, rank in donor_terms(name_of(number), "").items():
        yield {"rank": rank, "term": term, "donor_id": key("d", number)}


def gift(number: int, donors: int, gifts: int) -> dict[str, object]:
    """Return the row of a gift; the last fiftieth is still to be agreed on."""
    day = day_of(number, gifts)
    return {
        "id": key("g", number),
        "number": f"捐{day.year}-{number:06}",
        "submission": key("s", number),
        "donor_id": key("d", number * 7 % donors),
        "mode": list(AcquisitionMode)[number % 4],
        "stage": Stage.DECIDED if number % 50 == 0 else Stage.ANNOUNCED,
        "received_on": day,
        "logged_at": noon(day),
        "logged_by": "",
    }


def moved(number: int, gifts: int) -> dict[str, object]:
    """Return the row of a gift's last move."""
    day = day_of(number, gifts)
    return {
        "donation_id": key("g", number),
        "sequence": 1,
        "event": "list",
        "to_stage": Stage.LISTED,
        "moved_on": day,
        "moved_at": noon(day),
        "moved_by": "",
    }


def line(number: int, size: int) -> dict[str, object]:
    """Return the row of an accepted line."""
    return {
        "id": key("l", number),
        "donation_id": key("g", number // LINES_OF_A_GIFT),
        "sequence": number % LINES_OF_A_GIFT + 1,
        "title": f"醴陵文献第{number}种",
        "material": list(MaterialKind)[number % len(MaterialKind)],
        "volume_count": number % 3 + 1,
        "work_id": key("l", number),
        "decision": Decision.ACCEPTED,
        "decided_on": day_of(number, size),
        "decided_at": noon(day_of(number, size)),
    }


def entry(number: int, size: int, donors: int) -> dict[str, object]:
    """Return the entry of a line."""
    gift_number = number // LINES_OF_A_GIFT
    day = day_of(number, size)
    return {
        "line_id": key("l", number),
        "donation_id": key("g", gift_number),
        "effective_on": day,
        "recorded_at": noon(day),
        "reason": EntryReason.COUNTED,
        "is_deposit": False,
        "line_count": 1,
        "title_count": 1,
        "volume_count": number % 3 + 1,
        "piece_count": 0,
        "value_cents": 0,
        "mode": list(AcquisitionMode)[gift_number % 4],
        "material": list(MaterialKind)[number % len(MaterialKind)],
        "donor_id": key("d", gift_number * 7 % donors),
        "donor_kind": DonorKind.PERSON,
    }


if __name__ == "__main__":
    raise SystemExit(main())
