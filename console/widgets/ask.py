"""What to ask and what to know: the questions still open, the words for them, and the notes on the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from console.rules.board import Incident
from console.rules.catalogue import Question
from console.rules.centre import PremiseNote
from console.rules.place import distance_m
from console.rules.recommend import recommend
from console.rules.service import still_open
from console.rules.travel import minutes_away
from console.rules.wording import spell
from console.widgets.insight import Insight
from console.widgets.paper import Line, Paper, fit, rule
from console.widgets.sight import Sight


def notes_near(sight: Sight, incident: Incident | None) -> Iterator[PremiseNote]:
    """What is known of the place: notes whose own place is within their radius of it."""
    place = incident.place if incident else None
    if place is None or place.lat is None or place.lon is None:
        return
    for note, spot in sight.centre.noted_places:
        if distance_m(spot.lat, spot.lon, place.lat, place.lon) <= note.radius_m:
            yield note


def note_line(note: PremiseNote) -> str:
    """A note with its source and date, as nobody may take hearsay for fact."""
    return f"{'HAZARD' if note.hazard else 'NOTE'} {note.date}: {note.text} ({note.source})"


class Ask(Paper):
    """Under the form: what must not be missed, what to ask next, and what can be told."""

    def show(self, sight: Sight, incident: Incident | None, insight: Insight) -> None:
        """Draw as much as fits; where there is little room, danger comes first and one question is always there."""
        width, room = self.size.width, max(2, self.size.height - 1)
        asks = _asks(sight, incident, insight.asking, width)
        first = [*_lines(_pressing(insight), width, "accent"), *_hazards(sight, incident, width, short=room < 6)]
        first += _lines(_same(insight, sight.key("call.link")), width, "accent")
        told = _lines(_told(insight, sight.key("call.take")), width, "dim")
        tell = _tell(sight, incident, width)
        head = asks[: 2 if insight.asking and insight.asking.choices else 1]
        lines = [*first[: room - len(head)], *head, *told[:2], *asks[len(head) :], *told[2:], *tell]
        self.write([rule("ASK NEXT", width), *lines[:room]])


def _asks(sight: Sight, incident: Incident | None, asking: Question | None, width: int) -> list[Line]:
    """The questions that are open, the one that a key would answer first, with what it may be answered with."""
    open_ones = [one for one in still_open(sight.centre, incident) if asking is None or one.code != asking.code]
    lines: list[Line] = []
    for number, question in enumerate([*([asking] if asking else []), *open_ones][:4], 1):
        words = f' {number} {fit(question.code + "?", 12)} SAY  "{question.ask}"'
        lines.append(((fit(words, width), "text"),))
        if question is asking and question.choices:
            choices = "   ".join(f"{n} {choice}" for n, choice in enumerate(question.choices, 1))
            lines.append(((fit(f"     {choices}", width), "accent"),))
    return lines


def _lines(texts: Iterable[str], width: int, ink: str) -> list[Line]:
    return [((fit(f" {text}", width), ink),) for text in texts]


def _hazards(sight: Sight, incident: Incident | None, width: int, *, short: bool) -> Iterator[Line]:
    for note in notes_near(sight, incident):
        most = 1 if short and not note.hazard else 2
        for row in wrap(note_line(note), max(20, width - 2), subsequent_indent="  ", max_lines=most):
            yield ((f" {row}", "accent"),)


def _pressing(insight: Insight) -> Iterator[str]:
    if insight.silent:
        yield f"SILENT  {insight.silent}"
    if insight.elsewhere:
        yield f"NOT OURS  {insight.elsewhere}"


def _same(insight: Insight, key: str) -> Iterator[str]:
    for same in insight.same[:1]:
        yield f"SAME CALL?  {same}   {key} links it"


def _told(insight: Insight, key: str) -> Iterator[str]:
    if insight.verify:
        yield f"VERIFY  have the place and the town said once more, then {key} Enter"
    if insight.wait:
        yield f'WAIT  SAY "{insight.wait}"  ({insight.basis})'
    if insight.status:
        yield f"STATUS  {insight.status}"
    if insight.here:
        yield f"HERE  {insight.here}"
    for before in insight.before[:1]:
        yield f"THIS NUMBER  {before}"


def _tell(sight: Sight, incident: Incident | None, width: int) -> list[Line]:
    service = sight.centre.service_by_code.get(incident.type) if incident else None
    if service is None or not service.tell:
        return []
    rows = wrap(f'TELL  "{service.tell}"', max(20, width - 2), subsequent_indent="       ")
    return [((f" {row}", "dim"),) for row in rows]


class Side(Paper):
    """The right-hand column of a wide screen: what to say, the place, the nearest units, one's lines."""

    def show(self, sight: Sight, incident: Incident | None, insight: Insight) -> None:
        """Draw its sections one under the other."""
        width = self.size.width
        lines: list[Line] = [rule(f"SAY ({sight.key('call.say')})", width)]
        words = [question.ask for question in still_open(sight.centre, incident)[:2]]
        for when, text in zip(("now", "then"), words, strict=False):
            lines += _wrapped(f'{when:<5}"{text}"', width, 6)
        service = sight.centre.service_by_code.get(incident.type) if incident else None
        if service and service.tell:
            lines += _wrapped(f'end  "{service.tell}"', width, 6)
        if insight.same:
            lines.append(rule("SAME CALL?", width))
            for same in insight.same:
                lines += _wrapped(same, width, 2)
            lines.append(((f"  {sight.key('call.link')} links it; both callers are kept", "dim"),))
        lines.append(rule("THIS ADDRESS", width))
        lines += _wrapped(insight.here, width, 2)
        for note in notes_near(sight, incident):
            lines += _wrapped(note_line(note), width, 2)
        if insight.before:
            lines.append(rule("THIS NUMBER", width))
            for before in insight.before:
                lines += _wrapped(before, width, 2)
        lines.append(rule("NEAREST UNITS", width))
        lines += _nearest(sight, incident, width)
        if insight.wait:
            lines.append(rule("HONEST WAIT", width))
            lines += _wrapped(insight.basis, width, 2)
            lines += _wrapped(f'SAY "{insight.wait}"', width, 5)
        lines.append(rule("LINES", width))
        for call in sight.calls:
            seconds = spell((sight.now - call.since) // 1000)
            lines.append(((fit(f" {call.line} {call.state} {seconds} {call.reason}", width), "text"),))
        self.write([(("| ", "dim"), *line) for line in lines])


def _wrapped(text: str, width: int, indent: int) -> list[Line]:
    return [((row, "text"),) for row in wrap(text, max(20, width - 3), subsequent_indent=" " * indent)]


def _nearest(sight: Sight, incident: Incident | None, width: int) -> Iterator[Line]:
    if incident is None or incident.place is None:
        return
    advised = recommend(sight.board, sight.centre, incident).units if incident.type else ()
    free = [unit for unit in sight.board.units.values() if unit.available]
    free.sort(key=lambda unit: (unit.callsign not in advised, minutes_away(unit, incident) or 999))
    for unit in free[:5]:
        away = minutes_away(unit, incident)
        text = f"+ {unit.callsign:<5} AV  zone {unit.zone:<4} {f'~{away} min' if away else '':<8}"
        lead = "RECOMMEND" if unit.callsign in advised else ""
        yield ((fit(text + lead, width), "accent" if lead else "text"),)
