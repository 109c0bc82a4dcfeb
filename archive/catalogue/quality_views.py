"""What the catalogue still lacks, at the desk: a count each, its list, and the batch editor."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from archive.accounts.permissions import Permission, is_granted
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.quality import MOST_COUNTED, count_gap, gaps_of
from archive.web.i18n import translate
from archive.web.sessions import CurrentHouse, ReadSession
from archive.web.templating import render

router = APIRouter(include_in_schema=False)

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]


@router.get("/desk/quality")
def show_quality(
    request: Request, session: ReadSession, house: CurrentHouse, who: Cataloguer
) -> Response:
    """Show what titles lack, each with the way to mend it."""
    rows = [
        (gap.name, translate(gap.label), translate(gap.hint), count_gap(session, gap))
        for gap in gaps_of(house)
    ]
    return render(
        request,
        "catalogue/quality.html",
        rows=rows,
        most=MOST_COUNTED,
        may_edit=is_granted(who.role, Permission.EDIT_IN_BATCHES),
    )
