"""`firstline practice`: made-up callers and crews at a desk of their own. It takes no store, and has no way to one."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import SystemRandom

from console.app import ConsoleApp
from console.cli.chosen_keys import keymap_in_use, preference_of, remember
from console.cli.places import default_centre
from console.cli.practising.practised import keep_run, read_runs
from console.cli.practising.session import Asked, Ended, Session
from console.commands import BY_ID
from console.desk.centre_files import load_centre
from console.desk.centre_keys import centre_keys
from console.desk.now import now
from console.keymap import Keymap
from console.practice.progress import done
from console.practice.scenario import Scenario
from console.practice.scenario_files import ScenarioFault, find_scenario, load_scenario, shipped_files
from console.practice.steps import Step, StepFault, read_steps
from console.rules.centre import Centre
from console.terminal.environment import TerminalUnfit, check_terminal, prepare, uses_mouse
from console.terminal.glyphs import speaks_utf8
from console.terminal.preference import Preference

FIRST = "first-call"
"""What a newcomer begins with."""
SEEDS = SystemRandom()


def run(options: argparse.Namespace) -> int:
    """Practise; the exit status is 1 where a file is no scenario or no script, 2 where there is no terminal."""
    if options.load:
        return _load(options)
    centre = load_centre(default_centre())
    if options.list:
        print(*_listed(options.name, centre), sep="\n")
        return 0
    try:
        scenario = load_scenario(find_scenario(options.scenario or FIRST), centre)
        steps = script(options.keys)
    except (ScenarioFault, StepFault) as fault:
        print(fault, file=sys.stderr)
        return 1
    return practise(options, scenario, centre, steps)


def _listed(who: str, centre: Centre) -> Iterator[str]:
    """The scenarios that ship: what kind of call, how hard, and the best that this person has made of each."""
    runs = [run for run in read_runs(who) if not run.drill]
    for number, path in enumerate(shipped_files(), 1):
        one = load_scenario(path, centre)
        best = max((run.score for run in runs if run.scenario == one.id), default=None)
        own = "not tried yet" if best is None else f"best {best} of 100"
        yield f"{number:>3}  {path.stem:<24} {one.service:<10} {one.role:<11} level {one.level}  {own}"


def _load(options: argparse.Namespace) -> int:
    from console.cli.practising.load import practise_load  # only a load practice needs what reads such files

    if why := unfit():
        print(why, file=sys.stderr)
        return 2
    keymap, dress = dressed(options)
    return practise_load(options, keymap, dress, SEEDS.randrange(1, 1000) if options.seed is None else options.seed)


def practise(
    options: argparse.Namespace, scenario: Scenario, centre: Centre, steps: Sequence[Step] | None = None
) -> int:
    """One run after another until somebody leaves."""
    headless = steps is not None and not sys.stdout.isatty()
    if not headless and (why := unfit()):
        print(why, file=sys.stderr)
        return 2
    gc.disable()  # until the first frame is out: nothing that is imported or mounted until then is garbage
    keymap, dress = dressed(options)
    seed = SEEDS.randrange(1, 1000) if options.seed is None else options.seed
    return play_on(
        options, Asked(scenario, centre, keymap, options.name, options.position, seed, options.level), dress, steps
    )


def play_on(
    options: argparse.Namespace,
    asked: Asked,
    dress: Callable[[ConsoleApp], None],
    steps: Sequence[Step] | None = None,
) -> int:
    """Play, and go on with what is chosen each time; what a person plays is kept among their own runs."""
    while True:
        headless = steps is not None and not sys.stdout.isatty()
        session = Session(asked, dress, stepped=steps is not None)
        ended = session.run(headless=headless, mouse=uses_mouse(os.environ, options.mouse), steps=steps)
        _record(options.record, ended)
        if steps is not None:
            if options.record is None:
                print(*ended.lines, sep="\n")
            return ended.status
        _keep(asked, ended)
        following = _following(asked, ended)
        if following is None:
            return ended.status
        asked = following


def _keep(asked: Asked, ended: Ended) -> None:
    if ended.review is None:
        return
    drill = asked.drilled.id if asked.drilled else ""
    run = done(ended.review, now(), asked.scenario.id, ended.level, asked.seed, drill, asked.challenge)
    if said := keep_run(asked.who, run):
        print(said, file=sys.stderr)


def script(file: Path | None) -> list[Step] | None:
    """The steps of a key script; None without one. Raises StepFault with a sentence."""
    if file is None:
        return None
    try:
        return [step for _, step in read_steps(file.read_text("utf-8"), BY_ID)]
    except (OSError, UnicodeDecodeError) as error:
        raise StepFault(f"{file.name}: the key script cannot be read ({error}); check its name") from None
    except StepFault as fault:
        raise StepFault(f"{file.name}: {fault}") from None


def unfit() -> str:
    """Why this terminal cannot show a console; empty where it can."""
    try:
        check_terminal(os.environ, (sys.stdin, sys.stdout, sys.stderr))
    except TerminalUnfit as unfit:
        return str(unfit)
    prepare(os.environ)
    return ""


def dressed(options: argparse.Namespace) -> tuple[Keymap, Callable[[ConsoleApp], None]]:
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
    asked = replace(asked, level=ended.level)
    change = ended.review.change if ended.review else None
    match ended.chosen:
        case "drill" if change is not None:
            return asked.drill(change)
        case "again":
            return replace(asked, drilled=None)
        case "next":
            files = list(shipped_files())
            here = next((n for n, path in enumerate(files) if _is(path, asked)), -1)
            following = load_scenario(files[(here + 1) % len(files)], asked.centre)
            return replace(asked, scenario=following, seed=asked.seed + 1, drilled=None)
        case _:
            return None


def _is(path: Path, asked: Asked) -> bool:
    return load_scenario(path, asked.centre).id == asked.scenario.id
