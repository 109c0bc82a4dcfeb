"""Take scans into a batch and process them, as the archive does: the part that is measured.

``python -m bench.pipeline_house BATCH FILE...`` in the archive that the environment describes.
"""

import sys
from pathlib import Path

from archive import wiring
from archive.kernel.house import open_house
from archive.kernel.settings import load_settings
from digitize.intake.service import receive_scan
from digitize.pages.queries import find_text, pages_of_batch
from digitize.pages.schemas import PageState
from digitize.pipeline.worker import work


def main() -> int:
    """Process the named files; return 1 unless every page became ready and has a text."""
    batch_id, *names = sys.argv[1:]
    house = open_house(load_settings())
    wiring.wire(house)
    for path in map(Path, names):
        with path.open("rb") as stream:
            receive_scan(house, batch_id, stream, path.name)
    work(house, once=True)
    with house.database.read() as session:
        pages = pages_of_batch(session, batch_id)
        read = [page for page in pages if find_text(session, page.id)]
    are_ready = all(page.state is PageState.READY for page in pages)
    house.close()
    return 0 if are_ready and len(read) == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
