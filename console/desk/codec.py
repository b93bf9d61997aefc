"""Facts to text and back: what the log keeps of them. What the law may want erased goes into a part of its own."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from msgspec import structs

from console.rules.facts import Fact

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in get_args(Fact)}
"""Every kind of fact by the name the log knows it under."""
PRIVATE = {
    "CallRang": ("phone", "near", "lat", "lon"),
    "CallerSaid": ("text",),
    "CallerTold": ("text",),
    "Whispered": ("text",),
    "DetailSet": ("value",),
    "RemarkAdded": ("text",),
    "RemarkStruck": ("why",),
    "BulletinPosted": ("text",),
    "DangerRaised": ("text",),
    "Undone": ("details",),
    "PromiseMade": ("name", "phone", "text"),
    "PromiseTried": ("note",),
    "PromiseEnded": ("note",),
    "RequestMade": ("name", "phone", "text", "answers", "place", "lat", "lon"),
    "RequestAskedBack": ("missing",),
    "RequestAnswered": ("text",),
    "RequestDone": ("note",),
    "ReferralMade": ("caller", "answers"),
    "CallerInformed": ("told",),
    "OfferMade": ("why",),
    "GlassBroken": ("reason",),
}
"""Which fields of which facts hold what the law may want erased; they are kept apart from the rest of the entry."""


def encode(fact: Fact) -> tuple[str, str, str]:
    """The kind, the body and the erasable part ("" when there is none), each part canonical JSON."""
    private = PRIVATE.get(type(fact).__name__, ())
    values = structs.asdict(fact)
    kept = {name: value for name, value in values.items() if name not in private}
    apart = {name: value for name, value in values.items() if name in private and (value or value == 0)}
    return type(fact).__name__, _text(kept), _text(apart) if apart else ""


def decode(kind: str, body: str, private: str | None) -> Fact:
    """The fact that was encoded; what has been erased (`private` is None) comes back empty."""
    values = msgspec.json.decode(body)
    if private:
        values |= msgspec.json.decode(private)
    return msgspec.convert(values, KINDS[kind], strict=False)


def _text(values: dict[str, Any]) -> str:
    return msgspec.json.encode(values, order="deterministic").decode()
