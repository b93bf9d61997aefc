"""A catalogue taken over from Open311 (GeoReport v2): lists of services and the definitions of their questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from console.desk.open311_files import LONG, Clean, Entry, Unreadable, read_entries
from console.desk.open311_names import codes, spoken, telling
from console.desk.open311_questions import read_questions
from console.rules.catalogue import Question, Service
from console.rules.wording import quoted

PRIORITY = 4
"""A request to a department waits for its turn; what must not wait is in no such list."""
SOURCE = "open311:"


class Catalogue311(Struct, frozen=True):
    """What the files give. `odd` are sentences, each with file and position, on all that was changed or left out.

    `undefined` are the sources of services whose questions may exist but were not given.
    """

    services: tuple[Service, ...]
    odd: tuple[str, ...]
    undefined: tuple[str, ...] = ()


def read_open311(paths: Iterable[Path], clean: Clean, department: str) -> Catalogue311:
    """Read lists and definitions, in JSON or XML, for a department; a file that can't be read is told in `odd`."""
    odd: list[str] = []
    entries: list[Entry] = []
    for path in paths:
        try:
            entries += read_entries(path, clean, odd)
        except Unreadable as fault:
            odd.append(str(fault))
    definitions = _by_code((entry for entry in entries if "attributes" in entry.said), "definition")
    listed = _by_code((entry for entry in entries if "attributes" not in entry.said), "service")
    services, undefined = [], []
    for foreign, entry in listed.items():
        definition = definitions.pop(foreign, None)
        service = _service(entry, foreign, department, read_questions(definition) if definition else ())
        if service is None:
            continue
        services.append(service)
        if definition is None and not _asks_nothing(entry):
            undefined.append(service.source)
    for foreign, entry in definitions.items():
        entry.note(f"defines {quoted(foreign)}, which no list here has; left out, so give its list too")
    return Catalogue311(_coded(services, ()), tuple(odd), tuple(undefined))


def beside(catalogue: Catalogue311, known: Collection[Service]) -> tuple[Service, ...]:
    """The services as they stand beside those that a centre has: every code its own.

    One that was taken over before keeps its code, all that the centre decided since, and its questions if none
    were given now.
    """
    before = {(service.department, service.source): service for service in known if service.source}
    undefined = set(catalogue.undefined)
    again, new = [], []
    for service in catalogue.services:
        old = before.get((service.department, service.source))
        if old is None:
            new.append(service)
        else:
            questions = old.questions if service.source in undefined else service.questions
            again.append(_renewed(old, service, questions))
    return (*again, *_coded(new, [service.code for service in known]))


def _renewed(old: Service, service: Service, questions: tuple[Question, ...]) -> Service:
    return replace(
        old,
        name=service.name,
        words=service.words,
        questions=questions,
        group=service.group,
        procedure=service.procedure,
    )


def _by_code(entries: Iterable[Entry], noun: str) -> dict[str, Entry]:
    """The entries by the other system's code; those without one and those that come again are told."""
    found: dict[str, Entry] = {}
    for entry in entries:
        code = entry.text("service_code")
        if not code:
            entry.note("has no service_code; left out")
        elif code in found:
            entry.note(f"{quoted(code)} has a {noun} already, at {found[code].where}; left out")
        else:
            found[code] = entry
    return found


def _service(entry: Entry, foreign: str, department: str, questions: tuple[Question, ...]) -> Service | None:
    """A service without its code; None, and told, when nobody could know what it is."""
    name = spoken(entry.text("service_name"))
    if not name:
        entry.note(f"{quoted(foreign)} has no service_name; left out")
        return None
    keywords = (word.strip().lower() for word in entry.text("keywords", LONG).split(","))
    return Service(
        code="",
        name=name,
        department=department,
        priority=PRIORITY,
        outcomes=("requested",),
        words=tuple(dict.fromkeys([*filter(None, keywords), *telling(name)])),
        questions=questions,
        group=entry.text("group"),
        procedure=entry.text("description", LONG),
        source=SOURCE + foreign,
    )


def _asks_nothing(entry: Entry) -> bool:
    """Whether a service that was given no definition needs none; one that does is told."""
    metadata = entry.flag("metadata")
    if metadata:
        entry.note("has questions that were not given; give its definition too")
    return metadata is False


def _coded(services: Sequence[Service], taken: Collection[str]) -> tuple[Service, ...]:
    named = [(service.name, service.source.removeprefix(SOURCE)) for service in services]
    return tuple(replace(service, code=code) for service, code in zip(services, codes(named, taken), strict=True))
