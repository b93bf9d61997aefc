"""The words for crews: duty, diverts, what waits behind, what they were told, what they came upon, how work ended."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.command_line import choices, complete, read_line
from console.desk.floor import Floor as Read
from console.desk.floor import Order
from console.rules.centre import Centre, Disposition, Place, RosterUnit
from console.rules.facts import UnitSignedOn
from console.rules.refused import Refused
from tests.rules.factory import CENTRE, START, Floor, active, on_duty, pending, place, says

MILL = replace(
    CENTRE,
    units=(*CENTRE.units, RosterUnit("31", "patrol", "POL", "Ridgeway", "31", 35.8, -78.7, "North", ("spanish",))),
    places=(
        Place("1 HILL RD", "Milltown", "12", 35.8, -78.8, name="Mercy Hospital"),
        Place("2 ELM", "Milltown", "13", 1, 2),
    ),
    dispositions=(
        Disposition("RPT", "report taken", departments=("POL",)),
        Disposition("GOA", "gone on arrival", ("place",)),
        Disposition("TRN", "taken to hospital", ("remark",), ("EMS",)),
    ),
)


def stacked() -> Floor:
    """12 works on #1 and #2 waits for it; 14 is on #1 too; #3 waits for anybody."""
    floor = pending("UNK", pending("UNK", active("12", "14")))
    floor.do(v.Dispatch(("12",), 2))
    return floor


def read(line: str, floor: Floor | None = None, selected: int | None = 3, centre: Centre = MILL) -> Order:
    floor = floor or stacked()
    return read_line(Read(floor.board, centre, selected, None, START), line)


ROSTER = UnitSignedOn("31", "patrol", "POL", "Ridgeway", "31", 35.8, -78.7, "North", ("spanish",))


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("so31", ROSTER),
        ("so 31 ann bo", replace(ROSTER, crew=("ann", "bo"))),
        ("so31, ann, bo, car 204", replace(ROSTER, crew=("ann", "bo"), vehicle="204")),
        (
            "so31 radio 4411 skills k9 spanish crew ann",
            replace(ROSTER, crew=("ann",), radio="4411", skills=("k9", "spanish")),
        ),
        ("so31 zone 12", replace(ROSTER, town="Milltown", zone="12", lat=None, lon=None, station="")),
        ("so31 zone 13", replace(ROSTER, town="Milltown", zone="13", lat=None, lon=None, station="")),
        ("so31 medic", replace(ROSTER, kind="medic")),
        ("so77 engine zone 10 lee", UnitSignedOn("77", "engine", "FIRE", "Milltown", "10", crew=("lee",))),
        ("SO31 veh 9", replace(ROSTER, vehicle="9")),
    ],
)
def test_a_unit_signs_on_as_the_roster_has_it_with_what_is_said(line: str, unit: UnitSignedOn) -> None:
    """Crew, car, radio, skills and zone in any order; one that is on no roster needs its kind."""
    assert read(line).verbs == (v.SignOn(unit),)


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("sf21", v.SignOff("21")),
        ("ch12 crew ann bo", v.ChangeUnit("12", crew=("ann", "bo"))),
        ("ch12 ann, bo", v.ChangeUnit("12", crew=("ann", "bo"))),
        ("ch12 veh 204 radio 7", v.ChangeUnit("12", vehicle="204", radio="7")),
        ("ch12 skills K9,Spanish", v.ChangeUnit("12", skills=("k9", "spanish"))),
        ("tn12 #2", v.Turn("12", 2)),
        ("y12 20", v.MakeContact("12", 20)),
        ("y12 20 min", v.MakeContact("12", 20)),
        ("y * 15", v.MakeContact("*", 15)),
        ("off21 meal 30", v.TakeOut("21", "meal", START + 1_800_000)),
        ("off21 meal 30 min", v.TakeOut("21", "meal", START + 1_800_000)),
        ("off21 pump test until 16:00", v.TakeOut("21", "pump test", 1_774_022_400_000)),
        ("off21 court", v.TakeOut("21", "court")),
        ("x12 #3", v.Divert("12", 3, {"12": (1, 3)})),
        ("x12", v.Divert("12", 3, {"12": (1, 3)})),
        ("x #3 12", v.Divert("12", 3, {"12": (1, 3)})),
        ("x12 21", v.Exchange("12", "21", {"12": (1, 3), "21": ()})),
        ("x12,21", v.Exchange("12", "21", {"12": (1, 3), "21": ()})),
        ("d21 #3", v.Dispatch(("21",), 3, "dispatched", {"21": ()})),
    ],
)
def test_what_a_line_asks_for(line: str, verb: v.Verb) -> None:
    """One line, one verb; what sends a unit carries what was seen of it."""
    assert read(line).verbs == (verb,)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("d12 #3", "dispatch 12 to #3; 12 works on #1; #3 waits behind it"),
        ("x12 #3", "takes 12 from #1, which 14 stays on, for #3"),
        (
            "x12 14 #3",
            "takes 12 from #1, which goes back to the queue and 14 from #1, which goes back to the queue, for #3",
        ),
        ("x12 21", "21 takes over #1 from 12, which is free then"),
        ("tn12 #2", "12 turns to #2 UNK 1200 N OAK ST first; #1 waits"),
        ("so31 ann car 9", "31 signs on: patrol, zone 31, ann, car 9, can spanish"),
        ("fi21 noise 1 elm; red car", "21 on scene of NOISE at 1 elm"),
    ],
)
def test_the_preview_says_what_is_left_and_what_waits(line: str, said: str) -> None:
    """Before Enter: whom it takes from where, what goes back to the queue, what waits behind what."""
    assert read(line).said == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("e12", "12 (#1) en route"),
        ("c12 rpt", "clear 12 (#1) with RPT"),
        ("f12 14", "free 12 (#1) and 14"),
        ("o12 #2", "12 on scene"),
    ],
)
def test_a_unit_with_several_incidents_is_named_with_the_one_that_is_meant(line: str, said: str) -> None:
    """Nobody clears the job in hand for the one that waits behind it, or the reverse, without having read which."""
    assert read(line, stacked()).said == said


@pytest.mark.parametrize("line", ["d21", "x12 #3", "x12 21", "de21", "do21"])
def test_what_sends_a_unit_says_so(line: str) -> None:
    """The dispatch key may give such a line, and no other."""
    assert read(line).sends
    assert not read("c14").sends


def test_everybody_who_works_on_one_thing_has_two_places_to_change() -> None:
    """Two units on two incidents change places, and the preview says who goes where."""
    floor = stacked()
    floor.do(v.Dispatch(("21",), 3))
    assert read("x14 21", floor).said == "14 and 21 change places: 14 to #3, 21 to #1"


@pytest.mark.parametrize(
    ("words", "code"), [("noise", "NOISE"), ("NOISE", "NOISE"), ("building on fire", "FIRE-B"), ("potho", "POTHOLE")]
)
def test_what_a_unit_came_upon_is_typed_by_code_or_words(words: str, code: str) -> None:
    """The rest is the place, with the remark behind it, for whoever looks the place up."""
    order = read(f"fi21 {words} 1200 n oak st; red car")
    assert (order.command, order.text) == ("unit.came_upon", f"21 {code} 1200 n oak st; red car")


def test_a_crew_is_told_what_changed_and_nobody_else() -> None:
    """With a unit that one; without, every crew of the incident that has not been told."""
    floor = stacked().later(5)
    floor.do(place(1, "9 ELM ST"), at="P2")
    assert read("tl12", floor).verbs == (v.TellCrew("12", 1),)
    assert read("tl #1", floor).said == "12 and 14 told the new place"
    floor.later(5).do(v.TellCrew("12", 1))
    assert read("tl", floor, selected=1).verbs == (v.TellCrew("14", 1),)


def test_a_code_that_is_needed_is_asked_for() -> None:
    """Nobody would be left on the incident: the line stays, with the codes of its own department first."""
    order = read("c12 #2")
    assert (order.line, order.verbs) == ("c12 #2 ", ())
    assert [line for line, _ in order.choices] == ["c12 #2 rpt", "c12 #2 goa", "c12 #2 trn"]
    assert "needs a remark" in order.choices[2][1]
    assert read("c #3").line == "c #3 "
    assert read("c").line == "c #3 "
    assert read("c12 14").line == "c12 14 "


def test_no_code_is_asked_for_while_somebody_stays() -> None:
    """14 stays on #1, so 12 may simply go."""
    assert read("c12").verbs == (v.Clear("12"),)


def test_a_code_says_each_thing_that_it_lacks() -> None:
    """It stays on the line to be mended; a remark on the same line is what it lacked."""
    with pytest.raises(Refused, match="#2 can't close with TRN yet; it lacks a remark on how it went"):
        read("c12 #2 trn")
    assert read("c12 #2 trn; to mercy").verbs == (v.AddRemark(2, "to mercy"), v.Clear("12", "TRN", 2))


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("12", ["y12", "ak12", "e12", "o12", "t12 ", "td12", "c12 ", "f12", "tn12 #2", "d12 #3", "x12 #3", "ch12 "]),
        ("21", ["d21 #3", "fi21 ", "off21 ", "ch21 ", "sf21"]),
    ],
)
def test_the_ways_of_a_unit_are_those_that_are_possible_now(unit: str, lines: Sequence[str]) -> None:
    """Each is a line that is taken, or one that lacks only its last words."""
    order = read(f"u{unit}")
    assert [line for line, _ in order.choices] == lines
    for line in lines:
        try:
            assert read(line) != Order("")
        except Refused as refusal:
            assert line.endswith(" "), refusal


def test_a_unit_out_of_service_comes_back_or_goes_home() -> None:
    """It can't be sent, so that is not offered."""
    floor = on_duty()
    floor.do(v.TakeOut("12", "meal"))
    assert [line for line, _ in read("u12", floor).choices] == ["on12", "ch12 ", "sf12"]


def test_the_roll_begins_with_the_longest_silent_at_work() -> None:
    """Every unit on duty is on it once; to choose one says that it is all right."""
    floor = stacked().later(60)
    floor.do(v.MakeContact("12"))
    order = read("rc", floor)
    assert [line for line, _ in order.choices] == ["y14", "y12", "y21", "yM3", "yE1"]
    assert order.again


REFUSED = [
    ("so", "Name the unit that comes on duty"),
    ("so12", "12 is on duty already; what is new in it is said as in  ch12 crew ann bo"),
    ("so77", "77 is on no roster, so say what it is: patrol, medic or engine, as in  so77 patrol zone 12"),
    ("off21 meal until 25:00", "There is no time 25:00; give minutes or the clock, as in  off21 court until 16:00"),
    ("so31 zone 99", "There is no zone 99; there are 10, 12, 30 or 31"),
    ("so31 car", "Nothing is said after car"),
    ("sf", "Name the unit that goes home, as in  sf12"),
    ("sf 99", "No unit 99 is on duty; near it: "),
    ("ch", "Name the unit and what is new"),
    ("ch12", "Say what is new: crew, car, radio or skills, as in  ch12 crew ann bo"),
    ("ch12 14 ann", "Change one unit at a time"),
    ("x12 #1", "12 works on #1 already"),
    ("x21 #3", "21 is on no incident; send it, as in  d21 #3"),
    ("x21 12", "21 is on no incident; name the unit that is on one first, as in  x12 21"),
    ("x12 14", "12 and 14 are both on #1"),
    ("x12 M9", "No unit M9 is on duty; near it: M3"),
    ("x #3", "Name the unit and where it goes instead, as in  x12 #3"),
    ("d12 #1", "12 is on #1 already."),
    ("tn", "Name the unit and what it works on first, as in  tn12 #18"),
    ("tn12 #1", "12 works on #1 already."),
    ("tn12 #3", "12 is not on #3"),
    ("tl12", "Nothing has changed of #1 since 12 was told."),
    ("tl21", "There is nothing to tell, 21 is on nothing"),
    ("u", "Name the unit, as in  u12"),
    ("fi", "Name the unit, what it came upon and where, as in  fi12 unk 1200 n oak"),
    ("fi21", "Say what and where, as in  fi21 unk 1200 n oak"),
    ("fi21 noise", "Say where, as in  fi21 noise 1200 n oak"),
    ("fi21 zork 1 elm", "There is no type zork; near it: "),
    ("fi21 14 noise 1 elm", "One unit comes upon it; send the others then, as in  d14"),
    ("y12 soon", "No unit SOON is on duty"),
    ("rc 12", "Nothing goes after rc"),
]


@pytest.mark.parametrize(("line", "part"), REFUSED)
def test_what_fails_is_said_with_the_word_and_one_example(line: str, part: str) -> None:
    """A sentence for a person, and whatever it shows as an example is read as a command."""
    with pytest.raises(Refused) as refusal:
        read(line)
    sentence = str(refusal.value)
    assert part in sentence
    assert says(("12", "14", "21"), sentence) == []
    for example in re.findall(r"as in  ([^;,.]+?)(?:[;,.]|  |$)", sentence):
        try:
            read(example.replace("#18", "#2"))
        except Refused as other:
            assert "12" in str(other), other  # what may be done with 12 depends on what it is on


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("t12 mer", "t12 Mercy Hospital"),
        ("t12 mercy h", "t12 Mercy Hospital"),
        ("so 3", "so 31"),
        ("u M", "u M3"),
        ("c12 g", "c12 goa"),
        ("x12 M", "x12 M3"),
        ("fi21 po", "fi21 po"),
        ("off21 fu", "off21 fuel"),
        ("zork 1", "zork 1"),
    ],
)
def test_what_is_begun_is_finished_where_only_one_choice_goes_on_so(line: str, whole: str) -> None:
    """Units, codes, reasons, names of places of more than one word: whatever the word may be followed by."""
    assert complete(Read(stacked().board, MILL, 3, None, START), line) == whole


def test_of_many_choices_only_the_first_are_listed() -> None:
    """A gazetteer's names would fill the screen; how many more there are is said."""
    many = replace(MILL, places=tuple(Place("1 ELM", "Milltown", "12", 1, 2, name=f"Hall {n}") for n in range(99)))
    said = choices(Read(stacked().board, many, 3, None, START), "t")
    assert "Hall 0" in said and "Hall 60" not in said and "more" in said
