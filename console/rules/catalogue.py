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


class Need(Struct, frozen=True):
    """How many units of one kind a service sends at once."""

    kind: str
    count: int = 1


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

    `priority` runs from 1 (life) to 5; `words` are what callers say; `days` is the service level of a request;
    `reasons` are how a request may be closed, `templates` the answers a department gives; `source` is the system
    it was taken over from.
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
