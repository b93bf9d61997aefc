"""firstline check-centre: say whether a centre's files are good, and if not, everything that is wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from console.desk.centre_files import load_centre
from console.desk.centre_keys import centre_keys
from console.desk.faults import CentreFault
from console.keymap_file import KeymapFault, keymap_path, load_keymap


def check_centre(folder: Path) -> int:
    """Print one line of counts and return 0, or print each problem on stderr and return 1."""
    try:
        centre = load_centre(folder)
    except CentreFault as fault:
        print(*fault.problems, sep="\n", file=sys.stderr)
        return 1
    counts = {
        "departments": centre.departments,
        "services": centre.services,
        "units": centre.units,
        "places": centre.places,
        "premise notes": centre.notes,
        "phrases": centre.phrases,
        "guesses": centre.guesses,
        "listings": centre.listings,
        "offers": centre.offers,
        "languages": centre.languages,
    }
    said = ", ".join(f"{len(things)} {name}" for name, things in counts.items())
    wanted = centre_keys(folder).keymap
    try:
        load_keymap(keymap_path(wanted or "default"))
    except KeymapFault as fault:
        print(*(f"centre.toml: keymap: {problem}" for problem in fault.problems), sep="\n", file=sys.stderr)
        return 1
    print(f"{centre.name}: {said}: good")
    return 0


def run(options: argparse.Namespace) -> int:
    """The command with its arguments."""
    return check_centre(options.centre)
