"""Somebody plays a scenario at the real console, by keys, on a clock that goes key by key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from console.cli.places import default_centre
from console.cli.practising.session import Asked, Ended, Reach, Session
from console.desk.centre_files import load_centre
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.practice.scenario import Scenario
from console.practice.scenario_files import find_scenario, load_scenario
from console.practice.steps import read_step
from console.rules.centre import Centre

SHORT = """
id = "t-1"
title = "A test"
service = "ambulance"
level = 1
about = "Nothing but a test."
ends_s = 120

[[truth]]
id = "fall"
types = ["MED-FALL"]
outcome = "dispatched"
place = "310 ELM AV"
town = "Milltown"
phone = "919-555-0123"

[[caller]]
id = "woman"
who = "woman"
opens = "He fell."
at_s = 1
phone = "919-555-0123"

[[fact]]
id = "address"
asked = ["address|where"]
says = "310 Elm Avenue, Milltown."
ask = "What is the address?"
needed = true
area = "location"
"""
"""The least that can be played; a test adds what it is about."""


@cache
def milltown() -> Centre:
    """The example centre, read once: it never changes."""
    return load_centre(default_centre())


def scenario(folder: Path, more: str = "", whole: str = SHORT) -> Scenario:
    """The short scenario and what a test adds to it, read from a file as anybody's is."""
    file = folder / "t.toml"
    file.write_text(whole + more, "utf-8")
    return load_scenario(file, milltown())


def shipped(name: str) -> Scenario:
    """One that ships."""
    return load_scenario(find_scenario(name), milltown())


def play(
    one: Scenario,
    steps: Sequence[str],
    *,
    seed: int = 1,
    level: int = 3,
    keymap: str = "default",
    theme: str = "",
    reach: Reach | None = None,
) -> Ended:
    """Play a key script to the end of the run."""
    keys = load_keymap(FOLDER / f"{keymap}.toml")
    asked = Asked(one, milltown(), keys, "ABE", "C09", seed, level)
    session = Session(asked, lambda app: app.begin_in(theme), stepped=True, reach=reach)
    return session.run(headless=True, steps=[read_step(step) for step in steps])


def said(ended: Ended) -> list[str]:
    """What was said and heard, without times."""
    return [line[7:] for line in ended.lines if line[7:].startswith(("CALLER", "YOU", "("))]


def named(ended: Ended) -> set[str]:
    """The mistakes that the coach names."""
    assert ended.review is not None
    return {one.id for one in ended.review.mistakes}
