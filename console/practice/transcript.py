"""A run in lines, for a file: what was said, written, sent and reported, then the score and what the coach says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from console.practice.review import AREA_WORDS, Review
from console.practice.run import Run
from console.rules import facts as f
from console.rules.wording import spell


def transcript(run: Run, entries: Sequence[f.Stamped]) -> Iterator[str]:
    """Every line of a run; times count from its beginning."""
    rang = [entry.fact for entry in entries if isinstance(entry.fact, f.CallRang)]
    lines = {fact.call: fact.line for fact in rang}
    for entry in entries:
        if said := _said(entry, lines):
            yield f"{spell((entry.when - run.began) / 1000):>5}  {said}"


def scored(review: Review) -> Iterator[str]:
    """The score and all that the coach names."""
    yield f"SCORE {review.score} of 100"
    yield from (f"  {AREA_WORDS[band.area]:<24} {band.won:>3} of {band.of}" for band in review.bands)
    yield from (f"KEEP    {said}" for said in review.keep)
    if change := review.change:
        yield f"CHANGE  {change.says}"
        yield f"NEXT    {change.next}"
    yield from (f"NAMED   {one.id}" for one in review.mistakes)
    yield from (f"MISSED  {what}" for what in review.missed)
    yield from (f"SAID    {line}" for line in review.released)


def _said(entry: f.Stamped, lines: dict[int, str]) -> str:
    match entry.fact:
        case f.CallRang(_, line, phone):
            return f"{line} rings {phone}".rstrip()
        case f.CallerSaid(_, text, noise):
            return f"({text})" if noise else f"CALLER  {text}"
        case f.CallerTold(_, text, phrase):
            return f"YOU     {text}" + (f"  [{phrase}]" if phrase else "")
        case f.CallAnswered(call) | f.CallHeld(call) | f.CallParked(call) | f.CallResumed(call) | f.CallEnded(call):
            word = type(entry.fact).__name__.removeprefix("Call").lower()
            return f"{lines.get(call, call)} {word} by {entry.position}"
        case _:
            return _written(entry)


def _written(entry: f.Stamped) -> str:
    """What stands on the form or was done on the floor."""
    match entry.fact:
        case f.PlaceSet(_, text, town):
            return f"PLACE   {text}, {town}".rstrip(", ")
        case f.PlaceVerified(_, by):
            return f"PLACE   verified: {by}"
        case f.TypeSet():
            return f"TYPE    {entry.fact.code}"
        case f.PrioritySet():
            return f"P{entry.fact.priority}      {entry.fact.why}".rstrip()
        case f.DetailSet():
            return f"ENTRY   {entry.fact.field} {entry.fact.value}"
        case f.RemarkAdded():
            return f"NOTE    {entry.fact.text}"
        case f.IncidentSent():
            return "SENT    to the dispatcher"
        case f.IncidentClosed():
            return f"CLOSED  {entry.fact.disposition} {entry.fact.outcome}".rstrip()
        case f.ReferralMade():
            return f"REFERRED to {entry.fact.listing}"
        case f.UnitDispatched():
            return f"UNIT    {entry.fact.unit} sent"
        case f.UnitReported():
            return f"UNIT    {entry.fact.unit} {entry.fact.status}"
        case f.DangerRaised():
            return f"DANGER  {entry.fact.unit} {entry.fact.text}".rstrip()
        case f.Whispered(_, text) if text:
            return f"COACH   {text}".replace("\n", "  ")
        case _:
            return ""
