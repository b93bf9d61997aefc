"""What a trainee is told after a run: the score, KEEP, one CHANGE, NEXT with the words, and what was missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from console.practice.explain import released_by
from console.practice.naming import Named, mistakes
from console.practice.run import Run
from console.practice.scenario import Area
from console.practice.score import areas, items, steps

AREA_WORDS: dict[Area, str] = {
    "location": "location and call-back",
    "questions": "questions",
    "words": "words",
    "entry": "entry accuracy",
    "time": "clocks",
    "safety": "safety",
    "dispatch": "dispatch",
}
KEPT = 2
"""How many things that went well are told."""
GOOD = 0.999


class Band(Struct, frozen=True):
    """An area of the score: points won of those it is worth."""

    area: Area
    won: int
    of: int


class Review(Struct, frozen=True):
    """The score of a run, 0 to 100, and what the coach says of it."""

    score: int
    bands: tuple[Band, ...]
    keep: tuple[str, ...]
    mistakes: tuple[Named, ...]
    missed: tuple[str, ...]
    released: tuple[str, ...] = ()
    """Each line that was said, with what it could have brought out."""

    @property
    def change(self) -> Named | None:
        """The one thing to change next."""
        return self.mistakes[0] if self.mistakes else None


def review(run: Run) -> Review:
    """The review of a run that is over."""
    shares, made = areas(run), mistakes(run)
    total = sum(share * points for share, points in shares.values())
    score = min([round(total) - sum(one.costs for one in made), *(one.cap for one in made)])
    bands = tuple(Band(area, round(share * points), points) for area, (share, points) in shares.items())
    missed = tuple(item.what for item in items(run) if item.got < GOOD)
    kept = tuple(_kept(run, shares))[:KEPT]
    return Review(max(0, score), bands, kept, tuple(made), missed, tuple(_released(run)))


def _released(run: Run) -> Iterator[str]:
    for turn in run.turns:
        could = ", ".join(released_by(run.scenario, turn.caller, turn.text, turn.phrase))
        yield f'"{turn.text}": {could or "nothing"}'


def _kept(run: Run, shares: Mapping[Area, tuple[float, int]]) -> Iterator[str]:
    yield from (keep.says for keep in run.scenario.keep if run.holds(keep.when))
    for fact in run.scenario.fact:
        turn = run.learnt.get(fact.id)
        if fact.keep and turn is not None:
            yield f'{fact.keep} You said: "{turn.text}"'
    for clock, taken, most in steps(run):
        if taken is not None and taken <= most and clock != "answer":
            yield f"{clock.capitalize()} took {taken} s, within {most} s."
    needed = [fact for fact in run.scenario.fact if fact.needed and fact.id in run.learnt]
    yield from (f'You asked: "{run.learnt[fact.id].text}"' for fact in needed)
    best = max(shares, key=lambda area: shares[area][0], default=None)
    if best is not None and shares[best][0] > 0:
        yield f"Your best area was {AREA_WORDS[best]}."
    yield "You stayed with it to the end; the next one begins where this one taught you something."
