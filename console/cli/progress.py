"""`firstline progress`: your own practice so far; what you hand over of it; and a plan from what people handed over."""

from __future__ import annotations

import argparse
import sys

import msgspec

from console.cli.practising.practised import read_runs, write_own
from console.practice.progress import Shared, planned, shared, told


def run(options: argparse.Namespace) -> int:
    """Print it; the exit status is 1 where a file cannot be read or written."""
    if options.plan:
        return _plan(options)
    runs = read_runs(options.name)
    print(*told(options.name, runs), sep="\n")
    if options.share is None:
        print("Only you can read this. firstline progress --share FILE  writes what a supervisor may plan with.")
        return 0
    try:
        write_own(options.share, msgspec.json.format(msgspec.json.encode(shared(options.name, runs))) + b"\n")
    except OSError as error:
        print(f"{options.share} cannot be written ({error.strerror}); name a new file.", file=sys.stderr)
        return 1
    print(f"{options.share} holds your name and how far you are in each area, no call and no words.")
    print("Give it to whom you like.")
    return 0


def _plan(options: argparse.Namespace) -> int:
    people = []
    for file in options.plan:
        try:
            people.append(msgspec.json.decode(file.read_bytes(), type=Shared))
        except (OSError, msgspec.DecodeError) as error:
            print(f"{file} is not what firstline progress --share writes ({error}); ask for it again.", file=sys.stderr)
            return 1
    print(*planned(people), sep="\n")
    return 0
