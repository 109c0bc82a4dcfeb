"""Image API addresses: what is understood, what is refused, and one canonical way to write each."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.kernel.errors import AppError
from digitize.derivatives.grid import Piece, TileGrid, TilePlace
from iiif.image.errors import (
    FormatInvalidError,
    FormatNotServedError,
    QualityInvalidError,
    RegionInvalidError,
    RotationInvalidError,
    SizeForbiddenError,
    SizeInvalidError,
    SizeTooLargeError,
)
from iiif.image.request import (
    Format,
    Limits,
    Plan,
    Quality,
    Version,
    canonical_form,
    parse_request,
    plan_request,
    turned_area,
)

LIMITS = Limits(side_px=5000, area_px=10_000_000)
WIDTH, HEIGHT = 3000, 2000


def plan(
    address: str,
    version: Version = Version.V3,
    width: int = WIDTH,
    height: int = HEIGHT,
    limits: Limits = LIMITS,
) -> Plan:
    return plan_request(parse_request(version, *address.split("/")), width, height, limits)


def plan_or_status(words: list[str], version: Version, width: int, height: int) -> Plan | int:
    try:
        return plan_request(parse_request(version, *words), width, height, LIMITS)
    except AppError as error:
        return error.status


def cut(address: str) -> tuple[int, int, int, int]:
    made = plan(f"{address}/max/0/default.jpg")
    return made.x, made.y, made.width, made.height


def scaled(size: str, version: Version = Version.V3, region: str = "full") -> tuple[int, int]:
    made = plan(f"{region}/{size}/0/default.jpg", version)
    return made.out_width, made.out_height


@pytest.mark.parametrize(
    ("region", "box"),
    [
        ("full", (0, 0, 3000, 2000)),
        ("square", (500, 0, 2000, 2000)),
        ("10,20,30,40", (10, 20, 30, 40)),
        ("2990,1990,512,512", (2990, 1990, 10, 10)),
        ("pct:10,10,20.5,50", (300, 200, 615, 1000)),
        ("pct:90,0,50,100", (2700, 0, 300, 2000)),
        ("pct:0,0,0.0001,0.0001", (0, 0, 1, 1)),
    ],
)
def test_region_is_cut_to_the_image(region: str, box: tuple[int, int, int, int]) -> None:
    assert cut(region) == box


@pytest.mark.parametrize(
    "region",
    [
        "",
        "all",
        "1,2,3",
        "-1,0,5,5",
        "0,0,0,5",
        "3000,0,5,5",
        "pct:100,0,5,5",
        "pct:0,0,0,5",
        "1.5,0,5,5",
        "pct:1e3,0,1,1",
        "٣,0,5,5",
        "pct:.,0,1,1",
    ],
)
def test_region_that_shows_nothing_is_refused(region: str) -> None:
    with pytest.raises(RegionInvalidError):
        cut(region)


@pytest.mark.parametrize(
    ("size", "out"),
    [
        ("max", (3000, 2000)),
        ("1500,", (1500, 1000)),
        (",500", (750, 500)),
        ("300,300", (300, 300)),
        ("!300,300", (300, 200)),
        ("!3000,200", (300, 200)),
        ("pct:50", (1500, 1000)),
        ("^3600,", (3600, 2400)),
        ("^pct:120", (3600, 2400)),
        ("^!3600,9999", (3600, 2400)),
        ("^max", (3872, 2581)),
    ],
)
def test_size_of_version_3(size: str, out: tuple[int, int]) -> None:
    assert scaled(size) == out


@pytest.mark.parametrize(
    "size",
    [
        "full",
        "",
        ",",
        "^",
        "^,",
        "0,",
        "0,5",
        "pct:0",
        "pct:101",
        "3001,",
        ",2001",
        "!4000,4000",
        "10",
        "!10",
        "10,!10",
        "1e2,",
        "max,",
        "^full",
        "pct:0.001",
    ],
)
def test_size_that_version_3_refuses(size: str) -> None:
    with pytest.raises(SizeInvalidError):
        scaled(size)


@pytest.mark.parametrize(
    ("size", "out"), [("full", (3000, 2000)), ("max", (3000, 2000)), ("3600,", (3600, 2400))]
)
def test_size_of_version_2_may_be_above_full(size: str, out: tuple[int, int]) -> None:
    assert scaled(size, Version.V2) == out


@pytest.mark.parametrize("size", ["^max", "^10,"])
def test_version_2_knows_no_caret(size: str) -> None:
    with pytest.raises(SizeInvalidError):
        scaled(size, Version.V2)


@pytest.mark.parametrize("size", ["^5001,1", "^5000,5000", "^pct:300"])
def test_size_beyond_the_limits_is_refused(size: str) -> None:
    with pytest.raises(SizeTooLargeError):
        scaled(size)


def test_max_shrinks_to_the_limits_and_keeps_the_shape() -> None:
    made = plan("full/max/0/default.jpg", width=10_000, height=5_000)
    assert made.out_width * made.out_height <= LIMITS.area_px
    assert made.out_width / made.out_height == pytest.approx(2, abs=0.01)


def test_reduced_visitor_gets_the_reduced_image_and_no_sharper_region() -> None:
    reduced = Limits(side_px=5000, area_px=10_000_000, whole_side_px=600)
    whole = plan("full/max/0/default.jpg", limits=reduced)
    assert (whole.out_width, whole.out_height) == (600, 400)
    part = plan("0,0,500,500/max/0/default.jpg", limits=reduced)
    assert (part.out_width, part.out_height) == (100, 100)
    with pytest.raises(SizeForbiddenError):
        plan("0,0,500,500/500,500/0/default.jpg", limits=reduced)
    with pytest.raises(SizeForbiddenError):
        plan("0,0,500,500/^1000,/0/default.jpg", limits=reduced)


@pytest.mark.parametrize(
    ("rotation", "is_mirrored", "degrees"),
    [("0", False, "0"), ("!90", True, "90"), ("360", False, "0"), ("22.5", False, "45/2")],
)
def test_rotation(*, rotation: str, is_mirrored: bool, degrees: str) -> None:
    made = plan(f"full/max/{rotation}/default.jpg")
    assert (made.is_mirrored, made.rotation) == (is_mirrored, Fraction(degrees))


@pytest.mark.parametrize("rotation", ["-1", "361", "!!90", "90!", "", "1e2", "nan", "360.1"])
def test_rotation_that_is_none_is_refused(rotation: str) -> None:
    with pytest.raises(RotationInvalidError):
        plan(f"full/max/{rotation}/default.jpg")


@pytest.mark.parametrize(
    ("last", "error", "status"),
    [
        ("native.jpg", QualityInvalidError, 400),
        ("default", QualityInvalidError, 400),
        (".jpg", QualityInvalidError, 400),
        ("default.exe", FormatInvalidError, 400),
        ("default.", FormatInvalidError, 400),
        ("default.jp2", FormatNotServedError, 501),
    ],
)
def test_quality_and_format_that_are_not_served(
    last: str, error: type[AppError], status: int
) -> None:
    with pytest.raises(error) as caught:
        plan(f"full/max/0/{last}")
    assert caught.value.status == status


sides = st.integers(1, 6000)
plans = st.builds(
    Plan,
    x=st.just(0),
    y=st.just(0),
    width=sides,
    height=sides,
    out_width=st.integers(1, 3000),
    out_height=st.integers(1, 3000),
    is_mirrored=st.booleans(),
    rotation=st.decimals(0, 359, places=2).map(Fraction),
    quality=st.sampled_from(Quality),
    format=st.sampled_from(Format),
)


@given(plans, st.sampled_from(Version))
def test_canonical_form_of_a_plan_means_that_plan(made: Plan, version: Version) -> None:
    wide = Limits(side_px=6000, area_px=240_000_000)
    form = canonical_form(made, version, made.width + 1, made.height)
    again = plan(form, version, made.width + 1, made.height, wide)
    assert again == made
    assert canonical_form(again, version, made.width + 1, made.height) == form


words = st.sampled_from(
    ["full", "square", "0,0,1,1", "100,50,999,400", "pct:1,2,33.3,40", "pct:50,50,60,60"]
)
shapes = st.one_of(
    st.sampled_from(["max", "full", "^max"]),
    st.builds("{}{},".format, st.sampled_from(["", "^"]), st.integers(0, 6000)),
    st.builds("{},{}".format, st.sampled_from(["", "^"]), st.integers(0, 6000)),
    st.builds("{}!{},{}".format, st.sampled_from(["", "^"]), sides, sides),
    st.builds("{}pct:{}".format, st.sampled_from(["", "^"]), st.decimals("0.01", 200, places=2)),
)


@given(words, shapes, st.sampled_from(Version), sides, sides)
def test_whatever_is_accepted_stays_in_bounds_and_is_a_fixpoint(
    region: str, size: str, version: Version, width: int, height: int
) -> None:
    made = plan_or_status([region, size, "0", "default.jpg"], version, width, height)
    if isinstance(made, int):
        assert made == 400
        return
    assert 0 <= made.x < made.x + made.width <= width
    assert 0 <= made.y < made.y + made.height <= height
    assert 1 <= max(made.out_width, made.out_height) <= LIMITS.side_px
    assert made.out_width * made.out_height <= LIMITS.area_px
    form = canonical_form(made, version, width, height)
    assert plan(form, version, width, height) == made


@given(words, shapes, st.floats(0, 360), st.sampled_from(Format), sides, sides)
def test_no_picture_grows_beyond_bounds_by_being_turned(
    region: str, size: str, degrees: float, form: Format, width: int, height: int
) -> None:
    asked = [region, size, f"{degrees:.3f}", f"default.{form}"]
    made = plan_or_status(asked, Version.V3, width, height)
    weight = 4 if form in (Format.WEBP, Format.GIF) else 1
    if isinstance(made, Plan):
        upright = made.out_width * made.out_height
        grown = turned_area(made) if made.rotation % 90 else upright
        assert grown * weight <= LIMITS.area_px


@given(st.floats(1 / 3, 3), st.floats(0.001, 89.999), st.sampled_from(Format), sides)
def test_the_largest_of_any_page_can_be_had_turned(
    shape: float, degrees: float, form: Format, width: int
) -> None:
    asked = ["full", "^max", f"{degrees:.3f}", f"default.{form}"]
    height = max(1, round(width * shape))
    if not 1 / 3 <= height / width <= 3:
        return
    made = plan_or_status(asked, Version.V3, width, height)
    assert isinstance(made, Plan)


@given(st.text(max_size=12), st.integers(0, 3))
def test_any_text_is_answered_with_a_client_error_or_a_plan(text: str, place: int) -> None:
    parts = ["full", "max", "0", "default.jpg"]
    parts[place] = text
    made = plan_or_status(parts, Version.V3, WIDTH, HEIGHT)
    assert isinstance(made, Plan) or made in (400, 501)


@given(
    st.builds(
        TileGrid,
        width=st.integers(600, 9000),
        height=st.integers(600, 9000),
        tile_px=st.just(512),
        level_count=st.integers(1, 4),
    ),
    st.data(),
)
def test_a_tile_asked_for_by_width_alone_is_the_tile(grid: TileGrid, data: st.DataObject) -> None:
    level = data.draw(st.integers(0, grid.level_count - 1))
    side = grid.tile_px << level
    place = TilePlace(
        level,
        data.draw(st.integers(0, (grid.width - 1) // side)),
        data.draw(st.integers(0, (grid.height - 1) // side)),
    )
    piece = grid.tile_piece(place)
    if piece.out_width < 16:
        return  # a strip of few pixels can be several levels' tile; `w,` cannot tell which
    region = ",".join(str(number) for number in piece[:4])
    made = plan(f"{region}/{piece.out_width},/0/default.jpg", width=grid.width, height=grid.height)
    assert Piece(made.x, made.y, made.width, made.height, made.out_width, made.out_height) == piece
