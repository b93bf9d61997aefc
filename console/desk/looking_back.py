"""What the history words ask for is looked up: one title and the hits, or the places that may be meant."""

from __future__ import annotations

from msgspec import Struct

from console.desk.enquiries import Enquiries, Found
from console.rules.board import Board, Spot
from console.rules.match import Match

ACTS = 20
"""Commands of one's own position that are shown."""


class Lookback(Struct, frozen=True):
    """What was found, under a title; or the `places` that may be meant, of which one has to be chosen."""

    title: str
    found: Found = Found()
    places: tuple[Match, ...] = ()


async def look_back(enquiries: Enquiries, board: Board, asked: str, position: str, now: int) -> Lookback:
    """Answer `unit 12`, `here 7`, `place 1200 n oak`, `caller 919-555-0142` or `acts`; `now` in ms UTC."""
    kind, _, name = asked.partition(" ")
    match kind:
        case "unit":
            return Lookback(f"UNIT {name}", await enquiries.history_of_unit(name, now))
        case "caller":
            return Lookback(f"CALLER {name}", await enquiries.history_of_caller(name))
        case "acts":
            return Lookback(f"LAST ACTIONS of {position}", await enquiries.acts_of(position, ACTS))
        case "here":
            incident = board.incidents.get(int(name)) or board.recent.get(int(name))
            return await at_place(enquiries, (incident and incident.place) or Spot(""))
    reading = await enquiries.read_place(name)
    places = reading.exact or reading.matches
    if len(places) > 1:
        return Lookback(f"WHICH {name}?", places=places)
    return await at_place(enquiries, spot_of(places[0]) if places else Spot(reading.line.place))


async def at_place(enquiries: Enquiries, place: Spot) -> Lookback:
    """What happened at a place and near it."""
    return Lookback(f"PLACE {place.text} {place.town}".rstrip(), await enquiries.history_of_place(place))


def spot_of(match: Match) -> Spot:
    """The place that was meant."""
    place = match.place
    return Spot(place.text, place.town, place.zone, place.lat, place.lon)
