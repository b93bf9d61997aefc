"""From what a file says to frozen values: every key checked for its type, its range and its signs."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any, Generic, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct, structs

from console.desk.centre_lines import UNSEEN, Found, Notebook, Spoilt, Spot, read_csv, read_toml

T = TypeVar("T")
Texts = tuple[str, ...]
RANGES = {
    "Service.priority": (1, 5),
    "Service.days": (1, 730),
    "PriorityRule.priority": (1, 5),
    "Target.priority": (0, 5),
    "Target.seconds": (1, 86_400),
    "Target.share": (0.01, 1),
    "Need.count": (1, 50),
    "Instead.closer_s": (-3600, 3600),
    "Card.level": (1, 9),
    "StatusCheck.minutes": (1, 240),
    "CentreFile.lock_minutes": (0, 240),
    "Card.priority": (1, 5),
    "PremiseNote.radius_m": (1, 5_000),
    **dict.fromkeys(("RosterUnit.lat", "Place.lat"), (-90, 90)),
    **dict.fromkeys(("RosterUnit.lon", "Place.lon"), (-180, 180)),
}
"""What a number may be, both ends included."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The records of one file: the good ones, and what all of them say, so that one fault does not raise others."""

    good: tuple[Found[T], ...] = ()
    said: tuple[Mapping[str, Any], ...] = ()
    readable: bool = False

    def values(self) -> tuple[T, ...]:
        """The good records."""
        return tuple(found.value for found in self.good)

    def known(self, key: str) -> Collection[str] | None:
        """Every value of a key, None when the file could not be read and so nothing is known."""
        return {str(said.get(key)) for said in self.said} if self.readable else None


@dataclass(frozen=True, slots=True)
class Slot:
    """What one key of a record takes: its type, its range, and the words for both."""

    name: str
    hint: Any
    required: bool
    record: Shape[Any] | None
    span: tuple[float, float] | None
    wanted: str
    example: str


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """A kind of record and the keys it takes."""

    kind: type[T]
    slots: Mapping[str, Slot]


def _wanted(hint: Any, span: tuple[float, float] | None) -> tuple[str, str]:
    """The words for a type, and how a value of it is written."""
    within = f" from {span[0]:g} to {span[1]:g}" if span else ""
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(map(quoted, get_args(hint))), quoted(get_args(hint)[0])
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if is_record(inner):
            return "a list of tables", "[{...}]"
        words, example = _wanted(inner, None)
        return f"a list, each {words}", f"[{example}]"
    low = int(span[0]) if span else 0
    plain = {
        str: ("text in quotes", '"..."'),
        bool: ("true or false", "true"),
        int: (f"a whole number{within}", str(low + 1)),
        float: (f"a number{within}", "0.9"),
        Mapping[str, str]: ("a table, each text in quotes", "{...}"),
        str | tuple[str, ...]: ("text in quotes, or a list of such", '"..."'),
    }
    return plain.get(hint, ("a table", "{...}"))


def _shape(kind: type[T], ranges: Mapping[str, tuple[float, float]] = RANGES) -> Shape[T]:
    hints = get_type_hints(kind)
    slots = {}
    for item in structs.fields(cast(Any, kind)):
        hint, span = _written(hints[item.name]), ranges.get(f"{kind.__name__}.{item.name}")
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        record = _shape(cast(Any, inner), ranges) if is_record(inner) else None
        slots[item.name] = Slot(item.name, hint, item.required, record, span, *_wanted(hint, span))
    return Shape(kind, slots)


def _written(hint: Any) -> Any:
    """A type without None, which no file can write: it means that the key is left out."""
    kinds = get_args(hint)
    return next(kind for kind in kinds if kind is not NoneType) if NoneType in kinds else hint


def is_record(kind: object) -> bool:
    """Whether a type is one of the centre's frozen values."""
    return isinstance(kind, type) and issubclass(kind, Struct)


def quoted(value: Any) -> str:
    """A value as it is written in a file, cut short."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def nearest(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not known."""
    choices = sorted(known)
    near = difflib.get_close_matches(word.casefold(), {choice.casefold() for choice in choices}, 1, 0.5)
    meant = [choice for choice in choices if choice.casefold() in near]
    return f"did you mean {quoted(meant[0])}?" if meant else f"known are {', '.join(choices[:12]) or 'none'}"


def record(shape: Shape[T], raw: Any, spot: Spot, book: Notebook) -> T:
    """One record, or Spoilt when anything in it is wrong; every fault is noted."""
    slots = shape.slots
    if not isinstance(raw, dict):
        raise book.spoil(spot, f"expected a table with {', '.join(slots)}; got {quoted(raw)}")
    before = len(book.faults)
    _check_keys(raw, slots, spot, book)
    values = {}
    for name in (name for name in raw if name in slots):
        with suppress(Spoilt):
            values[name] = _value(slots[name], raw[name], spot.at(name), book)
    if len(book.faults) > before:
        raise Spoilt
    return shape.kind(**values)


def _check_keys(keys: Collection[str], slots: Mapping[str, Slot], spot: Spot, book: Notebook) -> None:
    for key in keys:
        if key not in slots:
            book.note(spot.at(key), f"this key is not known here; {nearest(key, slots)}")
    for name, slot in slots.items():
        if slot.required and name not in keys:
            remedy = "add the column" if spot.line else f"write {name} = {slot.example}"
            book.note(spot.at(name), f"is missing; {remedy}")


def _value(slot: Slot, raw: Any, spot: Spot, book: Notebook) -> Any:
    """One value of the slot's type, or Spoilt."""
    if slot.record and is_record(slot.hint):
        return record(slot.record, raw, spot, book)
    if slot.record and isinstance(raw, list):
        return tuple(found.value for found in _each(slot.record, raw, spot, book))
    try:
        value = msgspec.convert(raw, type=slot.hint, strict=not spot.line)
    except (msgspec.ValidationError, RecursionError) as fault:
        element = re.search(r"at `\$\[(\d+)\]", str(fault))
        raise book.spoil(spot.at(int(element[1])) if element else spot, _wrong(slot, raw, spot)) from None
    if slot.span and not slot.span[0] <= value <= slot.span[1]:
        raise book.spoil(spot, _wrong(slot, raw, spot))
    if value == "" and slot.required:
        raise book.spoil(spot, f"is empty; expected {slot.wanted}")
    if any(UNSEEN.search(text) for text in _texts(value)):
        raise book.spoil(
            spot, f"holds a control character or a line break: {quoted(raw)}; write it on one line without"
        )
    return value


def _wrong(slot: Slot, raw: Any, spot: Spot) -> str:
    remedy = "correct the value" if spot.line else f"write {slot.name} = {slot.example}"
    return f"expected {slot.wanted}, got {quoted(raw)}; {remedy}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)


def _each(shape: Shape[T], raws: Iterable[Any], spot: Spot, book: Notebook) -> Iterator[Found[T]]:
    """The good ones of a list of records."""
    for number, raw in enumerate(raws):
        with suppress(Spoilt):
            yield Found(spot.at(number), record(shape, raw, spot.at(number), book))


def toml_one(
    kind: type[T], path: Path, book: Notebook, ranges: Mapping[str, tuple[float, float]] = RANGES
) -> Listed[T]:
    """The one record that a TOML file is; `ranges` are what its numbers may be."""
    with suppress(Spoilt):
        said = read_toml(path, book)
        with suppress(Spoilt):
            return Listed(
                (Found(Spot(path.name), record(_shape(kind, ranges), said, Spot(path.name), book)),), (said,), True
            )
        return Listed((), (said,), True)
    return Listed()


def toml_list(kind: type[T], key: str, path: Path, book: Notebook, needed: bool = True) -> Listed[T]:
    """The records under `[[key]]` in a TOML file; none when the file is not there and not `needed`."""
    if not needed and not _is_there(path):
        return Listed(readable=True)
    with suppress(Spoilt):
        said = read_toml(path, book)
        for other in (other for other in said if other != key):
            book.note(Spot(path.name).at(other), f"this key is not known here; write [[{key}]]")
        raws = said.get(key, [])
        if not isinstance(raws, list):
            raise book.spoil(Spot(path.name).at(key), f"expected a list of tables; write [[{key}]] above each")
        good = tuple(_each(_shape(kind), raws, Spot(path.name).at(key), book))
        return Listed(good, tuple(raw for raw in raws if isinstance(raw, dict)), True)
    return Listed()


def csv_list(kind: type[T], path: Path, most_bytes: int, book: Notebook, needed: bool = True) -> Listed[T]:
    """The records of a CSV file whose columns are the keys; a list is written with blanks between.

    Of a file that is not there and not `needed` nothing is known, so that nothing is missed in it.
    """
    if not needed and not _is_there(path):
        return Listed()
    shape = _shape(kind)
    good, said = [], []
    with suppress(Spoilt):
        header, rows = read_csv(path, most_bytes, book)
        _check_header(header, shape.slots, book)
        for row in rows:
            said.append(dict(zip(header.value, row.value, strict=True)))
            raw = {
                name: value.split() if shape.slots[name].hint == Texts else value for name, value in said[-1].items()
            }
            with suppress(Spoilt):
                good.append(Found(row.spot, record(shape, raw, row.spot, book)))
        return Listed(tuple(good), tuple(said), True)
    return Listed()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # its folder can't be entered; the files that are needed say so
        return False


def _check_header(header: Found[list[str]], slots: Mapping[str, Slot], book: Notebook) -> None:
    before = len(book.faults)
    _check_keys(header.value, slots, header.spot, book)
    for name in {name for name in header.value if header.value.count(name) > 1}:
        book.note(header.spot.at(name), "this column stands twice; take one away")
    if len(book.faults) > before:
        raise Spoilt
