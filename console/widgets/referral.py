"""What stands on the outcome screen for a referral, for words told, for a request and for a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from console.rules.courtesy import Listing
from console.rules.directory import stale
from console.rules.request import DAY_MS
from console.rules.service import still_open
from console.rules.signing import standing
from console.widgets.outlook import CARE, NET, RECOVERY, REFERRAL, REFUSED, Chosen, Outlook, dated
from console.widgets.paper import Line, Words, fit, rule

OWN_WORDS = "in your own words"
ROOMY = 16
"""From so many lines on an entry has room beside what is owed for an earlier one."""
NARROW = 76
"""Below so many columns the answers are named by their codes, so that each answer stays in view."""
WISHED = {"connect": "connect me (warm)", "number": "give number", "unit": "wants a unit anyway -> supervisor"}


def middle(outlook: Outlook, width: int, room: int) -> list[Line]:
    """What belongs to the chosen outcome, between the choice of it and the answers; there is room for so many lines."""
    match outlook.chosen.outcome:
        case "referred":
            tight = room < ROOMY and outlook.taken is not None
            return [*_found(outlook, width), *_recovery(outlook, width, tight), *_referral(outlook, width, tight)]
        case "informed":
            return [*_found(outlook, width), *_telling(outlook, width)]
        case "requested":
            return list(_request(outlook, width))
        case "dispatched":
            return list(_sending(outlook, width))


def foot(outlook: Outlook, width: int) -> list[Line]:
    """The caller's wish and the answers that a referral needs; wide screens have the safety net beside it."""
    chosen = outlook.chosen
    if chosen.outcome != "referred":
        return []
    short = width < NARROW
    wishes = [
        (f"({'*' if wish == chosen.wish else ' '}) {wish if short else text}", _role(chosen, wish))
        for wish, text in WISHED.items()
    ]
    care = [
        _answer(code if short else text, chosen.care.get(code, ""), chosen.at == code) for code, text in CARE.items()
    ]
    lines = [rule("CALLER CHOSE", width), _row(wishes, "  "), _row(care, "   ")]
    if not outlook.wide:
        title = "SAFETY NET   all must be answered before a referral can close"
        net = [_answer(code if short else text, outlook.answers[code], chosen.at == code) for code, text in NET.items()]
        lines += [rule(title, width), _row(net, "   ")]
    return lines


def said(text: str, width: int, lead: str = 'SAY  "') -> list[Line]:
    """Words to say, over as many lines as they need."""
    rows = wrap(f'{lead}{text}"', max(20, width - 2), subsequent_indent=" " * len(lead)) if text else []
    return [((f" {row}", "text"),) for row in rows]


def spelled(number: str) -> str:
    """A number to be read out, digit by digit in groups of two: `2 6, 0 4, 2 1`."""
    return ", ".join(" ".join(group) for group in re.findall(r"\w{1,2}", number))


def words(text: str, width: int, role: str = "text") -> list[Line]:
    """Plain words over as many lines as they need."""
    return [((f" {row}", role),) for row in wrap(text, max(20, width - 2))]


def _row(parts: list[Words], gap: str) -> Line:
    line: list[Words] = [(" ", "text")]
    for part in parts:
        line += [part, (gap, "text")]
    return tuple(line)


def _role(chosen: Chosen, wish: str) -> str:
    if wish != chosen.wish:
        return "text"
    return "focus" if chosen.at == "wish" else "accent"


def _answer(text: str, value: str, here: bool) -> Words:
    return (f"{text} {value or '?'}", "focus" if here else "accent" if value in ("", "?") else "text")


def _found(outlook: Outlook, width: int) -> Iterator[Line]:
    chosen = outlook.chosen
    if outlook.taken is not None:
        return
    for index, choice in enumerate(outlook.choices[:9]):
        here = chosen.at == "find" and index == chosen.choosing
        if isinstance(choice, Listing):
            old = stale(choice, outlook.sight.today)
            note = f"~ checked {dated(outlook.sight, choice.checked)}, not since" if old else choice.hours
            text = f"{fit(choice.name, 31)} {fit(choice.phone, 13)} {note}"
        else:
            old, text = False, f"{fit(choice.name or OWN_WORDS, 31)} {choice.words}"
        ink = "cursor" if here else "dim" if old else "text"
        yield ((" > " if here else "   ", "accent"), (fit(f"{index + 1}  {text}", width - 4), ink))


def _referral(outlook: Outlook, width: int, tight: bool) -> Iterator[Line]:
    listing, sight = outlook.chosen.listing, outlook.sight
    if listing is None:
        return
    when = dated(sight, listing.checked)
    checked = f"~ checked {when}, not since" if stale(listing, sight.today) else f"checked {when}"
    yield rule(f"WHAT THEY WILL DO   {checked}, {listing.by}", width)
    yield from words(f"{listing.name}  {listing.phone}  {listing.hours}", width, "accent")
    yield from words(f"They {listing.does}.", width)
    if listing.urgent:
        yield from words(f"Becomes ours if: {listing.urgent}.", width, "accent")
    if outlook.chosen.wish == "unit":
        yield from said(outlook.phrase(REFUSED), width)
    elif not (tight and outlook.earlier):
        yield from said(outlook.phrase(REFERRAL), width)


def _recovery(outlook: Outlook, width: int, tight: bool) -> Iterator[Line]:
    """What to say and offer to somebody who was sent on before; where it is tight, the offers by name alone."""
    if not outlook.earlier:
        return
    last = outlook.earlier[0]
    title = f"REFERRED BEFORE   {outlook.sight.day(last.when)} to {last.name}; heard nothing?"
    yield rule(title[: width - 4], width, "accent")
    yield from said(outlook.phrase(RECOVERY), width)
    if tight:
        names = (f"{key} {offer.code}{'' if may else ' (supervisor)'}" for key, offer, may in outlook.offers)
        yield ((" OFFER ", "dim"), (fit("   ".join(names), width - 8), "text"))
        return
    for key, offer, may in outlook.offers:
        text = outlook.say(offer.text)
        yield ((f" {key} ", "accent"), (fit(text if may else f"a supervisor may: {text}", width - 4), "text"))


def _telling(outlook: Outlook, width: int) -> Iterator[Line]:
    telling = outlook.chosen.telling
    if telling is None:
        return
    yield rule(f"WHAT THE CALLER IS TOLD   {telling.name or OWN_WORDS}", width)
    yield from said(telling.words, width)


def _request(outlook: Outlook, width: int) -> Iterator[Line]:
    sight, incident = outlook.sight, outlook.incident
    service = sight.centre.service_by_code.get(incident.type)
    if service is None:
        yield from words("Choose the type first: it says which department this goes to.", width, "accent")
        return
    department = sight.centre.department_by_code.get(service.department.upper())
    who = department.name if department else service.department
    yield rule(f"REQUEST   {service.name}", width)
    yield from words(_level(outlook, who, service.days), width)
    yield from words(outlook.lately, width)
    doubt = standing(sight.board, service, sight.today)
    if doubt:
        yield from words(f"~ UNVERIFIED: {doubt}; say that {who} will confirm it.", width, "accent")
    yield from words(f"NUMBER for the caller  {incident.number}   say  {spelled(incident.number)}", width)
    yield from said(service.tell, width, 'TELL "')
    blank = [q for q in still_open(sight.centre, incident) if q.required or q.code == "where"]
    if blank:
        yield rule("ASK FIRST   Enter goes to the question", width, "accent")
        for number, question in enumerate(blank, 1):
            yield ((fit(f" {number} {question.ask}", width), "text"),)


def _level(outlook: Outlook, who: str, days: int | None) -> str:
    if days is None:
        return f"{who} gets it; there is no promised time."
    by = outlook.sight.day(outlook.sight.now + days * DAY_MS)
    return f"{who} gets it; their standard is {days} {'day' if days == 1 else 'days'}, by {by}."


def _sending(outlook: Outlook, width: int) -> Iterator[Line]:
    incident = outlook.incident
    yield rule("SEND", width)
    if incident.sent is not None:
        yield from words("The dispatcher has it; every line you enter reaches them as it is.", width)
    else:
        yield from words("Enter goes back to the form and gives the call to the dispatcher.", width)
