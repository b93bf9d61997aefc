"""The words of service: each becomes the promise, the transfer or the request that it says, for the caller in view."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.command_line import WORDS, complete, read_line
from console.desk.floor import Floor, Order
from console.rules.catalogue import Department, Question, Service
from console.rules.courtesy import Listing
from console.rules.facts import PromiseMade, UnitSignedOn
from console.rules.owed import Promise, Request
from console.rules.refused import Refused
from tests.desk.test_command_line import OTHERS
from tests.rules.factory import CENTRE, START, active, pending, place, says

POTHOLE = Service(
    "POTHOLE",
    "pothole",
    "WORKS",
    4,
    ("requested",),
    questions=(Question("deep", "How deep?", "text"),),
    reasons=("repaired", "not found", "not ours"),
)
TOWN = replace(
    CENTRE,
    timezone="America/New_York",
    departments=(
        Department("POL", "Milltown Police", "police"),
        Department("FIRE", "Milltown Fire and Rescue", "fire", "919-555-0120"),
        Department("WORKS", "Public Works", "public works", "919-555-0140"),
    ),
    services=(*CENTRE.services, POTHOLE),
    listings=(Listing("TOW", "Town Towing", "cars", "come", "2026-11-01", "KIM", "919-555-0160"),),
)
FLOOR = pending("UNK", pending("UNK", active()))
FLOOR.do(v.SignOn(UnitSignedOn("15", "patrol")))
FLOOR.do(v.SetDetail(2, "name", "Sam Osei"))
FLOOR.do(v.SetDetail(2, "phone", "919-555-0142"))
FLOOR.do(v.AddRemark(2, "second floor"))
FLOOR.do(v.TakeCall())
FLOOR.do(place(4))
CALL = FLOOR.board.next_call - 1
MINUTE = 60_000


BOARD = replace(
    FLOOR.board,
    promises={3: Promise(3, "callback", START, "ann", "P1", "P1", START + 900_000, name="Sam Osei", phone="1")},
    requests={5: Request(5, "26-0009", "WORKS", "POTHOLE", "pothole", START, "ann", "P1", "new", START)},
)


def floor(selected: int | None = 2, call: int | None = CALL, now: int = START) -> Floor:
    """#1 has 12 on it, #2 is Sam Osei's and selected, #3 waits, #4 is one's own call's; a unit is called 15."""
    return Floor(BOARD, TOWN, selected, call, now)


def read(line: str, **where: int | None) -> tuple[v.Verb, ...]:
    return read_line(floor(**where), line).verbs  # type: ignore[arg-type]  # what floor() is given


def promise(line: str, **where: int | None) -> PromiseMade:
    (verb,) = read(line, **where)
    assert isinstance(verb, v.MakePromise)
    return verb.promise


@pytest.mark.parametrize(
    ("line", "due", "name", "phone"),
    [
        ("b 15", START + 15 * MINUTE, "Sam Osei", "919-555-0142"),
        ("b15", START + 15 * MINUTE, "Sam Osei", "919-555-0142"),
        ("B 15", START + 15 * MINUTE, "Sam Osei", "919-555-0142"),
        ("b 15 unknown", START + 15 * MINUTE, "unknown", "919-555-0142"),
        ("b 6:00 osei", 1_774_000_800_000, "osei", "919-555-0142"),
        ("b 05:46", 1_774_086_360_000, "Sam Osei", "919-555-0142"),
        ("b 17:00 r. patel 919 555 0123", 1_774_040_400_000, "r. patel", "919 555 0123"),
        ("b #1 5 lee 555-0123", START + 5 * MINUTE, "lee", "555-0123"),
    ],
)
def test_a_call_back_has_a_time_a_name_and_a_number(line: str, due: int, name: str, phone: str) -> None:
    """Minutes or the centre's own clock, a time that is past being tomorrow's; who and where is known from the call."""
    made = promise(line)
    assert (made.kind, made.due, made.name, made.phone) == ("callback", due, name, phone)
    assert made.incident == (1 if "#1" in line else 2)


def test_a_callback_in_15_minutes_is_never_the_unit_called_15() -> None:
    """A unit of that name changes nothing: `e15` is the unit, `b 15` the time."""
    assert read("e15") == (v.Report("15", "en_route"),)
    assert promise("b 15").due == START + 15 * MINUTE
    assert promise("wt 15").minutes == 15


def test_without_a_selected_incident_the_promise_is_to_the_caller_on_the_line() -> None:
    """Call and incident are the ones in hand."""
    made = promise("b 15 lee 555-0123", selected=None)
    assert (made.call, made.incident) == (CALL, 4)
    assert promise("b 15", selected=2).call is None


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("x fire", v.Transfer(CALL, "fire")),
        ("x FIRE lee", v.Transfer(CALL, "fire", "lee")),
        ("x cold fire", v.Transfer(CALL, "fire", warm=False)),
        ("x public works ann smith", v.Transfer(CALL, "public works", "ann smith")),
        ("x mercy hospital", v.Transfer(CALL, "mercy hospital")),
        ("xc lee", v.Connect(CALL, "lee")),
        ("k #3", v.LinkCall(CALL, 3)),
        ("k #3 #1", v.Merge(3, 1)),
        ("k 3 1", v.Merge(3, 1)),
        ("k- #3", v.Split(3)),
        ("k-#3", v.Split(3)),
        ("pk P3", v.EndPromise(3)),
        ("pk3", v.EndPromise(3)),
        ("pk p3 at home", v.EndPromise(3, "kept", "at home")),
        ("pn P3 rang again", v.EndPromise(3, "withdrawn", "rang again")),
        ("pb P3 forgotten", v.EndPromise(3, "broken", "forgotten")),
        ("pt P3 engaged", v.TryPromise(3, "engaged")),
        ("po P3", v.TakePromise(3)),
        ("po P3 c05", v.TakePromise(3, "C05")),
        ("po P3 supervisor", v.TakePromise(3, "supervisor")),
        ("qt R5", v.TakeRequest(5)),
        ("qb R5 deep it says very", v.AskBack(5, "it says very", "deep")),
        ("qb R5 which side", v.AskBack(5, "which side")),
        ("qa R5 the north side", v.AnswerRequest(5, "the north side")),
        ("qd R5 rep", v.FinishRequest(5, "repaired")),
        ("qd R5 not f; nobody saw it", v.FinishRequest(5, "not found", "nobody saw it")),
        ("sg pothole 2027-05-31", v.SignService("POTHOLE", "2027-05-31")),
    ],
)
def test_every_word_of_service(line: str, verb: v.Verb) -> None:
    """Names and reasons are completed by their start; nothing in free words is taken for a unit."""
    assert read(line) == (verb,)


@pytest.mark.parametrize(
    ("line", "kind", "to", "text"),
    [
        ("m park the gate is open", "message", "park", "the gate is open"),
        ("m public works the gate; 15 is there", "message", "WORKS", "the gate; 15 is there"),
        ("e wants an officer", "escalation", "supervisor", "wants an officer"),
        ("e supervisor wants an officer", "escalation", "supervisor", "wants an officer"),
        ("e fire crew needed; now", "escalation", "FIRE", "crew needed; now"),
        ("e #2 wants an officer", "escalation", "supervisor", "wants an officer"),
        ("fu 17:00 result of 12", "follow-up", "", "result of 12"),
        ("fu ask for the neighbour", "follow-up", "", "ask for the neighbour"),
        ("dt pothole no alleys", "doubt", "", "no alleys"),
    ],
)
def test_what_is_promised_in_words(line: str, kind: str, to: str, text: str) -> None:
    """A department is known by its code and its agency; the words stand as they were typed."""
    made = promise(line)
    assert (made.kind, made.to, made.text) == (kind, to, text)
    if kind != "doubt":
        assert (made.incident, made.name, made.phone) == (2, "Sam Osei", "919-555-0142")


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("i", Order("how it ends without a unit", command="call.outcome")),
        ("i tow", Order("how it ends without a unit: tow", command="call.outcome", text="tow")),
        ("/oak 12", Order("search for oak 12", search="oak 12")),
        ("dq works", Order("requests of WORKS", command="screen.requests", text="WORKS")),
        ("dq", Order("requests of all departments", command="screen.requests", text="all")),
    ],
)
def test_words_that_the_screen_acts_on(line: str, order: Order) -> None:
    """What was typed after the word goes with it."""
    assert read_line(floor(), line) == order


REFUSED = [
    ("b", "No time is given; give minutes or the clock, as in  b 17:00 osei"),
    ("b soon", "There is no time soon; give minutes or the clock, as in  b 17:00 osei"),
    ("b 25:00", "There is no time 25:00"),
    ("b 1700", "There is no time 1700"),
    ("b #1 15", "Nobody has given a name; say it, or the word unknown, as in  b 15 unknown"),
    ("b #1 15 lee", "There is no number to ring; ask for it, as in  b 15 lee 919-555-0142"),
    ("b #77 15", "There is no incident #77"),
    ("x", "Say whom the caller goes to, as in  x fire"),
    ("x cold", "Say whom the caller goes to, as in  x fire"),
    ("x fier", "There is no department fier; did you mean fire?"),
    ("xc", "Name who answered, as in  xc lee"),
    ("m", "Say whom it is for and what, as in  m park"),
    ("m park", "The message for park is empty, as in  m park"),
    ("e fire", "Say why FIRE is needed, as in  e fire wants an officer"),
    ("e 99 soon", "No unit 99 is on duty; near it: "),
    ("fu 17:00", "Say what is to be told at 17:00, as in  fu 17:00"),
    ("fu 25:00 result", "There is no time 25:00; give minutes or the clock, as in  fu 17:00"),
    ("fu", "Say what is to be followed up, with a time or without, as in  fu result of the visit"),
    ("wt", "No minutes are given"),
    ("wt long", "There is no number of minutes long"),
    ("wt 0", "There is no number of minutes 0"),
    ("k #3 #77", "There is no incident #77"),
    ("pk", "Name the promise, as in  pk P3"),
    ("pk P9", "There is no open promise P9; open: P3, as in  pk P3"),
    ("pn P3", "Say why P3 callback Sam Osei is withdrawn, as in  pn P3 line is dead"),
    ("qt R9", "There is no open request R9; open: R5, as in  qt R5"),
    ("qb R5", "Say what R5 POTHOLE 26-0009 lacks"),
    ("qb R5 deep", "Say what R5 POTHOLE 26-0009 lacks"),
    ("qa R5", "Say what was missing, as in  qa R5"),
    ("qd R5", "Say how R5 POTHOLE 26-0009 ended; there are repaired, not found or not ours, as in  qd R5 repaired"),
    ("qd R5 no", "There is no reason no; there are repaired, "),
    ("dq roads", "There is no department roads; there are pol, fire or works."),
    ("dt", "Name the service and what is doubtful"),
    ("dt pothole", "Say what is doubtful about POTHOLE"),
    ("dt poth x", "There is no type POTH; near it: POTHOLE."),
    ("sg", "Name the service and the day"),
    ("sg pothole", "Say until when, as in  sg pothole 2027-05-31"),
    ("/", "Type what to look for"),
]


@pytest.mark.parametrize(("line", "part"), REFUSED)
def test_what_fails_is_said_with_the_word_and_one_example(line: str, part: str) -> None:
    """A sentence for a person; whatever it shows as an example is read as a command."""
    with pytest.raises(Refused) as refusal:
        read(line)
    sentence = str(refusal.value)
    assert part in sentence
    assert says(tuple(BOARD.units), sentence) == []
    for example in re.findall(r"[Aa]s in  ([^;,.]+?)(?:[;,.]|  |$)", sentence):
        assert read_line(floor(), example) != Order("")


@pytest.mark.parametrize("word", [word for word in WORDS if word not in OTHERS])
def test_every_word_has_an_example_that_works(word: str) -> None:
    """The help shows nothing that the line would not take."""
    order = read_line(floor(), WORDS[word].example.replace("#17", "#3").replace("#18", "#2"))
    assert order.said and (order.verbs or order.command or order.choices)


@pytest.mark.parametrize("word", [word for word in WORDS if word not in ("a", "help", "z", "j", "n")])
def test_a_question_mark_only_answers(word: str) -> None:
    """It is never taken for a word of the message."""
    order = read_line(floor(), f"{word} ?")
    assert WORDS[word].help in order.said
    assert (order.verbs, order.command) == ((), "")


@pytest.mark.parametrize(
    ("line", "part"),
    [("x?", "choose from police, fire or public works"), ("m ?", "fire"), ("i ?", "choose from tow"), ("pk ?", "P3")],
)
def test_the_choices_are_those_of_the_centre(line: str, part: str) -> None:
    """Departments, entries of the directory, and what is open."""
    assert part in read_line(floor(), line).said


@pytest.mark.parametrize(("line", "whole"), [("x fi", "x fire"), ("i t", "i tow"), ("r t", "r t"), ("pk p", "pk P3")])
def test_the_last_word_is_finished_by_what_the_word_takes(line: str, whole: str) -> None:
    """Departments after x, entries after i, nothing in a remark."""
    assert complete(floor(), line) == whole


@pytest.mark.parametrize("line", ["x fire", "xc lee"])
def test_without_a_caller_nobody_is_put_through(line: str) -> None:
    """The sentence says how to get one."""
    with pytest.raises(Refused, match="answer a call first, as in  n"):
        read(line, call=None)


def test_the_preview_says_who_when_and_where() -> None:
    """Before Enter one sees the name, the time on the centre's clock, and the number."""
    assert read_line(floor(), "b 15").said == "call Sam Osei back at 06:01 on 919-555-0142"
    assert read_line(floor(), "b 05:46").said == "call Sam Osei back at tomorrow 05:46 on 919-555-0142"
    assert read_line(floor(), "x fire").said == "stay on L1 with fire 919-555-0120; once they answer  xc NAME"
