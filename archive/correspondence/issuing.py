"""Issuing a paper that is about no gift: a letter of a campaign, a roll."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from archive.documents import service as papers
from archive.documents.kinds import KINDS
from archive.documents.schemas import DocumentView, Paper
from archive.kernel import journal
from archive.kernel.database import take_turn
from archive.kernel.house import House
from archive.kernel.journal import Actor, Subject

Say = Callable[[Session], Paper]
"""What makes a paper of how things stand."""


def issue(house: House, actor: Actor, say: Say, note: str = "") -> tuple[DocumentView, bool]:
    """Issue what ``say`` says, in a transaction of its own; return it and whether it is new.

    It is set before the transaction begins: nobody waits meanwhile.
    """
    with house.database.read() as session:
        journal.act_as(session, actor, house.clock)
        plan = papers.plan_paper(session, house, say(session), note.strip())
    draft = papers.set_paper(plan) if plan else None
    with house.database.write() as session:
        journal.act_as(session, actor, house.clock)
        take_turn(session)  # two clicks issue one
        return write_issued(session, house, say(session), note, draft)


def write_issued(
    session: Session,
    house: House,
    paper: Paper,
    note: str = "",
    draft: papers.Draft | None = None,
    *,
    told_of: Sequence[Subject] = (),
) -> tuple[DocumentView, bool]:
    """Issue a paper in the caller's transaction and journal it, if it says anything new.

    The entry is about ``told_of``, the subject last; about all that the paper is about unless
    given.
    """
    document, is_new = papers.issue_paper(session, house, paper, note.strip(), draft)
    if is_new:
        things = told_of or paper.things
        journal.record(
            session,
            "correspondence.paper.issued",
            subject=things[-1],
            also=list(things[:-1]),
            after={
                "number": document.number,
                "document": document.id,
                "verdict": KINDS[paper.kind].name,
            },
            why=document.note,
        )
    return document, is_new
