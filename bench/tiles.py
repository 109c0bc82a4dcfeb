"""Tiles per second of one server process, beside IIPImage on the same pyramid file.

``python -m bench.tiles [--rounds N] [--seconds S]``. Both serve one file over HTTP on the
loopback, to the same load by ``wrk``, in turns within one run; both write an access log, ours also
checks access. IIPImage answers through nginx, as it must. Each tile is asked for as OpenSeadragon
does, ``x,y,w,h/w,h/0/default.jpg``. Exit code 2: something is not installed, and the line that
installs it is printed.
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from bench.peers import (
    MissingProgramsError,
    find_free_port,
    measure_memory_mib,
    require_programs,
    running,
)
from bench.tile_server import IDENTIFIER, LOG, PYRAMID
from digitize.derivatives.grid import Piece, TileGrid, TilePlace
from digitize.derivatives.pack import read_pack
from digitize.derivatives.pyramid import write_pyramid

IIPSRV = "/usr/lib/iipimage-server/iipsrv.fcgi"
PROGRAMS = {"wrk": "wrk", "nginx": "nginx-light", IIPSRV: "iipimage-server"}
PAGE_PX = (5000, 7000)
CONNECTIONS = 8
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")
_REFUSED = re.compile(r"Non-2xx or 3xx responses: ([0-9]+)|Socket errors: (.*)")
_MEDIAN = re.compile(r"50%\s+([0-9.]+)(us|ms|s)")
_TO_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-error.log;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/nginx-access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      fastcgi_pass 127.0.0.1:{fcgi_port}; fastcgi_buffers 64 16k;
      fastcgi_param QUERY_STRING $query_string; fastcgi_param REQUEST_METHOD $request_method;
      fastcgi_param REQUEST_URI $request_uri; fastcgi_param SERVER_PROTOCOL $server_protocol;
      fastcgi_param HTTP_HOST $http_host;
    }}
  }}
}}
"""
WRK_SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local next_path = 0
function request()
  next_path = next_path %% #paths + 1
  return wrk.format("GET", paths[next_path])
end
"""


@dataclass(slots=True)
class Rival:
    """A server under measurement and what was measured."""

    name: str
    address: str
    script: Path
    memory_mib: Callable[[], float]
    rates: list[float] = field(default_factory=list)
    medians_ms: list[float] = field(default_factory=list)
    memories_mib: list[float] = field(default_factory=list)


def main() -> int:
    """Measure and print; return the exit code."""
    options = _read_options()
    try:
        require_programs(PROGRAMS)
    except MissingProgramsError as error:
        print(f"Not measured. As root: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="fangzhi-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        pyramid = _make_pyramid(folder)
        with pyramid.open("rb") as stream:
            grid = read_pack(stream).grid
        pieces = list(_list_tiles(grid))
        random.Random(7).shuffle(pieces)  # noqa: S311 - the same order each time
        ours = _start_ours(stack, folder, pyramid, pieces)
        theirs = _start_iipimage(stack, folder, pyramid, pieces)
        for rival in (ours, theirs):
            _check_tiles(rival, pieces)
        for _ in range(options.rounds):
            for rival in (ours, theirs):
                _load(rival, options.seconds)
        _print_table(ours, theirs, len(pieces), grid)
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    return parser.parse_args()


def _make_pyramid(folder: Path) -> Path:
    """Draw a page like a scan: uneven paper, grain, and dark strokes in columns."""
    width, height = PAGE_PX
    chance = np.random.default_rng(7)
    tone = np.linspace(205, 225, width)[None, :] + chance.normal(0, 3, (height, width))
    strokes = chance.random((height // 10, width // 10)) < 0.25
    ink = np.kron(strokes, np.ones((10, 10), bool))[:height, :width]
    ink[:, np.arange(width) % 300 > 200] = False
    grey = np.where(ink, tone - 150, tone).clip(0, 255)
    page = np.stack([grey, grey - 8, grey - 25], 2).clip(0, 255).astype(np.uint8)
    source, target = folder / "page.png", folder / "page.tif"
    Image.fromarray(page).save(source, compress_level=1)
    write_pyramid(source, target)
    return target


def _list_tiles(grid: TileGrid) -> Iterator[Piece]:
    for level in range(grid.level_count):
        side = grid.tile_px << level
        for row in range(-(-grid.height // side)):
            for column in range(-(-grid.width // side)):
                yield grid.tile_piece(TilePlace(level, column, row))


def _write_form(piece: Piece) -> str:
    x, y, width, height, *out = piece
    return f"{x},{y},{width},{height}/{out[0]},{out[1]}/0/default.jpg"


def _write_script(folder: Path, name: str, base: str, pieces: list[Piece]) -> Path:
    paths, script = folder / f"{name}.paths", folder / f"{name}.lua"
    paths.write_text("".join(f"{base}/{_write_form(piece)}\n" for piece in pieces))
    script.write_text(WRK_SCRIPT % paths)
    return script


def _start_ours(stack: ExitStack, folder: Path, pyramid: Path, pieces: list[Piece]) -> Rival:
    port = find_free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "bench.tile_server:create"]
    command += ["--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    command += ["--port", str(port), "--log-level", "warning", "--lifespan", "off"]
    environment = {**os.environ, PYRAMID: str(pyramid), LOG: str(folder / "access.log")}
    pid = stack.enter_context(running(command, port, environment))
    script = _write_script(folder, "ours", f"/iiif/3/{IDENTIFIER}", pieces)
    address = f"http://127.0.0.1:{port}"
    return Rival("Fangzhi", address, script, lambda: measure_memory_mib(pid))


def _start_iipimage(stack: ExitStack, folder: Path, pyramid: Path, pieces: list[Piece]) -> Rival:
    fcgi_port, port = find_free_port(), find_free_port()
    environment = {
        **os.environ,
        "LOGFILE": str(folder / "iipsrv.log"),
        "VERBOSITY": "1",
        "FILESYSTEM_PREFIX": f"{pyramid.parent}/",
        "JPEG_QUALITY": "85",
    }
    fcgi = [IIPSRV, "--bind", f"127.0.0.1:{fcgi_port}"]
    iip = stack.enter_context(running(fcgi, fcgi_port, environment))
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, fcgi_port=fcgi_port))
    nginx = stack.enter_context(running(["nginx", "-c", str(configuration)], port))
    script = _write_script(folder, "iip", f"/?IIIF={pyramid.name}", pieces)
    return Rival(
        "IIPImage",
        f"http://127.0.0.1:{port}",
        script,
        lambda: measure_memory_mib(iip) + measure_memory_mib(nginx),
    )


def _check_tiles(rival: Rival, pieces: list[Piece]) -> None:
    """Ask once for every tile, so that no refusal is counted as a fast answer."""
    paths = rival.script.with_suffix(".paths").read_text().splitlines()
    for path, piece in zip(paths, pieces, strict=True):
        with urllib.request.urlopen(rival.address + path, timeout=30) as answer:  # noqa: S310 - http, ours
            size = Image.open(answer).size
        differs = max(abs(size[0] - piece.out_width), abs(size[1] - piece.out_height))
        if differs > (0 if rival.name == "Fangzhi" else 1):
            raise RuntimeError(f"{rival.name} answers {path} with {size}")


def _load(rival: Rival, seconds: int) -> None:
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--latency"]
    command += ["--duration", f"{seconds}s", "--script", str(rival.script), rival.address]
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=seconds + 60
    ).stdout
    refused, rate, median = _REFUSED.search(said), _RATE.search(said), _MEDIAN.search(said)
    if refused or rate is None or median is None:
        raise RuntimeError(f"{rival.name} did not stand the load:\n{said}")
    rival.rates.append(float(rate[1]))
    rival.medians_ms.append(float(median[1]) * _TO_MS[median[2]])
    rival.memories_mib.append(rival.memory_mib())


def _print_table(ours: Rival, theirs: Rival, count: int, grid: TileGrid) -> None:
    print(f"\n{count} tiles of a page of {grid.width} x {grid.height}, {CONNECTIONS} connections")
    print(f"{'':10}{'tiles/s':>10}{'lowest':>10}{'highest':>10}{'median ms':>11}{'MiB':>8}")
    for rival in (ours, theirs):
        print(
            f"{rival.name:10}{statistics.median(rival.rates):10.0f}{min(rival.rates):10.0f}"
            f"{max(rival.rates):10.0f}{statistics.median(rival.medians_ms):11.2f}"
            f"{max(rival.memories_mib):8.0f}"
        )
    ratio = statistics.median(ours.rates) / statistics.median(theirs.rates)
    print(f"ratio     {ratio:10.1f}   (wanted: at least 10)")


if __name__ == "__main__":
    sys.exit(main())
