"""Reading a centre's files line by line, so that every fault can say where it stands."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Key = str | int
Keys = tuple[Key, ...]
MOST_LINES = 400
"""The longest value whose own lines are looked for; beyond it a fault names the line before."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Signs that command a screen, break a line or turn its direction: no text of a centre needs one."""


class Spoilt(Exception):
    """What was read has faults; they have been noted already."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: its name, the keys that lead there, and the line if it is known already (1 is the first)."""

    file: str
    keys: Keys = ()
    line: int = 0

    def at(self, *keys: Key) -> Spot:
        """A place further in."""
        return Spot(self.file, self.keys + keys, self.line)

    def words(self) -> str:
        """The keys as people write them: service[3].priority, counted from 1."""
        said = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in self.keys)
        return said.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something read, and where it was read."""

    spot: Spot
    value: T


@dataclass
class Notebook:
    """The faults found so far, in the order found, and the text of each file for finding lines."""

    faults: list[Found[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def note(self, spot: Spot, said: str) -> None:
        """Keep a fault."""
        self.faults.append(Found(spot, said))

    def spoil(self, spot: Spot, said: str) -> Spoilt:
        """Keep a fault that ends this reading."""
        self.note(spot, said)
        return Spoilt(said)

    def sentences(self) -> tuple[str, ...]:
        """Every fault once: file:line: key: what is wrong. Lines are looked for now, and only in files with faults."""
        lines = {
            name: key_lines(self.texts.get(name, "")) for name in {f.spot.file for f in self.faults if not f.spot.line}
        }
        return tuple(dict.fromkeys(_sentence(fault, lines) for fault in self.faults))


def _sentence(fault: Found[str], lines: Mapping[str, Mapping[Keys, int]]) -> str:
    spot = fault.spot
    known = lines.get(spot.file, {})
    ways = (known.get(spot.keys[:length], 0) for length in range(len(spot.keys), 0, -1))
    line = spot.line or next((line for line in ways if line), 0)
    start = f"{spot.file}:{line}" if line else spot.file
    return visible(f"{start}: {spot.words()}: {fault.value}" if spot.keys else f"{start}: {fault.value}")


def visible(text: str) -> str:
    """The text with the signs a screen must not be given written out."""
    return UNSEEN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)


def key_lines(text: str) -> dict[Keys, int]:
    """The line of every key in a good TOML text; nothing for CSV. One statement is read at a time."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    with suppress(ValueError, RecursionError):
        for line, said, statement in _statements(text):
            if said.lstrip().startswith("["):
                table = _table(tomllib.loads(said), found, said.lstrip().startswith("[["))
                for length in range(1, len(table) + 1):
                    found.setdefault(table[:length], line)
            else:
                found.update(_lines_within(table, line, said, statement))
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each header or assignment: its first line, its text, and what it says. The shortest text that parses is one."""
    lines = text.replace("\r\n", "\n").split("\n")
    first = 0
    while first < len(lines):
        for last in range(first + 1, min(first + MOST_LINES, len(lines)) + 1):
            with suppress(tomllib.TOMLDecodeError):
                said = "\n".join(lines[first:last])
                if statement := tomllib.loads(said):
                    yield first + 1, said, statement
                break
        first = last


def _table(statement: dict[str, Any], found: Mapping[Keys, int], one_of_many: bool) -> Keys:
    """The keys of the table that a header opens, given those seen before."""
    table: Keys = ()
    value: Any = statement
    while value:
        key = next(iter(value))
        value = value[key]
        table = (*table, key)
        more = isinstance(value, list)
        value = value[0] if more else value
        count = 0
        while (*table, count) in found:
            count += 1
        if more and one_of_many and not value:
            return (*table, count)
        table = (*table, count - 1) if count else table
    return table


def _lines_within(table: Keys, line: int, said: str, statement: dict[str, Any]) -> Iterator[tuple[Keys, int]]:
    """The keys that an assignment gives; the elements of a list over several lines have lines of their own."""
    for keys in _ways(statement):
        yield table + keys, line
    key, value = next(iter(statement.items()))
    parts = said.split("\n")
    if not isinstance(value, list) or len(parts) == 1:
        return
    done = 0
    for count in range(1, len(parts)):
        with suppress(tomllib.TOMLDecodeError):
            upto = tomllib.loads("\n".join(parts[:count]) + "\n]")[key]
            for number in range(done, len(upto)):
                for keys in _ways(value[number]):
                    yield (*table, key, number, *keys), line + count - 1
                yield (*table, key, number), line + count - 1
            done = len(upto)


def _ways(value: Any) -> Iterator[Keys]:
    """Every way of keys into a value."""
    pairs: Iterable[tuple[Key, Any]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield (key,)
        yield from ((key, *keys) for keys in _ways(inner))


def read_text(path: Path, most_bytes: int, book: Notebook) -> str:
    """The whole of a UTF-8 file, with or without a byte order mark."""
    spot = Spot(path.name)
    try:
        if not path.is_file():
            raise book.spoil(spot, f"the file is missing; a centre needs it, and {path.parent} has no such file")
        if (size := path.stat().st_size) > most_bytes:
            limit = most_bytes // 1_000_000
            raise book.spoil(spot, f"the file has {size:,} bytes; the most is {limit} MB, so split or shorten it")
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise book.spoil(Spot(path.name, line=line), "this is not UTF-8 text; save the file as UTF-8") from None
    except OSError as fault:
        raise book.spoil(spot, f"the file cannot be read ({fault.strerror}); check who may read it") from None


def read_toml(path: Path, book: Notebook) -> dict[str, Any]:
    """What a TOML file of at most 1 MB says; its text is kept for finding lines."""
    text = read_text(path, 1_000_000, book)
    try:
        said = tomllib.loads(text)
    except RecursionError:
        raise book.spoil(Spot(path.name), "brackets are nested too deeply; a centre needs four levels") from None
    except ValueError as fault:
        at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(fault))
        line = int(at[1]) if at and at[1] else text.count("\n") + 1 if at else 0
        reason = str(fault)[: at.start()] if at else str(fault)
        said_wrong = f"this is not good TOML: {reason}; compare the line with its neighbours"
        raise book.spoil(Spot(path.name, line=line), said_wrong) from None
    book.texts[path.name] = text
    return said


def read_csv(path: Path, most_bytes: int, book: Notebook) -> tuple[Found[list[str]], Iterator[Found[list[str]]]]:
    """The column names of a CSV file and its rows, each as long, with their lines; blank rows are passed over."""
    rows = _rows(path.name, read_text(path, most_bytes, book), book)
    header = next(rows, None)
    if header is None:
        raise book.spoil(Spot(path.name), "the file is empty; its first line names the columns")
    return header, _even(rows, len(header.value), book)


def _even(rows: Iterable[Found[list[str]]], columns: int, book: Notebook) -> Iterator[Found[list[str]]]:
    for row in rows:
        if len(row.value) == columns:
            yield row
        else:
            counted = f"the row has {len(row.value)} values, but the first line names {columns} columns"
            book.note(row.spot, f"{counted}; a comma too many or too few, or a text with a comma and no quotes")


def _rows(name: str, text: str, book: Notebook) -> Iterator[Found[list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        spot = Spot(name, line=reader.line_num + 1)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise book.spoil(spot, f"this row is not good CSV ({fault}); look for a quote that is not closed") from None
        if any(value.strip() for value in row):
            yield Found(spot, [value.strip() for value in row])
