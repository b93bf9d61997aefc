"""Another system's catalogue taken over, by the real command."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.local import LocalDesk
from console.rules.centre import Centre, Standard

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SAMPLES = Path(__file__).parents[1] / "data" / "open311"
REAL = Path(__file__).parents[2] / "../shared/data/open311"
real = pytest.mark.skipif(not REAL.exists(), reason="the real catalogues are not shipped")
LIST, HEDGE = SAMPLES / "services.json", SAMPLES / "hedge.json"


@pytest.fixture
def take_over(firstline: Command, url: str) -> Command:
    """Import these files into the store of this test."""
    return lambda *words: firstline("import", "open311", *words, "--store", url)


@pytest.fixture
def defined(firstline: Command, url: str) -> Callable[[], list[dict[str, Any]]]:
    """Every service the log has, in the order written; the log must hold nothing else."""

    def read() -> list[dict[str, Any]]:
        entries = [json.loads(line) for line in firstline("log", "--store", url, "--json").stdout.splitlines()]
        assert {entry["kind"] for entry in entries} == {"ServiceDefined"}
        return [entry["body"]["service"] for entry in entries]

    return read


Defined = Callable[[], list[dict[str, Any]]]


def test_a_catalogue_is_taken_over(take_over: Command, defined: Defined) -> None:
    """The counts and all that is odd are printed; the services are on the log, and no unit came on duty for it."""
    done = take_over(LIST, HEDGE, "--department", "works")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "4 services, 1 with questions, 6 questions; 2 had no definition file",
        "4 new or changed for WORKS, 0 as before",
        f"{LIST}: service 3: has questions that were not given; give its definition too",
    ]
    assert [service["source"] for service in defined()] == [f"open311:{code}" for code in ("q1", "q2", "303", "q4")]


def test_imported_again_nothing_changes(take_over: Command, defined: Defined) -> None:
    """The same files write nothing the second time, nor does the list alone, which takes no questions away."""
    take_over(LIST, HEDGE, "--department", "WORKS")
    before = defined()
    for files in ((LIST, HEDGE), (LIST,)):
        assert (
            take_over(*files, "--department", "WORKS").stdout.splitlines()[1]
            == "0 new or changed for WORKS, 4 as before"
        )
    assert defined() == before


def test_a_service_can_become_again_what_it_was(take_over: Command, defined: Defined, tmp_path: Path) -> None:
    """Only what changed is written, under the code it has; and going back to an earlier list is a change too."""
    other = tmp_path / "other.json"
    other.write_text(LIST.read_text().replace("Lamp Column Leaning", "Lamp Column Bent"))
    for file in (LIST, other, LIST, other):
        assert take_over(file).returncode == 0
    written = defined()[4:]
    assert [service["name"] for service in written] == ["lamp column bent", "lamp column leaning", "lamp column bent"]
    assert {service["code"] for service in written} == {"LAMP-COL-LEA"}


def test_the_centres_own_codes_are_left_alone(take_over: Command, defined: Defined, tmp_path: Path) -> None:
    """A service that would get a code of the centre's files gets another one."""
    own = load_centre(default_centre()).service_by_code
    assert "POTHOLE" in own
    (tmp_path / "list.json").write_text('[{"service_code": "1", "service_name": "Pothole in Street"}]')
    take_over(tmp_path / "list.json")
    assert [service["code"] for service in defined()] == ["POTHO-STR"]


def test_without_a_department_it_is_the_one_that_requests_go_to(take_over: Command, defined: Defined) -> None:
    """It is one that takes requests already, and it is named."""
    done = take_over(LIST)
    (department,) = {service["department"] for service in defined()}
    assert f"for {department}," in done.stdout
    services = load_centre(default_centre()).services
    assert department in {service.department for service in services if "requested" in service.outcomes}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((HEDGE,), "No services were found; nothing is changed."),
        ((SAMPLES / "nowhere.json",), "nowhere.json: can't be read: No such file or directory"),
        ((LIST, "--department", "parks"), "has no department parks; write --department with POL, FIRE,"),
    ],
)
def test_where_nothing_can_be_read_no_store_is_made(take_over: Command, url: str, words: Any, says: str) -> None:
    """A sentence says why, the exit status is 1, and nothing is left behind."""
    done = take_over(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert not Path(url.removeprefix("sqlite:///")).exists()


async def test_while_a_console_has_the_store_it_is_refused(take_over: Command, url: str) -> None:
    """The sentence says who has it, as every second process is told."""
    centre = Centre("X", "Nowhere", "UTC", ("L1",), (), (), (), (), (), (), (), (), (), Standard("none", ()))
    desk = await LocalDesk.open(url, centre, position="C01", who="ANN")
    try:
        done = take_over(LIST)
    finally:
        await desk.close()
    assert (done.returncode, done.stdout) == (1, "")
    assert "is open in another Firstline" in done.stderr


@real
def test_two_real_cities_live_in_one_store(take_over: Command, firstline: Command, url: str) -> None:
    """Chicago's thirteen and San Francisco's thirty-six are all there, and the log is whole."""
    chicago = REAL / "services_13.json", *sorted(REAL.glob("*_4f*.json"))
    first = take_over(*chicago, "--department", "WORKS").stdout.splitlines()
    assert first == [
        "13 services, 2 with questions, 5 questions; 11 had no definition file",
        "13 new or changed for WORKS, 0 as before",
    ]
    second = take_over(REAL / "sf_services.xml", "--department", "DESK").stdout.splitlines()
    assert second == ["36 services, 0 with questions, 0 questions", "36 new or changed for DESK, 0 as before"]
    codes = [
        json.loads(line)["body"]["service"]["code"]
        for line in firstline("log", "--store", url, "--json").stdout.splitlines()
    ]
    assert len(set(codes)) == 49
    assert firstline("verify", "--store", url).stdout == "49 entries, chain whole, records agree\n"
