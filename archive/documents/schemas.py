"""What a paper says, and what is known of one that was issued."""

import dataclasses
import datetime as dt
import hashlib
import json

from archive.documents.kinds import KINDS, DocumentKind, KindOfPaper, Sheet
from archive.kernel.journal import Subject
from archive.markup.fill import Values

__all__ = ["DocumentKind", "DocumentView", "FileKind", "Imprint", "Paper", "PrintView", "Sheet"]

FileKind = str
"""``pdf`` or ``docx``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says, apart from its own number and date.

    Attributes:
        kind: what sort of paper it is.
        template: the words of the library's template.
        values: what stands in its places.
        things: what it is about, the chief thing first; a paper of the same kind about just these
            things is replaced by it.
        template_version: which version of the template it is, 0 for the one that ships.
    """

    kind: DocumentKind
    template: str
    values: Values
    things: tuple[Subject, ...]
    template_version: int = 0

    @property
    def settled(self) -> KindOfPaper:
        """What is settled for its kind."""
        return KINDS[self.kind]

    @property
    def state_sha256(self) -> str:
        """The SHA-256 of what it says of its things: other wording of the library's is no news."""
        said = {"kind": self.kind, "values": dict(self.values)}
        written = json.dumps(said, sort_keys=True, default=dataclasses.asdict)
        return hashlib.sha256(written.encode()).hexdigest()


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """What makes a paper this very one. Without a number it is a preview."""

    library_name: str
    number: str = ""
    issued_on: dt.date | None = None
    issued_by: str = ""
    check_url: str = ""
    note: str = ""
    library_address: str = ""
    library_phone: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper that was issued; its bytes never change.

    ``docx_sha256`` is empty where it was issued as PDF alone; ``replaced_by`` is the number of the
    paper that has taken its place, "" if none has.
    """

    id: str
    kind: DocumentKind
    number: str
    note: str
    sha256: str
    size_bytes: int
    issued_at: dt.datetime
    docx_sha256: str = ""
    docx_size_bytes: int = 0
    issued_by: str = ""
    replaced_by: str = ""
    print_count: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class PrintView:
    """A time that a paper was opened to be printed or taken along."""

    sequence: int
    file_kind: FileKind
    printed_at: dt.datetime
    printed_by: str
    why: str
