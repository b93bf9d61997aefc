"""`firstline practice`: made-up callers and crews at a desk of their own. It takes no store, and has no way to one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import SystemRandom

from console.app import ConsoleApp
from console.cli.chosen_keys import keymap_in_use, preference_of, remember
from console.cli.places import default_centre
from console.cli.session import Asked, Ended, Session
from console.desk.centre_files import load_centre
from console.desk.centre_keys import centre_keys
from console.keymap import Keymap
from console.practice.scenario import Scenario
from console.practice.scenario_files import ScenarioFault, find_scenario, load_scenario, shipped_files
from console.practice.steps import Step, StepFault, read_steps
from console.rules.centre import Centre
from console.terminal.environment import TerminalUnfit, check_terminal, prepare
from console.terminal.glyphs import speaks_utf8
from console.terminal.preference import Preference

FIRST = "first-call"
"""What a newcomer begins with."""


def run(options: argparse.Namespace) -> int:
    """Practise; the exit status is 1 where a file is no scenario or no script, 2 where there is no terminal."""
    centre = load_centre(default_centre())
    try:
        scenario = load_scenario(find_scenario(options.scenario or FIRST), centre)
        steps = _script(options.keys)
    except (ScenarioFault, StepFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    return practise(options, scenario, centre, steps)


def practise(
    options: argparse.Namespace, scenario: Scenario, centre: Centre, steps: Sequence[Step] | None = None
) -> int:
    """One run after another until somebody leaves."""
    headless = steps is not None and not sys.stdout.isatty()
    if not headless and (unfit := _unfit()):
        print(unfit, file=sys.stderr)
        return 2
    keymap, dress = _as_chosen(options)
    seed = SystemRandom().randrange(1, 1000) if options.seed is None else options.seed
    asked = Asked(scenario, centre, keymap, options.name, options.position, seed, options.level)
    while True:
        ended = Session(asked, dress, stepped=steps is not None).run(
            headless=headless, mouse=not options.no_mouse, steps=steps
        )
        _record(options.record, ended)
        following = _following(asked, ended)
        if steps is not None or following is None:
            return ended.status
        asked = following


def _script(file: Path | None) -> list[Step] | None:
    if file is None:
        return None
    try:
        return [step for _, step in read_steps(file.read_text("utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise StepFault(f"{file.name}: the key script cannot be read ({error}); check its name") from None
    except StepFault as fault:
        raise StepFault(f"{file.name}: {fault}") from None


def _unfit() -> str:
    try:
        check_terminal(os.environ, (sys.stdin, sys.stdout, sys.stderr))
    except TerminalUnfit as unfit:
        return str(unfit)
    prepare(os.environ)
    return ""


def _as_chosen(options: argparse.Namespace) -> tuple[Keymap, Callable[[ConsoleApp], None]]:
    """The keymap in use, and what dresses a console as this person wants it."""
    term = os.environ.get("TERM", "")
    preference = preference_of(options.name, term) or Preference()
    keymap, complaint = keymap_in_use(options.keymap, centre_keys(default_centre()), preference)

    def dress(app: ConsoleApp) -> None:
        app.shift.preference = preference
        app.shift.remember = lambda chosen: remember(options.name, term, chosen)
        app.begin_in(preference.theme)
        if options.ascii or preference.ascii or not speaks_utf8(os.environ):
            app.write_ascii()
        if complaint:
            app.shift.say(complaint, refused=True)

    return keymap, dress


def _record(file: Path | None, ended: Ended) -> None:
    if file is not None:
        file.write_text("".join(f"{line}\n" for line in ended.lines), "utf-8")


def _following(asked: Asked, ended: Ended) -> Asked | None:
    """What is played next, if anything."""
    match ended.chosen:
        case "again":
            return Asked(asked.scenario, asked.centre, asked.keymap, asked.who, asked.position, asked.seed, ended.level)
        case "next":
            files = list(shipped_files())
            names = [path.stem for path in files]
            here = next((n for n, path in enumerate(files) if _is(path, asked)), -1)
            following = load_scenario(files[(here + 1) % len(names)], asked.centre)
            return Asked(following, asked.centre, asked.keymap, asked.who, asked.position, asked.seed + 1, ended.level)
        case _:
            return None


def _is(path: Path, asked: Asked) -> bool:
    return load_scenario(path, asked.centre).id == asked.scenario.id
