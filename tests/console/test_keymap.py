"""A keymap says which key means what; what is wrong with one is said before the first call, in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from console.commands import BY_ID, COMMANDS
from console.keymap import FOLDER, Keymap, label
from console.keymap_file import SAFE, KeymapFault, check, load_keymap
from console.press import Press

DEFAULT = load_keymap(FOLDER / "default.toml")
HARMFUL = ("call.send", "call.hold", "incident.dispatch")
"""What others see at once: these stand on F5 to F7 and never where a hand looks for help."""


def with_direct(**keys: tuple[str, ...]) -> Keymap:
    return replace(DEFAULT, direct={**DEFAULT.direct, **{id.replace("_", "."): k for id, k in keys.items()}})


def with_letters(**keys: tuple[str, ...]) -> Keymap:
    return replace(DEFAULT, letters={**DEFAULT.letters, **{id.replace("_", "."): k for id, k in keys.items()}})


def with_lists(**keys: tuple[str, ...]) -> Keymap:
    return replace(DEFAULT, lists={**DEFAULT.lists, **{id.replace("_", "."): k for id, k in keys.items()}})


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_keymap_that_ships_is_clean(path: Path) -> None:
    """Nothing is wrong with it, and every command has a key."""
    assert list(check(load_keymap(path))) == []


def test_every_key_of_the_default_arrives_through_every_terminal() -> None:
    """Rule 1: direct, leader, letter and list keys are plain characters or safe ones."""
    sequences = [s for table in (DEFAULT.letters, DEFAULT.lists) for keys in table.values() for s in keys]
    for key in (DEFAULT.leader, *(key for keys in DEFAULT.direct.values() for key in keys)):
        assert key in SAFE
    assert all(len(key) == 1 or key in SAFE for sequence in sequences for key in sequence.split(" "))


@pytest.mark.parametrize("context", ["anywhere", "call", "lists"])
def test_a_key_means_one_command_in_a_context(context: str) -> None:
    """Rule 3: from the leader or bare, each sequence leads to the one command that the file names."""
    for id, sequences in DEFAULT.letters.items():
        if BY_ID[id].context not in ("anywhere", context):
            continue
        for sequence in sequences:
            press = Press(DEFAULT)
            press.key(DEFAULT.leader, typing=True, context=context)
            reached = [press.key(key, typing=True, context=context) for key in sequence.split(" ")]
            allowed = {id} | (
                {"incident.remark", "call.remarks"} if id in ("incident.remark", "call.remarks") else set()
            )
            assert reached[-1] in allowed
            assert set(reached[:-1]) <= {"..."}


def test_case_does_not_matter() -> None:
    """Rule 4: with Caps Lock on every letter means what it meant."""
    for typed in ("z", "Z"):
        assert Press(DEFAULT).key(typed, typing=False, context="lists") == "desk.undo"


def test_f2_to_f4_are_harmless_and_sending_is_on_f5_to_f7() -> None:
    """Rule 5: no key that others notice stands among those that are pressed for help."""
    for id in HARMFUL:
        assert set(DEFAULT.direct[id]) <= {"f5", "f6", "f7"}
    others = {key for id, keys in DEFAULT.direct.items() if id not in HARMFUL for key in keys}
    assert {"f2", "f3", "f4"} <= others
    assert not others & {"f5", "f6", "f7"}


def test_a_keymap_is_data(tmp_path: Path) -> None:
    """Rule 8: another file gives other keys, with no word of code."""
    text = (FOLDER / "default.toml").read_text("utf-8").replace('"desk.undo" = ["z"]', '"desk.undo" = ["["]')
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('name = "default"', 'name = "mine"'), "utf-8")
    mine = load_keymap(path)
    assert mine.name == "mine"
    assert Press(mine).key("[", typing=False, context="lists") == "desk.undo"


@pytest.mark.parametrize(
    ("keymap", "problem"),
    [
        (with_direct(call_sent=("f5",)), "call.sent is no command; did you mean call.send?"),
        (with_direct(qqqqqqqqq=("f5",)), "qqqqqqqqq is no command; `firstline keys` lists them"),
        (with_letters(desk_undoo=("x",)), "desk.undoo is no command; did you mean desk.undo?"),
        (
            replace(DEFAULT, leader="ctrl+q"),
            "the leader ctrl+q does not arrive through every terminal; ctrl+o does",
        ),
        (replace(DEFAULT, leader="space"), "the leader space is needed while you type; ctrl+o is free"),
        (replace(DEFAULT, leader="tab"), "the leader tab is needed while you type; ctrl+o is free"),
        (
            with_direct(call_send=("s",)),
            "call.send: s would be typed into a field; direct keys are F2 to F9 or Ctrl+G, J, L",
        ),
        (
            with_direct(call_send=("space",)),
            "call.send: space would be typed into a field; direct keys are F2 to F9 or Ctrl+G, J, L",
        ),
        (with_direct(call_send=("home",)), "call.send: a text box keeps home for itself; choose another direct key"),
        (
            with_direct(call_send=("ctrl+s",)),
            "call.send: ctrl+s does not arrive through every terminal; choose F2 to F9, Ctrl+G, Ctrl+J or Ctrl+L",
        ),
        (
            with_letters(desk_undo=("alt+z",)),
            "desk.undo: alt+z does not arrive through every terminal; choose a plain character",
        ),
        (
            with_lists(list_down=("f12",)),
            "list.down: f12 does not arrive through every terminal; choose a plain character",
        ),
        (
            with_letters(desk_undo=("Z",)),
            "desk.undo: Z is a capital; Caps Lock makes all keys capitals, so write z",
        ),
        (with_direct(call_send=("f2",)), "f2 is given to call.take and to call.send; one of them needs another key"),
        (
            with_direct(call_send=("ctrl+o",)),
            "ctrl+o is given to the leader and to call.send; one of them needs another key",
        ),
        (with_letters(desk_undo=("s",)), "s is given to call.send and to desk.undo; one of them needs another key"),
        (with_letters(desk_undo=("g",)), "g is given to desk.undo and begins "),
        (with_lists(list_down=("f5",)), "f5 is given to call.send and to list.down; one of them needs another key"),
        (with_lists(list_down=("z",)), "z is given to desk.undo and to list.down; one of them needs another key"),
        (
            replace(DEFAULT, letters={id: keys for id, keys in DEFAULT.letters.items() if id != "desk.undo"}),
            "desk.undo has no key; give it one under [letters]",
        ),
    ],
)
def test_every_problem_is_a_sentence_with_its_remedy(keymap: Keymap, problem: str) -> None:
    """The sentence names the command or the key and what to do."""
    assert any(found.startswith(problem) for found in check(keymap)), list(check(keymap))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    """Somebody who mends a file sees everything, each sentence with the file's name."""
    path = tmp_path / "mine.toml"
    path.write_text('leader = "f12"\n[direct]\n"call.send" = ["x"]\n"call.sent" = ["f5"]\n', "utf-8")
    with pytest.raises(KeymapFault) as fault:
        load_keymap(path)
    assert len(fault.value.problems) > 3
    assert all(problem.startswith("mine.toml: ") for problem in fault.value.problems)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("leader = ", "mine.toml: is not TOML"),
        ("[direct]\n", "mine.toml: needs a leader and tables"),
        ('leader = "ctrl+o"\n[direct]\n"call.send" = "f5"\n', "mine.toml: needs a leader and tables"),
        ('leader = "ctrl+o"\n[direct]\n"call.send" = [5]\n', "mine.toml: needs a leader and tables"),
        ('leader = "ctrl+o"\ndirect = 3\n', "mine.toml: needs a leader and tables"),
    ],
)
def test_a_file_that_is_no_keymap_is_said(tmp_path: Path, text: str, part: str) -> None:
    """Whatever is in the file, the fault is a sentence about it."""
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(KeymapFault, match=part):
        load_keymap(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """With its name and what to check."""
    with pytest.raises(KeymapFault, match=r"none\.toml: cannot be read .*; check its name and its rights"):
        load_keymap(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("keys", "typing", "context", "found"),
    [
        (["f5"], True, "call", ["call.send"]),
        (["s"], True, "call", [""]),
        (["s"], False, "lists", ["call.send"]),
        (["ctrl+o", "s"], True, "call", ["...", "call.send"]),
        (["ctrl+o", "ctrl+o"], True, "call", ["...", "menu.open"]),
        (["ctrl+o", "escape"], True, "call", ["...", "dropped"]),
        (["ctrl+o", "g", "1"], True, "call", ["...", "...", "screen.call"]),
        (["ctrl+o", "g", "9", "s"], True, "call", ["...", "...", "?", ""]),
        (["g", "2"], False, "lists", ["...", "screen.board"]),
        (["ctrl+o", "r"], True, "call", ["...", "call.remarks"]),
        (["r"], False, "lists", ["incident.remark"]),
        (["down"], False, "lists", ["list.down"]),
        (["down"], True, "call", [""]),
        (["f12"], False, "lists", [""]),
    ],
)
def test_keys_are_followed_one_by_one(keys: list[str], typing: bool, context: str, found: list[str]) -> None:
    """A direct key works while typing, a letter after the leader or in a list, and a wrong sequence ends there."""
    press = Press(DEFAULT)
    assert [press.key(key, typing=typing, context=context) for key in keys] == found


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("f5", "F5"),
        ("ctrl+o", "^O"),
        ("g 1", "G 1"),
        ("escape", "Esc"),
        ("pagedown", "PgDn"),
        ("tab", "Tab"),
        (";", ";"),
    ],
)
def test_keys_as_people_write_them(keys: str, written: str) -> None:
    """Footers, help and menus say keys the same way."""
    assert label(keys) == written


def test_the_ways_to_a_command_are_told_shortest_first() -> None:
    """Direct keys before sequences; every command has at least one but the menu, which the leader opens."""
    assert DEFAULT.keys_of("call.send") == ("F5", "^O S")
    assert all(DEFAULT.keys_of(command.id) for command in COMMANDS if command.id != "menu.open")
