"""What may be done with a call."""

from __future__ import annotations

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board, Call, Incident
from console.rules.call_facts import CallEnd, Channel
from console.rules.owed import Promise
from console.rules.promise import holding, let_go, ring_back, spoken_to
from console.rules.refused import Refused
from console.rules.wording import listed


def find_call(board: Board, id: int) -> Call:
    """The open call with this id, or a refusal."""
    if id not in board.calls:
        raise Refused("That call has ended already; a new one is opened with  n")
    return board.calls[id]


def ring(board: Board, rang: f.CallRang) -> f.Facts:
    """A line rings, or somebody writes or walks in."""
    busy = next((call for call in board.calls.values() if call.line == rang.line), None)
    if busy is not None:
        raise Refused(f"{rang.line} is in use ({busy.state}); another line must ring.")
    return (replace(rang, call=board.next_call),)


def answer(
    board: Board, lines: tuple[str, ...], line: str = "", channel: Channel = "phone"
) -> tuple[f.CallRang | f.CallAnswered, ...]:
    """Pick up the line named, else the one that rings longest, else open a call on a free line."""
    ringing = sorted((c for c in board.calls.values() if c.state == "ringing"), key=lambda call: (call.rang, call.id))
    if channel != "phone":
        ringing = []
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
    return (f.CallRang(board.next_call, free[0], channel=channel), f.CallAnswered(board.next_call))


def hold(board: Board, asked: Asked, id: int, reason: str = "") -> f.Facts:
    """Ask the caller to hold; on a priority 1 or 2 incident only with a reason. They are promised to be spoken to."""
    call = find_call(board, id)
    if call.state != "answered":
        raise Refused(f"{call.line} is {call.state}; only a caller you talk to can be put on hold.")
    incident = board.incidents.get(call.incident) if call.incident else None
    if incident is not None and incident.priority in (1, 2) and not reason.strip():
        raise Refused(f"{call.line} is a priority {incident.priority} call: say why it must hold, as in  h other line")
    return (f.CallHeld(id, reason), holding(board, asked, id))


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
    return (*leave(board, asked), f.CallResumed(id), *spoken_to(board, asked, id))


def end(board: Board, asked: Asked, id: int, how: CallEnd = "ended", noise: bool = False) -> f.Facts:
    """The conversation is over. Whoever was cut off, or gave up before anyone answered, is rung back.

    One attempt is owed, two where noise was heard (ux: the rule of an agency for dropped calls).
    """
    call = find_call(board, id)
    gone = (*spoken_to(board, asked, id, "the caller was gone"), *let_go(board, id))
    if call.state == "ringing":
        return (f.CallAbandoned(id), *ring_back(board, asked, id, call.phone, "hung up before anyone answered"))
    if how == "dropped":
        number = number_of(board, board.incidents.get(call.incident or 0), call)
        owed = ring_back(board, asked, id, number, "the line was lost", 2 if noise else 1)
        return (f.CallEnded(id, how), *gone, *owed)
    return (f.CallEnded(id, how), *gone)


def number_of(board: Board, incident: Incident | None, call: Call | None = None) -> str:
    """The number that the caller confirmed, else what the network gave for this call, or for any about the incident."""
    if incident is not None and incident.details.get("phone"):
        return incident.details["phone"]
    about = (board.calls.get(id) for id in incident.calls) if incident and not call else (call,)
    return next((one.phone for one in about if one and one.phone), "")


def transfer(board: Board, asked: Asked, id: int, to: str, receiver: str = "", *, warm: bool = True) -> f.Facts:
    """Put a caller through: warm stays until a `receiver` answers, a promise until then; cold lets go at once.

    Where nobody answered before, it is tried elsewhere instead: one caller is put through to one place.
    """
    call = find_call(board, id)
    if call.state != "answered":
        raise Refused(f"{call.line} is {call.state}; speak to the caller before you put them through.")
    if not to.strip():
        raise Refused("Say whom the caller goes to, as in  x fire")
    promise = f.PromiseMade(board.next_promise, "transfer", asked.position, None, id, call.incident, to)
    instead = (f.PromiseEnded(p.id, "withdrawn", f"goes to {to} instead") for p in _put_through(board, id))
    if warm and not receiver.strip():
        return (*instead, promise)
    how = f"{receiver} answered" if receiver else "cold, nobody's answer was waited for"
    return (*instead, promise, f.PromiseEnded(promise.promise, "kept", how), f.CallEnded(id, "transferred"))


def _put_through(board: Board, id: int) -> tuple[Promise, ...]:
    return tuple(p for p in board.promises.values() if p.kind == "transfer" and p.call == id)


def connected(board: Board, asked: Asked, id: int, receiver: str) -> f.Facts:
    """The other side has answered and knows why: the receiver is named, and the line is theirs."""
    find_call(board, id)
    open_ones = _put_through(board, id)
    if not open_ones:
        raise Refused("This caller is not being put through; begin with  x fire")
    if not receiver.strip():
        raise Refused("Name who answered, as in  xc lee at fire")
    ended = tuple(f.PromiseEnded(p.id, "kept", f"{receiver} answered") for p in open_ones)
    return (*ended, f.CallEnded(id, "transferred"), *spoken_to(board, asked, id))
