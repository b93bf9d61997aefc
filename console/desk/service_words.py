"""The words of the command line for what is owed: promises, the departments' requests, and the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.desk import verbs as v
from console.desk.call_words import placed
from console.desk.floor import Floor, Order, Word
from console.desk.spoken import Spoken
from console.rules.facts import PromiseMade
from console.rules.incident import find_service
from console.rules.owed import Promise, Request
from console.rules.pressing import promised
from console.rules.promise_facts import PromiseEnd
from console.rules.refused import Refused
from console.rules.wording import listed, quoted


def requested(request: Request) -> str:
    """How a sentence names a request: `R5 POTHOLE 26-0417`."""
    return f"R{request.id} {request.service} {request.number}"


def _promise(floor: Floor, spoken: Spoken, example: str) -> tuple[Promise, str]:
    name, _, rest = spoken.words.partition(" ")
    return floor.promise(name, example), rest.strip()


def _ended(word: str, end: PromiseEnd, said: str) -> Callable[[Floor, Spoken], Order]:
    def read(floor: Floor, spoken: Spoken) -> Order:
        promise, note = _promise(floor, spoken, f"{word} P3{'' if end == 'kept' else ' line is dead'}")
        if not note and end != "kept":
            raise Refused(f"Say why {promised(promise)} is {said}, as in  {word} P{promise.id} line is dead")
        why = f": {note}" if note else ""
        return Order(f"{promised(promise)} {said}{why}", (v.EndPromise(promise.id, end, note),))

    return read


def _tried(floor: Floor, spoken: Spoken) -> Order:
    promise, note = _promise(floor, spoken, "pt P3")
    return Order(f"{promised(promise)} tried, nobody answered", (v.TryPromise(promise.id, note),))


def _taken_over(floor: Floor, spoken: Spoken) -> Order:
    promise, owner = _promise(floor, spoken, "po P3")
    if any(character.isdigit() for character in owner):  # a position, as in C05; a supervisor has none
        owner = owner.upper()
    return Order(f"{promised(promise)} is {owner or 'yours'} now", (v.TakePromise(promise.id, owner),))


def _request(floor: Floor, spoken: Spoken, example: str) -> tuple[Request, str]:
    name, _, rest = spoken.words.partition(" ")
    return floor.request(name, example), rest.strip()


def _take(floor: Floor, spoken: Spoken) -> Order:
    request, _ = _request(floor, spoken, "qt R5")
    return Order(f"{requested(request)} is worked on", (v.TakeRequest(request.id),))


def _ask_back(floor: Floor, spoken: Spoken) -> Order:
    request, text = _request(floor, spoken, "qb R5 which side of the road")
    first, _, rest = text.partition(" ")
    question = first if first in _questions(floor, request) else ""
    missing = rest.strip() if question else text
    if not missing:
        raise Refused(f"Say what {requested(request)} lacks, as in  qb R{request.id} which side of the road")
    failed = f" ({question} should have brought it)" if question else ""
    return Order(f"{requested(request)} lacks: {missing}{failed}", (v.AskBack(request.id, missing, question),))


def _questions(floor: Floor, request: Request) -> tuple[str, ...]:
    service = floor.centre.service_by_code.get(request.service.upper())
    return tuple(question.code for question in service.questions if question.kind != "note") if service else ()


def _answer(floor: Floor, spoken: Spoken) -> Order:
    request, text = _request(floor, spoken, "qa R5 the north side")
    if not text:
        raise Refused(f"Say what was missing, as in  qa R{request.id} the north side")
    return Order(f"{requested(request)} answered: {text}", (v.AnswerRequest(request.id, text),))


def _done(floor: Floor, spoken: Spoken) -> Order:
    """A reason is completed by its start; after a semicolon come the words for the caller."""
    request, words = _request(floor, spoken, "qd R5 repaired")
    typed, _, note = (part.strip() for part in words.partition(";"))
    service = floor.centre.service_by_code.get(request.service.upper())
    reasons = service.reasons if service else ()
    fitting = [known for known in reasons if known.casefold().startswith(typed.casefold())] if typed else []
    exact = [known for known in fitting if known.casefold() == typed.casefold()]
    if reasons and len(exact or fitting) != 1:
        wrong = f"There is no reason {quoted(typed)}" if typed else f"Say how {requested(request)} ended"
        example = f"qd R{request.id} {reasons[0]}"
        raise Refused(f"{wrong}; there are {quoted(listed(reasons, 'or'))}, as in  {quoted(example)}")
    reason = (exact or fitting)[0] if reasons else typed
    if not reason:
        raise Refused(f"Say how {requested(request)} ended, as in  qd R{request.id} repaired")
    return Order(f"{requested(request)} done: {reason}", (v.FinishRequest(request.id, reason, note),))


def _queue(floor: Floor, spoken: Spoken) -> Order:
    if not spoken.words or spoken.words.casefold() == "all":
        return Order("requests of all departments", command="screen.requests", text="all")
    code = placed(floor, spoken.words)
    return Order(f"requests of {code}", command="screen.requests", text=code)


def _doubt(floor: Floor, spoken: Spoken) -> Order:
    code, _, text = spoken.words.partition(" ")
    if not code:
        raise Refused("Name the service and what is doubtful, as in  dt unk callers ask about alleys")
    service = find_service(floor.centre, code)
    if not text.strip():
        raise Refused(
            f"Say what is doubtful about {service.code}, as in  dt {service.code.casefold()} callers ask about alleys"
        )
    made = v.MakePromise(PromiseMade(0, "doubt", "", text=text.strip(), service=service.code))
    return Order(f"doubt about {service.code}, {service.department} settles it: {text.strip()}", (made,))


def _sign(floor: Floor, spoken: Spoken) -> Order:
    code, _, until = spoken.words.partition(" ")
    if not code:
        raise Refused("Name the service and the day of its next review, as in  sg unk 2027-05-31")
    service, until = find_service(floor.centre, code), until.strip()
    if not until:
        raise Refused(f"Say until when, as in  sg {service.code.casefold()} 2027-05-31")
    return Order(f"sign {service.code} as it stands until {until}", (v.SignService(service.code, until),))


def _open_promises(floor: Floor) -> Sequence[str]:
    return [f"P{id}" for id in floor.board.promises][:9]


def _open_requests(floor: Floor) -> Sequence[str]:
    return [f"R{id}" for id in floor.board.requests][:9]


def _codes(floor: Floor) -> Sequence[str]:
    return [department.code.casefold() for department in floor.centre.departments]


SERVICE_WORDS = (
    Word("pk", "promise kept", "pk P3", _ended("pk", "kept", "kept"), _open_promises),
    Word("pt", "promise tried, nobody answered", "pt P3", _tried, _open_promises),
    Word(
        "pn", "promise not needed any more", "pn P3 rang again", _ended("pn", "withdrawn", "withdrawn"), _open_promises
    ),
    Word("pb", "promise broken", "pb P3 line is dead", _ended("pb", "broken", "broken"), _open_promises),
    Word("po", "promise taken over, or handed over", "po P3", _taken_over, _open_promises),
    Word("qt", "request taken by the department", "qt R5", _take, _open_requests),
    Word("qb", "request sent back for what is missing", "qb R5 which side of the road", _ask_back, _open_requests),
    Word("qa", "what was missing in a request", "qa R5 the north side", _answer, _open_requests),
    Word("qd", "request done, with a reason", "qd R5 repaired", _done, _open_requests),
    Word("dq", "a department's requests", "dq pol", _queue, _codes),
    Word("dt", "doubt about a service", "dt unk callers ask about alleys", _doubt),
    Word("sg", "sign a service until a day", "sg unk 2027-05-31", _sign),
)
