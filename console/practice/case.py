"""A closed incident as its log tells it: what was written down, before anything of it is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from console.rules import facts as f


@dataclass
class Case:
    """What stood on the form in the end, in the words of those who wrote it."""

    number: str = ""
    type: str = ""
    priority: int = 0
    place: str = ""
    town: str = ""
    details: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    listing: str = ""
    outcome: str = ""
    closed: bool = False


def case_of(facts: Iterable[f.Fact]) -> Case:
    """The case that these facts, in their order, come to."""
    case = Case()
    for fact in facts:
        match fact:
            case f.IncidentOpened(_, number):
                case.number = number
            case f.PlaceSet(_, text, town):
                case.place, case.town = text, town
            case f.TypeSet():
                case.type = fact.code
            case f.PrioritySet():
                case.priority = fact.priority
            case f.DetailSet():
                case.details[fact.field] = fact.value
            case f.RemarkAdded():
                case.remarks.append(fact.text)
            case f.CallerSaid(_, text, False):
                case.talk.append(text)
            case f.ReferralMade():
                case.listing = fact.listing
            case f.IncidentClosed():
                case.outcome, case.closed = fact.outcome, True
            case f.IncidentReopened():
                case.closed = False
            case _:
                pass
    return case


def words_in(case: Case) -> Mapping[str, str]:
    """What has to be another one in a drill, each with the word for it."""
    said = {"place": case.place, "name": case.details.get("name", ""), "number": case.details.get("phone", "")}
    return {what: text for what, text in said.items() if text}
