"""The limits that titles came with."""

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base
from archive.kernel.identifiers import new_id
from archive.rights.limits import Attribution, NetworkScope


class TitleLimit(Base):
    """What a donor's agreement allows of a title, kept since ``since``.

    A later version of the agreement ends this row on ``ended_at`` and writes another.
    """

    __tablename__ = "title_limits"

    id: Mapped[str] = mapped_column(String(12), primary_key=True, default=new_id)
    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"), index=True)
    agreement_id: Mapped[str] = mapped_column(ForeignKey("agreements.id"), index=True)
    network_scope: Mapped[NetworkScope]
    may_reproduce: Mapped[bool]
    restricted_until: Mapped[dt.date | None]
    attribution: Mapped[Attribution]
    credit_text: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
