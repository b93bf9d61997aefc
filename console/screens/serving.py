"""What an outcome comes to: the verbs it is made of, the sentence when they are done, and what stands in its way."""

from __future__ import annotations

from msgspec import Struct

from console.desk import verbs as v
from console.rules.asked import Asked
from console.rules.board import Call
from console.rules.call import number_of
from console.rules.courtesy import Severity
from console.rules.facts import PromiseMade
from console.rules.outcome import inform, refer
from console.rules.refused import Refused
from console.rules.request import request
from console.rules.wording import quoted
from console.widgets.outlook import CARE, Earlier, Outlook

ROLE = "call-taker"
"""What the person at this screen may offer as."""
SUPERVISOR = "supervisor"
SEVERITY: Severity = "failure"
"""How bad a referral is that nothing came of: a promise that was not kept."""


class Served(Struct, frozen=True):
    """Verbs to be asked for in this order, and what is said once they are on the log."""

    verbs: tuple[v.Verb, ...]
    said: str
    closes: bool = True


def hurdle(outlook: Outlook) -> str:
    """Why the outcome cannot be reached yet, in the words of the rule that will decide it; empty when it can."""
    sight, chosen, id = outlook.sight, outlook.chosen, outlook.incident.id
    try:
        match chosen.outcome:
            case "referred" if chosen.listing is None:
                return "Take an entry first: type a word of its name and press Enter."
            case "referred" if chosen.wish != "unit" and chosen.listing is not None:
                refer(sight.board, sight.centre, id, chosen.listing.code, chosen.net)
            case "informed" if chosen.telling is None:
                return "Say what the caller is told: type a word of it and press Enter."
            case "informed" if chosen.telling is not None:
                inform(sight.board, id, chosen.telling.words, chosen.telling.code)
            case "requested":
                request(sight.board, sight.centre, Asked(sight.now, sight.who, sight.position, "", 0), id)
            case _:
                pass
    except Refused as refusal:
        return str(refusal)
    return ""


def serve(outlook: Outlook, call: Call | None) -> Served:
    """What the chosen outcome comes to, for an outcome that nothing stands in the way of; `call` is the open one."""
    incident, chosen = outlook.incident, outlook.chosen
    match chosen.outcome:
        case "referred":
            return _referral(outlook, call)
        case "informed" if chosen.telling is not None:
            told = chosen.telling
            verb = v.Inform(incident.id, told.words, told.code)
            return Served((verb,), f"INFORMED #{incident.short}: {quoted(told.name or told.words)}")
        case "requested":
            return Served((v.RequestService(incident.id),), f"REQUESTED #{incident.short}, number {incident.number}")
        case _:
            return Served((v.Send(incident.id),), f"SENT #{incident.short}")


def _referral(outlook: Outlook, call: Call | None) -> Served:
    incident, chosen = outlook.incident, outlook.chosen
    listing = chosen.listing
    if listing is None:
        raise Refused(hurdle(outlook))
    where = ", ".join(part for part in (listing.name, listing.phone) if part)
    if chosen.wish == "unit":
        return escalate(outlook, call, f"wants a unit anyway; offered {listing.name}")
    care = v.AddRemark(incident.id, f"referred to {where}: {_care(outlook)}")
    connected = chosen.wish == "connect"
    sent_on = v.Refer(incident.id, listing.code, dict(chosen.net), connected)
    if not connected:
        return Served((sent_on, care), f"REFERRED #{incident.short} to {where}")
    if call is None:
        raise Refused("There is no open call to connect; give the number instead.")
    through = v.Transfer(call.id, listing.name)
    return Served((through, sent_on, care), f"REFERRED #{incident.short}, connecting to {where}")


def _care(outlook: Outlook) -> str:
    return ", ".join(f"{text} {outlook.chosen.care.get(code) or '?'}" for code, text in CARE.items())


def escalate(outlook: Outlook, call: Call | None, why: str) -> Served:
    """The supervisor decides; the incident stays open until then."""
    incident = outlook.incident
    promise = PromiseMade(
        0,
        "escalation",
        "",
        call=call.id if call else None,
        incident=incident.id,
        to=SUPERVISOR,
        name=incident.details.get("name", ""),
        phone=number_of(outlook.sight.board, incident, call),
        text=why,
    )
    return Served((v.MakePromise(promise),), f"ESCALATED #{incident.short}: {why}", closes=False)


def offer(outlook: Outlook, call: Call | None, key: str) -> Served | None:
    """What the offer of that key comes to: made, or put to the supervisor where it is more; None without such a key."""
    found = next(((offer, may) for known, offer, may in outlook.offers if known == key), None)
    if found is None:
        return None
    wanted, may = found
    why = _failure(outlook, outlook.earlier[0])
    if not may:
        return escalate(outlook, call, f"asks for {wanted.code}: {why}")
    verb = v.Offer(outlook.incident.id, wanted.code, SEVERITY, ROLE, why)
    return Served((verb,), f"offered {wanted.code} for #{outlook.incident.short}: {why}", closes=False)


def _failure(outlook: Outlook, earlier: Earlier) -> str:
    return f"referred {outlook.sight.day(earlier.when)} to {earlier.name}, heard nothing"
