"""The command line: `VERB [unit..] [incident] [words] [; remark]`, read into verbs with a preview in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.desk import verbs as v
from console.desk.call_words import CALL_WORDS
from console.desk.crew_words import CREW_WORDS
from console.desk.floor import CAME_UPON, Floor, Order, Word, named_incident, screen_word
from console.desk.history_words import HISTORY_WORDS
from console.desk.incident_words import INCIDENT_WORDS
from console.desk.notice_words import NOTICE_WORDS
from console.desk.procedure import read_procedure
from console.desk.seat_words import SEAT_WORDS
from console.desk.service_words import SERVICE_WORDS
from console.desk.spoken import FREE_TEXT, Spoken, hear
from console.desk.unit_words import UNIT_WORDS
from console.rules.board import Board, Incident
from console.rules.filter import NONE, Filter, is_filter
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.wording import listed


def _undo(floor: Floor, spoken: Spoken) -> Order:
    return Order("take back your last command", (v.Undo(),))


WORDS: Mapping[str, Word] = {
    word.word: word
    for word in (
        *UNIT_WORDS,
        *CREW_WORDS,
        *INCIDENT_WORDS,
        *CALL_WORDS,
        *SERVICE_WORDS,
        *NOTICE_WORDS,
        *HISTORY_WORDS,
        *SEAT_WORDS,
        Word("a", "acknowledge the top alarm", "a", screen_word("alarm.see", "acknowledge the top alarm")),
        Word("selftest", "try this terminal", "selftest", screen_word("screen.selftest", "try this terminal's keys")),
        Word("help", "help", "help", screen_word("help.open", "help")),
        Word("z", "undo", "z", _undo),
    )
}

MOST = 24
"""So many choices are listed after a verb; Tab finishes the others too."""


def read_line(floor: Floor, line: str) -> Order:
    """What a line means; raises Refused with the word that failed and one correct example."""
    text = line.strip()
    if text.startswith((";", ":")):
        text = f"r {text[1:].strip()}"
    if not text:
        raise Refused("Type a command, as in  d12 14;  help  lists them.")
    if text.startswith("/"):
        return _search(text[1:].strip())
    if text[:1] in "fF" and ((floor.filtered and text[1:] == "") or is_filter(text[1:], floor.board.units)):
        return _filter(text[1:])
    if text.startswith("?"):
        return read_procedure(floor, text[1:].strip())
    if re.fullmatch(r"#\d+|\d\d-\d{4,}|\d+", text):
        incident = _incident_of(floor.board, text)
        return Order(f"go to {title(incident)}", go=incident.id)
    spoken = hear(text, WORDS, floor.board)
    if spoken.asks:
        return Order(choices(floor, spoken.word))
    order = WORDS[spoken.word].read(floor, spoken)
    if spoken.remark and (order.choices or order.command == CAME_UPON):
        return order
    if spoken.remark and not order.verbs:
        raise Refused(f"Nothing goes after {spoken.word}; a remark has a line of its own, as in  r gate code 4411")
    if spoken.remark:
        about = _about(floor, spoken)
        return Order(order.said, (v.AddRemark(about, spoken.remark), *order.verbs))
    return order


def _search(text: str) -> Order:
    if not text:
        raise Refused("Type what to look for: a number, a place, a name, a phone, a word, as in  /oak")
    return Order(f"search for {text}", search=text)


def _filter(text: str) -> Order:
    wanted = Filter.parse(text)
    if not wanted.conditions:
        return Order("show every row again", command="list.filter", text=NONE)
    lists = [name for name, fits in zip(("the queue", "the units"), wanted.lists, strict=True) if fits]
    return Order(f"show only {wanted.text} of {listed(lists)}", command="list.filter", text=wanted.text)


def _incident_of(board: Board, name: str) -> Incident:
    """A number that a unit is called by means the unit's own incident; any other is an incident's."""
    unit = board.units.get(name)
    if unit is None:
        return named_incident(board, name)
    if not unit.assignments:
        raise Refused(f"{name} is a unit and on no incident; an incident is named as in  #{name}")
    return board.incident(board.assignments[unit.assignments[0]].incident)


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
    options = list(meaning.choices(floor))
    more = f" ... {len(options) - MOST} more" if len(options) > MOST else ""
    chosen = f"; choose from {listed(options[:MOST], 'or')}{more}" if options else ""
    return f"{meaning.help}, as in  {meaning.example}{chosen}"


def complete(floor: Floor, line: str) -> str:
    """The line with what is begun at its end finished, where only one choice of its verb, or one unit, goes on so."""
    head, _, last = line.rpartition(" ")
    if not last or not head:
        return line
    spoken = _heard(floor, line) or _heard(floor, head)
    if spoken is None:
        return line
    known = [choice.partition(" (")[0] for choice in WORDS[spoken.word].choices(floor)]
    if spoken.word not in FREE_TEXT:
        known += floor.board.units
    for begun in (spoken.words, last):
        fitting = {choice for choice in known if begun and choice.lower().startswith(begun.lower())}
        if len(fitting) == 1 and line.endswith(begun):
            return line[: len(line) - len(begun)] + fitting.pop()
    return line


def _heard(floor: Floor, line: str) -> Spoken | None:
    """The parts of a line as far as it goes; None where it can't be read yet."""
    try:
        return hear(line, WORDS, floor.board)
    except Refused:
        return None
