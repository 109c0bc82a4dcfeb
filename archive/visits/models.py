"""How often titles are opened. Who opened them is not kept."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from archive.kernel.database import Base


class TitleVisits(Base):
    """How often the volumes of a title were opened in the reader on one day."""

    __tablename__ = "title_visits"

    title_id: Mapped[str] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    count: Mapped[int]
