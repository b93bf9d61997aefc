"""What a service asks, what an answer says, how urgent it is, and which service somebody means."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from console.rules.board import Incident, Spot
from console.rules.catalogue import AnswerKind, Guess, PriorityRule, Question, Service
from console.rules.priority import priority_of
from console.rules.refused import Refused
from console.rules.service import parse_answer, questions, services_like, still_open
from tests.rules.factory import CENTRE, says

NOW = 1_774_000_000_000  # Friday 2026-03-20 09:46:40 UTC, 05:46 in New York
ZONE = ZoneInfo("America/New_York")
FAINT = Service(
    "FAINT",
    "passed out",
    "EMS",
    3,
    ("dispatched",),
    questions=(
        Question("name", "Who are they?", "text"),
        Question("awake", "Are they awake?", required=True),
        Question("push", "Push hard and fast.", "note", when="breathing = N"),
        Question("breathing", "Are they breathing?", required=True),
        Question("cpr", "Is anyone pressing on the chest?", required=True, when="not awake and breathing = N"),
    ),
    rules=(
        PriorityRule("age < 8", 2, "a child"),
        PriorityRule("breathing = N", 1, "not breathing"),
        PriorityRule("age >= 70", 2, "old"),
        PriorityRule("bleeding", 1, "heavy bleeding"),
    ),
)
FLOOR = replace(CENTRE, services=(*CENTRE.services, FAINT, Service("FAINT-X", "other", "EMS", 5, ("informed",))))


def fainted(details: Mapping[str, str], place: Spot | None = None) -> Incident:
    """An incident of that service with some answers."""
    return Incident(1, "26-1", 1, "draft", 0, 0, "P1", "ann", type="FAINT", details=details, place=place)


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        ({}, ["name", "awake", "breathing"]),
        ({"breathing": "?"}, ["name", "awake", "breathing"]),
        ({"breathing": "Y", "awake": "N"}, ["name", "awake", "breathing"]),
        ({"breathing": "N"}, ["name", "awake", "push", "breathing"]),
        ({"breathing": "N", "awake": "N"}, ["name", "awake", "push", "breathing", "cpr"]),
    ],
)
def test_only_what_the_answers_call_for_is_asked(details: Mapping[str, str], codes: list[str]) -> None:
    """A question with a condition appears when the answers so far meet it, in its own place."""
    assert [question.code for question in questions(FLOOR, fainted(details))] == codes


def test_the_place_comes_first_then_what_must_be_known() -> None:
    """The place, the required ones and the rest; what is only read out or answered already is not open."""
    details = {"breathing": "N", "awake": "?", "name": "Kim"}
    assert [question.code for question in still_open(FLOOR, fainted(details))] == ["where", "awake"]
    there = Spot("1200 N OAK ST")
    assert [question.code for question in still_open(FLOOR, fainted({}, there))] == ["awake", "breathing", "name"]


def test_without_a_type_the_standard_questions_are_asked() -> None:
    """Before the type is known there is something to ask all the same."""
    assert [question.code for question in still_open(FLOOR, None)][:3] == ["where", "weapon", "hurt"]


def ask(kind: AnswerKind, *choices: str) -> Question:
    """A question of a kind."""
    return Question("q", "What?", kind, choices=choices)


LANES = ("left", "bike lane", "right", "ramp")
LONG = tuple(f"choice number {number}" for number in range(1, 13))


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        (ask("yes-no"), "y", "Y"),
        (ask("yes-no"), " No ", "N"),
        (ask("yes-no"), "?", "?"),
        (ask("number"), "40", "40"),
        (ask("number"), "about 40", "40"),
        (ask("number"), "~2.5", "2.5"),
        (ask("number"), "?", "?"),
        (ask("text"), "  red   coat ", "red coat"),
        (ask("choice", *LANES), "2", "bike lane"),
        (ask("choice", *LANES), "BIKE", "bike lane"),
        (ask("choice", *LANES), "ri", "right"),
        (ask("choice", "2", "1"), "1", "1"),
        (ask("choice", "on", "on by day"), "on", "on"),
        (ask("choice", *LONG), "12", "choice number 12"),
        (ask("choices", *LANES), "3 1", "left, right"),
        (ask("choices", *LANES), "31", "left, right"),
        (ask("choices", *LANES), "1,bike lane", "left, bike lane"),
        (ask("choices", *LANES), "ramp left ramp", "left, ramp"),
        (ask("choices", *LANES), "1,", "left"),
        (ask("choices", *LANES), "bike lane", "bike lane"),
        (ask("choices", *LONG), "12", "choice number 12"),
        (ask("datetime"), "now", "2026-03-20 05:46"),
        (ask("datetime"), "10 min ago", "2026-03-20 05:36"),
        (ask("datetime"), "half an hour ago", "2026-03-20 05:16"),
        (ask("datetime"), "2h", "2026-03-20 03:46"),
        (ask("datetime"), "13 days ago", "2026-03-07 04:46"),
        (ask("datetime"), "5:30", "2026-03-20 05:30"),
        (ask("datetime"), "14:30", "2026-03-19 14:30"),
        (ask("datetime"), "1430", "2026-03-19 14:30"),
        (ask("datetime"), "12 am", "2026-03-20 00:00"),
        (ask("datetime"), "yesterday at 9:00 pm", "2026-03-19 21:00"),
        (ask("datetime"), "today 18:00", "2026-03-20 18:00"),
        (ask("datetime"), "Monday 8:15", "2026-03-16 08:15"),
        (ask("datetime"), "sun 8:15", "2026-03-15 08:15"),
        (ask("datetime"), "fri 5:00", "2026-03-20 05:00"),
        (ask("datetime"), "2026-02-28 23:59", "2026-02-28 23:59"),
        (ask("datetime"), "?", "?"),
    ],
)
def test_an_answer_is_kept_in_one_form(question: Question, typed: str, kept: str) -> None:
    """However it is typed; one key is enough for yes, no and each of nine choices."""
    assert parse_answer(question, typed, NOW, ZONE) == kept


@pytest.mark.parametrize(
    ("question", "typed", "part"),
    [
        (ask("yes-no"), "maybe", "y, n or a question mark, not maybe"),
        (ask("yes-no"), " ", "Nothing is typed"),
        (ask("number"), "many", "a number, such as 40"),
        (ask("number"), "nan", "a number, such as 40"),
        (ask("number"), "9" * 400, "a number, such as 40"),
        (ask("choice", *LANES), "r", "More than one choice of q begins with r; type 1 left"),
        (ask("choice", *LANES), "5", "No choice of q begins with 5; type 1 left, 2 bike lane, 3 right or 4 ramp."),
        (ask("choice", *LANES), "0", "No choice"),
        (ask("choice", *LONG), "x" * 90, "one of the numbers 1 to 12"),
        (ask("choices", *LONG), "34", "No choice of q begins with 34"),
        (ask("choices", *LANES), "1 9", "No choice of q begins with 9"),
        (ask("choices", *LANES), ",", "No choice of q begins with ,"),
        (ask("datetime"), "a while back", "No time can be read in a while back"),
        (ask("datetime"), "25:00", "yesterday 9:00"),
        (ask("datetime"), "13 pm", "No time"),
        (ask("datetime"), "9", "No time"),
        (ask("datetime"), "2026-02-30 9:00", "No time"),
        (ask("datetime"), "9999 weeks ago ago", "No time"),
        (ask("note"), "y", "only read out"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused_with_what_can(question: Question, typed: str, part: str) -> None:
    """The sentence says what was typed for what, and how it is answered."""
    with pytest.raises(Refused) as refusal:
        parse_answer(question, typed, NOW, ZONE)
    assert part in str(refusal.value)
    assert says((), str(refusal.value)) == []


def test_nothing_typed_for_a_time_breaks_the_desk() -> None:
    """Far past and far future are answers or refusals, never a fault."""
    assert parse_answer(ask("datetime"), "9999 weeks ago", NOW, ZONE).startswith("18")
    with pytest.raises(Refused):
        parse_answer(ask("datetime"), "0000-00-00 00:00", NOW, ZONE)


@pytest.mark.parametrize(
    ("answers", "priority", "because"),
    [
        ({}, 3, ""),
        ({"age": "6"}, 2, "a child"),
        ({"age": "6", "breathing": "N"}, 1, "not breathing"),
        ({"breathing": "N", "bleeding": "Y"}, 1, "not breathing and heavy bleeding"),
        ({"breathing": "?"}, 3, ""),
    ],
)
def test_the_strongest_rule_gives_the_priority(answers: Mapping[str, str], priority: int, because: str) -> None:
    """All reasons of the strongest are told; without any the service's own priority stands."""
    assert priority_of(FAINT, answers) == (priority, because)


def test_two_rules_with_one_reason_tell_it_once() -> None:
    """Nobody reads the same words twice."""
    both = replace(FAINT, rules=(PriorityRule("a", 2, "a child"), PriorityRule("b", 2, "a child")))
    assert priority_of(both, {"a": "Y", "b": "Y"}) == (2, "a child")


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("faint", ["FAINT"]),
        ("fa", ["FAINT", "FAINT-X"]),
        ("he just passed out here", ["FAINT"]),
        ("passing", ["FAINT"]),
        ("pressing", ["FAINT"]),
        ("somebody keeled over", ["FAINT"]),
        ("push", []),
        ("the", []),
    ],
)
def test_a_service_is_found_in_plain_language(typed: str, codes: list[str]) -> None:
    """By its code alone, its name in any ending, what it asks, and the words of the centre's guesses."""
    guessing = replace(FLOOR, guesses=(Guess("FAINT", any=("keel* over",)),))
    assert [service.code for service in services_like(typed, guessing)] == codes


def test_what_only_a_question_says_gives_way_to_a_name() -> None:
    """Whoever types one word meant by a name is not asked to choose among all that mention it."""
    asks = Service("ASKS", "other", "POL", 4, ("informed",), questions=(Question("n", "Is there any noise?"),))
    heard = replace(FLOOR, services=(asks, replace(CENTRE.services[3], code="X")))
    assert [service.code for service in services_like("noise", heard)] == ["X"]
