"""Models of what people and programs send, in which no text may hold the code of a web page.

What is stored is shown escaped everywhere, so markup does no harm; it is refused because nobody
means it, and because what leaves the house as CSV, XLSX or JSON is read by programs we know not.
"""

from pydantic import BaseModel, field_validator

from archive.kernel.errors import N_
from archive.kernel.markup_code import has_markup_code

MARKUP = N_("这里有网页代码（尖括号里的英文），请删去后再登记。")


class PlainModel(BaseModel):
    """A model whose texts hold no markup; inherit from it instead of ``BaseModel``."""

    @field_validator("*")
    @classmethod
    def _refuse_markup(cls, value: object) -> object:
        if isinstance(value, str) and has_markup_code(value):
            raise ValueError(MARKUP)
        return value
