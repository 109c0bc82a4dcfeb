"""The run of the demonstration: make what is missing, then serve."""

import os
import socket
import time
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from archive import serving, wiring
from archive.demonstration import campaign, holdings, people, scans, shelves
from archive.kernel import migrations
from archive.kernel.errors import N_, AppError
from archive.kernel.house import House, open_house
from archive.kernel.settings import load_settings

LOOK_SECONDS = 0.5
WAIT_SECONDS = 1_800

console = Console(highlight=False)


class PortTakenError(AppError):
    """Another program listens there."""

    code = "port-taken"
    exit_code = 2
    sentence = N_("端口 %(port)s 已被占用；请换一个：make demo PORT=8001")


class DemonstrationStuckError(AppError):
    """The worker did not finish the sample in a time in which it must."""

    code = "demonstration-stuck"
    sentence = N_("示例页在 %(minutes)s 分钟内没有处理完，请运行 fangzhi check 查看缺什么。")


def run(real: Path | None, host: str, port: int) -> None:
    """Make the demonstration's archive where it is not made yet, and serve it.

    Raises:
        AppError: it cannot be; the sentence says what to do.
    """
    _check_port(host, port)
    if real is not None and not real.is_dir():
        raise scans.FolderWithoutImagesError(folder=real)
    os.environ.setdefault("FANGZHI_DATA_DIR", "var/demo")
    os.environ.setdefault("FANGZHI_BASE_URL", f"http://{host}:{port}")
    os.environ.setdefault("FANGZHI_DEVELOPMENT", "true")
    house = open_house(load_settings())
    migrations.upgrade(house.settings.url)
    wiring.wire(house)
    passwords = people.open_accounts(house)
    with serving.running_worker():
        volumes = _fill(house, real)
        _greet(house, passwords, volumes)
        serving.run_server(host, port)
    console.print("已停止。馆藏保留在 " + str(house.settings.data_dir))


def _fill(house: House, real: Path | None) -> dict[str, str]:
    donated, siku = holdings.give(house), holdings.hold_siku(house)
    campaign.hold_fair(house)
    shelves.furnish(house, [siku])
    volumes = {"醴陵瓷业述略（捐赠）": donated, "湖廣通志（四库）": siku}
    batches = {
        scans.take_in(house, donated, scans.draw("document"), _tell_refusal): False,
        scans.take_in(house, siku, scans.draw("volume"), _tell_refusal): True,
    }
    if real is not None:
        name = real.resolve().name
        volume = volumes[f"{name}（页图）"] = holdings.hold_real(house, name)
        batches[scans.take_in(house, volume, scans.find(real), _tell_refusal)] = False
    _wait(house, list(batches))
    for batch_id, as_leaves in batches.items():
        for failure in scans.approve(house, batch_id, as_leaves=as_leaves):
            _tell_refusal(failure)
    wiring.make_indexer(house).follow()
    return volumes


def _wait(house: House, batch_ids: list[str]) -> None:
    columns = (TextColumn("处理页图"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    give_up_at = time.monotonic() + WAIT_SECONDS
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("")
        while True:
            done, total = scans.count_done(house, batch_ids)
            bar.update(task, completed=done, total=total)
            if done == total:
                return
            if time.monotonic() > give_up_at:
                raise DemonstrationStuckError(minutes=WAIT_SECONDS // 60)
            time.sleep(LOOK_SECONDS)


def _greet(house: House, passwords: dict[str, str], volumes: dict[str, str]) -> None:
    base_url = house.settings.base_url
    table = Table("用户名", "密码", "角色", box=None, pad_edge=False)
    for name, password in passwords.items():
        table.add_row(name, password, people.PEOPLE[name][1])
    console.print(f"\n[bold]方志已启动：{base_url}/[/]")
    for title, volume_id in volumes.items():
        console.print(f"  {title}  {base_url}/read/{volume_id}")
    console.print(f"  采访 {base_url}/desk   数字化站 {base_url}/station\n")
    console.print(table)
    console.print("\n按 Ctrl-C 停止；馆藏会保留，下次几秒即可启动。")


def _tell_refusal(sentence: str) -> None:
    console.print(f"[yellow]! {sentence}[/]", soft_wrap=True)


def _check_port(host: str, port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTakenError(port=port) from None
