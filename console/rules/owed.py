"""What is owed: promises to callers, requests to departments, and the words that were signed. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from console.rules.catalogue import Service
from console.rules.promise_facts import PromiseKind

RequestState = Literal["new", "taken", "asked back", "done"]


class Promise(Struct, frozen=True):
    """What somebody was told would be done; see PromiseMade for what its values mean. `tried` are the attempts so far.

    `tries` is how many attempts are owed before it may be given up.
    """

    id: int
    kind: PromiseKind
    made: int
    by: str
    position: str
    owner: str
    due: int | None = None
    call: int | None = None
    incident: int | None = None
    to: str = ""
    name: str = ""
    phone: str = ""
    text: str = ""
    minutes: int | None = None
    service: str = ""
    tries: int = 1
    tried: tuple[int, ...] = ()


class Request(Struct, frozen=True):
    """What a department was asked for; see RequestMade. `since` is when its state began, `missing` what it lacks."""

    id: int
    number: str
    department: str
    service: str
    service_name: str
    made: int
    by: str
    position: str
    state: RequestState
    since: int
    due: int | None = None
    place: str = ""
    town: str = ""
    lat: float | None = None
    lon: float | None = None
    name: str = ""
    phone: str = ""
    text: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    taken_by: str = ""
    missing: str = ""
    question: str = ""
    returns: int = 0


class Signed(Struct, frozen=True):
    """The words of a service as they were last signed: by whom, when (ms UTC), and until when (ISO date)."""

    service: Service
    by: str
    on: int
    review_by: str
