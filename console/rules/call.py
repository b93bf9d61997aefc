"""What may be done with a call."""

from __future__ import annotations

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Call
from console.rules.refused import Refused
from console.rules.wording import listed


def find_call(board: Board, id: int) -> Call:
    """The open call with this id, or a refusal."""
    if id not in board.calls:
        raise Refused("That call has ended already; F2 opens a new one.")
    return board.calls[id]


def ring(board: Board, line: str, phone: str = "") -> f.Facts:
    """A line rings."""
    busy = next((call for call in board.calls.values() if call.line == line), None)
    if busy is not None:
        raise Refused(f"{line} is in use ({busy.state}); another line must ring.")
    return (f.CallRang(board.next_call, line, phone),)


def answer(board: Board, lines: tuple[str, ...], line: str = "") -> tuple[f.CallRang | f.CallAnswered, ...]:
    """Pick up the line named, else the one that rings longest, else open a call on a free line."""
    ringing = sorted((c for c in board.calls.values() if c.state == "ringing"), key=lambda call: (call.rang, call.id))
    if line:
        ringing = [call for call in ringing if call.line == line]
    if ringing:
        return (f.CallAnswered(ringing[0].id),)
    if line and line not in lines:
        raise Refused(f"There is no free line {line}; the lines are {listed(lines)}.")
    used = {call.line for call in board.calls.values()}
    free = [name for name in lines if name not in used and line in ("", name)]
    if not free:
        what = f"{line} is in use" if line else f"all {len(lines)} lines are in use"
        raise Refused(f"{what}; end a call first.")
    return (f.CallRang(board.next_call, free[0]), f.CallAnswered(board.next_call))


def hold(board: Board, id: int, reason: str = "") -> f.Facts:
    """Ask the caller to hold; on a priority 1 or 2 incident only with a reason."""
    call = find_call(board, id)
    if call.state != "answered":
        raise Refused(f"{call.line} is {call.state}; only a caller you talk to can be put on hold.")
    incident = board.incidents.get(call.incident) if call.incident else None
    if incident is not None and incident.priority in (1, 2) and not reason.strip():
        raise Refused(f"{call.line} is a priority {incident.priority} call: say why it must hold, as in  h other line")
    return (f.CallHeld(id, reason),)


def park(board: Board, id: int) -> f.Facts:
    """Leave a line, its form as it is, for another one."""
    call = find_call(board, id)
    if call.state != "answered":
        raise Refused(f"{call.line} is {call.state}; only a caller you talk to can be parked.")
    return (f.CallParked(id),)


def leave(board: Board, asked: Asked) -> tuple[f.CallParked, ...]:
    """One talks on one line at a time: what the position talks on now is parked. Late entries only tell."""
    if asked.late:
        return ()
    return tuple(f.CallParked(call.id) for call in board.calls_of(asked.position) if call.state == "answered")


def resume(board: Board, asked: Asked, id: int) -> f.Facts:
    """Speak to a held or parked caller again; the line one talked on is parked."""
    call = find_call(board, id)
    if call.state not in ("held", "parked"):
        raise Refused(f"{call.line} is {call.state}; there is nobody waiting on it.")
    return (*leave(board, asked), f.CallResumed(id))


def end(board: Board, id: int) -> f.Facts:
    """The conversation is over; a line that was never answered counts as abandoned."""
    call = find_call(board, id)
    return (f.CallAbandoned(id),) if call.state == "ringing" else (f.CallEnded(id),)


def link(board: Board, id: int, incident: int) -> f.Facts:
    """Say which incident a call is about."""
    call = find_call(board, id)
    if incident not in board.incidents:
        raise Refused("That incident is closed; reopen it before a caller is added to it.")
    if call.incident == incident:
        raise Refused(f"{call.line} is linked to that incident already.")
    return (f.CallLinked(id, incident),)
