"""What is large at the desk: a mailing of 500 letters, and the catalogue at 200,000 titles.

``python -m bench.large_desk [mailing|titles]``. Each is one run on SQLite in a folder that is gone
afterwards; the list's peer is the same question by a scan of all titles.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

import archive.every_model  # noqa: F401 - relationships are declared by name
from archive.campaigns.schemas import NewCampaign
from archive.campaigns.service import create_campaign
from archive.catalogue.models import Copy, Title, Volume
from archive.catalogue.queries import TitleFilter, Window, count_titles, list_titles
from archive.catalogue.schemas import TitleKind
from archive.correspondence.letters import Addressee
from archive.kernel import journal, migrations
from archive.kernel.database import Database
from archive.kernel.house import House, open_house
from archive.kernel.journal import SYSTEM
from archive.kernel.settings import Settings
from archive.mailings import queries as mailings
from archive.mailings import service
from archive.mailings.working import do_letter, finish
from archive.rights.levels import AccessLevel
from archive.text.lookup_keys import lookup_key
from bench.desk import median

LETTERS = 500
TITLES = 200_000
UNDECIDED_EVERY = 1_000
VOLUMES_OF_A_TITLE = 2
AT_ONCE = 5_000
PLACES = "醴陵渌江攸县茶陵湘潭浏阳长沙衡山宁乡益阳"
SORTS = ("县志", "族谱", "诗集", "年鉴", "课艺", "契约", "旧影", "文史资料")
SURNAMES = "张王李赵陈刘黄周吴徐孙胡朱高林何郭马罗梁"
LONG_AGO = dt.datetime(2006, 1, 1, tzinfo=dt.UTC)


def main() -> int:
    """Measure what is named, or all."""
    for name in sys.argv[1:] or MEASURED:
        MEASURED[name]()
    return 0


def mailing() -> None:
    """Seconds and memory of a mailing, from its beginning to the files of all its letters."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Settings(data_dir=Path(folder)))
        migrations.upgrade(house.settings.url)
        before = _peak()
        mailing_id = _begin(house)
        began = time.perf_counter()
        while do_letter(house, mailing_id):
            pass
        written, at_letters = time.perf_counter(), _peak()
        finish(house, mailing_id)
        ended = time.perf_counter()
        with house.database.read() as session:
            sha256 = mailings.find_mailing(session, mailing_id).pdf_sha256
        size = house.documents.path(sha256).stat().st_size
        house.database.dispose()
    print(f"{LETTERS} letters {written - began:.1f} s, files of all {ended - written:.1f} s")
    print(f"peak memory before {before}, after the letters {at_letters}, in the end {_peak()} MiB")
    print(f"combined PDF {size / 1_000_000:.1f} MB")


def _begin(house: House) -> str:
    addressees = [Addressee(f"王毓{n}", "渌江书院") for n in range(LETTERS)]
    with house.database.write() as session:
        journal.act_as(session, SYSTEM, house.clock)
        today = journal.today(session)
        fair = NewCampaign("古旧书籍展", today, letter="诚征谱牒、方志、年鉴、手稿。\n" * 8)
        campaign = create_campaign(session, fair)
        return service.begin(session, "benchbench00", campaign.id, addressees).id


def titles() -> None:
    """Milliseconds of the catalogue's lists."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'fangzhi.db'}"
        migrations.upgrade(url)
        database = Database(url)
        with database.write() as session:
            _seed(session)
        with database.write() as session:
            session.execute(text("ANALYZE"))
        for name, ask in QUESTIONS.items():
            print(f"{name:<44}{median(database, ask) * 1000:>9.1f} ms")
        database.dispose()


def _seed(session: Session) -> None:
    for start in range(0, TITLES, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        session.execute(insert(Title), [_title(n) for n in numbers])
        copies = [{"id": f"c{n:011}", "title_id": f"t{n:011}", "number": 1} for n in numbers]
        session.execute(insert(Copy), copies)
        volumes = [_volume(n, part) for n in numbers for part in range(VOLUMES_OF_A_TITLE)]
        session.execute(insert(Volume), volumes)


def _title(n: int) -> dict[str, object]:
    place = PLACES[n % len(PLACES)] + PLACES[n // 7 % len(PLACES)]
    name = place + SURNAMES[n // 11 % len(SURNAMES)] + "氏" + SORTS[n % len(SORTS)] + str(n)
    return {
        "id": f"t{n:011}",
        "kind": TitleKind.LOCAL_DOCUMENT,
        "title": name,
        "title_key": lookup_key(name),
        "author": SURNAMES[n // 13 % len(SURNAMES)] + "毓鋆",
        "access_level": AccessLevel.STAFF,
        "access_reason": "" if n % UNDECIDED_EVERY == 0 else "公有领域",
        "created_at": LONG_AGO + dt.timedelta(minutes=n),
        "revision": 1,
    }


def _volume(n: int, part: int) -> dict[str, object]:
    number = n * VOLUMES_OF_A_TITLE + part + 1
    return {
        "id": f"v{number:011}",
        "copy_id": f"c{n:011}",
        "sequence": part + 1,
        "accession_number": number,
        "accession_label": f"{number:06}",
    }


def _page(session: Session, **wanted: object) -> object:
    asked = TitleFilter(**wanted)  # type: ignore[arg-type]
    return count_titles(session, asked), list_titles(session, asked, Window("-created"))


def _scan(session: Session) -> object:
    undecided = Title.access_reason.concat("") == ""
    counted = session.scalar(select(func.count()).select_from(Title).where(undecided))
    newest = select(Title).where(undecided).order_by(Title.created_at.desc()).limit(50)
    return counted, session.scalars(newest).all()


QUESTIONS: dict[str, Callable[[Session], object]] = {
    "newest titles": _page,
    "no rights decided, 200 of them": lambda session: _page(session, is_undecided=True),
    "the same by a scan": _scan,
    "search, an eighth of all": lambda session: _page(session, text="族谱"),
    "search, one of all": lambda session: _page(session, text="醴陵张氏县志176000"),
    "search, none": lambda session: _page(session, text="岳麓书院"),
}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


MEASURED = {"mailing": mailing, "titles": titles}

if __name__ == "__main__":
    sys.exit(main())
