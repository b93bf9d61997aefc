"""The command line: `VERB [unit..] [incident] [words] [; remark]`, read into verbs with a preview in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.desk import verbs as v
from console.desk.call_words import CALL_WORDS
from console.desk.floor import Floor, Order, Word, named_incident, screen_word
from console.desk.incident_words import INCIDENT_WORDS
from console.desk.service_words import SERVICE_WORDS
from console.desk.spoken import FREE_TEXT, Spoken, hear
from console.desk.unit_words import UNIT_WORDS
from console.rules.board import Board, Incident
from console.rules.incident import title
from console.rules.refused import Refused
from console.rules.wording import listed


def _undo(floor: Floor, spoken: Spoken) -> Order:
    return Order("take back your last command", (v.Undo(),))


WORDS: Mapping[str, Word] = {
    word.word: word
    for word in (
        *UNIT_WORDS,
        *INCIDENT_WORDS,
        *CALL_WORDS,
        *SERVICE_WORDS,
        Word("a", "acknowledge the top alarm", "a", screen_word("alarm.see", "acknowledge the top alarm")),
        Word("help", "help", "help", screen_word("help.open", "help")),
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
    if text.startswith("/"):
        return _search(text[1:].strip())
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


def _search(text: str) -> Order:
    if not text:
        raise Refused("Type what to look for: a number, a place, a name, a phone, a word, as in  /oak")
    return Order(f"search for {text}", search=text)


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
    return f"{meaning.help}, as in  {meaning.example}" + (f"; choose from {listed(options, 'or')}" if options else "")


def complete(floor: Floor, line: str) -> str:
    """The line with its last word finished, where only one unit, disposition, reason or other choice goes on so."""
    head, _, last = line.rpartition(" ")
    if not last or not head:
        return line
    first = head.split()[0].lower()
    if first in FREE_TEXT or first == "e":
        words = list(WORDS[first].choices(floor))
    else:
        words = [
            *floor.board.units,
            *(d.code.lower() for d in floor.centre.dispositions),
            *floor.centre.reasons,
        ]
    fitting = {word for word in words if word.lower().startswith(last.lower())}
    return f"{head} {fitting.pop()}" if len(fitting) == 1 else line
