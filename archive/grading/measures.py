"""What can be measured of the damage of a copy: its acidity, and shares of its leaves; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.kernel.errors import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """A value with its unit: "pH", "%" of the area, or "叶" for a number of leaves."""

    name: str
    label: str
    unit: str
    most: float


MEASURES: tuple[Measure, ...] = (
    Measure("ph", N_("酸碱度"), "pH", 14),
    Measure("worm", N_("虫蛀"), "%", 100),
    Measure("mould", N_("霉蚀"), "%", 100),
    Measure("stain", N_("污染"), "%", 100),
    Measure("adhesion", N_("粘连"), "%", 100),
    Measure("loss", N_("残缺"), "%", 100),
    Measure("brittle", N_("老化脆裂"), "%", 100),
    Measure("leaves", N_("破损叶数"), "叶", 100_000),
    Measure("leaf_count", N_("总叶数"), "叶", 100_000),
)
BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}


def write_value(value: float) -> str:
    """Return a measured value as a form shows it: 35, 4.5."""
    return f"{value:g}"


def parse_value(text: str, measure: Measure) -> float | None:
    """Return a value of ``measure`` typed as a number, None if it is none of its range."""
    plain = text.strip().removesuffix(measure.unit).strip()
    whole, _, rest = plain.partition(".")
    is_number = whole.isascii() and whole.isdecimal() and (not rest or rest.isdecimal())
    if not is_number or len(plain) > 10 or not plain.isascii():
        return None
    value = float(plain)
    return value if value <= measure.most else None
