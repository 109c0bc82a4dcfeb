"""Authorities: entered once, found by any name, warned of when they are entered twice."""

import pytest
from sqlalchemy.orm import Session

from archive.authorities.alike import Reason, likely_doubles, suspects, suspects_of
from archive.authorities.dated_names import name_at, parents_at
from archive.authorities.errors import (
    AlreadyLinkedError,
    AuthorityChangedError,
    AuthorityNameMissingError,
    InCircleError,
    NotANameKindError,
    NotARoleError,
    WrongKindError,
    YearsTurnedError,
)
from archive.authorities.kinds import AuthorityKind, NameKind, Role
from archive.authorities.links import change_link, link_title, order_links, unlink
from archive.authorities.lists import counts_by_kind, open_list
from archive.authorities.look_up import look_up
from archive.authorities.queries import (
    dated_places,
    find_authority,
    links_of_titles,
    names_of,
    searchable_names,
)
from archive.authorities.schemas import AuthorityFields, NewLink, NewName
from archive.authorities.service import (
    add_name,
    change_authority,
    change_name,
    create_authority,
    remove_name,
)
from archive.kernel import journal
from archive.kernel.house import House
from archive.kernel.journal import Subject
from tests.factories.holdings import make_volume


def person(session: Session, name: str, **fields: object) -> str:
    entered = AuthorityFields(name=name, **fields)  # type: ignore[arg-type]
    return create_authority(session, AuthorityKind.PERSON, entered).id


def place(session: Session, name: str) -> str:
    return create_authority(session, AuthorityKind.PLACE, AuthorityFields(name=name)).id


def test_somebody_is_found_by_every_name_in_every_script(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        he = person(session, "徐淦", dynasty="清")
        other = person(session, "江普光", dynasty="清")
        add_name(session, he, NewName(NameKind.COURTESY, "雲石"))
        for typed in ("徐淦", "xg", "xugan", "云石", "雲石", "石", "ys"):
            assert look_up(session, typed) == [he], typed
        assert look_up(session, "江普") == [other]
        assert look_up(session, "徐淦", kinds=[AuthorityKind.PLACE]) == []
        (name,) = names_of(session, [he])[he]
        change_name(session, name.id, NewName(NameKind.ART, "雲石山人"))
        assert look_up(session, "山人") == [he]
        remove_name(session, name.id)
        assert look_up(session, "云石") == []
        told = journal.history(session, [Subject("authority", he)])
        assert [entry.action for entry in told] == [
            "authorities.name.removed",
            "authorities.name.changed",
            "authorities.name.added",
            "authorities.authority.created",
        ]


def test_what_a_kind_has_no_field_for_is_left_out(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        fields = AuthorityFields(name="醴陵", dynasty="清", surname="李", note="縣")
        created = create_authority(session, AuthorityKind.PLACE, fields)
        assert created.fields() == AuthorityFields(name="醴陵", note="縣")


def test_a_change_tells_what_was_and_refuses_an_old_revision(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        he = person(session, "徐淦")
        was = find_authority(session, he)
        change_authority(session, he, AuthorityFields(name="徐淦", dynasty="清"), was.revision)
        entry = journal.history(session, [Subject("authority", he)])[0]
        assert (entry.before, entry.after) == ({"dynasty": ""}, {"dynasty": "清"})
        with pytest.raises(AuthorityChangedError):
            change_authority(session, he, AuthorityFields(name="徐"), was.revision)


def test_what_makes_no_sense_is_refused_at_its_field(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        he, here = person(session, "徐淦"), place(session, "醴陵")
        with pytest.raises(AuthorityNameMissingError):
            person(session, " ")
        with pytest.raises(YearsTurnedError) as turned:
            person(session, "甲", year_from=1900, year_to=1800)
        assert turned.value.field == "year_to"
        with pytest.raises(WrongKindError):
            person(session, "甲", place_id=he)
        with pytest.raises(NotANameKindError):
            add_name(session, here, NewName(NameKind.COURTESY, "雲石"))
        with pytest.raises(InCircleError):
            add_name(session, here, NewName(NameKind.DATED, "醴陵縣", parent_id=here))
        wide = create_authority(session, AuthorityKind.SUBJECT, AuthorityFields(name="陶瓷")).id
        narrow = create_authority(
            session, AuthorityKind.SUBJECT, AuthorityFields(name="釉下彩", broader_id=wide)
        ).id
        with pytest.raises(InCircleError):
            change_authority(session, wide, AuthorityFields(name="陶瓷", broader_id=narrow))


def test_a_place_has_its_names_and_what_it_lay_in(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        here, above = place(session, "醴陵市"), place(session, "湖南省")
        prefecture = place(session, "長沙府")
        add_name(session, prefecture, NewName(NameKind.DATED, "長沙府", 1372, 1913, above))
        add_name(session, here, NewName(NameKind.DATED, "醴陵州", 1295, 1369))
        add_name(session, here, NewName(NameKind.DATED, "醴陵縣", 1369, 1985, prefecture))
        places = dated_places(session, [here])
        assert name_at(places[here], 1300) == "醴陵州"
        assert name_at(places[here], 2000) == "醴陵市"
        assert parents_at(places, here, 1872) == ["長沙府", "湖南省"]


def test_a_namesake_is_told_of_with_what_speaks_for_and_against(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        here = place(session, "醴陵")
        he = person(session, "劉坤", dynasty="清", year_from=1800, year_to=1870, place_id=here)
        add_name(session, he, NewName(NameKind.ALIAS, "劉璞"))
        new = AuthorityFields(name="刘坤", dynasty="清", year_from=1860, place_id=here)
        (found,) = suspects(session, AuthorityKind.PERSON, new)
        assert found.authority.id == he
        assert found.reasons == [Reason.NAME, Reason.YEARS, Reason.DYNASTY, Reason.PLACE]
        late = AuthorityFields(name="刘璞", dynasty="明", year_from=1500, year_to=1560)
        (other,) = suspects(session, AuthorityKind.PERSON, late)
        assert other.reasons == [Reason.OTHER_NAME, Reason.OTHER_YEARS, Reason.OTHER_DYNASTY]
        assert suspects(session, AuthorityKind.FAMILY, new) == []
        assert suspects_of(session, find_authority(session, he)) == []
        twin = person(session, "刘坤")
        assert [
            each.authority.id for each in suspects_of(session, find_authority(session, he))
        ] == [twin]
        (doubles,) = likely_doubles(session)
        assert {each.id for each in doubles.authorities} == {he, twin}
        assert likely_doubles(session, AuthorityKind.PLACE) == []


def test_a_title_names_several_in_their_order_and_roles(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        title = make_volume(session).title.id
        he, other, here = person(session, "徐淦"), person(session, "江普光"), place(session, "醴陵")
        add_name(session, he, NewName(NameKind.COURTESY, "雲石"))
        first = link_title(session, title, NewLink(he, Role.SUPERVISOR, "清", "修"))
        second = link_title(session, title, NewLink(other, Role.COMPILER, "清", "纂"))
        link_title(session, title, NewLink(here, Role.SUBJECT))
        with pytest.raises(AlreadyLinkedError):
            link_title(session, title, NewLink(he, Role.SUPERVISOR))
        with pytest.raises(NotARoleError):
            link_title(session, title, NewLink(here, Role.AUTHOR))
        order_links(session, title, [second.id, first.id])
        told = links_of_titles(session, [title])[title]
        assert [(each.authority.name, each.role) for each in told] == [
            ("江普光", Role.COMPILER),
            ("徐淦", Role.SUPERVISOR),
            ("醴陵", Role.SUBJECT),
        ]
        assert searchable_names(session, [title]) == {title: ["江普光", "徐淦", "雲石", "醴陵"]}
        change_link(session, first.id, Role.AUTHOR, "清", "撰")
        assert unlink(session, second.id) == title
        told = links_of_titles(session, [title])[title]
        assert [(each.authority.name, each.role) for each in told] == [
            ("徐淦", Role.AUTHOR),
            ("醴陵", Role.SUBJECT),
        ]
        actions = [entry.action for entry in journal.history(session, [Subject("title", title)])]
        assert actions[:2] == ["authorities.link.removed", "authorities.link.changed"]


def test_a_list_is_of_a_kind_or_of_what_was_typed(house_on_each: House) -> None:
    with house_on_each.database.write() as session:
        he, here = person(session, "徐淦"), place(session, "醴陵")
        assert {each.id for each in open_list(session).part(session)} == {he, here}
        assert [each.id for each in open_list(session, kind=AuthorityKind.PLACE).part(session)] == [
            here
        ]
        assert [each.id for each in open_list(session, "xu").part(session)] == [he]
        assert counts_by_kind(session) == {AuthorityKind.PERSON: 1, AuthorityKind.PLACE: 1}
