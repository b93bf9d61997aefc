"""`firstline scenario`: is a file a good scenario, how does it play, and what could each question have released."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from console.cli.places import default_centre
from console.cli.practice import practise
from console.commands import BY_ID
from console.desk.centre_files import load_centre
from console.practice.explain import explained, released_by
from console.practice.scenario import Scenario
from console.practice.scenario_files import ScenarioFault, find_scenario, load_scenario
from console.practice.steps import StepFault, read_step
from console.rules.centre import Centre


def run(options: argparse.Namespace) -> int:
    """Check, play or explain; the exit status is 1 where the file is no good scenario."""
    centre = load_centre(default_centre())
    try:
        scenario = load_scenario(find_scenario(options.file), centre)
    except ScenarioFault as fault:
        print(*fault.problems, sep="\n", file=sys.stderr)
        return 1
    if wrong := list(_unknown_commands(scenario)):
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    if options.what == "check":
        print(f"{scenario.title}: {_counted(scenario)}: good")
        return 0
    if options.what == "explain":
        print(*(_released(scenario, " ".join(options.words)) if options.words else explained(scenario)), sep="\n")
        return 0
    return _play(options, scenario, centre)


def _unknown_commands(scenario: Scenario) -> Iterator[str]:
    for n, trainee in enumerate(scenario.trainee, 1):
        for m, line in enumerate(trainee.steps, 1):
            try:
                read_step(line, BY_ID)
            except StepFault as fault:
                yield f"{scenario.id}: trainee[{n}].steps[{m}]: {fault}"


def _released(scenario: Scenario, text: str) -> Iterator[str]:
    """What these words could bring out of each caller."""
    for caller in scenario.caller:
        yield f"{caller.id}: {', '.join(released_by(scenario, caller.id, text)) or 'nothing'}"


def _counted(scenario: Scenario) -> str:
    counts = {
        "callers": scenario.caller,
        "facts": scenario.fact,
        "replies": scenario.reply,
        "events": scenario.event,
        "words to say": scenario.say,
        "mistakes": scenario.mistake,
        "scripted trainees": scenario.trainee,
    }
    return ", ".join(f"{len(things)} {name}" for name, things in counts.items())


def _play(options: argparse.Namespace, scenario: Scenario, centre: Centre) -> int:
    if not options.trainee:
        return practise(options, scenario, centre)
    trainee = next((one for one in scenario.trainee if one.name == options.trainee), None)
    if trainee is None:
        print(
            f'{options.file} has no trainee called {options.trainee}; write [[trainee]] with name = "{options.trainee}"'
        )
        return 1
    return practise(options, scenario, centre, [read_step(line) for line in trainee.steps])
