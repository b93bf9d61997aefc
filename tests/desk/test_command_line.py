"""The command line says in words what it will do, or which word failed, with an example that works."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.command_line import WORDS, complete, read_line
from console.desk.desk import Desk
from console.desk.floor import Floor, Order
from console.desk.spoken import PROMISES, REQUESTS
from console.rules.facts import UnitSignedOn
from console.rules.refused import Refused
from tests.rules import factory
from tests.rules.factory import CENTRE, START, active, pending, says

FLOOR = pending("UNK", pending("UNK", active()))
FLOOR.do(v.SignOn(UnitSignedOn("3", "patrol")))
FLOOR.do(v.TakeCall())
FLOOR.do(v.Close(4, "rpt"))
FLOOR.do(v.AddRemark(2, "second floor"))
CALL = FLOOR.board.next_call - 1
OWED = {"b", *PROMISES, *REQUESTS}
"""Words that need a number to ring, a promise or a request; test_command_line_service.py has those."""
OTHERS = {"bx", "!-", "sh", "tn", "tl", "take", "hand"}
"""Words that need a notice, a stacked unit or a position besides; tests of their own have those."""


def floor(selected: int | None = 2, call: int | None = CALL) -> Floor:
    """#1 has 12 on it, #2 is selected, #3 waits and a unit is called 3 too, #4 is closed."""
    return Floor(FLOOR.board, CENTRE, selected, call, START)


def read(line: str) -> tuple[v.Verb, ...]:
    """The verbs of a line, without what was seen of the units: test_unit_line.py has that."""
    verbs = read_line(floor(), line).verbs
    return tuple(replace(verb, seen=None) if isinstance(verb, v.Dispatch) else verb for verb in verbs)


@pytest.mark.parametrize(
    ("line", "verbs"),
    [
        ("d12 14", (v.Dispatch(("12", "14"), 2),)),
        ("d M3 #3", (v.Dispatch(("M3",), 3),)),
        ("d#3 M3", (v.Dispatch(("M3",), 3),)),
        ("d M3 26-0003", (v.Dispatch(("M3",), 3),)),
        ("de12", (v.Dispatch(("12",), 2, "en_route"),)),
        ("do12", (v.Dispatch(("12",), 2, "on_scene"),)),
        ("dE1", (v.Dispatch(("E1",), 2),)),
        ("ak12", (v.Report("12", "acknowledged"),)),
        ("e12", (v.Report("12", "en_route"),)),
        ("e12 #1", (v.Report("12", "en_route", 1),)),
        ("e #1 12", (v.Report("12", "en_route", 1),)),
        ("o12 14", (v.Report("12", "on_scene"), v.Report("14", "on_scene"))),
        ("t12 mercy hospital", (v.Report("12", "transporting", None, "mercy hospital"),)),
        ("td12", (v.Report("12", "at_destination"),)),
        ("c12 rpt", (v.Clear("12", "RPT"),)),
        ("c #3 goa", (v.Close(3, "GOA"),)),
        ("c rpt", (v.Close(2, "RPT"),)),
        ("f12", (v.Free("12"),)),
        ("y12", (v.MakeContact("12"),)),
        ("y *", (v.MakeContact("*"),)),
        ("y*", (v.MakeContact("*"),)),
        ("on12", (v.BringBack("12"),)),
        ("off12 meal", (v.TakeOut("12", "meal"),)),
        ("r gate code 4411", (v.AddRemark(2, "gate code 4411"),)),
        ("; gate code 4411", (v.AddRemark(2, "gate code 4411"),)),
        ("r #3 12 is close.", (v.AddRemark(3, "12 is close."),)),
        ("w #3 no unit free 30", (v.Defer(3, "no unit free", START + 1_800_000),)),
        ("w no unit free", (v.Defer(2, "no unit free"),)),
        ("w #3", (v.Release(3),)),
        ("p2", (v.SetPriority(2, 2),)),
        ("p 2", (v.SetPriority(2, 2),)),
        ("p2 #3", (v.SetPriority(3, 2),)),
        ("p #3 2", (v.SetPriority(3, 2),)),
        ("ro #4", (v.Reopen(4),)),
        ("k #3", (v.LinkCall(CALL, 3),)),
        ("h other line", (v.Hold(CALL, "other line"),)),
        ("h", (v.Hold(CALL),)),
        ("z", (v.Undo(),)),
    ],
)
def test_every_form_of_the_floors_table(line: str, verbs: tuple[v.Verb, ...]) -> None:
    """A letter with a unit acts on the unit; alone, on the incident named or selected."""
    assert read(line) == verbs
    assert read(line.upper() if line[0] not in "rthw;o" else line) == verbs


@pytest.mark.parametrize(("line", "command"), [("n", "call.new"), ("j", "call.next"), ("a", "alarm.see")])
def test_words_of_the_screen(line: str, command: str) -> None:
    """Some words are the screen's own commands."""
    assert read_line(floor(), line).command == command


@pytest.mark.parametrize("line", ["d12 14 #3", "d 12,14,#3", "d.12.14.#3", "d12,14 #3", "D 12, 14. #3", "d #3 12 14"])
def test_space_comma_dot_or_nothing(line: str) -> None:
    """The parts are told apart whatever stands between them, in either order."""
    assert read(line) == (v.Dispatch(("12", "14"), 3),)


@pytest.mark.parametrize("line", ["dm3", "dM3", "DM3", "d m3"])
def test_units_in_any_case(line: str) -> None:
    """A callsign is what the unit is called, however it is typed."""
    assert read(line) == (v.Dispatch(("M3",), 2),)


@pytest.mark.parametrize(
    ("line", "verbs"),
    [
        ("d 3 2", (v.Dispatch(("3",), 2),)),
        ("d 3 #3", (v.Dispatch(("3",), 3),)),
        ("d 14 1", (v.Dispatch(("14",), 1),)),
        ("e 12 1", (v.Report("12", "en_route", 1),)),
        ("c 2 rpt", (v.Close(2, "RPT"),)),
        ("ro 4", (v.Reopen(4),)),
        ("ro4", (v.Reopen(4),)),
        ("k 1", (v.LinkCall(CALL, 1),)),
        ("k 3", (v.LinkCall(CALL, 3),)),
        ("w 3 rain", (v.Defer(3, "rain"),)),
    ],
)
def test_a_bare_number_is_a_unit_if_one_is_called_so_else_an_incident(line: str, verbs: tuple[v.Verb, ...]) -> None:
    """After words that speak of incidents only it is always the incident, never passed over."""
    assert read(line) == verbs


@pytest.mark.parametrize(("line", "goes"), [("#3", 3), ("26-0002", 2), ("1", 1), ("12", 1), ("#4", 4)])
def test_a_number_alone_goes_there(line: str, goes: int) -> None:
    """An incident by its number; a unit's number goes to what the unit is on."""
    assert read_line(floor(), line).go == goes


@pytest.mark.parametrize(
    ("line", "incident", "text"),
    [
        ("d12 #3; gate code; ask for osei", 3, "gate code; ask for osei"),
        ("d12 ;loud", 2, "loud"),
        ("d12;loud", 2, "loud"),
        ("f12; wrong car", 1, "wrong car"),
        ("c #3 rpt ; done", 3, "done"),
    ],
)
def test_a_comment_goes_where_the_command_goes(line: str, incident: int, text: str) -> None:
    """A remark comes before the command's own verb, so that undo takes back the command."""
    verbs = read(line)
    assert verbs[0] == v.AddRemark(incident, text)
    assert len(verbs) == 2


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("r gate; code 4411", "gate; code 4411"),
        ("; one ; two", "one ; two"),
        ("r 10-4 understood", "10-4 understood"),
        ("r 12, 14 close by.", "12, 14 close by."),
    ],
)
def test_a_remark_is_the_words_as_they_stand(line: str, text: str) -> None:
    """Nothing of it is cut off, taken for an incident or put in another order."""
    assert read(line) == (v.AddRemark(2, text),)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("d?", "choose from 14, 21, M3, E1 or 3"),
        ("e ?", "choose from 12"),
        ("c?", "rpt (report taken) or goa (gone on arrival)"),
        ("c12 ?", "rpt (report taken) or goa (gone on arrival)"),
        ("off12 ?", "meal or fuel"),
        ("p ?", "priority, as in  p2"),
        ("r?", "remark, as in  r gate code 4411"),
    ],
)
def test_a_question_mark_lists_the_choices_and_does_nothing(line: str, part: str) -> None:
    """`?` after a verb, with or without a unit, answers; it is never taken for a word of the command."""
    order = read_line(floor(), line)
    assert part in order.said
    assert (order.verbs, order.command, order.go) == ((), "", None)


REFUSED = [
    ("", "Type a command, as in  d12 14"),
    ("qq", "There is no command qq"),
    ("dispatch 12", "There is no command dispatch"),
    ("x" * 300, "There is no command xxx"),
    ("d", "Name the units to send, as in  d12 14"),
    ("d99", "No unit 99 is on duty; near it: "),
    ("d 99", "No unit 99 is on duty; near it: "),
    ("d M9", "No unit M9 is on duty; near it: M3, "),
    ("d12 M9 #3", "No unit M9 is on duty; near it: M3, "),
    ("e12 soon", "No unit SOON is on duty"),
    ("on 99", "No unit 99 is on duty"),
    ("y 99", "No unit 99 is on duty"),
    ("e", "Name the unit that is en route, as in  e12"),
    ("f", "Name the unit to free, as in  f12"),
    ("y", "Name the unit that answered, as in  y12"),
    ("on", "Name the unit that is back, as in  on12"),
    ("off", "Name the unit and why, as in  off12 meal"),
    ("d12 #77", "There is no incident #77; open are #1, #2 and #3."),
    ("#77", "There is no incident #77; open are #1, #2 and #3."),
    ("14", "14 is a unit and on no incident; an incident is named as in  #14"),
    ("d #1 M9", "No unit M9 is on duty"),
    ("d14 #1 #2", "#2 is too much after the incident"),
    ("k #1 #2 #3", "#3 is too much after the incident"),
    ("p", "Give the priority, 1 to 5, as in  p2"),
    ("p high", "Give the priority, 1 to 5, as in  p2"),
    ("c12 rtp", "There is no disposition RTP; near it: rpt or goa, as in  c12 rpt"),
    ("c zzz", "There is no disposition ZZZ"),
    ("j 1200 n oak st", "Nothing goes after j"),
    ("z12", "Nothing goes after z"),
    ("j; loud", "Nothing goes after j"),
]


@pytest.mark.parametrize(("line", "part"), REFUSED)
def test_what_fails_is_said_with_the_word_and_one_example(line: str, part: str) -> None:
    """A sentence for a person that names the word and what to type, or which there are."""
    with pytest.raises(Refused) as refusal:
        read_line(floor(), line)
    sentence = str(refusal.value)
    assert part in sentence
    assert says(tuple(FLOOR.board.units), sentence) == []
    assert re.search(r"as in  |near it: |open are ", sentence)


@pytest.mark.parametrize("line", sorted({line for line, _ in REFUSED}))
def test_every_example_in_a_refusal_works(line: str) -> None:
    """What a sentence tells to type is read as a command, if the number in it is one of the floor's."""
    with pytest.raises(Refused) as refusal:
        read_line(floor(), line)
    for example in re.findall(r"as in  ([^;,.]+?)(?:[;,.]|  |$)", str(refusal.value)):
        assert read_line(floor(), example.replace("#14", "#1")) != Order("")


@pytest.mark.parametrize("word", [word for word in WORDS if word not in OTHERS | OWED])
def test_every_word_has_an_example_that_works(word: str) -> None:
    """The help shows nothing that the line would not take."""
    example = WORDS[word].example.replace("#17", "#3").replace("#18", "#2")
    order = read_line(floor(), example)
    assert order.said
    assert order.verbs or order.command or order.choices
    assert example.startswith(word)


@pytest.mark.parametrize(
    ("line", "said"), [("d14 21", "dispatch 14 and 21 to #2 UNK"), ("c12 rpt", "clear 12 with RPT")]
)
def test_the_preview_names_what_will_be_done(line: str, said: str) -> None:
    """Before Enter is pressed the line says whom and which incident it means."""
    assert read_line(floor(), line).said.startswith(said)


def test_without_a_selected_incident_it_must_be_named() -> None:
    """Nothing is guessed."""
    for line in ("d12", "r loud", "c rpt", "p2", "w rain"):
        with pytest.raises(Refused, match="Name the incident, as in  #3"):
            read_line(floor(selected=None), line)


@pytest.mark.parametrize("line", ["h", "k #3"])
def test_without_a_caller_there_is_nobody_to_hold_or_add(line: str) -> None:
    """The sentence says how to get one."""
    with pytest.raises(Refused, match="answer a call first, as in  n"):
        read_line(floor(call=None), line)


@pytest.mark.parametrize(
    ("line", "whole"),
    [("c12 r", "c12 rpt"), ("off12 me", "off12 meal"), ("d m", "d M3"), ("d M", "d M3"), ("d", "d"), ("d 2", "d 21")],
)
def test_the_last_word_is_finished_where_only_one_fits(line: str, whole: str) -> None:
    """A unit, disposition or reason; where several fit the line stays as it is."""
    assert complete(floor(), line) == whole


async def test_what_is_read_is_what_a_desk_does(desk: Desk) -> None:
    """Lines typed one after another drive a real desk through a whole job."""
    receipt = await desk.ask(v.TakeCall())
    await desk.ask(factory.place())
    await desk.ask(v.SetType(1, "UNK"))
    await desk.ask(v.Send(1))
    lines = "d12 14|e12|o12 14; door is open|f14|t12 mercy|td12|c12 rpt|ro #1|p3|w rain"
    for line in lines.split("|"):
        board = await anext(desk.follow())
        for verb in read_line(Floor(board, CENTRE, 1, 1, receipt.at), line).verbs:
            await desk.ask(verb)
    board = await anext(desk.follow())
    assert (board.incidents[1].state, board.incidents[1].priority) == ("deferred", 3)
    assert [remark.text for remark in board.incidents[1].remarks] == ["door is open"]
