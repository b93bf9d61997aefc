"""The command line: `VERB [unit..] [incident] [words] [; remark]`, read into verbs with a preview in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from msgspec import Struct

from console.desk import verbs as v
from console.desk.spoken import Spoken, hear
from console.rules.board import Board, Incident
from console.rules.centre import Centre
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


class Order(Struct, frozen=True):
    """What a line means: verbs to ask for, a screen's own command, or an incident to go to.

    `said` is the preview in words.
    """

    said: str
    verbs: tuple[v.Verb, ...] = ()
    command: str = ""
    go: int | None = None


class Word(Struct, frozen=True):
    """A verb of the line: how it reads in the help, one correct example, and what it makes of the rest."""

    word: str
    help: str
    example: str
    read: Callable[[Floor, Spoken], Order]


class Floor(Struct, frozen=True):
    """What a line is read against: the board, the centre, the selected incident, one's own call, and now (ms UTC)."""

    board: Board
    centre: Centre
    selected: int | None
    call: int | None
    now: int

    def incident(self, spoken: Spoken) -> Incident:
        """The incident that was named, else the selected one; a refusal when there is neither."""
        if spoken.incident:
            return named_incident(self.board, spoken.incident)
        known = {**self.board.incidents, **self.board.recent}
        if self.selected in known:
            return known[self.selected]
        raise Refused("Name the incident, as in  #3, or select one in the queue first.")


def named_incident(board: Board, name: str) -> Incident:
    """The incident that `#17`, `17` or `26-0417` means; a refusal that says which there are."""
    bare = name.lstrip("#")
    everything = [*board.incidents.values(), *board.recent.values()]
    for incident in everything:
        if bare in (str(incident.short), incident.number):
            return incident
    shorts = listed([f"#{incident.short}" for incident in board.incidents.values()][:6])
    raise Refused(f"There is no incident {name}; " + (f"open are {shorts}." if shorts else "none is open."))


def _incident_of(board: Board, name: str) -> Incident:
    """A number that a unit is called by means the unit's own incident; any other is an incident's."""
    unit = board.units.get(name)
    if unit is None:
        return named_incident(board, name)
    if not unit.assignments:
        raise Refused(f"{name} is a unit and on no incident; an incident is named as in  #{name}")
    return board.incident(board.assignments[unit.assignments[0]].incident)


def _dispatch(reached: str, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        if not spoken.units:
            raise Refused("Name the units to send, as in  d12 14")
        incident = floor.incident(spoken)
        units = listed(spoken.units)
        verb = v.Dispatch(spoken.units, incident.id, reached)  # type: ignore[arg-type]  # one of three given below
        return Order(f"{said} {units} to {title(incident)}", (verb,))

    return read


def _report(status: str, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        _needs_unit(spoken, f"Name the unit that is {said}, as in  e12")
        incident = floor.incident(spoken).id if spoken.incident else None
        reports = tuple(
            v.Report(unit, status, incident, spoken.words)  # type: ignore[arg-type]  # a status named below
            for unit in spoken.units
        )
        where = f" {spoken.words}" if spoken.words else ""
        return Order(f"{listed(spoken.units)} {said}{where}", reports)

    return read


def _needs_unit(spoken: Spoken, sentence: str) -> None:
    if not spoken.units:
        raise Refused(sentence)


def _disposition(floor: Floor, spoken: Spoken) -> str:
    """The code that was named, in capitals; a refusal names the nearest of the centre's."""
    code, known = spoken.words.upper(), [disposition.code.upper() for disposition in floor.centre.dispositions]
    if not code or not known or code in known:
        return code
    near = listed([word.lower() for word in get_close_matches(code, known, 3, 0.0)], "or")
    raise Refused(f"There is no disposition {quoted(code)}; near it: {near}, as in  c12 {known[0].lower()}")


def _clear_or_close(floor: Floor, spoken: Spoken) -> Order:
    ended = _disposition(floor, spoken)
    if spoken.units:
        incident = floor.incident(spoken).id if spoken.incident else None
        clears = tuple(v.Clear(unit, ended, incident) for unit in spoken.units)
        how = f" with {ended}" if ended else ""
        return Order(f"clear {listed(spoken.units)}{how}", clears)
    incident_to_close = floor.incident(spoken)
    verb = v.Close(incident_to_close.id, ended)
    return Order(f"close {title(incident_to_close)} with {ended or '(say how it ended)'}", (verb,))


def _free(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit to free, as in  f12")
    incident = floor.incident(spoken).id if spoken.incident else None
    return Order(f"free {listed(spoken.units)}", tuple(v.Free(unit, incident) for unit in spoken.units))


def _contact(floor: Floor, spoken: Spoken) -> Order:
    if spoken.words == "*":
        return Order("every unit on a job is all right", (v.MakeContact("*"),))
    _needs_unit(spoken, "Name the unit that answered, as in  y12, or  y *  for all")
    return Order(f"{listed(spoken.units)} all right", tuple(v.MakeContact(unit) for unit in spoken.units))


def _back_in(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit that is back, as in  on12")
    return Order(f"{listed(spoken.units)} in service", tuple(v.BringBack(unit) for unit in spoken.units))


def _take_out(floor: Floor, spoken: Spoken) -> Order:
    _needs_unit(spoken, "Name the unit and why, as in  off12 meal")
    taken = tuple(v.TakeOut(unit, spoken.words) for unit in spoken.units)
    return Order(f"{listed(spoken.units)} out of service: {spoken.words or '(say why)'}", taken)


def _remark(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"remark on {title(incident)}: {spoken.words}", (v.AddRemark(incident.id, spoken.words),))


def _wait(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words:
        return Order(f"{title(incident)} no longer waits", (v.Release(incident.id),))
    minutes = re.search(r"\s(\d{1,3})$", f" {spoken.words}")
    reason = spoken.words[: minutes.start()].strip() if minutes else spoken.words
    until = floor.now + int(minutes[1]) * 60_000 if minutes else None
    limit = f" for {minutes[1]} min" if minutes else ""
    return Order(f"{title(incident)} waits{limit}: {reason or '(say why)'}", (v.Defer(incident.id, reason, until),))


def _priority(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    if not spoken.words.isdigit():
        raise Refused("Give the priority, 1 to 5, as in  p2")
    verb = v.SetPriority(incident.id, int(spoken.words))
    return Order(f"{title(incident)} to priority {spoken.words}", (verb,))


def _reopen(floor: Floor, spoken: Spoken) -> Order:
    incident = floor.incident(spoken)
    return Order(f"reopen {title(incident)}", (v.Reopen(incident.id),))


def _link(floor: Floor, spoken: Spoken) -> Order:
    if floor.call is None:
        raise Refused("You have no caller to add; answer a call with F2 first.")
    incident = floor.incident(spoken)
    return Order(f"your caller is about {title(incident)}", (v.LinkCall(floor.call, incident.id),))


def _hold(floor: Floor, spoken: Spoken) -> Order:
    if floor.call is None:
        raise Refused("You have no caller to hold; answer a call with F2 first.")
    return Order("hold this line", (v.Hold(floor.call, spoken.words),))


def _screen(command: str, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        return Order(said, command=command)

    return read


def _undo(floor: Floor, spoken: Spoken) -> Order:
    return Order("take back your last command", (v.Undo(),))


WORDS: Mapping[str, Word] = {
    word.word: word
    for word in (
        Word("d", "dispatch units", "d12 14", _dispatch("dispatched", "dispatch")),
        Word("de", "dispatch, already en route", "de12", _dispatch("en_route", "dispatch, already en route,")),
        Word("do", "dispatch, already on scene", "do12", _dispatch("on_scene", "dispatch, already on scene,")),
        Word("ak", "unit acknowledges", "ak12", _report("acknowledged", "acknowledges")),
        Word("e", "unit en route", "e12", _report("en_route", "en route")),
        Word("o", "unit on scene", "o12", _report("on_scene", "on scene")),
        Word("t", "unit transporting", "t12 mercy", _report("transporting", "transporting")),
        Word("td", "unit at destination", "td12", _report("at_destination", "at destination")),
        Word("c", "clear a unit, or close an incident", "c12 rpt", _clear_or_close),
        Word("f", "free a unit", "f12", _free),
        Word("y", "unit is all right", "y12", _contact),
        Word("on", "unit in service", "on12", _back_in),
        Word("off", "unit out of service", "off12 meal", _take_out),
        Word("r", "remark", "r gate code 4411", _remark),
        Word("w", "wait, or release", "w #17 no unit free 30", _wait),
        Word("p", "priority", "p2", _priority),
        Word("ro", "reopen", "ro #17", _reopen),
        Word("k", "your caller is about it", "k #17", _link),
        Word("h", "hold this line", "h other line", _hold),
        Word("j", "next waiting line", "j", _screen("call.next", "next waiting line")),
        Word("n", "new call", "n", _screen("call.new", "new call")),
        Word("a", "acknowledge the top alarm", "a", _screen("alarm.see", "acknowledge the top alarm")),
        Word("help", "help", "help", _screen("help.open", "help")),
        Word("z", "undo", "z", _undo),
    )
}


def read_line(floor: Floor, line: str) -> Order:
    """What a line means; raises Refused with the word that failed and one correct example."""
    text = line.strip()
    if text.startswith((";", ":")):
        text = f"r {text[1:].strip()}"
    if not text:
        raise Refused("Type a command, as in  d12 14;  help  lists them.")
    if re.fullmatch(r"#\d+|\d\d-\d{4,}|\d+", text):
        incident = _incident_of(floor.board, text)
        return Order(f"go to {title(incident)}", go=incident.id)
    spoken = hear(text, WORDS, floor.board)
    if spoken.asks:
        return Order(choices(floor, spoken.word))
    order = WORDS[spoken.word].read(floor, spoken)
    if spoken.remark and not order.verbs:
        raise Refused(f"Nothing goes after {spoken.word}; a remark has a line of its own, as in  r gate code 4411")
    if spoken.remark:
        about = _about(floor, spoken)
        return Order(order.said, (v.AddRemark(about, spoken.remark), *order.verbs))
    return order


def _about(floor: Floor, spoken: Spoken) -> int:
    """Whose remark a comment at the end of a line is: the incident named, else the unit's, else the selected."""
    if not spoken.incident and spoken.units and spoken.word not in ("d", "de", "do"):
        for name in spoken.units:
            unit = floor.board.units[name]
            if unit.assignments:
                return floor.board.assignments[unit.assignments[0]].incident
    return floor.incident(spoken).id


def choices(floor: Floor, word: str) -> str:
    """What may follow a verb, for `?` after it."""
    meaning = WORDS[word]
    if word in ("d", "de", "do"):
        options = [unit.callsign for unit in floor.board.units.values() if unit.available]
    elif word == "c":
        options = [f"{d.code.lower()} ({d.name})" for d in floor.centre.dispositions]
    elif word == "off":
        options = list(floor.centre.reasons)
    elif word in ("ak", "e", "o", "t", "td", "f", "y"):
        options = [unit.callsign for unit in floor.board.units.values() if unit.assignments]
    else:
        options = []
    return f"{meaning.help}, as in  {meaning.example}" + (f"; choose from {listed(options, 'or')}" if options else "")


def complete(floor: Floor, line: str) -> str:
    """The line with its last word finished, where only one unit, disposition or reason goes on like that."""
    head, _, last = line.rpartition(" ")
    if not last or not head:
        return line
    words = [
        *floor.board.units,
        *(d.code.lower() for d in floor.centre.dispositions),
        *floor.centre.reasons,
    ]
    fitting = {word for word in words if word.lower().startswith(last.lower())}
    return f"{head} {fitting.pop()}" if len(fitting) == 1 else line
