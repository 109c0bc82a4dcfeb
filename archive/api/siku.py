"""The set of the Siku quanshu: what is where in it, and where its printed volumes stand."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.api.door import PROBLEMS, Limit, Offset, Words
from archive.catalogue.schemas import TitleView
from archive.siku_set import queries
from archive.siku_set.finding import answer
from archive.siku_set.questions import parse_question
from archive.siku_set.schemas import Found, WorkView
from archive.siku_set.words import leaf_words, place_words
from archive.web.sessions import ReadSession

router = APIRouter(tags=["siku"], responses=PROBLEMS)
Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]


class VolumeOut(BaseModel):
    """A printed volume that is held; ``where`` is empty if nobody has shelved it."""

    id: str
    copy_number: int
    label: str
    where: str


class FoundOut(BaseModel):
    """An answer; without a leaf (``is_exact`` false) it is where the work begins."""

    title_id: str
    title: str
    author: str
    leaf: str
    juan: int | None
    place: str
    volume: int | None
    page: int | None
    column: str
    citation: str
    is_exact: bool
    last_volume: int | None
    volumes: list[VolumeOut]


class WorkOut(BaseModel):
    """A work as its list prints it."""

    title_id: str
    title: str
    author: str
    siku_division: str
    siku_class: str
    place: str
    item: int | None
    last_volume: int | None
    catalogue_number: str
    juan: str
    juan_count: int | None
    ce: str
    appendices: str


@router.get("/siku/places", summary="Find what is where")
def find_places(session: ReadSession, _who: Cataloguer, q: Words) -> list[FoundOut]:
    """Answer where a 卷 begins (湖廣通志卷三十) or what is on a page (531:46a), best first."""
    asked = parse_question(q)
    return [] if asked is None else [_found(each) for each in answer(session, asked)]


@router.get("/siku/works", summary="List works")
def list_works(
    session: ReadSession,
    _who: Cataloguer,
    q: Words = "",
    siku_class: Words = "",
    volume: int | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[WorkOut]:
    """Return works by name (in any script or pinyin), by printed volume or by class (類)."""
    if q.strip():
        works = queries.works_named(session, q, offset + limit)[offset:]
    elif volume is not None:
        works = queries.works_in_volume(session, volume, offset + limit)[offset:]
    else:
        works = queries.works_of_class(session, siku_class, offset, limit)
    return [_work(each) for each in works]


def _found(found: Found) -> FoundOut:
    place, leaf = found.place, found.leaf
    return FoundOut(
        **_named(found.title),
        leaf=leaf_words(leaf) if leaf else "",
        juan=leaf.juan if leaf else None,
        place=str(place or ""),
        volume=place.volume if place else None,
        page=place.page if place else None,
        column=place.column if place else "",
        citation=place_words(place) if place else "",
        is_exact=found.is_exact,
        last_volume=found.last_volume,
        volumes=[
            VolumeOut(
                id=each.volume.id,
                copy_number=each.volume.copy_number,
                label=each.volume.label,
                where=each.where,
            )
            for each in found.volumes
        ],
    )


def _work(work: WorkView) -> WorkOut:
    return WorkOut(
        **_named(work.title),
        siku_division=work.title.siku_division,
        siku_class=work.title.siku_class,
        place=str(work.place or ""),
        item=work.item,
        last_volume=work.last_volume,
        catalogue_number=work.catalogue_number,
        juan=work.juan_printed,
        juan_count=work.title.juan_count,
        ce=work.ce_printed,
        appendices=work.appendices,
    )


def _named(title: TitleView) -> dict[str, Any]:
    return {"title_id": title.id, "title": title.title, "author": title.author}
