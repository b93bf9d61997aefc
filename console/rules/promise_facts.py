"""What somebody was promised, and what became of it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

PromiseKind = Literal["hold", "wait", "callback", "message", "transfer", "escalation", "follow-up", "doubt", "welfare"]
"""A caller on hold, a wait that was told, a call back, a message, a transfer, a question to a supervisor or another
division, a result to be told later, a doubt that a department has to settle, and a call to hear how the caller of a
deferred incident is."""
PromiseEnd = Literal["kept", "broken", "withdrawn"]


class PromiseMade(Struct, frozen=True):
    """Somebody was told that something will be done, by `due` (ms UTC) if a time was named.

    `owner` is the position or department that has to keep it, `to` who is to be reached or asked, `name` and `phone`
    the caller's own, `text` what it is about. A wait has its `minutes` as they were said. A doubt is about a `service`.
    """

    promise: int
    kind: PromiseKind
    owner: str
    due: int | None = None
    call: int | None = None
    incident: int | None = None
    to: str = ""
    name: str = ""
    phone: str = ""
    text: str = ""
    minutes: int | None = None
    service: str = ""
    tries: int = 1


class PromiseTried(Struct, frozen=True):
    """An attempt to keep it that reached nobody."""

    promise: int
    note: str = ""


class PromiseTaken(Struct, frozen=True):
    """It was handed over: from now on `owner` has to keep it."""

    promise: int
    owner: str


class PromiseEnded(Struct, frozen=True):
    """It was kept, broken, or is no longer needed; the note says how."""

    promise: int
    end: PromiseEnd
    note: str = ""
