"""The people of the demonstration, and their passwords.

Passwords are random and kept as hashes like all others; so that a second run can show them again,
the demonstration alone also writes them to a file that only its owner may read.
"""

import json
from pathlib import Path

from archive.accounts import service as accounts
from archive.accounts.models import Role
from archive.accounts.passwords import random_password
from archive.kernel.house import House
from archive.kernel.journal import Actor

PEOPLE = {
    "admin": (Role.ADMINISTRATOR, "馆长"),
    "guanyuan": (Role.STAFF, "地方文献室·李馆员"),
    "caozuo": (Role.OPERATOR, "数字化站·王操作"),
    "duzhe": (Role.READER, "读者"),
}


def open_accounts(house: House) -> dict[str, str]:
    """Open the accounts that are not there yet; return every name with its password."""
    known = read_passwords(house)
    for name, (role, display_name) in PEOPLE.items():
        if name in known:
            continue
        password = random_password()
        with house.database.write() as session:
            accounts.create_account(session, name, password, role, display_name)
        known[name] = password
        _write_passwords(house, known)
    return known


def actor(house: House, name: str) -> Actor:
    """Return ``name`` as the one who signs what is recorded."""
    with house.database.read() as session:
        account = accounts.find_account_by_name(session, name)
        return Actor(account.id, account.display_name)


def read_passwords(house: House) -> dict[str, str]:
    """Return the passwords of an earlier run."""
    path = _file(house)
    if not path.exists():
        return {}
    known: dict[str, str] = json.loads(path.read_text("utf-8"))
    return known


def _write_passwords(house: House, known: dict[str, str]) -> None:
    path = _file(house)
    path.touch(mode=0o600)
    path.write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")


def _file(house: House) -> Path:
    return house.settings.data_dir / "demonstration-passwords.json"
