"""What a broken console, another program or an enemy may say to the desk's socket."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, get_args

import msgspec

from bench.rubbish import PAYLOADS
from console.desk import wire
from console.desk.questions import QUESTIONS
from console.desk.verb_codec import VERBS

TEXTS = ("", "C01", "12", "L1", "POL", "THEFT", "x" * 300, "y" * 70_000, *(text.decode() for text in PAYLOADS[:20]))
NUMBERS = (0, 1, -1, 2, 7, 2**31, 2**53, 2**63 - 1, -(2**63), 2**64 - 1, 10**15)
TAGS = (*(message.__name__ for message in get_args(wire.FromConsole)), "Welcome")
"""What a message may be called; the last one is a desk's."""
RAW = msgspec.msgpack.Encoder()


def hello(position: str) -> bytes:
    """A console that is let in."""
    return wire.frame(wire.Hello(wire.VERSION, position, "NOISE"))


def message(chance: Random) -> bytes:
    """One frame, or what is no frame."""
    return chance.choices(MAKERS, WEIGHTS)[0](chance)


def _value(chance: Random, deep: int = 3) -> Any:
    kind = chance.randrange(9 if deep else 6)
    match kind:
        case 0:
            return chance.choice(NUMBERS)
        case 1 | 2:
            return chance.choice(TEXTS)
        case 3:
            return chance.choice((None, True, False))
        case 4:
            return chance.choice((0.5, -35.8, float("nan"), float("inf"), 1e308))
        case 5:
            return chance.randbytes(chance.randint(0, 30))
        case 6 | 7:
            return [_value(chance, deep - 1) for _ in range(chance.randint(0, 5))]
        case _:
            return {str(n): _value(chance, deep - 1) for n in range(chance.randint(0, 3))}


def _framed(body: bytes) -> bytes:
    return len(body).to_bytes(wire.HEAD, "big") + body


def _bytes(chance: Random) -> bytes:
    return chance.randbytes(chance.randint(1, 60))


def _huge(chance: Random) -> bytes:
    return chance.choice((2**32 - 1, 2**31, wire.MOST_BYTES + 1)).to_bytes(4, "big") + b"x" * 50


def _anything(chance: Random) -> bytes:
    return _framed(RAW.encode(_value(chance)))


def _deep(chance: Random) -> bytes:
    return _framed(b"\x91" * chance.choice((100, 5000, 200_000)) + b"\xc0")


def _tagged(chance: Random) -> bytes:
    """A message's name, and fields of any kind."""
    tag = chance.choice(TAGS)
    return _framed(RAW.encode([tag, *(_value(chance) for _ in range(chance.randint(0, 5)))]))


def _verb(chance: Random) -> bytes:
    """A verb by its right name, with fields of the right types as often as not."""
    name = chance.choice(tuple(VERBS))
    fields = {field.name: _fitting(chance, field.type) for field in msgspec.structs.fields(VERBS[name])}
    if chance.random() < 0.3 and fields:
        fields[chance.choice(tuple(fields))] = _value(chance)
    return _do(chance, name, RAW.encode(fields))


def _several(chance: Random) -> bytes:
    part = ("Several", RAW.encode([("Undo", b"\x80")]))
    for _ in range(chance.randint(0, 6)):
        part = ("Several", RAW.encode([part] * chance.randint(1, 3)))
    return _do(chance, *part)


def _do(chance: Random, name: str, fields: bytes) -> bytes:
    key = chance.choice(("k1", f"k{chance.randrange(10**9)}", f"k{chance.randrange(10**9)}", "", "k" * 500, "\x00"))
    happened = chance.choice((None, None, None, 0, -1, 2**62, -(2**62), 1_700_000_000_000))
    return _framed(RAW.encode(["Do", chance.choice(NUMBERS[:6]), key, (name, fields), happened]))


def _fitting(chance: Random, type_: Any) -> Any:
    told = str(type_)
    if "PlaceSet" in told:
        return {"incident": chance.choice(NUMBERS[:6]), "text": chance.choice(TEXTS), "lat": chance.choice((None, 1e9))}
    if "tuple" in told:
        return [chance.choice(TEXTS[:6]) for _ in range(chance.randint(0, 3))]
    if "int" in told and "Mapping" not in told:
        return chance.choice(NUMBERS)
    return chance.choice(TEXTS) if "str" in told else _value(chance)


def _question(chance: Random) -> bytes:
    given = [_value(chance) for _ in range(chance.randint(0, 4))]
    likely = [chance.choice(TEXTS), chance.choice(NUMBERS)][: chance.randint(1, 2)]
    asked = chance.choice((*QUESTIONS, "__init__", "close"))
    return _framed(RAW.encode(["Enquire", chance.choice(NUMBERS), asked, chance.choice((given, likely))]))


def _draft(chance: Random) -> bytes:
    body = chance.choice((*TEXTS, "z" * 250_000))
    return _framed(RAW.encode(["SaveDraft", 1, chance.choice(TEXTS), body]))


def _bitten(chance: Random) -> bytes:
    """A good frame with a bad byte, or cut short."""
    made = bytearray(_verb(chance))
    if chance.random() < 0.5:
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
        return bytes(made)
    return bytes(made[: chance.randrange(len(made))])


def _flood(chance: Random) -> bytes:
    return wire.frame(wire.Ping()) * chance.randint(1, 500)


MAKERS: tuple[Callable[[Random], bytes], ...] = (
    _bytes,
    _huge,
    _anything,
    _deep,
    _tagged,
    _verb,
    _several,
    _question,
    _draft,
    _bitten,
    _flood,
)
WEIGHTS = (4, 2, 4, 1, 8, 30, 3, 12, 3, 10, 2)
