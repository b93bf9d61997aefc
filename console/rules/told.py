"""What every desk is told: bulletins, dangers, alarms shown or put aside. Frozen values, times in ms UTC."""

from __future__ import annotations

from msgspec import Struct


class Bulletin(Struct, frozen=True):
    """A line to all desks until a time; `read` are the people who have marked it as read."""

    id: int
    text: str
    posted: int
    by: str
    position: str
    until: int
    read: tuple[str, ...] = ()


class Spoken(Struct, frozen=True):
    """A line of a conversation: when it was said, `by` whom ("" for the caller), and the words.

    `phrase` is the id of the phrase it was said by; `noise` is heard, not said.
    """

    when: int
    by: str
    text: str
    phrase: str = ""
    noise: bool = False


class Whisper(Struct, frozen=True):
    """What somebody told one position beside its call, and when."""

    when: int
    by: str
    text: str


class Danger(Struct, frozen=True):
    """Somebody is in danger: a unit, or whoever is at an incident. `cleared` are those who said that it is over."""

    id: int
    since: int
    by: str
    position: str
    unit: str = ""
    incident: int | None = None
    text: str = ""
    cleared: tuple[str, ...] = ()


class Shelf(Struct, frozen=True):
    """An alarm that was put aside with a reason; it comes back by itself."""

    until: int
    reason: str
    by: str


class Rung(Struct, frozen=True):
    """An alarm that was shown at a position, for the rates on record; `level` 1 is high, 2 medium."""

    when: int
    position: str
    alarm: str
    level: int
