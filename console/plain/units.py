"""What a line about units leaves open, told as lines: the ways to go on, and the place that a unit came upon."""

from __future__ import annotations

from console.desk import verbs as v
from console.desk.floor import Order
from console.plain.lists import numbered
from console.plain.position import Position
from console.rules.facts import IncidentOpened, PlaceSet
from console.screens.accepting import place_row, spot_of


def tell_choices(position: Position, order: Order) -> None:
    """The lines to choose from, each as it is typed."""
    position.tell(order.said.partition(": ")[0].partition("? ")[0])
    position.tell_all(f"{line.strip():<11} {says}" for line, says in order.choices)


async def came_upon(position: Position, text: str) -> None:
    """Look up the place in `12 STOP 1200 n oak; red car`; where several fit, its number is asked."""
    unit, code, rest = text.split(" ", 2)
    place, _, remark = (part.strip() for part in rest.partition(";"))
    reading = await position.shift.enquiries.read_place(place)
    matches = reading.exact or reading.matches
    spots = [*map(spot_of, matches), PlaceSet(0, reading.line.place)]
    at = 0
    if len(matches) > 1 or (matches and matches[0].near):
        position.tell_all(numbered([*map(place_row, matches), f"{reading.line.place}, as it was heard"]))
        given = await position.question(f"Where is {unit}? Its number:")
        while not (given.isdecimal() and 0 < int(given) <= len(spots)):
            given = await position.question(f"The numbers are 1 to {len(spots)}; a dot leaves it:")
        at = int(given) - 1
    found = v.CameUpon(unit, spots[at], code)
    facts = await position.ask(found, said=f"{unit} on scene of {code} at {spots[at].text}")
    opened = next((fact.incident for fact in facts if isinstance(fact, IncidentOpened)), None)
    if opened is not None:
        position.hand = opened
        if remark:
            await position.ask(v.AddRemark(opened, remark))
