"""The gazetteer: from what somebody typed to the places that may be meant, best first."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import islice, takewhile

from msgspec import Struct
from msgspec.structs import replace

from console.rules.centre import Place

Words = tuple[str, ...]
Face = tuple[Words, ...]
Fit = tuple[int, int, int]
"""Not the whole (0 or 1), words passed over or only begun, words left: the lower, the better."""
Score = tuple[int, int, int, Words, str, int]
TOO_LONG = 200
"""Characters; no place is written longer."""
EARTH_M = 6_371_008.8
"""Mean radius of the earth in metres."""

SAME = (
    *("n north", "s south", "e east", "w west", "ne northeast", "nw northwest", "se southeast", "sw southwest"),
    *("st street str saint", "ave avenue av aven", "rd road", "ln lane", "dr drive drv", "ct court", "sq square"),
    *("ext extension extn", "plz plaza", "pl place", "blvd boulevard boul", "ter terrace", "cir circle", "trl trail"),
    *("hwy highway", "pkwy parkway pky", "aly alley", "brg bridge", "mt mount", "ft fort", "ctr center centre"),
    *("i interstate", "mm milemarker", "sch school"),
)
"""The one short form of a word, then the other ways it is written."""
SHORT = {word: group.split()[0] for group in SAME for word in group.split()[1:]}
UNIT_WORDS = ("apt", "apartment", "unit", "suite", "ste", "room", "rm", "lot", "floor", "fl")
UNIT_TAIL = re.compile(
    rf"^(.+?)[\s,]+(?:({'|'.join(UNIT_WORDS)})\.?(?:\s+#?\s*|#\s*|(?=\d)|$)|#\s*)([\w-]*)$", re.IGNORECASE
)
BETWEEN = re.compile(r"\s*[/&@]\s*|\b(?:and|at|x)\b", re.IGNORECASE)


class Match(Struct, frozen=True):
    """A place that fits; `unit` is the flat as typed ("APT 4"), `whole` says nothing is left to type."""

    place: Place
    unit: str = ""
    whole: bool = False


class _Reading(Struct, frozen=True):
    """One way to understand what was typed. `growing` says that its last word may still be half typed."""

    text: str
    unit: str = ""
    town: str = ""
    growing: bool = True

    def faces(self) -> tuple[Face, ...]:
        """Read as an intersection, and as one run of words ("and" may belong to a name)."""
        return tuple(dict.fromkeys(face for face in (sides(self.text), (words(self.text),)) if face))


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The way between two points as the crow flies, in metres (haversine; degrees, WGS 84)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half_lat, half_lon = (b - a) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(chord)))


def words(text: str) -> Words:
    """The words of a place in their short forms, without case, accents and punctuation: "Oak Street" is oak, st."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "").replace("mile marker", "mm")
    return tuple(SHORT.get(word, word) for word in re.findall(r"[^\W\d_]+|\d+", plain))


def sides(text: str) -> tuple[Words, ...]:
    """The streets of an intersection, however they are joined; one for any other place."""
    return tuple(side for side in map(words, BETWEEN.split(text)) if side)


def _without_unit(reading: _Reading) -> Iterator[_Reading]:
    """The same without the flat at its end, if it has one."""
    if reading.unit:
        return
    if tail := UNIT_TAIL.match(reading.text):
        body, word, value = tail.groups()
        unit = f"{word} {value}".strip() if word else f"#{value}"
        yield replace(reading, text=body.rstrip(" ,"), unit=unit.upper() if value else "", growing=False)
        return
    body, _, last = reading.text.rpartition(" ")
    if reading.growing and body and any(word.startswith(last.casefold()) for word in UNIT_WORDS):
        yield replace(reading, text=body, growing=False)


def _faces_of(place: Place) -> Iterator[Face]:
    yield sides(place.text) if " / " in place.text else (words(place.text),)
    if place.name:
        yield (words(place.name),)


def _in_order(face: Face) -> Words:
    """The words as a sort key: 9 comes before 12."""
    return tuple(word.zfill(9) if word.isdigit() else word for side in face for word in side)


def _fit(typed: Words, meant: Sequence[Set[str]], run: Words) -> Iterator[Fit]:
    """How the words typed fit a run of words, in its order; nothing if they do not."""
    at = skipped = begun = 0
    for word, options in zip(typed, meant, strict=True):
        while at < len(run) and run[at] not in options:
            at, skipped = at + 1, skipped + 1
        if at == len(run):
            return
        begun += run[at] != word
        at += 1
    yield (int(typed != run), skipped + begun, len(run) - at)


def _fit_face(typed: Face, meant: Sequence[Sequence[Set[str]]], face: Face) -> Iterator[Fit]:
    """The same for an intersection, in either order of its streets, or for anything else."""
    if len(typed) == 1:
        yield from _fit(typed[0], meant[0], tuple(word for side in face for word in side))
    elif len(typed) == len(face) == 2:
        for one, other in (face, face[::-1]):
            for a in _fit(typed[0], meant[0], one):
                for b in _fit(typed[1], meant[1], other):
                    yield (a[0] | b[0], a[1] + b[1], a[2] + b[2])


class Gazetteer:
    """The places of a centre, to be found by a few letters. Its index is made at the first question."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Keep the places; nothing is read until somebody asks."""
        self._places = tuple(places)

    def find(self, text: str, limit: int = 9) -> tuple[Match, ...]:
        """The places whose words begin like the words typed, in that order, best first; at most `limit`."""
        for reading in self._readings(text):
            if scores := [score for face in reading.faces() for score in self._scores(reading, face)]:
                best = dict.fromkeys(score[-1] for score in sorted(scores))
                whole = {score[-1] for score in scores if score[0] == 0}
                return tuple(Match(self._places[n], reading.unit, n in whole) for n in islice(best, limit))
        return ()

    def exact(self, text: str) -> tuple[Match, ...]:
        """Every place that is meant by the whole text: two when two towns have it and none is named."""
        for reading in self._readings(text):
            numbers = dict.fromkeys(n for face in reading.faces() for n in self._by_face.get(frozenset(face), ()))
            if found := [n for n in numbers if reading.town in ("", self._places[n].town)]:
                return tuple(Match(self._places[n], reading.unit, True) for n in found)
        return ()

    @cached_property
    def _faces(self) -> tuple[tuple[Face, ...], ...]:
        """What each place may be called: its text, and its name if it has one."""
        return tuple(tuple(_faces_of(place)) for place in self._places)

    @cached_property
    def _order(self) -> tuple[Words, ...]:
        return tuple(_in_order(faces[0]) for faces in self._faces)

    @cached_property
    def _by_face(self) -> dict[frozenset[Words], list[int]]:
        index = defaultdict(list)
        for number, faces in enumerate(self._faces):
            for face in {frozenset(face) for face in faces}:
                index[face].append(number)
        return dict(index)

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        index = defaultdict(set)
        for number, faces in enumerate(self._faces):
            for word in {word for face in faces for side in face for word in side}:
                index[word].add(number)
        return dict(index)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted(self._by_word)

    @cached_property
    def _towns(self) -> dict[Words, str]:
        return {words(place.town): place.town for place in self._places}

    @cached_property
    def _longest(self) -> int:
        """The most words a place has: what is typed longer than that can fit none."""
        return max((sum(map(len, face)) for faces in self._faces for face in faces), default=0)

    def _readings(self, text: str) -> Iterator[_Reading]:
        """The ways to read it: as it stands, then without a flat, a town or both at the end."""
        if not words(text[:TOO_LONG]) or len(text) > TOO_LONG:
            return
        whole = _Reading(text.strip(" ,.;"))
        yield whole
        shorter = [*_without_unit(whole), *self._without_town(whole)]
        yield from shorter
        for reading in shorter:
            yield from _without_unit(reading)
            yield from self._without_town(reading)

    def _without_town(self, reading: _Reading) -> Iterator[_Reading]:
        """The same without the town at its end, which may be half typed."""
        pieces = reading.text.replace(",", " ").split()
        for cut in range(1, len(pieces) if not reading.town else 0):
            *first, last = words(" ".join(pieces[cut:])) or ("",)
            for town_words, town in self._towns.items():
                if len(last) > 1 and tuple(first) == town_words[:-1] and town_words[-1].startswith(last):
                    yield replace(reading, text=" ".join(pieces[:cut]), town=town, growing=False)

    def _meant(self, word: str, growing: bool) -> Set[str]:
        """The words of the gazetteer that a typed word may stand for; a finished number stands for itself."""
        if word.isdigit() and not growing:
            return {word}
        start = bisect_left(self._vocabulary, word)
        begun = takewhile(lambda known: known.startswith(word), islice(self._vocabulary, start, None))
        return {word, *begun, *(short for long, short in SHORT.items() if long.startswith(word))}

    def _scores(self, reading: _Reading, typed: Face) -> Iterator[Score]:
        """A sort key for every place that fits, the best lowest, the place's number last."""
        if not sum(map(len, typed)) <= self._longest:
            return
        last = (len(typed) - 1, len(typed[-1]) - 1)
        meant = [
            [self._meant(w, reading.growing and (i, j) == last) for j, w in enumerate(s)] for i, s in enumerate(typed)
        ]
        for number in self._candidates(word for side in meant for word in side):
            place = self._places[number]
            if reading.town not in ("", place.town):
                continue
            fits = [fit for face in self._faces[number] for fit in _fit_face(typed, meant, face)]
            if fits:
                yield (*min(fits), self._order[number], place.town, number)

    def _candidates(self, meant: Iterable[Set[str]]) -> set[int]:
        """The places that have the rarest of the words typed."""
        nothing: set[int] = set()
        having = ([self._by_word.get(word, nothing) for word in options] for options in meant)
        rarest = min(having, key=lambda found: sum(map(len, found)))
        return nothing.union(*rarest)
