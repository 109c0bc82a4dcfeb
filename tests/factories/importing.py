"""Somebody who imports spreadsheets, without a browser."""

import io
from collections.abc import Iterable, Sequence

from archive.exchange import service, undoing
from archive.exchange.files import ImportFiles
from archive.exchange.reading import ReadSheet
from archive.exchange.schemas import ImportView, Settings
from archive.kernel import journal
from archive.kernel.house import House
from archive.spreadsheets.cells import Value
from archive.spreadsheets.write import write_csv

HEADINGS = ["捐赠人", "电话", "捐赠日期", "活动", "题名", "册数", "处理", "复本"]


class Importing:
    """Somebody who imports files, one step after the other."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.files = ImportFiles(house.settings)

    def send(
        self, rows: Iterable[Sequence[Value]], headings: Sequence[str] = HEADINGS
    ) -> ImportView:
        """Send rows as CSV."""
        return self.send_file(b"".join(write_csv(headings, rows)), "清单.csv")

    def send_file(self, content: bytes, name: str) -> ImportView:
        """Send a file; return its preview."""
        sent = service.take_file(self.files, io.BytesIO(content), name)
        today = self.house.clock.now().date()
        read = service.read_import(self.files, sent.import_id, sent.name, Settings(), today)
        with self.house.database.read() as session:
            plan = service.make_plan(session, read, {})
        with self.house.database.write() as session:
            journal.act_as(session, journal.SYSTEM, self.house.clock)
            return service.enter_preview(session, self.files, sent, read, plan)

    def settle(self, view: ImportView, **changed: object) -> ImportView:
        """Change what was chosen in the preview."""
        fields = {name: getattr(view.settings, name) for name in Settings.__slots__}
        settings = Settings(**(fields | changed))
        read = self._read(view, settings)
        with self.house.database.read() as session:
            plan = service.make_plan(session, read, settings.choices)
        with self.house.database.write() as session:
            journal.act_as(session, journal.SYSTEM, self.house.clock)
            return service.change_preview(session, self.files, view.id, settings, read, plan)

    def confirm(self, view: ImportView, *, leave_out: bool = False) -> ImportView:
        """Let it be written."""
        read = self._read(view, view.settings)
        with self.house.database.write() as session:
            journal.act_as(session, journal.SYSTEM, self.house.clock)
            return service.confirm(session, view.id, read, view.digest, leave_out=leave_out)

    def undo(self, view: ImportView) -> ImportView:
        """Take it back."""
        with self.house.database.write() as session:
            journal.act_as(session, journal.SYSTEM, self.house.clock)
            return undoing.undo(session, view.id)

    def said(self, view: ImportView) -> dict[int, set[str]]:
        """Return what is said of each row."""
        rows = self.files.read_report(view.id)["rows"]
        return {row["row"]: {each["said"] for each in row["problems"]} for row in rows}

    def _read(self, view: ImportView, settings: Settings) -> ReadSheet:
        today = self.house.clock.now().date()
        return service.read_import(self.files, view.id, view.file_name, settings, today)
