"""What is typed into one field, read: a line with slashes for the place, a word for the type."""

from __future__ import annotations

import re

from msgspec import Struct

from console.rules.centre import Centre
from console.rules.place import Gazetteer, Match
from console.rules.service import question_code

SAID = {"y": "Y", "yes": "Y", "n": "N", "no": "N", "?": "?"}


class OneLine(Struct, frozen=True):
    """A whole call in one line: `1200 n oak st/dist-v/wpn n/gate is locked`."""

    place: str
    type: str = ""
    phone: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def cut(line: str, centre: Centre, places: Gazetteer) -> OneLine:
    """Send the parts between slashes where they belong; what has no field of its own becomes a remark."""
    parts = [part.strip() for part in line.split("/")]
    place, rest = parts[0], [part for part in parts[1:] if part]
    if rest and rest[0].upper() not in centre.service_by_code and places.exact(f"{place} / {rest[0]}"):
        place, rest = f"{place} / {rest[0]}", rest[1:]
    code, phone, answers, remarks = "", "", [], []
    for part in rest:
        word, _, said = part.rpartition(" ")
        digits = re.sub(r"[ ().+-]", "", part)
        if part.upper() in centre.service_by_code and not code:
            code = part.upper()
        elif digits.isdigit() and len(digits) >= 7:
            phone = part
        elif word and said.lower() in SAID:
            answers.append((question_code(word, centre.service_by_code.get(code)), SAID[said.lower()]))
        else:
            remarks.append(part)
    return OneLine(place, code, phone, tuple(answers), tuple(remarks))


def flat(match: Match) -> str:
    """A place as it goes on the log: its text, and the flat where one was named."""
    return f"{match.place.text} {match.unit}".strip()
