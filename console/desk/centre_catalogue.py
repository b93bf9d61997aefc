"""What the services of a centre must keep to, and the rules that guess one or point elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.desk.centre_checks import dated, each, refer, unique
from console.desk.centre_folder import Files
from console.desk.centre_lines import Found, Notebook, Spot
from console.desk.centre_records import quoted
from console.rules.catalogue import Question, Service
from console.rules.condition import holds, problem

SAID = re.compile(r"[\w'-]+\*?( [\w'-]+\*?)*")
"""Words as callers say them; a star at the end of one stands for any ending."""
NUMBER = re.compile(r"-?\d+")


def check_services(files: Files, book: Notebook) -> None:
    """Each service is a department's, and asks what can be answered."""
    departments = files.departments.known("code")
    for found in files.services.good:
        spot, service = found.spot, found.value
        refer(book, spot.at("department"), service.department, departments, "department in departments.toml called")
        _check_outcomes(found, book)
        unique(book, each(spot, "reasons", service.reasons))
        _check_questions(found, book)
        _check_conditions(found, book)
        _check_signed(found, book)


def _check_outcomes(found: Found[Service], book: Notebook) -> None:
    spot, service = found.spot.at("outcomes"), found.value
    if not service.outcomes:
        book.note(spot, 'is empty; name how it may end, such as ["dispatched"]')
    if (service.sends or service.cards) and "dispatched" not in service.outcomes:
        book.note(spot, 'the service sends units, so "dispatched" has to be among them')
    if service.days is not None and "requested" not in service.outcomes:
        book.note(spot, 'the service has days for a request, so "requested" has to be among them')


def _check_questions(service: Found[Service], book: Notebook) -> None:
    questions = [Found(service.spot.at("questions", n), one) for n, one in enumerate(service.value.questions)]
    unique(book, (Found(one.spot.at("code"), one.value.code) for one in questions))
    for one in questions:
        spot, question = one.spot, one.value
        chooses = question.kind in ("choice", "choices")
        if chooses and len(question.choices) < 2:
            book.note(spot.at("choices"), f"a {quoted(question.kind)} question needs two choices or more")
        if question.choices and not chooses:
            book.note(spot.at("choices"), f'a {quoted(question.kind)} question has none; write kind = "choice"')
        if question.keys and len(question.keys) != len(question.choices):
            counted = f"there are {len(question.keys)} keys for {len(question.choices)} choices"
            book.note(spot.at("keys"), f"{counted}; write one for each, in the same order")
        if question.kind == "note" and question.required:
            book.note(spot.at("required"), "a note is only read out and has no answer; take this away")
        unique(book, each(spot, "choices", question.choices))


def _check_conditions(service: Found[Service], book: Notebook) -> None:
    """Conditions speak of this service's answers: those of a question, of answers given before it."""
    questions = service.value.questions
    answered = [question for question in questions if question.kind != "note"]
    for number, rule in enumerate(service.value.rules):
        _check_condition(service.spot.at("rules", number, "when"), rule.when, answered, book)
    for number, card in enumerate(service.value.cards):
        _check_condition(service.spot.at("cards", number, "when"), card.when, answered, book)
    for number, question in enumerate(questions):
        spot = service.spot.at("questions", number, "when")
        too_early = problem(question.when, _codes(questions[:number]))
        if too_early and not problem(question.when, _codes(answered)):
            book.note(spot, f"{quoted(question.when)} needs an answer that comes later; move this question down")
        else:
            _check_condition(spot, question.when, answered, book)


def _check_condition(spot: Spot, when: str, questions: Iterable[Question], book: Notebook) -> None:
    known = {question.code.casefold(): question for question in questions}
    if wrong := problem(when, _codes(known.values())):
        book.note(spot, wrong)
        return
    for part in re.split(r"\s+(?:and|or)\s+", when.strip(), flags=re.IGNORECASE) if when.strip() else ():
        question = known[re.split("[<>=]", part.casefold().removeprefix("not "))[0].strip()]
        answers = _answers(question, part)
        if answers and not any(holds(part, {question.code: answer}) for answer in answers):
            given = ", ".join(answers) if question.kind != "number" else "a number"
            book.note(spot, f"{quoted(part)} never holds, as {question.code} is answered by {given}; compare with one")


def _answers(question: Question, part: str) -> tuple[str, ...]:
    """Answers that a comparison can be tried on; none when anything may be answered."""
    limit = NUMBER.search(part)
    numbers = tuple(str(int(limit[0]) + step) for step in (-1, 0, 1)) if limit else ("0",)
    tried = {"yes-no": ("Y", "N"), "choice": question.choices, "choices": question.choices, "number": numbers}
    return tried.get(question.kind, ())


def _codes(questions: Iterable[Question]) -> list[str]:
    return [question.code for question in questions]


def _check_signed(service: Found[Service], book: Notebook) -> None:
    signed, spot = service.value.signed, service.spot.at("signed")
    if signed is None:
        return
    dates = [dated(book, spot.at(key), getattr(signed, key)) for key in ("on", "review_by")]
    if all(dates) and signed.review_by <= signed.on:
        book.note(spot.at("review_by"), f"{quoted(signed.review_by)} is not after {signed.on}, when it was signed")


def check_guesses(files: Files, book: Notebook) -> None:
    """Each guess is a service's, and by words that can be found in what is said."""
    codes = files.services.known("code")
    for found in files.guesses.good:
        spot, guess = found.spot, found.value
        refer(book, spot.at("code"), guess.code, codes, "service in services.toml called")
        if not guess.any and not guess.all:
            book.note(spot, 'nothing tells when; write any = ["..."] or all = ["..."]')
        for key in ("any", "all", "unless"):
            _check_said(book, each(spot, key, getattr(guess, key)))


def check_elsewhere(files: Files, book: Notebook) -> None:
    """What is not ours is found by words, and sends to a listing that there is."""
    codes = files.listings.known("code")
    for found in files.elsewhere.good:
        spot, elsewhere = found.spot, found.value
        if not elsewhere.words:
            book.note(spot.at("words"), "is empty; name what callers say")
        _check_said(book, each(spot, "words", elsewhere.words))
        if elsewhere.listing:
            refer(book, spot.at("listing"), elsewhere.listing, codes, "listing in directory.toml called")


def _check_said(book: Notebook, words: Iterable[Found[str]]) -> None:
    for word in words:
        if not SAID.fullmatch(word.value):
            wrong = f"{quoted(word.value)} cannot be found in what is said"
            book.note(word.spot, f"{wrong}; write words with one blank between, and a star only at a word's end")
