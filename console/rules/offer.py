"""What the front line may offer after a service failed somebody; more than that is a supervisor's to decide."""

from __future__ import annotations

from console.rules.centre import Centre
from console.rules.courtesy import SEVERITIES, Offer, Severity
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


def may_offer(centre: Centre, severity: Severity, role: str) -> tuple[Offer, ...]:
    """What somebody of a role may offer for a failure this bad, in the order of the centre's file."""
    return tuple(offer for offer in centre.offers if _may(offer, severity, role))


def check_offer(centre: Centre, code: str, severity: Severity, role: str) -> Offer:
    """The offer of that code; Refused when there is none, or when it takes a supervisor."""
    offer = next((offer for offer in centre.offers if offer.code.casefold() == code.strip().casefold()), None)
    if offer is None:
        allowed = listed((offer.code for offer in may_offer(centre, severity, role)[:8]), "or")
        remedy = f"you may offer {allowed}." if allowed else "escalate it, as in  e caller asks for more"
        raise Refused(f"There is no offer {quoted(code) or '(empty)'}; {remedy}")
    if not _may(offer, severity, role):
        what = quoted(offer.text.strip().rstrip("."))
        raise Refused(
            f"{what[:1].upper()}{what[1:]} is more than a {role} may offer for a {severity};"
            f" a supervisor decides, as in  e asks for {offer.code}"
        )
    return offer


def _may(offer: Offer, severity: Severity, role: str) -> bool:
    return role in offer.roles and SEVERITIES.index(offer.severity) <= SEVERITIES.index(severity)
