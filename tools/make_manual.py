"""The operators' pages with pictures of the screens they speak of: ``make manual``.

A line 〔图：/desk/leads〕 in ``docs/operators`` stands for a picture of that screen. The pictures
are taken of the demonstration, served for that purpose, and lie with the pages in ``var/manual``.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "operators"
OUT = ROOT / "var" / "manual"
DATA = ROOT / "var" / "manual-demonstration"
CHROMIUM = "/usr/bin/chromium"
PICTURE = re.compile(r"^〔图：(/[^\s〕]*)〕$", re.MULTILINE)
WAIT_SECONDS = 300
WHO = "guanyuan"


def addresses() -> list[str]:
    """Return the screens that the pages want pictures of, each once."""
    texts = (page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md")))
    return list(dict.fromkeys(found for text in texts for found in PICTURE.findall(text)))


def picture_name(address: str) -> str:
    """Return the file that holds the picture of a screen."""
    return re.sub(r"\W+", "-", address).strip("-") + ".png"


def with_pictures(text: str) -> str:
    """Return a page with its pictures in their places."""
    return PICTURE.sub(lambda found: f"![{found[1]}]({picture_name(found[1])})", text)


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration on a free port and yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = os.environ | {"FANGZHI_DATA_DIR": str(DATA)}
    command = [sys.executable, "-m", "archive", "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/healthz")
        yield base
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - our own server
        except urllib.error.URLError:
            time.sleep(1)
        else:
            return
    sys.exit("the demonstration did not start")


def take_pictures(base: str) -> None:
    """Take a picture of every screen that is wanted, as a clerk sees it."""
    passwords = json.loads((DATA / "demonstration-passwords.json").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        page.goto(f"{base}/sign-in")
        page.fill("[name=name]", WHO)
        page.fill("[name=password]", passwords[WHO])
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        for address in addresses():
            _take(page, base, address)
        browser.close()


def _take(page: Page, base: str, address: str) -> None:
    answer = page.goto(base + address)
    if answer is None or not answer.ok:
        sys.exit(f"there is no {address}")
    page.screenshot(path=OUT / picture_name(address), full_page=True)
    print(address)


def main() -> None:
    """Write the pages and their pictures to ``var/manual``."""
    OUT.mkdir(parents=True, exist_ok=True)
    with demonstration() as base:
        take_pictures(base)
    for page in sorted(PAGES.glob("*.md")):
        text = with_pictures(page.read_text(encoding="utf-8"))
        (OUT / page.name).write_text(text, encoding="utf-8")
    print(OUT)


if __name__ == "__main__":
    main()
