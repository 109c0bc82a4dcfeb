"""`fangzhi read`: picture files to text files, without a database."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.kernel.errors import AppError, StepError, UnreadableScanError
from archive.kernel.settings import load_settings
from digitize.errors import SameStemError, ScanTooLargeError, UnknownProfileError
from digitize.imaging.errors import ImageTooLargeError, UnreadableImageError
from digitize.imaging.load import load_image
from digitize.layout.model import Profile
from digitize.ocr.engine import OcrEngine
from digitize.ocr.engines import get_engine, register_faulty_engines
from digitize.reading import read_page
from digitize.reading_files import write_reading
from digitize.sandbox.outcomes import translate

_console = Console(stderr=True, highlight=False)


def read(
    images: Annotated[list[Path], typer.Argument(help="图像文件", show_default=False)],
    out: Annotated[Path, typer.Option(help="写入结果的文件夹", show_default=False)],
    profile: Annotated[str | None, typer.Option(help="版式；不填则自动判断")] = None,
    engine: Annotated[str | None, typer.Option(help="文字识别引擎；不填则用设置中的")] = None,
) -> None:
    """Read pictures into `<stem>.lines.txt` and `<stem>.layout.json`.

    A picture that fails is named with the reason and the others go on; the command then ends
    with the exit code of the first failure.
    """
    settings = load_settings()
    _check_stems(images)
    _check_profile(profile)
    if settings.development:
        register_faulty_engines()
    reader = get_engine(engine or settings.ocr_engine)
    _make_folder(out)
    failures = _read_all(images, out, profile, reader, settings.image_max_pixels)
    done = len(images) - len(failures)
    _console.print(
        f"读完 {done} 幅，失败 {len(failures)} 幅；结果在 {escape(str(out))}", soft_wrap=True
    )
    if failures:
        raise typer.Exit(failures[0].exit_code)


def _check_stems(images: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for image in images:
        if image.stem in first:
            raise SameStemError(field="images", first=first[image.stem], second=image)
        first[image.stem] = image


def _check_profile(profile: str | None) -> None:
    known = [member.value for member in Profile]
    if profile is not None and profile not in known:
        raise UnknownProfileError(field="profile", name=profile, known="、".join(known))


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"{out}：{os.strerror(error.errno or 0)}") from error


def _read_all(
    images: Sequence[Path], out: Path, profile: str | None, engine: OcrEngine, max_pixels: int
) -> list[AppError]:
    failures: list[AppError] = []
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=_console) as progress:
        task = progress.add_task("", total=len(images))
        for image in images:
            progress.update(task, description=image.name)
            try:
                _read_one(image, out, profile, engine, max_pixels)
            except StepError as error:
                failures.append(error)
                _console.print(f"[red]✗[/] {escape(f'{image}：{error.message}')}", soft_wrap=True)
            progress.advance(task)
    return failures


def _read_one(
    image: Path, out: Path, profile: str | None, engine: OcrEngine, max_pixels: int
) -> None:
    """Read one picture; whatever goes wrong comes out as a step's error."""
    try:
        pixels = load_image(image, max_pixels)
        write_reading(read_page(pixels, engine, profile), out, image.stem)
    except UnreadableImageError as error:
        raise UnreadableScanError(name=image.name, detail=error.reason) from error
    except ImageTooLargeError as error:
        raise ScanTooLargeError(
            name=image.name, count=error.pixel_count, limit=error.max_pixel_count
        ) from error
    except AppError:
        raise
    except Exception as error:
        raise translate(error) from error
