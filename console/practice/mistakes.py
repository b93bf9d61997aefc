"""The mistakes that the coach knows in every scenario: their names, what came of them, the words for next time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from console.practice.scenario import Area, Scenario

FILE = Path(__file__).parent / "mistakes.toml"
WITH_PART = ("not-asked", "not-said", "answer-wrong", "never-answered")
"""Those whose name goes on with a colon and what was missed."""


class Known(Struct, frozen=True):
    """A mistake of every scenario. `says` and `next` may hold {what}; `cap` is the most points left.

    `said` are keyword rules for words that are one, `drill` the condition at which a drill of it is done.
    """

    id: str
    area: Area
    says: str
    next: str
    said: tuple[str, ...] = ()
    cap: int = 100
    costs: int = 0
    drill: str = ""


class _File(Struct, frozen=True):
    mistake: tuple[Known, ...]


@cache
def known() -> Mapping[str, Known]:
    """Every one by its id."""
    return {one.id: one for one in msgspec.toml.decode(FILE.read_bytes(), type=_File).mistake}


def names(scenario: Scenario) -> set[str]:
    """Every mistake that the coach may name in this scenario."""
    found = {name for name in known() if name not in WITH_PART}
    found |= {f"not-asked:{fact.id}" for fact in scenario.fact if fact.needed}
    found |= {f"not-said:{say.id}" for say in scenario.say if say.needed}
    found |= {f"answer-wrong:{code}" for truth in scenario.truth for code in truth.answers}
    found |= {f"never-answered:{caller.id}" for caller in scenario.caller}
    found |= {reply.mistake for reply in scenario.reply if reply.mistake}
    return found | {mistake.id for mistake in scenario.mistake}
