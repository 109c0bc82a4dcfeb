"""Seconds and peak memory per page of the pipeline, beside ocrmypdf on the same pages.

``python -m bench.pipeline [--rounds N] [--pages DIR]``. Ours: scans received by the ordinary
intake, then inspect, straighten, derive, analyse and read by the ordinary worker, into a fresh
archive. The peer: ``ocrmypdf --deskew`` with the same Tesseract and the same language, into a PDF.
Both take the same files in turns, one page at a time, a Tesseract of one thread each. Exit code 2:
something is not installed, and the line that installs it is printed.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive.catalogue.schemas import NewVolume, TitleFields, TitleKind
from archive.catalogue.service import add_copy, create_title
from archive.kernel import migrations
from archive.kernel.database import Database
from archive.kernel.settings import Settings
from bench.peers import MissingProgramsError, require_programs
from bench.watching import Cost, run_watched
from digitize.intake.inspection import SUFFIXES
from digitize.intake.service import open_batch
from tests.samples import draw_demo_volume
from tests.samples.files import write_samples

LANGUAGE = "chi_tra_vert"
PROGRAMS = {"ocrmypdf": "ocrmypdf", "tesseract": "tesseract-ocr"}
DEBIAN_PYTHON = "/usr/bin/python3"  # ocrmypdf's, which has img2pdf
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
OPTIONS = ("--deskew", "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--quiet")


@dataclass(slots=True)
class Rival:
    """Who processes the pages, and what each round cost."""

    name: str
    process: Callable[[Path], Cost]
    costs: list[Cost] = field(default_factory=list)

    def median(self, figure: str) -> float:
        """Return the median of a figure over the rounds."""
        return float(statistics.median(getattr(cost, figure) for cost in self.costs))


def main() -> int:
    """Measure and print; return the exit code."""
    options = _read_options()
    try:
        require_programs(PROGRAMS)
        _require_language()
    except MissingProgramsError as error:
        print(f"Not measured. As root: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fangzhi-bench-") as name:
        folder = Path(name)
        pages = _find_pages(options.pages) if options.pages else _draw_pages(folder)
        rivals = [
            Rival("Fangzhi", lambda scratch: _process(scratch, pages)),
            Rival("ocrmypdf", lambda scratch: _ocrmypdf(scratch, pages)),
        ]
        for number in range(options.rounds):
            for rival in rivals[:: -1 if number % 2 else 1]:
                scratch = folder / f"{rival.name}-{number}"
                scratch.mkdir()
                rival.costs.append(rival.process(scratch))
        _print_table(rivals, len(pages))
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=Path, help="a folder of page images, instead of drawn ones")
    return parser.parse_known_args()[0]


def _require_language() -> None:
    command = [shutil.which("tesseract") or "", "--list-langs"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    if LANGUAGE not in said.split():
        raise MissingProgramsError(
            "apt-get install --yes --no-install-recommends tesseract-ocr-chi-tra-vert"
        )


def _draw_pages(folder: Path) -> list[Path]:
    target = folder / "pages"
    target.mkdir()
    return write_samples(draw_demo_volume(), target)


def _find_pages(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    if not found:
        raise SystemExit(f"no page images in {folder}")
    return found


def _process(scratch: Path, pages: list[Path]) -> Cost:
    """Let a fresh archive take in and process the pages; its making is not measured."""
    batch_id = _open_archive(scratch)
    environment = os.environ | ONE_THREAD | {"FANGZHI_DATA_DIR": str(scratch)}
    environment.pop("FANGZHI_DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.pipeline_house", batch_id, *map(str, pages)]
    return run_watched(command, environment)


def _open_archive(data_dir: Path) -> str:
    url = Settings(data_dir=data_dir, database_url=None).url
    migrations.upgrade(url)
    database = Database(url)
    with database.write() as session:
        title = create_title(session, TitleKind.SIKU, TitleFields(title="湖廣通志"))
        [volume] = add_copy(session, title.id, [NewVolume(label="第1册")])
        batch_id = open_batch(session, volume.id).id
    database.dispose()
    return batch_id


def _ocrmypdf(scratch: Path, pages: list[Path]) -> Cost:
    """Let ocrmypdf make a searchable PDF of the pages; their joining is not measured."""
    source, target = scratch / "scans.pdf", scratch / "text.pdf"
    joining = [DEBIAN_PYTHON, "-m", "img2pdf", *map(str, pages), "--output", str(source)]
    subprocess.run(joining, check=True, capture_output=True, timeout=600)
    command = ["ocrmypdf", "--language", LANGUAGE, *OPTIONS, str(source), str(target)]
    return run_watched(command, os.environ | ONE_THREAD)


def _print_table(rivals: list[Rival], count: int) -> None:
    print(f"\n{count} pages, {len(rivals[0].costs)} rounds in turns; medians, per page")
    print(f"{'':10}{'seconds':>10}{'lowest':>10}{'highest':>10}{'processor s':>13}{'peak MiB':>10}")
    for rival in rivals:
        spread = sorted(cost.seconds / count for cost in rival.costs)
        print(
            f"{rival.name:10}{rival.median('seconds') / count:10.2f}{spread[0]:10.2f}"
            f"{spread[-1]:10.2f}{rival.median('cpu_seconds') / count:13.2f}"
            f"{rival.median('peak_mib'):10.0f}"
        )
    ours, theirs = rivals
    print(
        f"ratio     {ours.median('seconds') / theirs.median('seconds'):10.2f}"
        f"{ours.median('peak_mib') / theirs.median('peak_mib'):43.2f}   (below 1: ours takes less)"
    )


if __name__ == "__main__":
    sys.exit(main())
