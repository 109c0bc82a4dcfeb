"""What a command costs is what it and all it starts cost."""

import os
import sys

import pytest

from bench.watching import run_watched

MIB = 1 << 20
HOLD_MEMORY = f"block = bytearray(b'x') * (200 * {MIB}); import time; time.sleep(0.5)"
BURN = "import time\nwhile time.process_time() < 0.5: pass"


def in_a_child(script: str) -> list[str]:
    """Return a command that runs ``script`` in a grandchild, through a child that waits."""
    child = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {script!r}], check=True)"
    )
    return [sys.executable, "-c", child]


def test_the_memory_of_a_child_counts() -> None:
    cost = run_watched(in_a_child(HOLD_MEMORY), os.environ)
    assert 200 < cost.peak_mib < 400


def test_the_processor_time_of_a_child_counts() -> None:
    cost = run_watched(in_a_child(BURN), os.environ)
    assert cost.cpu_seconds >= 0.5


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match="no such page"):
        run_watched([sys.executable, "-c", "raise SystemExit('no such page')"], os.environ)
