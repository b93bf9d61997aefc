"""A floor on which every state of a unit, a clock, a place and a promise can be seen at once."""

from __future__ import annotations

from console.desk import verbs as v
from console.rules.facts import PlaceSet, PromiseMade
from tests.console.driver import START, Seat
from tests.console.test_board import waiting

SCREENS = ("board", "call", "outcome", "promises", "requests", "catalogue", "menu", "search")
"""What there is to be drawn: six screens, and two sheets over the board."""


async def full_floor(kim: Seat) -> None:
    """Crews in each status, a late P1, a place as it was heard, a broken promise, a request, a caller on the line."""
    await waiting(kim, "DIST-P", "DIST-V", "POTHOLE")
    await kim.ask(v.Dispatch(("12", "14", "17"), 2), v.Report("14", "en_route"), v.Report("17", "on_scene"))
    await kim.ask(v.TakeOut("22", "meal"), v.SetDetail(3, "danger", "N"), v.RequestService(3))
    await kim.ask(v.OpenIncident(), v.SetPlace(PlaceSet(4, "BEHIND THE OLD MILL")), v.SetType(4, "THEFT"), v.Send(4))
    await kim.ask(
        v.MakePromise(PromiseMade(0, "callback", "", START + 60_000, None, 4, name="Sam Osei", phone="919-555-0188")),
        v.MakePromise(PromiseMade(0, "message", "", to="PARK", text="the gate is open")),
        v.MakePromise(PromiseMade(0, "doubt", "", text="callers ask about alleys", service="UNK")),
    )
    await kim.later(185)
    await kim.do("call.take")
    await kim.shows("L1 TALK")
    await kim.type("1200 n oak")
    await kim.press("enter")
    await kim.shows("Which one?")
    await kim.at_rest()
    await kim.later(17)


async def show(kim: Seat, name: str) -> None:
    """Put a screen in view, or lay a sheet over the board, with no answer on the line; drawn and at rest."""
    if name in ("menu", "search"):
        await show(kim, "board")
    if name == "menu":
        await kim.do("menu.open")
        await kim.shows("COMMANDS")
    elif name == "search":
        kim.app.board_screen.search("oak")
        await kim.shows("FOUND")
    elif name == "outcome":
        kim.app.show_form(4)
        await kim.app.action_do("call.outcome")
        await kim.until(lambda: kim.app.screen.name == "outcome", "the outcome")
    else:
        await kim.app.action_do(f"screen.{name}")
        await kim.until(lambda: kim.app.screen.name == name, name)
    await kim.at_rest()
    kim.app.shift.say("")
    kim.app.redraw()
    await kim.at_rest()


async def hide(kim: Seat, name: str) -> None:
    """Take a sheet away again."""
    if name in ("menu", "search"):
        await kim.press("ctrl+g")
