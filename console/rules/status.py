"""The statuses a unit can have on an assignment: one line each."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

StatusName = Literal["dispatched", "acknowledged", "en_route", "on_scene", "transporting", "at_destination", "cleared"]

UNDONE = "undone"
"""The disposition of an assignment whose dispatch was taken back: its stamps count for nothing."""


class Status(Struct, frozen=True):
    """A status: the code and mark on the board, the word for people, and its place in the order of a job.

    `role` names the colour in the themes; the mark and the code carry the meaning without it.
    """

    name: StatusName
    code: str
    word: str
    mark: str
    role: str
    order: int


STATUSES = (
    Status("dispatched", "DP", "dispatched", "?", "dispatched", 1),
    Status("acknowledged", "AK", "acknowledged", "?", "dispatched", 2),
    Status("en_route", "ER", "en route", ">", "enroute", 3),
    Status("on_scene", "OS", "on scene", "@", "onscene", 4),
    Status("transporting", "TR", "transporting", ">", "enroute", 5),
    Status("at_destination", "TD", "at destination", "@", "onscene", 6),
    Status("cleared", "AV", "clear", "+", "available", 7),
)
STATUS: dict[StatusName, Status] = {status.name: status for status in STATUSES}
