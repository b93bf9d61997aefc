"""What is typed into one field, read: a line with slashes for the place, a word for the type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from console.rules.centre import Centre, Service
from console.rules.place import Gazetteer, Match

SAID = {"y": "Y", "yes": "Y", "n": "N", "no": "N", "?": "?"}


@dataclass(frozen=True, slots=True)
class OneLine:
    """A whole call in one line: `1200 n oak st/dist-v/wpn n/gate is locked`."""

    place: str
    type: str = ""
    phone: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def cut(line: str, centre: Centre, places: Gazetteer) -> OneLine:
    """Send the parts between slashes where they belong; what has no field of its own becomes a remark."""
    parts = [part.strip() for part in line.split("/")]
    place, rest = parts[0], parts[1:]
    if rest and rest[0].upper() not in centre.service_by_code and places.exact(f"{place} / {rest[0]}"):
        place, rest = f"{place} / {rest[0]}", rest[1:]
    code, phone, answers, remarks = "", "", [], []
    for part in filter(None, rest):
        word, _, said = part.rpartition(" ")
        digits = re.sub(r"[ ().+-]", "", part)
        if part.upper() in centre.service_by_code and not code:
            code = part.upper()
        elif digits.isdigit() and len(digits) >= 7:
            phone = part
        elif word and said.lower() in SAID:
            answers.append((word.lower(), SAID[said.lower()]))
        else:
            remarks.append(part)
    return OneLine(place, code, phone, tuple(answers), tuple(remarks))


def services_like(typed: str, centre: Centre) -> tuple[Service, ...]:
    """The services that a word may mean, best first: by code, by the start of the code, by what callers say."""
    wanted = typed.strip().lower()
    exact = centre.service_by_code.get(wanted.upper())
    if exact is not None:
        return (exact,)
    if not wanted:
        return ()
    by_code = [s for s in centre.services if s.code.lower().startswith(wanted)]
    by_word = [s for s in centre.services if _says(s, wanted) and s not in by_code]
    return (*by_code, *by_word)


def _says(service: Service, wanted: str) -> bool:
    said: Sequence[str] = (service.name, *service.words)
    return any(word.startswith(wanted) for text in said for word in (text.lower(), *text.lower().split()))


def flat(match: Match) -> str:
    """A place as it goes on the log: its text, and the flat where one was named."""
    return f"{match.place.text} {match.unit}".strip()
