"""What a department was asked for, and what it did."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field


class RequestMade(Struct, frozen=True):
    """A department was asked for a service, by `due` (ms UTC) if it has a service level.

    The request holds what the department needs, so that it outlives the incident it came from. `number` is what the
    caller was given to ask by.
    """

    request: int
    incident: int
    number: str
    department: str
    service: str
    service_name: str
    due: int | None = None
    place: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None
    name: str = ""
    phone: str = ""
    text: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


class RequestTaken(Struct, frozen=True):
    """The department works on it."""

    request: int


class RequestAskedBack(Struct, frozen=True):
    """Something was missing: `question` is the code of the one that should have brought it, if there is one."""

    request: int
    missing: str = ""
    question: str = ""


class RequestAnswered(Struct, frozen=True):
    """What was missing was found out; the request is with the department again."""

    request: int
    text: str = ""


class RequestDone(Struct, frozen=True):
    """The department is done with it, with one of its reasons and the words for the caller."""

    request: int
    reason: str
    note: str = ""
