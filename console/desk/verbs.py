"""What a desk can be asked to do: a value per verb, each noun's in a file of its own."""

from __future__ import annotations

from msgspec import Struct

from console.desk.call_verbs import Connect, EndCall, Hold, LinkCall, Park, Resume, Ring, TakeCall, Transfer
from console.desk.incident_verbs import (
    AddRemark,
    Close,
    Defer,
    Inform,
    Merge,
    NameType,
    Offer,
    OpenIncident,
    Refer,
    Release,
    Reopen,
    SayPhrase,
    Send,
    SetDetail,
    SetPlace,
    SetPriority,
    SetType,
    Split,
    VerifyPlace,
)
from console.desk.promise_verbs import (
    AnswerRequest,
    AskBack,
    DefineService,
    EndPromise,
    FinishRequest,
    MakePromise,
    RequestService,
    SignService,
    TakePromise,
    TakeRequest,
    TryPromise,
)
from console.desk.unit_verbs import BringBack, Clear, Dispatch, Free, MakeContact, Report, SignOff, SignOn, TakeOut


class SeeAlarm(Struct, frozen=True):
    """A person has seen an alarm."""

    alarm: str


class Undo(Struct, frozen=True):
    """Take back the newest command of one's own position."""


ServiceVerb = VerifyPlace | SayPhrase | Merge | Split | Inform | Refer | Offer
CallVerb = Ring | TakeCall | Hold | Park | Resume | EndCall | LinkCall | Transfer | Connect
IncidentVerb = (
    ServiceVerb
    | OpenIncident
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
PromiseVerb = MakePromise | TryPromise | TakePromise | EndPromise
RequestVerb = RequestService | TakeRequest | AskBack | AnswerRequest | FinishRequest
CatalogueVerb = DefineService | SignService
Verb = CallVerb | IncidentVerb | UnitVerb | PromiseVerb | RequestVerb | CatalogueVerb | SeeAlarm | Undo
