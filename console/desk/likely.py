"""The incident that is most likely the same as one's own, and the line that says so."""

from __future__ import annotations

from console.rules.board import Board, Call, Incident
from console.rules.centre import Centre
from console.rules.duplicate import same_call


def likeliest(board: Board, centre: Centre, incident: Incident, now: int) -> Incident | None:
    """The open incident that is most likely the same (`now` in ms UTC); None where nothing is like it."""
    found = (one.incident for one in same_call(board, centre, incident, now))
    return next((board.incidents[id] for id in found if id in board.incidents), None)


def link_line(incident: Incident, other: Incident, call: Call | None) -> str:
    """`k #17` while one's own call is about the incident: its caller is added; else `k #18 #17`: the two are one."""
    own = call is not None and call.incident == incident.id
    return f"k {'' if own else f'#{incident.short} '}#{other.short}"
