"""The shift's challenge: one scenario and one seed a day, the same for everybody who takes it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random


def days_challenge(day: str, files: Sequence[Path]) -> tuple[Path, int]:
    """The scenario's file and the seed of a day such as `2026-11-29`."""
    chance = Random(f"challenge {day}")
    return chance.choice(sorted(files, key=lambda file: file.name)), chance.randint(1, 999)


def results(day: str, own: int | None, others: Mapping[str, int]) -> Iterator[str]:
    """What came of it, for the briefing: how the shift did together, one's own score, and nobody's rank."""
    taken = [*others.values(), *([own] if own is not None else [])]
    if not taken:
        yield f"Nobody has taken up the challenge of {day} yet; firstline challenge begins it."
        return
    people = "1 person" if len(taken) == 1 else f"{len(taken)} people"
    yield f"Challenge of {day}: {people}, together {round(sum(taken) / len(taken))} of 100 in the middle"
    if own is not None:
        yield f"You: {own}. {_friendly(own)}"
    if others:
        yield f"With you: {', '.join(sorted(others))}. Ask one another what worked."


def _friendly(score: int) -> str:
    if score >= 85:
        return "That is a call anybody would want to be answered by."
    if score >= 60:
        return "Solid work; one thing to change, and the next one is there."
    return "A hard one. Better here than on a real line; the drill takes a minute."
