"""A point that is no address: coordinates as people write them, and plus codes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from console.rules.centre import Place
from console.rules.distance import distance_m
from console.rules.pluscode import PLUS_CODE, area, completed
from console.rules.spelling import words

LONGEST = 80
"""Characters; no point is written longer."""
NEAREST_M = 2_000
"""A point belongs to the town of the nearest known place, within so many metres."""
DEGREES_M = 111_195
"""Metres in a degree of latitude."""
PART = r"""(?P<{0}a>[NSEW])?\s*(?P<{0}d>[+-]?\d{{1,3}}(?:\.\d+)?)\s*(?P<{0}s>°|º|deg)?\s*
           (?:(?P<{0}m>\d{{1,2}}(?:\.\d+)?)\s*(?:['’′]|min)?\s*(?:(?P<{0}c>\d{{1,2}}(?:\.\d+)?)\s*(?:["”″]|''|sec)?)?)?
           \s*(?P<{0}z>[NSEW])?"""
POINT = re.compile(rf"\(?\s*{PART.format('y')}\s*[,;/\s]\s*{PART.format('x')}\s*\)?", re.IGNORECASE | re.VERBOSE)


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude: 37.77, -122.41, or with N and W, degrees, minutes and seconds; None for all else."""
    if not (point := POINT.fullmatch(text.strip())):
        return None
    read = point.groupdict()
    if any(read[f"{c}a"] and read[f"{c}z"] for c in "yx"):
        return None
    y, x = ((read[f"{c}a"] or read[f"{c}z"] or "").upper() for c in "yx")
    bare = not (read["ym"] or read["xm"])
    if bool(y) != bool(x) or (bare and not all("." in read[f"{c}d"] or read[f"{c}s"] for c in "yx")):
        return None
    if not bare and not (y or (read["ys"] and read["xs"])):
        return None
    lat, lon = _degrees(read, "y"), _degrees(read, "x")
    if y + x in ("EN", "ES", "WN", "WS"):
        lat, lon, y, x = lon, lat, x, y
    elif y not in ("", "N", "S") or x not in ("", "E", "W"):
        return None
    lat, lon = -abs(lat) if y == "S" else lat, -abs(lon) if x == "W" else lon
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _degrees(read: dict[str, str | None], axis: str) -> float:
    degrees = read[f"{axis}d"] or "0"
    more = float(read[f"{axis}m"] or 0) / 60 + float(read[f"{axis}c"] or 0) / 3600
    return float(degrees) + (-more if degrees.startswith("-") else more)


class Spots:
    """Points named by coordinates or codes, given the town and zone of the nearest place that is known."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Keep the places; they are gone through when a point is asked for."""
        self._places = places
        self._middles: dict[str, tuple[float, float]] = {}

    def find(self, text: str) -> tuple[Place, ...]:
        """The points that the text names: none for most texts, several where a short code fits several towns."""
        if len(text) > LONGEST:
            return ()
        if point := coordinates(text):
            return (self._place(f"{round(point[0], 6)}, {round(point[1], 6)}", *point),)
        code, _, town = text.strip().partition(" ")
        if "+" in code and PLUS_CODE.fullmatch(code):
            return tuple(dict.fromkeys(self._coded(code.upper(), town.strip(" ,"))))
        return ()

    def _coded(self, code: str, town: str) -> Iterator[Place]:
        if code.index("+") == 8 and not town:
            if found := area(code):
                yield self._place(code, *found)
            return
        named = words(town)
        for name, middle in self._towns().items():
            if "".join(words(name)).startswith("".join(named)) and (full := completed(code, *middle)):
                yield self._place(full, *area(full) or middle)

    def _towns(self) -> dict[str, tuple[float, float]]:
        """The middle of each town: the mean of its places."""
        if not self._middles:
            towns: dict[str, list[Place]] = {}
            for place in self._places:
                towns.setdefault(place.town, []).append(place)
            self._middles = {town: _middle(of) for town, of in towns.items()}
        return self._middles

    def _place(self, text: str, lat: float, lon: float) -> Place:
        up = NEAREST_M / DEGREES_M
        right = up / max(0.01, math.cos(math.radians(lat)))
        close = [p for p in self._places if abs(p.lat - lat) < up and abs(p.lon - lon) < right]
        nearest = min(close, key=lambda p: distance_m(lat, lon, p.lat, p.lon), default=None)
        if nearest is None or distance_m(lat, lon, nearest.lat, nearest.lon) > NEAREST_M:
            return Place(text, "", "", lat, lon)
        return Place(text, nearest.town, nearest.zone, lat, lon)


def _middle(places: Sequence[Place]) -> tuple[float, float]:
    return sum(p.lat for p in places) / len(places), sum(p.lon for p in places) / len(places)
