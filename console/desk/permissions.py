"""Which permission each verb needs: one word a verb, held against the word in the role of who asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from console.desk import verbs as v
from console.rules.asked import Asked
from console.rules.centre import Centre
from console.rules.permit import refusal

DESK_ONLY = "desk"
"""No role can have it: only the desk itself writes that somebody signed in."""

_NEEDED: Mapping[str, tuple[type[v.OneVerb], ...]] = {
    "watch": (v.NoteView, v.ReadBulletin, v.ShowAlarm, v.HandOver),
    "danger": (v.RaiseDanger, v.ClearDanger),
    "calls": (
        *(v.Ring, v.TakeCall, v.Hold, v.Park, v.Resume, v.EndCall, v.LinkCall, v.Transfer, v.Connect),
        *(v.HearCaller, v.TellCaller, v.Whisper),
    ),
    "incidents": (
        *(v.OpenIncident, v.SetPlace, v.SetType, v.NameType, v.SetPriority, v.SetDetail, v.Send, v.AddRemark),
        *(v.VerifyPlace, v.SayPhrase),
    ),
    "outcomes": (v.Inform, v.Refer, v.Offer),
    "promises": (v.MakePromise, v.TryPromise, v.TakePromise, v.EndPromise),
    "requests": (v.RequestService, v.TakeRequest, v.AskBack, v.AnswerRequest, v.FinishRequest),
    "alarms": (v.SeeAlarm, v.ShelveAlarm),
    "undo": (v.Undo,),
    "dispatch": (
        *(v.Dispatch, v.Report, v.Clear, v.Free, v.TakeOut, v.BringBack, v.MakeContact),
        *(v.Divert, v.Exchange, v.Turn, v.TellCrew, v.ChangeUnit, v.CameUpon),
    ),
    "plan": (v.Defer, v.Release, v.Plan, v.RaiseLevel, v.LinkIncident, v.UnlinkIncident),
    "close": (v.Close, v.Reopen, v.Merge, v.Split),
    "roster": (v.SignOn, v.SignOff),
    "bulletins": (v.PostBulletin, v.EndBulletin),
    "strike": (v.StrikeRemark,),
    "catalogue": (v.DefineService, v.SignService),
    "break-glass": (v.BreakGlass,),
    "export": (v.NoteExport,),
    "erase": (v.Erase,),
    "people": (v.AddPerson, v.ChangePerson, v.DisablePerson, v.EnablePerson, v.ReleasePerson),
    DESK_ONLY: (
        *(v.NoteSignIn, v.NoteFailure, v.NoteSignOut, v.NoteLock, v.NoteUnlock, v.NotePassphrase, v.NoteDenial),
        v.NoteClockJump,
    ),
}
NEEDS: Mapping[type[v.OneVerb], str] = {verb: word for word, verbs in _NEEDED.items() for verb in verbs}
"""The permission word of every verb."""


def needs(verb: v.Verb, position: str) -> Iterator[tuple[type[v.OneVerb], str]]:
    """The permission words that a command at a position needs, each with the verb that needs it."""
    if isinstance(verb, v.Several):
        for one in verb.verbs:
            yield from needs(one, position)
        return
    yield type(verb), NEEDS[type(verb)]
    if isinstance(verb, v.HandOver) and verb.source != position:
        yield type(verb), "hand-over"  # what is in hand at one's own position needs no leave


def denied(centre: Centre, asked: Asked, verb: v.Verb) -> v.NoteDenial | None:
    """What is noted of a command that who asks may not give, with the sentence they are told; None where they may."""
    if asked.may is None:
        return None
    for kind, word in needs(verb, asked.position):
        if word not in asked.may:
            return v.NoteDenial(kind.__name__, word, asked.key, refusal(centre.roles, word))
    return None
