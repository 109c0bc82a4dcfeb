"""What periods, dimensions and keys are called, in the reader's language."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from archive.campaigns.models import Campaign
from archive.donations.kinds import AcquisitionMode, DonorKind, MaterialKind
from archive.donations.words import DONOR_KINDS, MATERIALS, MODES
from archive.donors.models import Donor
from archive.kernel.errors import N_
from archive.locations.models import Branch
from archive.reports.periods import Period, Span, period_of
from archive.reports.questions import NOTHING, Dimension, Measure
from archive.web.formats import format_date, format_money, format_number
from archive.web.i18n import gettext, translate

DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.MONTH: N_("月份"),
    Dimension.QUARTER: N_("季度"),
    Dimension.YEAR: N_("年份"),
    Dimension.SOURCE: N_("来源"),
    Dimension.MODE: N_("征集方式"),
    Dimension.MATERIAL: N_("文献类型"),
    Dimension.CAMPAIGN: N_("征集活动"),
    Dimension.BRANCH: N_("分馆"),
    Dimension.DONOR_KIND: N_("捐赠人类别"),
}
MEASURES: Mapping[Measure, str] = {
    Measure.TITLES: N_("种数"),
    Measure.VOLUMES: N_("册数"),
    Measure.PIECES: N_("件数"),
    Measure.VALUE: N_("估值（元）"),
}
_NONE: Mapping[Dimension, str] = {
    Dimension.CAMPAIGN: N_("非活动征集"),
    Dimension.BRANCH: N_("未注明分馆"),
}
_CLOSED: Mapping[Dimension, Mapping[str, str]] = {
    Dimension.MODE: {mode.value: MODES[mode] for mode in AcquisitionMode},
    Dimension.MATERIAL: {kind.value: MATERIALS[kind] for kind in MaterialKind},
    Dimension.DONOR_KIND: {kind.value: DONOR_KINDS[kind] for kind in DonorKind},
}
NAMED: Mapping[Dimension, tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]] = {
    Dimension.SOURCE: (Donor.id, Donor.name),
    Dimension.CAMPAIGN: (Campaign.id, Campaign.name),
    Dimension.BRANCH: (Branch.id, Branch.name),
}
MANY = 500


def period_name(period: Period) -> str:
    """Return 2018年, 2018年第4季度, 2018年12月, or the first and the last day."""
    year, month = period.first.year, period.first.month
    match period.span:
        case Span.YEAR:
            return gettext("%(year)s年", year=year)
        case Span.QUARTER:
            return gettext("%(year)s年第%(quarter)s季度", year=year, quarter=period.quarter)
        case Span.MONTH:
            return gettext("%(year)s年%(month)s月", year=year, month=month)
    if period.first == period.last:
        return format_date(period.first)
    return gettext(
        "%(first)s至%(last)s", first=format_date(period.first), last=format_date(period.last)
    )


def key_names(session: Session, dimension: Dimension, keys: Iterable[str]) -> dict[str, str]:
    """Return what each key of a dimension is called; one query at most for 500 of them."""
    listed = list(dict.fromkeys(keys))
    if dimension.is_time:
        periods = {key: period_of(key) for key in listed}
        return {key: period_name(period) for key, period in periods.items() if period}
    if dimension in _CLOSED:
        return {key: translate(_CLOSED[dimension].get(key, key)) for key in listed}
    identifier, name = NAMED[dimension]
    names = dict.fromkeys(listed, "—")
    for start in range(0, len(listed), MANY):
        part = [key for key in listed[start : start + MANY] if key]
        found = session.execute(select(identifier, name).where(identifier.in_(part)))
        names.update(found.all())
    return names | ({"": translate(_NONE[dimension])} if dimension in _NONE else {})


def short_names(dimension: Dimension, keys: Iterable[str]) -> dict[str, str]:
    """Return what stands below the columns of a chart of time: as much as there is room for."""
    listed = list(keys)
    if dimension is Dimension.YEAR:
        every = -(-len(listed) // 12)
        return {key: key for key in listed[::every]}
    is_one_year = len({key[:4] for key in listed}) == 1
    if is_one_year:
        return {key: _short(key) for key in listed}
    firsts: dict[str, str] = {}
    for key in listed:
        firsts.setdefault(key[:4], key)
    every = -(-len(firsts) // 12)
    return {key: year for year, key in list(firsts.items())[::every]}


def _short(key: str) -> str:
    part = key[5:]
    if part.startswith("Q"):
        return gettext("%(quarter)s季", quarter=part[1:])
    return gettext("%(month)s月", month=int(part))


def measure_text(measure: Measure, value: int) -> str:
    """Return a number as it stands in a table; money in yuan, with cents only where there are."""
    if measure is not Measure.VALUE:
        return format_number(value)
    return format_money(value)


def titles_and_volumes(titles: int, volumes: int, pieces: int = 0) -> str:
    """Return 69 种 105 册, with the 件 where there are any, and without the 册 if those are all."""
    if pieces and not volumes:
        return gettext(
            "%(titles)s 种 %(pieces)s 件",
            titles=format_number(titles),
            pieces=format_number(pieces),
        )
    if pieces:
        return gettext(
            "%(titles)s 种 %(volumes)s 册 %(pieces)s 件",
            titles=format_number(titles),
            volumes=format_number(volumes),
            pieces=format_number(pieces),
        )
    return gettext(
        "%(titles)s 种 %(volumes)s 册",
        titles=format_number(titles),
        volumes=format_number(volumes),
    )


def choices(session: Session, dimension: Dimension) -> list[tuple[str, str]]:
    """Return the keys of a dimension that can be chosen, each with its name."""
    none = [(NOTHING, translate(_NONE[dimension]))] if dimension in _NONE else []
    if dimension in _CLOSED:
        return [(key, translate(name)) for key, name in _CLOSED[dimension].items()]
    identifier, name = NAMED[dimension]
    listed = session.execute(select(identifier, name).order_by(name).limit(MANY))
    found = [(key, named) for key, named in listed]
    return [*found, *none] if found else []
