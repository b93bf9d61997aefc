"""Signed heads: what the end of the log was at a moment, kept where whoever writes the log cannot rewrite it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from db.trouble import StoreRefused

_FIELDS = ("store", "number", "hash", "at", "signature")


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a store at a moment: the store's id, the entry's number and hash, and when (ISO 8601, UTC)."""

    store: str
    number: int
    hash: str
    at: str
    signature: str = ""


@dataclass(frozen=True, slots=True)
class HeadFile:
    """What a file of heads says: those of one store by number, and how many lines were torn and cannot be read."""

    heads: tuple[Head, ...]
    torn: int = 0


Signed = Callable[[Head], bool]
"""Whether the signature of a head is the key's."""


def message(head: Head) -> bytes:
    """What is signed."""
    return f"firstline head 1\n{head.store}\n{head.number}\n{head.hash}\n{head.at}\n".encode()


def line(head: Head) -> str:
    """A head as one line of a file: JSON in ASCII."""
    return json.dumps({name: getattr(head, name) for name in _FIELDS})


def read_heads(path: Path, store_id: str, signed: Signed | None) -> HeadFile:
    """The heads in a file; StoreRefused when it cannot be read, a head is not signed, or all are of another store."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError as error:
        raise StoreRefused(f"{path} cannot be read ({error.strerror}); name the file that heads are kept in") from error
    heads: list[Head] = []
    torn = 0
    for number, text in enumerate(lines, 1):
        head = _parsed(text) if text.strip() else None
        if head is None:
            torn += bool(text.strip())
        elif signed is not None and not signed(head):
            raise StoreRefused(f"line {number} of {path} is not signed by this key; it was forged, or the key is wrong")
        else:
            heads.append(head)
    return HeadFile(_of_store(heads, store_id, path), torn)


def _of_store(heads: Iterable[Head], store_id: str, path: Path) -> tuple[Head, ...]:
    heads = tuple(heads)
    own = tuple(head for head in heads if head.store == store_id)
    if not own and heads:
        raise StoreRefused(
            f"the heads in {path} are of the store {heads[-1].store}, this one is {store_id}; "
            "the store was replaced by another, or this is the wrong file"
        )
    if not own:
        raise StoreRefused(f"{path} holds no head; name the file that heads are kept in")
    return own


def _parsed(text: str) -> Head | None:
    try:
        said = json.loads(text)
        values = [said[name] for name in _FIELDS]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(values[1], int) or not all(isinstance(value, str) for value in (*values[:1], *values[2:])):
        return None
    return Head(*values)
