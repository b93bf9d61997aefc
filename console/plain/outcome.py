"""How a caller is served without a unit, asked line by line; a blank answer of the safety net cannot close."""

from __future__ import annotations

from msgspec.structs import replace

from console.desk import verbs as v
from console.plain.form import ask_question, send
from console.plain.lists import numbered
from console.plain.position import LEAVE, Left, Position
from console.rules.board import Incident
from console.rules.catalogue import Outcome
from console.rules.courtesy import Listing
from console.rules.directory import find_listings, stale
from console.rules.incident import find_incident
from console.rules.offer import may_offer
from console.rules.outcome import SAFETY_NET
from console.rules.refused import Refused
from console.rules.service import FIRST, still_open
from console.rules.signing import standing
from console.rules.telling import Telling, find_tellings
from console.screens.serving import ROLE, SEVERITY, SUPERVISOR, Served, hurdle, offer, serve
from console.widgets.outlook import (
    CARE,
    ORDER,
    RECOVERY,
    REFERRAL,
    REFUSED,
    WISHES,
    Chosen,
    Earlier,
    Outlook,
    Wish,
    dated,
    first_outcome,
)

NAMES: dict[Outcome, str] = {
    "dispatched": "send unit",
    "requested": "request",
    "referred": "refer",
    "informed": "information",
}
WHICH = f"Which one? A number, other words, or {LEAVE} to leave; Enter is 1:"
WISHED = "What does the caller want? 1 connect me, 2 the number, 3 a unit anyway; Enter is 2:"
YES_NO = {"y": "Y", "yes": "Y", "n": "N", "no": "N", "?": "?"}


async def choose_outcome(position: Position, text: str) -> None:
    """Ask all that the outcome needs; with a text, what to look for is known. Left half way, nothing is closed."""
    incident = find_incident(position.sight.board, position.needed().id)
    outlook = await _begin(position, incident)
    try:
        if text:
            usual = outlook.chosen.outcome
            outlook = _with(outlook, outcome=usual if usual in ("referred", "informed") else "referred")
        else:
            outlook = await _which(position, outlook)
        match outlook.chosen.outcome:
            case "referred":
                await _refer(position, outlook, text)
            case "informed":
                await _inform(position, outlook, text)
            case "requested":
                await _request(position, outlook)
            case "dispatched":
                await send(position)
    except Left:
        if not position.leaving:
            position.tell(f"Nothing is closed; #{incident.short} stays open.")


async def _begin(position: Position, incident: Incident) -> Outlook:
    """The outlook with what the records say of the caller's number."""
    sight = position.sight
    known = await position.shift.enquiries.known_of(
        incident.place,
        incident.details.get("phone", "") or (position.call.phone if position.call else ""),
        sight.now,
        incident.id,
    )
    earlier = tuple(Earlier(referral.when, referral.name) for referral in known.referrals)
    return Outlook(sight, incident, Chosen(first_outcome(sight.centre, incident)), earlier=earlier)


def _with(outlook: Outlook, **changes: object) -> Outlook:
    return replace(outlook, chosen=replace(outlook.chosen, **changes))


async def _which(position: Position, outlook: Outlook) -> Outlook:
    rows = ", ".join(f"{number} {NAMES[outcome]}" for number, outcome in enumerate(ORDER, 1))
    while True:
        given = await position.question(f"How is it served? {rows}; Enter is {NAMES[outlook.chosen.outcome]}:")
        if not given:
            return outlook
        if given in ("1", "2", "3", "4"):
            return _with(outlook, outcome=ORDER[int(given) - 1])
        position.tell("Type 1, 2, 3 or 4.")


async def _refer(position: Position, outlook: Outlook, text: str) -> None:
    listing = await _listing(position, outlook, text)
    outlook = _with(outlook, listing=listing)
    old = "~ not since " if stale(listing, outlook.sight.today) else ""
    position.tell(
        f"{listing.name} {listing.phone} {listing.hours}",
        f"They {listing.does}. Checked {old}{dated(outlook.sight, listing.checked)} by {listing.by}.",
    )
    if listing.urgent:
        position.tell(f"Becomes ours if: {listing.urgent}.")
    if outlook.earlier:
        last = outlook.earlier[0]
        position.tell(f"REFERRED BEFORE {outlook.sight.day(last.when)} to {last.name}; heard nothing?")
        position.tell_all(_say(outlook, RECOVERY))
        await _offer(position, outlook)
    position.tell_all(_say(outlook, REFERRAL))
    outlook = _with(outlook, wish=await _wish(position))
    if outlook.chosen.wish == "unit":
        position.tell_all(_say(outlook, REFUSED))
    else:
        care = {
            code: await _yes_no(position, f"{asked.capitalize()}? Y, N or ?") or "?" for code, asked in CARE.items()
        }
        outlook = await _safety_net(position, _with(outlook, care=care))
    await _finish(position, outlook)


def _say(outlook: Outlook, phrase: str) -> list[str]:
    words = outlook.phrase(phrase)
    return [f'SAY "{words}"'] if words else []


async def _listing(position: Position, outlook: Outlook, text: str) -> Listing:
    while True:
        found = find_listings(outlook.sight.centre, text)[:9] if text else ()
        if len(found) == 1:
            return found[0]
        if text and not found:
            position.tell(f"The directory has nothing for {text}.")
        position.tell_all(numbered([f"{one.name}  {one.phone}  {one.hours}" for one in found]))
        asked = WHICH if found else f"Refer to? A word of it, as in  tow; {LEAVE} leaves it:"
        given = await position.question(asked)
        if found and (not given or given.isdecimal()) and 1 <= int(given or 1) <= len(found):
            return found[int(given or 1) - 1]
        text = given if not given.isdecimal() else text


async def _wish(position: Position) -> Wish:
    while True:
        given = await position.question(WISHED)
        if given in ("", "1", "2", "3"):
            return WISHES[int(given or 2) - 1]
        position.tell("Type 1, 2 or 3.")


async def _yes_no(position: Position, asked: str) -> str:
    while True:
        given = (await position.question(asked)).casefold()
        if not given or given in YES_NO:
            return YES_NO.get(given, "")
        position.tell("Type y, n or a question mark.")


async def _safety_net(position: Position, outlook: Outlook) -> Outlook:
    """Each question without an answer; what is answered goes on the log at once, whatever becomes of the referral."""
    for question in SAFETY_NET:
        known = outlook.answers[question.code]
        if known:
            position.tell(f"{question.ask} {known}")
            continue
        value = await _yes_no(position, f"{question.ask} Y, N or ?")
        if value:
            await position.ask(v.SetDetail(outlook.incident.id, question.code, value))
            outlook = _with(outlook, net={**outlook.chosen.net, question.code: value})
    return outlook


async def _offer(position: Position, outlook: Outlook) -> None:
    """What may be offered for a referral that failed; more than that goes to the supervisor."""
    centre = outlook.sight.centre
    mine = may_offer(centre, SEVERITY, ROLE)
    more = [one for one in may_offer(centre, SEVERITY, SUPERVISOR) if one not in mine]
    offers = tuple((key, one, one in mine) for key, one in zip("abcdef", (*mine, *more), strict=False))
    outlook = replace(outlook, offers=offers)
    for key, one, may in offers:
        position.tell(f"{key}  {'' if may else 'a supervisor may: '}{outlook.say(one.text)}")
    given = await position.question("Offer which? Enter is none:") if offers else ""
    served = offer(outlook, position.call, given.casefold()) if given else None
    if served is not None:
        await position.ask(*served.verbs, said=served.said)


async def _inform(position: Position, outlook: Outlook, text: str) -> None:
    while outlook.chosen.telling is None:
        text = text or await position.question("What are they told? A word of it, or your own words:")
        if not text:
            raise Left
        found = find_tellings(outlook.sight.centre, text)[:8]
        choices = (*found, Telling("", "", text))
        position.tell_all(numbered([f"{one.name or 'in your own words'}  {one.words}" for one in choices]))
        given = await position.question(WHICH)
        text = "" if not given or given.isdecimal() else given
        if not text and 1 <= int(given or 1) <= len(choices):
            outlook = _with(outlook, telling=choices[int(given or 1) - 1])
    position.tell(f'SAY "{outlook.chosen.telling.words}"')
    await _finish(position, outlook)


async def _request(position: Position, outlook: Outlook) -> None:
    """Ask what the department has to know, then give it to them."""
    form = position.form(outlook.incident.id)
    for question in still_open(outlook.sight.centre, outlook.incident):
        if question.required and question != FIRST:
            await ask_question(position, form, question)
    sight, incident = position.sight, position.needed()
    outlook = replace(outlook, sight=sight, incident=incident)
    service = sight.centre.service_by_code.get(incident.type)
    if service is not None:
        doubt = standing(sight.board, service, sight.today)
        position.tell_all([f"~ UNVERIFIED: {doubt}; say that {service.department} will confirm it."] if doubt else [])
        position.tell_all([f'TELL "{service.tell}"'] if service.tell else [])
    position.tell(f"NUMBER for the caller {incident.number}")
    await _finish(position, outlook)


async def _finish(position: Position, outlook: Outlook) -> None:
    """Say what is in the way, or do it once the person says so."""
    why = hurdle(outlook)
    if why:
        raise Refused(why)
    served: Served = serve(outlook, position.call)
    doing = "Escalate it" if not served.closes else f"Close as {outlook.chosen.outcome.upper()}"
    if await _yes_no(position, f"{doing}? Y does it:") != "Y":
        raise Left
    await position.ask(*served.verbs, said=served.said)
