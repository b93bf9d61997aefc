"""What happened to a call."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Channel = Literal["phone", "text", "email", "walk-in"]
CallEnd = Literal["ended", "dropped", "transferred"]


class CallRang(Struct, frozen=True):
    """A line began to ring, or a text, an e-mail or a person came in.

    `phone` and `near` (a place, with `lat` and `lon` in degrees and within `radius_m` metres) are what the network
    says: offered to the call-taker, never taken for true.
    """

    call: int
    line: str
    phone: str = ""
    channel: Channel = "phone"
    near: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None


class CallAnswered(Struct, frozen=True):
    """The entry's position picked up."""

    call: int


class CallHeld(Struct, frozen=True):
    """The caller was asked to hold."""

    call: int
    reason: str = ""


class CallParked(Struct, frozen=True):
    """The line was left for another one; its form waits as it is."""

    call: int


class CallResumed(Struct, frozen=True):
    """A held or parked caller was spoken to again."""

    call: int


class CallEnded(Struct, frozen=True):
    """The conversation was over; `how` says whether it was ended, cut off, or went on with somebody else."""

    call: int
    how: CallEnd = "ended"


class CallAbandoned(Struct, frozen=True):
    """The caller was gone before anyone answered."""

    call: int


class CallerSaid(Struct, frozen=True):
    """The caller's words as they came: a text, a relay's line, or what is heard beside them (`noise`)."""

    call: int
    text: str = ""
    noise: bool = False


class CallerTold(Struct, frozen=True):
    """The entry's person told the caller this; `phrase` is the id of the phrase it was said by, if any."""

    call: int
    text: str = ""
    phrase: str = ""


class CallLinked(Struct, frozen=True):
    """The call is about this incident."""

    call: int
    incident: int
