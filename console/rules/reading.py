"""What somebody typed for a place, taken apart: where it is near, the flat, the town, the number, the streets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from console.rules.address import CROSS, HEAD, JOINED, MILE, ON
from console.rules.likeness import Typed
from console.rules.spelling import KINDS, Words, short, spoken, words

TOO_LONG = 200
"""Characters; no place is written longer."""
UNIT_WORDS = ("apt", "apartment", "unit", "suite", "ste", "room", "rm", "lot", "floor", "fl")
UNIT_TAIL = re.compile(
    rf"^(.+?)[\s,]+(?:({'|'.join(UNIT_WORDS)})\.?(?:\s+#?\s*|#\s*|(?=\d)|$)|#\s*)([\w-]*)$", re.IGNORECASE
)
HALF_MARK = re.compile(r"\d+-?([a-z])", re.IGNORECASE)
HALF_JOINED = ("an", "and", "at", "x")
AT = re.compile(r"^(?:(?:the )?(?:corner|cnr|intersection|junction) of|at|in|on) +(?=\S)", re.IGNORECASE)
ASIDE = re.compile(
    r"^(?:just )?(?:near|nr|opposite|opp|behind|beside|outside|by|off|between|btwn|bet|past|before|after|"
    r"(?:next|close) to|across(?: the street)? from|in front of|(?:north|south|east|west) of)\.? +(?=\S)",
    re.IGNORECASE,
)
AMID = re.compile(r"^(.+?)[\s,]+(?:between|btwn|bet|b/w)\s+(.+?)\s+(?:and|&)\s+(.+)$", re.IGNORECASE)
BLOCK_WORDS = ("block", "blk")


class Reading(Struct, frozen=True):
    """One way to understand what was typed.

    `growing` says that its last word may still be half typed, `aside` that the place is only near the one named.
    """

    text: str
    unit: str = ""
    town: str = ""
    growing: bool = True
    aside: bool = False

    @property
    def sides(self) -> tuple[Words, ...]:
        """The streets of an intersection, however they are joined; one for anything else."""
        return tuple(side for side in map(spoken, JOINED.split(self.text)) if side)

    @property
    def crossing(self) -> bool:
        """Whether a sign stands between streets."""
        return sum(map(bool, map(spoken, CROSS.split(self.text)))) > 1


class Ask(Struct, frozen=True):
    """A street by its words as typed, and which number on it: none, a finished one, or one still `growing`."""

    street: Words
    number: str = ""
    mark: str = ""
    block: bool = False
    growing: bool = False


def asks(reading: Reading) -> Iterator[Ask]:
    """What the words may ask for: a number before its street, after it, a mile on a road, or no number."""
    said = spoken(reading.text)
    if not said:
        return
    yield from _blocks(Ask(said))
    if reading.crossing:
        return
    if said[0].isdecimal() and len(said[0]) < 8:
        yield from _blocks(Ask(said[1:], said[0], growing=reading.growing and len(said) == 1))
        if half := HALF_MARK.fullmatch(reading.text):
            yield Ask((), said[0], half[1].casefold())
        if (head := HEAD.match(reading.text)) and (mark := head[3] or head[4] or (head[2] and f"-{head[2]}")):
            yield Ask(spoken(reading.text[head.end() :]), said[0], mark.casefold())
    if mile := MILE.search(reading.text):
        road = ON.sub("", ON.sub("", (reading.text[: mile.start()] + reading.text[mile.end() :]).strip(" ,")))
        growing = reading.growing and mile.end() == len(reading.text)
        yield Ask((*spoken(road), "mm"), mile["n"], mile["part"] or "", growing=growing)
    elif not said[0].isdecimal():
        *street, last = said
        if street and last.isdecimal() and len(last) < 8:
            yield Ask(tuple(street), last, growing=reading.growing)
        elif len(street) > 1 and len(last) == 1 and street[-1].isdecimal() and len(street[-1]) < 8:
            yield Ask(tuple(street[:-1]), street[-1], last)


def jumbled(reading: Reading) -> Iterator[Ask]:
    """The number anywhere else among the words."""
    said = spoken(reading.text)
    for n, word in enumerate(said[1:], 1):
        if word.isdecimal() and len(word) < 8:
            yield Ask((*said[:n], *said[n + 1 :]), word)


def _blocks(ask: Ask) -> Iterator[Ask]:
    """The same, and the street without "block of", which may be half typed."""
    yield ask
    first, rest = ask.street[:1], ask.street[1:]
    if first and first[0] in BLOCK_WORDS:
        yield replace(
            ask, street=rest[1:] if rest[:1] == ("of",) or rest == ("o",) else rest, block=True, growing=False
        )
    elif first and not rest and ask.number and "block".startswith(first[0]):
        yield replace(ask, street=(), block=True, growing=False)


def readings(text: str, towns: Mapping[Words, str]) -> Iterator[Reading]:
    """The ways to read it: as it stands, then without a flat, a town or both at the end."""
    if len(text) > TOO_LONG or not words(text):
        return
    for whole in _placed(Reading(text.strip(" ,.;"))):
        yield whole
        shorter = [*_without_unit(whole), *_without_town(whole, towns)]
        yield from shorter
        for reading in shorter:
            yield from _without_unit(reading)
            yield from _without_town(reading, towns)


def _placed(whole: Reading) -> Iterator[Reading]:
    """As it stands, and without the words that only say how near."""
    yield whole
    if at := AT.match(whole.text):
        yield replace(whole, text=whole.text[at.end() :])
    if amid := AMID.match(whole.text):
        for cross in amid.groups()[1:]:
            yield replace(whole, text=f"{amid[1]} / {cross}", aside=True)
        yield replace(whole, text=amid[1], growing=False)
    if aside := ASIDE.match(whole.text):
        text = whole.text[aside.end() :]
        at = AT.match(text)
        yield replace(whole, text=text[at.end() :] if at else text, aside=True)


def _without_unit(reading: Reading) -> Iterator[Reading]:
    """The same without the flat at its end, if it has one."""
    if reading.unit:
        return
    if tail := UNIT_TAIL.match(reading.text):
        body, word, value = tail.groups()
        unit = f"{word} {value}".strip() if word else f"#{value}"
        yield replace(reading, text=body.rstrip(" ,"), unit=unit.upper() if value else "", growing=False)
        return
    body, _, last = reading.text.rpartition(" ")
    half = (*UNIT_WORDS, *HALF_JOINED)
    if (
        reading.growing
        and body
        and short(last.casefold()) not in KINDS
        and any(word.startswith(last.casefold()) for word in half)
    ):
        yield replace(reading, text=body, growing=False)


def _without_town(reading: Reading, towns: Mapping[Words, str]) -> Iterator[Reading]:
    """The same without the town at its end, which may be half typed."""
    pieces = reading.text.replace(",", " ").split()
    for cut in range(1, len(pieces) if not reading.town else 0):
        *first, last = words(" ".join(pieces[cut:])) or ("",)
        for town_words, town in towns.items():
            if len(last) > 1 and tuple(first) == town_words[:-1] and town_words[-1].startswith(last):
                yield replace(reading, text=" ".join(pieces[:cut]), town=town, growing=False)


def mistyped_town(reading: Reading, towns: Mapping[Words, str]) -> Iterator[Reading]:
    """The same without a town at its end that has one slip."""
    pieces = reading.text.replace(",", " ").split()
    for cut in range(max(1, len(pieces) - 3), len(pieces) if not reading.town else 0):
        typed = "".join(words(" ".join(pieces[cut:])))
        for town_words, town in towns.items():
            name = "".join(town_words)
            if len(typed) > 4 and abs(len(typed) - len(name)) < 2 and Typed(typed).whole(name) == 1:
                yield replace(reading, text=" ".join(pieces[:cut]), town=town, growing=False)
