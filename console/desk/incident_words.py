"""The words of the command line that are about an incident: remark, strike, priority, reopen, same as another."""

from __future__ import annotations

from collections.abc import Sequence

from console.desk import verbs as v
from console.desk.arranging_words import ARRANGING_WORDS
from console.desk.floor import Floor, Order, Word, named_incident
from console.desk.spoken import Spoken
from console.rules.board import RECENT, Incident
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.wording import quoted

LISTED = 5
"""How many of one's own lines are listed with their numbers."""


def _remark(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"remark on {title(incident)}: {spoken.words}", (v.AddRemark(incident.id, spoken.words),))


def _strike(floor: Floor, spoken: Spoken) -> Order:
    """One's own lines count from the newest; without a number they are listed."""
    incident = floor.incident(spoken)
    own = _own_lines(floor, incident)
    number, _, why = spoken.words.partition(" ")
    if not number:
        return Order(_numbered(incident, own))
    if not own:
        raise Refused(f"You wrote no line in #{incident.short}; a correction is a new line, as in  r it is flat 4")
    if not number.isdigit() or not 0 < int(number) <= len(own):
        yours = f"yours are 1 to {len(own)}" if len(own) > 1 else "there is one"
        raise Refused(f"You have no line {quoted(number)} in #{incident.short}; {yours}, as in  r- 1 wrong flat")
    at, said = own[int(number) - 1], why.strip() or "(say what is wrong)"
    line = quoted(incident.remarks[at].text)
    return Order(f'strike "{line}" from #{incident.short}: {said}', (v.StrikeRemark(incident.id, at, why.strip()),))


def _own_lines(floor: Floor, incident: Incident) -> list[int]:
    """The places of one's own remarks, newest first; one that is struck keeps its number."""
    remarks = incident.remarks
    return [at for at in range(len(remarks) - 1, -1, -1) if floor.who in ("", remarks[at].who)]


def _numbered(incident: Incident, own: list[int]) -> str:
    lines = [(number, incident.remarks[at]) for number, at in enumerate(own[:LISTED], 1)]
    said = "; ".join(f"{number} {'(struck) ' if line.struck else ''}{quoted(line.text)}" for number, line in lines)
    if not said:
        return f"you wrote no line in #{incident.short}"
    return f"your lines in #{incident.short}, newest first: {said}"


def _priority(floor: Floor, spoken: Spoken) -> Order:
    """What follows a semicolon is the reason, and stands in the story too."""
    incident = floor.incident(spoken)
    if not spoken.words.isdigit():
        raise Refused("Give the priority, 1 to 5, as in  p2")
    verb = v.SetPriority(incident.id, int(spoken.words), spoken.remark)
    why = f": {spoken.remark}" if spoken.remark else ""
    return Order(f"{title(incident)} to priority {spoken.words}{why}", (verb,))


def _reopen(floor: Floor, spoken: Spoken) -> Order:
    known = (*floor.board.incidents.values(), *floor.board.recent.values())
    if "-" in spoken.incident and spoken.incident not in {incident.number for incident in known}:
        raise Refused(
            f"{spoken.incident} is not among the {RECENT} closed last; "
            "open a new one and name the old number in a remark, as in  r see 26-0417"
        )
    incident = floor.incident(spoken)
    return Order(f"reopen {title(incident)}", (v.Reopen(incident.id),))


def _link(floor: Floor, spoken: Spoken) -> Order:
    """With one incident named one's own caller is about it, with two the first is the same as the second."""
    if spoken.into:
        same, other = named_incident(floor.board, spoken.incident), named_incident(floor.board, spoken.into)
        return Order(f"{title(same)} is the same as {title(other)}", (v.Merge(same.id, other.id),))
    if floor.call is None:
        raise Refused("You have no caller to add; answer a call first, as in  n, or merge two, as in  k #18 #17")
    incident = floor.incident(spoken)
    return Order(f"your caller is about {title(incident)}", (v.LinkCall(floor.call, incident.id),))


def _split(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"{title(incident)} is a thing of its own", (v.Split(incident.id),))


def _open_ones(floor: Floor) -> Sequence[str]:
    return [f"#{incident.short}" for incident in floor.board.incidents.values()][:9]


def _merged(floor: Floor) -> Sequence[str]:
    return [f"#{incident.short}" for incident in floor.board.incidents.values() if incident.state == "merged"][:9]


def _closed(floor: Floor) -> Sequence[str]:
    return [f"#{incident.short}" for incident in floor.board.recent.values()][-9:]


INCIDENT_WORDS = (
    Word("r", "remark", "r gate code 4411", _remark),
    Word("r-", "strike out a line of yours, the newest is 1", "r- 1 wrong flat", _strike),
    Word("p", "priority", "p2", _priority),
    Word("ro", "reopen", "ro #17", _reopen, _closed),
    Word("k", "your caller is about it, or two are the same", "k #17", _link, _open_ones),
    Word("k-", "split off what was merged", "k- #17", _split, _merged),
    *ARRANGING_WORDS,
)
