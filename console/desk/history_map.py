"""A map says which column of an agency's file means what, so that another agency's file needs no code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.rules.status import StatusName
from console.rules.wording import listed

Stage = Literal["received", "entered"] | StatusName
Column = Literal[
    "incident", "unit", "kind", "type", "type_name", "priority", "place", "town", "zone", "lat", "lon", "disposition"
]

STAGES: tuple[Stage, ...] = ("received", "entered", *get_args(StatusName))
COLUMNS: tuple[Column, ...] = get_args(Column)
_PLAIN: Mapping[str, type | tuple[type, ...]] = {
    "name": str,
    "timezone": str,
    "delimiter": str,
    "encoding": str,
    "time_format": (str, list),
}
_TABLES = ("columns", "stamps", "priorities")


class HistoryFault(Exception):
    """A file or its map can't be read; the sentence names the file, the place in it and what is expected."""


@dataclass(frozen=True, slots=True)
class HistoryMap:
    """What the columns of a file mean. `formats` are strptime formats, none of them meaning ISO 8601."""

    name: str
    timezone: str
    columns: Mapping[Column, str]
    stamps: Mapping[Stage, str]
    priorities: Mapping[str, int] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    delimiter: str = ","
    encoding: str = "utf-8"


def find_map(name: str, folder: Path) -> Path:
    """The shipped map of this name, or the file that is named; HistoryFault lists the shipped ones."""
    path = folder / f"{name}.toml"
    if path.name == f"{name}.toml" and path.is_file():
        return path
    if Path(name).is_file():
        return Path(name)
    shipped = sorted(path.stem for path in folder.glob("*.toml"))
    raise HistoryFault(f"there is no map {name}; name a TOML file or a shipped map: {listed(shipped, 'or')}")


def load_map(path: Path) -> HistoryMap:
    """Read a map; HistoryFault says all that is wrong with it, a sentence a line."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise HistoryFault(f"{path} can't be read as a map: {error}") from error
    wrong = [f"{path}: {sentence}" for sentence in _wrong(said)]
    if wrong:
        raise HistoryFault("\n".join(wrong))
    formats = said.get("time_format", "iso")
    return HistoryMap(
        said.get("name", path.stem),
        said["timezone"],
        said["columns"],
        said["stamps"],
        {str(key): value for key, value in said.get("priorities", {}).items()},
        () if formats == "iso" else tuple([formats] if isinstance(formats, str) else formats),
        said.get("delimiter", ","),
        said.get("encoding", "utf-8"),
    )


def _wrong(said: Mapping[str, Any]) -> Iterator[str]:
    for key, value in said.items():
        if key not in _PLAIN and key not in _TABLES:
            yield f"{key} means nothing here; write {listed([*_PLAIN, *_TABLES], 'or')}"
        elif not isinstance(value, _PLAIN.get(key, dict)):
            yield f"{key} must be {'a table' if key in _TABLES else 'a text'}"
    yield from _wrong_zone(said.get("timezone"))
    yield from _wrong_layout(said)
    yield from _wrong_names(said, "columns", COLUMNS)
    yield from _wrong_names(said, "stamps", STAGES)
    if "incident" not in _table(said, "columns"):
        yield 'columns must say which column is the incident\'s number, as in  incident = "call_number"'
    if not {"received", "entered"} & _table(said, "stamps").keys():
        yield 'stamps must name the column of received or of entered, as in  received = "received_time"'
    for word, priority in _table(said, "priorities").items():
        if not isinstance(priority, int) or not 1 <= priority <= 5:
            yield f"priorities: {word} must be a number from 1 to 5, not {priority}"


def _wrong_zone(zone: object) -> Iterator[str]:
    try:
        ZoneInfo(str(zone or ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f'timezone must name a zone, as in  timezone = "America/Los_Angeles", not {zone!r}'


def _wrong_layout(said: Mapping[str, Any]) -> Iterator[str]:
    delimiter = said.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '\r\n"':
        yield f"delimiter must be one sign, not {delimiter!r}"
    try:
        b"a name".decode(str(said.get("encoding", "utf-8")), "replace")
    except (LookupError, ValueError):
        yield f"encoding {said['encoding']!r} is not known; write utf-8 or latin-1"
    formats = said.get("time_format", "iso")
    if isinstance(formats, list) and not all(isinstance(text, str) for text in formats):
        yield "time_format must be a text, or a list of texts"


def _wrong_names(said: Mapping[str, Any], table: str, known: tuple[str, ...]) -> Iterator[str]:
    for name, column in _table(said, table).items():
        if name not in known:
            yield f"{table}: {name} means nothing here; write {listed(known, 'or')}"
        elif not isinstance(column, str) or not column:
            yield f"{table}: {name} must be a column's name, not {column!r}"


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = said.get(name, {})
    return table if isinstance(table, dict) else {}
