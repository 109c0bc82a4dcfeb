"""Who may keep the census, and what its pages have in common."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request

from archive.accounts.permissions import Permission
from archive.accounts.visitors import Visitor, signed_in
from archive.catalogue.words import LANGUAGES
from archive.census.fields import FIELDS, TABS, Field, FieldType
from archive.census.reading import show, statement_of
from archive.census.schemas import RecordFilter, RecordView
from archive.census.statements import author_parts, edition_kind_of
from archive.text.block_format import Words
from archive.web.i18n import gettext, translate

Cataloguer = Annotated[Visitor, Depends(signed_in(Permission.CATALOGUE))]


def read_filter(request: Request) -> RecordFilter:
    """Return which records the address asks for."""
    asked = request.query_params
    return RecordFilter(
        text=asked.get("q", "")[:200],
        grade=asked.get("grade", "")[:10],
        damage=asked.get("damage", "")[:10],
        is_unnumbered=asked.get("number") == "none",
    )


def labels() -> dict[str, str]:
    """Return what the fields are called, in the reader's language."""
    return {"census_number": gettext("普查编号")} | {f.name: translate(f.label) for f in FIELDS}


def tab_entries(record_id: str) -> list[tuple[str, str, None]]:
    """Return the parts of a record as tabs."""
    base = f"/desk/census/{record_id}"
    parts = [(translate(label), f"{base}/fields/{tab}", None) for tab, label in TABS.items()]
    # A room above this one grades; its pages lie below the record's.
    judged = [(gettext("定级"), f"{base}/grade", None), (gettext("定损"), f"{base}/damage", None)]
    return [(gettext("登记"), base, None), *parts, *judged]


def edition_kind(record: RecordView, words: Words) -> str:
    """Return the kind of edition: as it was chosen, else as the catalogue's edition says."""
    chosen = str(record.details.get("edition_kind", ""))
    return chosen or edition_kind_of(record.copy.title.edition, words["edition-kind"])


def known_facts(record: RecordView, words: Words) -> list[tuple[str, str]]:
    """Return what the catalogue knows already of the copy, as the census asks for it."""
    title, copy = record.copy.title, record.copy
    juan = gettext("%(count)s 卷", count=title.juan_count) if title.juan_count else ""
    authors = [
        " · ".join(filter(None, (p.dynasty, p.name, p.role))) for p in author_parts(title.author)
    ]
    return [
        (gettext("索书号"), copy.call_number),
        (gettext("分类"), str(title.siku_place or "")),
        (gettext("题名卷数"), " ".join(filter(None, (title.title, juan)))),
        (gettext("著者（朝代·姓名·著作方式）"), "；".join(authors)),
        (gettext("版本"), title.edition),
        (gettext("年代"), title.date_text),
        (gettext("版本类型"), edition_kind(record, words)),
        (gettext("册（件）数"), gettext("%(count)s 册", count=copy.volume_count)),
        (gettext("语种"), translate(LANGUAGES.get(title.language, title.language))),
        (gettext("来源"), copy.provenance),
    ]


def told_facts(record: RecordView) -> list[tuple[str, str]]:
    """Return what the record itself tells, field by field; what is empty is left out."""
    facts = [
        (translate(field.label), _in_words(field, record.details[field.name]))
        for field in FIELDS
        if field.name in record.details
    ]
    statement = statement_of(record.details)
    return [(gettext("行款版式"), statement), *facts] if statement else facts


def _in_words(field: Field, value: Any) -> str:
    if field.type is not FieldType.ROWS:
        return show(field, value)
    rows: list[Mapping[str, str]] = value
    return "；".join(" · ".join(filter(None, row.values())) for row in rows)
