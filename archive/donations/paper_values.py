"""What papers say of a gift, by the places of their templates; papers are in zh-Hans."""

from collections.abc import Callable, Mapping, Sequence

from archive.documents.setting import chinese_date
from archive.donations.kinds import Decision
from archive.donations.progress import ACCEPTED
from archive.donations.schemas import DonationView, LineView
from archive.donations.things import Things, kept_of
from archive.donations.words import DONOR_KINDS, MATERIALS, MODES
from archive.donors.schemas import DonorView
from archive.markup.fill import Rows, Value

UNNAMED = "一位不愿具名的捐赠人"
_NAMED_TITLES = 3
Count = Callable[[LineView], Things]
"""How much of a line a paper tells of."""
# A receipt is read by the donor, not by a clerk.
_VERDICTS: Mapping[Decision, str] = {
    Decision.PENDING: "待定",
    Decision.ACCEPTED: "接收",
    Decision.PARTLY_ACCEPTED: "部分接收",
    Decision.COPIED_AND_RETURNED: "复制后退还",
    Decision.DEPOSITED: "寄存",
    Decision.DECLINED: "不接收",
}


def gift_values(
    donation: DonationView, lines: Sequence[LineView], count: Count | None = None
) -> dict[str, Value]:
    """Return what a paper on ``lines`` of a gift can say, the donor apart.

    ``count`` says how much of a line it tells of: what is kept (:func:`things_of`, the usual), or
    what was brought (:func:`things_brought`).
    """
    count = count or things_of
    things = [count(line) for line in lines]
    volumes = sum(each.volumes for each in things)
    works = len({line.work_id or line.id for line in lines})
    return {
        "捐赠编号": donation.number,
        "收到日期": chinese_date(donation.received_on),
        "征集方式": MODES[donation.mode],
        "题名": title_words([line.title for line in lines]),
        "数量": quantity_words(works, volumes, sum(each.pieces for each in things)),
        "种数": str(works),
        "册数": str(volumes),
        "清单": Rows(tuple(_row(place, line, count) for place, line in enumerate(lines, start=1))),
    }


def donor_values(donor: DonorView, name: str) -> dict[str, Value]:
    """Return what a paper says of a donor who is named ``name`` on it."""
    return {"捐赠人": name, "捐赠人类别": DONOR_KINDS[donor.kind]}


def shown_name(donor: DonorView) -> str:
    """Return how a donor is named where others may read it."""
    return UNNAMED if donor.is_anonymous else donor.name


def things_of(line: LineView) -> Things:
    """Return how much of a line a paper tells of: what is kept, once that is decided."""
    accepted = line.accepted_volume_count if line.decision in ACCEPTED else None
    return kept_of(line.volume_count, line.piece_count, accepted)


def things_brought(line: LineView) -> Things:
    """Return how much of a line came to the counter, whatever was decided on it since."""
    return Things(line.volume_count, line.piece_count)


def title_words(titles: Sequence[str]) -> str:
    """Return titles as a sentence names them: at most three, and 等 if there are more."""
    named = list(dict.fromkeys(titles))
    words = "".join(f"《{title.strip('《》')}》" for title in named[:_NAMED_TITLES])
    return f"{words}等" if len(named) > _NAMED_TITLES else words


def quantity_words(works: int, volumes: int, pieces: int) -> str:
    """Return an amount as papers write it: 69种105册, and 件 where there are any."""
    counts = ((works, "种"), (volumes, "册"), (pieces, "件"))
    return "".join(f"{count}{unit}" for count, unit in counts if count) or "0种"


def _row(place: int, line: LineView, count: Count) -> dict[str, str]:
    things = count(line)
    return {
        "序号": str(place),
        "题名": line.title,
        "责任者": line.author,
        "年代": line.date_text,
        "类型": MATERIALS[line.material],
        "册数": str(things.volumes or ""),
        "件数": str(things.pieces or ""),
        "品相": line.condition,
        "备注": line.note,
        "处理": _verdict(line),
        "理由": line.decision_reason,
    }


def _verdict(line: LineView) -> str:
    words = _VERDICTS[line.decision]
    if line.decision is not Decision.PARTLY_ACCEPTED:
        return words
    kept = things_of(line)
    return f"{words}{quantity_words(0, kept.volumes, kept.pieces)}"
