"""The words of the command line that are about an incident: remark, wait, priority, reopen, same as another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from console.desk import verbs as v
from console.desk.floor import Floor, Order, Word, named_incident
from console.desk.spoken import Spoken
from console.rules.incident import title
from console.rules.refused import Refused


def _remark(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"remark on {title(incident)}: {spoken.words}", (v.AddRemark(incident.id, spoken.words),))


def _wait(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words:
        return Order(f"{title(incident)} no longer waits", (v.Release(incident.id),))
    minutes = re.search(r"\s(\d{1,3})$", f" {spoken.words}")
    reason = spoken.words[: minutes.start()].strip() if minutes else spoken.words
    until = floor.now + int(minutes[1]) * 60_000 if minutes else None
    limit = f" for {minutes[1]} min" if minutes else ""
    return Order(f"{title(incident)} waits{limit}: {reason or '(say why)'}", (v.Defer(incident.id, reason, until),))


def _priority(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words.isdigit():
        raise Refused("Give the priority, 1 to 5, as in  p2")
    verb = v.SetPriority(incident.id, int(spoken.words))
    return Order(f"{title(incident)} to priority {spoken.words}", (verb,))


def _reopen(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"reopen {title(incident)}", (v.Reopen(incident.id),))


def _link(floor: Floor, spoken: Spoken) -> Order:
    """With one incident named one's own caller is about it, with two the first is the same as the second."""
    if spoken.into:
        same, other = named_incident(floor.board, spoken.incident), named_incident(floor.board, spoken.into)
        return Order(f"{title(same)} is the same as {title(other)}", (v.Merge(same.id, other.id),))
    if floor.call is None:
        raise Refused("You have no caller to add; answer a call with F2 first, or merge two, as in  k #18 #17")
    incident = floor.incident(spoken)
    return Order(f"your caller is about {title(incident)}", (v.LinkCall(floor.call, incident.id),))


def _split(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"{title(incident)} is a thing of its own", (v.Split(incident.id),))


def _open_ones(floor: Floor) -> Sequence[str]:
    return [f"#{incident.short}" for incident in floor.board.incidents.values()][:9]


def _merged(floor: Floor) -> Sequence[str]:
    return [f"#{incident.short}" for incident in floor.board.incidents.values() if incident.state == "merged"][:9]


INCIDENT_WORDS = (
    Word("r", "remark", "r gate code 4411", _remark),
    Word("w", "wait, or release", "w #17 no unit free 30", _wait),
    Word("p", "priority", "p2", _priority),
    Word("ro", "reopen", "ro #17", _reopen),
    Word("k", "your caller is about it, or two are the same", "k #17", _link, _open_ones),
    Word("k-", "split off what was merged", "k- #17", _split, _merged),
)
