"""Open311 lists and definitions, good and bad, as services of a centre."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from console.desk.open311 import beside
from console.desk.open311_files import LONG
from console.desk.open311_names import LENGTH
from console.rules.catalogue import Question, Service, SignOff
from console.terminal.text import BAD
from tests.console.payloads import CONTROL, MARKUP, SPOOF
from tests.desk.open311_samples import SAMPLES, attribute, definition, entry, read, read_these

REAL = Path(__file__).parents[2] / "../shared/data/open311"
real = pytest.mark.skipif(not REAL.exists(), reason="the real catalogues are not shipped")


def test_a_service_is_what_its_list_and_its_definition_say() -> None:
    """Name, words, group and procedure are the list's; questions, their order and their keys the definition's."""
    hedge = read("services.json", "hedge.json").services[0]
    assert hedge == Service(
        "HEDG-OVE-FOO",
        "hedge over footway",
        "WORKS",
        4,
        ("requested",),
        words=("bush", "brambles", "hedge", "over", "footway"),
        questions=(
            Question("TELL", "We cut hedges from October to February.", "note"),
            Question(
                "SIDE",
                "Which side of the road?",
                "choice",
                True,
                ("Left", "Right"),
                ("1", "2"),
                help="As seen when walking up hill.",
            ),
            Question("SEEN", "When did you see it?", "datetime"),
            Question("WHOM", "Who can't pass?", "choices", False, ("Prams", "Wheelchairs"), ("P", "W")),
            Question("M", "How many metres?", "number"),
            Question("MORE", "Anything else?", "text"),
        ),
        group="Streets",
        procedure="A hedge that makes people step into the road.",
        source="open311:q1",
    )


@pytest.mark.parametrize("names", [("services.xml", "hedge.xml"), ("hedge.json", "services.xml")])
def test_xml_and_json_give_the_same(names: tuple[str, str]) -> None:
    """Whatever form a file has, and in whatever order files come, the services are the same."""
    assert read(*names).services == read("services.json", "hedge.json").services


def test_questions_that_were_not_given_are_told() -> None:
    """A service that says it has questions is told by file and position; one that may have some is counted."""
    found = read("services.json", "hedge.json")
    assert found.odd == (
        f"{SAMPLES}/services.json: service 3: has questions that were not given; give its definition too",
    )
    assert found.undefined == ("open311:303", "open311:q4")


@real
def test_chicago_is_read_whole() -> None:
    """All thirteen services, the five questions of two of them, and nothing odd."""
    files = (
        "services_13.json",
        "pothole_4fd3b656e750846c53000004.json",
        "abandoned_vehicle_4ffa4c69601827691b000018.json",
    )
    found = read(*files, folder=REAL)
    by_code = {service.code: service for service in found.services}
    assert (len(by_code), len(found.undefined), found.odd) == (13, 11, ())
    pothole, vehicle = by_code["POTHOLE"].questions, by_code["ABAND-VEH"].questions
    assert (pothole[0].kind, pothole[0].choices[0], pothole[0].keys[0]) == ("choice", "Bike Lane", "BIKE")
    assert [(q.code, q.kind, q.required) for q in vehicle] == [
        ("FQSKA1", "text", True),
        ("FQSKA11", "number", True),
        ("A511OPTN", "text", False),
    ]


@real
def test_san_francisco_is_read_whole() -> None:
    """All thirty-six services, each with a code of its own that can be typed, and nothing odd."""
    found = read("sf_services.xml", folder=REAL)
    assert (len({service.code for service in found.services}), found.odd, found.undefined) == (36, (), ())
    assert all(re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", s.code) and len(s.code) <= LENGTH for s in found.services)
    assert found.services[1].name == "construction plate shifted"


BAD_ENTRIES = [
    (entry(service_code=None), "a: service 2: has no service_code; left out"),
    (entry(service_code="2", service_name=" "), "a: service 2: 2 has no service_name; left out"),
    (entry(), "a: service 2: 1 has a service already, at a: service 1; left out"),
    ("x", "a: service 2: is no service with names for its values; left out"),
    (None, "a: service 2: is no service with names for its values; left out"),
    ({"code": 403, "description": "no"}, "a: service 2: has no service_code; left out"),
    (entry(service_code=["2"]), "a: service 2: service_code is no text; left out"),
    (
        {**definition(), "service_code": "9"},
        "a: definition 2: defines 9, which no list here has; left out, so give its list too",
    ),
]


@pytest.mark.parametrize(("bad", "says"), BAD_ENTRIES, ids=range(len(BAD_ENTRIES)))
def test_a_bad_entry_is_told_by_its_position(tmp_path: Path, bad: object, says: str) -> None:
    """What is left out is never left out silently, and the rest is kept."""
    found = read_these(tmp_path, [entry(), bad])
    assert (len(found.services), found.odd[0]) == (1, says)


ODD_ENTRIES = [
    (entry(description="x" * (LONG - 1) + " y"), "a: service 1: description has 1001 characters; cut after 1000"),
    (entry(group="a\u202eb"), "a: service 1: group has signs that a screen must not be given; taken out"),
    (entry(metadata="perhaps"), "a: service 1: metadata is perhaps, neither true nor false; taken as not said"),
]


@pytest.mark.parametrize(("strange", "says"), ODD_ENTRIES, ids=range(len(ODD_ENTRIES)))
def test_what_was_changed_is_told(tmp_path: Path, strange: object, says: str) -> None:
    """A text that is cut or cleaned and a value that says nothing are told; the service is kept."""
    found = read_these(tmp_path, [strange])
    assert (len(found.services), found.odd) == (1, (says,))
    assert found.services[0].procedure in ("", "x" * (LONG - 1))


@pytest.mark.parametrize("payload", [*CONTROL, *SPOOF, *MARKUP], ids=range(len([*CONTROL, *SPOOF, *MARKUP])))
def test_naughty_text_is_kept_but_clean(tmp_path: Path, payload: str) -> None:
    """Wherever hostile text stands, no sign that a terminal would obey comes through, not even in the odd lines."""
    keys = ("service_code", "service_name", "description", "keywords", "group")
    values = [{"key": payload, "name": payload}]
    asked = attribute(
        code=payload, description=payload, datatype_description=payload, datatype="singlevaluelist", values=values
    )
    found = read_these(
        tmp_path, [dict.fromkeys(keys, payload), entry()], [definition(asked), definition(payload)], {payload: 1}
    )
    assert len(found.services) == 2
    assert not any(BAD.search(text) for text in texts(found))


def texts(value: Any) -> list[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        return [value]
    parts = value if isinstance(value, tuple) else getattr(value, "__struct_fields__", ())
    return [text for part in parts for text in texts(part if isinstance(value, tuple) else getattr(value, part))]


def test_a_service_that_was_taken_over_before_keeps_what_the_centre_decided() -> None:
    """Its code, days, reasons and signature stay; name, words and questions are the new file's."""
    first = read("services.json", "hedge.json")
    signed = SignOff("R. Osei", "2026-03-02", "2027-03-01")
    known = replace(
        first.services[0], code="HEDGE", name="hedge", questions=(), days=7, reasons=("cut",), signed=signed
    )
    again = beside(first, [known])
    assert again[0] == replace(first.services[0], code="HEDGE", days=7, reasons=("cut",), signed=signed)
    assert again[1:] == first.services[1:]


def test_a_list_alone_takes_no_questions_away() -> None:
    """Without its definition a known service keeps the questions that it had."""
    whole = read("services.json", "hedge.json")
    assert beside(read("services.json"), whole.services) == whole.services


def test_another_departments_service_is_another_service() -> None:
    """Two cities number their services alike: neither takes the other's place or code."""
    found = read("services.json")
    other = replace(found.services[0], department="PARKS", name="swing broken")
    (mine, *_) = beside(found, [other])
    assert (mine.name, mine.code) == ("hedge over footway", "HEDG-OVE-F-2")
