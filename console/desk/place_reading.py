"""What was typed for a place, read; a cross street or a landmark named with it makes sure of it."""

from __future__ import annotations

import re

from console.desk.enquiries import PlaceReading
from console.rules.centre import Centre, Place
from console.rules.distance import distance_m
from console.rules.entry import cut
from console.rules.place import Gazetteer
from console.rules.spelling import KINDS, words

LANDMARK_M = 150
"""Metres within which a named place is a landmark of an address: it can be seen from there."""
_BESIDE = re.compile(r"^(?P<place>.*\S)\s+(?:x|near|nr|by)\s+(?P<sign>\S.*)$", re.IGNORECASE)
_LISTED = re.compile(r"\s*[/,;&]\s*")


def read(text: str, centre: Centre, places: Gazetteer, limit: int) -> PlaceReading:
    """The parts of the line, and the places that are meant or may be meant.

    A sign that fits one of the exact places makes it the only one; a sign that fits none leaves the choice open.
    """
    line = cut(text, centre, places)
    exact = places.exact(line.place)
    beside = None if exact else _BESIDE.match(line.place)
    if beside and (alone := places.exact(beside["place"])):
        fits = [(match, by) for match in alone if (by := _verified_by(match.place, beside["sign"], places))]
        if len(fits) == 1:
            match, by = fits[0]
            return PlaceReading(line, (match,), (match,), by)
        found = tuple(match for match in places.find(line.place, limit) if not match.near)
        return PlaceReading(line, (), found or alone[:limit])
    return PlaceReading(line, exact, places.find(line.place, limit))


def _verified_by(place: Place, sign: str, places: Gazetteer) -> str:
    """How a sign makes sure of a place; "" when it does not."""
    for street in filter(None, _LISTED.split(place.cross)):
        if _same_street(sign, street):
            return f"cross street {street.upper()}"
    for landmark in (match.place for match in places.exact(sign)):
        named = landmark.name and words(landmark.name) == words(sign)
        if named and distance_m(place.lat, place.lon, landmark.lat, landmark.lon) <= LANDMARK_M:
            return f"landmark {landmark.name.upper()}"
    return ""


def _same_street(said: str, known: str) -> bool:
    """Whether two names are one street's; either may leave out what kind of street it is."""
    one, other = words(said), words(known)
    short, long = sorted((one, other), key=len)
    return bool(short) and (one == other or (long[:-1] == short and long[-1] in KINDS))
