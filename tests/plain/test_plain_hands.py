"""Line by line too nobody takes a unit from under another's hands, and half a line is never done."""

from __future__ import annotations

from pathlib import Path

from console.desk import verbs as v
from tests.plain.talking import talk


async def test_a_unit_that_somebody_else_sent_meanwhile_is_not_sent(tmp_path: Path) -> None:
    """Between whom to send and sending them another position was first: it is said who, and nobody goes."""
    async with talk(tmp_path / "calls.db") as kim:
        for incident in ("fi17 stop 185 n oak st", "fim3 stop 185 n oak st"):
            await kim.given(incident, "ok  ")
        await kim.given("f17", "ok  free 17")
        await kim.given("#1", "#1>")
        told = await kim.given("d", "d  again sends ")
        told += await kim.given("", "C04 #1>")
        unit = told.partition("again sends ")[2].split(" ")[0]
        await kim.other(v.Dispatch((unit,), 2))
        await kim.given("d", f"LEE sent {unit} to #2")


async def test_a_line_of_which_a_part_is_refused_does_nothing(tmp_path: Path) -> None:
    """Of two units the second can't be cleared: the first is not either, and the answer says so."""
    async with talk(tmp_path / "calls.db") as kim:
        await kim.given("fi17 stop 185 n oak st", "ok  ")
        await kim.given("c17 m3 rpt; all quiet", "Nothing was done: M3 is not on any incident")
