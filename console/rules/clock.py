"""The stage clocks: functions of stamps and now. Nothing here reads a clock."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from console.rules.board import Call, Incident
from console.rules.centre import Stage, Standard
from console.rules.wording import spell

ClockState = Literal["waiting", "running", "last quarter", "late", "ok", "missed"]

LABELS: dict[Stage, str] = {
    "answer": "ANSWER",
    "locate": "LOCATE",
    "brief": "BRIEF",
    "roll": "ROLL",
    "arrive": "SCENE",
}


class Clock(Struct, frozen=True):
    """One stage from `started` to `stopped` (ms UTC, None: not yet) against `limit` seconds, read at `now`."""

    stage: Stage
    started: int | None
    stopped: int | None
    limit: int
    now: int

    @property
    def seconds(self) -> int:
        """Whole seconds so far, or in all once it has stopped; 0 before it starts."""
        if self.started is None:
            return 0
        end = self.now if self.stopped is None else self.stopped
        return max(0, (end - self.started) // 1000)

    @property
    def state(self) -> ClockState:
        """`waiting` before it starts; `ok` or `missed` once it has stopped."""
        if self.started is None:
            return "waiting"
        if self.stopped is not None:
            return "ok" if self.seconds <= self.limit else "missed"
        if self.seconds > self.limit:
            return "late"
        return "last quarter" if self.seconds * 4 >= self.limit * 3 else "running"

    @property
    def share(self) -> float:
        """How much of the limit is used, 0 to 1."""
        return min(1.0, self.seconds / self.limit) if self.limit else 1.0

    def said(self) -> str:
        """The clock in words: `-`, `14/20`, `3s ok`, `52/40 LATE +0:12`, `26s LATE +6`."""
        over = self.seconds - self.limit
        match self.state:
            case "waiting":
                return "-"
            case "ok":
                return f"{_short(self.seconds)} ok"
            case "missed":
                return f"{_short(self.seconds)} LATE +{_plain(over)}"
            case "late":
                return f"{_plain(self.seconds)}/{_plain(self.limit)} LATE +{_plain(over)}"
            case _:
                return f"{_plain(self.seconds)}/{_plain(self.limit)}"


def _plain(seconds: int) -> str:
    return str(seconds) if seconds < 100 else spell(seconds)


def _short(seconds: int) -> str:
    return f"{seconds}s" if seconds < 100 else spell(seconds)


def clocks(call: Call | None, incident: Incident | None, standard: Standard, now: int) -> tuple[Clock, ...]:
    """The five stage clocks of a call and its incident; a stage that the standard leaves out is not shown."""
    rang = call.rang if call else None
    if incident is not None:
        rang = incident.received if incident.calls else None
    answered = call.answered if call else incident.answered if incident else None
    if incident is not None and incident.answered is not None:
        answered = incident.answered
    located = incident.located if incident else None
    dispatched = incident.first_dispatched if incident else None
    en_route = incident.first_en_route if incident else None
    on_scene = incident.first_on_scene if incident else None
    priority, type = (incident.priority, incident.type) if incident else (0, "")
    ends: tuple[tuple[Stage, int | None, int | None], ...] = (
        ("answer", rang, answered),
        ("locate", answered, located),
        ("brief", located, dispatched),
        ("roll", dispatched, en_route),
        ("arrive", answered, on_scene),
    )
    if incident is not None and incident.closed is not None:  # what has not happened by now is not waited for
        ends = tuple((stage, start if stop is not None else None, stop) for stage, start, stop in ends)
    limits = ((stage, start, stop, standard.seconds(stage, priority, type)) for stage, start, stop in ends)
    return tuple(Clock(stage, start, stop, limit, now) for stage, start, stop, limit in limits if limit is not None)


def due(incident: Incident, standard: Standard) -> int | None:
    """When (ms UTC) a pending incident becomes late for want of a unit, by the target of its priority and service.

    None without a target or once a unit is sent.
    """
    limit = standard.seconds("pending", incident.priority, incident.type)
    if limit is None or incident.sent is None or incident.state not in ("pending", "deferred"):
        return None
    if incident.deferred_until is not None:
        return incident.deferred_until
    return incident.sent + limit * 1000


def by_lateness(incident: Incident, standard: Standard) -> tuple[int, int]:
    """What the queue is sorted by: the time it is due at, then its age. Deferred and attended ones come last."""
    when = due(incident, standard)
    return (when if when is not None else 1 << 60, incident.sent or incident.opened)
