"""Open311 files, whether JSON or XML, as plain entries that know where they stand."""

from __future__ import annotations

import codecs
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from xml.parsers import expat

from console.rules.wording import quoted

MOST_BYTES = 1_000_000
"""The largest file that is read: some two thousand services with long descriptions."""
DEEPEST = 20
"""How far elements may stand inside each other; a definition needs six."""
SHORT = 80
LONG = 1000
"""The longest name, and the longest text that is read out, in characters; the rest is cut."""

_ROOTS = ("services", "service_definitions", "service_definition", "service")
_LISTS = {"services": "service", "service_definitions": "service_definition", "attributes": "attribute"} | {
    "values": "value"
}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class Clean(Protocol):
    """Makes a text safe to keep and to show, `limit` characters of it at most."""

    def __call__(self, text: str, *, limit: int = ...) -> str: ...


class Unreadable(Exception):
    """A file that gives nothing; its text is a sentence with the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a file: `where` it stands and what it says; `odd` gets a sentence for all that is odd about it."""

    where: str
    said: Mapping[str, Any]
    clean: Clean
    odd: list[str]

    def note(self, says: str) -> None:
        """Tell something odd about this entry."""
        self.odd.append(f"{self.where}: {says}")

    def text(self, key: str, limit: int = SHORT) -> str:
        """A value as one safe line, "" when there is none; what was cut off or taken out is told."""
        value = self.said.get(key)
        if value is None or value == [] or value == {}:
            return ""
        if isinstance(value, list | dict):
            self.note(f"{key} is no text; left out")
            return ""
        raw = " ".join((str(value).lower() if isinstance(value, bool) else str(value)).split())
        safe = " ".join(self.clean(raw, limit=MOST_BYTES).split())
        if safe != unicodedata.normalize("NFC", raw):
            self.note(f"{key} has signs that a screen must not be given; taken out")
        if len(safe) > limit:
            self.note(f"{key} has {len(safe)} characters; cut after {limit}")
        return safe[:limit].rstrip()

    def flag(self, key: str) -> bool | None:
        """True or false as the file says; None when it doesn't, which is told of anything but nothing."""
        said = self.text(key).lower()
        known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if said and said not in known:
            self.note(f"{key} is {quoted(said)}, neither true nor false; taken as not said")
        return known.get(said)

    def inner(self, key: str) -> Iterator[Entry]:
        """The entries of a list within this one; what is none is told and left out."""
        value = self.said.get(key)
        noun = _LISTS[key]
        if isinstance(value, dict):
            value = value.get(noun, value)
        items = [value] if isinstance(value, dict) and value else value or []
        if not isinstance(items, list):
            self.note(f"{key} is no list; left out")
            return
        for number, item in enumerate(items, 1):
            entry = Entry(f"{self.where}: {noun} {number}", {}, self.clean, self.odd)
            if isinstance(item, dict):
                yield Entry(entry.where, item, self.clean, self.odd)
            else:
                entry.note(f"is no {noun} with names for its values; left out")


def read_entries(path: Path, clean: Clean, odd: list[str]) -> list[Entry]:
    """Every service and definition of a file, by content and not by name; Unreadable when it gives nothing."""
    shown = clean(str(path))
    try:
        text = _text(path, shown, odd)
        root = _xml(text) if text.lstrip().startswith("<") else _json(text)
        items, several = _items(root)
    except ValueError as fault:
        raise Unreadable(f"{shown}: {clean(str(fault))}") from fault
    found = []
    for number, item in enumerate(items, 1):
        noun = "definition" if isinstance(item, dict) and "attributes" in item else "service"
        entry = Entry(f"{shown}: {noun} {number}" if several else shown, item, clean, odd)
        if isinstance(item, dict):
            found.append(entry)
        else:
            entry.note("is no service with names for its values; left out")
    return found


def _text(path: Path, shown: str, odd: list[str]) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"can't be read: {error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise ValueError(f"is larger than {MOST_BYTES} bytes; give it in several files")
    if not raw.strip():
        raise ValueError("is empty; fetch it again")
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        odd.append(f"{shown}: is not UTF-8, which Open311 asks for; read as Latin-1, so look at its accents")
        return raw.decode("latin-1")


def _items(root: object) -> tuple[list[Any], bool]:
    """What a file lists, and whether it is a list at all or one thing alone."""
    while isinstance(root, dict) and "service_code" not in root:
        inside = next((key for key in _ROOTS if key in root), None)
        if inside is None:
            begins = f"it holds {quoted(next(iter(root), 'nothing'))}"
            raise ValueError(f"is neither a list of services nor a service's definition; {begins}")
        root = root[inside]
    if isinstance(root, dict):
        return [root], False
    if not isinstance(root, list):
        raise ValueError("is neither a list of services nor a service's definition")
    if not root:
        raise ValueError("lists nothing")
    return root, True


def _json(text: str) -> object:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)  # a code such as 1.10 is no figure
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: is no good JSON ({error.msg}); fetch it again") from error
    except RecursionError as error:
        raise ValueError("is nested too deep to be a list of services") from error


def _xml(text: str) -> object:
    """An XML text as the same file would be in JSON."""
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = tree.refuse
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.hear
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        why = expat.errors.messages[error.code]
        raise ValueError(f"line {error.lineno}: is no good XML ({why}); fetch it again") from error
    return tree.outer.plain_values()


class _Element:
    """An element while it is read. Name spaces are left out: Open311 has none that matter."""

    __slots__ = ("children", "tag", "texts")

    def __init__(self, tag: str) -> None:
        self.tag = tag.rpartition(":")[2]
        self.texts: list[str] = []
        self.children: list[_Element] = []

    def plain(self) -> object:
        if self.tag in _LISTS:
            return [child.plain() for child in self.children]
        return self.plain_values() if self.children else "".join(self.texts)

    def plain_values(self) -> dict[str, object]:
        return {child.tag: child.plain() for child in self.children}


class _Tree:
    """Grows with what the parser finds. No document type is let in: only there can entities be made."""

    def __init__(self) -> None:
        self.outer = _Element("")
        self._open = [self.outer]

    def refuse(self, name: str, *_: object) -> None:
        raise ValueError(f"has a document type (<!DOCTYPE {quoted(name)}>), which no list of services needs; not read")

    def start(self, tag: str, _: object) -> None:
        if len(self._open) > DEEPEST:
            raise ValueError("is nested too deep to be a list of services")
        element = _Element(tag)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def hear(self, text: str) -> None:
        self._open[-1].texts.append(text)
