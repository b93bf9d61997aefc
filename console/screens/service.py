"""The keys of service that every screen has: each begins a command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.screens.frame import Frame


def service_actions(frame: Frame) -> Mapping[str, Callable[[], None]]:
    """What a screen does for the commands of service."""
    begun = {
        "call.transfer": "x ",
        "call.callback": "b ",
        "call.message": "m ",
        "call.escalate": "e ",
        "line.search": "/",
    }
    return {
        **{id: _begins(frame, line) for id, line in begun.items()},
        "call.link": lambda: _link(frame),
    }


def _begins(frame: Frame, line: str) -> Callable[[], None]:
    return lambda: frame.begin_command(line)


def _link(frame: Frame) -> None:
    """The command line, ready to link to the incident that is most likely the same; Enter does it."""
    from console.rules.duplicate import same_call  # not needed for the first frame

    shift = frame.shift
    incident, call = shift.incident(frame.selected), shift.sight.call
    found = same_call(shift.board, shift.centre, incident, shift.now) if incident else ()
    likely = [shift.board.incidents[one.incident] for one in found if one.incident in shift.board.incidents]
    if incident is None or not likely:
        frame.begin_command("k ")
        return
    own = call is not None and call.incident == incident.id
    frame.begin_command(f"k {'' if own else f'#{incident.short} '}#{likely[0].short} ")
    frame.preview()
