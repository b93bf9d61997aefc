"""The catalogue: what each department can do, what it asks, and who signed that off. Frozen values."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

AnswerKind = Literal["yes-no", "text", "number", "datetime", "choice", "choices", "note"]
"""How a question is answered; a note is only read out and never answered."""
Outcome = Literal["informed", "referred", "requested", "dispatched"]
OUTCOMES: tuple[Outcome, ...] = ("informed", "referred", "requested", "dispatched")


class Question(Struct, frozen=True):
    """One thing to ask; `choices` matter only for the two kinds that choose.

    `keys` are the codes that another system knows the choices by, one each. `when` is a condition on earlier
    answers, such as `breathing = N`; without one it is always asked.
    """

    code: str
    ask: str
    kind: AnswerKind = "yes-no"
    required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    when: str = ""
    help: str = ""


class Instead(Struct, frozen=True):
    """Who may go in somebody's place: a unit that `can` do this, when it is at least `closer_s` seconds closer.

    Below 0 it goes even when it is up to so many seconds farther, 0 is whoever is closer; None is only when nobody
    of those who were asked for is free.
    """

    can: str
    closer_s: int | None = None


class Need(Struct, frozen=True, rename={"can": "kind"}):
    """How many units that `can` do something a service sends: a kind of unit, or what a kind or a skill can do.

    The log has called it `kind` from the first day, when it could be nothing else.
    """

    can: str
    count: int = 1
    instead: tuple[Instead, ...] = ()


class Card(Struct, frozen=True):
    """What a run card adds to `sends`: from this alarm `level` on, at this `priority` and more urgent, and `when`.

    All three have to hold; as they stand here they always do.
    """

    sends: tuple[Need, ...]
    level: int = 1
    priority: int = 5
    when: str = ""


class PriorityRule(Struct, frozen=True):
    """Where the condition `when` holds, the service has this priority, `because` of it."""

    when: str
    priority: int
    because: str


class SignOff(Struct, frozen=True):
    """Who answers for a service's words: signed by whom and on what ISO date, to be looked at again by `review_by`."""

    by: str
    on: str
    review_by: str


class Service(Struct, frozen=True):
    """What the centre can do about a kind of incident.

    `priority` runs from 1 (life) to 5; `sends` goes at once and `cards` say what goes beyond it; `words` are what
    callers say; `days` is the service level of a request; `reasons` are how a request may be closed, `templates`
    the answers a department gives; `source` is the system it was taken over from;
    who is shown the record of a `restricted` one is put on the log.
    """

    code: str
    name: str
    department: str
    priority: int
    outcomes: tuple[Outcome, ...]
    sends: tuple[Need, ...] = ()
    words: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    rules: tuple[PriorityRule, ...] = ()
    tell: str = ""
    group: str = ""
    procedure: str = ""
    days: int | None = None
    reasons: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    owner: str = ""
    signed: SignOff | None = None
    source: str = ""
    cards: tuple[Card, ...] = ()
    restricted: bool = False


class Department(Struct, frozen=True):
    """Who owns services: `agency` is the name used on the air, `phone` where a caller is connected."""

    code: str
    name: str
    agency: str
    phone: str = ""


class Guess(Struct, frozen=True):
    """A readable rule for what a story is about: `code`, where one of `any`, all of `all`, none of `unless` are said.

    Each is a word or words as callers say them, found by whole words without case.
    """

    code: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Elsewhere(Struct, frozen=True):
    """What is not ours: where one of `words` is said, the caller hears `say` before a record is made."""

    words: tuple[str, ...]
    say: str
    listing: str = ""
