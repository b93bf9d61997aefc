"""What a position at a busy desk does all day: incidents from first word to last unit, by the desk's own verbs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from random import Random

from console.desk import verbs as v
from console.desk.desk import Receipt
from console.rules.centre import Centre
from console.rules.facts import IncidentOpened, PlaceSet
from console.rules.refused import Refused
from console.rules.status import StatusName

Asking = Callable[[v.Verb], Awaitable[Receipt]]

REMARKS = ("smoke from the roof", "two people inside cannot get out", "caller says he limps", "the gate is locked")
STATUSES: tuple[StatusName, ...] = ("acknowledged", "en_route", "on_scene")


class Worker:
    """One position: takes an incident through its life, one verb after the other; a refusal is part of the day.

    `unit` is one that no other position sends; "" for a position that has none.
    """

    def __init__(self, centre: Centre, seed: int, unit: str = "") -> None:
        self._centre = centre
        self._chance = Random(seed)
        self._unit = unit
        self.refused = 0

    async def incident(self, ask: Asking) -> int:
        """One incident, opened to closed; how many commands were answered, refusals too."""
        opened = await ask(v.OpenIncident())
        id = next(fact.incident for fact in opened.facts if isinstance(fact, IncidentOpened))
        verbs = [*self._intake(id), *self._crew(id)]
        for verb in verbs:
            try:
                await ask(verb)
            except Refused:
                self.refused += 1
        return 1 + len(verbs)

    def _intake(self, id: int) -> Iterator[v.Verb]:
        centre, chance = self._centre, self._chance
        place = chance.choice(centre.places)
        service = chance.choice([s for s in centre.services if "dispatched" in s.outcomes])
        yield v.SetPlace(PlaceSet(id, place.text, place.town, place.zone, place.lat, place.lon, verified=True))
        yield v.SetType(id, service.code)
        yield v.SetDetail(id, "name", f"caller {chance.randrange(10_000)}")
        yield v.SetDetail(id, "phone", f"919-555-0{chance.randrange(100, 200)}")
        yield v.AddRemark(id, chance.choice(REMARKS))
        yield v.Send(id)
        yield v.AddRemark(id, chance.choice(REMARKS))

    def _crew(self, id: int) -> Iterator[v.Verb]:
        if not self._unit:
            yield from (v.AddRemark(id, text) for text in REMARKS)
            yield v.Close(id, "CAN")
            return
        yield v.Dispatch((self._unit,), id)
        yield from (v.Report(self._unit, status, id) for status in STATUSES)
        yield v.Clear(self._unit, "GOA", id)
