"""The attributes of a definition, odd ones too, as questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.open311_samples import attribute, definition, entry, read_these

VALUES = [{"key": "Y", "name": "Yes"}, {"key": "N", "name": "No"}]
ODD_ATTRIBUTES = [
    (attribute(code=""), "has no code, by which its answer would be known; left out", None),
    (attribute(datatype="colour"), "its datatype is colour, which Open311 does not know; asked as text", "text"),
    (attribute(datatype=None), "its datatype is missing, which Open311 does not know; asked as text", "text"),
    (attribute(datatype="singlevaluelist"), "has no values to choose from; asked as text", "text"),
    (attribute(datatype="multivaluelist", values="Y"), "values is no list; left out", "text"),
    (attribute(description=""), "has no description; asked as A", "text"),
    (attribute(order="first"), "its order first is no number; asked last", "text"),
    (attribute(code="Phone"), "its code is one of the call form's own; kept as Phone-311", "text"),
    ("What?", "is no attribute with names for its values; left out", None),
]


@pytest.mark.parametrize(("strange", "says", "kind"), ODD_ATTRIBUTES, ids=range(len(ODD_ATTRIBUTES)))
def test_an_odd_attribute_is_told_by_its_position(tmp_path: Path, strange: object, says: str, kind: str | None) -> None:
    """It is asked as text where it can be asked at all."""
    found = read_these(tmp_path, [entry()], definition(strange))
    assert found.odd[0] == f"b: attribute 1: {says}"
    assert [question.kind for question in found.services[0].questions] == ([kind] if kind else [])


def test_of_two_attributes_with_one_code_the_first_is_asked(tmp_path: Path) -> None:
    """Two answers under one code would write over each other, whatever their capitals."""
    found = read_these(tmp_path, [entry()], definition(attribute(code="a"), attribute(description="Again?")))
    assert [question.ask for question in found.services[0].questions] == ["What?"]
    assert found.odd == ("b: attribute 2: the code A stands twice; the first is kept, this one left out",)


def test_every_choice_has_a_key_and_a_name_of_its_own(tmp_path: Path) -> None:
    """One that lacks either lends it the other, a second name gets its key, a second key is left out; all told."""
    values = [*VALUES, {"key": "N", "name": "Never"}, {"key": "3", "name": "YES"}, {"name": "Both"}, {"key": 5}, {}]
    found = read_these(tmp_path, [entry()], definition(attribute(datatype="singlevaluelist", values=values)))
    question = found.services[0].questions[0]
    assert question.choices == ("Yes", "No", "YES (3)", "Both", "5")
    assert question.keys == ("Y", "N", "3", "Both", "5")
    assert [says.split(": ")[2] for says in found.odd] == [f"value {number}" for number in range(3, 8)]
