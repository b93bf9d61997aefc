"""Several hands at one thing: who was later is told who was first, with what, and how long ago."""

from __future__ import annotations

from collections.abc import Mapping

from console.rules.asked import Asked
from console.rules.board import Board, Incident, Unit
from console.rules.refused import Refused
from console.rules.wording import quoted, spell

Seen = Mapping[str, tuple[int, ...]]
"""The jobs (assignment ids) that each unit had when somebody looked."""


def jobs_seen(board: Board, callsigns: tuple[str, ...]) -> Seen:
    """What one sees of these units now; those that are not on duty are left to the rule that names them."""
    return {name: board.units[name].assignments for name in callsigns if name in board.units}


def same_field(asked: Asked, incident: Incident, field: str, was: str | None, now: str, wanted: str) -> None:
    """Refuse an edit of what another position has changed since its editor looked; `was` None: nobody looked."""
    edit = incident.edits.get(field)
    if was is None or now in (was, wanted) or edit is None or edit.position == asked.position:
        return
    ago = spell((asked.now - edit.when) / 1000)
    raise Refused(
        f"{edit.who} ({edit.position}) changed the {field} of #{incident.short} to "
        f"{quoted(now) or '(empty)'} {ago} ago; {quoted(wanted)} is still in your field, Enter again puts it."
    )


def same_jobs(board: Board, asked: Asked, unit: Unit, seen: Seen | None) -> None:
    """Refuse to send a unit that somebody has sent elsewhere since its sender looked."""
    if seen is None or unit.callsign not in seen:
        return
    for id in unit.assignments:
        job = board.assignments[id]
        if id not in seen[unit.callsign]:
            ago = spell((asked.now - job.stamps["dispatched"]) / 1000)
            raise Refused(
                f"{job.by} sent {unit.callsign} to #{board.incident(job.incident).short} {ago} ago; "
                f"send another, or again to let it wait for that."
            )
