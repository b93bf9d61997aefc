"""What the outcome screen draws from: what is known of an incident, and what was chosen for it so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal

from msgspec import Struct, field

from console.rules.board import Incident
from console.rules.catalogue import Outcome
from console.rules.centre import Centre
from console.rules.courtesy import Listing, Offer
from console.rules.outcome import SAFETY_NET, safety
from console.rules.phrase import facts_of, filled
from console.rules.telling import Telling
from console.widgets.sight import Sight

Wish = Literal["connect", "number", "unit"]
"""What a caller who is sent on wants: to be put through, the number, or a unit anyway."""
WISHES: tuple[Wish, ...] = ("connect", "number", "unit")
ORDER: tuple[Outcome, ...] = ("dispatched", "requested", "referred", "informed")
"""The four equals in the order of their digits."""
CARE = {"read": "number read back", "else": 'asked "anything else?"', "back": "told when to call back"}
"""What a caller is owed before they are let go, by code."""
NET = {"hurt": "anyone hurt", "danger": "in danger", "now": "happening now", "safe": "caller safe there"}
"""The safety net's questions in short, by code."""
REFERRAL, REFUSED, RECOVERY = "R1", "R2", "V1"
"""The phrases for a referral, for a caller who wants a unit anyway, and for one whom a referral failed."""


class Earlier(Struct, frozen=True):
    """That this number was sent on before: when (ms UTC), and to whom."""

    when: int
    name: str


class Chosen(Struct, frozen=True):
    """What is chosen for an incident so far; `at` is where the keys go, `choosing` the choice that Enter takes.

    `care` and `net` are the answers given here, by code.
    """

    outcome: Outcome
    at: str = "outcome"
    choosing: int = 0
    listing: Listing | None = None
    telling: Telling | None = None
    wish: Wish = "number"
    care: Mapping[str, str] = field(default_factory=dict)
    net: Mapping[str, str] = field(default_factory=dict)


class Outlook(Struct, frozen=True):
    """An incident with what is chosen for it, as it is drawn.

    `choices` is what FIND found, `offers` what may be offered after a failure and whether the front line may do so;
    `lately` is how long the department took lately, `hurdle` why the outcome cannot be reached yet.
    """

    sight: Sight
    incident: Incident
    chosen: Chosen
    choices: tuple[Listing | Telling, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    before: int = 0
    unknown: str = ""
    lately: str = ""
    offers: tuple[tuple[str, Offer, bool], ...] = ()
    hurdle: str = ""
    wide: bool = False

    @property
    def answers(self) -> dict[str, str]:
        """The safety net as it is answered by now; blank where it is not."""
        return safety(self.incident, self.chosen.net)

    @property
    def endangered(self) -> bool:
        """Whether somebody is hurt or in danger, so that nobody may be sent away."""
        answers = self.answers
        return "Y" in (answers["hurt"], answers["danger"]) or answers["safe"] == "N"

    @property
    def taken(self) -> Listing | Telling | None:
        """What was taken from the choices."""
        return self.chosen.listing if self.chosen.outcome == "referred" else self.chosen.telling

    def phrase(self, id: str) -> str:
        """One of the centre's phrases, filled with what is known; empty where the centre has none of that id."""
        return self.say(next((phrase.text for phrase in self.sight.centre.phrases if phrase.id == id), ""))

    def say(self, text: str) -> str:
        """Words with what is known in their gaps: the call, the entry that was taken, the referral that failed."""
        sight = self.sight
        call = next((call for call in sight.calls if call.incident == self.incident.id), None)
        facts = facts_of(sight.centre, self.incident, call, sight.who, sight.position, listing=self.chosen.listing)
        if self.earlier:
            last = self.earlier[0]
            facts |= {"date": sight.day(last.when), "wrong": f"you heard nothing from {last.name}"}
        return filled(text, facts)


def first_outcome(centre: Centre, incident: Incident) -> Outcome:
    """How this is served unless somebody chooses otherwise: the service's first way without a unit, if it has one."""
    service = centre.service_by_code.get(incident.type)
    if service is None:
        return "referred"
    return next((outcome for outcome in service.outcomes if outcome != "dispatched"), "dispatched")


def stops(outcome: Outcome) -> tuple[str, ...]:
    """Where the keys can go, from the top of the screen to its foot."""
    match outcome:
        case "referred":
            return ("outcome", "find", "wish", *CARE, *(question.code for question in SAFETY_NET))
        case "informed":
            return ("outcome", "find", "told")
        case _:
            return ("outcome",)


def dated(sight: Sight, iso: str) -> str:
    """An ISO date as people say it: 12 Nov, with the year where it is another one."""
    return sight.day(round(datetime.combine(date.fromisoformat(iso), time(12), sight.zone).timestamp() * 1000))
