"""What callers, crews and the coach do in a run: each becomes one verb at the same desk as everybody's."""

from __future__ import annotations

from msgspec import Struct

from console.practice.scenario import CrewDoes


class Rings(Struct, frozen=True):
    """A caller's line rings."""

    caller: str


class Speaks(Struct, frozen=True):
    """A caller says something, or is heard."""

    caller: str
    text: str
    noise: bool = False


class Leaves(Struct, frozen=True):
    """A caller hangs up, or the line is lost."""

    caller: str
    dropped: bool = False


class CrewActs(Struct, frozen=True):
    """A crew reports something of an incident."""

    unit: str
    incident: int
    does: CrewDoes
    says: str = ""


class Ends(Struct, frozen=True):
    """The run is over."""


Act = Rings | Speaks | Leaves | CrewActs | Ends


class Due(Struct, frozen=True):
    """An act and when it is due (ms UTC); `number` keeps those of one moment in order."""

    when: int
    number: int
    act: Act
