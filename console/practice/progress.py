"""What somebody has practised so far: by area, what comes up again and again, and what to take next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from console.practice.review import AREA_WORDS, Review
from console.practice.scenario import AREAS, Area

LAST = 10
"""How many of the newest runs count."""
WEAK, STRONG = 0.7, 0.9
"""Below the one an area is worth practising, from the other on somebody can show it to others."""
BAR = 10


class Done(Struct, frozen=True):
    """A run that came to its end: when (ms UTC), what it was, and what it came to."""

    when: int
    scenario: str
    level: int
    seed: int
    score: int
    areas: Mapping[Area, float]
    mistakes: tuple[str, ...] = ()
    drill: str = ""
    challenge: str = ""


class Shared(Struct, frozen=True):
    """What somebody gives out of their hands: how far they are in each area. No call, no words, no single run."""

    who: str
    runs: int
    areas: Mapping[Area, float]
    challenges: Mapping[str, int] = {}


def done(made: Review, when: int, scenario: str, level: int, seed: int, drill: str = "", challenge: str = "") -> Done:
    """A run as it is kept."""
    areas = {band.area: round(band.won / band.of, 3) for band in made.bands if band.of}
    ids = tuple(one.id for one in made.mistakes)
    return Done(when, scenario, level, seed, made.score, areas, ids, drill, challenge)


def shares(runs: Sequence[Done]) -> Mapping[Area, float]:
    """The mean of each area over the newest runs, drills left out."""
    newest = [run for run in runs if not run.drill][-LAST:]
    found: dict[Area, float] = {}
    for area in AREAS:
        known = [run.areas[area] for run in newest if area in run.areas]
        if known:
            found[area] = sum(known) / len(known)
    return found


def shared(who: str, runs: Sequence[Done]) -> Shared:
    """What somebody hands over to be planned with."""
    best: dict[str, int] = {}
    for run in runs:
        if run.challenge:
            best[run.challenge] = max(run.score, best.get(run.challenge, 0))
    return Shared(who, len(runs), shares(runs), best)


def told(who: str, runs: Sequence[Done]) -> Iterator[str]:
    """One's own progress in lines."""
    if not runs:
        yield f"{who} has not practised yet; firstline practice begins with a call that leads you through."
        return
    whole = [run for run in runs if not run.drill]
    different = len({run.scenario for run in whole})
    yield f"{who}: {len(whole)} runs of {different} scenarios, {len(runs) - len(whole)} drills"
    before = shares(whole[: -LAST // 2])
    for area, share in shares(runs).items():
        trend = f"  ({before[area]:.0%} before)" if area in before and len(whole) > LAST else ""
        full = round(share * BAR)
        yield f"  {AREA_WORDS[area]:<24} {'#' * full}{'-' * (BAR - full)} {share:>4.0%}{trend}"
    counted = Counter(mistake for run in whole[-LAST:] for mistake in run.mistakes)
    for mistake, count in counted.most_common(3):
        yield f"  {mistake}: in {count} of the last {min(LAST, len(whole))} runs"
    weakest = min(shares(runs).items(), key=lambda pair: pair[1], default=None)
    if weakest is not None:
        yield f"NEXT  {AREA_WORDS[weakest[0]]}: it has most to gain"


def planned(people: Sequence[Shared]) -> Iterator[str]:
    """Who could practise what with whom. Names stand in the order of the alphabet, and no score is shown."""
    count = "1 person who" if len(people) == 1 else f"{len(people)} people who"
    yield f"PLAN for {count} agreed to it; in the order of the alphabet, nobody is ranked"
    for area in AREAS:
        weak = sorted(one.who for one in people if one.areas.get(area, 1) < WEAK)
        strong = sorted(one.who for one in people if one.areas.get(area, 0) >= STRONG)
        if weak or strong:
            with_whom = f"   can show it: {', '.join(strong)}" if strong else ""
            yield f"  {AREA_WORDS[area]:<24} to practise: {', '.join(weak) or 'nobody'}{with_whom}"
