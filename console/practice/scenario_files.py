"""A scenario's file becomes a Scenario, or every fault in it is told at once, with its line and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from console.desk.centre_lines import Notebook
from console.desk.centre_records import toml_one
from console.practice.scenario import AREAS, Scenario
from console.practice.scenario_checks import CHECKS
from console.rules.centre import Centre

FOLDER = Path(__file__).parent / "scenarios"
"""The scenarios that ship."""
RANGES = {
    "Scenario.level": (1, 3),
    "Scenario.ends_s": (20, 1800),
    "Truth.priority": (0, 5),
    "Caller.at_s": (-1, 1800),
    "Caller.mood": (0, 10),
    "Caller.patience_s": (3, 600),
    "Caller.radius_m": (0, 50_000),
    "Caller.most_words": (0, 50),
    "Caller.answers_at_once": (1, 5),
    **dict.fromkeys(("Fact.mood", "Reply.mood", "Event.mood"), (-10, 10)),
    **dict.fromkeys(("Fact.worth", "Say.worth"), (0, 10)),
    "Event.at_s": (0, 1800),
    **dict.fromkeys(("Event.spread_s", "Crew.spread_s"), (0, 120)),
    "Crew.after_s": (0, 1800),
    "Mistake.cap": (0, 100),
    "Mistake.costs": (0, 50),
    "Before.minutes_ago": (0, 600),
    "Before.priority": (0, 5),
    "Before.told_minutes": (0, 240),
    **{f"Weights.{area}": (0, 100) for area in AREAS},
    **{f"Clocks.{clock}": (1, 900) for clock in ("answer_s", "locate_s", "brief_s", "help_s")},
}
"""What a number may be, both ends included."""


class ScenarioFault(Exception):
    """The file makes no scenario; `problems` are sentences, each with file, line where there is one, and key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the sentences."""
        super().__init__("\n".join(problems))
        self.problems = problems


def load_scenario(path: Path, centre: Centre) -> Scenario:
    """The scenario in a file, to be played in this centre; ScenarioFault tells all that is wrong with it."""
    if not path.is_file():
        raise ScenarioFault((f"{path.name}: there is no such file in {path.parent}; the shipped ones are {shipped()}",))
    book = Notebook()
    read = toml_one(Scenario, path, book, RANGES)
    for found in read.good:
        for check in CHECKS:
            check(found, centre, book)
    if book.faults:
        raise ScenarioFault(book.sentences())
    (scenario,) = read.values()
    return scenario


def find_scenario(name: str) -> Path:
    """The file that a name means: one of those that ship, by its file name without ending, or a path."""
    here = FOLDER / f"{name}.toml"
    return here if here.is_file() else Path(name)


def shipped_files() -> Iterator[Path]:
    """The scenarios that ship, in order."""
    yield from sorted(FOLDER.glob("*.toml"))


def shipped() -> str:
    """The names of the scenarios that ship, for a sentence."""
    return ", ".join(path.stem for path in shipped_files())
