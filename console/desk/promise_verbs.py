"""What can be promised, and asked of a department."""

from __future__ import annotations

from msgspec import Struct

from console.rules import facts as f
from console.rules.catalogue import Service
from console.rules.promise_facts import PromiseEnd


class MakePromise(Struct, frozen=True):
    """Promise something; the number in it is given by the desk."""

    promise: f.PromiseMade


class TryPromise(Struct, frozen=True):
    """An attempt that reached nobody."""

    promise: int
    note: str = ""


class TakePromise(Struct, frozen=True):
    """Hand a promise over, to this position if no other owner is named."""

    promise: int
    owner: str = ""


class EndPromise(Struct, frozen=True):
    """Say how a promise ended; one that is kept after its time counts as broken."""

    promise: int
    end: PromiseEnd = "kept"
    note: str = ""


class RequestService(Struct, frozen=True):
    """Give an incident to its service's department."""

    incident: int


class TakeRequest(Struct, frozen=True):
    """A department begins to work on a request."""

    request: int


class AskBack(Struct, frozen=True):
    """A department sends a request back for what is missing; `question` is the one that should have brought it."""

    request: int
    missing: str
    question: str = ""


class AnswerRequest(Struct, frozen=True):
    """Bring what was missing."""

    request: int
    text: str


class FinishRequest(Struct, frozen=True):
    """A department is done with a request, for a reason, with words for the caller."""

    request: int
    reason: str
    note: str = ""


class DefineService(Struct, frozen=True):
    """Put a service into the catalogue."""

    service: Service


class SignService(Struct, frozen=True):
    """Answer for a service's words as they stand, until a day (ISO date)."""

    code: str
    review_by: str
