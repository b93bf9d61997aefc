"""People are added, changed and barred by rules; five wrong passphrases in 15 minutes lock somebody."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules import facts as f
from console.rules.people import GLASS_MS, Person
from tests.rules.factory import Floor, pending

ADD = v.AddPerson("kim", "KIM", "dispatcher")


def floor(*verbs: v.Verb) -> Floor:
    """A floor on which these were done."""
    here = Floor()
    for verb in verbs:
        here.do(verb)
    return here


def person(here: Floor, login: str = "kim") -> Person:
    """Somebody as they are now."""
    return here.board.people[login]


REFUSED = [
    ((), v.AddPerson("Kim!", "KIM", "dispatcher"), "A login is small letters and digits"),
    ((), v.AddPerson("kim", "", "dispatcher"), "A name is 1 to 24 characters"),
    ((), v.AddPerson("kim", "K" * 25, "dispatcher"), "A name is 1 to 24 characters"),
    ((), v.AddPerson("kim", "K\x1b[2J", "dispatcher"), "A name is 1 to 24 characters"),
    ((), v.AddPerson("kim", "KIM", "boss"), "write trainee, call-taker, dispatcher, supervisor, auditor or admin"),
    ((), v.AddPerson("kim", "KIM", "dispatcher", "../x"), "can't be an account's name"),
    ((), v.AddPerson("kim", "KIM", "dispatcher", "kim", "luck"), "People sign in by kernel, key or passphrase"),
    ((ADD,), ADD, "kim is KIM already"),
    ((ADD,), v.AddPerson("kimmy", "Kim", "trainee"), "kim is called KIM already"),
    ((ADD,), v.AddPerson("lee", "LEE", "trainee", "kim", "passphrase"), "kim is KIM's account"),
    ((ADD,), v.ChangePerson("kim", role="dispatcher"), "is so already"),
    ((ADD,), v.ChangePerson("lee", role="dispatcher"), "there is kim"),
    ((), v.DisablePerson("kim"), "there is nobody yet"),
    ((v.AddPerson("ann", "ann", "administrator"),), v.DisablePerson("ann"), "You can't disable yourself"),
    ((ADD, v.DisablePerson("kim")), v.DisablePerson("kim"), "KIM is disabled already"),
    ((ADD,), v.EnablePerson("kim"), "KIM is let in already"),
    ((ADD,), v.ReleasePerson("kim"), "KIM is not locked"),
    ((), v.BreakGlass("  "), "Say why, for everybody to read"),
]


@pytest.mark.parametrize(("before", "verb", "part"), REFUSED)
def test_what_makes_no_sense_is_refused_in_words(before: tuple[v.Verb, ...], verb: v.Verb, part: str) -> None:
    """Nothing changes, and the sentence says what would be right."""
    here = floor(*before)
    here.board = here.board
    with pytest.raises(Exception, match=part.replace("(", r"\(")):
        here.do(verb)


def test_changing_leaves_what_is_not_named() -> None:
    """The fact says all four as they are now, so that it can be read by itself."""
    here = floor(ADD)
    assert here.do(v.ChangePerson("kim", role="supervisor")) == (f.PersonChanged("kim", "KIM", "supervisor", "kim"),)
    assert (person(here).name, person(here).role, person(here).account) == ("KIM", "supervisor", "kim")


def test_the_fifth_wrong_passphrase_in_15_minutes_locks() -> None:
    """Older ones don't count any more, and being let in or released begins anew."""
    wrong = v.NoteFailure("kim", "kim", "wrong passphrase")
    here = floor(ADD, *[wrong] * 4)
    here.later(15 * 60 + 1).do(wrong)
    assert not person(here).locked
    for _ in range(3):
        here.later(1).do(wrong)
    assert not person(here).locked
    facts = here.later(1).do(wrong)
    assert facts == (f.SignInFailed("kim", "kim", "wrong passphrase"), f.PersonLocked("kim"))
    assert person(here).locked
    here.do(v.ReleasePerson("kim"))
    assert (person(here).locked, person(here).failures) == (False, ())
    here.do(wrong)
    here.do(v.NoteSignIn("kim", "kim", "passphrase"))
    assert person(here).failures == ()


def test_an_unknown_login_is_not_kept() -> None:
    """A passphrase is easily typed where the login belongs: the log gets neither."""
    assert floor(ADD).do(v.NoteFailure("my secret words", "floor", "wrong passphrase")) == (
        f.SignInFailed("", "floor", "wrong passphrase"),
    )


def test_a_broken_glass_is_an_alarm_at_every_position_until_it_is_over() -> None:
    """It is told at once, who and why, and leaves by itself."""
    from console.rules.alarm import at_hand

    here = floor()
    here.do(v.BreakGlass("no administrator on duty"), "S01")
    (alarm,) = at_hand(here.board, here.centre, here.now).alarms
    assert (alarm.level, alarm.by) == (1, "S01")
    assert "GLASS BROKEN by ann at S01" in alarm.text
    assert "no administrator on duty" in alarm.text
    assert at_hand(here.board, here.centre, here.now + GLASS_MS).alarms == ()


def test_a_hand_over_moves_lines_forms_and_promises_and_is_told_at_both() -> None:
    """Who took the call stays on record; the others' are not touched."""
    from console.rules.news import Ear, news

    here = pending()
    here.do(v.TakeCall(), "C02")
    here.do(v.MakePromise(f.PromiseMade(0, "message", "", to="WORKS", text="still there")), "C02")
    before = here.board
    call, incident = here.board.next_call - 1, here.board.next_incident - 1
    here.do(v.HandOver("C02", "C03"), "S01")
    assert (here.call(call).position, here.call(call).who) == ("C03", "ann")
    assert here.incident(incident).position == "C03"
    assert here.board.promises[1].position == "C03"
    assert here.incident(1).position == "P1"
    told = {at: [one.text for one in news(before, here.board, Ear(at, at))] for at in ("C02", "C03", "S01", "P1")}
    assert told == {
        "C02": ["ann gave what you had in hand to C03: 1 lines, 1 incidents and 1 promises"],
        "C03": ["ann gave you what C02 had in hand: 1 lines, 1 incidents and 1 promises"],
        "S01": [],
        "P1": [],
    }
    here.refuses(v.HandOver("C02", "C03"), "C02 has nothing in hand")
    here.refuses(v.HandOver("C03", "C03"), "C03 has that already")
