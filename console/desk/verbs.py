"""What a desk can be asked to do: a value per verb, each noun's in a file of its own."""

from __future__ import annotations

from msgspec import Struct

from console.desk.call_verbs import (
    Connect,
    EndCall,
    HearCaller,
    Hold,
    LinkCall,
    Park,
    Resume,
    Ring,
    TakeCall,
    TellCaller,
    Transfer,
)
from console.desk.desk_verbs import NoteClockJump
from console.desk.incident_verbs import (
    AddRemark,
    Close,
    Defer,
    Inform,
    LinkIncident,
    Merge,
    NameType,
    Offer,
    OpenIncident,
    Plan,
    RaiseLevel,
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
    StrikeRemark,
    UnlinkIncident,
    VerifyPlace,
)
from console.desk.notice_verbs import (
    ClearDanger,
    EndBulletin,
    PostBulletin,
    RaiseDanger,
    ReadBulletin,
    SeeAlarm,
    ShelveAlarm,
    ShowAlarm,
    Whisper,
)
from console.desk.people_verbs import (
    AddPerson,
    BreakGlass,
    ChangePerson,
    DisablePerson,
    EnablePerson,
    HandOver,
    NoteDenial,
    NoteFailure,
    NoteLock,
    NotePassphrase,
    NoteSignIn,
    NoteSignOut,
    NoteUnlock,
    ReleasePerson,
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
from console.desk.record_verbs import Erase, NoteExport, NoteView
from console.desk.unit_verbs import (
    BringBack,
    CameUpon,
    ChangeUnit,
    Clear,
    Dispatch,
    Divert,
    Exchange,
    Free,
    MakeContact,
    Report,
    SignOff,
    SignOn,
    TakeOut,
    TellCrew,
    Turn,
)


class Undo(Struct, frozen=True):
    """Take back the newest command of one's own position."""


ArrangingVerb = Plan | RaiseLevel | LinkIncident | UnlinkIncident | StrikeRemark
ServiceVerb = VerifyPlace | SayPhrase | Merge | Split | Inform | Refer | Offer
TalkVerb = HearCaller | TellCaller | Whisper
CallVerb = Ring | TakeCall | Hold | Park | Resume | EndCall | LinkCall | Transfer | Connect
IncidentVerb = (
    ServiceVerb
    | ArrangingVerb
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
CrewVerb = Divert | Exchange | Turn | TellCrew | ChangeUnit | CameUpon
UnitVerb = SignOn | SignOff | Dispatch | Report | Clear | Free | TakeOut | BringBack | MakeContact | CrewVerb
NoticeVerb = PostBulletin | ReadBulletin | EndBulletin | RaiseDanger | ClearDanger | SeeAlarm | ShelveAlarm | ShowAlarm
PromiseVerb = MakePromise | TryPromise | TakePromise | EndPromise
RequestVerb = RequestService | TakeRequest | AskBack | AnswerRequest | FinishRequest
CatalogueVerb = DefineService | SignService
RecordVerb = NoteClockJump | NoteView | NoteExport | Erase
PeopleVerb = AddPerson | ChangePerson | DisablePerson | EnablePerson | ReleasePerson | BreakGlass | HandOver
SessionNote = NoteSignIn | NoteFailure | NoteSignOut | NoteLock | NoteUnlock | NotePassphrase | NoteDenial
"""What only the desk itself may write: nobody else can say that somebody signed in."""
OwedVerb = PromiseVerb | RequestVerb
OneVerb = (
    CallVerb
    | TalkVerb
    | IncidentVerb
    | UnitVerb
    | OwedVerb
    | CatalogueVerb
    | NoticeVerb
    | PeopleVerb
    | SessionNote
    | RecordVerb
    | Undo
)


class Several(Struct, frozen=True):
    """What one line asks for: all of it in one command, or nothing of it."""

    verbs: tuple[Verb, ...]


Verb = OneVerb | Several
"""What a desk can be asked to do."""


def together(verbs: tuple[Verb, ...]) -> Verb:
    """One verb as it is, more as one command."""
    return verbs[0] if len(verbs) == 1 else Several(verbs)
