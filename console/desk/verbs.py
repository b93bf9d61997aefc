"""What a desk can be asked to do: a value per verb."""

from __future__ import annotations

from msgspec import Struct

from console.rules import facts as f
from console.rules.status import StatusName


class Ring(Struct, frozen=True):
    """A line rings, as a telephone bridge or a replay sees it."""

    line: str
    phone: str = ""


class TakeCall(Struct, frozen=True):
    """Answer the line that rings longest (or the one named, or a free one) and begin the form.

    `ref` is the incident's number in the system that the call is taken over from.
    """

    line: str = ""
    ref: str = ""


class Hold(Struct, frozen=True):
    """Ask a caller to hold."""

    call: int
    reason: str = ""


class Park(Struct, frozen=True):
    """Leave a line and its form as they are."""

    call: int


class Resume(Struct, frozen=True):
    """Speak to a waiting caller again."""

    call: int


class EndCall(Struct, frozen=True):
    """The conversation is over."""

    call: int


class LinkCall(Struct, frozen=True):
    """Say which incident a call is about."""

    call: int
    incident: int


class OpenIncident(Struct, frozen=True):
    """Begin an incident that nobody rang about: a unit came upon it, or another system sent it."""

    ref: str = ""


class SetPlace(Struct, frozen=True):
    """Say where it is."""

    place: f.PlaceSet


class SetType(Struct, frozen=True):
    """Say what it is, by a service's code."""

    incident: int
    code: str


class NameType(Struct, frozen=True):
    """Take another system's type and priority as they are."""

    incident: int
    code: str
    name: str
    priority: int


class SetPriority(Struct, frozen=True):
    """Raise or lower the priority."""

    incident: int
    priority: int
    why: str = ""


class SetDetail(Struct, frozen=True):
    """Note an answer."""

    incident: int
    field: str
    value: str


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


class SignOn(Struct, frozen=True):
    """Bring a unit on duty."""

    unit: f.UnitSignedOn


class SignOff(Struct, frozen=True):
    """Take a unit off duty."""

    unit: str


class Dispatch(Struct, frozen=True):
    """Send units to an incident."""

    units: tuple[str, ...]
    incident: int
    reached: StatusName = "dispatched"


class Report(Struct, frozen=True):
    """A unit reaches a status on the incident named, else on the one it works on."""

    unit: str
    status: StatusName
    incident: int | None = None
    note: str = ""


class Clear(Struct, frozen=True):
    """A unit is done; `closes` says whether the last one to clear ends the incident."""

    unit: str
    disposition: str = ""
    incident: int | None = None
    closes: bool = True


class Free(Struct, frozen=True):
    """Take a unit off its incident."""

    unit: str
    incident: int | None = None


class TakeOut(Struct, frozen=True):
    """A unit can't be sent, with the reason and perhaps a time (ms UTC)."""

    unit: str
    reason: str
    until: int | None = None


class BringBack(Struct, frozen=True):
    """A unit can be sent again."""

    unit: str


class MakeContact(Struct, frozen=True):
    """A unit answered and is all right; `*` is every unit on a job."""

    unit: str


class SeeAlarm(Struct, frozen=True):
    """A person has seen an alarm."""

    alarm: str


class Undo(Struct, frozen=True):
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
