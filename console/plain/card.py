"""An incident's card with its story, and the clocks as they are spoken when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator

from console.plain.lists import named
from console.rules.agency import together
from console.rules.board import Call, Incident
from console.rules.clock import LABELS, clocks
from console.rules.duplicate import same_call
from console.rules.incident import title
from console.rules.marks import marks, waiting
from console.rules.pressing import promised
from console.rules.status import STATUS
from console.rules.wording import spell
from console.widgets.sight import Sight

TALK = {"ringing": "RINGS", "answered": "TALK", "held": "HOLD", "parked": "PARKED"}
STORY = 12
"""How many of the newest lines of a story are told."""


def clock_lines(sight: Sight, incident: Incident | None) -> Iterator[str]:
    """The time, the five clocks of the call in hand, one's own lines, and the alarms."""
    call = call_of(sight, incident) or (sight.call if incident is None else None)
    yield f"{sight.date} {sight.time(sight.now)}"
    if call is not None or incident is not None:
        stages = clocks(call, incident, sight.centre.standard, sight.now)
        yield ", ".join(f"{LABELS[clock.stage]} {clock.said()}" for clock in stages)
    yield lines_said(sight)
    yield f"ALARMS {len(sight.alarms)}" + (f": {sight.alarms[0].text}" if sight.alarms else "")


def lines_said(sight: Sight) -> str:
    """One's own lines and those that ring, each with how long it has been so."""
    said = [f"{call.line} {TALK[call.state]} {spell((sight.now - call.since) // 1000)}" for call in sight.calls]
    return ", ".join(said) or "no line is open"


def call_of(sight: Sight, incident: Incident | None) -> Call | None:
    """One's own open call about an incident."""
    mine = [call for call in sight.calls if incident is not None and call.incident == incident.id]
    return mine[-1] if mine else None


def card(sight: Sight, incident: Incident) -> Iterator[str]:
    """What is known of an incident: its line, its details, its crew, what may be the same, and its newest lines."""
    sent = f"sent {sight.time(incident.sent)}" if incident.sent else "not sent yet"
    over = f"closed {incident.outcome} {incident.disposition}".rstrip()
    yield f"{named(incident)}  {incident.number}, {over if incident.closed is not None else sent}"
    place = incident.place
    if place is not None:
        sure = {"heard": "UNVERIFIED as it was heard", "matched": "matched, not verified", "verified": "VERIFIED"}
        yield f"place {sure[place.state]} {place.verified_by} zone {place.zone or '-'}"
    details = ", ".join(f"{code} {value}" for code, value in incident.details.items() if value)
    if details:
        yield details
    for job in sight.board.on(incident.id):
        yield f"{job.unit} {STATUS[job.status].word} since {sight.time(job.since)}"
    yield from (promised(p) for p in sight.board.promises.values() if p.incident == incident.id)
    yield from same_lines(sight, incident)
    yield from (words for words in (waiting(incident, sight.moment), *_marked(sight, incident)) if words)
    story = sight.story(incident)
    if len(story) > STORY:
        yield f"({len(story) - STORY} older lines)"
    yield from (f"{sight.time(line.when)} {line.who}: {line.text}" for line in story[-STORY:])


def _marked(sight: Sight, incident: Incident) -> Iterator[str]:
    """What the marks of its row say, then a line for each agency where there are several."""
    yield from (words for _, words in marks(sight.board, incident, sight.now))
    yield from together(sight.board, incident, sight.time)


def same_lines(sight: Sight, incident: Incident) -> Iterator[str]:
    """SAME CALL? with what may be the same, the best first; nothing once units are on it."""
    if incident.state not in ("draft", "pending"):
        return
    for one in same_call(sight.board, sight.centre, incident, sight.now, 3):
        yield f"SAME CALL? {title(sight.board.incident(one.incident))}  {one.why}"
