"""Debian packages: installed when we may, else the line to run is printed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "tools" / "install_debian_packages"
BORROWED = ("sh", "sed", "grep", "dirname", "env")


class Machine:
    """A PATH that holds nothing but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        """Start with the few programs that every machine has."""
        self.folder = folder
        self.log = folder / "apt.log"
        folder.mkdir()
        for name in BORROWED:
            found = shutil.which(name)
            assert found is not None
            (folder / name).symlink_to(found)

    def add(self, name: str, body: str) -> None:
        """Put a program there."""
        (self.folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (self.folder / name).chmod(0o755)

    def install(self, *uses: str) -> subprocess.CompletedProcess[str]:
        """Run the script for these uses."""
        return subprocess.run(
            [str(SCRIPT), *uses],
            env={"PATH": str(self.folder), "LOG": str(self.log)},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What apt-get was asked for."""
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Debian machine on which nothing of ours is installed, seen by an ordinary user."""
    bare = Machine(tmp_path / "bin")
    bare.add("dpkg-query", "exit 1")
    bare.add("apt-get", 'echo "$@" >>"$LOG"')
    bare.add("id", "echo 1000")
    return bare


def test_an_ordinary_user_is_told_the_line_to_run(machine: Machine) -> None:
    done = machine.install("run")

    assert done.returncode == 1
    line = done.stderr.splitlines()[-1]
    assert "apt-get install" in line
    assert "tesseract-ocr-chi-tra-vert" in line.split()
    assert "chromium" not in line.split()
    assert machine.calls() == []


def test_root_installs_once(machine: Machine) -> None:
    machine.add("id", "echo 0")

    done = machine.install("run", "test")

    assert done.returncode == 0, done.stderr
    update, install = machine.calls()
    assert "update" in update.split()
    assert {"tesseract-ocr", "chromium"} <= set(install.split())


def test_a_user_with_sudo_installs(machine: Machine) -> None:
    machine.add("sudo", 'case "$1" in --non-interactive) exit 0 ;; esac; exec "$@"')

    assert machine.install("run").returncode == 0
    assert len(machine.calls()) == 2


def test_sudo_that_asks_for_a_password_is_not_used(machine: Machine) -> None:
    machine.add("sudo", "exit 1")

    assert machine.install("run").returncode == 1
    assert machine.calls() == []


def test_what_is_installed_is_left_alone(machine: Machine) -> None:
    machine.add("dpkg-query", "echo installed")

    done = machine.install("run", "test", "bench")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls() == []


def test_a_command_that_is_there_makes_its_package_needless(machine: Machine) -> None:
    machine.add("npm", "exit 0")

    line = machine.install("run").stderr.splitlines()[-1]

    assert "npm" not in line.split()
    assert "python3-venv" in line.split()


def test_another_system_is_told_what_is_needed(machine: Machine) -> None:
    (machine.folder / "apt-get").unlink()

    done = machine.install("run")

    assert done.returncode == 1
    assert "not Debian" in done.stderr
    assert "tesseract-ocr" in done.stderr


def test_the_script_may_be_run() -> None:
    assert os.access(SCRIPT, os.X_OK)
