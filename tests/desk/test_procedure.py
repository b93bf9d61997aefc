"""`? name` finds what to do by a code or by a caller's word, and says so where there is nothing."""

from __future__ import annotations

import pytest

from console.cli.places import default_centre
from console.desk.centre_files import load_centre
from console.desk.command_line import read_line
from console.desk.floor import Floor
from console.desk.procedure import WIDTH
from console.rules.board import Board
from console.rules.refused import Refused

FLOOR = Floor(Board(), load_centre(default_centre()), None, None, 0)


@pytest.mark.parametrize("name", ["MED-CA", "med-ca", "not breathing"])
def test_a_procedure_is_found_by_code_or_word(name: str) -> None:
    """All of it is there, in lines that the narrowest window shows whole, with its questions and who signed it."""
    order = read_line(FLOOR, f"? {name}")
    assert order.said.startswith("PROCEDURE MED-CA")
    assert any(line.startswith("ASK ") for line in order.read)
    assert order.read[-1].startswith("signed by Dr A. Okafor")
    assert max(len(line) for line in order.read if not line.startswith("ASK")) <= WIDTH


def test_what_is_like_nothing_is_refused_with_an_example() -> None:
    """The example is a line that works."""
    with pytest.raises(Refused, match=r"as in  \? unk"):
        read_line(FLOOR, "? qqqqqq")
    assert read_line(FLOOR, "? unk").read
