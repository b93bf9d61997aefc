"""Plus codes (Open Location Code, specification 2.0): a code stands for a small square of the earth."""

from __future__ import annotations

import re

SIGNS = "23456789CFGHJMPQRVWX"
SIGN = f"[{SIGNS}]"
PLUS_CODE = re.compile(
    rf"(?:{SIGN}{{2}}){{1,4}}\+{SIGN}{{2,7}}|(?=.{{8}}\+)(?:{SIGN}{{2}}){{1,4}}(?:00)*\+", re.IGNORECASE
)
"""A full code has eight signs before its plus; a short one fewer, and needs a place near by."""
PAIRS = 5
"""After five pairs of signs each sign parts the square in five rows and four columns."""


def area(code: str) -> tuple[float, float] | None:
    """The middle of a full code's square, in degrees; None when the code is not on the earth."""
    signs = [SIGNS.index(sign) for sign in code.upper().replace("+", "").rstrip("0")]
    south, west, high, wide = -90.0, -180.0, 400.0, 400.0
    for lat, lon in zip(signs[: 2 * PAIRS : 2], signs[1 : 2 * PAIRS : 2], strict=False):
        high, wide = high / 20, wide / 20
        south, west = south + lat * high, west + lon * wide
    for sign in signs[2 * PAIRS :]:
        high, wide = high / 5, wide / 4
        south, west = south + sign // 4 * high, west + sign % 4 * wide
    if south >= 90 or west >= 180:
        return None
    return south + high / 2, west + wide / 2


def encoded(lat: float, lon: float) -> str:
    """The ten signs of a point, with the plus: a square of about 14 metres."""
    y, x = int((min(max(lat, -90.0), 89.9999) + 90) * 8000), int(((lon + 180) % 360) * 8000)
    signs = ""
    for _ in range(PAIRS):
        signs = SIGNS[y % 20] + SIGNS[x % 20] + signs
        y, x = y // 20, x // 20
    return f"{signs[:8]}+{signs[8:]}"


def completed(code: str, lat: float, lon: float) -> str | None:
    """The full code of a short one: of all that end so, the nearest to a point; None where it is not on the earth."""
    missing = 8 - code.index("+")
    if missing == 0:
        return code if area(code) else None
    step = 20.0 ** (2 - missing // 2)
    near = [encoded(lat + up * step, lon + right * step)[:missing] + code for up in (-1, 0, 1) for right in (-1, 0, 1)]
    middles = {full: middle for full in near if (middle := area(full))}
    return min(middles, key=lambda full: max(abs(middles[full][0] - lat), abs(middles[full][1] - lon)), default=None)
