"""Slips, sounds and numbers that are not there: something is offered, it is marked near, and it is never exact."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from pathlib import Path

import pytest

from console.rules.centre import Place
from console.rules.likeness import Typed
from console.rules.place import Gazetteer
from tests.rules.test_place import PLACES, place

MILLTOWN = Path(__file__).parents[2] / "console/centres/milltown/places.csv"
TEXTS = (
    "1200 Block of MISSION ST",
    "300 Block of MISSION ST",
    "5 FILLMORE ST",
    "6 SMITH ST",
    "34 RADNOR RD",
    "10 ANTELOPE VALLEY PKWY",
    "40 NORTH POINT ST",
    "HAUPTSTR 12",
    "HAUPTSTR 16",
    "100 16TH ST",
    "100 6TH ST",
    "16TH ST / MISSION ST",
    "625 1/2 PINE ST",
    "12 KESTREL RD",
    "16 KESTREL RD",
    "40 KESTREL RD",
)
GAZETTEER = Gazetteer((*PLACES, *map(place, TEXTS)))


def texts(typed: str, limit: int = 9) -> list[str]:
    """What is found, best first, a near one with a tilde."""
    return [("~" if match.near else "") + match.place.text for match in GAZETTEER.find(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1200 Block of MSISION ST", "1200 Block of MISSION ST"),
        ("1200 Bolck of MISSION ST", "1200 Block of MISSION ST"),
        ("1200 Block ofMISSION ST", "1200 Block of MISSION ST"),
        ("1200 Block o fMISSION ST", "1200 Block of MISSION ST"),
        ("12x0 Block of MISSION ST", "1200 Block of MISSION ST"),
        ("120 0Block of MISSION ST", "1200 Block of MISSION ST"),
        ("120 Block of MISSION ST", "1200 Block of MISSION ST"),
        ("5 fillmroe st", "5 FILLMORE ST"),
        ("5 philmore", "5 FILLMORE ST"),
        ("6 smyth street", "6 SMITH ST"),
        ("40 suoth point st", "40 NORTH POINT ST"),
        ("40 norbh point st", "40 NORTH POINT ST"),
        ("34 radnorr rd apt 4", "34 RADNOR RD"),
        ("10016th st", "100 16TH ST"),
        ("16th stmission st", "16TH ST / MISSION ST"),
        ("16th s/tmission st", "16TH ST / MISSION ST"),
        ("mizsion / 16th", "16TH ST / MISSION ST"),
        ("625 1/2 pnie st", "625 1/2 PINE ST"),
        ("hauptstr 14", "HAUPTSTR 12"),
        ("i-40 mm 2x1", "I-40 mm 211"),
        ("600 mercy dr milltwon", "600 MERCY DR"),
    ],
)
def test_one_slip_is_mended_and_said_to_be(typed: str, meant: str) -> None:
    """The place meant comes first, marked near; nothing is exact."""
    assert texts(typed, 1) == [f"~{meant}"]
    assert GAZETTEER.exact(typed) == ()


def test_a_lost_or_turned_digit_is_thought_of_and_the_next_number_stays_in_view() -> None:
    """One slip away comes first; the number next to the one typed is second, for it may only be unknown."""
    gazetteer = Gazetteer(tuple(map(place, ("118 ASH LN", "126 ASH LN", "600 ASH LN", "1200 ASH LN", "210 ASH LN"))))
    assert [match.place.text for match in gazetteer.find("120 ash ln", 2)] == ["1200 ASH LN", "118 ASH LN"]
    assert gazetteer.find("2100 ash ln", 1)[0].place.text == "1200 ASH LN"


def test_a_number_that_is_not_there_gives_the_nearest_ones() -> None:
    """On the street that was named, the nearest number first; never as if it were the one."""
    assert texts("14 kestrel rd", 2) == ["~12 KESTREL RD", "~16 KESTREL RD"]
    assert texts("37 kestrel rd", 1) == ["~40 KESTREL RD"]
    assert not any(match.whole for match in GAZETTEER.find("14 kestrel rd"))


@pytest.mark.parametrize("typed", ["1234 mission st", "1234 Mission Street", "1299 MISSION ST"])
def test_a_number_in_a_block_is_the_block_under_the_number_said(typed: str) -> None:
    """What goes on the log is the number that was said; the point is the block's."""
    (match,) = GAZETTEER.exact(typed)
    block = PLACES[0]
    assert match.place.text == f"{typed.split()[0]} MISSION ST"
    assert (match.place.lat, match.whole, match.near) == (block.lat, True, False)


@pytest.mark.parametrize("typed", ["1300 mission st", "250 mission st", "1234 Block of MISSION ST"])
def test_a_block_holds_its_own_hundred_only(typed: str) -> None:
    """The number after its last is another block's, and so is a block with another number."""
    assert GAZETTEER.exact(typed) == ()


def test_a_block_is_found_without_its_words() -> None:
    """Callers say the number, not "block of"."""
    assert texts("1200 mission st") == texts("1200 block of mission") == ["1200 Block of MISSION ST"]


def test_a_real_number_is_never_hidden_by_its_block() -> None:
    """Where the house itself is known, the block it stands in is not another place."""
    gazetteer = Gazetteer((place("1200 Block of MISSION ST"), place("1234 MISSION ST")))
    assert [match.place.text for match in gazetteer.find("1234 mission st")] == ["1234 MISSION ST"]


def test_a_range_holds_the_numbers_between() -> None:
    """1200-1206 TREAT AV is where 1204 is."""
    gazetteer = Gazetteer((place("1200-1206 TREAT AV"),))
    assert [match.place.text for match in gazetteer.exact("1204 treat av")] == ["1204 TREAT AV"]
    assert [match.place.text for match in gazetteer.exact("1200-1206 treat av")] == ["1200-1206 TREAT AV"]
    assert gazetteer.exact("1208 treat av") == ()


def test_what_fits_comes_before_what_is_near() -> None:
    """A half word that fits is shown first, and a name one slip away after it."""
    gazetteer = Gazetteer((place("1000 POST ST"), place("1000 POTRERO ST")))
    assert [(m.place.text, m.near) for m in gazetteer.find("1000 pot st")] == [
        ("1000 POTRERO ST", False),
        ("1000 POST ST", True),
    ]


def test_beside_a_place_is_not_at_it() -> None:
    """Opposite, near and between are only near; the corner of two streets is the corner."""
    assert texts("opposite 600 mercy dr") == ["~600 MERCY DR"]
    assert texts("elm av between oak and river")[0] == "~N OAK ST / ELM AV"
    assert GAZETTEER.exact("near 600 mercy dr") == ()
    assert len(GAZETTEER.exact("corner of n oak st and elm av")) == 2


def test_an_address_between_two_streets_is_the_address() -> None:
    """The cross streets that a caller adds do not hide the number."""
    assert texts("600 mercy dr between oak and elm") == ["600 MERCY DR"]


def test_the_index_is_not_loaded_before_it_is_asked_for() -> None:
    """The first frame does not wait for it."""
    code = "import sys, console.rules.place; print('console.rules.finder' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.slow
def test_nineteen_in_twenty_are_first_after_a_slip() -> None:
    """Over the shipped centre's addresses: any one letter or digit wrong, lost, added or changed round."""
    with MILLTOWN.open(encoding="utf-8", newline="") as rows:
        places = [
            Place(r["text"], r["town"], r["zone"], float(r["lat"]), float(r["lon"])) for r in csv.DictReader(rows)
        ]
    rng, gazetteer, first = random.Random(1), Gazetteer(places), 0
    for one in (drawn := rng.choices(places, k=400)):
        found = gazetteer.find(slipped(one.text, rng), 1)
        first += bool(found) and found[0].place.text == one.text
    assert first >= 0.95 * len(drawn)


def slipped(text: str, rng: random.Random) -> str:
    """The text with one sign wrong, left out, added, or changed round with the next."""
    at, new = rng.randrange(len(text) - 1), rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    head, here, rest = text[:at], text[at], text[at + 1 :]
    return rng.choice((head + new + rest, head + rest, head + new + here + rest, head + rest[0] + here + rest[1:]))


@pytest.mark.parametrize("typed", ["qqqqqq", "98765", "1200 zzzzzzzz st"])
def test_what_is_like_nothing_finds_nothing(typed: str) -> None:
    """No name is offered that was not nearly typed."""
    assert texts(typed) == []


def test_the_same_question_has_the_same_answer() -> None:
    """Ties stand in one order, whatever order the places were loaded in."""
    shuffled = list(map(place, TEXTS))
    random.Random(1).shuffle(shuffled)
    one, other = Gazetteer(tuple(map(place, TEXTS))), Gazetteer(shuffled)
    for typed in ("1200 mizsion", "100 26th st", "14 kestrl", "mission"):
        assert one.find(typed) == other.find(typed)


def test_slips_are_counted_as_the_full_table_counts_them() -> None:
    """The quick count agrees with the slow one for every beginning of a name."""
    rng = random.Random(1)
    for _ in range(300):
        typed, name = ("".join(rng.choices("abc", k=rng.randint(1, 7))) for _ in "ab")
        assert list(Typed(typed).slips(name)) == slips_by_table(typed, name)


def slips_by_table(typed: str, name: str) -> list[int]:
    """Optimal string alignment, letter by letter."""
    table = [[i + j if not (i and j) else 0 for j in range(len(name) + 1)] for i in range(len(typed) + 1)]
    for i in range(1, len(typed) + 1):
        for j in range(1, len(name) + 1):
            best = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (typed[i - 1] != name[j - 1])]
            if i > 1 and j > 1 and typed[i - 2 : i] == name[j - 2 : j][::-1]:
                best.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(best)
    return table[-1]


def test_building_in_steps_is_the_same_as_asking() -> None:
    """The index made ahead, and the one made at the first question, know the same places."""
    ahead = Gazetteer(PLACES)
    assert sum(1 for _ in ahead.building()) > 1
    assert ahead.find("1200 n oak") == Gazetteer(PLACES).find("1200 n oak")


def test_a_question_before_the_end_of_building_is_answered() -> None:
    """Nobody waits for the other thread's steps."""
    gazetteer = Gazetteer(PLACES)
    steps = gazetteer.building()
    next(steps)
    assert [match.place.text for match in gazetteer.find("9 elm av")] == ["9 ELM AV"]
    assert list(steps)[-1:] == [None]
    assert [match.place.text for match in gazetteer.find("9 elm av")] == ["9 ELM AV"]


def test_no_text_makes_it_fail() -> None:
    """Whatever is loaded or typed, an answer comes."""
    rng = random.Random(1)
    signs = "019 /\\&@#+-.,'°²①፩ßŁéИ中 ABSTblockofmm"
    odd = ["".join(rng.choices(signs, k=rng.randint(0, 14))) for _ in range(400)]
    gazetteer = Gazetteer([Place(text, rng.choice(odd[:5]), "", 0, 0, "", rng.choice(odd)) for text in odd])
    for text in odd[:150]:
        assert len(gazetteer.find(text)) <= 9
        assert not any(match.near for match in gazetteer.exact(text))
