"""What a desk can be asked to do: a value per verb."""

from __future__ import annotations

from dataclasses import dataclass

from console.rules import facts as f
from console.rules.status import StatusName


@dataclass(frozen=True, slots=True)
class Ring:
    """A line rings, as a telephone bridge or a replay sees it."""

    line: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TakeCall:
    """Answer the line that rings longest (or the one named, or a free one) and begin the form.

    `ref` is the incident's number in the system that the call is taken over from.
    """

    line: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Ask a caller to hold."""

    call: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Park:
    """Leave a line and its form as they are."""

    call: int


@dataclass(frozen=True, slots=True)
class Resume:
    """Speak to a waiting caller again."""

    call: int


@dataclass(frozen=True, slots=True)
class EndCall:
    """The conversation is over."""

    call: int


@dataclass(frozen=True, slots=True)
class LinkCall:
    """Say which incident a call is about."""

    call: int
    incident: int


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """Begin an incident that nobody rang about: a unit came upon it, or another system sent it."""

    ref: str = ""


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Say where it is."""

    place: f.PlaceSet


@dataclass(frozen=True, slots=True)
class SetType:
    """Say what it is, by a service's code."""

    incident: int
    code: str


@dataclass(frozen=True, slots=True)
class NameType:
    """Take another system's type and priority as they are."""

    incident: int
    code: str
    name: str
    priority: int


@dataclass(frozen=True, slots=True)
class SetPriority:
    """Raise or lower the priority."""

    incident: int
    priority: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetDetail:
    """Note an answer."""

    incident: int
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Send:
    """Give the incident to the dispatcher."""

    incident: int


@dataclass(frozen=True, slots=True)
class AddRemark:
    """Add a line to the story; `typed` (ms UTC) is when its first key was pressed."""

    incident: int
    text: str
    typed: int | None = None


@dataclass(frozen=True, slots=True)
class Defer:
    """Let an incident wait, with a reason and perhaps a time (ms UTC)."""

    incident: int
    reason: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """Put a waiting incident back into the queue."""

    incident: int


@dataclass(frozen=True, slots=True)
class Close:
    """End an incident with a disposition."""

    incident: int
    disposition: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Go on with an incident that was closed a short while ago."""

    incident: int


@dataclass(frozen=True, slots=True)
class SignOn:
    """Bring a unit on duty."""

    unit: f.UnitSignedOn


@dataclass(frozen=True, slots=True)
class SignOff:
    """Take a unit off duty."""

    unit: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Send units to an incident."""

    units: tuple[str, ...]
    incident: int
    reached: StatusName = "dispatched"


@dataclass(frozen=True, slots=True)
class Report:
    """A unit reaches a status on the incident named, else on the one it works on."""

    unit: str
    status: StatusName
    incident: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clear:
    """A unit is done; `closes` says whether the last one to clear ends the incident."""

    unit: str
    disposition: str = ""
    incident: int | None = None
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Free:
    """Take a unit off its incident."""

    unit: str
    incident: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOut:
    """A unit can't be sent, with the reason and perhaps a time (ms UTC)."""

    unit: str
    reason: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class BringBack:
    """A unit can be sent again."""

    unit: str


@dataclass(frozen=True, slots=True)
class MakeContact:
    """A unit answered and is all right; `*` is every unit on a job."""

    unit: str


@dataclass(frozen=True, slots=True)
class SeeAlarm:
    """A person has seen an alarm."""

    alarm: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the newest command of one's own position."""


CallVerb = Ring | TakeCall | Hold | Park | Resume | EndCall | LinkCall
IncidentVerb = (
    OpenIncident
    | SetPlace
    | SetType
    | NameType
    | SetPriority
    | SetDetail
    | Send
    | AddRemark
    | Defer
    | Release
    | Close
    | Reopen
)
UnitVerb = SignOn | SignOff | Dispatch | Report | Clear | Free | TakeOut | BringBack | MakeContact
Verb = CallVerb | IncidentVerb | UnitVerb | SeeAlarm | Undo
