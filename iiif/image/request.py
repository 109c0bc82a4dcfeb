"""Read an Image API request: five words of an address to a plan in pixels.

Pure. Standards: IIIF Image API 3.0 §4 and 2.1 §4. :func:`parse_request` checks the words alone,
:func:`plan_request` fits them to an image and to what may be served of it, :func:`canonical_form`
writes a plan back in the one canonical way (3.0 §4.7, 2.1 §4.7).
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from fractions import Fraction
from math import cos, isqrt, radians, sin

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


class Version(IntEnum):
    """The Image API asked for: 2.1 or 3.0."""

    V2 = 2
    V3 = 3


class Quality(StrEnum):
    """How colours are shown."""

    DEFAULT = "default"
    COLOR = "color"
    GRAY = "gray"
    BITONAL = "bitonal"


class Format(StrEnum):
    """File formats served."""

    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    TIF = "tif"
    GIF = "gif"


FORMATS_NOT_SERVED = frozenset({"jp2", "pdf"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What is served at most.

    Attributes:
        side_px: of the answer's longer side.
        area_px: of the answer.
        whole_side_px: the longer side of the whole image as this visitor may see it, or None. It
            bounds the scale of every region too, so that nobody pieces together what is withheld.
    """

    side_px: int = 16_000
    area_px: int = 64_000_000
    whole_side_px: int | None = None


DEFAULT_LIMITS = Limits()

# Their encoders hold the whole picture in memory, several times over.
_WEIGHTS = {Format.WEBP: 4, Format.GIF: 4}
# A picture turned aslant grows to at most so many times its size, unless it is a narrow strip.
_SLANT_SHARE = 3


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """The checked words of a request; region and size are fitted to an image later."""

    version: Version
    region: str
    size: str
    is_mirrored: bool
    rotation: Fraction
    quality: Quality
    format: Format


@dataclass(frozen=True, slots=True)
class Plan:
    """What to show: a region in pixels of the full image, the size to show it at, and how.

    The order is the Image API's: cut ``width`` by ``height`` at ``x``, ``y``; scale to
    ``out_width`` by ``out_height``; mirror left to right; turn clockwise by ``rotation`` degrees;
    apply the quality.
    """

    x: int
    y: int
    width: int
    height: int
    out_width: int
    out_height: int
    is_mirrored: bool
    rotation: Fraction
    quality: Quality
    format: Format

    @property
    def is_upright_jpeg(self) -> bool:
        """Whether a stored piece, if there is one of this region and size, is the answer."""
        return (
            self.format is Format.JPG
            and not self.rotation
            and not self.is_mirrored
            and self.quality in (Quality.DEFAULT, Quality.COLOR)
        )


_INT = r"[0-9]{1,9}"
_REAL = r"(?:[0-9]{1,9}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})"
_REGION = re.compile(
    rf"full|square|(?P<pixels>{_INT}(?:,{_INT}){{3}})|pct:(?P<percent>{_REAL}(?:,{_REAL}){{3}})"
)
_SIZE = re.compile(
    rf"(?P<up>\^?)(?:(?P<word>max|full)|pct:(?P<percent>{_REAL})"
    rf"|(?P<box>!{_INT},{_INT})|(?P<w>{_INT})?,(?P<h>{_INT})?)"
)
_ROTATION = re.compile(rf"(?P<mirror>!?)(?P<degrees>{_REAL})")


def parse_request(
    version: Version, region: str, size: str, rotation: str, last: str
) -> ImageRequest:
    """Check the four words after the identifier; ``last`` is ``quality.format``.

    Raises:
        ImageRequestError: a word that the API does not know, by the kind of word.
        FormatNotServedError: a format that the API names and this server does not make.
    """
    if not _REGION.fullmatch(region):
        raise RegionInvalidError(value=region)
    _match_size(version, size)
    turn = _ROTATION.fullmatch(rotation)
    if turn is None or Fraction(turn["degrees"]) > 360:
        raise RotationInvalidError(value=rotation)
    quality, _, extension = last.rpartition(".")
    return ImageRequest(
        version,
        region,
        size,
        bool(turn["mirror"]),
        Fraction(turn["degrees"]) % 360,
        _parse_quality(quality),
        _parse_format(extension),
    )


def _match_size(version: Version, size: str) -> re.Match[str]:
    match = _SIZE.fullmatch(size)
    if match is None or size in (",", "^,", "^full"):
        raise SizeInvalidError(value=size)
    if version is Version.V3 and match["word"] == "full":
        raise SizeInvalidError(value=size)
    if version is Version.V2 and match["up"]:
        raise SizeInvalidError(value=size)
    return match


def _parse_quality(word: str) -> Quality:
    try:
        return Quality(word)
    except ValueError:
        raise QualityInvalidError(value=word) from None


def _parse_format(word: str) -> Format:
    if word in FORMATS_NOT_SERVED:
        raise FormatNotServedError(value=word)
    try:
        return Format(word)
    except ValueError:
        raise FormatInvalidError(value=word) from None


def plan_request(request: ImageRequest, width: int, height: int, limits: Limits) -> Plan:
    """Fit a request to an image of ``width`` by ``height`` within ``limits``.

    Raises:
        RegionInvalidError: the region is empty or outside the image.
        SizeInvalidError: the size is empty, or enlarges where 3.0 wants a ``^``.
        SizeTooLargeError: the size exceeds the limits, or the turned picture would.
        SizeForbiddenError: the size exceeds what this visitor may see.
    """
    x, y, w, h = _fit_region(request.region, width, height)
    largest = limits.area_px // _WEIGHTS.get(request.format, 1)
    is_aslant = bool(request.rotation % 90)
    fitting = replace(limits, area_px=largest // _SLANT_SHARE if is_aslant else largest)
    bound = _Bound(w, h, max(width, height), fitting)
    out_width, out_height = _fit_size(request, bound)
    plan = Plan(
        x=x,
        y=y,
        width=w,
        height=h,
        out_width=out_width,
        out_height=out_height,
        is_mirrored=request.is_mirrored,
        rotation=request.rotation,
        quality=request.quality,
        format=request.format,
    )
    if is_aslant and turned_area(plan) > largest:
        raise SizeTooLargeError(value=request.size)
    return plan


def turned_area(plan: Plan) -> float:
    """Return how many pixels the turned picture has, its empty corners included."""
    angle = radians(float(plan.rotation))
    across, along = abs(cos(angle)), abs(sin(angle))
    width, height = plan.out_width, plan.out_height
    return (width * across + height * along) * (width * along + height * across)


def canonical_form(plan: Plan, version: Version, width: int, height: int) -> str:
    """Return the canonical ``region/size/rotation/quality.format`` of a plan."""
    is_whole = (plan.x, plan.y, plan.width, plan.height) == (0, 0, width, height)
    region = "full" if is_whole else f"{plan.x},{plan.y},{plan.width},{plan.height}"
    degrees = _write_number(plan.rotation)
    mirror = "!" if plan.is_mirrored else ""
    return f"{region}/{_write_size(plan, version)}/{mirror}{degrees}/{plan.quality}.{plan.format}"


def _write_size(plan: Plan, version: Version) -> str:
    out = (plan.out_width, plan.out_height)
    is_natural = out == (plan.width, plan.height)
    if version is Version.V3:
        if is_natural:
            return "max"
        is_up = plan.out_width > plan.width or plan.out_height > plan.height
        return f"{'^' if is_up else ''}{out[0]},{out[1]}"
    if is_natural:
        return "full"
    if out == (out[0], _other_side(plan.width, plan.height, out[0])):
        return f"{out[0]},"
    return f"{out[0]},{out[1]}"


def _write_number(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.12f}".rstrip("0")


def _fit_region(region: str, width: int, height: int) -> tuple[int, int, int, int]:
    if region == "full":
        return 0, 0, width, height
    if region == "square":
        side = min(width, height)
        return (width - side) // 2, (height - side) // 2, side, side
    x, y, w, h = _read_corners(region, width, height)
    w, h = min(w, width - x), min(h, height - y)
    if w <= 0 or h <= 0:
        raise RegionInvalidError(value=region)
    return x, y, w, h


def _read_corners(region: str, width: int, height: int) -> tuple[int, int, int, int]:
    if not region.startswith("pct:"):
        x, y, w, h = (int(number) for number in region.split(","))
        return x, y, w, h
    percents = [Fraction(number) / 100 for number in region.removeprefix("pct:").split(",")]
    sides = (width, height, width, height)
    x, y, w, h = (round(side * share) for side, share in zip(sides, percents, strict=True))
    if not percents[2] or not percents[3]:
        raise RegionInvalidError(value=region)
    return x, y, max(1, w), max(1, h)


@dataclass(frozen=True, slots=True)
class _Bound:
    """A region's size, the image's longer side, and the limits."""

    width: int
    height: int
    whole_side: int
    limits: Limits

    @property
    def visitor_scale(self) -> Fraction | None:
        side = self.limits.whole_side_px
        return None if side is None else min(Fraction(1), Fraction(side, self.whole_side))

    def largest_scale(self) -> Fraction:
        """The scale at which the region just meets the limits."""
        sides = Fraction(self.limits.side_px, max(self.width, self.height))
        area = Fraction(self.limits.area_px, self.width * self.height)
        # The square root, rounded down to a millionth, so that the area stays inside.
        by_area = Fraction(_floor_sqrt(area * 10**12), 10**6)
        scale = min(sides, by_area)
        return scale if self.visitor_scale is None else min(scale, self.visitor_scale)

    def scale_to(self, scale: Fraction) -> tuple[int, int]:
        return max(1, int(self.width * scale)), max(1, int(self.height * scale))


def _floor_sqrt(number: Fraction) -> int:
    return isqrt(int(number))


def _fit_size(request: ImageRequest, bound: _Bound) -> tuple[int, int]:
    match = _match_size(request.version, request.size)
    if match["word"]:
        largest = bound.largest_scale()
        return bound.scale_to(largest if match["up"] else min(Fraction(1), largest))
    out = _read_size(match, bound)
    if min(out) < 1:
        raise SizeInvalidError(value=request.size)
    may_enlarge = request.version is Version.V2 or bool(match["up"])
    if not may_enlarge and (out[0] > bound.width or out[1] > bound.height):
        raise SizeInvalidError(value=request.size)
    _check_limits(request.size, out, bound)
    return out


def _check_limits(size: str, out: tuple[int, int], bound: _Bound) -> None:
    if max(out) > bound.limits.side_px or out[0] * out[1] > bound.limits.area_px:
        raise SizeTooLargeError(value=size)
    scale = bound.visitor_scale
    if scale is not None:
        allowed = -int(-bound.width * scale // 1), -int(-bound.height * scale // 1)
        if out[0] > allowed[0] or out[1] > allowed[1]:
            raise SizeForbiddenError(value=size)


def _read_size(match: re.Match[str], bound: _Bound) -> tuple[int, int]:
    if match["percent"]:
        scale = Fraction(match["percent"]) / 100
        return round(bound.width * scale), round(bound.height * scale)
    if match["box"]:
        return _fit_box(match["box"], bound)
    width, height = match["w"], match["h"]
    if width and height:
        return int(width), int(height)
    if width:
        return int(width), _other_side(bound.width, bound.height, int(width))
    return _other_side(bound.height, bound.width, int(height)), int(height)


def _fit_box(box: str, bound: _Bound) -> tuple[int, int]:
    width, height = (int(number) for number in box.removeprefix("!").split(","))
    by_width = Fraction(width, bound.width) <= Fraction(height, bound.height)
    if by_width:
        return width, min(height, _other_side(bound.width, bound.height, width))
    return min(width, _other_side(bound.height, bound.width, height)), height


def _other_side(given: int, other: int, out_given: int) -> int:
    """Return the side that keeps the shape when ``given`` is shown as ``out_given``.

    Halvings round up as tiles and levels do, so that ``w,`` names the same piece as ``w,h``.
    """
    if out_given < 1:
        return 0
    halvings = (given // out_given).bit_length()
    for level in range(max(0, halvings - 1), halvings + 1):
        if -(-given >> level) == out_given:
            return -(-other >> level)
    return max(1, round(Fraction(other * out_given, given)))
