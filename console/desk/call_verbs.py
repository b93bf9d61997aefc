"""What can be done with a call."""

from __future__ import annotations

from msgspec import Struct

from console.rules.call_facts import CallEnd, Channel


class Ring(Struct, frozen=True):
    """A line rings, as a telephone bridge or a replay sees it; somebody writes, or stands at the door."""

    line: str
    phone: str = ""
    channel: Channel = "phone"
    near: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None


class TakeCall(Struct, frozen=True):
    """Answer the line that rings longest (or the one named, or a free one) and begin the form.

    `ref` is the incident's number in the system that the call is taken over from. What came by another `channel` than
    the telephone answers no line that rings.
    """

    line: str = ""
    ref: str = ""
    channel: Channel = "phone"


class Hold(Struct, frozen=True):
    """Ask a caller to hold."""

    call: int
    reason: str = ""


class Park(Struct, frozen=True):
    """Leave a line and its form as they are."""

    call: int


class Resume(Struct, frozen=True):
    """Speak to a waiting caller again."""

    call: int


class EndCall(Struct, frozen=True):
    """The conversation is over; `noise` says that something was heard when the line was lost."""

    call: int
    how: CallEnd = "ended"
    noise: bool = False


class Transfer(Struct, frozen=True):
    """Put a caller through; without a `receiver` a warm transfer stays open until somebody answers."""

    call: int
    to: str
    receiver: str = ""
    warm: bool = True


class Connect(Struct, frozen=True):
    """The other side has answered: name who it is, and the line is theirs."""

    call: int
    receiver: str


class HearCaller(Struct, frozen=True):
    """The caller's words came in, as a text gateway or a relay sees them; `noise` is heard, not said."""

    call: int
    text: str
    noise: bool = False


class TellCaller(Struct, frozen=True):
    """Tell the caller something; `phrase` is the id of the phrase it is said by."""

    call: int
    text: str
    phrase: str = ""


class LinkCall(Struct, frozen=True):
    """Say which incident a call is about."""

    call: int
    incident: int
