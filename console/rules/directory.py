"""To whom a caller may be sent, and how far the words about them and about our services can still be trusted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from console.rules.catalogue import Service, SignOff
from console.rules.centre import Centre
from console.rules.courtesy import Listing
from console.rules.said import Said, Told

FRESH_DAYS = 90
"""How long what a listing says is taken for true after somebody made sure of it."""
DOES = 0.5
"""How much a word counts that stands only in what a listing does, in its code or in its department."""


def find_listings(centre: Centre, typed: str) -> tuple[Listing, ...]:
    """The listings that somebody may mean, best first: those a word of whose name or topic begins so, then the rest."""
    begun = typed.strip().casefold()
    if not begun:
        return ()
    found = [centre.listings[number] for number in _said(centre.listings).find(typed)]
    exact = [one for one in centre.listings if one.code.casefold() == begun]
    return tuple(dict.fromkeys((*exact, *found)))


def stale(listing: Listing, today: str) -> bool:
    """Whether nobody has made sure of it for more than 90 days; `today` is an ISO date."""
    return (date.fromisoformat(today) - date.fromisoformat(listing.checked)).days > FRESH_DAYS


def unverified(service: Service, today: str, signed: SignOff | None = None) -> str:
    """Why a service's words can't be trusted on an ISO date, "" when they can.

    `signed` is what the log has; the later of it and the file's own counts.
    """
    signed_off = sorted((one for one in (service.signed, signed) if one), key=lambda one: one.on)
    if not signed_off:
        return "nobody has signed it"
    due = signed_off[-1].review_by
    return f"review was due {due}" if due < today else ""


@lru_cache(maxsize=4)
def _said(listings: tuple[Listing, ...]) -> Said:
    return Said(
        Told((one.name, one.topic, *one.words), ((DOES, one.does), (DOES, one.code), (DOES, one.department)))
        for one in listings
    )
