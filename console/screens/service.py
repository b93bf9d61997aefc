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
    from console.desk.likely import likeliest, link_line  # not needed for the first frame

    shift = frame.shift
    incident = shift.incident(frame.selected)
    other = likeliest(shift.board, shift.centre, incident, shift.now) if incident else None
    if incident is None or other is None:
        frame.begin_command("k ")
        return
    frame.begin_command(f"{link_line(incident, other, shift.sight.call)} ")
    frame.preview()
