"""What may be said, to whom a caller may be sent, and what the front line may offer. Frozen values of a centre."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Severity = Literal["slip", "failure", "harm"]
"""How badly a caller was served: a slip, a promise that was not kept, or somebody came to harm."""
SEVERITIES: tuple[Severity, ...] = ("slip", "failure", "harm")


class Phrase(Struct, frozen=True):
    """Words a call-taker may use; `<...>` marks what the call fills in."""

    id: str
    when: str
    text: str


class Listing(Struct, frozen=True):
    """An entry of the directory: whom a caller is referred to, what they will do and when.

    `hours` is when somebody is there, `urgent` what turns it into one of ours; `checked` is the ISO date on which
    `by` last made sure of it; `source` says where it was read.
    """

    code: str
    name: str
    topic: str
    does: str
    checked: str
    by: str
    phone: str = ""
    hours: str = ""
    words: tuple[str, ...] = ()
    department: str = ""
    urgent: str = ""
    source: str = ""


class Offer(Struct, frozen=True):
    """What a role may offer after a service failed somebody, up to a severity; more than that is escalated."""

    code: str
    text: str
    severity: Severity
    roles: tuple[str, ...]


class Language(Struct, frozen=True):
    """A language: how to ask its key questions, spelled as one says them, and how its speakers name it."""

    code: str
    name: str
    own_name: str
    interpreter: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    """Pairs of what is meant and how it is said."""
