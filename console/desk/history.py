"""An agency's calls-for-service file, read: its rows as they are, and a sentence for each thing that is odd in them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from console.desk.history_map import COLUMNS, STAGES, Column, HistoryFault, HistoryMap, Stage
from console.rules.status import STATUS
from console.rules.wording import listed, spell

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 4_102_444_800_000  # the year 2100 in ms UTC; what lies outside is a placeholder, not a time
_MS = timedelta(milliseconds=1)
_NEEDS: tuple[tuple[Stage, Stage], ...] = (
    ("dispatched", "en_route"),
    ("en_route", "on_scene"),
    ("on_scene", "transporting"),
    ("transporting", "at_destination"),
)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something odd in the file: the line, what kind of thing it is, and a sentence that says what became of it."""

    line: int
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit on one incident as the file has it; `stamps` are ms UTC, missing ones are not there."""

    line: int
    words: Mapping[Column, str]
    stamps: Mapping[Stage, int]
    priority: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A whole file. `digest` tells its content from any other."""

    digest: str
    rows: tuple[Row, ...]
    odd: tuple[Odd, ...]


def word(stage: Stage) -> str:
    """How a stage is called in a sentence."""
    return stage if stage == "received" or stage == "entered" else STATUS[stage].word


def read_history(path: Path, map: HistoryMap, clean: Callable[[str], str]) -> History:
    """Read a file by its map; `clean` makes its words safe. HistoryFault when it can't be read at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise HistoryFault(f"{path} can't be read: {error.strerror}") from error
    lines = _lines(path, _text(path, raw, map), map)
    header = [clean(name).strip() for name in next(lines, (1, []))[1]]
    odd = list(_absent(path, header, map))
    reading = _Reading(map, header, clean)
    rows = tuple(reading.row(line, fields, odd) for line, fields in lines if any(field.strip() for field in fields))
    odd += _doubles(rows)
    return History(hashlib.sha256(raw).hexdigest(), rows, tuple(odd))


def _text(path: Path, raw: bytes, map: HistoryMap) -> str:
    try:
        return raw.decode(map.encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise HistoryFault(
            f"{path}: line {line} is not {map.encoding}; say in the map how the file is written, "
            'as in  encoding = "latin-1"'
        ) from error


def _lines(path: Path, text: str, map: HistoryMap) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=map.delimiter)
    before = 0
    try:
        for fields in reader:
            yield before + 1, fields
            before = reader.line_num
    except csv.Error as error:
        raise HistoryFault(f"{path}: line {before + 1} can't be read ({error}); a CSV file is expected") from error


def _absent(path: Path, header: list[str], map: HistoryMap) -> Iterator[Odd]:
    named = dict([*map.columns.items(), *map.stamps.items()])
    absent = {name: column for name, column in named.items() if column not in header}
    if "incident" in absent or not {"received", "entered"} & (map.stamps.keys() - absent.keys()):
        needed = [named[name] for name in ("incident", "received", "entered") if name in absent]
        raise HistoryFault(
            f"{path}: line 1 has no column {listed(needed, 'and')}, which the map names; "
            f"it has {listed(header, 'and') or 'nothing'}. A header with the map's columns is expected"
            f" (delimiter {map.delimiter!r})."
        )
    for name, column in absent.items():
        yield Odd(1, "missing column", f"the file has no column {column}; {name} stays empty")


class _Reading:
    """Turns the fields of one row after the other into rows."""

    def __init__(self, map: HistoryMap, header: list[str], clean: Callable[[str], str]) -> None:
        self._map = map
        self._clean = clean
        self._width = len(header)
        self._zone = ZoneInfo(map.timezone)
        at = {
            column: header.index(column) for column in (*map.columns.values(), *map.stamps.values()) if column in header
        }
        self._words = [(name, at[map.columns[name]]) for name in COLUMNS if map.columns.get(name) in at]
        self._stamps = [(stage, at[map.stamps[stage]]) for stage in STAGES if map.stamps.get(stage) in at]

    def row(self, line: int, fields: list[str], odd: list[Odd]) -> Row:
        """A row, with what is odd about it added to `odd`."""
        if len(fields) != self._width:
            odd.append(Odd(line, "number of fields", f"{len(fields)} fields where the header has {self._width}"))
            fields = fields + [""] * (self._width - len(fields))
        words = {name: self._clean(fields[at]).strip() for name, at in self._words}
        stamps = self._read_stamps(line, fields, odd)
        odd += _odd_stamps(line, stamps, bool(words.get("unit")), {stage for stage, _ in self._stamps})
        row = Row(line, words, stamps, self._priority(line, words, odd))
        return self._located(row, odd)

    def _read_stamps(self, line: int, fields: list[str], odd: list[Odd]) -> dict[Stage, int]:
        stamps: dict[Stage, int] = {}
        before = 0
        for stage, at in self._stamps:
            text = fields[at].strip()
            if not text:
                continue
            try:
                before = stamps[stage] = self._moment(text, before)
            except (ValueError, OverflowError):
                expected = " or ".join(self._map.formats) or "such as 2020-04-07T23:53:08"
                shown, column = self._clean(text), self._map.stamps[stage]
                says = f"{word(stage)} (column {column}) is {shown!r}, not a time ({expected}); left out"
                odd.append(Odd(line, "unreadable time", says))
        return stamps

    def _moment(self, text: str, before: int) -> int:
        """Ms UTC. In the hour that comes twice in autumn, the second one where the first is before the last stamp."""
        found = self._parsed(text)
        if found.tzinfo is not None:
            return _ms(found)
        first, second = (_ms(found.replace(tzinfo=self._zone, fold=fold)) for fold in (0, 1))
        return second if first < before <= second else first

    def _parsed(self, text: str) -> datetime:
        if not self._map.formats:
            return datetime.fromisoformat(text)
        for form in self._map.formats[:-1]:
            try:
                return datetime.strptime(text, form)  # noqa: DTZ007  the map says which zone a bare time is in
            except ValueError:
                continue
        return datetime.strptime(text, self._map.formats[-1])  # noqa: DTZ007  as above

    def _priority(self, line: int, words: Mapping[Column, str], odd: list[Odd]) -> int:
        said = words.get("priority", "")
        known = self._map.priorities or {str(number): number for number in range(1, 6)}
        if said not in known and "priority" in words:
            odd.append(Odd(line, "unknown priority", f"priority {said or '(empty)'} is not in the map; taken as 3"))
        return known.get(said, 3)

    def _located(self, row: Row, odd: list[Odd]) -> Row:
        lat, lon = row.words.get("lat", ""), row.words.get("lon", "")
        if not lat and not lon:
            return row
        try:
            north, east = float(lat), float(lon)
        except ValueError:
            north, east = 999.0, 999.0
        if not (abs(north) <= 90 and abs(east) <= 180):
            says = f"{lat or '(empty)'}, {lon or '(empty)'} are no degrees of latitude and longitude; left out"
            odd.append(Odd(row.line, "unreadable coordinates", says))
            return row
        return replace(row, lat=north, lon=east)


def _ms(moment: datetime) -> int:
    ms = (moment - _EPOCH) // _MS
    if not 0 <= ms < _LAST:
        raise ValueError("not a time of an incident")
    return ms


def _odd_stamps(line: int, stamps: Mapping[Stage, int], unit: bool, columns: set[Stage]) -> Iterator[Odd]:
    for earlier, later in pairwise(stamps):
        if stamps[later] < stamps[earlier]:
            by = spell((stamps[earlier] - stamps[later]) / 1000)
            yield Odd(line, "out of order", f"{word(later)} is before {word(earlier)} by {by}; kept as it is")
    always: tuple[Stage, ...] = ("received", "entered")
    if unit:
        always = (*always, "dispatched", "en_route", "on_scene", "cleared")
    implied = [earlier for earlier, later in _NEEDS if later in stamps] + [
        later for earlier, later in _NEEDS[3:] if earlier in stamps
    ]
    for stage in dict.fromkeys(chain(always, implied)):
        if stage in columns and stage not in stamps:
            yield Odd(line, f"no {word(stage)}", f"{word(stage)} is missing{_CONSEQUENCES.get(stage, '')}")


_CONSEQUENCES: Mapping[Stage, str] = {
    "received": "; taken as received when it was entered",
    "entered": "; sent at its earliest other stamp",
    "dispatched": "; the assignment starts at its earliest stamp",
    "cleared": "; the unit stays on the incident, which stays open",
}


def _doubles(rows: tuple[Row, ...]) -> Iterator[Odd]:
    whole: dict[tuple[object, ...], int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for row in rows:
        content = (*row.words.items(), *row.stamps.items())
        pair = (row.words.get("incident", ""), row.words.get("unit", "").upper())
        first, same = whole.setdefault(content, row.line), pairs.setdefault(pair, row.line)
        if first != row.line:
            yield Odd(row.line, "duplicate row", f"the same as line {first}; kept as a second assignment")
        elif same != row.line and all(pair):
            says = f"{pair[1]} is on incident {pair[0]} in line {same} too; kept as a second assignment"
            yield Odd(row.line, "unit twice", says)
