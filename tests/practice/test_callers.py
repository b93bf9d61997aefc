"""Callers who are hard to help: what they tell, what they keep to themselves, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practice.playing import SHORT, named, play, said, scenario

pytestmark = pytest.mark.slow


def test_a_fact_is_told_only_to_the_right_question(tmp_path: Path) -> None:
    """Another question gets no address; asked twice the caller says that they told it already."""
    one = scenario(tmp_path)
    asked = ["answer", "say How old is he?", "say Where are you?", "wait 3", "say Where?", "wait 3"]
    lines = said(play(one, asked))
    assert [line for line in lines if line.startswith("CALLER")][1] in (
        "CALLER  I don't know.",
        "CALLER  What do you mean?",
    )
    assert "CALLER  310 Elm Avenue, Milltown." in lines
    assert "CALLER  I told you. 310 Elm Avenue, Milltown." in lines


def test_a_condition_keeps_a_fact_back(tmp_path: Path) -> None:
    """What hangs on another fact is not told before it."""
    more = '[[fact]]\nid = "floor"\nasked = ["floor"]\nsays = "The third."\nwhen = "address"\n'
    one = scenario(tmp_path, more)
    lines = said(play(one, ["answer", "say Which floor?", "say Where?", "wait 2", "say Which floor?", "wait 2"]))
    assert lines.count("CALLER  The third.") == 1
    assert lines.index("CALLER  The third.") > lines.index("CALLER  310 Elm Avenue, Milltown.")


def test_a_leading_question_is_only_agreed_to(tmp_path: Path) -> None:
    """Whoever reads out an address hears yes, learns nothing, and is told so."""
    more = '[[reply]]\nsaid = ["you_are_at"]\nsays = "Yes, yes."\nmistake = "led"\nstops = true\n'
    ended = play(scenario(tmp_path, more), ["answer", "say You are at 12 Pine Street, where he fell?", "wait 3"])
    assert "CALLER  Yes, yes." in said(ended)
    assert {"led", "not-asked:address"} <= named(ended)


def test_who_hears_badly_understands_short_sentences(tmp_path: Path) -> None:
    """A long sentence gets a shout, the short one the answer."""
    whole = SHORT.replace("at_s = 1\n", 'at_s = 1\nmost_words = 4\npuzzled = ["WHAT?"]\n')
    ended = play(
        scenario(tmp_path, whole=whole),
        ["answer", "say Could you please tell me where exactly you are?", "wait 2", "say Where are you?", "wait 2"],
    )
    lines = said(ended)
    assert lines.index("CALLER  WHAT?") < lines.index("CALLER  310 Elm Avenue, Milltown.")


def test_another_language_is_understood_with_an_interpreter(tmp_path: Path) -> None:
    """Nothing is told before somebody asks for the interpreter."""
    whole = SHORT.replace("at_s = 1\n", 'at_s = 1\nunderstands = "interpreter"\npuzzled = ["No entiendo."]\n')
    more = '[[reply]]\nsaid = ["interpreter"]\nsays = "Si, gracias."\nmark = "interpreter"\n'
    asked = ["answer", "say Where?", "wait 2", "say I get an interpreter.", "wait 2", "say Where?", "wait 2"]
    lines = said(play(scenario(tmp_path, more, whole), asked))
    assert lines.index("CALLER  No entiendo.") < lines.index("CALLER  310 Elm Avenue, Milltown.")


def test_silence_makes_them_ask_and_then_hang_up(tmp_path: Path) -> None:
    """A caller who hears nothing asks whether somebody is there; one who is left alone is gone."""
    more = '[[event]]\nwhen = "silent > 30"\nnoise = "a click"\ndo = "hang up"\n'
    ended = play(scenario(tmp_path, more), ["answer", "wait 40"])
    assert "CALLER  Hello? Are you there?" in said(ended)
    assert "left-alone" in named(ended)
    assert any("L1 ended by LINE" in line for line in ended.lines)


def test_a_lost_line_rings_again(tmp_path: Path) -> None:
    """The line drops in the middle, a call back is owed, and the same caller rings again about the same thing."""
    more = """
[[event]]
at_s = 5
when = "not cut-off"
do = "drop"

[[event]]
at_s = 12
when = "gone"
do = "call again"
"""
    ended = play(scenario(tmp_path, more), ["answer", "wait 14", "answer", "say Where are you?", "wait 2"])
    assert sum("rings 919-555-0123" in line for line in ended.lines) == 2
    assert "CALLER  310 Elm Avenue, Milltown." in said(ended)


SECOND = """
[[caller]]
id = "passer-by"
who = "man in the street"
opens = "Somebody has fallen at 310 Elm Avenue!"
at_s = 8
about = "fall"
"""


@pytest.mark.parametrize("linked", [True, False])
def test_a_second_caller_is_about_the_same_thing(tmp_path: Path, linked: bool) -> None:
    """Two callers about one thing have to stand on one incident; where they do not, the coach names it."""
    first = ["answer", "place 310 elm av", "kind med-fall", "send", "end"]
    second = ["answer", *(["place 310 elm av", "line k #1", "key enter", "end"] if linked else ["end"])]
    ended = play(scenario(tmp_path, SECOND), [*first, *second])
    assert ("not-linked" in named(ended)) is not linked


def test_crews_roll_get_stuck_and_need_help(tmp_path: Path) -> None:
    """A crew rolls by itself; one that is stuck says so and does not arrive; one in danger tells everybody."""
    more = """
[[crew]]
does = "stuck"
unit = "M3"
since = "rolling"
after_s = 10
says = "train on the crossing"

[[crew]]
does = "help"
unit = "M3"
since = "rolling"
after_s = 20
says = "crowd around us"
"""
    steps = ["answer", "place 310 elm av", "kind med-fall", "send", "line dm3", "wait 80"]
    lines = "\n".join(play(scenario(tmp_path, more), steps).lines)
    assert "M3 en_route" in lines
    assert "NOTE    M3: train on the crossing" in lines
    assert "DANGER  M3 crowd around us" in lines
    assert "M3 on_scene" not in lines


def test_what_was_there_before_stands_on_the_board(tmp_path: Path) -> None:
    """An incident from before has its age, its units and the wait that was told, and can be spoken of by conditions."""
    more = """
[[before]]
id = "old"
place = "318 PINE ST"
town = "Milltown"
type = "NOISE"
minutes_ago = 40
note = "told 30 minutes"
told_minutes = 30
units = ["12"]

[[mistake]]
id = "saw-12"
when = "unit-12 = on_scene"
says = "12 was there."
next = "Nothing."
"""
    ended = play(scenario(tmp_path, more), ["answer", "end"])
    assert "saw-12" in named(ended)


def test_a_pause_is_heard_by_whoever_answers_after_it(tmp_path: Path) -> None:
    """`silent` is how long nothing was said before the words that are answered."""
    more = '[[reply]]\nsaid = ["press"]\nsays = "(a key)"\nwhen = "silent >= 4"\n'
    steps = ["answer", "say Press a key.", "say Press a key.", "wait 6", "say Press a key.", "wait 2"]
    assert said(play(scenario(tmp_path, more), steps)).count("CALLER  (a key)") == 1


BEFORE = """
[[before]]
id = "fall"
place = "310 ELM AV"
town = "Milltown"
type = "MED-FALL"
minutes_ago = 30
units = ["A6"]
status = "on_scene"

[[crew]]
unit = "A6"
does = "says"
since = "start"
after_s = 2
says = "he is awake"

[[mistake]]
id = "no-call-back"
says = "Nobody will ring."
next = "b 10"
when = "not callback"
"""


def test_what_was_there_before_is_not_timed_and_its_caller_is_linked_to_it(tmp_path: Path) -> None:
    """A caller who is linked speaks of that incident from then on; nobody is praised for what was done before."""
    steps = ["answer", "line k #1", "phone 919-555-0123", "name Harold Pettit", "line b 10", "wait 4", "end"]
    ended = play(scenario(tmp_path, BEFORE), steps)
    assert "no-call-back" not in named(ended)
    assert not [line for line in ended.lines if "-" in line and "within" in line]


def test_a_crew_that_is_there_from_the_start_is_heard(tmp_path: Path) -> None:
    """What it says on the radio stands among the remarks of what it works on."""
    ended = play(scenario(tmp_path, BEFORE), ["wait 5", "answer", "end"])
    assert any("he is awake" in line for line in ended.lines)
