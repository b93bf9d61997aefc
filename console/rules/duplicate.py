"""SAME CALL?: which open or just closed incidents this caller may be ringing about, and why.

Within 300 m and an hour lie too many incidents of a busy town for a hint to be believed, so each pair of type families
has its own reach. A fire or a crash is seen by many people who do not know the address, and they ring after the crews
came, too. An alarm rings in one house. A patient lies in one place, and whoever rings from there after a crew has come
rings about somebody else: hospitals and shelters would be hinted at all day. We aim at 5 % of incidents at most. On the
one week that the figures below were chosen on it is 1.2 % of the phoned ones and 7.2 % of all, since crews and systems
make many at one place that no call-taker sees. How many true ones it finds that week cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from console.rules.address import JOINED
from console.rules.board import Board, Incident, Spot
from console.rules.centre import Centre
from console.rules.distance import distance_m
from console.rules.reading import UNIT_TAIL
from console.rules.spelling import words

FARTHEST_M = 300
CLOSED_UNDER_S = 3600
"""What may be the same call at all: within 300 m, open or closed under 60 minutes (the floor's rule)."""
SAME_SPOT_M = 50
"""How exact a wireless caller's position is in four of five calls (47 CFR 9.10(i), horizontal)."""
BLOCK_M = 150
"""One caller names the corner and another the block: an assumption of ours."""
SHOWN = 0.5
"""Below this score nothing is shown: an assumption of ours. At the end of a reach, or of a time, a score falls to half,
so a hint may be far off or old, but not both."""
OPEN_COUNTS = 0.8
"""While it stands open an incident ages to this part of its time and no further: it still happens. Ours, too."""
UNKNOWN = ("", "UNK")
"""Types that say that nobody knows yet."""
DEGREE_M = 111_195
"""Metres in a degree of latitude on the mean sphere."""


class Link(Struct, frozen=True):
    """Two type families that may be one thing: how well they fit (0 to 1), within how many metres and minutes.

    With `one_patient` not after a crew has come, and not in two flats of one house.
    """

    families: frozenset[str]
    fit: float
    metres: int
    minutes: int
    one_patient: bool = False


FAMILIES = {
    "alarm": "alarm alarms",
    "crash": "crash collision accident mva mvc rtc",
    "fire": "fire smoke burning explosion gas odor odour fuel",
    "medical": "medical med ems",
    "fight": "fight fighting violence disturbance domestic assault stabbing shooting shots weapon",
}
"""The words of a type's group, code or name that mark its family, the most telling first."""
LINKS = (
    Link(frozenset({"fire"}), 1.0, FARTHEST_M, 60),
    Link(frozenset({"crash"}), 1.0, FARTHEST_M, 60),
    Link(frozenset({"fight"}), 1.0, FARTHEST_M, 60),
    Link(frozenset({"alarm"}), 1.0, SAME_SPOT_M, 60),
    Link(frozenset({"medical"}), 1.0, BLOCK_M, 20, one_patient=True),
    Link(frozenset({"fire", "alarm"}), 0.9, BLOCK_M, 60),
    Link(frozenset({"crash", "fire"}), 0.8, FARTHEST_M, 30),
    Link(frozenset({"crash", "medical"}), 0.8, BLOCK_M, 20),
    Link(frozenset({"fight", "medical"}), 0.8, BLOCK_M, 20),
    Link(frozenset({"fire", "medical"}), 0.7, SAME_SPOT_M, 20),
)
"""Known pairs, across departments too: a crash is a matter of police, fire and medical. All figures are assumptions of
ours, tried on a week of one service (`firstline same-call`)."""
SAME_FAMILY = Link(frozenset(), 1.0, FARTHEST_M, 60)
"""Any other family with itself."""
SAME_DEPARTMENT = Link(frozenset(), 0.7, SAME_SPOT_M, 20)
"""Two families of one department."""
WHATEVER = Link(frozenset(), 0.45, FARTHEST_M, 60)
"""Anything else within the floor's 300 m and 60 minutes: too little for a hint of its own, but a candidate."""
UNKNOWN_FIT = 0.9
"""A type not known yet fits all, a little less well than what is known to be the same."""


class Candidate(Struct, frozen=True):
    """An incident this may be the same as: score 0 to 1, metres (None: no coordinates), seconds since it came in."""

    incident: int
    score: float
    metres: int | None
    age_s: int
    why: str


class _Found(Struct, frozen=True):
    """`other` is what lies near, `target` the incident that it stands for."""

    other: Incident
    target: Incident
    score: float
    metres: int | None


def same_call(
    board: Board, centre: Centre, incident: Incident, now: int, limit: int = 5, least: float = SHOWN
) -> tuple[Candidate, ...]:
    """What an incident may be the same as, best first, at most `limit`; nothing as long as its place is not known.

    One that was merged speaks for the incident it was merged into. Below the score `least` nothing is a candidate; who
    measures hints can ask for all of them with 0.
    """
    if incident.place is None:
        return ()
    own = (_stands_for(board, incident) or incident).id
    best: dict[int, _Found] = {}
    near = tuple(_near(board, incident.place))
    links = {type: _link(centre, incident.type, type) for type in {other.type for other, _ in near}}
    for other, metres in near:
        target, link = _stands_for(board, other), links[other.type]
        if target is None or target.id == own or _long_closed(target, now):
            continue
        fits = link is not None and _may_be(link, incident, other, target)
        ways = (link if fits else None, WHATEVER if least < WHATEVER.fit else None)
        score = max((_score(way, other, target, metres, now) for way in ways if way), default=0.0)
        if score > 0 and score >= least and (target.id not in best or score > best[target.id].score):
            best[target.id] = _Found(other, target, score, metres)
    ranked = sorted(best.values(), key=lambda found: (-found.score, -found.other.received, found.target.id))
    return tuple(_candidate(centre, found, now) for found in ranked[:limit])


def family_of(centre: Centre, type: str) -> str:
    """The type family: one that is known by its words, else the service's group, else what stands before the hyphen.

    Empty when the type is not known yet.
    """
    if type.upper() in UNKNOWN:
        return ""
    service = centre.service_by_code.get(type.upper())
    group, name = (service.group, service.name) if service else ("", "")
    return _family(group, type, name)


@lru_cache(maxsize=1024)
def _family(group: str, code: str, name: str) -> str:
    said = set(re.findall(r"[^\W\d_]+", f"{group} {code} {name}".casefold()))
    for family, marks in FAMILIES.items():
        if not said.isdisjoint(marks.split()):
            return family
    return (group or code.partition("-")[0]).casefold()


def _link(centre: Centre, type: str, other: str) -> Link | None:
    """What ties two types; None when nothing does."""
    mine, theirs = centre.service_by_code.get(type.upper()), centre.service_by_code.get(other.upper())
    together = mine is not None and theirs is not None and mine.department == theirs.department
    return _between(family_of(centre, type), family_of(centre, other), together)


def _between(one: str, other: str, one_department: bool) -> Link | None:
    """What ties two families; an empty one is not known yet and fits all."""
    known = frozenset({one, other} - {""})
    link = next((link for link in LINKS if link.families == known), SAME_FAMILY if len(known) < 2 else None)
    if link and not (one and other):
        return replace(link, fit=UNKNOWN_FIT)
    return link or (SAME_DEPARTMENT if one_department else None)


def _near(board: Board, place: Spot) -> Iterator[tuple[Incident, int | None]]:
    """Every incident within reach and its metres: 0 at the same address, None where coordinates are not known."""
    for other in chain(board.incidents.values(), board.recent.values()):
        if other.place is None:
            continue
        metres = _metres(place, other.place)
        if metres is not None and metres > FARTHEST_M:
            continue
        if _same_address(place, other.place):
            yield other, None if metres is None else 0
        elif metres is not None:
            yield other, metres


def _metres(a: Spot, b: Spot) -> int | None:
    """The way between two places, None when it is not known. What lies far north or south costs no trigonometry."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north = abs(a.lat - b.lat) * DEGREE_M
    return round(north if north > FARTHEST_M + 1 else distance_m(a.lat, a.lon, b.lat, b.lon))


def _same_address(a: Spot, b: Spot) -> bool:
    """Whether the words agree, but for the flat, in one town; a town that nobody named may be any."""
    address = _address(a.text)
    one_town = not a.town or not b.town or a.town.casefold() == b.town.casefold()
    return one_town and bool(address) and address == _address(b.text)


@lru_cache(maxsize=4096)
def _address(text: str) -> frozenset[tuple[str, ...]]:
    """The words of a place without the flat, the streets of an intersection in any order."""
    tail = UNIT_TAIL.match(text)
    return frozenset(filter(None, map(words, JOINED.split(tail[1] if tail else text))))


def _flat(place: Spot | None) -> str:
    tail = UNIT_TAIL.match(place.text) if place else None
    return tail[3].casefold() if tail else ""


def _stands_for(board: Board, incident: Incident) -> Incident | None:
    """The incident that counts: itself, or what it was merged into; None when that has left the board."""
    while incident.into is not None:
        if incident.into not in board.incidents and incident.into not in board.recent:
            return None
        incident = board.incident(incident.into)
    return incident


def _long_closed(target: Incident, now: int) -> bool:
    return target.closed is not None and now - target.closed >= CLOSED_UNDER_S * 1000


def _may_be(link: Link, incident: Incident, other: Incident, target: Incident) -> bool:
    if not link.one_patient:
        return True
    mine, theirs = _flat(incident.place), _flat(other.place)
    return target.first_on_scene is None and (mine == theirs or not mine or not theirs)


def _score(link: Link, other: Incident, target: Incident, metres: int | None, now: int) -> float:
    """Type fit x nearness x freshness; each of the last two falls from 1 to a half within its reach, then to 0."""
    whole = link.minutes * 60_000
    until = now if target.closed is None else target.closed
    aged = min(max(0, until - other.received), OPEN_COUNTS * whole) + (now - until)
    near, fresh = (metres or 0) / link.metres, aged / whole
    return 0.0 if max(near, fresh) > 1 else round(link.fit * (1 - near / 2) * (1 - fresh / 2), 2)


def _candidate(centre: Centre, found: _Found, now: int) -> Candidate:
    """With the reason in words: `same place, 4 min ago, noise`."""
    other, target = found.other, found.target
    age_s = max(0, (now - other.received) // 1000)
    service = centre.service_by_code.get(other.type.upper())
    kind = other.type_name or (service.name if service else other.type) or "kind not known yet"
    minutes = age_s // 60
    ago = "just now" if not minutes else f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
    where = f"{found.metres} m" if found.metres else "same place"
    why = ", ".join([where, ago, kind] + ["closed"] * (target.closed is not None))
    return Candidate(target.id, found.score, found.metres, age_s, why)
