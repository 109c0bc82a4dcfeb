"""From a volume to its manifest (IIIF Presentation API 3.0)."""

from typing import Any

from iiif.addresses import Addresses
from iiif.presentation import prezi, words
from iiif.presentation.source import CanvasSource, Fact, ManifestSource, Size, smallest_size

THUMBNAIL_PX = 400


def write_manifest(source: ManifestSource, addresses: Addresses) -> dict[str, Any]:
    """Return the manifest of a volume as JSON values.

    A string-bound Chinese book is read right to left, one half-leaf a canvas, so it is ``paged``;
    horizontal print is read left to right.
    """
    holder = {"zh-Hans": [source.library_name]}
    manifest = prezi.Manifest(
        id=addresses.manifest(source.volume_id),
        label=_label(source),
        metadata=[_fact(fact) for fact in source.facts],
        requiredStatement=prezi.KeyValueString(label=words.HOLDER, value=holder),
        rights=source.rights_uri or None,
        provider=[_provider(source, addresses)],
        homepage=[_homepage(addresses.title(source.title_id), words.ITEM_PAGE)],
        rendering=_renderings(source, addresses),
        thumbnail=_thumbnail(source.canvases[0], addresses) if source.canvases else None,
        viewingDirection="right-to-left" if source.is_vertical else "left-to-right",
        behavior=["paged"],
        items=[_canvas(canvas, addresses) for canvas in source.canvases],
    )
    return prezi.as_json(manifest)


def thumbnail_size(canvas: CanvasSource) -> Size | None:
    """Return the smallest ready size with a side of at least ``THUMBNAIL_PX``, if any is ready."""
    return smallest_size(canvas.sizes, THUMBNAIL_PX)


def _label(source: ManifestSource) -> dict[str, list[str]]:
    whole = " ".join(part for part in (source.title, source.volume_label) if part)
    return {source.title_language: [whole]}


def _fact(fact: Fact) -> prezi.KeyValueString:
    return prezi.KeyValueString(label=fact.label, value={fact.language: [fact.value]})


def _provider(source: ManifestSource, addresses: Addresses) -> prezi.Provider:
    name = {"zh-Hans": [source.library_name]}
    return prezi.Provider(
        id=addresses.library,
        type="Agent",
        label=name,
        homepage=[_homepage(addresses.library, name)],
    )


def _homepage(address: str, label: dict[str, list[str]]) -> prezi.Homepage:
    return prezi.Homepage(id=address, type="Text", label=label, format="text/html")


def _renderings(source: ManifestSource, addresses: Addresses) -> list[prezi.LinkedResource]:
    reader = prezi.LinkedResource(
        id=addresses.read(source.volume_id), type="Text", label=words.READER, format="text/html"
    )
    if not any(canvas.has_text for canvas in source.canvases):
        return [reader]
    text = prezi.LinkedResource(
        id=addresses.volume_text(source.volume_id),
        type="Text",
        label=words.PLAIN_TEXT,
        format="text/plain",
    )
    return [reader, text]


def _canvas(canvas: CanvasSource, addresses: Addresses) -> prezi.Canvas:
    address = addresses.canvas(canvas.page_id)
    painting = prezi.Annotation(
        id=addresses.painting(canvas.page_id),
        motivation="painting",
        target=address,
        body=_picture(canvas, addresses, None),
    )
    text = prezi.reference(addresses.text(canvas.page_id), words.TEXT_OF_PAGE)
    return prezi.Canvas(
        id=address,
        label={"none": [canvas.label]},
        width=canvas.width,
        height=canvas.height,
        thumbnail=_thumbnail(canvas, addresses),
        items=[prezi.AnnotationPage(id=f"{address}/page", items=[painting])],
        annotations=[text] if canvas.has_text else None,
    )


def _thumbnail(canvas: CanvasSource, addresses: Addresses) -> list[prezi.AnnotationBody] | None:
    size = thumbnail_size(canvas)
    return [_picture(canvas, addresses, size)] if size else None


def _picture(canvas: CanvasSource, addresses: Addresses, size: Size | None) -> prezi.AnnotationBody:
    width, height = size or (canvas.width, canvas.height)
    return prezi.AnnotationBody(
        id=addresses.picture(canvas.page_id, size),
        type="Image",
        format="image/jpeg",
        width=width,
        height=height,
        service=_services(canvas.page_id, addresses),
    )


def _services(page_id: str, addresses: Addresses) -> list[Any]:
    third = prezi.ServiceV3(id=addresses.image(page_id), type="ImageService3", profile="level2")
    second = prezi.ServiceV2(
        **{
            "@id": addresses.image(page_id, 2),
            "@type": "ImageService2",
            "profile": "http://iiif.io/api/image/2/level2.json",
        }
    )
    return [third, second]
