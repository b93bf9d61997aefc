"""What a console and a desk say to one another over a socket: frames of msgpack, each behind its length.

A frame is four bytes, the length of what follows as an unsigned big-endian number, and one message. The console begins
with Hello; everything else that it sends carries a number that the answer repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from console.desk.codec import KINDS
from console.desk.desk import Known, Receipt, Standing
from console.desk.sitting import Sitting
from console.desk.verb_codec import Carried, Named
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.facts import Fact, Stamped

VERSION = 2
"""Changes whenever a console and a desk of two versions would misunderstand one another."""
MOST_BYTES = 256 * 1024
"""The longest message that a desk takes from a console."""
HEAD = 4

Entry = tuple[int, int, str, str, str, str, bytes]
"""A fact with its place in the log: number, when, who, position, key, kind and fields."""


class Said(Struct, frozen=True, tag=True, array_like=True):
    """A message."""


class Hello(Said, frozen=True):
    """A console comes: at which position ("": any that is free), and who says to sit there.

    `login` is who they say they are where their account is not theirs alone; one that does not `sit` shows no board.
    """

    version: int
    position: str
    name: str
    login: str = ""
    sits: bool = True


class Do(Said, frozen=True):
    """Do a verb, once for all times that this key is sent."""

    id: int
    key: str
    verb: Carried
    happened: int | None = None


class LookUp(Said, frozen=True):
    """What became of a command?"""

    id: int
    key: str


class SaveDraft(Said, frozen=True):
    """Keep a half-typed form."""

    id: int
    slot: str
    body: str


class DropDraft(Said, frozen=True):
    """Forget a half-typed form."""

    id: int
    slot: str


class Drafts(Said, frozen=True):
    """Which half-typed forms are there?"""

    id: int


class Enquire(Said, frozen=True):
    """A question by its name, with what it is given, in order."""

    id: int
    question: str
    given: msgspec.Raw


class SignIn(Said, frozen=True):
    """This is who I am; with a reason the glass is broken."""

    id: int
    login: str
    passphrase: str
    reason: str = ""


class Lock(Said, frozen=True):
    """Answer nothing until I am back."""

    id: int
    why: str


class Unlock(Said, frozen=True):
    """I am back."""

    id: int
    passphrase: str


class SetPassphrase(Said, frozen=True):
    """Somebody's passphrase is another from now on."""

    id: int
    login: str
    passphrase: str
    old: str


class People(Said, frozen=True):
    """Who works here?"""

    id: int


class Ping(Said, frozen=True):
    """Are you there?"""


OfSession = SignIn | Lock | Unlock | SetPassphrase | People
FromConsole = Hello | Do | LookUp | SaveDraft | DropDraft | Drafts | Enquire | OfSession | Ping


class Welcome(Said, frozen=True):
    """You sit at this position, and this is how things stand; before you are let in the board is empty."""

    position: str
    who: str
    centre: Centre
    board: Board
    standing: Standing
    sitting: Sitting


class TurnedAway(Said, frozen=True):
    """You don't; the sentence says why and what to do."""

    sentence: str


class News(Said, frozen=True):
    """What was committed, in order, behind what was told before."""

    entries: tuple[Entry, ...]


class Anew(Said, frozen=True):
    """You fell behind: forget your board, this is how things stand."""

    board: Board


class Stands(Said, frozen=True):
    """How the desk itself is."""

    standing: Standing


class Sits(Said, frozen=True):
    """How your session stands."""

    sitting: Sitting


class Done(Said, frozen=True):
    """A command is on the log."""

    id: int
    key: str
    at: int
    numbers: tuple[int, ...]
    facts: tuple[Named, ...]


class RefusedThat(Said, frozen=True):
    """The rules say no."""

    id: int
    sentence: str


class NotSavedThat(Said, frozen=True):
    """The log did not take it, or that is not known."""

    id: int
    sentence: str
    known: Known


class Told(Said, frozen=True):
    """The answer to a question."""

    id: int
    answer: msgspec.Raw


class Pong(Said, frozen=True):
    """I am."""


FromDesk = Welcome | TurnedAway | News | Anew | Stands | Sits | Done | RefusedThat | NotSavedThat | Told | Pong

ENCODER = msgspec.msgpack.Encoder()
AT_DESK: msgspec.msgpack.Decoder[FromConsole] = msgspec.msgpack.Decoder(FromConsole)


@cache
def at_console() -> msgspec.msgpack.Decoder[FromDesk]:
    """What reads a desk's messages; making it takes some milliseconds."""
    return msgspec.msgpack.Decoder(FromDesk)


def frame(message: Said) -> bytes:
    """A message as it goes over the socket."""
    body = ENCODER.encode(message)
    return len(body).to_bytes(HEAD, "big") + body


class TooLong(ValueError):
    """A frame is longer than is taken."""


class Frames:
    """Puts frames together from what arrives, in whatever pieces; TooLong at one of more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The messages that are whole now."""
        self._held += data
        begin = 0
        try:
            while len(self._held) - begin >= HEAD:
                length = int.from_bytes(self._held[begin : begin + HEAD], "big")
                if length > self._most:
                    raise TooLong(f"a message of {length} bytes is longer than {self._most}")
                if len(self._held) - begin - HEAD < length:
                    break
                begin += HEAD + length
                yield bytes(self._held[begin - length : begin])
        finally:
            del self._held[:begin]


def entry_of(stamped: Stamped) -> Entry:
    """A stamped fact as it is told."""
    s = stamped
    return (s.number, s.when, s.who, s.position, s.key, *named_fact(s.fact))


def stamped_of(entry: Entry) -> Stamped:
    """A stamped fact as it was told."""
    number, when, who, position, key, kind, fields = entry
    return Stamped(number, when, who, position, key, fact_of((kind, fields)))


def named_fact(fact: Fact) -> Named:
    """A fact's kind and its fields."""
    return type(fact).__name__, ENCODER.encode(fact)


def fact_of(named: Named) -> Fact:
    """The fact that was named."""
    fact: Fact = _facts(named[0]).decode(named[1])
    return fact


def named_facts(facts: Iterable[Fact]) -> tuple[Named, ...]:
    """Each fact's kind and fields."""
    return tuple(map(named_fact, facts))


def receipt_of(done: Done) -> Receipt:
    """The receipt that was told."""
    return Receipt(done.key, done.at, done.numbers, tuple(map(fact_of, done.facts)))


@cache
def _facts(kind: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(KINDS[kind])
