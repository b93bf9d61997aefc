"""What a service asks and what an answer says, and which service a word means."""

from __future__ import annotations

import re
from datetime import tzinfo
from functools import lru_cache

from console.rules.board import Incident
from console.rules.catalogue import Guess, Question, Service
from console.rules.centre import Centre
from console.rules.condition import TOGETHER, holds
from console.rules.moment import moment
from console.rules.refused import Refused
from console.rules.said import Said, Told
from console.rules.wording import listed, quoted

FIRST = Question("where", "What is the address of the emergency?")
STANDARD = (
    Question("weapon", "Are there any weapons?"),
    Question("hurt", "Is anyone hurt?"),
    Question("there", "Is he or she still there?"),
    Question("alcohol", "Has anyone been drinking?"),
    Question("children", "Are there children?"),
)
"""What is asked while the type is not known."""
ALIASES = {"inj": "hurt", "injured": "hurt", "kids": "children"}
YES_NO = {"y": "Y", "yes": "Y", "n": "N", "no": "N"}
GROUP, ASKED = 0.5, 0.25
"""How much a word counts that names only the service's group, or stands only in a question."""
NUMBER = re.compile(r"(?:about |~)? ?(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)")


def questions(centre: Centre, incident: Incident | None) -> tuple[Question, ...]:
    """What this incident's service asks in its order, as far as the answers so far call for it."""
    service = centre.service_by_code.get(incident.type) if incident else None
    answers = incident.details if incident else {}
    asked = service.questions if service and service.questions else STANDARD
    return tuple(question for question in asked if holds(question.when, answers))


def still_open(centre: Centre, incident: Incident | None) -> list[Question]:
    """The questions that have no answer yet: the place, then what has to be known, then the rest."""
    answers = incident.details if incident else {}
    asked = [
        question
        for question in questions(centre, incident)
        if question.kind != "note" and answers.get(question.code, "?") in ("", "?")
    ]
    asked.sort(key=lambda question: not question.required)
    return asked if incident and incident.place else [FIRST, *asked]


def question_code(word: str, service: Service | None) -> str:
    """The question that a short word means: its code, the start of it, or its letters in order (`wpn`: weapon)."""
    asked = ALIASES.get(word.lower(), word.lower())
    codes = [question.code for question in (service.questions if service else ())]
    codes += [question.code for question in STANDARD if question.code not in codes]
    for fits in (str.__eq__, str.startswith, _in_order):
        found = next((code for code in codes if fits(code, asked)), None)
        if found is not None:
            return found
    return asked


def _in_order(code: str, letters: str) -> bool:
    rest = iter(code)
    return code[:1] == letters[:1] and all(letter in rest for letter in letters)


def parse_answer(question: Question, typed: str, now: int, zone: tzinfo) -> str:
    """An answer as it is kept: Y or N, a number, a local minute, a choice's own name, or the words; ? is not known.

    `now` (ms UTC) and the centre's `zone` are for times. Refused with a sentence when it can't be read.
    """
    said = " ".join(typed.split())
    if question.kind == "note":
        raise Refused(f"There is nothing to answer in {quoted(question.code)}; it is only read out.")
    if not said:
        raise Refused(f"Nothing is typed for {quoted(question.code)}; a question mark says that it is not known.")
    if said == "?":
        return said
    match question.kind:
        case "yes-no":
            return _yes_no(question, said)
        case "number":
            return _number(question, said)
        case "datetime":
            return moment(said, now, zone)
        case "choice":
            return _choice(question, said)
        case "choices":
            return _choices(question, said)
    return said


def _yes_no(question: Question, said: str) -> str:
    if said.casefold() not in YES_NO:
        raise Refused(f"The answer to {quoted(question.code)} is y, n or a question mark, not {quoted(said)}.")
    return YES_NO[said.casefold()]


def _number(question: Question, said: str) -> str:
    found = NUMBER.fullmatch(said.casefold())
    if not found:
        raise Refused(f"The answer to {quoted(question.code)} is a number, such as 40, not {quoted(said)}.")
    return found[1]


def _choice(question: Question, said: str) -> str:
    """The choice of that name, of that place in the list, or the only one that begins so."""
    low = said.casefold()
    same = [choice for choice in question.choices if choice.casefold() == low]
    if not same and low in map(str, range(1, len(question.choices) + 1)):
        same = [question.choices[int(low) - 1]]
    fits = same or [choice for choice in question.choices if choice.casefold().startswith(low)]
    if len(fits) != 1:
        named = listed((f"{number} {choice}" for number, choice in enumerate(question.choices, 1)), "or")
        remedy = named if len(named) < 90 else f"one of the numbers 1 to {len(question.choices)}"
        wrong = "More than one choice" if fits else "No choice"
        raise Refused(f"{wrong} of {quoted(question.code)} begins with {quoted(said)[:20]}; type {remedy}.")
    return fits[0]


def _choices(question: Question, said: str) -> str:
    """Several choices, by blanks or commas; digits may stand together where there are no more than nine."""
    try:
        return _choice(question, said)
    except Refused:
        digits = said.isdigit() and len(question.choices) < 10
        cut = list(said) if digits else said.split(",") if "," in said else said.split()
        parts = [part.strip() for part in cut if part.strip()]
        if parts in ([], [said]):
            raise
    chosen = {_choice(question, part) for part in parts}
    return TOGETHER.join(choice for choice in question.choices if choice in chosen)


def services_like(typed: str, centre: Centre) -> tuple[Service, ...]:
    """The services that somebody may mean, best first: by code, by the start of the code, by what callers say."""
    wanted = typed.strip().upper()
    exact = centre.service_by_code.get(wanted)
    if exact is not None:
        return (exact,)
    if not wanted:
        return ()
    by_code = [service for service in centre.services if service.code.upper().startswith(wanted)]
    by_word = [centre.services[number] for number in _said(centre.services, centre.guesses).find(typed)]
    return (*by_code, *(service for service in by_word if service not in by_code))


@lru_cache(maxsize=4)
def _said(services: tuple[Service, ...], guesses: tuple[Guess, ...]) -> Said:
    return Said(_told(service, guesses) for service in services)


def _told(service: Service, guesses: tuple[Guess, ...]) -> Told:
    guessed = (words for guess in guesses if guess.code == service.code for words in guess.any)
    asked = ((ASKED, question.ask) for question in service.questions if question.kind != "note")
    return Told((service.name, *service.words, *guessed), ((GROUP, service.group), *asked))
