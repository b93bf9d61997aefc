"""Verbs to a name and bytes and back, for whatever carries or keeps what was asked for."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args

import msgspec

from console.desk.verbs import OneVerb, Several, Verb

VERBS: dict[str, type[OneVerb]] = {verb.__name__: verb for verb in get_args(OneVerb)}
"""Every verb by its name."""
SEVERAL = "Several"
DEEPEST = 3
"""How far one line's commands may hold others."""
Named = tuple[str, bytes]
Carried = tuple[str, Annotated[bytes, msgspec.Meta(max_length=32 * 1024)]]
"""A verb as a console may send it: what is on the log goes to every other console, and is kept for good."""

_ENCODER = msgspec.msgpack.Encoder()
_PARTS = msgspec.msgpack.Decoder(list[Named])


def encode_verb(verb: Verb) -> Named:
    """The verb's name and its fields as msgpack."""
    if isinstance(verb, Several):
        return SEVERAL, _ENCODER.encode([encode_verb(part) for part in verb.verbs])
    return type(verb).__name__, _ENCODER.encode(verb)


def decode_verb(name: str, fields: bytes, deep: int = DEEPEST) -> Verb:
    """The verb that was encoded; ValueError says what is wrong with what no console sent."""
    if name == SEVERAL and deep:
        return Several(tuple(decode_verb(part, within, deep - 1) for part, within in _decoded(_PARTS, name, fields)))
    if name not in VERBS:
        raise ValueError(f"no verb is called {name!r}")
    verb: OneVerb = _decoded(_decoder(name), name, fields)
    return verb


def _decoded(decoder: msgspec.msgpack.Decoder[Any], name: str, fields: bytes) -> Any:
    try:
        return decoder.decode(fields)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"{name} cannot be read: {error}") from error


@cache
def _decoder(name: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(VERBS[name])
