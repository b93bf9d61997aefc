"""How it stands with the desk is told at once, in words, before all else of its level."""

from __future__ import annotations

from msgspec.structs import replace

from console.desk.desk import Standing
from console.desk.standing_words import alarms_of, back_again, mark_of
from console.rules.alarm import at_hand
from tests.rules.factory import CENTRE, START, on_duty, pending

FULL = Standing(trouble="the disk is full; free some space, nothing was lost", aside=12, since=START)


def test_a_desk_that_saves_nothing_is_an_alarm() -> None:
    """After ten seconds, high; the board has no word of it, so the console says since when."""
    floor = on_duty()
    assert alarms_of(Standing(), START + 9_000, START) == ()
    (alarm,) = at_hand(floor.board, CENTRE, START, alarms_of(Standing(), START + 10_000, START)).alarms
    assert (alarm.level, alarm.kind) == (1, "lost")


def test_a_lost_desk_says_for_how_long_and_what_becomes_of_what_is_typed() -> None:
    """At once; it is one alarm however long it lasts, and the top line has it as well."""
    standing = Standing(lost=START)
    (first,) = alarms_of(standing, START + 2_000, START)
    (later,) = alarms_of(standing, START + 75_000, START)
    assert first.text == "no answer from the desk for 0:02; what you type is kept"
    assert (later.id, later.level, "1:15" in later.text) == (first.id, 1, True)
    assert mark_of(standing, START + 75_000) == "NO DESK 1:15"


def test_a_console_that_was_shown_out_says_why() -> None:
    """Its sentence, and none of the store's; a desk lost in a trouble has both."""
    (alarm,) = alarms_of(Standing(START, "LEE sits at C02; name another position."), START + 2_000)
    assert alarm.text == "LEE sits at C02; name another position."
    both = alarms_of(Standing(START, FULL.trouble, 12, START), START + 2_000)
    assert [alarm.kind for alarm in both] == ["lost", "store"]


def test_a_clock_that_was_set_back_gives_no_time_below_nothing() -> None:
    """What began an hour from now has lasted 0:00."""
    (alarm,) = alarms_of(Standing(lost=START), START - 3_600_000)
    assert "for 0:00;" in alarm.text


def test_a_store_in_trouble_stands_before_all_others() -> None:
    """At once and above what is late, with how many wait and what to do; in the top line even when it was seen."""
    floor = pending("MED-U").later(3600)
    fresh = replace(FULL, since=floor.now)
    store, *others = at_hand(floor.board, CENTRE, floor.now, alarms_of(fresh, floor.now)).alarms
    assert store.text == "KEPT ASIDE 12, safe but not on the log: the disk is full; free some space, nothing was lost"
    assert (store.level, store.kind, bool(others)) == (1, "store", True)
    assert mark_of(FULL, floor.now) == "ASIDE 12"


def test_a_trouble_that_is_over_is_said() -> None:
    """With what was written; and nothing while nothing changes."""
    assert back_again(FULL, Standing()) == "The store takes everything again; 12 kept aside are on the log."
    assert back_again(Standing(lost=START), Standing()) == "The desk answers again."
    assert back_again(FULL, FULL) == back_again(Standing(), FULL) == back_again(Standing(), Standing()) == ""


def test_what_could_not_be_done_any_more_and_a_warning_are_alarms() -> None:
    """The first is high and names the file; a disk that fills up is not."""
    standing = Standing(refused=2, refusals="/srv/floor.db.refused", warning="the disk is nearly full, 900 MB left; x")
    refused, warning = alarms_of(standing, START)
    assert (refused.level, "/srv/floor.db.refused" in refused.text) == (1, True)
    assert (warning.level, warning.text) == (2, standing.warning)
