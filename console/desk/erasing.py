"""Erasing at the desk: what belongs to an incident is found, and emptied in the transaction that says so on the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec
from msgspec import structs

from console.desk.batch import Batch, Command
from console.desk.codec import decode
from console.desk.desk import Receipt
from console.desk.erased_records import columns_of
from console.desk.verbs import Erase, Several, Verb
from console.rules.facts import DangerRaised, PrivateErased, Undone
from console.rules.fold.board import REVISION
from db import erasing
from db.log import Entry
from db.pen import Pen
from db.tables import snapshot
from db.writing import upsert


class Whole(NamedTuple):
    """What is to be erased: the entries, and everything they are about."""

    entries: tuple[int, ...]
    belonging: tuple[str, ...]


async def resolved(pen: Pen, commands: Sequence[Command]) -> Sequence[Command]:
    """The commands, each that erases with what the log says belongs to it, whatever was sent along."""
    if not any(isinstance(command.verb, Erase | Several) for command in commands):
        return commands
    return [replace(command, verb=await _resolved(pen, command.verb)) for command in commands]


async def _resolved(pen: Pen, verb: Verb) -> Verb:
    if isinstance(verb, Several):
        return structs.replace(verb, verbs=tuple([await _resolved(pen, part) for part in verb.verbs]))
    if not isinstance(verb, Erase):
        return verb
    whole = await _whole(pen, verb.about)
    return structs.replace(verb, entries=whole.entries, belonging=whole.belonging)


async def _whole(pen: Pen, about: str) -> Whole:
    noun, _, id = about.partition(":")
    if not id.isdecimal() or len(id) > 18:
        return Whole((), ())
    if noun == "entry":
        entry = await pen.do(erasing.one, int(id))
        return _of([entry] if entry else [], _all_about(entry) if entry else ())
    if noun != "incident":
        return _of(await pen.do(erasing.about, [about]), (about,))
    belongs = await pen.do(erasing.belonging, int(id))
    things = [f"{noun}:{one}" for noun, ids in belongs.items() for one in sorted(ids)]
    beside = [
        entry
        for kind in ("DangerRaised", "Undone")
        for entry in await pen.do(erasing.of_kind, kind)
        if belongs["incident"] & _incidents(entry)
    ]
    dangers = [entry.about for entry in beside if entry.kind == "DangerRaised"]
    return _of([*await pen.do(erasing.about, things), *beside], (*things, *dangers))


def _of(entries: Iterable[Entry], belonging: Sequence[str]) -> Whole:
    numbers = {entry.number for entry in entries if entry.private}
    return Whole(tuple(sorted(numbers)), tuple(dict.fromkeys(belonging)))


def _all_about(entry: Entry) -> tuple[str, ...]:
    return (entry.about, *(f"incident:{id}" for id in sorted(_incidents(entry))))


def _incidents(entry: Entry) -> set[int]:
    """The incidents that an entry touches which is about something else."""
    fact = decode(entry.kind, entry.body, entry.private)
    if isinstance(fact, Undone):
        return {incident.id for incident in fact.incidents}
    return {fact.incident} if isinstance(fact, DangerRaised) and fact.incident is not None else set()


async def emptied(pen: Pen, batch: Batch) -> bool:
    """Empty what this turn's facts say was erased, in its own transaction; whether there was anything to empty."""
    receipts = [answer for _, answer in batch.answers if isinstance(answer, Receipt)]
    erased = [fact for receipt in receipts for fact in receipt.facts if isinstance(fact, PrivateErased)]
    for fact in erased:
        await pen.do(erasing.empty, fact.entries)
        for thing in fact.belonging:
            await _mend_record(pen, thing)
        await pen.do(erasing.forget, fact.belonging)
    if erased:
        picture = {"number": batch.board.number, "fold": REVISION, "board": msgspec.json.encode(batch.board).decode()}
        await pen.do(upsert, snapshot, [picture])
    return bool(erased)


async def _mend_record(pen: Pen, thing: str) -> None:
    """Give a record the values that the log now says, so that making it anew would change nothing."""
    noun, _, id = thing.partition(":")
    entries = await pen.do(erasing.about, [thing])
    if noun == "incident":
        undone = [entry for entry in await pen.do(erasing.of_kind, "Undone") if int(id) in _incidents(entry)]
        entries = sorted([*entries, *undone], key=lambda entry: entry.number)
    facts = [decode(entry.kind, entry.body, entry.private) for entry in entries]
    for table, values in columns_of(noun, facts, id).items() if id.isdecimal() else ():
        await pen.do(erasing.change, table, int(id), values)
