"""How far two points on the earth are apart."""

from __future__ import annotations

import math

EARTH_M = 6_371_008.8
"""Mean radius of the earth in metres."""


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The way between two points as the crow flies, in metres (haversine; degrees, WGS 84)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = (b - a) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(chord)))
