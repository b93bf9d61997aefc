"""The fold: a board and a fact make the next board. Every kind of fact that was ever accepted has its arm here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from console.rules import facts as f
from console.rules.board import Board
from console.rules.fold.call import after_call
from console.rules.fold.catalogue import after_catalogue
from console.rules.fold.incident import after_closing, after_incident, after_opening, after_reopening
from console.rules.fold.notice import after_notice
from console.rules.fold.people import after_people
from console.rules.fold.promise import after_promise
from console.rules.fold.record import after_erasure
from console.rules.fold.request import after_request
from console.rules.fold.talk import after_talk
from console.rules.fold.undo import after_undo, remember
from console.rules.fold.unit import after_unit

REVISION = "6"
"""Changes whenever an old log would fold into another board; snapshots of another revision are not used."""


def fold(board: Board, entries: Iterable[f.Stamped]) -> Board:
    """The board after all of these entries, in order."""
    for entry in entries:
        board = apply(board, entry)
    return board


def apply(board: Board, entry: f.Stamped) -> Board:
    """The board after one more entry."""
    after = replace(_after(board, entry), number=entry.number, when=max(board.when, entry.when))
    return remember(board, after, entry)


def _after(board: Board, entry: f.Stamped) -> Board:
    fact = entry.fact
    match fact:
        case (
            f.CallRang()
            | f.CallAnswered()
            | f.CallHeld()
            | f.CallParked()
            | f.CallResumed()
            | f.CallEnded()
            | f.CallAbandoned()
            | f.CallLinked()
        ):
            return after_call(board, entry, fact)
        case f.IncidentOpened():
            return after_opening(board, entry, fact)
        case f.IncidentClosed():
            return after_closing(board, entry, fact)
        case f.IncidentReopened():
            return after_reopening(board, fact)
        case (
            f.PlaceSet()
            | f.TypeSet()
            | f.PrioritySet()
            | f.DetailSet()
            | f.IncidentSent()
            | f.RemarkAdded()
            | f.IncidentDeferred()
            | f.IncidentReleased()
            | f.PlaceVerified()
            | f.PhraseSaid()
            | f.IncidentMerged()
            | f.IncidentSplit()
            | f.CallerInformed()
            | f.ReferralMade()
            | f.OfferMade()
            | f.IncidentPlanned()
            | f.UnitsBooked()
            | f.LevelRaised()
            | f.IncidentLinked()
            | f.IncidentUnlinked()
            | f.RemarkStruck()
        ):
            return after_incident(board, entry, fact)
        case (
            f.UnitSignedOn()
            | f.UnitSignedOff()
            | f.UnitDispatched()
            | f.UnitReported()
            | f.UnitCleared()
            | f.UnitFreed()
            | f.UnitOutOfService()
            | f.UnitInService()
            | f.ContactMade()
            | f.UnitChanged()
            | f.UnitTurned()
            | f.CrewTold()
        ):
            return after_unit(board, entry, fact)
        case f.PromiseMade() | f.PromiseTried() | f.PromiseTaken() | f.PromiseEnded():
            return after_promise(board, entry, fact)
        case f.RequestMade() | f.RequestTaken() | f.RequestAskedBack() | f.RequestAnswered() | f.RequestDone():
            return after_request(board, entry, fact)
        case f.ServiceDefined() | f.ServiceSigned():
            return after_catalogue(board, entry, fact)
        case (
            f.BulletinPosted()
            | f.BulletinRead()
            | f.BulletinEnded()
            | f.DangerRaised()
            | f.DangerCleared()
            | f.AlarmSeen()
            | f.AlarmShelved()
            | f.AlarmShown()
        ):
            return after_notice(board, entry, fact)
        case (
            f.PersonAdded()
            | f.PersonChanged()
            | f.PersonDisabled()
            | f.PersonEnabled()
            | f.PersonLocked()
            | f.PersonReleased()
            | f.PassphraseSet()
            | f.SignedIn()
            | f.SignInFailed()
            | f.SignedOut()
            | f.SessionLocked()
            | f.SessionUnlocked()
            | f.GlassBroken()
            | f.CommandDenied()
            | f.PositionHandedOver()
        ):
            return after_people(board, entry, fact)
        case f.ClockJumped() | f.RecordViewed() | f.Exported():
            return board
        case f.PrivateErased():
            return after_erasure(board, fact)
        case f.CallerSaid() | f.CallerTold() | f.Whispered():
            return after_talk(board, entry, fact)
        case f.Undone():
            return after_undo(board, entry, fact)
        case _:
            assert_never(fact)
