"""How a caller is served without a unit: told, or sent on to whoever helps, with the questions that keep them safe."""

from __future__ import annotations

from collections.abc import Mapping

from console.rules import facts as f
from console.rules.board import Board, Incident
from console.rules.call import number_of
from console.rules.catalogue import Question
from console.rules.centre import Centre
from console.rules.closing import closings
from console.rules.courtesy import Listing, Severity
from console.rules.incident import find_incident, nobody_on
from console.rules.offer import check_offer
from console.rules.refused import Refused
from console.rules.wording import listed, quoted

SAFETY_NET = (
    Question("hurt", "Is anyone hurt?"),
    Question("danger", "Is anyone in danger?"),
    Question("now", "Is it happening now?"),
    Question("safe", "Is the caller safe there?"),
)
"""What must have an answer before anybody is sent on (the four of the referral form)."""
INFORMED, REFERRED = "INF", "RFD"


def safety(incident: Incident, given: Mapping[str, str]) -> dict[str, str]:
    """The safety net's answers: what was given here, else what was said in the call; blank where neither is known.

    A service may ask how many are hurt: none is no, any number is yes; any other words have to be asked again.
    """
    known = {q.code: given.get(q.code) or incident.details.get(q.code, "") for q in SAFETY_NET}
    return {code: _yes_no(value) for code, value in known.items()}


def _yes_no(value: str) -> str:
    if value.isdecimal():
        return "Y" if int(value) else "N"
    return value if value in ("Y", "N") else ""


def inform(board: Board, id: int, told: str, source: str = "") -> f.Facts:
    """The caller got what they needed: what they were told goes on the log, and the incident closes."""
    incident = find_incident(board, id)
    nobody_on(board, incident)
    if not told.strip():
        raise Refused("Say what the caller was told, in a few words.")
    return (f.CallerInformed(id, told, source), *closings(board, id, INFORMED, "informed"))


def find_listing(centre: Centre, code: str) -> Listing:
    """The directory's entry with this code, or a refusal."""
    for listing in centre.listings:
        if listing.code.upper() == code.strip().upper():
            return listing
    raise Refused(f"There is no entry {quoted(code)} in the directory; type a word of its name.")


def refer(
    board: Board, centre: Centre, id: int, code: str, given: Mapping[str, str], *, connected: bool = False
) -> f.Facts:
    """Send the caller on; not while an answer of the safety net is blank, and never out of danger."""
    incident, listing = find_incident(board, id), find_listing(centre, code)
    nobody_on(board, incident)
    answers = safety(incident, given)
    blank = [question.ask.rstrip("?").lower() for question in SAFETY_NET if not answers[question.code]]
    if blank:
        raise Refused(f"A referral cannot close yet; still to ask: {listed(blank)}.")
    if "Y" in (answers["hurt"], answers["danger"]) or answers["safe"] == "N":
        raise Refused("Somebody is hurt or in danger: that is ours. Send a unit instead.")
    phone = number_of(board, incident)
    made = f.ReferralMade(id, listing.code, listing.name, listing.does, listing.phone, phone, connected, answers)
    return (made, *closings(board, id, REFERRED, "referred"))


def offer(board: Board, centre: Centre, id: int, code: str, severity: Severity, role: str, why: str) -> f.Facts:
    """Offer something for a service that failed, if the role may."""
    find_incident(board, id)
    if not why.strip():
        raise Refused("Name what went wrong first; the offer is for that and nothing else.")
    return (f.OfferMade(id, check_offer(centre, code, severity, role).code, severity, why),)
