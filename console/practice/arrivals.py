"""What arrives in a load practice: a stretch of a replayed file, or an hour that Milltown might have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from statistics import median

from msgspec import Struct

from console.desk import verbs as v
from console.desk.replay_plan import Plan, Step
from console.rules import facts as f
from console.rules.centre import Centre

HOUR_MS = 3_600_000
ON_SCENE_MS = 20 * 60_000
"""How long a crew stays where no file says it."""
AN_HOUR = 14
"""Incidents of an hour in Milltown: with 22 units that is a busy one, not a storm."""


class Arrival(Struct, frozen=True):
    """An incident that somebody else has taken: when it comes (ms from the beginning), what and where it is.

    `stays_ms` is how long a crew is busy there once it has arrived.
    """

    after: int
    place: f.PlaceSet
    code: str
    name: str = ""
    priority: int = 0
    stays_ms: int = ON_SCENE_MS


def from_file(plan: Plan, since: int | None, hours: float) -> tuple[Arrival, ...]:
    """The incidents of a stretch of a file, beginning at `since` (ms UTC; None: where the file begins)."""
    opened: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.opening:
            opened.setdefault(step.opening, []).append(step)
    begun = min((steps[0].due for steps in opened.values()), default=0) if since is None else since
    until = begun + round(hours * HOUR_MS)
    found = (_arrival(steps, begun) for steps in opened.values())
    return tuple(sorted((one for one in found if one and 0 <= one.after < until - begun), key=lambda one: one.after))


def units_of(plan: Plan) -> Iterator[f.UnitSignedOn]:
    """Every unit that the file knows."""
    yield from (step.verb.unit for step in plan.steps if isinstance(step.verb, v.SignOn))


def of_milltown(centre: Centre, seed: int, hours: float) -> tuple[Arrival, ...]:
    """Incidents as they might come: what units are sent to, at places of the gazetteer, drawn by the seed."""
    chance = Random(f"load {centre.code}:{seed}")
    services = [service for service in centre.services if "dispatched" in service.outcomes and service.sends]
    places = [place for place in centre.places if place.text[:1].isdigit()]
    arrivals, at = [], 0.0
    while (at := at + chance.expovariate(AN_HOUR / HOUR_MS)) < hours * HOUR_MS:
        service, place = chance.choice(services), chance.choice(places)
        spot = f.PlaceSet(0, place.text, place.town, place.zone, place.lat, place.lon)
        stays = round(chance.triangular(5, 45, 15)) * 60_000
        arrivals.append(Arrival(round(at), spot, service.code, service.name, service.priority, stays))
    return tuple(arrivals)


def _arrival(steps: Sequence[Step], begun: int) -> Arrival | None:
    place = next((step.verb.place for step in steps if isinstance(step.verb, v.SetPlace)), None)
    kind = next((step.verb for step in steps if isinstance(step.verb, v.NameType)), None)
    sent = next((step.due for step in steps if isinstance(step.verb, v.Send)), None)
    if place is None or kind is None or sent is None:
        return None
    there = {step.verb.unit: step.due for step in steps if isinstance(step.verb, v.Report)}
    over = {step.verb.unit: step.due for step in steps if isinstance(step.verb, v.Clear)}
    stays = [over[unit] - there[unit] for unit in there if unit in over and over[unit] > there[unit]]
    stayed = round(median(stays)) if stays else ON_SCENE_MS
    return Arrival(sent - begun, place, kind.code, kind.name, kind.priority, stayed)
