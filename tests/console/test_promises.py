"""What was promised is never lost: it stands in the list until it is kept, broken, withdrawn or handed over."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

from console.desk import verbs as v
from console.rules.facts import PlaceSet, PromiseMade
from console.rules.promise_facts import PromiseKind
from console.rules.refused import Refused
from tests.console.driver import Seat, seat

pytestmark = pytest.mark.slow


async def sent(kim: Seat, code: str, text: str = "185 N OAK ST", name: str = "Sam Osei") -> int:
    """An incident with its caller's name and number is with the dispatcher; returns its id."""
    id = kim.app.shift.board.next_incident
    found = next(p for p in kim.app.shift.centre.places if p.text == text and p.town == "Milltown")
    spot = PlaceSet(id, found.text, found.town, found.zone, found.lat, found.lon)
    details = (v.SetDetail(id, "name", name), v.SetDetail(id, "phone", "919-555-0188"))
    await kim.ask(v.OpenIncident(), v.SetPlace(spot), v.SetType(id, code), *details, v.Send(id))
    await kim.until(lambda: id in kim.app.shift.board.incidents, "an incident")
    return id


async def line(kim: Seat, text: str, said: str = "ok  ") -> None:
    """Give a line on the command line, and wait for what is said."""
    await kim.do("line.command")
    await kim.type(text)
    await kim.press("enter")
    await kim.shows(said)


async def promise(kim: Seat, kind: PromiseKind, minutes: int, **values: str | int) -> None:
    """Something is promised at this position for so many minutes from now."""
    due = kim.clock.now + minutes * 60_000
    count = len(kim.app.shift.board.promises)
    await kim.ask(v.MakePromise(PromiseMade(0, kind, str(values.pop("owner", "")), due, **values)))  # type: ignore[arg-type]
    await kim.until(lambda: len(kim.app.shift.board.promises) == count + 1, "a promise")


async def test_a_call_back_goes_from_the_keys_to_the_list_and_is_kept(store: Path) -> None:
    """Made in a line, it stands there with its time, name and number, and Enter Enter says that it was kept."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await kim.do("call.callback")
        await kim.type("15")
        await kim.shows("= call Sam Osei back at 14:47 on 919-555-0188")
        await kim.press("enter")
        await kim.shows("ok  call Sam Osei back")
        await kim.do("screen.promises")
        await kim.shows("PROMISES WE MADE 1", "P1", "14:47 15:00", "callback", "Sam Osei", "919-555-0188", "C04", "#1")
        await kim.later(13 * 60 + 10)
        await kim.shows(
            "!  DUE 1:50", "DUE 1", "| PROMISES 1", "ALARM 1", "P1 callback Sam Osei on 919-555-0188, in 1:50"
        )
        await kim.do("screen.call")
        await kim.shows("OVERDUE 1 | PROMISES 1")
        await kim.burst("ctrl+o", "g", "3", "enter")
        await kim.shows("P1 callback Sam Osei   Enter does it")
        await kim.press("enter")
        await kim.shows("ok  P1 callback Sam Osei: Kept", "PROMISES WE MADE 0")
        assert not kim.app.shift.board.promises


async def test_a_promise_whose_time_has_passed_is_broken_in_word_and_mark(store: Path) -> None:
    """Without any colour one reads how late it is; kept then, the log says that it was broken."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await line(kim, "fu 14:40 result of the visit")
        await kim.do("screen.promises")
        await kim.later(8 * 60 + 5)
        await kim.shows("!! BROKEN +0:12", "follow-up", "919-555-0188  result of the visit", "made 14:32 by KIM at C04")
        receipt = await kim.app.shift.desk.ask(v.EndPromise(1))  # type: ignore[union-attr]  # the desk is open
        assert [(fact.end, fact.note) for fact in receipt.facts] == [("broken", "kept late")]  # type: ignore[union-attr]


async def test_a_wait_that_is_nearly_over_says_what_to_do(store: Path) -> None:
    """At 80 % of the time that was told the row says to call back, and the sheet begins the line for the new time."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await line(kim, "wt 10")
        await kim.do("screen.promises")
        await kim.shows("told 10 min")
        await kim.later(480)
        await kim.shows("!  DUE 2:00", "CALL BACK: say the")
        await kim.do("list.open")
        await kim.press("enter")
        await kim.shows("CMD> wt #1")
        await kim.type("20")
        await kim.press("enter")
        await kim.shows("ok  callers of #1", "told 20 min")
        assert [promise.minutes for promise in kim.app.shift.board.promises.values()] == [20]


async def test_mine_come_first_each_part_by_its_time(store: Path) -> None:
    """What this position has to keep stands above the others', the earliest first."""
    async with seat(store) as kim:
        for owner, minutes in (("C09", 5), ("C04", 60), ("C09", 90), ("C04", 10)):
            await promise(kim, "callback", minutes, owner=owner, name="osei", phone="919-555-0188")
        await kim.do("screen.promises")
        await kim.shows("PROMISES WE MADE 4")
        assert kim.app.rooms.promises.listing.keys == (4, 2, 1, 3)


async def test_every_way_to_end_one_is_on_its_sheet(store: Path) -> None:
    """Tried and taken over at once; broken and not needed ask for the reason on the command line."""
    async with seat(store) as kim:
        await promise(kim, "callback", 60, owner="C09", name="osei", phone="919-555-0188")
        await kim.do("screen.promises", "list.open")
        await kim.shows("Nobody answered: that is an attempt")
        await kim.press("down", "enter")
        await kim.shows("tried 1x")
        await kim.press("enter", "down", "down", "enter")
        await kim.until(lambda: kim.app.shift.board.promises[1].owner == "C04", "a promise taken over")
        await kim.press("enter", "end", "enter")
        await kim.shows("CMD> pn P1")
        await kim.type("she rang again")
        await kim.press("enter")
        await kim.shows("ok  P1 callback osei withdrawn: she rang again", "PROMISES WE MADE 0")
        await promise(kim, "follow-up", 60, name="osei", text="result")
        await kim.press("enter", "end", "up", "enter")
        await kim.shows("CMD> pb P2")
        await kim.type("forgotten")
        await kim.press("enter")
        await kim.shows("ok  P2 follow-up osei broken: forgotten", "PROMISES WE MADE 0")
    assert ends(store) == {1: "withdrawn", 2: "broken"}


async def test_a_caller_on_hold_is_spoken_to_from_the_list(store: Path) -> None:
    """The promise to somebody on hold ends when the line is taken again."""
    async with seat(store) as kim:
        await kim.do("call.take", "call.hold")
        await kim.shows("L1 HOLD")
        await kim.do("screen.promises")
        await kim.shows("hold", "14:33 1:00")
        await kim.do("list.open")
        await kim.press("enter")
        await kim.shows("L1 TALK", "PROMISES WE MADE 0")


async def test_from_any_screen_keys_typed_ahead_reach_the_list(store: Path) -> None:
    """The screen's keys and a key for its list in one burst: the list has it, though it was not in view before."""
    async with seat(store) as kim:
        for minutes in (5, 10):
            await promise(kim, "follow-up", minutes, name="osei", text="result")
        await kim.burst("ctrl+o", "g", "3", "down", "enter")
        await kim.shows("P2 follow-up osei   Enter does it")


async def test_an_empty_list_says_so(store: Path) -> None:
    """Enter on nothing is a sentence."""
    async with seat(store) as kim:
        await kim.do("screen.promises", "list.open")
        await kim.shows("Nothing is promised to anybody now.")


async def test_going_to_the_incident_of_a_promise_and_back(store: Path) -> None:
    """#1 shows the form; the cursor is on the same promise afterwards."""
    async with seat(store) as kim:
        await sent(kim, "THEFT")
        await line(kim, "b 15")
        await line(kim, "b 20")
        await kim.do("screen.promises")
        await kim.press("down")
        await line(kim, "#1", "CALL 26-0001")
        await kim.do("screen.promises")
        await kim.shows("PROMISES WE MADE 2")
        assert kim.app.rooms.promises.listing.at == 2
        assert kim.app.rooms.promises.selected == 1


@pytest.mark.parametrize("size", [(80, 24), (80, 23), (120, 40), (60, 20)])
async def test_two_hundred_promises_with_odd_words_fit_every_window(store: Path, size: tuple[int, int]) -> None:
    """What a caller says is drawn as it is, never as markup, and no line is wider than the window."""
    odd = "[bold]Ø 漢字 \u202e x[/bold]"
    async with seat(store, size=size) as kim:
        for number in range(200):
            made = PromiseMade(0, "callback", "C04", kim.clock.now + number * 1000 + 1, name=odd, phone="1", text=odd)
            await kim.app.shift.desk.ask(v.MakePromise(made))  # type: ignore[union-attr]  # the desk is open
        await kim.do("screen.promises")
        await kim.shows("PROMISES WE MADE 200", "[bold]Ø")
        await kim.do("list.last")
        await kim.shows("P200")
        assert len(kim.lines) == size[1]
        assert all(cell_len(text) <= size[0] for text in kim.lines)


async def test_no_promise_vanishes(store: Path) -> None:
    """Over a shift of promises made, tried, handed over and ended at random each is open, or on record as ended."""
    chance = random.Random(311)
    async with seat(store) as kim:
        desk = kim.app.shift.desk
        assert desk is not None
        await sent(kim, "THEFT")
        made: set[int] = set()
        for _ in range(60):
            kind: PromiseKind = chance.choice(["callback", "follow-up", "message", "escalation", "wait"])
            wanted = PromiseMade(0, kind, "", kim.clock.now + 600_000, None, 1, "lee", "osei", "1", "text", 10)
            receipt = await desk.ask(v.MakePromise(wanted))
            made |= {fact.promise for fact in receipt.facts if isinstance(fact, PromiseMade)}
            kim.clock.now += 1000
            board = await anext(desk.follow())
            id = chance.choice(list(board.promises))
            verbs: list[v.Verb] = [v.TryPromise(id), v.TakePromise(id, "C09"), v.EndPromise(id)]
            with suppress(Refused):  # a call back is not given up untried, nor handed to whoever has it
                await desk.ask(chance.choice([*verbs, v.EndPromise(id, "broken", "late")]))
        board = await anext(desk.follow())
        ended = ends(store)
        assert made == set(board.promises) | {id for id, state in ended.items() if state != "open"}
        assert {id for id, state in ended.items() if state == "open"} == set(board.promises)
        await kim.do("screen.promises")
        await kim.shows(f"PROMISES WE MADE {len(board.promises)}")
        assert set(kim.app.rooms.promises.listing.keys) == set(board.promises)


def ends(store: Path) -> dict[int, str]:
    """Every promise on record with its state."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as past:
        return dict(past.execute("select id, state from promise"))
