"""What is said of a unit that comes on duty, or of what is new in it: `patrol zone 12 ann bo car 204 radio 4411`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from console.desk.floor import Floor
from console.rules.centre import RosterUnit
from console.rules.facts import UnitSignedOn
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

KEYS = {
    "crew": "crew",
    "car": "car",
    "veh": "car",
    "vehicle": "car",
    "radio": "radio",
    "skill": "skills",
    "skills": "skills",
    "zone": "zone",
}
"""The words that say what follows them."""
ONE = ("car", "radio", "zone")
"""What takes one word; after it the crew goes on."""
ORDER = "so31 patrol zone 12 ann bo car 204 radio 4411"

Said = dict[str, list[str]]


def parts(words: str) -> Said:
    """The words by what they are said of; those that no other word introduces are the crew."""
    said: Said = {}
    key = "crew"
    for word in filter(None, re.split(r"[\s,]+", words)):
        if word.casefold() in KEYS:
            key = KEYS[word.casefold()]
            said.setdefault(key, [])
        else:
            said.setdefault(key, []).append(word)
            key = "crew" if key in ONE else key
    for empty in (key for key, values in said.items() if not values):
        raise Refused(f"Nothing is said after {empty}, as in  {ORDER}")
    return said


def signed_on(floor: Floor, words: str) -> UnitSignedOn:
    """The unit that signs on: as the roster has it, with what is said instead; one on no roster needs a kind."""
    typed, _, rest = words.partition(" ")
    callsign = typed.strip(" ,.").upper()
    if not callsign:
        raise Refused(f"Name the unit that comes on duty, as in  {ORDER}")
    known = {unit.callsign.upper(): unit for unit in floor.centre.units}.get(callsign)
    on = next((name for name in floor.board.units if name.upper() == callsign), None)
    if on is not None:
        raise Refused(f"{on} is on duty already; what is new in it is said as in  ch{on} crew ann bo")
    said = parts(rest)
    kind = _kind(floor, callsign, known, said)
    town, zone, lat, lon = _home(floor, known, said)
    return UnitSignedOn(
        known.callsign if known else callsign,
        kind,
        known.department if known else _department(floor, kind),
        town,
        zone,
        lat,
        lon,
        known.station if known and lat is not None else "",
        _skills(said) if "skills" in said else known.skills if known else (),
        tuple(said.get("crew", ())),
        *("".join(said.get(key, ())) for key in ("car", "radio")),
    )


def _kind(floor: Floor, callsign: str, known: RosterUnit | None, said: Said) -> str:
    """The kind that is said before any name of the crew, else that of the roster."""
    crew = said.get("crew", [])
    kinds = {kind.casefold(): kind for kind in (*floor.centre.kinds, *(unit.kind for unit in floor.centre.units))}
    for word in crew:
        if word.casefold() in kinds:
            said["crew"] = [other for other in crew if other is not word]
            return kinds[word.casefold()]
    if known is None:
        there = listed(list(dict.fromkeys(kinds.values()))[:6], "or")
        raise Refused(f"{callsign} is on no roster, so say what it is: {there}, as in  so{callsign} patrol zone 12")
    return known.kind


def _home(floor: Floor, known: RosterUnit | None, said: Said) -> tuple[str, str, float | None, float | None]:
    """Town, zone and where: the roster's, or the zone that is said, where no distance is known then."""
    zone = "".join(said.get("zone", ()))
    if known and zone in ("", known.zone):
        return known.town, known.zone, known.lat, known.lon
    if not zone:
        return "", "", None, None
    everywhere: Sequence[tuple[str, str]] = [(one.zone, one.town) for one in floor.centre.units]
    town = dict(everywhere).get(zone) or next((one.town for one in floor.centre.places if one.zone == zone), None)
    if town is None:
        there = listed(sorted({name for name, _ in everywhere})[:9], "or")
        raise Refused(f"There is no zone {quoted(zone)}; there are {there}, as in  {ORDER}")
    return town, zone, None, None


def _department(floor: Floor, kind: str) -> str:
    """Whose units of that kind are."""
    return next((unit.department for unit in floor.centre.units if unit.kind == kind), "")


def _skills(said: Said) -> tuple[str, ...]:
    return tuple(word.casefold() for word in said["skills"])


Changes = tuple[tuple[str, ...] | None, str | None, str | None, tuple[str, ...] | None]


def changes(unit: str, words: str) -> Changes:
    """The crew, the vehicle, the radio and the skills that are new; None what stays as it is."""
    said = parts(words)
    if not said or "zone" in said:
        raise Refused(f"Say what is new: crew, car, radio or skills, as in  ch{unit} crew ann bo")
    crew, skills = said.get("crew"), _skills(said) if "skills" in said else None
    car, radio = ("".join(said[key]) if key in said else None for key in ("car", "radio"))
    return tuple(crew) if crew else None, car, radio, skills
