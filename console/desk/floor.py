"""What a command line is read against, and what a line comes to: an order, with its preview in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.desk import verbs as v
from console.desk.spoken import Spoken
from console.rules.board import Board, Incident
from console.rules.centre import Centre
from console.rules.owed import Promise, Request
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

Open = TypeVar("Open", Promise, Request)

CAME_UPON = "unit.came_upon"
"""What a screen does with the place: `12 STOP 1200 n oak; red car` is looked up before it goes on the log."""
HISTORY = "history.show"
"""What a screen lays on a sheet: `unit 12`, `place 1200 n oak`, `here 7` for an incident's, `caller 919-555-0142`."""


class Order(Struct, frozen=True):
    """What a line means: verbs to ask for, a screen's own command, an incident to go to, or words to search for.

    `said` is the preview in words; `text` is what the command is given. Where a line leaves something open, `line` is
    what it is filled with to go on, and `choices` are whole lines to choose from, each with how it reads; a line that
    ends in a blank is to be gone on with, and `again` says that choosing goes on after a choice. `read` are lines that
    are only there to be read.
    """

    said: str
    verbs: tuple[v.Verb, ...] = ()
    command: str = ""
    go: int | None = None
    text: str = ""
    search: str = ""
    line: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    again: bool = False
    read: tuple[str, ...] = ()

    @property
    def sends(self) -> bool:
        """Whether it sends a unit somewhere."""
        return any(isinstance(verb, v.Dispatch | v.Divert | v.Exchange) for verb in self.verbs)


class Floor(Struct, frozen=True):
    """What a line is read against: board, centre, selected incident, one's own call, now (ms UTC), and who reads it.

    `filtered` says that a list is shown only in part.
    """

    board: Board
    centre: Centre
    selected: int | None
    call: int | None
    now: int
    who: str = ""
    filtered: bool = False
    position: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return ZoneInfo(self.centre.timezone)

    def incident(self, spoken: Spoken) -> Incident:
        """The incident that was named, else the selected one; a refusal when there is neither."""
        if spoken.incident:
            return named_incident(self.board, spoken.incident)
        known = {**self.board.incidents, **self.board.recent}
        if self.selected in known:
            return known[self.selected]
        raise Refused("Name the incident, as in  #3, or select one in the queue first.")

    def promise(self, name: str, example: str) -> Promise:
        """The open promise that `P3` or `3` means; a refusal that says which there are."""
        return _named(self.board.promises, name, "P", "promise", example)

    def request(self, name: str, example: str) -> Request:
        """The open request that `R5` or `5` means; a refusal that says which there are."""
        return _named(self.board.requests, name, "R", "request", example)


class Word(Struct, frozen=True):
    """A verb of the line: how it reads in the help, one correct example, what it makes of the rest, and its choices."""

    word: str
    help: str
    example: str
    read: Callable[[Floor, Spoken], Order]
    choices: Callable[[Floor], Sequence[str]] = lambda floor: ()


def named_incident(board: Board, name: str) -> Incident:
    """The incident that `#17`, `17` or `26-0417` means; a refusal that says which there are."""
    bare = name.lstrip("#")
    everything = [*board.incidents.values(), *board.recent.values()]
    for incident in everything:
        if bare in (str(incident.short), incident.number):
            return incident
    shorts = listed([f"#{incident.short}" for incident in board.incidents.values()][:6])
    raise Refused(f"There is no incident {name}; " + (f"open are {shorts}." if shorts else "none is open."))


def screen_word(command: str, said: str) -> Callable[[Floor, Spoken], Order]:
    """What a word means that is one of the screen's own commands."""
    return lambda floor, spoken: Order(said, command=command)


def _named(open_ones: Mapping[int, Open], name: str, letter: str, noun: str, example: str) -> Open:
    bare = name.strip().upper().removeprefix(letter)
    if bare.isdigit() and int(bare) in open_ones:
        return open_ones[int(bare)]
    if not bare:
        raise Refused(f"Name the {noun}, as in  {example}")
    known = listed([f"{letter}{id}" for id in open_ones][:6]) or "none"
    raise Refused(f"There is no open {noun} {quoted(name)}; open: {known}, as in  {example}")
