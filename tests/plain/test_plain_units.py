"""Units line by line: what a line leaves open is told as lines to type, and a place is chosen by its number."""

from __future__ import annotations

from pathlib import Path

from tests.plain.talking import talk


async def test_what_a_unit_came_upon_is_placed_by_a_number(tmp_path: Path) -> None:
    """Where two towns have the place it is asked which; the incident is in hand then, with its remark."""
    async with talk(tmp_path / "calls.db") as kim:
        asked = await kim.given("fi17 stop 1200 n oak; red car", "Where is 17? Its number:")
        assert "1  1200 N OAK ST" in asked and "as it was heard" in asked
        await kim.given("9", "The numbers are 1 to 3")
        await kim.given("2", "ok  17 on scene of STOP at 1200 N OAK ST")
        told = await kim.given("card", "red car")
        assert "Ridgeway" in told


async def test_what_a_line_leaves_open_is_told_as_lines(tmp_path: Path) -> None:
    """The ways of a unit, the codes that end its work and the roll come one a line, each as it is typed."""
    async with talk(tmp_path / "calls.db") as kim:
        await kim.given("fi17 stop 185 n oak st", "ok  17 on scene")
        await kim.given("u17", "c17         done with #1, with a code")
        await kim.given("c17", "c17 rpt     RPT     report taken")
        await kim.given("rc", "y17         17     heard of   0:00 ago   on scene #1")
        await kim.given("c17 rpt", "ok  clear 17 with RPT")
