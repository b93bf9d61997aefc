"""What can be done with an incident."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from console.rules import facts as f
from console.rules.courtesy import Severity


class OpenIncident(Struct, frozen=True):
    """Begin an incident that nobody rang about: a unit came upon it, or another system sent it."""

    ref: str = ""


class SetPlace(Struct, frozen=True):
    """Say where it is; `was` is the text that its editor saw there, None where nobody looked."""

    place: f.PlaceSet
    was: str | None = None


class SetType(Struct, frozen=True):
    """Say what it is, by a service's code; `was` is the code that its editor saw there."""

    incident: int
    code: str
    was: str | None = None


class NameType(Struct, frozen=True):
    """Take another system's type and priority as they are."""

    incident: int
    code: str
    name: str
    priority: int


class SetPriority(Struct, frozen=True):
    """Raise or lower the priority; `was` is the one that its editor saw there."""

    incident: int
    priority: int
    why: str = ""
    was: int | None = None


class SetDetail(Struct, frozen=True):
    """Note an answer; `was` is the one that its editor saw there."""

    incident: int
    field: str
    value: str
    was: str | None = None


class Send(Struct, frozen=True):
    """Give the incident to the dispatcher."""

    incident: int


class AddRemark(Struct, frozen=True):
    """Add a line to the story; `typed` (ms UTC) is when its first key was pressed."""

    incident: int
    text: str
    typed: int | None = None


class Defer(Struct, frozen=True):
    """Let an incident wait, with a reason and perhaps a time (ms UTC)."""

    incident: int
    reason: str
    until: int | None = None


class Plan(Struct, frozen=True):
    """It is work for later: it begins `at` (ms UTC), when these units go."""

    incident: int
    at: int
    units: tuple[str, ...] = ()


class RaiseLevel(Struct, frozen=True):
    """Another alarm: what its run card sends at the next level is needed as well."""

    incident: int


class LinkIncident(Struct, frozen=True):
    """It belongs to a major incident."""

    incident: int
    parent: int


class UnlinkIncident(Struct, frozen=True):
    """It does not belong to a major incident after all."""

    incident: int


class StrikeRemark(Struct, frozen=True):
    """A line of the story is wrong; `remark` is its place among the remarks, from 0."""

    incident: int
    remark: int
    why: str = ""


class Release(Struct, frozen=True):
    """Put a waiting incident back into the queue."""

    incident: int


class Close(Struct, frozen=True):
    """End an incident with a disposition."""

    incident: int
    disposition: str
    outcome: str = ""


class Reopen(Struct, frozen=True):
    """Go on with an incident that was closed a short while ago."""

    incident: int


class VerifyPlace(Struct, frozen=True):
    """Say how it was made sure that the place is where the caller is."""

    incident: int
    by: str


class SayPhrase(Struct, frozen=True):
    """Note that a phrase was said."""

    incident: int
    phrase: str


class Merge(Struct, frozen=True):
    """An incident is the same as another."""

    incident: int
    into: int


class Split(Struct, frozen=True):
    """An incident is a thing of its own after all."""

    incident: int


class Inform(Struct, frozen=True):
    """The caller was told what they needed; the incident closes."""

    incident: int
    told: str
    source: str = ""


class Refer(Struct, frozen=True):
    """The caller is sent on to an entry of the directory; `answers` are those of the safety net given here."""

    incident: int
    listing: str
    answers: Mapping[str, str] = field(default_factory=dict)
    connected: bool = False


class Offer(Struct, frozen=True):
    """Something is offered because a service failed somebody."""

    incident: int
    offer: str
    severity: Severity
    role: str
    why: str
