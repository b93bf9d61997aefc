"""The dispatcher's screen: recommend, send, report, close, and a cursor that stays on its row."""

from __future__ import annotations

from pathlib import Path

from console.desk import verbs as v
from console.keymap import Keymap
from console.rules.facts import PlaceSet
from console.widgets.queue import Queue
from tests.console.driver import Seat, seat


async def waiting(kim: Seat, *types: str) -> None:
    """Incidents in the queue, one of each type, at numbers of Oak Street."""
    places = ["185 N OAK ST", "367 N OAK ST", "500 N OAK ST", "559 N OAK ST", "844 N OAK ST"]
    first = kim.app.shift.board.next_incident
    for number, code in enumerate(types, first):
        matches = (await kim.app.shift.enquiries.read_place(places[number % 5])).exact
        place = next(match.place for match in matches if match.place.town == "Milltown")
        spot = PlaceSet(number, place.text, place.town, place.zone, place.lat, place.lon)
        await kim.ask(v.OpenIncident(), v.SetPlace(spot), v.SetType(number, code), v.Send(number))
    await kim.until(lambda: len(kim.app.shift.sight.pending) >= len(types), "incidents in the queue")


def queue(kim: Seat) -> Queue:
    """The pending queue."""
    return kim.app.board_screen.query_one(Queue)


async def test_twice_the_dispatch_key_sends_what_was_recommended(store: Path, keymap: Keymap) -> None:
    """The first press shows whom and why, the second sends them; the row says who is on it."""
    async with seat(store, keymap=keymap) as kim:
        await waiting(kim, "DIST-V")
        await kim.do("incident.dispatch")
        await kim.shows("sends", "to #1: nearest patrol car")
        assert not kim.app.shift.board.on(1)
        await kim.do("incident.dispatch")
        await kim.shows("ok  dispatch", "ACTIVE 1", "DP no ack", "ROLL 0/40")
        assert kim.app.shift.board.on(1)


async def test_any_other_key_leaves_a_dispatch_unsent(store: Path) -> None:
    """After the first press another key disarms it: the next press only shows again."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V", "THEFT")
        for other in ("down", "x", "f8", "escape"):
            await kim.do("incident.dispatch")
            await kim.press(other)
            await kim.do("incident.dispatch")
            await kim.at_rest()
            assert not kim.app.shift.board.assignments, f"sent after {other}"
            await kim.press("escape")


async def test_an_armed_dispatch_is_not_sent_to_another_incident(store: Path) -> None:
    """When the queue reorders under the cursor between the two presses, nobody is sent elsewhere."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await kim.do("incident.dispatch")
        armed = kim.app.shift.armed
        assert armed is not None
        await waiting(kim, "DIST-P")
        await kim.do("incident.dispatch")
        await kim.shows("ok  dispatch")
        assert [job.incident for job in kim.app.shift.board.assignments.values()] == [armed.incident] * len(armed.units)


async def test_from_dispatch_to_closed_on_the_command_line(store: Path) -> None:
    """e, o and c with a disposition take a unit through its stages and close the incident when the last one clears."""
    async with seat(store) as kim:
        await waiting(kim, "THEFT")
        await kim.do("line.command")
        await kim.type("d12 #1")
        await kim.shows("= dispatch 12 to #1 THEFT")
        await kim.press("enter")
        await kim.shows("ok  dispatch 12")
        for line, said in (("e12", "12 en route"), ("o12", "12 on scene"), ("c12 rpt", "clear 12 with RPT")):
            await kim.do("line.command")
            await kim.type(line)
            await kim.shows(f"= {said}")
            await kim.press("enter")
            await kim.shows(f"ok  {said}")
        await kim.shows("PENDING 0  ACTIVE 0", "UNITS 22/22 AV")
        assert not kim.app.shift.board.incidents


async def test_the_cursor_stays_on_its_incident(store: Path) -> None:
    """Worse calls that come in move rows, never the cursor off the incident it is on."""
    async with seat(store) as kim:
        await waiting(kim, "PARK", "THEFT")
        await kim.press("down")
        chosen = queue(kim).at
        await waiting(kim, "DIST-P", "MED-U")
        await kim.later(60)
        assert queue(kim).at == chosen
        await kim.shows(">")
        cursor = [line for line in kim.lines[3:8] if line.startswith(">")]
        assert len(cursor) == 1 and str(kim.app.shift.board.incidents[chosen or 0].short) in cursor[0][:4]


async def test_rows_hold_still_while_one_moves_and_sort_again_later(store: Path) -> None:
    """Rows keep their order for ten seconds after a key in the list, then go by lateness; O goes to the worst."""
    async with seat(store) as kim:
        await waiting(kim, "PARK")
        await kim.press("down")
        await waiting(kim, "DIST-P")
        await kim.until(lambda: queue(kim).keys == (1, 2), "the new row last")
        await kim.later(11)
        assert queue(kim).keys == (2, 1)
        await kim.do("incident.oldest")
        assert queue(kim).at == 2


async def test_a_row_opens_the_form_and_back_is_the_board(store: Path) -> None:
    """Enter on a row shows that incident's form; the board's key goes back, with the cursor on the same row."""
    async with seat(store) as kim:
        await waiting(kim, "PARK", "THEFT")
        await kim.press("end")
        await kim.do("list.open")
        await kim.shows("CALL 26-", "LOCATION")
        opened = kim.app.intake.form.incident
        await kim.do("screen.board")
        await kim.shows("PENDING 2")
        assert queue(kim).at == opened


async def test_undo_takes_a_dispatch_back(store: Path) -> None:
    """Z within ten seconds takes the units off again; after that it says why not."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        await kim.do("incident.dispatch", "incident.dispatch")
        await kim.shows("ok  dispatch")
        await kim.do("desk.undo")
        await kim.shows("taken back", "UNITS 22/22 AV")
        await kim.do("incident.dispatch", "incident.dispatch")
        await kim.shows("ok  dispatch")
        await kim.later(11)
        await kim.do("desk.undo")
        await kim.shows("more than 10 seconds old")


async def test_an_alarm_is_seen_once_and_its_clock_runs_on(store: Path) -> None:
    """A late priority 1 raises an alarm with the key that answers it; F8 takes the line away, not the lateness."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-P")
        await kim.later(300)
        await kim.shows("ALARM 1", "!! #1 DIST-P", "F8 Ack", "!! +")
        await kim.do("alarm.see")
        await kim.shows("ok  seen", "ALARM 0", "!! +")


async def test_a_long_type_stands_apart_from_its_place(store: Path) -> None:
    """The longest code does not run into the number of the house beside it."""
    for size in ((60, 20), (80, 24), (120, 40)):
        async with seat(store.with_name(f"{size[0]}.db"), size=size) as kim:
            await waiting(kim, "NOISE-BARK")
            await kim.shows("NOISE-BARK 367 N OAK")


async def test_what_was_never_sent_is_opened_by_its_number_and_sent(store: Path) -> None:
    """A call that ended before it was sent is in no queue: its number leads to its form, and from there it is sent."""
    async with seat(store) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.do("call.end", "screen.board", "line.command")
        await kim.type("#1")
        await kim.press("enter")
        await kim.shows("CALL 26-0001", "185 N OAK ST")
        await kim.do("call.type")
        await kim.type("theft")
        await kim.do("call.send")
        await kim.shows("ok  SENT #1 THEFT 185 N OAK ST")


async def test_a_dispatch_left_unsent_no_longer_says_that_the_next_press_sends_it(store: Path) -> None:
    """Once another key has left it unsent, the line that says whom the key sends is gone as well."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V", "THEFT")
        await kim.do("incident.dispatch")
        await kim.shows("sends 17 12 to #1")
        await kim.do("list.down")
        assert "to #1" not in kim.text


async def test_what_is_entered_between_the_presses_leaves_a_dispatch_unsent(store: Path) -> None:
    """Keys that a field takes for itself, as Enter and Tab, are other keys too: a new type needs a new look."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        await kim.do("list.open", "call.type")
        for other in ("enter", "tab"):
            await kim.do("incident.dispatch")
            await kim.shows("sends 17 12 to #1")
            await kim.press(other)
            await kim.do("incident.dispatch")
            assert not kim.app.shift.board.assignments, f"sent after {other}"
            await kim.press("x")


async def test_how_long_a_unit_has_not_acknowledged_is_never_cut_off(store: Path) -> None:
    """Past ten minutes the seconds go, so that 11:48 is not read as 11:4."""
    async with seat(store) as kim:
        await waiting(kim, "DIST-V")
        await kim.ask(v.Dispatch(("12",), 1))
        await kim.later(20 + 11 * 60 + 48)
        await kim.shows("NO ACK +11m ")


async def test_a_long_answer_is_told_to_its_end(store: Path) -> None:
    """What does not fit into one row of the answer line goes on in a second one, no word of it cut."""
    async with seat(store) as kim:
        await kim.do("line.command")
        await kim.type("d ?")
        await kim.press("enter")
        await kim.shows("AC1 or TOW1")
