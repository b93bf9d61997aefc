"""Six keymaps, one console: with each of them every command is reached, and nothing that is typed is lost."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from console.commands import COMMANDS, Context
from console.desk import verbs as v
from console.keymap import Keymap, label
from console.keymap_file import keymap_path, load_keymap
from console.press import BEGUN, Press
from tests.console.driver import Seat, keys_for, seat
from tests.console.terminal.byte_sets import routes

pytestmark = pytest.mark.slow

PUBLIC = ("call.send", "call.hold", "incident.dispatch")
"""What others notice at once, by a key made for it."""
FINAL = ("call.end", "call.cutoff", "danger.raise", "desk.leave")
"""What nobody should be able to do with one key by mistake."""
REMARKS = {"call.remarks", "incident.remark"}
"""One key for both: a remark means the same in a form and in a list."""
PRINTABLE = ("ascii", "left", "right")


def named(name: str) -> Keymap:
    return load_keymap(keymap_path(name))


def follow(press: Press, keys: tuple[str, ...], *, typing: bool, context: str) -> list[str]:
    return [press.key(key, typing=typing, context=context) for key in keys]


@pytest.mark.parametrize("place", ["lists", "call"])
async def test_every_command_is_reached_by_its_keys(store: Path, keymap: Keymap, place: Context) -> None:
    """On the board and in the middle of a field, the keys of each command that means something there do just that."""
    async with seat(store, keymap=keymap) as kim:
        if place == "call":
            await kim.do("call.take")
            await kim.type("185 n oak")
        done: list[str] = []

        async def note(id: str, text: str = "") -> None:
            done.append(id)

        kim.app.action_do = note  # type: ignore[method-assign]  # what is reached is noted and not done
        for command in COMMANDS:
            if command.context in ("anywhere", place):
                await kim.press(*keys_for(keymap, command.id, typing=kim.typing))
                assert done[-1] in (REMARKS if command.id in REMARKS else {command.id})
        if place == "call":
            assert kim.field == ("location", "185 n oak", 9)


async def test_a_call_from_ring_to_clear(store: Path, keymap: Keymap) -> None:
    """Taken, placed, named, sent, dispatched, on the way and cleared: the same commands with every keymap."""
    async with seat(store, keymap=keymap) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("theft")
        await kim.do("call.remarks")
        await kim.type("red bicycle; jack saw it")
        await kim.do("call.send")
        await kim.shows("ok  SENT #1 THEFT 185 N OAK ST")
        await kim.do("screen.board")
        await kim.do("incident.dispatch", "incident.dispatch")
        await kim.shows("ok  dispatch")
        crew = kim.app.shift.board.on(1)[0].unit
        for line in (f"e{crew}", f"o{crew}", f"c{crew} rpt"):
            await kim.do("line.command")
            await kim.type(line)
            await kim.press("enter")
            await kim.until(lambda: kim.app.shift.answer.startswith("ok  "), f"{line} is done")
            kim.app.shift.say("")
        await kim.at_rest()
        incident = kim.app.shift.incident(1)
        assert incident is not None
        assert [remark.text for remark in incident.remarks] == ["red bicycle; jack saw it"]
        assert not kim.app.shift.board.on(1)


def test_caps_lock_changes_no_key(keymap: Keymap) -> None:
    """Every way to every command is the same in capitals."""
    for command in COMMANDS:
        for route in routes(keymap, command.id):
            shouted = tuple(key.upper() if len(key) == 1 else key for key in route)
            found = [follow(Press(keymap), keys, typing=False, context=command.context) for keys in (route, shouted)]
            assert found[0] == found[1], route


def test_f2_to_f4_never_send(keymap: Keymap) -> None:
    """The keypad of some terminals fires F2, F3 and F4: nothing that others notice stands there, in any keymap."""
    for id in (*PUBLIC, *FINAL):
        assert not {"f1", "f2", "f3", "f4"} & set(keymap.direct.get(id, ())), id


def test_one_key_alone_ends_nothing(keymap: Keymap) -> None:
    """Ending a call, losing a line, raising the alarm and logging off need two keys, and no letter typed is any."""
    for id in FINAL:
        assert all(len(route) > 1 for route in routes(keymap, id)), id
    for id in (*PUBLIC, *FINAL):
        assert all(len(key) > 1 for key in keymap.direct.get(id, ())), id


def test_what_does_not_arrive_everywhere_has_a_way_that_does(keymap: Keymap) -> None:
    """Whatever stands on F1, F10, F11 or F12 can be had without them."""
    doubtful = {"f1", "f10", "f11", "f12"}
    for command in COMMANDS:
        assert any(not doubtful & set(route) for route in routes(keymap, command.id)), command.id


def test_no_escape_sequence_is_needed_for_the_ascii_keymap() -> None:
    """Every command, and every move in a list but a whole page, is a letter, a sign or one control byte away."""
    keymap = named("ascii")
    bytes_alone = {"enter", "tab", "backspace", "escape", "space"}
    single = {key for key in keymap.same if key.startswith("ctrl+")} | bytes_alone
    counted = {keymap.same[key] for key in single & keymap.same.keys()}
    for command in COMMANDS:
        ways = routes(keymap, command.id)
        assert any(
            all(len(key) == 1 or key.startswith("ctrl+") or key in single | counted for key in way) for way in ways
        ), command.id


@pytest.mark.parametrize("name", PRINTABLE)
async def test_a_leader_that_is_a_sign_eats_no_text(store: Path, name: str) -> None:
    """Typed twice it is the sign; before a key that leads nowhere both are text; pasted it is text."""
    keymap = named(name)
    async with seat(store, keymap=keymap) as kim:
        await kim.do("call.take")
        leader = keymap.leader
        await kim.type(f"a{leader}{leader}b")
        assert kim.field[1] == f"a{leader}b"
        await kim.type(f"{leader}~c")
        assert kim.field[1] == f"a{leader}b{leader}~c"
        await kim.type(f"{leader}G~")
        assert kim.field[1] == f"a{leader}b{leader}~c{leader}G~"
        await kim.paste(f"{leader}s{leader}{leader}")
        assert kim.field[1].endswith(f"~{leader}s{leader}{leader}")
        await kim.type(leader)
        await kim.paste("x")
        assert kim.field[1].endswith(f"{leader}{leader}{leader}x")
        assert kim.app.shift.board.number > 0 and not kim.app.shift.board.assignments


@pytest.mark.parametrize("name", PRINTABLE)
async def test_a_mistyped_sequence_answers_no_question(store: Path, name: str) -> None:
    """Where a letter is an answer, a sequence that leads nowhere says so and answers nothing."""
    keymap = named(name)
    async with seat(store, keymap=keymap) as kim:
        await kim.do("call.take")
        await kim.type("185 n oak st")
        await kim.press("enter")
        await kim.type("dist-v")
        await kim.press("enter")
        await kim.do("call.safety")
        await kim.at_rest()
        number = kim.app.shift.board.number
        await kim.type(f"{keymap.leader}~")
        await kim.type(f"{keymap.leader}gu")
        await kim.shows("That key means nothing here")
        await kim.at_rest()
        assert kim.app.shift.board.number == number


async def test_a_sheet_obeys_the_keys_of_the_keymap(store: Path, keymap: Keymap) -> None:
    """Down, up, open and back of each keymap move in a sheet, choose from it and take it away."""
    async with seat(store, keymap=keymap, size=(80, 40)) as kim:
        await kim.do("menu.open")
        await kim.shows("COMMANDS")
        down, up, choose = (keymap.lists[id][-1].split(" ")[0] for id in ("list.down", "list.up", "list.open"))
        await kim.press(down, up, down, up, choose)
        await kim.shows("L1 TALK")
        await kim.do("call.say")
        await kim.shows("marks it as said")
        await kim.do("screen.back")
        await kim.until(lambda: "marks it as said" not in kim.text, "the sheet is gone")
        assert kim.app.screen.name == "call"


async def test_the_footer_and_the_answers_name_the_keys_in_use(store: Path, keymap: Keymap) -> None:
    """What is shown is what can be pressed: the foot, the notice and the sentences go by the keymap."""
    async with seat(store, keymap=keymap, size=(120, 40)) as kim:
        await kim.do("call.take")
        await kim.shows(f"{keymap.shortest('call.send', typing=True)} SEND")
        await kim.type("185 n oak st/theft")
        await kim.press("enter")
        await kim.do("call.send")
        await kim.shows("ok  SENT")
        await kim.do("incident.dispatch")
        await kim.shows(f"{keymap.shortest('incident.dispatch', typing=True)} sends ")
        await kim.do("screen.board")
        await kim.ask(v.SetPriority(1, 1))
        await kim.later(600)
        await kim.shows(f" {keymap.shortest('alarm.see', typing=True)} Ack")


async def vim_call(kim: Seat) -> None:
    await kim.do("call.take")
    await kim.type("185 n oak")


@pytest.mark.parametrize("leaving", [("escape",), ("ctrl+g",), ("j", "k")])
async def test_vim_leaves_typing_and_goes_on_with_it(store: Path, leaving: tuple[str, ...]) -> None:
    """Esc, Ctrl+G or JK stops typing, letters then type nothing, and I goes on where the cursor was."""
    async with seat(store, keymap=named("vim")) as kim:
        await vim_call(kim)
        await kim.shows(" TYPE")
        await kim.press(*leaving)
        await kim.shows(" KEYS")
        await kim.type("xqw")
        assert kim.field == ("location", "185 n oak", 9)
        await kim.press("i")
        await kim.shows(" TYPE")
        await kim.type(" st")
        assert kim.field == ("location", "185 n oak st", 12)


async def test_vim_letters_that_are_not_the_way_out_are_typed(store: Path) -> None:
    """A J is a J: before another letter, before Enter, and when nothing follows it."""
    async with seat(store, keymap=named("vim")) as kim:
        await kim.do("call.take")
        await kim.type("jack joj")
        await kim.until(lambda: kim.field[1] == "jack joj", "the last J stands there by itself")
        await kim.type("Jj")
        await kim.press("left")
        assert kim.field == ("location", "jack jojJj", 9)


async def test_a_leader_is_named_and_can_be_taken_back(store: Path, keymap: Keymap) -> None:
    """After the leader the notice names it; the way back takes it away again, and nothing is said of a wrong key."""
    async with seat(store, keymap=keymap) as kim:
        await kim.press(keymap.leader)
        await kim.shows(f"{label(keymap.leader)} ...  ({label(keymap.leader)} again shows every command)")
        await kim.press(keymap.direct["screen.back"][0])
        await kim.until(lambda: "again shows every command" not in kim.text, "nothing is begun any more")
        assert "means nothing here" not in kim.text


async def test_vim_commands_that_go_to_a_field_type_there(store: Path) -> None:
    """After Space L one types the place; after a command that stays where it is letters go on being commands."""
    async with seat(store, keymap=named("vim")) as kim:
        await vim_call(kim)
        await kim.press("escape", "space", "l")
        await kim.shows(" TYPE")
        await kim.type(" st")
        assert kim.field[1].endswith(" st")
        await kim.press("escape", "a")
        await kim.type("a dog")
        assert kim.field[:2] == ("remark", "a dog")
        await kim.press("escape", "z")
        await kim.shows(" KEYS")


async def test_legacy_f4_twice_goes_to_the_remarks(store: Path) -> None:
    """F4 shows the phrases, F4 again is the remarks; F3 and F12 go back."""
    async with seat(store, keymap=named("legacy")) as kim:
        await kim.do("call.take")
        await kim.press("f4")
        await kim.shows("marks it as said")
        await kim.press("f4")
        await kim.until(lambda: kim.field[0] == "remark" and "marks it as said" not in kim.text, "the remarks")
        await kim.press("f9")
        await kim.press("f3")
        assert kim.field[0] == "remark"


@pytest.mark.parametrize("context", get_args(Context))
def test_a_key_leads_to_one_command(keymap: Keymap, context: Context) -> None:
    """From the leader each sequence leads to the command that the file names, with nothing done on the way."""
    for command in COMMANDS:
        if command.context not in ("anywhere", context):
            continue
        for keys in keymap.letters.get(command.id, ()):
            found = follow(Press(keymap), (keymap.leader, *keys.split(" ")), typing=False, context=context)
            assert found[-1] in {command.id} | (
                {"call.remarks", "incident.remark"} if "remark" in command.id else set()
            )
            assert set(found[:-1]) == {BEGUN}
