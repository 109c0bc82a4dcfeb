"""Two hundred accessions at once, from eight processes: no number is missing, none is double."""

from archive.accessions import queries
from archive.kernel.database import Database
from tests.factories.registrars import register_in_processes

PROCESSES = 8
VOLUME_COUNTS = [1, 2, 3, 1] * 50
LOST = [2, 1, 3]


def test_two_hundred_accessions_in_eight_processes_leave_no_gap_and_no_double(
    database: Database,
) -> None:
    """Each process also loses three registrations half-way, whose numbers others are given."""
    url = database.engine.url.render_as_string(hide_password=False)
    kept = register_in_processes(url, PROCESSES, VOLUME_COUNTS, LOST)

    assert len(set(kept)) == len(VOLUME_COUNTS) == 200
    with database.read() as session:
        items = queries.list_items(session, limit=None)
        batches = queries.list_batches(session, limit=None)
    assert sorted(int(item.number) for item in items) == list(range(1, sum(VOLUME_COUNTS) + 1))
    assert {batch.id for batch in batches} == set(kept)
    assert sorted(int(batch.number[-4:]) for batch in batches) == list(range(1, 201))
    assert sorted(batch.volume_count for batch in batches) == sorted(VOLUME_COUNTS)
    assert all(
        int(batch.last_number) - int(batch.first_number) + 1 == batch.volume_count
        for batch in batches
    )
