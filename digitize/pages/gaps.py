"""What titles lack of pages: those without an image, those whose images nobody has read."""

from sqlalchemy import ColumnElement, select

from archive.catalogue.quality import VolumeId, of_volumes
from archive.kernel.errors import N_
from digitize.pages.models import Page, PageText


def _has_page(volume_id: VolumeId) -> ColumnElement[bool]:
    return select(Page.id).where(Page.volume_id == volume_id).exists()


def _has_text(volume_id: VolumeId) -> ColumnElement[bool]:
    read = select(Page.id).join(PageText, PageText.page_id == Page.id)
    return read.where(Page.volume_id == volume_id).exists()


GAPS = (
    of_volumes("image", N_("没有图像"), N_("还没有一册扫描过"), _has_page),
    of_volumes("text", N_("没有文字"), N_("没有一册识读过文字"), _has_text),
)
"""For the list of what the catalogue still lacks."""
