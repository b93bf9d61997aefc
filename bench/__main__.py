"""`python -m bench [--quick] [NAME...]`: figures, each against a peer measured in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import monotonic

from bench.figures import Bench, Figure

PARTS = {
    "keys": ("keys", "run", "a key until it stands on the screen, 40 pending incidents and 22 units, 120x40"),
    "slow": ("keys", "run_slow", "the same with a fifth of a processor"),
    "idle": ("idle", "run", "a board on which nobody types, 44 rows ticking"),
    "cpu": ("cpu", "run", "processor time of a board on which nobody types"),
    "start": ("start", "run", "from the command to the first frame"),
    "places": ("places", "run", "the right place while it is typed, after a slip, and among 200,000"),
    "verify": ("verify", "run", "the log's chain and its signed heads, a million entries"),
    "storm": ("storm", "run", "the busiest two hours of a real week, 20 times as fast, while somebody types"),
    "full": ("full_disk", "run", "a disk that fills up under a desk while 1,000 calls are taken"),
    "link": ("link", "run", "over SSH, 100 ms each way and 64 kbit/s down"),
}


def main() -> int:
    """Print every figure as soon as it is known; exit 1 when an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Figures against peers, in the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(PARTS)}; all without one")
    parser.add_argument("--quick", action="store_true", help="fewer keys and shorter windows, for trying")
    options = parser.parse_args()
    if unknown := set(options.names) - PARTS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    began, figures = monotonic(), []
    for name in options.names or PARTS:
        figures += _measure(name, options.quick)
    missed = [figure for figure in figures if figure.verdict == "MISSED"]
    print(f"{len(figures)} figures in {monotonic() - began:.0f} s, {len(missed)} aims missed")
    return 1 if missed else 0


def _measure(name: str, quick: bool) -> list[Figure]:
    module, function, title = PARTS[name]
    print(f"{name}: {title}", flush=True)
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="firstline-bench-") as folder:
        for figure in getattr(import_module(f"bench.{module}"), function)(Bench(Path(folder), quick)):
            print(figure.line(), flush=True)
            found.append(figure)
    return found


if __name__ == "__main__":
    sys.exit(main())
