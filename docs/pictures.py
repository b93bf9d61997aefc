"""Draw the README's pictures: the real console on a store that a few verbs have filled, with the clock held still."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from console.app import ConsoleApp
from console.cli.places import default_centre
from console.cli.practising.key_player import Player
from console.cli.practising.session import Asked, Session
from console.desk.centre_files import load_centre
from console.desk.desk import Desk
from console.desk.local import LocalDesk
from console.desk.verbs import AddRemark, Dispatch, OpenIncident, Report, Send, SetPlace, SetType, TakeOut
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.practice.scenario_files import find_scenario, load_scenario
from console.practice.steps import read_step
from console.rules.facts import IncidentOpened, PlaceSet
from console.rules.place import Gazetteer

PICTURES = Path(__file__).parent / "pictures"
NOW = 1_795_289_527_000  # Sat 21 Nov 2026, 14:32:07 at the example centre
SCENE = (
    ("88 river rd", "MED-U", 52, "70 F on kitchen floor, awake, hip pain, breathing normally", ()),
    ("1198 n oak st milltown", "NOISE", 240, "music and shouting, third time today", ()),
    ("41 market sq", "THEFT", 245, "bicycle gone since this morning, no suspect", ()),
    ("7 dock ln", "PARK", 571, "blocking the loading bay", ()),
    ("900 mill rd", "DIST-P", 195, "two men fighting, no weapons seen", ("31", "32")),
    ("77 elm av", "CRASH-N", 780, "two cars, nobody hurt", ("17",)),
)


class Held:
    """A clock that stands where it is put."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        """Milliseconds UTC."""
        return self.at


async def furnish(desk: Desk, clock: Held) -> None:
    """Fill the board: some incidents wait, some are being worked on."""
    places = Gazetteer(desk.centre.places)
    for place, code, age, remark, units in SCENE:
        clock.at = NOW - age * 1000
        opened = (await desk.ask(OpenIncident())).facts[0]
        assert isinstance(opened, IncidentOpened)
        found = places.find(place)[0].place
        await desk.ask(SetPlace(PlaceSet(opened.incident, found.text, found.town, found.zone, found.lat, found.lon)))
        await desk.ask(SetType(opened.incident, code))
        await desk.ask(AddRemark(opened.incident, remark))
        await desk.ask(Send(opened.incident))
        if units:
            clock.at += 30_000
            await desk.ask(Dispatch(units, opened.incident))
            clock.at += 25_000
            await desk.ask(Report(units[0], "en_route"))
    await desk.ask(TakeOut("E2", "pump test until 16:00"))
    clock.at = NOW


async def draw() -> None:
    """The board at 120×40; a call being taken, how another is served, and what was promised, at 80×24."""
    clock = Held(NOW)
    with tempfile.TemporaryDirectory() as folder:
        centre = load_centre(default_centre())

        async def opening() -> Desk:
            desk = await LocalDesk.open(f"sqlite:///{folder}/picture.db", centre, position="C04", who="KIM", now=clock)
            await furnish(desk, clock)
            return desk

        app = ConsoleApp(opening, load_keymap(FOLDER / "default.toml"), "C04", "KIM", clock)
        app.theme = "dark"
        async with app.run_test(size=(120, 40)) as pilot:
            await until(lambda: app.board_screen.selected is not None)
            await pilot.press("f7")
            await pilot.pause()
            save("board.svg", app)
            await pilot.resize_terminal(80, 24)
            await pilot.press("f2", *"1200 n oak st apt 4", "enter")
            await until(lambda: app.intake.incident is not None)
            clock.at += 14_000
            app.shift.tick()
            await pilot.press("1", *"dist-v", "enter", *"919-555-0142", "enter", *"Dana Ruiz", "enter")
            for remark in ("male yelling at neighbor, banging on door of apt 4", "no weapons seen"):
                clock.at += 6_000
                app.shift.tick()
                await pilot.press("f4", *remark, "enter", "f4")
            await pilot.press("f5")
            await until(lambda: bool(app.intake.incident and app.intake.incident.sent))
            await pilot.pause()
            save("intake.svg", app)
            await refer(app, pilot)
            save("outcome.svg", app)
            await promise(app, pilot)
            save("promises.svg", app)
            await app.go(0)


async def practise() -> None:
    """A made-up caller in the middle of what they have to tell, and the coach."""
    centre = load_centre(default_centre())
    scenario = load_scenario(find_scenario("two-church-streets"), centre)
    asked = Asked(scenario, centre, load_keymap(FOLDER / "default.toml"), "ABE", "C09")
    session = Session(asked, lambda app: None, stepped=True)
    session.app.theme = "dark"
    good = next(trainee for trainee in scenario.trainee if trainee.name == "good")
    async with session.app.run_test(size=(80, 24)):
        await until(lambda: session.app.begun and session.app.shift.desk is not None)
        assert session.stepped is not None and session.exercise is not None
        await Player(session.app, session.stepped, session.exercise).play(map(read_step, good.steps[:8]))
        save("practice.svg", session.app)
        await session.app.go(0)


async def refer(app: ConsoleApp, pilot: Pilot[int]) -> None:
    """A second caller, whose dog next door is for Animal Services."""
    await pilot.press("ctrl+o", "n")
    await until(lambda: app.intake.incident is not None and app.intake.incident.sent is None)
    await pilot.press(*"77 elm av", "enter", *"noise-bark", "enter", *"919-555-0188", "enter", *"Sam Osei", "enter")
    await until(lambda: bool(app.intake.incident and app.intake.incident.details.get("name")))
    await pilot.press("ctrl+o", "i")
    await until(lambda: app.screen.name == "outcome")
    await pilot.press(*"animal", "enter")
    await pilot.pause()


async def promise(app: ConsoleApp, pilot: Pilot[int]) -> None:
    """What was promised to both callers and to a department."""
    await pilot.press("ctrl+g")
    for line in ("b 17:00 osei", "m park the bin at the north gate is on fire again", "wt 15", "e wants an officer"):
        await pilot.press("f9", *line, "enter")
        await pilot.pause()
    await until(lambda: len(app.shift.board.promises) >= 4)
    await pilot.press("ctrl+o", "g", "3")
    await until(lambda: app.screen.name == "promises")
    await pilot.pause()


async def until(true: object) -> None:
    """Wait for something to come true, ten seconds at the most."""
    async with asyncio.timeout(10):
        while not true():  # type: ignore[operator]
            await asyncio.sleep(0.01)


def save(name: str, app: ConsoleApp) -> None:
    """Write what the screen shows; fonts are the reader's own, so that the picture asks nobody for one."""
    app.redraw()
    svg = app.export_screenshot(title="Firstline")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    (PICTURES / name).write_text(re.sub(r"terminal-\d+", "terminal", svg), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
    asyncio.run(practise())
