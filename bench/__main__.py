"""Run every measurement in turn: ``python -m bench``. The worst exit code is the answer."""

import sys

from bench import desk, likeness, pipeline, tiles

MEASUREMENTS = (tiles.main, pipeline.main, likeness.main, desk.main)

if __name__ == "__main__":
    sys.exit(max(measure() for measure in MEASUREMENTS))
