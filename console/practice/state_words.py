"""The words that a condition in a scenario may use, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterator

from console.practice.scenario import Scenario

WORDS = {
    "t": "seconds since this caller was answered (for the desk: since the start)",
    "silent": "seconds since the trainee last spoke to this caller",
    "turns": "how often the trainee has spoken to this caller",
    "mood": "this caller's mood, 0 to 10",
    "answered": "this caller was answered",
    "held": "this caller is on hold",
    "hung-up": "the trainee ended this call",
    "gone": "this caller is off the line, whoever ended it",
    "cut-off": "this caller's line was lost",
    "linked": "this call stands on the same incident as another one",
    "callback": "a call back is promised",
    "placed": "a place is on the form",
    "place-right": "the place on the form is the true one",
    "verified": "the place was verified",
    "typed": "a type is on the form",
    "type-right": "the type on the form is one of the right ones",
    "phone-noted": "a number to ring back on is on the form",
    "name-noted": "the caller's name is on the form",
    "sent": "the incident was given to the dispatcher",
    "dispatched": "a unit was sent to it",
    "rolling": "a unit is on its way",
    "on-scene": "a unit is there",
    "told-wait": "a wait was told as a promise",
    "escalated": "a supervisor or department was asked",
    "danger": "a danger is open",
    "priority": "the priority on the form, 1 to 5",
    "outcome": "how it was served: dispatched, requested, referred or informed",
    "listing": "the code of the listing that the caller was referred to",
}
"""Built-in words; conditions are about the caller whose rule it is, or about the first one."""
PREFIXES = {
    "entry-": "what stands on the form under a question or field, such as `entry-awake = N`",
    "unit-": "the status of a unit, such as `unit-M3 = en_route`",
    "checked-": "whether the trainee noted that a unit is all right, such as `checked-14`",
    "phrase-": "whether a phrase was said with its id, such as `phrase-L1`",
    "gone-": "whether a caller, named by id, is off the line",
    "answered-": "whether a caller, named by id, was answered",
}


def known(scenario: Scenario) -> Iterator[str]:
    """Every word that a condition of this scenario may use, apart from those with a prefix."""
    yield from WORDS
    yield from (fact.id for fact in scenario.fact)
    yield from (say.id for say in scenario.say)
    yield from (reply.mark for reply in scenario.reply if reply.mark)
    yield from (event.mark for event in scenario.event if event.mark)
    yield from (event.id for event in scenario.event if event.id)
