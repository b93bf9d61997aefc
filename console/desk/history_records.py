"""What the records know of a place and of a telephone number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import cos, radians
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from console.desk.enquiries import Known, Past, PastReferral
from console.desk.phone_digits import may_be
from console.rules.board import Spot
from console.rules.distance import distance_m
from console.rules.phone import digits, same_phone
from console.rules.reading import UNIT_TAIL
from console.rules.spot import DEGREES_M
from db.reader import Reader
from db.tables import RECORDS

HERE_DAYS = 90
REFERRED_DAYS = 30
HERE_M = 30
"""Metres within which two points are one place."""
NEWEST = 5
"""Incidents from one number that are shown."""
_DAY = 86_400_000
_INCIDENT = RECORDS["incident"].c
_PAST = tuple(_INCIDENT[name] for name in ("id", "number", "received", "type", "place", "town", "state", "outcome"))


async def known_of(reader: Reader, place: Spot | None, phone: str, now: int, but: int | None) -> Known:
    """What is known of a place and of a number; the incident `but` does not count."""
    types = await _types_here(reader, place, now, but) if place else Counter[str]()
    named = ((type, count) for type, count in types.most_common() if type)
    before = await _from_phone(reader, phone, but)
    return Known(types.total(), tuple(named), before, await _referred(reader, phone, now, but))


async def _types_here(reader: Reader, place: Spot, now: int, but: int | None) -> Counter[str]:
    """How many incidents of each type there were at a place in 90 days; one that was merged is no other one."""
    lately = (_INCIDENT.received >= now - HERE_DAYS * _DAY, _INCIDENT.into.is_(None), _INCIDENT.id != (but or 0))
    found: dict[int, str] = {}
    for near in near_to(place):
        query = select(*_PAST, _INCIDENT.lat, _INCIDENT.lon).where(*lately, near).order_by(_INCIDENT.id.desc())
        found |= {row.id: row.type or "" for row in await reader.fetch(query) if is_here(place, row)}
    return Counter(found.values())


def near_to(place: Spot, metres: float = HERE_M) -> Iterator[ColumnElement[bool]]:
    """Those that may be here: in a box around the point, and with the same words; each is quick by its own index."""
    if place.lat is not None and place.lon is not None:
        high = metres / DEGREES_M
        wide = high / max(0.01, cos(radians(place.lat)))
        yield _INCIDENT.lat.between(place.lat - high, place.lat + high) & _INCIDENT.lon.between(
            place.lon - wide, place.lon + wide
        )
    if place.text:
        same_words = _INCIDENT.place.istartswith(_without_flat(place.text), autoescape=True)
        yield same_words & (_INCIDENT.town == place.town)


def is_here(place: Spot, row: Row[Any]) -> bool:
    """Whether an incident was at a place: the same words without the flat, or hardly any distance between them."""
    if row.town == place.town and _without_flat(row.place).casefold() == _without_flat(place.text).casefold():
        return True
    if place.lat is None or place.lon is None or row.lat is None or row.lon is None:
        return False
    return distance_m(place.lat, place.lon, row.lat, row.lon) <= HERE_M


def _without_flat(text: str) -> str:
    tail = UNIT_TAIL.match(text)
    return tail[1].rstrip(" ,") if tail else text


async def _from_phone(reader: Reader, phone: str, but: int | None) -> tuple[Past, ...]:
    """The newest incidents that somebody rang about from a number, or gave it for."""
    call = RECORDS["call"].c
    if not digits(phone):
        return ()
    rang = await reader.fetch(select(call.incident, call.phone).where(may_be(call.phone, phone)))
    given = await reader.fetch(select(_INCIDENT.id, _INCIDENT.phone).where(may_be(_INCIDENT.phone, phone)))
    about = {id for id, number in map(tuple, (*rang, *given)) if id and same_phone(number, phone)}
    newest = sorted(about - {but}, reverse=True)[:NEWEST]
    query = select(*_PAST).where(_INCIDENT.id.in_(newest)).order_by(_INCIDENT.id.desc())
    return tuple(Past(*tuple(row)) for row in await reader.fetch(query))


async def _referred(reader: Reader, phone: str, now: int, but: int | None) -> tuple[PastReferral, ...]:
    """Where a number was sent on to in 30 days."""
    referral = RECORDS["referral"].c
    if not digits(phone):
        return ()
    columns = (referral.id, referral.number, referral.at, referral.listing, referral.name, referral.connected)
    query = (
        select(*columns, referral.phone)
        .where(may_be(referral.phone, phone), referral.at >= now - REFERRED_DAYS * _DAY)
        .order_by(referral.at.desc())
    )
    rows = [tuple(row) for row in await reader.fetch(query)]
    return tuple(PastReferral(*row[:-1]) for row in rows if row[0] != but and same_phone(row[-1], phone))
