"""A centre's files become a Centre, or every fault in them is told at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from console.desk.centre_lines import Found, Notebook, Spot
from console.desk.centre_records import Listed, csv_list, nearest, quoted, toml_list, toml_one
from console.desk.faults import CentreFault
from console.rules.catalogue import Department, Service
from console.rules.centre import Centre, Disposition, Place, PremiseNote, RosterUnit, Standard
from console.rules.courtesy import Phrase

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
LISTS = 1_000_000
PLACES = 64_000_000
"""The most bytes of a small list and of the gazetteer."""


class CentreFile(Struct, frozen=True):
    """What centre.toml says. `zones` are the zones of each town; `standard` is the name of one in standards.toml."""

    code: str
    name: str
    timezone: str
    standard: str
    lines: tuple[str, ...]
    towns: tuple[str, ...]
    reasons: tuple[str, ...]
    zones: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    dispositions: tuple[Disposition, ...]


class Files(Struct, frozen=True):
    """Everything read from a centre's folder, good or not."""

    main: Listed[CentreFile]
    departments: Listed[Department]
    services: Listed[Service]
    units: Listed[RosterUnit]
    places: Listed[Place]
    notes: Listed[PremiseNote]
    phrases: Listed[Phrase]
    standards: Listed[Standard]


def load_centre(folder: Path) -> Centre:
    """The centre in a folder; CentreFault tells all that is wrong in its files."""
    book = Notebook()
    files = _read(folder, book)
    _check_main(files, book)
    _check_codes(files, book)
    _check_services(files, book)
    _check_units(files, book)
    _check_places(files, book)
    _check_notes(files, book)
    if book.faults:
        raise CentreFault(book.sentences())
    return _centre(files)


def _read(folder: Path, book: Notebook) -> Files:
    return Files(
        toml_one(CentreFile, folder / "centre.toml", book),
        toml_list(Department, "department", folder / "departments.toml", book),
        toml_list(Service, "service", folder / "services.toml", book),
        csv_list(RosterUnit, folder / "units.csv", LISTS, book),
        csv_list(Place, folder / "places.csv", PLACES, book),
        toml_list(PremiseNote, "note", folder / "notes.toml", book),
        toml_list(Phrase, "phrase", folder / "phrases.toml", book),
        toml_list(Standard, "standard", folder / "standards.toml", book),
    )


def _centre(files: Files) -> Centre:
    (main,) = files.main.values()
    (standard,) = (one for one in files.standards.values() if one.name == main.standard)
    # Of two limits for one stage the board's clock takes the last, which has to be the stricter.
    strict = tuple(sorted(standard.targets, key=lambda target: -target.seconds))
    return Centre(
        code=main.code,
        name=main.name,
        timezone=main.timezone,
        lines=main.lines,
        towns=main.towns,
        departments=files.departments.values(),
        services=files.services.values(),
        units=files.units.values(),
        places=files.places.values(),
        notes=files.notes.values(),
        phrases=files.phrases.values(),
        dispositions=main.dispositions,
        reasons=main.reasons,
        standard=structs.replace(standard, targets=strict),
        kinds=main.kinds,
    )


def _refer(book: Notebook, spot: Spot, word: str, known: Collection[str] | None, what: str) -> None:
    """Note a word that nothing else has; `what` says what it should name and where that stands."""
    if known is not None and word not in known:
        book.note(spot, f"there is no {what} {quoted(word)}; {nearest(word, known)}")


def _unique(book: Notebook, words: Iterable[Found[str]]) -> None:
    """Note every word that stands a second time, capitals or not."""
    first: dict[str, Spot] = {}
    for word in words:
        if first.setdefault(word.value.casefold(), word.spot) is not word.spot:
            book.note(word.spot, f"{quoted(word.value)} stands twice; give each its own")


def _check_main(files: Files, book: Notebook) -> None:
    for main in files.main.good:
        spot, said = main.spot, main.value
        try:
            ZoneInfo(said.timezone)
        except (KeyError, ValueError, OSError):
            wrong = f"there is no time zone {quoted(said.timezone)}"
            book.note(spot.at("timezone"), f'{wrong}; write one of the tz database, such as "America/New_York"')
        for town in said.zones:
            _refer(book, spot.at("zones", town), town, said.towns, "town in towns called")
        for town in said.towns:
            if not said.zones.get(town):
                book.note(spot.at("zones"), f"{town} has none; write {quoted(town)} = [...] under [zones]")
        for key in ("lines", "towns", "reasons"):
            words = getattr(said, key)
            if not words:
                book.note(spot.at(key), "is empty; a centre needs at least one")
            _unique(book, (Found(spot.at(key, n), word) for n, word in enumerate(words)))
        _refer(
            book, spot.at("standard"), said.standard, files.standards.known("name"), "standard in standards.toml called"
        )
        _unique(book, (Found(spot.at("dispositions", n, "code"), one.code) for n, one in enumerate(said.dispositions)))


def _check_codes(files: Files, book: Notebook) -> None:
    """Every list has something in it, and every name in a list is its own and can be typed."""
    lists: tuple[tuple[str, str, Listed[Any]], ...] = (
        ("departments.toml", "code", files.departments),
        ("services.toml", "code", files.services),
        ("units.csv", "callsign", files.units),
        ("phrases.toml", "id", files.phrases),
        ("standards.toml", "name", files.standards),
    )
    for file, key, listed in lists:
        if listed.readable and not listed.said:
            book.note(Spot(file), "nothing is in it; a centre needs at least one")
        words = [Found(found.spot.at(key), getattr(found.value, key)) for found in listed.good]
        _unique(book, words)
        for word in words:
            if not CODE.fullmatch(word.value):
                wrong = f"{quoted(word.value)} cannot be typed on the command line"
                book.note(word.spot, f"{wrong}; write letters and digits, with a hyphen between parts")


def _check_services(files: Files, book: Notebook) -> None:
    departments, kinds = files.departments.known("code"), _keys_of(files, "kinds")
    roster = files.units.known("kind")
    for found in files.services.good:
        spot, service = found.spot, found.value
        _refer(book, spot.at("department"), service.department, departments, "department in departments.toml called")
        if not service.outcomes:
            book.note(spot.at("outcomes"), 'is empty; name how it may end, such as ["dispatched"]')
        if service.sends and "dispatched" not in service.outcomes:
            book.note(spot.at("outcomes"), 'the service sends units, so "dispatched" has to be among them')
        for number, need in enumerate(service.sends):
            at = spot.at("sends", number, "kind")
            _refer(book, at, need.kind, kinds, "unit kind in centre.toml called")
            if roster is not None and need.kind in (kinds or ()) and need.kind not in roster:
                book.note(at, f"no unit in units.csv is a {quoted(need.kind)}; add one or send another kind")
        _check_questions(found, book)


def _check_questions(service: Found[Service], book: Notebook) -> None:
    questions = [Found(service.spot.at("questions", n), one) for n, one in enumerate(service.value.questions)]
    _unique(book, (Found(one.spot.at("code"), one.value.code) for one in questions))
    for one in questions:
        chooses = one.value.kind in ("choice", "choices")
        if chooses and len(one.value.choices) < 2:
            book.note(one.spot.at("choices"), f"a {quoted(one.value.kind)} question needs two choices or more")
        if one.value.choices and not chooses:
            book.note(one.spot.at("choices"), f'a {quoted(one.value.kind)} question has none; write kind = "choice"')


def _keys_of(files: Files, key: str) -> Collection[str] | None:
    """What a list or table of centre.toml holds; None when that cannot be known."""
    for said in files.main.said:
        if isinstance(said.get(key), (list, dict)):
            return [str(word) for word in said[key]]
    return None


class Area(Struct, frozen=True):
    """The towns of a centre and the zones of each; None when centre.toml does not tell."""

    towns: Collection[str] | None
    zones: Mapping[str, Collection[str]]

    def check(self, book: Notebook, spot: Spot, town: str, zone: str) -> None:
        """Note a town that is not the centre's, or a zone that is not the town's."""
        if zone in self.zones.get(town, ()):
            return
        _refer(book, spot.at("town"), town, self.towns, "town in centre.toml called")
        if town in self.zones and town in (self.towns or ()):
            _refer(book, spot.at("zone"), zone, self.zones[town], f"zone of {town} in centre.toml called")


def _area(files: Files) -> Area:
    mains = files.main.values()
    return Area(_keys_of(files, "towns"), mains[0].zones if mains else {})


def _check_units(files: Files, book: Notebook) -> None:
    departments, kinds = files.departments.known("code"), _keys_of(files, "kinds")
    area = _area(files)
    lines = {line.casefold() for line in _keys_of(files, "lines") or ()}
    for found in files.units.good:
        unit = found.value
        _refer(book, found.spot.at("department"), unit.department, departments, "department in departments.toml called")
        _refer(book, found.spot.at("kind"), unit.kind, kinds, "unit kind in centre.toml called")
        area.check(book, found.spot, unit.town, unit.zone)
        if unit.callsign.casefold() in lines:
            book.note(
                found.spot.at("callsign"), f"{quoted(unit.callsign)} is a telephone line; choose another callsign"
            )


def _check_places(files: Files, book: Notebook) -> None:
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


def _check_notes(files: Files, book: Notebook) -> None:
    known = {(row.get("town"), name) for row in files.places.said for name in (row.get("text"), row.get("name"))}
    for found in files.notes.good:
        spot, note = found.spot, found.value
        _refer(book, spot.at("town"), note.town, _keys_of(files, "towns"), "town in centre.toml called")
        if files.places.readable and (note.town, note.place) not in known:
            book.note(spot.at("place"), f"{quoted(note.place)} in {note.town} is not in places.csv; write it as there")
        try:
            date.fromisoformat(note.date)
        except ValueError:
            book.note(spot.at("date"), f'expected a date such as "2026-08-11", got {quoted(note.date)}')
