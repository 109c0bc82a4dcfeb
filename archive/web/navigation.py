"""The way around: one entry for each of the three people, and who stands at the door."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from starlette.requests import Request

from archive.kernel.errors import N_


class Account(Protocol):
    """What the page chrome knows of a signed-in visitor."""

    @property
    def name(self) -> str:
        """What the visitor is called on screen."""
        ...

    @property
    def role(self) -> str:
        """``reader``, ``staff``, ``operator`` or ``administrator``."""
        ...


@dataclass(frozen=True)
class Place:
    """An entry of the main navigation; ``roles`` is None where everybody may go."""

    label: str
    href: str
    roles: frozenset[str] | None = None

    def is_open_to(self, account: Account | None) -> bool:
        """Return whether ``account`` is shown this entry."""
        return self.roles is None or (account is not None and account.role in self.roles)


PLACES = (
    Place(N_("阅览"), "/"),
    Place(N_("采访"), "/desk", frozenset({"staff", "administrator"})),
    Place(N_("数字化站"), "/station", frozenset({"staff", "operator", "administrator"})),
)
# Pages that belong to nobody's work and so to none of these entries.
ASIDE = ("/accounts", "/sign-in", "/welcome", "/style")


def current_account(request: Request) -> Account | None:
    """Return who is signed in, or None."""
    account: Account | None = getattr(request.state, "account", None)
    return account


def open_places(account: Account | None) -> list[Place]:
    """Return the entries of the main navigation that ``account`` is shown."""
    return [place for place in PLACES if place.is_open_to(account)]


def place_of(path: str) -> str:
    """Return the ``href`` of the entry that the page at ``path`` belongs to; empty for none."""
    if any(is_within(path, folder) for folder in ASIDE):
        return ""
    inner = [p.href for p in PLACES if p.href != "/" and is_within(path, p.href)]
    return inner[0] if inner else "/"


def is_within(path: str, folder: str) -> bool:
    """Return whether ``path`` is ``folder`` or below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def safe_return(target: str | None, *, otherwise: str = "/") -> str:
    r"""Return ``target`` if it is a path on this very site, else ``otherwise``.

    A browser reads ``//host``, ``/\host`` and control characters as ways to another site.
    """
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return otherwise
    if not target.isprintable() or "\\" in target:
        return otherwise
    parts = urlsplit(target)
    return otherwise if parts.scheme or parts.netloc else target
