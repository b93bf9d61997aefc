"""What a scenario must keep to: everything it names is there, every rule can be read, and everything can be won."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from console.desk.centre_checks import CODE, refer, unique
from console.desk.centre_lines import Found, Notebook, Spot
from console.desk.centre_records import quoted
from console.practice import keywords
from console.practice.mistakes import names
from console.practice.scenario import AREAS, Scenario, Truth
from console.practice.state_words import PREFIXES, WORDS, known
from console.practice.steps import StepFault, read_step
from console.rules import condition
from console.rules.centre import Centre

STORY_NUMBER = re.compile(r"\d{3}-555-01\d\d")
LISTS = ("truth", "caller", "fact", "reply", "event", "say", "mistake", "keep", "hint", "crew", "before", "trainee")
CONDITIONS = ("when", "understands")
Read = Found[Scenario]


def check_names(found: Read, centre: Centre, book: Notebook) -> None:
    """Every id is one word and stands once, and what is named by id is there."""
    scenario, spot = found.value, found.spot
    if not CODE.fullmatch(scenario.id):
        book.note(spot.at("id"), f'write letters, digits and hyphens, such as "med-014"; got {quoted(scenario.id)}')
    if not scenario.truth:
        book.note(spot.at("truth"), "is missing; write [[truth]] with what is so, whatever the caller says")
    if not scenario.caller and scenario.role == "call-taker":
        book.note(spot.at("caller"), 'is missing; write [[caller]] with who calls, or role = "dispatcher"')
    for key in ("truth", "caller", "fact", "say", "mistake", "event"):
        ids = [Found(spot.at(key, n, "id"), item.id) for n, item in enumerate(getattr(scenario, key)) if item.id]
        unique(book, ids)
        for one in ids:
            if not re.fullmatch(r"[\w-]+", one.value):
                book.note(one.spot, f"write letters, digits and hyphens without blanks; got {quoted(one.value)}")
            if one.value in WORDS or one.value.startswith(tuple(PREFIXES)):
                book.note(one.spot, f"{quoted(one.value)} means something else in conditions; choose another word")
    _check_parties(found, book)


def _check_parties(found: Read, book: Notebook) -> None:
    scenario, spot = found.value, found.spot
    callers, truths = [caller.id for caller in scenario.caller], [truth.id for truth in scenario.truth]
    for key in ("fact", "reply", "event", "say"):
        for n, item in enumerate(getattr(scenario, key)):
            if item.caller:
                refer(book, spot.at(key, n, "caller"), item.caller, callers, "[[caller]] called")
    for n, caller in enumerate(scenario.caller):
        if caller.about:
            refer(book, spot.at("caller", n, "about"), caller.about, truths, "[[truth]] called")
    for n, event in enumerate(scenario.event):
        at = spot.at("event", n)
        if event.do == "ring":
            refer(book, at.at("who"), event.who, callers, "[[caller]] to be rung, called")
        if not any((event.says, event.noise, event.mood, event.mark, event.do)):
            book.note(at, "nothing happens in this event; write says, noise, mood, mark or do")
        if not event.at_s and not event.when:
            book.note(at, 'this event never begins; write at_s = 20, or a condition such as when = "silent > 20"')
    if scenario.caller and all(caller.at_s < 0 for caller in scenario.caller):
        book.note(spot.at("caller", 0, "at_s"), "nobody ever rings; one caller needs at_s = 2")


def check_truth(found: Read, centre: Centre, book: Notebook) -> None:
    """The truth is one of this centre's: places, types, questions, listings, and numbers that nobody has."""
    scenario, spot = found.value, found.spot
    for n, truth in enumerate(scenario.truth):
        _check_truth(truth, spot.at("truth", n), centre, book)
    for n, caller in enumerate(scenario.caller):
        _check_phone(caller.phone, spot.at("caller", n, "phone"), book)
        if caller.near:
            _check_place(caller.near, "", spot.at("caller", n), centre, book, "near")
    units = [unit.callsign for unit in centre.units]
    for n, before in enumerate(scenario.before):
        at = spot.at("before", n)
        _check_place(before.place, before.town, at, centre, book)
        refer(book, at.at("type"), before.type, [service.code for service in centre.services], "service")
        _check_phone(before.phone, at.at("phone"), book)
        for m, unit in enumerate(before.units):
            refer(book, at.at("units", m), unit, units, "unit of units.csv called")
    for n, crew in enumerate(scenario.crew):
        if crew.unit:
            refer(book, spot.at("crew", n, "unit"), crew.unit, units, "unit of units.csv called")
    for m, unit in enumerate(scenario.out_of_service):
        refer(book, spot.at("out_of_service", m), unit, units, "unit of units.csv called")


def _check_truth(truth: Truth, spot: Spot, centre: Centre, book: Notebook) -> None:
    services = {service.code: service for service in centre.services}
    for m, code in enumerate(truth.types):
        refer(book, spot.at("types", m), code, services, "service")
    if not truth.types:
        book.note(spot.at("types"), 'is empty; write the type that is right, such as types = ["MED-U"]')
    if truth.place:
        _check_place(truth.place, truth.town, spot, centre, book)
    _check_phone(truth.phone, spot.at("phone"), book)
    if truth.listing:
        refer(book, spot.at("listing"), truth.listing, [one.code for one in centre.listings], "listing")
    if truth.outcome == "referred" and not truth.listing:
        book.note(spot.at("listing"), "is missing; write the code of the listing that can help, from directory.toml")
    asked = {question.code for code in truth.types if code in services for question in services[code].questions}
    for code in truth.answers:
        refer(book, spot.at("answers", code), code, asked, f"question of {', '.join(truth.types)} called")
    able = {*centre.kinds, *(can for many in centre.can.values() for can in many)}
    able |= {skill for unit in centre.units for skill in unit.skills}
    for m, unit in enumerate(truth.units):
        refer(book, spot.at("units", m), unit, able, "kind or skill of a unit called")
    _check_rules(truth.notes, spot.at("notes"), centre, book)


def _check_place(text: str, town: str, spot: Spot, centre: Centre, book: Notebook, key: str = "place") -> None:
    there = [place for place in centre.places if place.text.casefold() == text.casefold()]
    if not there:
        like = sorted({place.text for place in centre.places if text.split()[1:] == place.text.split()[1:]})
        hint = f"there are {', '.join(like[:6])}" if like else "take one of places.csv"
        book.note(spot.at(key), f"there is no place {quoted(text)} in places.csv; {hint}")
    elif town and not any(place.town.casefold() == town.casefold() for place in there):
        book.note(
            spot.at("town"), f"{text} is in {', '.join(place.town for place in there)}, not in {town}; correct the town"
        )
    elif not town and len({place.town for place in there}) > 1:
        book.note(spot.at(key), f"{text} is in {', '.join(place.town for place in there)}; say which with town")


def _check_phone(phone: str, spot: Spot, book: Notebook) -> None:
    if phone and not STORY_NUMBER.fullmatch(phone):
        book.note(spot, f'use a number that nobody has, "919-555-01" and two digits; got {quoted(phone)}')


def check_rules(found: Read, centre: Centre, book: Notebook) -> None:
    """Every keyword rule can be read, and the question that the coach gives is one that the caller would answer."""
    scenario, spot = found.value, found.spot
    for key, field in (("fact", "asked"), ("reply", "said"), ("say", "said")):
        for n, item in enumerate(getattr(scenario, key)):
            rules = getattr(item, field)
            if not rules:
                book.note(spot.at(key, n, field), f'is empty; write keyword rules, such as {field} = ["address|where"]')
            _check_rules(rules, spot.at(key, n, field), centre, book)
    for n, fact in enumerate(scenario.fact):
        if fact.ask and not keywords.fits(fact.asked, keywords.heard(fact.ask)):
            book.note(spot.at("fact", n, "ask"), "these words fit none of the rules in asked; change one of the two")
        if fact.needed and not fact.ask:
            book.note(spot.at("fact", n, "ask"), "is missing; a fact that is needed has the words to ask for it")
    for n, say in enumerate(scenario.say):
        if not keywords.fits(say.said, keywords.heard(say.words)):
            book.note(spot.at("say", n, "words"), "these words fit none of the rules in said; change one of the two")


def _check_rules(rules: Iterable[str], spot: Spot, centre: Centre, book: Notebook) -> None:
    phrases = {phrase.id for phrase in centre.phrases}
    for m, rule in enumerate(rules):
        if wrong := keywords.problem(rule):
            book.note(spot.at(m), wrong)
            continue
        for phrase in keywords.phrases_of((rule,)):
            refer(book, spot.at(m), phrase, phrases, "phrase of phrases.toml called")


def check_conditions(found: Read, centre: Centre, book: Notebook) -> None:
    """Every condition can be read and speaks of something that there is."""
    scenario, spot = found.value, found.spot
    words = [*dict.fromkeys(known(scenario))]
    for at, when in _conditions(scenario, spot):
        prefixed = [code for code in re.findall(r"[\w-]+", when) if code.casefold().startswith(tuple(PREFIXES))]
        if wrong := condition.problem(when, [*words, *prefixed], "a word that means nothing here"):
            book.note(at, wrong)


def _conditions(scenario: Scenario, spot: Spot) -> Iterator[tuple[Spot, str]]:
    yield spot.at("ends"), scenario.ends
    for key in LISTS:
        for n, item in enumerate(getattr(scenario, key)):
            for name in CONDITIONS:
                if when := getattr(item, name, ""):
                    yield spot.at(key, n, name), when


def check_score(found: Read, centre: Centre, book: Notebook) -> None:
    """The weights make a hundred, the level's clocks are in order, and the drills are of something that is there."""
    scenario, spot = found.value, found.spot
    total = sum(getattr(scenario.score, area) for area in AREAS)
    if total != 100:
        book.note(spot.at("score"), f"the areas make {total} points together; they must make 100")
    if scenario.starts:
        try:
            datetime.strptime(scenario.starts, "%Y-%m-%d %H:%M")  # noqa: DTZ007  # a time on the centre's own clock
        except ValueError:
            book.note(
                spot.at("starts"), f'write a local time such as "2026-11-21 22:10"; got {quoted(scenario.starts)}'
            )
    drills = {*(fact.id for fact in scenario.fact), *(say.id for say in scenario.say)}
    for n, mistake in enumerate(scenario.mistake):
        if mistake.drill:
            refer(book, spot.at("mistake", n, "drill"), mistake.drill, drills, "fact or say to be drilled, called")
        if not mistake.when and mistake.id not in {reply.mistake for reply in scenario.reply}:
            book.note(
                spot.at("mistake", n, "when"), "nothing ever makes this mistake; write when, or name it in a reply"
            )


def check_trainees(found: Read, centre: Centre, book: Notebook) -> None:
    """The trainees' steps can be read, and their mistakes are ones that the coach knows."""
    scenario, spot = found.value, found.spot
    unique(book, [Found(spot.at("trainee", n, "name"), one.name) for n, one in enumerate(scenario.trainee)])
    for n, trainee in enumerate(scenario.trainee):
        for m, line in enumerate(trainee.steps):
            try:
                read_step(line)
            except StepFault as fault:
                book.note(spot.at("trainee", n, "steps", m), str(fault))
        for m, mistake in enumerate(trainee.mistakes):
            refer(book, spot.at("trainee", n, "mistakes", m), mistake, names(scenario), "mistake called")
        if trainee.name == "poor" and not trainee.mistakes:
            book.note(spot.at("trainee", n, "mistakes"), "is empty; name the mistakes that this trainee makes")


CHECKS = (check_names, check_truth, check_rules, check_conditions, check_score, check_trainees)
