"""What a service asks, and which service a word means."""

from __future__ import annotations

from collections.abc import Sequence

from console.rules.board import Incident
from console.rules.catalogue import Question, Service
from console.rules.centre import Centre

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


def questions(centre: Centre, incident: Incident | None) -> tuple[Question, ...]:
    """What this incident's service asks, in its order."""
    service = centre.service_by_code.get(incident.type) if incident else None
    return service.questions if service and service.questions else STANDARD


def still_open(centre: Centre, incident: Incident | None) -> list[Question]:
    """The questions that have no answer yet; the place first."""
    if incident is None or incident.place is None:
        return [FIRST, *questions(centre, incident)]
    return [q for q in questions(centre, incident) if incident.details.get(q.code, "?") in ("", "?")]


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


def services_like(typed: str, centre: Centre) -> tuple[Service, ...]:
    """The services that a word may mean, best first: by code, by the start of the code, by what callers say."""
    wanted = typed.strip().lower()
    exact = centre.service_by_code.get(wanted.upper())
    if exact is not None:
        return (exact,)
    if not wanted:
        return ()
    by_code = [s for s in centre.services if s.code.lower().startswith(wanted)]
    by_word = [s for s in centre.services if _says(s, wanted) and s not in by_code]
    return (*by_code, *by_word)


def _says(service: Service, wanted: str) -> bool:
    said: Sequence[str] = (service.name, *service.words)
    return any(word.startswith(wanted) for text in said for word in (text.lower(), *text.lower().split()))
