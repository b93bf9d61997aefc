"""What is arranged for an incident is said in a line: it waits, is planned, needs another alarm, is part of a major."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.command_line import choices, read_line
from console.desk.floor import Floor, Order
from console.rules.catalogue import Card, Need
from console.rules.facts import PromiseMade
from console.rules.refused import Refused
from tests.rules.factory import CENTRE, START, active, pending, says

MINUTE = 60_000
FIRE = replace(CENTRE.service_by_code["FIRE-B"], cards=(Card((Need("patrol"),), level=2),))
TOWN = replace(CENTRE, services=(*(one for one in CENTRE.services if one.code != "FIRE-B"), FIRE))
FLOOR = pending("FIRE-B", pending("UNK", active()))
for said in ("flat 4", "gate code 4411"):
    FLOOR.do(v.AddRemark(2, said))
FLOOR.do(v.Plan(3, START + 90 * MINUTE, ("14",)))
FLOOR.do(v.OpenIncident())
FLOOR.do(v.Close(4, "rpt"))
BOARD = FLOOR.board


def floor(selected: int | None = 2, who: str = "ann") -> Floor:
    """#1 has 12 on it, #2 is selected and has two lines of ann's, #3 is planned with 14, #4 is closed."""
    return Floor(BOARD, TOWN, selected, None, START, who)


def at(day: int, hour: int, minute: int = 0) -> int:
    """A moment of March 2026 in ms UTC; the tests begin on the 20th at 09:46."""
    return round(datetime(2026, 3, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("line", "verbs"),
    [
        ("w no unit free 30", (v.Defer(2, "no unit free", START + 30 * MINUTE),)),
        ("w no unit free UNTIL 30 min", (v.Defer(2, "no unit free", START + 30 * MINUTE),)),
        ("w #2 no unit free until 18:00", (v.Defer(2, "no unit free", at(20, 18)),)),
        ("w #2 no unit free 18:00", (v.Defer(2, "no unit free", at(20, 18)),)),
        ("w day shift until 7:30", (v.Defer(2, "day shift", at(21, 7, 30)),)),
        ("w #3", (v.Release(3),)),
        ("pl 18:00", (v.Plan(2, at(20, 18)),)),
        ("pl18:00 12", (v.Plan(2, at(20, 18), ("12",)),)),
        ("pl #2 18:00 12 14", (v.Plan(2, at(20, 18), ("12", "14")),)),
        ("pl 12,14 #2 18:00", (v.Plan(2, at(20, 18), ("12", "14")),)),
        ("pl #2 2026-03-25 06:15 m3", (v.Plan(2, at(25, 6, 15), ("M3",)),)),
        ("pl #2 18:00 12; road race", (v.AddRemark(2, "road race"), v.Plan(2, at(20, 18), ("12",)))),
        ("al", (v.RaiseLevel(2),)),
        ("al #3", (v.RaiseLevel(3),)),
        ("al3", (v.RaiseLevel(3),)),
        ("kp #3 #1", (v.LinkIncident(3, 1),)),
        ("kp 3 1", (v.LinkIncident(3, 1),)),
        ("kp #1", (v.LinkIncident(2, 1),)),
        ("kp- #3", (v.UnlinkIncident(3),)),
        ("kp-", (v.UnlinkIncident(2),)),
        ("r- 1 wrong gate", (v.StrikeRemark(2, 1, "wrong gate"),)),
        ("r-2 wrong flat", (v.StrikeRemark(2, 0, "wrong flat"),)),
        ("r- #2 2 wrong flat", (v.StrikeRemark(2, 0, "wrong flat"),)),
        ("p1 #2", (v.SetPriority(2, 1),)),
        ("p1 #2 ; child in there", (v.AddRemark(2, "child in there"), v.SetPriority(2, 1, "child in there"))),
        ("ro #4", (v.Reopen(4),)),
        ("ro 26-0004", (v.Reopen(4),)),
        ("k #3 #1", (v.Merge(3, 1),)),
    ],
)
def test_every_form_of_the_words(line: str, verbs: tuple[v.Verb, ...]) -> None:
    """The incident named or the selected one; a time by the centre's clock, its next one, or on a day that is named."""
    assert read_line(floor(), line).verbs == verbs


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("w no unit free 30", "#2 UNK 1200 N OAK ST waits for 30 min: no unit free"),
        ("w no unit free until 18:00", "waits until 18:00: no unit free"),
        ("w", "no longer waits"),
        ("pl 18:00 12 21", "#2 UNK 1200 N OAK ST begins 18:00 with 12 and 21, free until then"),
        ("pl 7:00 14", "begins tomorrow 07:00 with 14, free until then; 14 is booked for #3 too"),
        ("pl 2026-03-25 06:15", "begins 25 Mar 06:15"),
        ("al #3", "alarm 2 for #3 FIRE-B 1200 N OAK ST: d sends "),
        ("al #1", "alarm 2 for #1 NOISE 1200 N OAK ST: all that NOISE needs is on it: 12"),
        ("kp #3 #1", "#3 FIRE-B 1200 N OAK ST belongs to #1 NOISE"),
        ("r- 2 wrong flat", 'strike "flat 4" from #2: wrong flat'),
        ("r- 2", 'strike "flat 4" from #2: (say what is wrong)'),
        ("r-", "your lines in #2, newest first: 1 gate code 4411; 2 flat 4"),
        ("p1; child in there", "to priority 1: child in there"),
        ("fu ask the neighbour", "follow up #2 UNK 1200 N OAK ST: ask the neighbour"),
    ],
)
def test_the_preview_says_what_will_be_done(line: str, said: str) -> None:
    """Before Enter: which incident, until when, with whom, which line; nothing of it is guessed afterwards."""
    assert said in read_line(floor(), line).said


def test_the_next_alarm_names_whom_it_adds() -> None:
    """Its run card's next level is read before anybody decides: a patrol car beside the engine."""
    order = read_line(floor(), "al #3")
    assert "E1" in order.said and "patrol car" in order.said
    assert not any(isinstance(verb, v.Dispatch) for verb in order.verbs)


def test_only_ones_own_lines_have_numbers() -> None:
    """Another's line is theirs to strike; who wrote none is told how a correction is made."""
    assert read_line(floor(who="eve"), "r-").said == "you wrote no line in #2"
    with pytest.raises(Refused, match="You wrote no line in #2; a correction is a new line, as in  r it is flat 4"):
        read_line(floor(who="eve"), "r- 1 wrong flat")


def test_a_line_that_is_struck_keeps_its_number() -> None:
    """So the same words twice never strike another line."""
    struck = pending()
    for said in ("one", "two"):
        struck.do(v.AddRemark(1, said))
    struck.do(v.StrikeRemark(1, 1, "no"))
    here = Floor(struck.board, TOWN, 1, None, START, "ann")
    assert read_line(here, "r-").said == "your lines in #1, newest first: 1 (struck) two; 2 one"


def test_a_follow_up_without_a_time_is_a_flag() -> None:
    """It stays with the incident until somebody sees to it."""
    (verb,) = read_line(floor(), "fu ask the neighbour").verbs
    assert isinstance(verb, v.MakePromise)
    assert verb.promise == PromiseMade(0, "follow-up", "", incident=2, text="ask the neighbour")


REFUSED = [
    ("w rain until 25:00", "There is no time 25:00; give minutes or the clock, as in  w #2 no unit free until 18:00"),
    ("pl", "No time is given; give the clock"),
    ("pl 12 14", "No time is given; give the clock"),
    ("pl 25:00", "There is no time 25:00"),
    ("pl 2026-02-30 18:00", "There is no time 2026-02-30 18:00"),
    ("pl soon", "There is no time soon"),
    ("pl 18:00 99", "No unit 99 is on duty; near it: "),
    ("pl 18:00 12 noon", "No unit NOON is on duty"),
    ("al #77", "There is no incident #77; open are #1, #2 and #3."),
    ("al soon", 'The word "soon" is too much after the incident; name one, as in  al #3'),
    ("kp", "Name the major incident, as in  kp #18 #17"),
    ("kp #1 #2 #3", "#3 is too much after the incident"),
    ("kp #77", "There is no incident #77"),
    ("r- 3 wrong", "You have no line 3 in #2; yours are 1 to 2, as in  r- 1 wrong flat"),
    ("r- wrong flat", "You have no line wrong in #2"),
    ("ro 25-0001", "25-0001 is not among the 100 closed last"),
    ("p", "Give the priority, 1 to 5, as in  p2"),
    ("fu 25:00 visit", "There is no time 25:00"),
]


@pytest.mark.parametrize(("line", "part"), REFUSED)
def test_what_fails_is_said_with_an_example_that_works(line: str, part: str) -> None:
    """The word that failed is in the sentence; what it tells to type is read as a command."""
    with pytest.raises(Refused) as refusal:
        read_line(floor(), line)
    sentence = str(refusal.value)
    assert part in sentence
    assert says(tuple(BOARD.units), sentence) == []
    for example in re.findall(r"as in  ([^;,.]+?)(?:[;,.]|  |$)", sentence):
        known = example.replace("#18", "#2").replace("#17", "#3").replace("26-0417", "26-0004")
        assert read_line(floor(), known) != Order("")


@pytest.mark.parametrize("word", ["w", "pl", "al", "kp"])
def test_the_choices_are_what_it_can_be_done_with(word: str) -> None:
    """`?` names the incidents that it makes sense for."""
    assert "choose from #" in choices(floor(), word)
