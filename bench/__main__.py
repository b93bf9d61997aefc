"""`python -m bench [--quick] [--soak] [NAME...]`: figures, each against a peer measured in the same run."""

from __future__ import annotations

import argparse
import subprocess
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
    "desk": ("desk", "run", "the daemon: 1 to 64 consoles, as fast as they can and at a pace, and on a slow disk"),
    "seen": ("seen", "run", "what one console does, on another's screen"),
    "link": ("link", "run", "over SSH, 100 ms each way and 64 kbit/s down"),
}
SOAK = {
    "wire": ("wirefuzz", "run", "nonsense on the socket of the daemon while a good console works"),
    "kills": ("kills", "run", "kill -9 of the desk under load, both ways to it"),
    "fuzz": ("fuzz", "run", "rubbish on the keyboard: the parser, the whole console, the real program on a pty"),
    "powercut": ("powercut", "run", "power cuts at thousands of moments of a desk at work, each image opened again"),
}
"""What takes long and breaks things: `make soak`."""
BESIDE = {"memory": ("memory", "run", "ten minutes of consoles at work: memory")}
"""What goes on beside all that, in a process of its own, since it needs time and hardly a processor."""


def main() -> int:
    """Print every figure as soon as it is known; exit 1 when an aim is missed."""
    all_parts = {**PARTS, **SOAK, **BESIDE}
    parser = argparse.ArgumentParser(prog="python -m bench", description="Figures against peers, in the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(all_parts)}")
    parser.add_argument("--soak", action="store_true", help=f"those that break things: {', '.join(SOAK)}")
    parser.add_argument("--quick", action="store_true", help="fewer keys and shorter windows, for trying")
    parser.add_argument("--count", "--points", "--rounds", "--sequences", type=int, default=0, help="how many of them")
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with")
    options = parser.parse_args()
    if unknown := set(options.names) - all_parts.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(all_parts)}")
    began, figures = monotonic(), []
    beside = _begin_beside() if options.soak and not options.names else []
    for name in options.names or (SOAK if options.soak else PARTS):
        figures += _measure(all_parts[name], name, options)
    missed = [figure for figure in figures if figure.verdict == "MISSED"]
    worst = max((_tell(process) for process in beside), default=0)
    print(f"{len(figures)} figures in {monotonic() - began:.0f} s, {len(missed)} aims missed")
    return 1 if missed or worst else 0


def _begin_beside() -> list[subprocess.Popen[str]]:
    words = [sys.executable, "-m", "bench"]
    return [subprocess.Popen([*words, name], stdout=subprocess.PIPE, text=True) for name in BESIDE]


def _tell(process: subprocess.Popen[str]) -> int:
    """What a part beside found, once it has ended; its exit status."""
    told, _ = process.communicate()
    print(told, end="", flush=True)
    return process.returncode


def _measure(part: tuple[str, str, str], name: str, options: argparse.Namespace) -> list[Figure]:
    module, function, title = part
    print(f"{name}: {title}", flush=True)
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="firstline-bench-") as folder:
        bench = Bench(Path(folder), options.quick, options.count, options.seed)
        for figure in getattr(import_module(f"bench.{module}"), function)(bench):
            print(figure.line(), flush=True)
            found.append(figure)
    return found


if __name__ == "__main__":
    sys.exit(main())
