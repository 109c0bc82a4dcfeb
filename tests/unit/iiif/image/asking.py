"""Ask the image server without a network: one ASGI call, one answer."""

import asyncio
import datetime as dt
import io
import json
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digitize.derivatives.pyramid import write_pyramid
from iiif.image.asgi import ImageServer
from iiif.image.directory import ImageRecord

BASE = "https://archive.example"
MADE_AT = dt.datetime(2025, 3, 4, 5, 6, 7, 890, tzinfo=dt.UTC)
Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        return json.loads(self.body)

    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.body))


async def ask_within(
    server: ImageServer, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> Answer:
    """Ask inside a running event loop."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    lines = [(name.lower().encode(), text.encode()) for name, text in (headers or {}).items()]
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode("latin-1")}
    await server({**scope, "headers": lines}, receive, send)
    start, end = messages
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, end["body"])


def ask(
    server: ImageServer, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> Answer:
    """Ask once, in an event loop of its own."""
    return asyncio.run(ask_within(server, path, method, headers))


def make_page(folder: Path, width: int, height: int, identifier: str = "page1") -> ImageRecord:
    """Write the pyramid of a smooth picture, red growing to the right and green downwards."""
    across = np.linspace(20, 235, width, dtype=np.uint8)[None, :].repeat(height, 0)
    down = np.linspace(20, 235, height, dtype=np.uint8)[:, None].repeat(width, 1)
    source, target = folder / f"{identifier}.png", folder / f"{identifier}.tif"
    Image.fromarray(np.dstack([across, down, np.full_like(across, 128)])).save(source)
    facts = write_pyramid(source, target)
    return ImageRecord(identifier, target, facts.width, facts.height, facts.sha256, MADE_AT)
