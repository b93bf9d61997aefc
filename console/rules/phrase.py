"""Words to say, with what the call already knows in their gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.rules.board import Call, Incident
from console.rules.centre import Centre
from console.rules.courtesy import Listing

GAP = re.compile(r"(?P<begins>(?:^|(?<=[.?!] )))?<(?P<fact>[^<>]+)>")
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "officer", "father", "sister"))
DESK = "SYS"
"""Who writes the remarks that nobody said."""
READ = "said "
"""How a remark begins that only notes which phrase was used."""


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A phrase with its gaps filled; what is not known stays as `<...>` for the person to say."""

    def fill(gap: re.Match[str]) -> str:
        known = facts.get(gap["fact"]) or facts.get(gap["fact"].lower()) or ""
        capital = gap["begins"] is not None or gap["fact"][:1].isupper()
        return (known[:1].upper() + known[1:] if capital else known) or gap[0]

    return GAP.sub(fill, text)


def facts_of(
    centre: Centre,
    incident: Incident | None,
    call: Call | None,
    who: str,
    position: str = "",
    *,
    wait: str = "",
    listing: Listing | None = None,
) -> dict[str, str]:
    """What fills the gaps, as far as it is known; `wait` is the wait that was spoken, in minutes."""
    facts = {"me": who, "position": position, "centre": centre.name, "N": wait}
    facts["phone"] = call.phone if call else ""
    if incident:
        facts |= _of_incident(centre, incident, facts["phone"])
    if listing:
        facts |= _of_listing(centre, listing)
    return {name: fact for name, fact in facts.items() if fact}


def _of_incident(centre: Centre, incident: Incident, phone: str) -> dict[str, str]:
    service = centre.service_by_code.get(incident.type.upper())
    department = centre.department_by_code.get(service.department.upper()) if service else None
    place, last = incident.place, _last_said(incident)
    return {
        "name": spoken_name(incident.details.get("name", "")),
        "phone": incident.details.get("phone", "") or phone,
        "place": ", ".join(part for part in (place.text, place.town) if part) if place else "",
        "town": place.town if place else "",
        "type": incident.type_name or (service.name if service else ""),
        "agency": department.agency if department else "",
        "remark": last,
        "fact": last,
    }


def _of_listing(centre: Centre, listing: Listing) -> dict[str, str]:
    department = centre.department_by_code.get(listing.department.upper())
    return {
        "agency": department.agency if department else listing.name,
        "service": listing.name,
        "topic": listing.topic,
        "what": listing.does,
        "when": listing.hours,
    }


def spoken_name(name: str) -> str:
    """How one speaks to somebody: the first name, or the whole where it begins with a title."""
    family, comma, given = (part.strip() for part in name.partition(","))
    words = (given if comma and given else family).split()
    if words and words[0].casefold().rstrip(".") in TITLES:
        return " ".join(words)
    return words[0][:1].upper() + words[0][1:] if words else ""


def _last_said(incident: Incident) -> str:
    """The caller's last words that were written down."""
    said = [r.text for r in incident.remarks if r.who != DESK and not r.struck and not r.text.startswith(READ)]
    return said[-1] if said else ""
