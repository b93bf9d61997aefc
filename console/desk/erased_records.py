"""Which columns of a record come from what can be erased, and what the facts that are left make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from console.rules import facts as f

Columns = Mapping[str, Mapping[str, object]]
"""Values by record table and column."""


def columns_of(noun: str, facts: Iterable[f.Fact], id: str) -> Columns:
    """The columns of the records of one thing, from every fact about it, in order."""
    match noun:
        case "call":
            return {"call": {"phone": next((fact.phone for fact in facts if isinstance(fact, f.CallRang)), "")}}
        case "incident":
            return _of_incident(facts, int(id))
        case "promise":
            return {"promise": _of_promise(facts)}
        case "request":
            return {"request": _of_request(facts)}
        case _:
            return {}


def _of_incident(facts: Iterable[f.Fact], id: int) -> Columns:
    details: dict[str, str] = {}
    told, referred = "", ""
    for fact in facts:
        match fact:
            case f.DetailSet():
                details[fact.field] = fact.value
            case f.Undone():
                details = dict(dict(fact.details).get(id, {}))
            case f.CallerInformed():
                told = fact.told
            case f.ReferralMade():
                told, referred = f"{fact.name}: {fact.does}", fact.caller
    incident = {"caller": details.get("name", ""), "phone": details.get("phone", ""), "told": told}
    return {"incident": incident, "referral": {"phone": referred}}


def _of_promise(facts: Iterable[f.Fact]) -> Mapping[str, object]:
    values: dict[str, object] = {}
    for fact in facts:
        match fact:
            case f.PromiseMade():
                values |= {"name": fact.name, "phone": fact.phone, "text": fact.text}
            case f.PromiseEnded():
                values["note"] = fact.note
    return values


def _of_request(facts: Iterable[f.Fact]) -> Mapping[str, object]:
    values: dict[str, object] = {}
    words: list[str] = []
    for fact in facts:
        match fact:
            case f.RequestMade():
                values |= {name: getattr(fact, name) for name in ("place", "lat", "lon", "name", "phone")}
                words.append(fact.text)
            case f.RequestAnswered():
                words.append(fact.text)
            case f.RequestDone():
                values["note"] = fact.note
    return {**values, "text": " / ".join(filter(None, words))}
