"""The messages in the definitions of kinds, for :mod:`tools.update_catalogues`."""

from collections.abc import Iterator
from typing import IO, Any

from archive.catalogue.materials.fields import read_definition
from archive.catalogue.materials.kinds import MaterialKind

Found = tuple[int, None, str, list[str]]


def extract(file: IO[bytes], keywords: Any, comments: Any, options: Any) -> Iterator[Found]:
    """Yield every message of a definition, as Babel wants it of a method of extraction."""
    del keywords, comments, options
    definition = read_definition(MaterialKind.OTHER, file.read().decode())
    for field in definition.fields:
        for message in field.messages():
            yield 1, None, message, []
