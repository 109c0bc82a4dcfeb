"""info.json, for Image API 3.0 (§5) and 2.1 (§5): exactly what the pyramid holds.

A visitor who may see an image only reduced gets level 0: the ready sizes up to the allowed one, no
tiles, and no feature of region or size, since OpenSeadragon tiles whatever claims ``sizeByW``.
Viewers then build their own pyramid from the sizes, and none asks for what is refused.
"""

import json
from dataclasses import dataclass
from typing import Any

from digitize.derivatives.grid import TileGrid
from iiif.image.request import Limits, Version

_PROTOCOL = "http://iiif.io/api/image"
_EXTRA_FORMATS = ["webp", "tif", "gif"]
_FEATURES_V3 = [
    "baseUriRedirect",
    "canonicalLinkHeader",
    "cors",
    "jsonldMediaType",
    "mirroring",
    "profileLinkHeader",
    "regionByPct",
    "regionByPx",
    "regionSquare",
    "rotationArbitrary",
    "rotationBy90s",
    "sizeByConfinedWh",
    "sizeByH",
    "sizeByPct",
    "sizeByW",
    "sizeByWh",
    "sizeUpscaling",
]
_RENAMED_IN_V2 = {"sizeUpscaling": "sizeAboveFull"}


@dataclass(frozen=True, slots=True)
class ImageService:
    """What info.json says of one image to one kind of visitor."""

    identifier_uri: str
    grid: TileGrid
    limits: Limits
    rights: str | None = None

    @property
    def is_reduced(self) -> bool:
        """Whether this visitor may see less than the whole image."""
        side = self.limits.whole_side_px
        return side is not None and side < max(self.grid.width, self.grid.height)

    @property
    def features(self) -> list[str]:
        """Optional features, by their 3.0 names."""
        if not self.is_reduced:
            return _FEATURES_V3
        return [name for name in _FEATURES_V3 if not name.startswith(("region", "size"))]

    @property
    def level(self) -> int:
        """Compliance level advertised."""
        return 0 if self.is_reduced else 2


def context_uri(version: Version) -> str:
    """Return the JSON-LD context, which is also the profile of the media type."""
    return f"{_PROTOCOL}/{version.value}/context.json"


def profile_uri(version: Version, level: int) -> str:
    """Return the address of a compliance level, as the profile link header names it."""
    return f"{_PROTOCOL}/{version.value}/level{level}.json"


def write_info(service: ImageService, version: Version) -> bytes:
    """Return info.json in UTF-8."""
    document = _describe_v3(service) if version is Version.V3 else _describe_v2(service)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _describe_v3(service: ImageService) -> dict[str, Any]:
    rights = {"rights": service.rights} if service.rights else {}
    return {
        "@context": context_uri(Version.V3),
        "id": service.identifier_uri,
        "type": "ImageService3",
        "protocol": _PROTOCOL,
        "profile": f"level{service.level}",
        "width": service.grid.width,
        "height": service.grid.height,
        **_bounds(service),
        **_pieces(service),
        "preferredFormats": ["jpg"],
        "extraFormats": _EXTRA_FORMATS,
        "extraQualities": ["color", "gray", "bitonal"],
        "extraFeatures": service.features,
        **rights,
    }


def _describe_v2(service: ImageService) -> dict[str, Any]:
    rights = {"license": service.rights} if service.rights else {}
    return {
        "@context": context_uri(Version.V2),
        "@id": service.identifier_uri,
        "protocol": _PROTOCOL,
        "width": service.grid.width,
        "height": service.grid.height,
        **_pieces(service),
        "profile": [
            profile_uri(Version.V2, service.level),
            {
                "formats": ["jpg", "png", *_EXTRA_FORMATS],
                "qualities": ["default", "color", "gray", "bitonal"],
                "supports": [_RENAMED_IN_V2.get(name, name) for name in service.features],
                **_bounds(service),
            },
        ],
        **rights,
    }


def _bounds(service: ImageService) -> dict[str, int]:
    limits = service.limits
    side = limits.side_px
    if service.is_reduced and limits.whole_side_px is not None:
        side = min(side, limits.whole_side_px)
    return {"maxWidth": side, "maxHeight": side, "maxArea": limits.area_px}


def _pieces(service: ImageService) -> dict[str, Any]:
    grid = service.grid
    largest = service.limits.whole_side_px if service.is_reduced else None
    sizes = [size for size in grid.sizes if largest is None or max(size) <= largest]
    found: dict[str, Any] = {"sizes": [{"width": w, "height": h} for w, h in sizes]}
    if not service.is_reduced:
        tile = {"width": grid.tile_px, "height": grid.tile_px}
        found["tiles"] = [{**tile, "scaleFactors": list(grid.scale_factors)}]
    return found
