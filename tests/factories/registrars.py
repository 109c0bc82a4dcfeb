"""People who register at the same moment, each in a process of their own."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import archive.every_model  # noqa: F401 - relationships are declared by name
from archive.accessions import service
from archive.accessions.schemas import NewHolding
from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.kernel.database import Database
from archive.kernel.identifiers import new_id

PATIENCE_S = 300


class PowerCutError(Exception):
    """What a transaction does not survive."""


def register_in_processes(
    url: str, processes: int, volume_counts: Sequence[int], lost: Sequence[int] = ()
) -> list[str]:
    """Register a holding of so many volumes for each of ``volume_counts``, spread over processes.

    Each process also begins and loses a registration for each of ``lost``, among the others.

    Returns:
        The identifiers of the batches that were kept.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        shares = [
            pool.submit(_register_share, url, tuple(volume_counts[start::processes]), tuple(lost))
            for start in range(processes)
        ]
        return [batch_id for share in shares for batch_id in share.result(timeout=PATIENCE_S)]


def _register_share(url: str, volume_counts: Sequence[int], lost: Sequence[int]) -> list[str]:
    database = Database(url)
    try:
        kept = []
        for place, count in enumerate(volume_counts):
            if place < len(lost):
                _register_and_lose(database, lost[place])
            kept.append(_register(database, count))
        return kept
    finally:
        database.dispose()


def _register(database: Database, count: int) -> str:
    with database.write() as session:
        return service.register_existing(session, a_holding(count)).id


def _register_and_lose(database: Database, count: int) -> None:
    try:
        with database.write() as session:
            service.register_existing(session, a_holding(count))
            raise PowerCutError  # noqa: TRY301 - the transaction must see it
    except PowerCutError:
        return


def a_holding(count: int) -> NewHolding:
    """Return a holding of ``count`` volumes that nobody has registered."""
    return NewHolding(
        submission=new_id(),
        kind=TitleKind.LOCAL_DOCUMENT,
        fields=TitleFields(title="渌江志"),
        volumes=tuple(NewVolume(f"第{number}册") for number in range(1, count + 1)),
    )
