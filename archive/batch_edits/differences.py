"""What a batch edit would change, and what undoing it may restore. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """The fields of a record that a change touches, as they are and as they will be."""

    before: dict[str, Any]
    after: dict[str, Any]

    def __bool__(self) -> bool:
        """Whether anything is different at all."""
        return bool(self.after)


def difference(held: Fields, changes: Fields) -> Difference:
    """Return what ``changes`` would change in a record that now reads ``held``."""
    touched = [name for name, value in changes.items() if held.get(name) != value]
    return Difference(
        {name: held.get(name) for name in touched}, {name: changes[name] for name in touched}
    )


def changed_since(held: Fields, after: Fields) -> list[str]:
    """Return the fields that no longer read as the batch edit left them, in their order.

    Only if there are none may undoing put back what was there before: it never overwrites what
    somebody wrote later.
    """
    return [name for name, value in after.items() if held.get(name) != value]
