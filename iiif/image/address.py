"""Take the address of an image request apart. Pure."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from iiif.image.errors import ImageNotFoundError
from iiif.image.request import Version

_VERSIONS = {"2": Version.V2, "3": Version.V3}


@dataclass(frozen=True, slots=True)
class Address:
    """An address: the API's version, the image, and the words after it, unescaped."""

    version: Version
    identifier: str
    words: tuple[str, ...]

    def base_path(self) -> str:
        """Return the part of the path that names the image, escaped, after the prefix."""
        return f"/{self.version.value}/{quote(self.identifier, safe='')}"


def read_address(raw_path: bytes, prefix: str) -> Address:
    """Read an escaped path ``<prefix>/<2|3>/<identifier>[/…]``.

    Raises:
        ImageNotFoundError: the path does not have that form.
    """
    path = raw_path.decode("latin-1")
    head, _, rest = path.removeprefix(f"{prefix}/").partition("/")
    identifier, *words = rest.split("/")
    version = _VERSIONS.get(head)
    if not path.startswith(f"{prefix}/") or version is None or not identifier:
        raise ImageNotFoundError(value=path)
    if words == [""]:
        words = []
    return Address(version, unquote(identifier), tuple(unquote(word) for word in words))
