"""Making a case another one: names, numbers and exact places are replaced, and what may still be one is pointed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from console.practice.case import Case
from console.rules.centre import Centre, Place

NAMES = ("Ada", "Bruno", "Cleo", "Dara", "Edith", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Leo", "Mira")
"""Names that stand in for people; invented, and none is a family name."""
PHONE = re.compile(r"\+?\d[\d ().-]{5,}\d")
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
MINE = {"I", "I'm", "I'll", "I've", "OK", "Mr", "Mrs", "Ms", "Dr", "EMS", "CPR", "AED"}


class Changed:
    """One case with other names, another place and other numbers; the same seed gives the same."""

    def __init__(self, case: Case, centre: Centre, seed: int) -> None:
        chance = Random(f"{case.number}:{seed}")
        self.case = case
        self.centre = centre
        self.place = chance.choice(_others(case, centre))
        self.phone = f"919-555-01{chance.randint(0, 99):02}"
        taken = case.details.get("name", "").casefold()
        self.name = chance.choice([name for name in NAMES if name.casefold() not in taken])
        self._chance = chance
        self._digits: dict[str, str] = {}

    def text(self, said: str) -> str:
        """A text with the place, the name and every number replaced."""
        said = PHONE.sub(self.phone, said)
        if self.case.place:
            said = re.sub(re.escape(self.case.place), "that place", said, flags=re.IGNORECASE)
        for part in self._parts():
            said = re.sub(rf"\b{re.escape(part)}\b", "", said, flags=re.IGNORECASE)
        for part in WORD.findall(self.case.details.get("name", "")):
            said = re.sub(rf"\b{re.escape(part)}\b", self.name, said, flags=re.IGNORECASE)
        said = DIGITS.sub(self._other, said.replace(self.phone, "\0")).replace("\0", self.phone)
        return " ".join(said.split())

    def doubtful(self, said: str) -> Iterator[str]:
        """Words of a changed text that may still be a name: capitals that begin no sentence."""
        for found in WORD.finditer(said):
            word, before = found.group(), said[: found.start()].rstrip()
            begins = not before or before[-1] in ".!?:;"
            if word[0].isupper() and not begins and word not in MINE and word != self.name:
                yield word

    def _parts(self) -> list[str]:
        """The street's own words, wherever they stand."""
        words = [word for word in WORD.findall(self.case.place) if len(word) > 3]
        return [word for word in words if word.casefold() not in ("street", "road", "avenue", "drive", "lane")]

    def _other(self, found: re.Match[str]) -> str:
        """Another number of as many digits, the same one wherever it stands."""
        digits = found.group()
        if digits not in self._digits:
            low = 10 ** (len(digits) - 1) if len(digits) > 1 else 1
            choices = [n for n in (self._chance.randint(low, low * 10 - 1) for _ in range(5)) if str(n) != digits]
            self._digits[digits] = str((choices or [low])[0])
        return self._digits[digits]


def _others(case: Case, centre: Centre) -> list[Place]:
    """Places that can stand in: one of their text only, in a town, and not on the street it was."""
    street = {word for word in WORD.findall(case.place.upper()) if len(word) > 2}
    counted: dict[str, int] = {}
    for place in centre.places:
        counted[place.text] = counted.get(place.text, 0) + 1
    return [
        place
        for place in centre.places
        if counted[place.text] == 1
        and place.text[:1].isdigit()
        and not street & {word for word in WORD.findall(place.text.upper()) if len(word) > 2} - {"ST", "AV", "RD"}
    ]
