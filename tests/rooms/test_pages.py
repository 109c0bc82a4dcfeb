"""Order, labels, omission and approval, and what the journal tells of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from archive.catalogue.queries import find_volume
from archive.kernel.house import House
from archive.kernel.journal import Subject, history
from digitize.intake.approval import approve_batch
from digitize.intake.errors import BatchClosedError, BatchEmptyError, BatchNotReadyError
from digitize.intake.service import open_batch
from digitize.pages import service
from digitize.pages.errors import LabelTooLongError, LabelWithoutNumberError, PageOrderError
from digitize.pages.models import Page
from digitize.pages.queries import pages_of_batch, pages_of_volume
from digitize.pages.schemas import PageView
from digitize.pages.states import PageState
from digitize.pages.ways import DONE
from tests.factories.scans import make_batch_of_leaves, send, small_leaf


def pages(house: House, batch_id: str) -> list[PageView]:
    with house.database.read() as session:
        return pages_of_batch(session, batch_id)


def finish(house: House, page_id: str) -> None:
    """Put a page where the pipeline leaves it."""
    with house.database.write() as session:
        page = session.get_one(Page, page_id)
        page.state, page.step = PageState.READY, DONE


def test_those_who_order_and_label_at_once_do_not_stand_in_each_others_way(
    house_on_each: House,
) -> None:
    batch_id = make_batch_of_leaves(house_on_each, 4)
    ids = [page.id for page in pages(house_on_each, batch_id)]
    deeds: list[Callable[[Session, int], object]] = [
        lambda session, n: service.move_page(session, ids[n % 4], 1 if n % 3 else -1),
        lambda session, n: service.set_order(session, batch_id, ids[n % 4 :] + ids[: n % 4]),
        lambda session, n: service.number_from(session, ids[n % 2], f"葉{n}·a"),
        lambda session, n: service.omit_page(session, ids[n % 4], is_omitted=n % 2 == 0),
    ]

    def do(number: int) -> None:
        with house_on_each.database.write() as session:
            deeds[number % 4](session, number)

    with ThreadPoolExecutor(8) as operators:
        list(operators.map(do, range(48)))

    found = pages(house_on_each, batch_id)
    assert [page.sequence for page in found] == [1, 2, 3, 4]
    assert sorted(page.id for page in found) == sorted(ids)


def test_pages_keep_their_places_in_the_volume(house_on_each: House) -> None:
    first = make_batch_of_leaves(house_on_each, 2)
    volume_id = pages(house_on_each, first)[0].volume_id
    for page in pages(house_on_each, first):
        finish(house_on_each, page.id)
    with house_on_each.database.write() as session:
        approve_batch(session, first)
        second = open_batch(session, volume_id).id
    send(house_on_each, second, small_leaf(3), "补扫.png")
    send(house_on_each, second, small_leaf(4), "补扫二.png")
    with house_on_each.database.write() as session:
        service.move_page(session, pages_of_batch(session, second)[1].id, -5)
    with house_on_each.database.read() as session:
        found = pages_of_volume(session, volume_id)
        shown = pages_of_volume(session, volume_id, published_only=True)
    assert [page.sequence for page in found] == [1, 2, 3, 4]
    assert [page.batch_id for page in found] == [first, first, second, second]
    assert shown == found[:2]


def test_an_order_must_name_every_page_once(house: House) -> None:
    batch_id = make_batch_of_leaves(house, 2)
    first, second = (page.id for page in pages(house, batch_id))
    for wrong in ([first], [first, first], [first, second, "x"]):
        with house.database.write() as session, pytest.raises(PageOrderError):
            service.set_order(session, batch_id, wrong)
    with house.database.write() as session:
        service.set_order(session, batch_id, [second, first])
    assert [page.id for page in pages(house, batch_id)] == [second, first]


def test_numbering_leaves_out_omitted_pages(house: House) -> None:
    batch_id = make_batch_of_leaves(house, 4)
    first, second, _, _ = (page.id for page in pages(house, batch_id))
    with house.database.write() as session:
        service.omit_page(session, second, is_omitted=True)
        assert service.number_from(session, first, "卷一·叶一·a") == 3
    labels = [page.label for page in pages(house, batch_id)]
    assert labels == ["卷一·叶一·a", "", "卷一·叶一·b", "卷一·叶二·a"]


def test_labels_that_cannot_be(house: House) -> None:
    (page,) = pages(house, make_batch_of_leaves(house, 1))
    with house.database.write() as session:
        with pytest.raises(LabelTooLongError):
            service.label_page(session, page.id, "页" * 101)
        with pytest.raises(LabelWithoutNumberError):
            service.number_from(session, page.id, "封面")


def test_changes_are_in_the_history_of_the_title(house: House) -> None:
    batch_id = make_batch_of_leaves(house, 2)
    first, second = pages(house, batch_id)
    with house.database.write() as session:
        service.label_page(session, first.id, " 卷一  叶一 ")
        service.label_page(session, first.id, "卷一 叶一")
        service.omit_page(session, second.id, is_omitted=True)
        service.move_page(session, first.id, 1)
    with house.database.read() as session:
        title_id = find_volume(session, first.volume_id).title.id
        told = history(session, [Subject("title", title_id)])
    changes = [(entry.action, entry.before, entry.after) for entry in reversed(told)][-3:]
    assert changes == [
        ("digitize.page.labelled", {"label": ""}, {"label": "卷一 叶一", "page": "卷一 叶一"}),
        ("digitize.page.omitted", {"omitted": False}, {"omitted": True, "page": "第 2 幅"}),
        (
            "digitize.page.ordered",
            {"order": [first.id, second.id]},
            {"order": [second.id, first.id], "count": 2},
        ),
    ]


def test_approval_waits_for_every_page_that_counts(house_on_each: House) -> None:
    house = house_on_each
    batch_id = make_batch_of_leaves(house, 2)
    first, second = pages(house, batch_id)
    finish(house, first.id)
    with house.database.write() as session, pytest.raises(BatchNotReadyError) as caught:
        approve_batch(session, batch_id)
    assert caught.value.values == {"count": 1}
    with house.database.write() as session:
        service.omit_page(session, second.id, is_omitted=True)
        approve_batch(session, batch_id)
    with house.database.read() as session:
        assert find_volume(session, first.volume_id).is_published
        shown = pages_of_volume(session, first.volume_id, published_only=True)
    assert [page.id for page in shown] == [first.id]
    with house.database.write() as session, pytest.raises(BatchClosedError):
        approve_batch(session, batch_id)


def test_a_batch_without_pages_is_not_approved(house: House) -> None:
    batch_id = make_batch_of_leaves(house, 1)
    with house.database.write() as session:
        service.omit_page(session, pages_of_batch(session, batch_id)[0].id, is_omitted=True)
        with pytest.raises(BatchEmptyError):
            approve_batch(session, batch_id)
