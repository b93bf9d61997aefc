"""A county's list of addresses goes into a store's gazetteer, and each line that is none is told with its reason."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from console.desk.place_file import Left, PlaceFault, read_places
from console.terminal.text import clean
from db.places import PlaceRow
from db.store import open_reader

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def kept(url: str) -> list[PlaceRow]:
    async def read() -> list[PlaceRow]:
        reader = await open_reader(url)
        try:
            return list(chain.from_iterable([page async for page in reader.places()]))
        finally:
            await reader.close()

    return asyncio.run(read())


def reading(tmp_path: Path, content: str | bytes, town: str = "") -> tuple[list[PlaceRow], list[Left]]:
    """The places and the lines left out of a file with this content."""
    file = tmp_path / "places.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    left: list[Left] = []
    return list(read_places(file, clean, town, left.append)), left


def test_a_list_is_taken_over_and_may_be_again(firstline: Command, url: str, tmp_path: Path) -> None:
    """The good lines go in, the others are told by line; taken over once more nothing is new and nothing twice."""
    file = tmp_path / "county.csv"
    file.write_text(
        "address,lat,lon,zip,beat\n1 ELM ST,35.8,-78.8,27601,B1\n2 ELM ST,,,27601,\n3 ELM ST,35.9,-78.9,27601,\n"
    )
    first = firstline("import", "places", file, "--town", "Milltown", "--store", url)
    assert (first.returncode, first.stdout) == (0, "2 places taken over, 2 of them new; 1 left out\n")
    assert first.stderr == "line 3: it has no latitude\n"
    again = firstline("import", "places", file, "--town", "Milltown", "--store", url)
    assert (again.returncode, again.stdout) == (0, "2 places taken over, 0 of them new; 1 left out\n")
    assert kept(url) == [
        PlaceRow("1 ELM ST", "Milltown", "B1", 35.8, -78.8, source="county.csv"),
        PlaceRow("3 ELM ST", "Milltown", "27601", 35.9, -78.9, source="county.csv"),
    ]


def test_nothing_that_goes_in_is_a_failure(firstline: Command, url: str, tmp_path: Path) -> None:
    """With the reason, without a traceback, and without a store where there was none."""
    file = tmp_path / "county.csv"
    file.write_text("address,lat,lon\n1 ELM ST,north,-78.8\n")
    done = firstline("import", "places", file, "--store", url)
    assert (done.returncode, done.stderr) == (1, "line 2: its latitude north is no number\n")
    gone = firstline("import", "places", tmp_path / "nowhere.csv", "--store", url)
    assert (gone.returncode, "nowhere.csv can't be read" in gone.stderr) == (1, True)
    assert not (tmp_path / "calls.db").exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",,12,35.8,-78.8", "it names no place"),
        (" \u200b ,Milltown,12,35.8,-78.8", "it names no place"),
        ("1 ELM ST,Milltown,12,,-78.8", "it has no latitude"),
        ("1 ELM ST,Milltown,12", "it has no latitude"),
        ("1 ELM ST,Milltown,12,35.8,west", "its longitude west is no number"),
        ("1 ELM ST,Milltown,12,95.8,-78.8", "its latitude 95.8 is not between -90 and 90"),
        ("1 ELM ST,Milltown,12,35.8,-181", "its longitude -181 is not between -180 and 180"),
        ("1 ELM ST,Milltown,12,nan,-78.8", "its latitude nan is not between -90 and 90"),
        ("1 ELM ST,Milltown,12,0,0.0", "its coordinates are 0, 0, which is nowhere"),
        ("9 Oak st,MILLTOWN,12,35.8,-78.8", "9 Oak st is in line 2 already"),
        (f"{'X' * 201},Milltown,12,35.8,-78.8", "its text has 201 letters; a place may have 200"),
    ],
)
def test_a_line_that_is_no_place_says_why(tmp_path: Path, row: str, why: str) -> None:
    """It is left out, and the ones around it go in."""
    places, left = reading(
        tmp_path, f"text,town,zone,lat,lon\n9 OAK ST,Milltown,12,35.8,-78.8\n{row}\n8 OAK ST,Ridgeway,12,35.8,-78.8\n"
    )
    assert left == [Left(3, why)]
    assert [place.text for place in places] == ["9 OAK ST", "8 OAK ST"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbftext,town,zone,lat,lon,cross,name\r\n\xc3\x89GLISE 4,Milltown,12,35.5,-78.5,Pine,Old mill\r\n",
        "Name;Cross;Lon;Lat;Zone;Town;Text\nOld mill;Pine;-78,5;35,5;12;Milltown;ÉGLISE 4\n",
        "LATITUDE\tLONGITUDE\tSTREET\tCITY\tBEAT\tZIP\tCROSS\tNAME\n"
        "35.5\t-78.5\tÉGLISE 4\tMilltown\t12\t27601\tPine\tOld mill\n",
        "\n".join(
            ("text,town,zone,lat,lon,cross,name", '"ÉGLISE\n4",Milltown,12,35.5,-78.5,Pine,"Old\tmill\u202e"', "", ",,")
        ),
    ],
    ids=["bom", "semicolons", "tabs", "breaks"],
)
def test_lists_come_in_many_forms(tmp_path: Path, content: str | bytes) -> None:
    """Parted by commas, semicolons or tabs, with a BOM, headers in any order and capitals, breaks within a value."""
    places, left = reading(tmp_path, content)
    assert places == [PlaceRow("ÉGLISE 4", "Milltown", "12", 35.5, -78.5, "Pine", "Old mill", "places.csv")]
    assert left == []


def test_a_number_and_its_street_make_a_text(tmp_path: Path) -> None:
    """As open address lists have them; a town of its own beats the one that is named for all."""
    content = "LON,LAT,NUMBER,STREET,UNIT,CITY,POSTCODE\n-78.5,35.5,12,ELM ST,,Ridgeway,1\n-78.5,35.5,14,ELM ST,,,2\n"
    places, _ = reading(tmp_path, content, "Milltown")
    assert [(place.text, place.town, place.zone) for place in places] == [
        ("12 ELM ST", "Ridgeway", "1"),
        ("14 ELM ST", "Milltown", "2"),
    ]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "names no column text, lat and lon; it has nothing"),
        (b"address,zip\n1 ELM ST,1\n", "names no column lat and lon; it has address and zip"),
        (b"town,lat,lon\nMilltown,1,2\n", "names no column text; it has town, lat and lon"),
        (b"text,lat,lon\n1 ELM ST,1,2\nCAF\xc9,1,2\n", "not UTF-8"),
        (b'text,lat,lon\n"' + b"x" * 140_000 + b'",1,2\n', "line 2 can't be read"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(tmp_path: Path, content: bytes, part: str) -> None:
    """It says what is missing, and what is there instead."""
    with pytest.raises(PlaceFault, match=part):
        reading(tmp_path, content)


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    """The reason is told as the system has it."""
    with pytest.raises(PlaceFault, match="can't be read"):
        list(read_places(tmp_path, clean, "", lambda one: None))
