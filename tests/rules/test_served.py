"""Served without a unit: told, sent on, or asked of a department; and what would be unsafe is refused."""

from __future__ import annotations

import pytest

from console.desk import verbs as v
from console.rules.catalogue import Service
from console.rules.facts import IncidentClosed, PrioritySet, ReferralMade
from tests.rules.factory import Floor, active, on_duty, pending, place, taken

SAFE = {"hurt": "N", "danger": "N", "now": "Y", "safe": "Y"}


def pothole() -> Floor:
    """A caller has told where a pothole is and how big."""
    floor = taken()
    for verb in (
        place(),
        v.SetType(1, "POTHOLE"),
        v.SetDetail(1, "size", "a foot"),
        v.SetDetail(1, "name", "Dana Ruiz"),
        v.SetDetail(1, "phone", "919-555-0142"),
        v.AddRemark(1, "by the school"),
    ):
        floor.do(verb)
    return floor


@pytest.mark.parametrize("code", SAFE)
@pytest.mark.parametrize("blank", ["", "?", "a little"])
def test_a_referral_with_a_blank_safety_answer_cannot_close(code: str, blank: str) -> None:
    """Whichever of the four is blank or not known, it is named, and the incident stays open."""
    floor = pending("PARK")
    floor.refuses(v.Refer(1, "TOW", {**SAFE, code: blank}), "still to ask: ")
    assert 1 in floor.board.incidents


@pytest.mark.parametrize(("code", "value"), [("hurt", "Y"), ("hurt", "2"), ("danger", "Y"), ("safe", "N")])
def test_nobody_is_sent_on_out_of_danger(code: str, value: str) -> None:
    """That is ours, whoever it was meant for."""
    pending("PARK").refuses(v.Refer(1, "TOW", {**SAFE, code: value}), "that is ours")


def test_what_the_call_has_answered_need_not_be_asked_again() -> None:
    """The safety net takes the answers of the call; what is said here counts first."""
    floor = pending("PARK")
    for code, value in {**SAFE, "hurt": "Y"}.items():
        floor.do(v.SetDetail(1, code, value))
    floor.refuses(v.Refer(1, "TOW"), "that is ours")
    referral, closed = floor.do(v.Refer(1, "TOW", {"hurt": "N"}))[:2]
    assert isinstance(referral, ReferralMade)
    assert (referral.name, referral.phone, referral.answers) == ("Town Towing", "919-555-0160", SAFE)
    assert closed == IncidentClosed(1, "RFD", "referred")
    assert floor.records["referral", 1].values["listing"] == "TOW"


def test_whoever_was_told_what_they_needed_is_served() -> None:
    """What they were told is on the log; an empty telling is none."""
    floor = pending("PARK")
    floor.refuses(v.Inform(1, " "), "Say what the caller was told")
    floor.do(v.Inform(1, "the park closes at ten", "PARK"))
    assert (floor.incident().outcome, floor.incident().told) == ("informed", "the park closes at ten")


@pytest.mark.parametrize("verb", [v.Inform(1, "x"), v.Refer(1, "TOW", SAFE), v.RequestService(1)])
def test_nothing_else_is_the_outcome_while_units_are_on_it(verb: v.Verb) -> None:
    """They have to be cleared first."""
    floor = active("12")
    floor.do(v.SetType(1, "POTHOLE"))
    floor.refuses(verb, "12")


def test_a_department_gets_all_that_it_needs() -> None:
    """Place, answers, words and the caller; the caller gets the incident's own number and the department's days."""
    floor = pothole()
    floor.do(v.RequestService(1))
    request = floor.board.requests[1]
    assert (request.number, request.department, request.place) == ("26-0001", "WORKS", "1200 N OAK ST")
    assert (request.name, request.phone, request.text) == ("Dana Ruiz", "919-555-0142", "by the school")
    assert request.answers == {"size": "a foot"}
    assert request.due == floor.now + 2 * 86_400_000
    assert (floor.incident().state, floor.incident().outcome) == ("closed", "requested")


@pytest.mark.parametrize(
    ("floor", "part"),
    [(pending("NOISE"), "cannot be requested"), (taken(), "no type")],
)
def test_only_what_a_department_offers_can_be_requested(floor: Floor, part: str) -> None:
    """The sentence says what can be done instead."""
    floor.refuses(v.RequestService(1), part)


def test_required_questions_are_asked_before_a_request() -> None:
    """The one to ask is in the sentence; the others may stay open."""
    floor = taken()
    floor.do(v.SetType(1, "POTHOLE"))
    floor.refuses(v.RequestService(1), "where it is")
    floor.do(place())
    floor.refuses(v.RequestService(1), "needs an answer first: How big?")


def test_a_request_goes_through_its_department() -> None:
    """Sent back for what is missing, answered, taken, done with one of its reasons."""
    floor = pothole()
    floor.do(v.RequestService(1))
    floor.refuses(v.AskBack(1, ""), "Say what is missing")
    floor.do(v.AskBack(1, "which lane", "lane"))
    assert (floor.board.requests[1].state, floor.board.requests[1].question) == ("asked back", "lane")
    floor.refuses(v.AskBack(1, "more"), "sent back already")
    floor.do(v.AnswerRequest(1, "the left one"))
    assert (floor.board.requests[1].state, floor.board.requests[1].text) == ("new", "by the school / the left one")
    floor.refuses(v.AnswerRequest(1, "again"), "lacks nothing")
    floor.do(v.TakeRequest(1))
    floor.refuses(v.TakeRequest(1), "with ann already")
    floor.refuses(v.FinishRequest(1, "forgotten"), "repaired or not found")
    floor.do(v.FinishRequest(1, "repaired", "filled on Monday"))
    assert floor.board.requests == {}
    row = floor.records["request", 1].values
    assert (row["state"], row["reason"], row["returns"], row["question"]) == ("done", "repaired", 1, "lane")


def test_a_department_is_asked_once() -> None:
    """An incident that was opened again is not asked for twice while the first request is open."""
    floor = pothole()
    floor.do(v.RequestService(1))
    floor.do(v.Reopen(1))
    floor.refuses(v.RequestService(1), "WORKS has that already: R1, new")
    floor.do(v.FinishRequest(1, "not found"))
    floor.do(v.RequestService(1))
    assert list(floor.board.requests) == [2]


def test_answers_set_the_priority_and_say_why() -> None:
    """A stronger rule raises what a person chose; when the answer is taken back, the service's own comes again."""
    floor = pothole()
    floor.do(v.SetDetail(1, "lane", "middle"))
    assert (floor.incident().priority, floor.incident().why) == (2, "because: in the middle lane")
    floor.do(v.SetDetail(1, "lane", "left"))
    assert floor.incident().priority == 4
    floor.do(v.SetPriority(1, 3))
    floor.do(v.SetDetail(1, "size", "two feet"))
    assert floor.incident().priority == 3
    facts = floor.do(v.SetDetail(1, "lane", "middle"))
    assert facts[-1] == PrioritySet(1, 2, "because: in the middle lane")


def test_a_signature_is_for_the_very_words() -> None:
    """Another definition is another service: what was signed is no longer what stands there."""
    floor = on_duty()
    lamp = Service("LAMP", "street lamp", "WORKS", 4, ("requested",))
    floor.do(v.DefineService(lamp))
    floor.refuses(v.DefineService(lamp), "is that already")
    floor.refuses(v.SignService("LAMP", "soon"), "2027-05-31")
    floor.do(v.SignService("LAMP", "2027-01-31"))
    floor.refuses(v.SignService("LAMP", "2027-01-31"), "signed until that day already")
    floor.refuses(v.SignService("LAMP", "20270131"), "signed until that day already")
    floor.do(v.DefineService(Service("LAMP", "street light", "WORKS", 4, ("requested",))))
    floor.do(v.SignService("LAMP", "2027-01-31"))
    assert floor.board.signed["LAMP"].service.name == "street light"
