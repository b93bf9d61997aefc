"""A file of places, read: an agency's own or a county's list of addresses, and a sentence for each line left out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from console.rules.reading import TOO_LONG
from console.rules.wording import listed, quoted
from db.places import PlaceRow

_NAMES = {
    "text": ("text", "address"),
    "number": ("number",),
    "street": ("street",),
    "town": ("town", "city"),
    "zone": ("zone", "beat", "zip", "postcode"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "longitude"),
    "cross": ("cross",),
    "name": ("name",),
}
"""The headers that each value may stand under; the first one that says something counts."""


class PlaceFault(Exception):
    """The file can't be read at all; the sentence says why."""


class Left(Struct, frozen=True):
    """A line that was left out, and why."""

    line: int
    why: str


def read_places(path: Path, clean: Callable[[str], str], town: str, left: Callable[[Left], None]) -> Iterator[PlaceRow]:
    """The places of a CSV file, as they are read; PlaceFault when that can't go on.

    Those that name no town are in `town`. Every line that is no place goes to `left`. `clean` makes words safe.
    """
    first: dict[tuple[str, str], int] = {}
    for line, fields in _lines(path, clean):
        try:
            place = _place(fields, town, path.name)
        except ValueError as wrong:
            left(Left(line, str(wrong)))
            continue
        same = (place.text.casefold(), place.town.casefold())
        if same in first:
            left(Left(line, f"{quoted(place.text)} is in line {first[same]} already"))
            continue
        first[same] = line
        yield place


def _lines(path: Path, clean: Callable[[str], str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line's number and its values by what they are; empty lines are passed over."""
    before = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=_delimiter(file))
            columns = _columns(path, next(reader, []), clean)
            before = reader.line_num
            decimal = "," if reader.dialect.delimiter != "," else "."
            for cells in reader:
                if any(map(str.strip, cells)):
                    fields = _fields(columns, [clean(cell).strip() for cell in cells])
                    yield before + 1, _with_points(fields, decimal)
                before = reader.line_num
    except OSError as error:
        raise PlaceFault(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PlaceFault(f"{path} is not UTF-8 after line {before}; save it as CSV UTF-8 and try again") from error
    except csv.Error as error:
        raise PlaceFault(f"{path}: line {before + 1} can't be read ({error}); a CSV file is expected") from error


def _delimiter(file: TextIO) -> str:
    """The sign that the first line has most of."""
    head = file.readline()
    file.seek(0)
    return max((",", ";", "\t"), key=head.count)


def _columns(path: Path, header: Sequence[str], clean: Callable[[str], str]) -> Mapping[str, Sequence[int]]:
    """Where each value stands."""
    at: dict[str, int] = {}
    for n, name in enumerate(header):
        at.setdefault(clean(name).strip().casefold(), n)
    columns = {what: [at[name] for name in names if name in at] for what, names in _NAMES.items()}
    absent = [what for what in ("lat", "lon") if not columns[what]]
    if not columns["text"] and not columns["street"]:
        absent.insert(0, "text")
    if absent:
        has = listed((name for name in at if name), "and") or "nothing"
        raise PlaceFault(f"{path}: line 1 names no column {listed(absent, 'and')}; it has {has}")
    return columns


def _fields(columns: Mapping[str, Sequence[int]], cells: Sequence[str]) -> dict[str, str]:
    return {what: next((cells[n] for n in at if n < len(cells) and cells[n]), "") for what, at in columns.items()}


def _with_points(fields: dict[str, str], decimal: str) -> dict[str, str]:
    """Where a comma parts no columns, it may stand in a number."""
    return {**fields, **{what: fields[what].replace(decimal, ".") for what in ("lat", "lon")}}


def _place(fields: Mapping[str, str], town: str, source: str) -> PlaceRow:
    """A line as a place; ValueError says what is wrong with it."""
    text = fields["text"] or (f"{fields['number']} {fields['street']}".strip() if fields["street"] else "")
    if not text:
        raise ValueError("it names no place")
    if len(text) > TOO_LONG:
        raise ValueError(f"its text has {len(text)} letters; a place may have {TOO_LONG}")
    lat, lon = _degrees(fields["lat"], "latitude", 90), _degrees(fields["lon"], "longitude", 180)
    if lat == lon == 0:
        raise ValueError("its coordinates are 0, 0, which is nowhere")
    return PlaceRow(text, fields["town"] or town, fields["zone"], lat, lon, fields["cross"], fields["name"], source)


def _degrees(said: str, what: str, most: int) -> float:
    if not said:
        raise ValueError(f"it has no {what}")
    try:
        degrees = float(said)
    except ValueError:
        raise ValueError(f"its {what} {quoted(said)} is no number") from None
    if not -most <= degrees <= most:
        raise ValueError(f"its {what} {said} is not between -{most} and {most}")
    return degrees
