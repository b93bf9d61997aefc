"""`firstline challenge`: the shift's five-minute drill. Everybody has the same call on the same day."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from console.cli.places import default_centre
from console.cli.practice import dressed, play_on, script, unfit
from console.cli.practising.practised import read_runs
from console.cli.practising.session import Asked
from console.desk.centre_files import load_centre
from console.desk.now import now
from console.practice.challenge import days_challenge, results
from console.practice.progress import Shared
from console.practice.scenario_files import load_scenario, shipped_files
from console.practice.steps import StepFault

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(options: argparse.Namespace) -> int:
    """Play the day's challenge once, or tell what came of it."""
    day = options.day or f"{EPOCH + timedelta(milliseconds=now()):%Y-%m-%d}"
    if options.results is not None:
        return _results(options, day)
    centre = load_centre(default_centre())
    file, seed = days_challenge(day, list(shipped_files()))
    try:
        steps = script(options.keys)
    except StepFault as fault:
        print(fault, file=sys.stderr)
        return 1
    if steps is None and (why := unfit()):
        print(why, file=sys.stderr)
        return 2
    keymap, dress = dressed(options)
    scenario = load_scenario(file, centre)
    asked = Asked(scenario, centre, keymap, options.name, options.position, seed, options.level, challenge=day)
    status = play_on(options, asked, dress, steps)
    own = _own(options.name, day)
    print(*results(day, own, {}), sep="\n")
    return status


def _results(options: argparse.Namespace, day: str) -> int:
    others: dict[str, int] = {}
    for file in map(Path, options.results):
        try:
            one = msgspec.json.decode(file.read_bytes(), type=Shared)
        except (OSError, msgspec.DecodeError) as error:
            print(f"{file} is not what firstline progress --share writes ({error}); ask for it again.", file=sys.stderr)
            return 1
        if one.who != options.name and day in one.challenges:
            others[one.who] = one.challenges[day]
    print(*results(day, _own(options.name, day), others), sep="\n")
    return 0


def _own(who: str, day: str) -> int | None:
    return max((run.score for run in read_runs(who) if run.challenge == day), default=None)
