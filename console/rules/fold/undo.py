"""What was touched last, and what it is to take it back."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Assignment, Board, Incident, LastAct
from console.rules.fold.incident import resting_state
from console.rules.fold.unit import stamped_by_units
from console.rules.owed import Promise
from console.rules.status import UNDONE

K = TypeVar("K")
V = TypeVar("V")

DESK = "SYS"
"""The position that the desk itself writes under; it has no last act."""

_NO_ACTS = (
    f.Undone,
    f.AlarmSeen,
    f.AlarmShown,
    f.BulletinRead,
    *get_args(f.RecordFact),
    *get_args(f.TalkFact),
    *get_args(f.PeopleFact),
)
"""What no undo takes back, and what does not stand between an undo and what was done before."""


def remember(before: Board, after: Board, entry: f.Stamped) -> Board:
    """The board with what this entry touched added to its position's last act."""
    fact = entry.fact
    if entry.position == DESK or isinstance(fact, _NO_ACTS):
        return after
    act = before.last.get(entry.position)
    if act is None or act.key != entry.key:
        act = LastAct(entry.key, entry.when, type(fact).__name__, who=entry.who)
    elif act.what == "RemarkAdded":  # what was done beside the remark of a line can be taken back
        act = replace(act, what=type(fact).__name__)
    act = replace(
        act,
        incidents=_touched(act.incidents, _name(fact, "incident"), _incidents(before), _incidents(after)),
        assignments=_touched(act.assignments, _name(fact, "assignment"), before.assignments, after.assignments),
        units=_touched(act.units, _name(fact, "unit"), before.units, after.units),
        promises=_ended(act.promises, before, fact),
    )
    return replace(after, last={**after.last, entry.position: act})


def _name(fact: f.Fact, noun: str) -> Any:
    return getattr(fact, noun, None)


def _incidents(board: Board) -> Mapping[int, Incident]:
    return ChainMap(board.incidents, board.recent)  # type: ignore[arg-type]  # only read


def _touched(
    known: Mapping[K, tuple[V | None, V]], key: K | None, before: Mapping[K, V], after: Mapping[K, V]
) -> Mapping[K, tuple[V | None, V]]:
    if key is None or key not in after:
        return known
    first = known[key][0] if key in known else before.get(key)
    return {**known, key: (first, after[key])}


def _ended(known: Mapping[int, Promise], before: Board, fact: f.Fact) -> Mapping[int, Promise]:
    if not isinstance(fact, f.PromiseEnded):
        return known
    return {**known, fact.promise: before.promises[fact.promise]}


def after_undo(board: Board, entry: f.Stamped, fact: f.Undone) -> Board:
    """The board with the things that a command touched put back; assignments it made are cancelled."""
    act = board.last[entry.position]
    cancelled = {id: _cancelled(board.assignments[id], entry.when) for id in fact.cancelled}
    restored = {assignment.id: assignment for assignment in fact.assignments}
    board = replace(
        board,
        assignments={**board.assignments, **restored, **cancelled},
        units={**board.units, **{unit.callsign: unit for unit in fact.units}},
        promises={**board.promises, **{id: act.promises[id] for id in fact.promises}},
    )
    details = dict(fact.details)
    for incident in fact.incidents:
        board = _put_back(board, replace(incident, details=details.get(incident.id, {})))
    return replace(board, last={**board.last, entry.position: replace(act, taken_back=True)})


def _put_back(board: Board, incident: Incident) -> Board:
    """What was said stays: remarks and what the caller was told; so do the stamps of units sent by others."""
    now = board.incident(incident.id)
    back = stamped_by_units(board, replace(incident, remarks=now.remarks, told=now.told))
    incidents = {id: i for id, i in board.incidents.items() if id != back.id}
    recent = {id: i for id, i in board.recent.items() if id != back.id}
    if back.state == "closed":
        return replace(board, incidents=incidents, recent={**recent, back.id: back})
    return replace(board, incidents={**incidents, back.id: resting_state(board, back)}, recent=recent)


def _cancelled(assignment: Assignment, when: int) -> Assignment:
    return replace(
        assignment,
        status="cleared",
        since=when,
        stamps={**assignment.stamps, "cleared": when},
        disposition=UNDONE,
    )
