"""What can be told to all desks, and done about alarms."""

from __future__ import annotations

from msgspec import Struct


class PostBulletin(Struct, frozen=True):
    """Tell all desks something until a time (ms UTC)."""

    text: str
    until: int


class ReadBulletin(Struct, frozen=True):
    """This person has read a bulletin."""

    bulletin: int


class EndBulletin(Struct, frozen=True):
    """A bulletin holds no longer."""

    bulletin: int


class Whisper(Struct, frozen=True):
    """Tell one position something that no caller hears; an empty text takes the last one away."""

    to: str
    text: str


class RaiseDanger(Struct, frozen=True):
    """A unit, or whoever is at an incident, is in danger."""

    unit: str = ""
    incident: int | None = None
    text: str = ""


class ClearDanger(Struct, frozen=True):
    """This person says that a danger is over."""

    danger: int


class SeeAlarm(Struct, frozen=True):
    """A person has seen an alarm."""

    alarm: str


class ShelveAlarm(Struct, frozen=True):
    """Put an alarm aside with a reason, for some minutes."""

    alarm: str
    reason: str
    minutes: int = 30


class ShowAlarm(Struct, frozen=True):
    """An alarm was shown at this position."""

    alarm: str
    level: int
