"""Passwords are hashed as dearly as the library advises, whatever tests do among themselves."""

import subprocess
import sys

from argon2 import DEFAULT_MEMORY_COST, DEFAULT_TIME_COST, extract_parameters

from archive.accounts.passwords import hash_password, is_hash_outdated, is_password_right

HASH = (
    "from archive.accounts.passwords import hash_password; print(hash_password('渌江书院一七五三'))"
)


def test_the_site_hashes_at_the_advised_cost() -> None:
    command = [sys.executable, "-c", HASH]
    made = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
    cost = extract_parameters(made)
    assert (cost.memory_cost, cost.time_cost) == (DEFAULT_MEMORY_COST, DEFAULT_TIME_COST)
    assert made.startswith("$argon2id$")
    assert is_password_right(made, "渌江书院一七五三")
    assert not is_password_right(made, "渌江书院一七五四")
    assert is_hash_outdated(made)


def test_nobodys_password_is_never_right() -> None:
    assert not is_password_right(None, "nobody")
    assert not is_password_right("no hash", "nobody")
    assert not is_hash_outdated(hash_password("渌江书院一七五三"))
