"""Where things are on the web: every address that others may keep is made here.

Identifiers of IIIF resources are these addresses; they must not change once published.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses under ``base_url``, which has no slash at its end."""

    base_url: str

    @property
    def library(self) -> str:
        """The library itself, as an agent."""
        return f"{self.base_url}/"

    def title(self, title_id: str) -> str:
        """The item page of a title."""
        return f"{self.base_url}/titles/{title_id}"

    def read(self, volume_id: str, page_id: str = "") -> str:
        """Our reader, open at a volume or at one of its pages."""
        return f"{self.base_url}/read/{volume_id}" + (f"?page={page_id}" if page_id else "")

    def manifest(self, volume_id: str) -> str:
        """The manifest of a volume."""
        return f"{self.base_url}/iiif/presentation/3/volumes/{volume_id}/manifest.json"

    def volume_text(self, volume_id: str) -> str:
        """The plain text of a volume."""
        return f"{self.base_url}/iiif/presentation/3/volumes/{volume_id}/text.txt"

    def canvas(self, page_id: str) -> str:
        """The canvas of a page."""
        return f"{self.base_url}/iiif/presentation/3/pages/{page_id}/canvas"

    def painting(self, page_id: str) -> str:
        """The annotation that paints a page's image on its canvas."""
        return f"{self.base_url}/iiif/presentation/3/pages/{page_id}/painting"

    def text(self, page_id: str) -> str:
        """The annotation page with the text of a page."""
        return f"{self.base_url}/iiif/presentation/3/pages/{page_id}/text.json"

    def column(self, page_id: str, number: int) -> str:
        """The annotation of one column's text, numbered from 1 in reading order."""
        return f"{self.base_url}/iiif/presentation/3/pages/{page_id}/text/{number}"

    def image(self, page_id: str, version: int = 3) -> str:
        """The image service of a page."""
        return f"{self.base_url}/iiif/{version}/{page_id}"

    def picture(self, page_id: str, size: tuple[int, int] | None = None) -> str:
        """A picture of a page: of ``size`` (width, height), or as large as is served."""
        wanted = f"{size[0]},{size[1]}" if size else "max"
        return f"{self.image(page_id)}/full/{wanted}/0/default.jpg"
