"""What may be promised, and how a promise ends: kept, broken, withdrawn with a reason, or handed over; never lost."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.owed import Promise
from console.rules.promise_facts import PromiseEnd, PromiseKind
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

HOLD_MS = 60_000
"""How long a caller may be on hold before somebody speaks to them: the greeting says up to a minute."""
RETURN_MS = 300_000
"""When a dropped or abandoned caller is rung back at the latest."""
UNKNOWN = "unknown"
"""What is said on purpose where a caller's name could not be had."""
NEEDED: dict[PromiseKind, tuple[str, ...]] = {
    "callback": ("name", "phone", "due"),
    "message": ("to", "text"),
    "transfer": ("call", "to"),
    "escalation": ("to", "text"),
    "follow-up": ("text",),
    "wait": ("incident", "minutes"),
    "doubt": ("service", "text"),
}
"""What each kind of promise must say."""
EXAMPLES: dict[str, str] = {
    "callback": "b 17:00 osei",
    "message": "m park the gate is open",
    "transfer": "x fire",
    "escalation": "e wants an officer, no unit is needed",
    "follow-up": "fu 17:00 result of the visit",
    "wait": "wt 15",
    "doubt": "dt pothole callers ask about alleys",
}
WORDS: dict[str, str] = {
    "name": "the caller's name, or the word unknown",
    "phone": "the number to ring",
    "due": "a time",
    "to": "whom it goes to",
    "text": "what it is about",
    "call": "an open call",
    "incident": "the incident",
    "minutes": "how many minutes were told",
    "service": "the service",
}


def find_promise(board: Board, id: int) -> Promise:
    """The open promise with this id, or a refusal."""
    if id not in board.promises:
        raise Refused("That promise has ended already; the list shows the open ones.")
    return board.promises[id]


def make(board: Board, centre: Centre, asked: Asked, wanted: f.PromiseMade) -> f.Facts:
    """Promise something; what the kind needs must be there. A new wait takes the place of the one told before."""
    missing = [word for word in NEEDED.get(wanted.kind, ()) if not getattr(wanted, word)]
    if missing:
        example = EXAMPLES[wanted.kind]
        raise Refused(f"A {wanted.kind} needs {listed(WORDS[word] for word in missing)}, as in  {example}")
    if wanted.due is not None and wanted.due <= asked.when:
        raise Refused("The time that is promised must be still to come.")
    if wanted.incident is not None and wanted.incident not in (*board.incidents, *board.recent):
        raise Refused("That incident is no longer in view; name one that is, as in  #3")
    owner = wanted.owner or _owner(board, centre, asked, wanted)
    made = replace(wanted, promise=board.next_promise, owner=owner)
    if made.kind == "wait":
        made = replace(made, due=asked.when + (made.minutes or 0) * 60_000)
        return (*_told_anew(board, asked, made), made)
    return (made,)


def _owner(board: Board, centre: Centre, asked: Asked, wanted: f.PromiseMade) -> str:
    if wanted.kind in ("message", "escalation"):
        return wanted.to
    if wanted.kind == "doubt":
        service = centre.service_by_code.get(wanted.service.upper())
        if service is None:
            raise Refused(f"There is no service {quoted(wanted.service)}; name one by its code.")
        return service.department
    return asked.position


def _told_anew(board: Board, asked: Asked, made: f.PromiseMade) -> Iterator[f.PromiseEnded]:
    for promise in waits_for(board, made.incident):
        late = promise.due is not None and promise.due < asked.when
        yield f.PromiseEnded(promise.id, "broken" if late else "withdrawn", f"told anew: {made.minutes} min")


def waits_for(board: Board, incident: int | None) -> tuple[Promise, ...]:
    """The open promises of a time that callers of an incident were told."""
    return tuple(p for p in board.promises.values() if p.kind == "wait" and p.incident == incident is not None)


def end(board: Board, asked: Asked, id: int, how: PromiseEnd, note: str = "") -> f.Facts:
    """Say how it ended; whatever is not kept needs the reason, and a call back its attempts."""
    promise = find_promise(board, id)
    if how == "kept":
        late = promise.due is not None and promise.due < asked.when
        return (f.PromiseEnded(id, "broken", note or "kept late") if late else f.PromiseEnded(id, "kept", note),)
    if not note.strip():
        raise Refused("Say why it was not kept; the caller will ask.")
    owed = promise.tries - len(promise.tried)
    if promise.kind == "callback" and owed > 0:
        more = "one more attempt is" if owed == 1 else f"{owed} more attempts are"
        raise Refused(f"Ring {promise.name or UNKNOWN} first: {more} owed before this may be given up.")
    return (f.PromiseEnded(id, how, note),)


def try_again(board: Board, id: int, note: str = "") -> f.Facts:
    """Note an attempt that reached nobody."""
    find_promise(board, id)
    return (f.PromiseTried(id, note),)


def take(board: Board, asked: Asked, id: int, owner: str = "") -> f.Facts:
    """Hand it over, to this position if no other owner is named."""
    promise, to = find_promise(board, id), owner.strip() or asked.position
    if promise.owner == to:
        raise Refused(f"{to} has that promise already.")
    return (f.PromiseTaken(id, to),)


def ring_back(board: Board, asked: Asked, call: int, phone: str, why: str, tries: int = 1) -> tuple[f.PromiseMade, ...]:
    """The call back that is owed to a caller whose line was lost; nothing without a number."""
    if not phone:
        return ()
    due = asked.when + RETURN_MS
    return (
        f.PromiseMade(
            board.next_promise, "callback", asked.position, due, call, name=UNKNOWN, phone=phone, text=why, tries=tries
        ),
    )


def holding(board: Board, asked: Asked, call: int) -> f.PromiseMade:
    """Who is asked to hold is promised to be spoken to within a minute."""
    return f.PromiseMade(board.next_promise, "hold", asked.position, asked.when + HOLD_MS, call)


def spoken_to(board: Board, asked: Asked, call: int, gone: str = "") -> tuple[f.PromiseEnded, ...]:
    """What becomes of the promise to a caller on hold once they are spoken to, or are `gone`."""
    ended = []
    for promise in board.promises.values():
        if promise.kind == "hold" and promise.call == call:
            late = promise.due is not None and promise.due < asked.when
            broken = bool(gone) or late
            ended.append(f.PromiseEnded(promise.id, "broken" if broken else "kept", gone or ("late" if late else "")))
    return tuple(ended)


def let_go(board: Board, call: int) -> tuple[f.PromiseEnded, ...]:
    """What becomes of putting a caller through when the call ends before anybody was named."""
    open_ones = (p for p in board.promises.values() if p.kind == "transfer" and p.call == call)
    return tuple(f.PromiseEnded(p.id, "broken", "the call ended before anyone answered") for p in open_ones)
