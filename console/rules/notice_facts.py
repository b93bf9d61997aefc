"""What all desks were told, and what became of the alarms that they were shown."""

from __future__ import annotations

from msgspec import Struct


class BulletinPosted(Struct, frozen=True):
    """A line to all desks until a time (ms UTC)."""

    bulletin: int
    text: str = ""
    until: int = 0


class BulletinRead(Struct, frozen=True):
    """The entry's person has read it."""

    bulletin: int


class BulletinEnded(Struct, frozen=True):
    """It no longer holds."""

    bulletin: int


class Whispered(Struct, frozen=True):
    """Somebody told one position something beside its call; the caller does not hear it. Empty: nothing any more."""

    to: str
    text: str = ""


class DangerRaised(Struct, frozen=True):
    """A unit, or whoever is at an incident, is in danger: every position is told."""

    danger: int
    unit: str = ""
    incident: int | None = None
    text: str = ""


class DangerCleared(Struct, frozen=True):
    """The entry's person says that it is over. Who raised it ends it alone; of all others it takes two."""

    danger: int


class AlarmSeen(Struct, frozen=True):
    """A person has seen this alarm; its clock runs on."""

    alarm: str


class AlarmShelved(Struct, frozen=True):
    """This alarm is put aside with a reason until a time (ms UTC), then comes back by itself."""

    alarm: str
    reason: str
    until: int


class AlarmShown(Struct, frozen=True):
    """This alarm was shown at the entry's position, so that the rates are on record; `level` 1 is high, 2 medium."""

    alarm: str
    level: int
