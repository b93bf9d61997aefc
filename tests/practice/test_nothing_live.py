"""Practice and live cannot meet: whatever stands in the environment and whatever keys are pressed."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest

from console.cli.arguments import parse
from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from db.store import open_reader
from tests.console.real_console import sent_for
from tests.practice.playing import milltown
from tests.practice.real_practice import RealPractice

KEYS = 1000
AT_ONCE = 25
"""How many keys are sent before the screen is looked at again."""


async def dump(url: str) -> list[str]:
    """All entries of a log, hashes included."""
    reader = await open_reader(url)
    try:
        return [repr(entry) async for page in reader.stream(0) for entry in page]
    finally:
        await reader.close()


def random_keys(chance: Random) -> list[str]:
    """Keys that somebody who knows nothing might press: commands, letters, digits, Enter."""
    keymap = load_keymap(FOLDER / "default.toml")
    led = [f"ctrl+o {keys}" for sequences in keymap.letters.values() for keys in sequences]
    direct = [key for keys in keymap.direct.values() for key in keys if key != "escape"]
    plain = [*"abcdefghijklmnopqrstuvwxyz0123456789 ./-?", "enter", "enter", "tab", "up", "down"]
    keys: list[str] = []
    while len(keys) < KEYS:
        keys += chance.choice([chance.choice(plain), chance.choice(direct), chance.choice(led)]).split(" ") or [" "]
    return [key or " " for key in keys[:KEYS]]


@pytest.mark.slow
async def test_a_thousand_random_keys_leave_a_live_log_as_it_is(tmp_path: Path) -> None:
    """With a live desk open beside it and named everywhere, practice writes nothing to it."""
    data = tmp_path / "data" / "firstline"
    data.mkdir(parents=True)
    url = f"sqlite:///{quote(str(data / 'calls.db'))}"
    desk = await LocalDesk.open(url, milltown(), position="C04", who="KIM")
    try:
        await desk.ask(v.TakeCall())
        before = await dump(url)
        names = ("FIRSTLINE_STORE", "FIRSTLINE_URL", "FIRSTLINE_DESK", "FIRSTLINE_SOCKET", "DATABASE_URL", "STORE")
        environ = dict.fromkeys(names, url) | {"XDG_DATA_HOME": str(tmp_path / "data"), "TMPDIR": str(tmp_path)}
        press(tmp_path, environ, random_keys(Random(20261129)))
        assert await dump(url) == before
        await desk.ask(v.EndCall(1))
        assert len(await dump(url)) == len(before) + 1
    finally:
        await desk.close()
    assert not list(tmp_path.glob("firstline-practice-*")), "a practice store was left behind"


def press(home: Path, environ: dict[str, str], keys: list[str]) -> None:
    """Send all keys; where they have left practice, it is opened again for the rest."""
    left = list(keys)
    while left:
        with RealPractice(home, "--seed=1", environ=environ) as program:
            program.until(lambda: "PRACTICE - NOT REAL" in "\n".join(program.lines()), "the practice screen")
            while left and program.child.poll() is None:
                part, left = left[:AT_ONCE], left[AT_ONCE:]
                program.type("".join(map(sent_for, part)))
                program.read(0.05)
            program.end()


def test_practice_takes_no_store() -> None:
    """No option of practice names a store, a desk or a socket, and none may be added by accident."""
    for command in ("practice", "challenge", "scenario play x"):
        options = vars(parse(command.split()))
        assert not [name for name in options if re.search("store|url|desk|socket", name)], command


def test_the_store_of_practice_is_in_a_folder_of_its_own() -> None:
    """The only address of a store in what opens practice is made from its own temporary folder."""
    root = Path(__file__).parents[2] / "console"
    files = [
        root / "cli" / "practice.py",
        *(root / "cli" / "practising").glob("*.py"),
        *(root / "practice").glob("*.py"),
    ]
    said = [line.strip() for file in files for line in file.read_text("utf-8").splitlines() if "sqlite:" in line]
    assert said == ["url = f\"sqlite:///{Path(self._folder.name) / 'practice.db'}\""]
