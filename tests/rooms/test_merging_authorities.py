"""Two records of one authority become one, and two again, with every link in its place."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from archive.authorities.errors import (
    AuthorityAlreadySplitError,
    AuthorityMergedError,
    OtherKindError,
    SameAuthorityError,
    WhyMissingError,
)
from archive.authorities.kinds import AuthorityKind, NameKind, Role
from archive.authorities.links import change_link, link_title, unlink
from archive.authorities.look_up import look_up
from archive.authorities.merges import merges_into, preview_merge
from archive.authorities.merging import merge_authorities, split_merge
from archive.authorities.models import Authority, AuthorityLink, AuthorityName, AuthorityTerm
from archive.authorities.queries import (
    find_authority,
    link_counts,
    linked_title_ids,
    links_of_titles,
    merged_names,
    names_of,
    searchable_names,
)
from archive.authorities.schemas import AuthorityFields, NewLink, NewName
from archive.authorities.service import add_name, change_authority, create_authority
from archive.catalogue.models import Title, TitleKind
from archive.kernel import journal
from archive.kernel.errors import AppError
from archive.kernel.house import House
from archive.kernel.journal import Subject
from tests.factories.holdings import make_volume

WHY = "《醴陵縣志》卷六有傳"
ROLES = (Role.AUTHOR, Role.COMPILER, Role.COLLATOR, Role.SUBJECT)


def person(session: Session, name: str, **fields: object) -> str:
    entered = AuthorityFields(name=name, **fields)  # type: ignore[arg-type]
    return create_authority(session, AuthorityKind.PERSON, entered).id


def state(session: Session) -> dict[str, list[Any]]:
    """Return all that a merge may touch, but for how often a record was written."""
    session.expire_all()

    def rows(model: type[Any]) -> list[Any]:
        columns = [each for each in model.__table__.columns if each.name != "revision"]
        return sorted(map(tuple, session.execute(select(*columns))), key=repr)

    return {
        model.__tablename__: rows(model)
        for model in (Authority, AuthorityName, AuthorityTerm, AuthorityLink)
    }


def many_links(session: Session, authority_id: str, count: int, offset: int = 0) -> None:
    """Link ``count`` titles, in several roles and with what is printed."""
    for number in range(count):
        role = ROLES[number % len(ROLES)]
        title = Title(
            kind=TitleKind.LOCAL_DOCUMENT,
            title=f"第{offset + number}種",
            created_at=journal.now(session),
        )
        session.add(title)
        session.flush()
        session.add(
            AuthorityLink(
                title_id=title.id,
                authority_id=authority_id,
                role=role,
                position=number % 3 + 1,
                dynasty="清" if number % 2 else "",
                said="等修" if number % 5 == 0 else "",
            )
        )
    session.flush()


def test_500_links_go_over_with_their_roles_and_come_back_exactly(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        kept = person(session, "徐淦", life_text="道光間")
        other = person(session, "徐雲石", dynasty="清", year_from=1811, year_to=1872)
        add_name(session, other, NewName(NameKind.COURTESY, "雲石"))
        many_links(session, kept, 20)
        many_links(session, other, 500, offset=20)
        before = state(session)
        seen = preview_merge(session, kept, other)
        assert (seen.kept_count, seen.merged_count, seen.shared_count) == (20, 500, 0)
        assert set(seen.changed) == {"dynasty", "year_from", "year_to"}
        merge = merge_authorities(session, kept, other, WHY)
        assert link_counts(session, [kept]) == {kept: 520}
        titles = linked_title_ids(session, kept)
        assert len(titles) == 520
        told = [each for links in links_of_titles(session, titles).values() for each in links]
        assert {each.authority.id for each in told} == {kept}
        assert sorted(each.role for each in told if each.linked_id == other) == sorted(
            ROLES[number % 4] for number in range(500)
        )
        assert find_authority(session, kept).dynasty == "清"
        assert merged_names(session, kept) == ["徐雲石"]
        assert [each.text for each in names_of(session, [kept])[kept]] == ["雲石"]
        assert look_up(session, "徐雲石") == [kept]
        (row,) = merges_into(session, kept)
        assert (row.id, row.link_count, row.why) == (merge, 500, WHY)
        split_merge(session, merge, "弄錯了")
        assert state(session) == before
        with pytest.raises(AuthorityAlreadySplitError):
            split_merge(session, merge, "再拆")


def test_what_was_linked_changed_or_removed_meanwhile_keeps_to_the_rule(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        kept, other = person(session, "徐淦"), person(session, "徐雲石", dynasty="清")
        titles = [make_volume(session, f"第{n}種").title.id for n in range(4)]
        corrected, removed = (
            link_title(session, title, NewLink(other, Role.AUTHOR)).id for title in titles[:2]
        )
        both = [link_title(session, titles[2], NewLink(e, Role.COLLATOR)).id for e in (kept, other)]
        assert preview_merge(session, kept, other).shared_count == 1
        merge = merge_authorities(session, kept, other, WHY)
        added = link_title(session, titles[3], NewLink(other, Role.COMPILER))
        assert added.linked_id == kept, "made to the record that stands"
        change_link(session, corrected, Role.COMPILER, "清", "纂")
        unlink(session, removed)
        unlink(session, both[0])
        change_authority(session, kept, AuthorityFields(name="徐淦", dynasty="民國"))
        split_merge(session, merge, "弄錯了")
        assert find_authority(session, kept).dynasty == "民國", "changed since, so it stays"
        links = [
            (each.linked_id, each.role, each.said)
            for title in titles
            for each in links_of_titles(session, [title])[title]
        ]
        assert links == [(other, Role.COMPILER, "纂"), (kept, Role.COMPILER, "")]


def chain(session: Session) -> tuple[list[str], dict[str, str]]:
    """Merge A into B into C, D into C beside it; return the records and the merges by letter."""
    ids = [
        person(session, "甲", dynasty="清"),
        person(session, "乙", life_text="道光間"),
        person(session, "丙"),
        person(session, "丁", year_from=1811),
    ]
    for place, each in enumerate(ids):
        add_name(session, each, NewName(NameKind.ALIAS, f"別名{place}"))
        many_links(session, each, 5, offset=place * 5)
    return ids, {}


@pytest.mark.parametrize("order", ["abd", "adb", "bad", "bda", "dab", "dba"])
def test_a_chain_is_parted_in_any_order(house_on_each: House, order: str) -> None:
    with house_on_each.database.write() as session:
        (a, b, c, d), merges = chain(session)
        before = state(session)
        merges["a"] = merge_authorities(session, b, a, WHY)
        merges["b"] = merge_authorities(session, c, b, WHY)
        merges["d"] = merge_authorities(session, c, d, WHY)
        assert link_counts(session, [a, b, c, d]) == {c: 20}
        kept = find_authority(session, c)
        assert (kept.dynasty, kept.life_text, kept.year_from) == ("清", "道光間", 1811)
        assert {row.id for row in merges_into(session, c)} == set(merges.values())
        for letter in order:
            split_merge(session, merges[letter], "拆")
        assert state(session) == before


def test_what_was_merged_into_a_parted_record_goes_with_it(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        (a, b, c, _), _ = chain(session)
        merge_authorities(session, b, a, WHY)
        merge = merge_authorities(session, c, b, WHY)
        split_merge(session, merge, "拆")
        assert link_counts(session, [a, b, c]) == {b: 10, c: 5}
        assert find_authority(session, a).standing_id == b
        with pytest.raises(AuthorityMergedError):
            merge_authorities(session, c, a, WHY)


def test_nothing_is_merged_without_a_reason_with_itself_or_with_another_kind(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        he, she = person(session, "甲"), person(session, "乙")
        here = create_authority(session, AuthorityKind.PLACE, AuthorityFields(name="甲")).id
        with pytest.raises(WhyMissingError):
            merge_authorities(session, he, she, " ")
        with pytest.raises(SameAuthorityError):
            merge_authorities(session, he, he, WHY)
        with pytest.raises(OtherKindError):
            merge_authorities(session, he, here, WHY)
        merge_authorities(session, he, she, WHY)
        with pytest.raises(AuthorityMergedError):
            change_authority(session, she, AuthorityFields(name="乙二"))


def at_once(house: House, *acts: Callable[[Session], object]) -> list[str]:
    """Do several things at one moment; return the codes of what was refused."""
    ready, refused = threading.Barrier(len(acts)), list[str]()

    def do(act: Callable[[Session], object]) -> None:
        ready.wait()
        try:
            with house.database.write() as session:
                act(session)
        except AppError as error:
            refused.append(error.code)

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return refused


def test_two_people_who_merge_each_others_records_at_once_make_no_circle(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        a, b = person(session, "甲"), person(session, "乙")
    refused = at_once(
        house_on_each,
        lambda session: merge_authorities(session, a, b, WHY),
        lambda session: merge_authorities(session, b, a, WHY),
    )
    assert refused == ["authority-merged"]
    with house_on_each.database.read() as session:
        stand = {find_authority(session, each).standing_id for each in (a, b)}
        assert len(stand) == 1


def test_a_chain_that_is_made_at_once_ends_at_a_record_that_stands(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        a, b, c = person(session, "甲"), person(session, "乙"), person(session, "丙")
    refused = at_once(
        house_on_each,
        lambda session: merge_authorities(session, b, a, WHY),
        lambda session: merge_authorities(session, c, b, WHY),
    )
    with house_on_each.database.read() as session:
        records = {each: find_authority(session, each) for each in (a, b, c)}
    assert records[b].standing_id == c
    if refused:
        assert refused == ["authority-merged"]
        assert records[a].standing_id == a
    else:
        assert records[a].standing_id == c


def test_the_journal_tells_both_records_and_titles_are_found_by_either_name(
    house_on_each: House,
) -> None:
    with house_on_each.database.write() as session:
        kept, other = person(session, "徐淦"), person(session, "徐雲石")
        title = make_volume(session).title.id
        link_title(session, title, NewLink(other, Role.AUTHOR))
        merge = merge_authorities(session, kept, other, WHY)
        assert searchable_names(session, [title]) == {title: ["徐雲石", "徐淦"]}
        for each in (kept, other):
            newest = journal.history(session, [Subject("authority", each)])[0]
            assert (newest.action, newest.why) == ("authorities.authority.merged", WHY)
        split_merge(session, merge, "弄錯了")
        assert searchable_names(session, [title]) == {title: ["徐雲石"]}
        newest = journal.history(session, [Subject("authority", other)])[0]
        assert newest.action == "authorities.authority.parted"
