"""Whether the right place is found while it is typed, when it is mistyped, and how fast among 200,000."""

from __future__ import annotations

import csv
import random
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from bench.figures import Bench, Figure, percentile
from console.rules.centre import Place
from console.rules.place import Gazetteer

REAL = Path(__file__).parents[2] / "shared/data/sffd"
SHIPPED = Path(__file__).parents[1] / "console/centres/milltown/places.csv"
DRAWN = 2_000
MANY = 200_000
LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
STEMS = (
    "OAK",
    "ELM",
    "MAPLE",
    "CEDAR",
    "RIVER",
    "LAKE",
    "HILL",
    "STONE",
    "FAIR",
    "GREEN",
    "NORTH",
    "HAMIL",
    "CLAR",
    "WALT",
)
MORE_STEMS = ("HARRI", "JEFFER", "MADI", "LAW", "BRAD", "FERN")
ENDS = ("WOOD", "TON", "FIELD", "FORD", "DALE", "VIEW", "MONT", "LAND", "SON", "BROOK", "HURST", "VILLE", "GATE")
TYPES = ("ST", "AV", "RD", "DR", "LN", "CT")
TOWNS = ("MILLTOWN", "RIDGEWAY", "MOUNT AIRY", "CARY", "APEX")


def run(bench: Bench) -> Iterator[Figure]:
    """Accuracy on real places where there are some, else on the shipped centre's; speed on made-up ones."""
    places, note = _places()
    drawn = random.Random(1).sample(places, min(len(places), 200 if bench.quick else DRAWN))
    gazetteer = Gazetteer(places)
    yield from _pairs(gazetteer)
    yield from _typing(gazetteer, drawn, note)
    yield from _slips(gazetteer, drawn)
    yield from _speed(bench)


def _places() -> tuple[list[Place], str]:
    real = REAL / "places.csv"
    with (real if real.exists() else SHIPPED).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if real.exists():
        found = [Place(r["address"], "", r["zip"], float(r["lat"]), float(r["lon"])) for r in rows]
    else:
        found = [Place(r["text"], r["town"], r["zone"], float(r["lat"]), float(r["lon"])) for r in rows]
    return found, f"{len(found)} {'real' if real.exists() else 'shipped'} places"


def _pairs(gazetteer: Gazetteer) -> Iterator[Figure]:
    file = REAL / "same_place_pairs.csv"
    if not file.exists():
        return
    with file.open(encoding="utf-8", newline="") as rows:
        pairs = [(row["a"], row["b"]) for row in csv.DictReader(rows)]
    apart = sum(len({match.place for text in pair for match in gazetteer.exact(text)}) != 1 for pair in pairs)
    yield Figure("two spellings that stay two places", apart, "pairs", 0, f"of {len(pairs)}")


def _typing(gazetteer: Gazetteer, drawn: Sequence[Place], note: str) -> Iterator[Figure]:
    """The share not among the first three when 60 % of the letters are typed."""

    def missed(written: Callable[[str], str]) -> float:
        lost = 0
        for place in drawn:
            text = written(place.text)
            lost += place_of(gazetteer, place) not in {m.place for m in gazetteer.find(text[: len(text) * 6 // 10])[:3]}
        return 100 * lost / len(drawn)

    yield Figure("not in the first 3 at 60 %, as written", missed(str), "%", None, note)
    yield Figure("the same without BLOCK OF", missed(lambda text: text.replace("Block of ", "")), "%", None, note)


def _slips(gazetteer: Gazetteer, drawn: Sequence[Place]) -> Iterator[Figure]:
    """The share not first after one slip."""
    rng, lost = random.Random(2), {"a word": [0, 0], "a number": [0, 0]}
    for place in drawn:
        at, text = slip(place.text, rng)
        found = gazetteer.find(text, 1)
        where = lost["a number" if place.text[at].isdigit() and at < len(place.text.split()[0]) else "a word"]
        where[0] += 1
        where[1] += not found or found[0].place != place_of(gazetteer, place)
    count, missed = (sum(part) for part in zip(*lost.values(), strict=True))
    yield Figure("not first after one slip", 100 * missed / count, "%", 5, f"{count} drawn")
    for name, (count, missed) in lost.items():
        yield Figure(f"the same, slip in {name}", 100 * missed / max(1, count), "%", None, f"{count} drawn")


def place_of(gazetteer: Gazetteer, place: Place) -> Place:
    """The place as the gazetteer keeps it: its first spelling."""
    return next((match.place for match in gazetteer.exact(place.text) if match.place.town == place.town), place)


def slip(text: str, rng: random.Random) -> tuple[int, str]:
    """One sign wrong, left out, added, or two neighbours changed round, and where; never the same text."""
    while True:
        at, kind = rng.randrange(len(text)), rng.randrange(4)
        new = rng.choice(DIGITS if text[at].isdigit() else LETTERS)
        changed = (
            text[:at] + new + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + new + text[at:],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        )[kind]
        if changed.strip() and changed.upper() != text.upper():
            return at, changed


def _speed(bench: Bench) -> Iterator[Figure]:
    """Made-up addresses, typed letter by letter with a slip in every second one."""
    places = many(20_000 if bench.quick else MANY)
    began, longest = perf_counter(), 0.0
    gazetteer = Gazetteer(places)
    before = began
    for _ in gazetteer.building():
        longest, before = max(longest, perf_counter() - before), perf_counter()
    yield Figure(
        "index", perf_counter() - began, "s", 1.5, f"{len(places)} places, longest step {longest * 1000:.1f} ms"
    )
    yield Figure("memory of the index", _memory(places), "MB", 80)
    keys = _keys(gazetteer, places, 20 if bench.quick else 150)
    yield Figure("a key, median", percentile(keys, 0.5), "ms", None, f"{len(keys)} keys")
    yield Figure("a key, 99 of 100 within", percentile(keys, 0.99), "ms", 30, f"longest {max(keys):.0f} ms")


def _memory(places: Sequence[Place]) -> float:
    tracemalloc.start()
    gazetteer = Gazetteer(places)
    for _ in gazetteer.building():
        pass
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6


def _keys(gazetteer: Gazetteer, places: Sequence[Place], count: int) -> list[float]:
    """Milliseconds of every key."""
    rng, took = random.Random(3), []
    for n in range(count):
        place = rng.choice(places)
        text = f"{slip(place.text, rng)[1] if n % 2 else place.text} {place.town}".lower()
        for end in range(1, len(text) + 1):
            began = perf_counter()
            gazetteer.find(text[:end])
            took.append((perf_counter() - began) * 1000)
    return took


def many(count: int) -> list[Place]:
    """That many addresses on some 4,000 streets in towns that share names, with a crossing to every forty."""
    rng = random.Random(4)
    names = [f"{point}{stem}{end}" for stem in (*STEMS, *MORE_STEMS) for end in ENDS for point in ("", "", "N ", "S ")]
    numbered = [f"{n}{'TH' if n > 3 else ('ST', 'ND', 'RD')[n - 1]}" for n in range(1, 20)]
    streets = sorted({f"{name} {rng.choice(TYPES)}" for name in names * 4 + numbered * 20})
    places: list[Place] = []
    while len(places) < count:
        street, town, start = rng.choice(streets), rng.choice(TOWNS), rng.randrange(1, 90) * 100
        lat, lon = 35 + rng.random(), -79 + rng.random()
        numbers = sorted(rng.sample(range(start, start + 100), 40))
        places += [Place(f"{n} {street}", town, "1", lat + n / 1e5, lon) for n in numbers]
        places.append(Place(f"{street} / {rng.choice(streets)}", town, "1", lat, lon))
    return places[:count]
