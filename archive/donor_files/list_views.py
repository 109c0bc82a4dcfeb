"""The list of donors at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from archive.donations.desk import Logger, words
from archive.donations.donor_choice import Giving, giving_of, phone_ending
from archive.donors.lists import SORTS, DonorFilter, open_list
from archive.donors.queries import phones_of
from archive.donors.schemas import DonorKind, DonorView
from archive.donors.terms import typed_phone
from archive.web.sessions import ReadSession
from archive.web.tables import Paging, Sort
from archive.web.templating import render

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class DonorRow:
    """A donor in the list, with what tells him from a namesake."""

    donor: DonorView
    giving: Giving
    phone_ending: str


@router.get("/desk/donors")
def show_list(request: Request, session: ReadSession, _who: Logger) -> Response:
    """Show the donors, narrowed, sorted and paged by the address."""
    asked = request.query_params
    return _page(request, session, asked.get("q", ""), asked.get("kind", ""))


# Posted, because what is typed may be a telephone number, and addresses are kept and logged.
@router.post("/desk/donors/search")
def search(
    request: Request,
    session: ReadSession,
    q: Annotated[str, Form(max_length=200)] = "",
    kind: Annotated[str, Form(max_length=20)] = "",
    *,
    _who: Logger,
) -> Response:
    """Show whom what was typed may mean; what is no telephone number becomes an address."""
    if typed_phone(q):
        return _page(request, session, q, kind)
    named = {name: value for name, value in (("q", q.strip()), ("kind", kind)) if value}
    query = f"?{urlencode(named)}" if named else ""
    return RedirectResponse(f"/desk/donors{query}", 303)


def _page(request: Request, session: Session, text: str, kind: str) -> Response:
    chosen = DonorKind(kind) if kind in set(DonorKind) else None
    found = open_list(session, DonorFilter(text, chosen))
    sort = Sort.of(request, SORTS, "-created")
    paging = Paging.of(request, found.count.number)
    key = f"-{sort.key}" if sort.is_descending else sort.key
    donors = found.part(session, key, paging.offset, paging.size)
    return render(
        request,
        "donor_files/list.html",
        rows=_rows(session, donors),
        count=found.count,
        sort=None if text.strip() else sort,
        paging=paging,
        text=text,
        kind=chosen or "",
        is_by_phone=bool(typed_phone(text)),
        query=urlencode({"q": text.strip(), "kind": chosen or ""}),
        **words(),
    )


def _rows(session: Session, donors: Sequence[DonorView]) -> list[DonorRow]:
    ids = [donor.id for donor in donors]
    giving, phones = giving_of(session, ids), phones_of(session, ids)
    return [
        DonorRow(donor, giving[donor.id], phone_ending(phones.get(donor.id, "")))
        for donor in donors
    ]
