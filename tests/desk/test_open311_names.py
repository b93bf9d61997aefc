"""Names to say and codes to type."""

from __future__ import annotations

import pytest

from console.desk.open311_names import LENGTH, codes, spoken


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("Construction_Plate_Shifted", "construction plate shifted"),
        ("LED lamp on ADA_Ramp", "LED lamp on ADA ramp"),
        ("POTHOLE IN STREET", "pothole in street"),
        ("DMV", "DMV"),
        ("Cans_Left_Out_24x7", "cans left out 24x7"),
        ("McAdam surface", "McAdam surface"),
        ("Été  à\tla mer", "été à la mer"),
    ],
)
def test_a_name_is_written_as_the_floor_writes_it(foreign: str, ours: str) -> None:
    """Small letters and spaces; acronyms and inner capitals stay."""
    assert spoken(foreign) == ours


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pothole in street", "POTHOLE"),
        ("abandoned vehicle", "ABAND-VEH"),
        ("rodent baiting / rat complaint", "RODE-BAI-RAT"),
        ("uncharacteristically", "UNCHARACTERI"),
        ("árbol caído", "ARBOL-CAI"),
        ("driver’s door", "DRIVE-DOO"),
        ("坑洞", "S-53000004"),
        ("311", "S-53000004"),
    ],
)
def test_a_code_is_short_and_reminds_of_the_name(name: str, code: str) -> None:
    """A few letters of the words that matter; what has none in our alphabet gets the end of the foreign code."""
    assert codes([(name, "4fd3b656e750846c53000004")], ()) == [code]


def test_codes_that_would_be_the_same_take_another_word() -> None:
    """Names that begin alike are told apart by what differs, the same names by a number; none is one of `taken`."""
    alike = [("side sewer issues odour", "1"), ("side sewer issues water", "2"), ("litter", "3"), ("litter", "4")]
    assert codes(alike, ()) == ["SIDE-SEW-ODO", "SIDE-SEW-WAT", "LITTER", "LITTER-2"]
    assert codes([("litter", "3"), ("pothole in street", "4")], ["Litter", "POTHOLE"]) == ["LITTER-2", "POTHO-STR"]


def test_however_many_share_a_name_all_have_codes() -> None:
    """Thousands of services of one name get thousands of codes that fit."""
    made = codes([("abandoned vehicle", "")] * 20_000, ())
    assert len(set(made)) == 20_000
    assert max(map(len, made)) <= LENGTH
