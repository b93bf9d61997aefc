"""The example centre is big enough to train on, and hangs together."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from console.cli.check_centre import check_centre
from console.desk.centre_files import load_centre
from console.rules.board import Board, Incident, Unit
from console.rules.centre import Centre, Place
from console.rules.place import Gazetteer, distance_m
from console.rules.recommend import recommend
from console.rules.run_card import called_for

FOLDER = Path(__file__).parents[2] / "console" / "centres" / "milltown"
ADDRESS = re.compile(r"\d+ (.+)")
PHRASES = [
    "G1",
    "G2",
    "G3",
    "L1",
    "L2",
    "A1",
    "A2",
    "A3",
    "D1",
    "S1",
    "S2",
    "S3",
    "H1",
    "H2",
    "X1",
    "X2",
    "R1",
    "R2",
    "W1",
    "W2",
    "C1",
    "CW1",
    "V1",
    "E1",
    "E2",
    "M1",
]
SERVICES = [
    "DIST-V",
    "DIST-P",
    "THEFT",
    "BURG",
    "NOISE",
    "NOISE-BARK",
    "PARK",
    "MED-U",
    "MED-CA",
    "MED-FALL",
    "CRASH-I",
    "CRASH-N",
    "FIRE-S",
    "FIRE-V",
    "FIRE-A",
    "GAS",
    "MISSING",
    "DOMESTIC",
    "SUSP",
    "WELFARE",
    "HAZ-ROAD",
    "WATER",
    "POTHOLE",
    "LIGHT",
    "TRASH",
    "ANIMAL",
    "TAXI",
    "UNK",
    "WEAPON",
    "TREE",
    "GRAFFITI",
    "SIGN",
]
UNITS = [
    "12",
    "14",
    "17",
    "21",
    "22",
    "31",
    "32",
    "K9",
    "CSO1",
    "E1",
    "E2",
    "E3",
    "T1",
    "B1",
    "M3",
    "M4",
    "M5",
    "A6",
    "PW1",
    "PW2",
    "AC1",
]
PROFILES = ["firstline", "nena-020", "nfpa-1221", "nfpa-1710", "nhs-arp", "esta-victoria", "police-999", "311"]


@pytest.fixture(scope="module")
def milltown() -> Centre:
    """The example centre."""
    return load_centre(FOLDER)


def streets(centre: Centre, town: str) -> dict[str, list[Place]]:
    """The addresses of a town by street."""
    found: dict[str, list[Place]] = {}
    for place in centre.places:
        if place.town == town and (address := ADDRESS.fullmatch(place.text)):
            found.setdefault(address[1], []).append(place)
    return found


def test_milltown_is_big_enough(milltown: Centre) -> None:
    """Enough streets, crossings, names and notes that a call cannot be learnt by heart."""
    by_town = [streets(milltown, town) for town in milltown.towns]
    assert sum(map(len, by_town)) >= 64
    assert sum(len(places) for town in by_town for places in town.values()) >= 450
    assert sum(" / " in place.text for place in milltown.places) >= 60
    assert sum(bool(place.name) or place.text.startswith("I-40") for place in milltown.places) >= 25
    assert len(milltown.notes) >= 8
    assert {place.town for place in milltown.places} == {"Milltown", "Ridgeway"}


def test_the_services_units_and_phrases_are_all_there(milltown: Centre) -> None:
    """Every code that scenarios and screens speak of exists."""
    assert set(SERVICES) <= milltown.service_by_code.keys()
    assert set(UNITS) <= {unit.callsign for unit in milltown.units}
    assert set(PHRASES) <= {phrase.id for phrase in milltown.phrases}


@pytest.mark.parametrize("text", ["1200 N OAK ST", "12 DOCK LN", "140 RIVER RD", "310 MILL RD"])
def test_the_two_towns_share_addresses(milltown: Centre, text: str) -> None:
    """The address that has to be asked for with its town exists in both."""
    assert [match.place.town for match in Gazetteer(milltown.places).exact(text)] == ["Milltown", "Ridgeway"]


def test_every_shared_street_gives_two_matches(milltown: Centre) -> None:
    """On every street that both towns have, some number is in both, and is found in both."""
    gazetteer = Gazetteer(milltown.places)
    ours, theirs = (streets(milltown, town) for town in milltown.towns)
    shared = ours.keys() & theirs.keys()
    assert {"N OAK ST", "CHURCH ST", "RIVER RD", "MARKET SQ", "ELM AV", "DOCK LN", "MILL RD"} <= shared
    for street in shared:
        both = {place.text for place in ours[street]} & {place.text for place in theirs[street]}
        assert both, street
        assert all(len(gazetteer.exact(text)) == 2 for text in both)


def test_412_church_street_has_to_be_asked_for(milltown: Centre) -> None:
    """The practice call's address is no place as given, and two as meant."""
    gazetteer = Gazetteer(milltown.places)
    assert gazetteer.exact("412 church st") == ()
    assert {m.place.text for m in gazetteer.find("412 church st")} == {"412 S CHURCH ST", "412 CHURCH ST EXT"}


def test_the_roster_can_meet_every_need_of_a_service(milltown: Centre) -> None:
    """Each service can be sent in full when everybody is free, at its first alarm and at every one above it."""
    board = Board(units={u.callsign: Unit(u.callsign, u.kind, 0, skills=u.skills) for u in milltown.units})
    for service in milltown.services:
        for level in {1} | {card.level for card in service.cards}:
            incident = Incident(1, "26-0001", 1, "pending", 0, 0, "", "", type=service.code, priority=1, level=level)
            found = recommend(board, milltown, incident)
            assert found.short == (), (service.code, level)
            assert len(found.units) == sum(need.count for need in called_for(service, incident))


def test_danger_is_asked_before_identity(milltown: Centre) -> None:
    """The first question is required, and nobody is asked for a name before it."""
    for service in milltown.services:
        assert service.questions[0].required, service.code
        assert service.questions[0].code not in {"name", "who"}
        assert service.tell
        assert service.words
        named = [n for n, question in enumerate(service.questions) if question.code == "name"]
        assert named in ([], [len(service.questions) - 1]), service.code


def test_addresses_run_along_their_street(milltown: Centre) -> None:
    """The way from one number to another is as long as the numbers say: 1.6 m each, and the width of the road."""
    for town in milltown.towns:
        for places in streets(milltown, town).values():
            for one, other in combinations(places, 2):
                numbers = abs(int(one.text.split()[0]) - int(other.text.split()[0]))
                assert distance_m(one.lat, one.lon, other.lat, other.lon) == pytest.approx(
                    numbers * 1.6, rel=0.01, abs=26
                )


def test_cross_streets_cross(milltown: Centre) -> None:
    """Each cross street of an address makes an intersection with its street in that town."""
    crossings = {(place.town, frozenset(place.text.split(" / "))) for place in milltown.places if " / " in place.text}
    for place in milltown.places:
        if not (address := ADDRESS.fullmatch(place.text)) or not place.cross:
            continue
        joined = {street for town, pair in crossings if town == place.town and address[1] in pair for street in pair}
        for cross in place.cross.split("/"):
            assert any(street.startswith(cross.upper()) for street in joined), place


def test_every_address_has_a_cross_street(milltown: Centre) -> None:
    """A crew is never told a number without where to turn."""
    assert [place.text for place in milltown.places if ADDRESS.fullmatch(place.text) and not place.cross] == []


def test_the_towns_are_six_miles_apart(milltown: Centre) -> None:
    """The wrong Oak Street costs ten minutes."""
    ours, theirs = (match.place for match in Gazetteer(milltown.places).exact("1200 n oak st"))
    assert distance_m(ours.lat, ours.lon, theirs.lat, theirs.lon) / 1609.34 == pytest.approx(6, abs=0.3)


def test_units_live_in_their_town(milltown: Centre) -> None:
    """Every home is within 500 m of an address of the same town and zone."""
    for unit in milltown.units:
        near = [p for p in milltown.places if (p.town, p.zone) == (unit.town, unit.zone)]
        assert min(distance_m(unit.lat, unit.lon, p.lat, p.lon) for p in near) < 500, unit.callsign


def test_telephone_numbers_are_invented_ones() -> None:
    """No file holds a number that somebody could have."""
    for path in FOLDER.iterdir():
        numbers = re.findall(r"\d{3}-\d{3}-\d{4}", path.read_text())
        assert all(re.fullmatch(r"919-555-01\d\d", number) for number in numbers), path.name


def test_unchecked_notes_say_so(milltown: Centre) -> None:
    """What a caller or a neighbor said is marked as not confirmed."""
    hearsay = [note for note in milltown.notes if note.source in {"a caller", "a neighbor"}]
    assert hearsay
    assert all(note.text.endswith("Not confirmed.") for note in hearsay)


def test_the_default_clocks_are_the_chain_of_105_seconds(milltown: Centre) -> None:
    """5, 20, 40 and 40 seconds, then eight minutes."""
    limits = {target.stage: target.seconds for target in milltown.standard.targets if not target.priority}
    assert limits == {"answer": 5, "locate": 20, "brief": 40, "roll": 40, "arrive": 480}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_can_be_chosen(tmp_path: Path, profile: str) -> None:
    """Another standard is one word in centre.toml; of two limits the clock takes the stricter."""
    for path in FOLDER.iterdir():
        text = path.read_text().replace('standard = "firstline"', f'standard = "{profile}"')
        (tmp_path / path.name).write_text(text)
    standard = load_centre(tmp_path).standard
    assert standard.name == profile
    for target in standard.targets:
        assert (standard.seconds(target.stage, target.priority) or 0) <= target.seconds


def test_check_centre_counts_what_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    """A good centre is one line and no fault."""
    assert check_centre(FOLDER) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Milltown: 8 departments, 37 services, 22 units, 802 places")
    assert out.endswith("21 listings, 7 offers, 10 languages: good\n")
    assert err == ""


def test_check_centre_prints_each_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bad centre is a line for each problem, on the error output."""
    assert check_centre(tmp_path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 6


def test_check_centre_needs_no_screen() -> None:
    """Checking files imports neither the screen library nor the store."""
    code = "import sys, console.cli.check_centre as c; print({'textual', 'rich', 'sqlalchemy'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
