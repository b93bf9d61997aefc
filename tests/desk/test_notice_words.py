"""What is told to all desks is typed in one line, and nothing that is typed in a hurry is refused for its form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.desk import verbs as v
from console.desk.command_line import complete, read_line
from console.desk.floor import Floor, Order, Word
from console.desk.notice_words import NOTICE_WORDS
from console.rules.refused import Refused
from tests.rules.factory import CENTRE, active, pending, says

FLOOR = pending("UNK", active()).later(700)
for _ in range(3):
    FLOOR.do(v.PostBulletin("Mill Rd is closed", FLOOR.now + 3_600_000))
FLOOR.do(v.RaiseDanger("14"))


def floor(selected: int | None = 2) -> Floor:
    """12 is on #1, #2 is selected and late; B1 and D1 are open."""
    return Floor(FLOOR.board, CENTRE, selected, None, FLOOR.now)


def read(line: str, selected: int | None = 2) -> Order:
    return read_line(floor(selected), line)


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("!! 12 shots fired", v.RaiseDanger("12", 1, "shots fired")),
        ("!!12", v.RaiseDanger("12", 1)),
        ("!! m3 not answering", v.RaiseDanger("M3", None, "not answering")),
        ("!! #1 crowd; with knives", v.RaiseDanger("", 1, "crowd; with knives")),
        ("!!", v.RaiseDanger("", 2)),
        ("!! 2 men with knives", v.RaiseDanger("", 2, "2 men with knives")),
        ("!! 99 is down", v.RaiseDanger("", 2, "99 is down")),
        ("!- D1", v.ClearDanger(1)),
        ("!-d1", v.ClearDanger(1)),
        ("!-", v.ClearDanger(1)),
        ("bx B1", v.EndBulletin(1)),
        ("bx1", v.EndBulletin(1)),
    ],
)
def test_a_line_is_told_as_it_is_meant(line: str, verb: v.Verb) -> None:
    """A unit is where its job is; without one it is the selected incident; any other word is a word."""
    assert read(line).verbs == (verb,)


def test_a_bulletin_has_an_end() -> None:
    """Minutes or a time of the clock, after the last `until`; without one it is refused with an example."""
    (by_minutes,) = read("bb Mill Rd is closed until 30").verbs
    assert by_minutes == v.PostBulletin("Mill Rd is closed", FLOOR.now + 30 * 60_000)
    (by_clock,) = read("bb no van until it is mended, until 18:00").verbs
    assert isinstance(by_clock, v.PostBulletin)
    assert by_clock.text == "no van until it is mended,"
    assert by_clock.until % 86_400_000 == 18 * 3_600_000
    for line in ("bb Mill Rd is closed", "bb Mill Rd is closed until Friday", "bb until", "bb"):
        with pytest.raises(Refused, match="as in  bb Mill Rd is closed until 18:00"):
            read(line)


def test_the_top_alarm_is_the_one_put_aside() -> None:
    """The preview says which, for how long and why; a number at the end is minutes, without it there are thirty."""
    late = pending("UNK").later(700)
    aside = Floor(late.board, CENTRE, None, None, late.now)
    order = read_line(aside, "sh tow is on the way 20")
    (verb,) = order.verbs
    assert isinstance(verb, v.ShelveAlarm)
    assert (verb.reason, verb.minutes) == ("tow is on the way", 20)
    assert order.said.startswith("put aside for 20 min: #1 UNK")
    end = datetime.fromtimestamp(late.now / 1000 + 600, UTC)
    (until,) = read_line(aside, f"sh tow until {end:%H:%M}").verbs
    assert isinstance(until, v.ShelveAlarm)
    assert (until.reason, 9 <= until.minutes <= 10) == ("tow", True)
    (longest,) = read_line(aside, "sh unit 12 knows").verbs
    assert isinstance(longest, v.ShelveAlarm)
    assert (longest.reason, longest.minutes) == ("unit 12 knows", 30)
    late.do(verb)
    with pytest.raises(Refused, match="No alarm waits"):
        read_line(Floor(late.board, CENTRE, None, None, late.now), "sh again 5")


@pytest.mark.parametrize(("line", "command"), [("alarms", "alarm.list"), ("bl", "bulletin.list"), ("a", "alarm.see")])
def test_lists_have_a_word(line: str, command: str) -> None:
    """Whoever types finds what has a key; nothing goes after such a word."""
    assert read(line).command == command
    with pytest.raises(Refused):
        read(f"{line} 12")


@pytest.mark.parametrize("line", ["bx B7", "!- D7", "bx", "!- 12 13"])
def test_what_is_not_open_is_said(line: str) -> None:
    """With what is, and an example."""
    with pytest.raises(Refused) as refusal:
        read(line)
    assert says(tuple(FLOOR.board.units), str(refusal.value)) == []
    assert "open: " in str(refusal.value)


@pytest.mark.parametrize("word", NOTICE_WORDS, ids=lambda word: word.word)
def test_every_word_has_an_example_that_works(word: Word) -> None:
    """The help shows nothing that the line would not take."""
    order = read(word.example)
    assert order.said and (order.verbs or order.command)


def test_tab_finishes_what_is_open() -> None:
    """Units after !!, bulletins and dangers by their numbers."""
    assert complete(floor(), "!! 1") == "!! 12"
    assert complete(floor(), "bx b3") == "bx B3"
    assert complete(floor(), "!- d") == "!- D1"
