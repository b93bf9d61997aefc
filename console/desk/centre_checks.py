"""What a centre's files must keep to among each other: its codes, its roster, its places and the notes on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.desk.centre_folder import Files
from console.desk.centre_lines import Found, Notebook, Spot
from console.desk.centre_records import Listed, nearest, quoted

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def refer(book: Notebook, spot: Spot, word: str, known: Collection[str] | None, what: str) -> None:
    """Note a word that nothing else has; `what` says what it should name and where that stands."""
    if known is not None and word not in known:
        book.note(spot, f"there is no {what} {quoted(word)}; {nearest(word, known)}")


def unique(book: Notebook, words: Iterable[Found[str]]) -> None:
    """Note every word that stands a second time, capitals or not."""
    first: dict[str, Spot] = {}
    for word in words:
        if first.setdefault(word.value.casefold(), word.spot) is not word.spot:
            book.note(word.spot, f"{quoted(word.value)} stands twice; give each its own")


def each(spot: Spot, key: str, words: Iterable[str]) -> Iterable[Found[str]]:
    """The words of a list, each with its place."""
    return (Found(spot.at(key, number), word) for number, word in enumerate(words))


def dated(book: Notebook, spot: Spot, day: str) -> bool:
    """Whether a date is written year, month, day; noted when it is not."""
    try:
        good = date.fromisoformat(day).isoformat() == day
    except ValueError:
        good = False
    if not good:
        book.note(spot, f'expected a date such as "2026-08-11", got {quoted(day)}')
    return good


def check_main(files: Files, book: Notebook) -> None:
    """What centre.toml says agrees with itself and with standards.toml."""
    for main in files.main.good:
        spot, said = main.spot, main.value
        try:
            ZoneInfo(said.timezone)
        except (KeyError, ValueError, OSError):
            wrong = f"there is no time zone {quoted(said.timezone)}"
            book.note(spot.at("timezone"), f'{wrong}; write one of the tz database, such as "America/New_York"')
        for town in said.zones:
            refer(book, spot.at("zones", town), town, said.towns, "town in towns called")
        for town in said.towns:
            if not said.zones.get(town):
                book.note(spot.at("zones"), f"{town} has none; write {quoted(town)} = [...] under [zones]")
        for key in ("lines", "towns", "reasons"):
            words = getattr(said, key)
            if not words:
                book.note(spot.at(key), "is empty; a centre needs at least one")
            unique(book, each(spot, key, words))
        standards = files.standards.known("name")
        refer(book, spot.at("standard"), said.standard, standards, "standard in standards.toml called")
        unique(book, (Found(spot.at("dispositions", n, "code"), one.code) for n, one in enumerate(said.dispositions)))


def check_standards(files: Files, book: Notebook) -> None:
    """A target that is for some services names codes, groups or departments that services have."""
    if not files.services.readable:
        return
    known = {str(said.get(key)) for said in files.services.said for key in ("code", "group", "department")}
    for found in files.standards.good:
        for n, target in enumerate(found.value.targets):
            for word in target.services:
                spot = found.spot.at("targets", n, "services")
                refer(book, spot, word, known, "service, group or department in services.toml called")


def check_codes(files: Files, book: Notebook) -> None:
    """Every list that is needed has something in it, and every name in a list is its own and can be typed."""
    lists: tuple[tuple[str, str, Listed[Any], bool], ...] = (
        ("departments.toml", "code", files.departments, True),
        ("services.toml", "code", files.services, True),
        ("units.csv", "callsign", files.units, True),
        ("phrases.toml", "id", files.phrases, True),
        ("standards.toml", "name", files.standards, True),
        ("directory.toml", "code", files.listings, False),
        ("offers.toml", "code", files.offers, False),
        ("languages.toml", "code", files.languages, False),
        ("roles.toml", "code", files.roles, False),
    )
    for file, key, listed, needed in lists:
        if needed and listed.readable and not listed.said:
            book.note(Spot(file), "nothing is in it; a centre needs at least one")
        words = [Found(found.spot.at(key), getattr(found.value, key)) for found in listed.good]
        unique(book, words)
        for word in words:
            if not CODE.fullmatch(word.value):
                wrong = f"{quoted(word.value)} cannot be typed on the command line"
                book.note(word.spot, f"{wrong}; write letters and digits, with a hyphen between parts")


class Area(Struct, frozen=True):
    """The towns of a centre and the zones of each; None when centre.toml does not tell."""

    towns: Collection[str] | None
    zones: Mapping[str, Collection[str]]

    def check(self, book: Notebook, spot: Spot, town: str, zone: str) -> None:
        """Note a town that is not the centre's, or a zone that is not the town's."""
        if zone in self.zones.get(town, ()):
            return
        refer(book, spot.at("town"), town, self.towns, "town in centre.toml called")
        if town in self.zones and town in (self.towns or ()):
            refer(book, spot.at("zone"), zone, self.zones[town], f"zone of {town} in centre.toml called")


def _area(files: Files) -> Area:
    mains = files.main.values()
    return Area(files.named("towns"), mains[0].zones if mains else {})


def check_units(files: Files, book: Notebook) -> None:
    """Each unit is of a department, a kind, a town and a zone that there are."""
    departments, kinds = files.departments.known("code"), files.named("kinds")
    area = _area(files)
    lines = {line.casefold() for line in files.named("lines") or ()}
    for found in files.units.good:
        spot, unit = found.spot, found.value
        refer(book, spot.at("department"), unit.department, departments, "department in departments.toml called")
        refer(book, spot.at("kind"), unit.kind, kinds, "unit kind in centre.toml called")
        area.check(book, spot, unit.town, unit.zone)
        if unit.callsign.casefold() in lines:
            book.note(spot.at("callsign"), f"{quoted(unit.callsign)} is a telephone line; choose another callsign")


def check_places(files: Files, book: Notebook) -> None:
    """There are places, each in a town and zone of the centre, and none twice."""
    if files.places.readable and not files.places.said:
        book.note(Spot("places.csv"), "nothing is in it; a centre needs at least one place")
    area = _area(files)
    seen: dict[tuple[str, str], int] = {}
    for found in files.places.good:
        place = found.value
        area.check(book, found.spot, place.town, place.zone)
        first = seen.setdefault((place.text.casefold(), place.town), found.spot.line)
        if first != found.spot.line:
            book.note(found.spot.at("text"), f"{quoted(place.text)} in {place.town} stands on line {first} already")


def check_notes(files: Files, book: Notebook) -> None:
    """Each premise note is about a place that there is, and is dated."""
    known = {(row.get("town"), name) for row in files.places.said for name in (row.get("text"), row.get("name"))}
    for found in files.notes.good:
        spot, note = found.spot, found.value
        refer(book, spot.at("town"), note.town, files.named("towns"), "town in centre.toml called")
        if files.places.readable and (note.town, note.place) not in known:
            book.note(spot.at("place"), f"{quoted(note.place)} in {note.town} is not in places.csv; write it as there")
        dated(book, spot.at("date"), note.date)
