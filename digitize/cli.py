"""`fangzhi read`: picture files to text files, without a database."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from archive.kernel.errors import AppError, StepError
from archive.kernel.settings import load_settings
from digitize.errors import SameStemError, UnknownProfileError
from digitize.layout.model import Profile

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
    # Image libraries take a second and fifty megabytes: only this command needs them.
    from digitize.read_images import find_engine, read_image  # noqa: PLC0415

    settings = load_settings()
    _check_stems(images)
    _check_profile(profile)
    reader = find_engine(settings, engine)
    _make_folder(out)
    failures = _read_all(
        images, lambda image: read_image(image, out, profile, reader, settings.image_max_pixels)
    )
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


def _read_all(images: Sequence[Path], read_one: Callable[[Path], None]) -> list[AppError]:
    failures: list[AppError] = []
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=_console) as progress:
        task = progress.add_task("", total=len(images))
        for image in images:
            progress.update(task, description=image.name)
            try:
                read_one(image)
            except StepError as error:
                failures.append(error)
                _console.print(f"[red]✗[/] {escape(f'{image}：{error.message}')}", soft_wrap=True)
            progress.advance(task)
    return failures
