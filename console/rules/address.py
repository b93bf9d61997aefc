"""One text of a place, read: the number, what it numbers, and the street or streets."""

from __future__ import annotations

import re

from msgspec import Struct

from console.rules.spelling import KINDS, Words, words

CROSS = re.compile(r"\s+[/\\&@]\s*|[/\\&@]\s+|(?<!\d)[/\\&@]|[/\\&@](?!\d)")
"""What stands between the streets of an intersection; 1/2 and 10/12 are numbers."""
JOINED = re.compile(rf"{CROSS.pattern}|\b(?:and|at|x)\b", re.IGNORECASE)
"""The same as people type it."""
BLOCK = re.compile(r"bl(?:oc)?k(?:\s+of)?\s+(?=\S)", re.IGNORECASE)
HEAD = re.compile(
    r"(\d{1,7})(?:\s?-\s?(\d{1,7})(?=[\s,])|-?([a-z])(?=[\s,])|\s(\d/\d)(?=\s))?[\s,]+(?=\S)", re.IGNORECASE
)
TAIL = re.compile(r"(.*?([^\W\d_]{2,}))[\s,.]+(\d{1,5})(?:-?([a-z])|-\d{1,5})?", re.IGNORECASE)
MILE = re.compile(
    r"\b(?:mm|mile\s?marker|mile\s?post|mile|mp|km)\s?#?(?P<n>\d{1,5})(?P<part>\.\d+)?(?!\S)", re.IGNORECASE
)
ON = re.compile(r"^(?:on|of|at|from)\s+|[\s,]+(?:on|at)$", re.IGNORECASE)
NUMBERED = KINDS | {"us", "i", "sr", "cr", "ca", "state", "county", "exit", "mm", "no", "box", "interstate", "highway"}
"""Words whose number is part of the name: Highway 101, Avenue 5."""


class Address(Struct, frozen=True):
    """A street and its number, if it has one; `high` ends a range or block, `mark` is what follows the number."""

    street: str
    number: int | None = None
    high: int = 0
    mark: str = ""
    block: bool = False

    @property
    def words(self) -> Words:
        """The street's words in their short forms."""
        return words(self.street)


def before_street(text: str) -> Address | None:
    """The number first: 1200 N OAK ST, 12B OAK ST, 12 1/2 OAK ST, 1200-1202 OAK ST, 1200 Block of OAK ST."""
    if not (head := HEAD.match(text)):
        return None
    number, street = int(head[1]), text[head.end() :]
    if block := BLOCK.match(street):
        return Address(street[block.end() :], number, end_of_block(number), "", True)
    mark = (head[3] or head[4] or "").casefold()
    if head[2] and number < int(head[2]) <= number + 200:
        return Address(street, number, int(head[2]))
    return Address(street, number, number, mark or (f"-{head[2]}" if head[2] else ""))


def after_street(text: str) -> Address | None:
    """The number last: HAUPTSTR 12, RUE DE L'EGLISE 4B, I-40 mm 211."""
    if mile := MILE.search(text):
        road = ON.sub("", ON.sub("", (text[: mile.start()] + text[mile.end() :]).strip(" ,")))
        number = int(mile["n"])
        return Address(f"{road} mm", number, number, mile["part"] or "")
    if (tail := TAIL.fullmatch(text)) and not NUMBERED & {tail[2].casefold(), *words(tail[2])}:
        number = int(tail[3])
        return Address(tail[1], number, number, (tail[4] or "").casefold())
    return None


def end_of_block(number: int) -> int:
    """The last number of a hundred block: 1299 of the 1200 block."""
    return number - number % 100 + 99


def said_on(text: str, number: str) -> str:
    """A block's or range's text with the number that was said: 1234 on 1200 Block of MISSION ST is 1234 MISSION ST."""
    head = HEAD.match(text)
    rest = text[head.end() :] if head else text
    block = BLOCK.match(rest)
    return f"{number.upper()} {rest[block.end() :] if block else rest}"
