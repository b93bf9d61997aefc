"""The self-test of a terminal chooses keys, signs and colours that work there, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.terminal.preference import Preference, read_preference, write_preference
from console.terminal.selftest import SETTLE_MS, STEPS, SelfTest
from tests.console.driver import seat

GOOD = ("f2", "f5", "f9", "ctrl+j", "ctrl+g", "\u00e9", "y", "y")


def tried(*keys: str, apart: int = 1000) -> SelfTest:
    test = SelfTest()
    for number, key in enumerate(keys):
        test.key(key, 10_000 + number * apart)
    return test


def test_a_good_terminal_keeps_the_default_keys() -> None:
    """When all is well nothing special is chosen, and it takes one key a step."""
    test = tried(*GOOD)
    assert test.step is None
    assert test.preference(Preference()) == Preference("default")
    assert "all is well" in test.summary


@pytest.mark.parametrize(
    ("at", "key", "chosen"),
    [
        (0, "n", Preference("ascii")),
        (1, "O", Preference("ascii")),
        (2, "[", Preference("ascii")),
        (3, "M", Preference("default")),
        (5, "n", Preference("default", ascii=True)),
        (6, "n", Preference("default", colours="standard")),
        (7, "n", Preference("default")),
    ],
)
def test_what_fails_changes_what_depends_on_it(at: int, key: str, chosen: Preference) -> None:
    """A lost F-key gives keys without sequences, a letter in two gives plain signs, equal colours give sixteen."""
    test = tried(*GOOD[:at], key, *GOOD[at + 1 :])
    assert test.preference(Preference()) == chosen
    assert STEPS[at].name in test.summary


def test_skipping_changes_nothing() -> None:
    """Whoever skips all steps keeps what they had."""
    had = Preference("vim", ascii=True, colours="256", theme="night")
    assert tried(*[" "] * len(STEPS)).preference(had) == had
    assert tried("q").preference(had) == had


def test_leaving_in_the_middle_keeps_what_was_not_tried() -> None:
    """Only what was tried is judged."""
    had = Preference("vim", ascii=True, colours="256")
    assert tried("f2", "n", "q").preference(had) == Preference("ascii", ascii=True, colours="256")
    assert tried("f2", "f5", "q").preference(had) == had


def test_one_who_had_the_safe_keys_gets_the_others_back_where_they_arrive() -> None:
    """A terminal that was mended needs no safe set any more."""
    assert tried(*GOOD).preference(Preference("ascii")) == Preference("default")


def test_a_key_that_comes_in_pieces_fails_one_step_only() -> None:
    """The letters of one split F-key are not taken for answers to the next questions."""
    test = tried("f2", "[", "1", "5", "~", apart=SETTLE_MS // 10)
    assert list(test.found) == ["F2", "F5"]


def test_a_preference_is_kept_per_person_and_terminal(tmp_path: Path) -> None:
    """What Kim chose for PuTTY is neither Lee's nor that of Kim's other terminal; the file is its owner's alone."""
    file = tmp_path / "new" / "terminals.json"
    write_preference(file, "KIM", "putty", Preference("ascii"))
    write_preference(file, "LEE", "putty", Preference("left", theme="night"))
    assert read_preference(file, "KIM", "putty") == Preference("ascii")
    assert read_preference(file, "LEE", "putty") == Preference("left", theme="night")
    assert read_preference(file, "KIM", "xterm") is None
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["terminals.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"KIM@putty": 3}', '{"KIM@putty": {"ascii": "no"}}', "\udcff"])
def test_a_file_that_is_not_ours_chooses_nothing(tmp_path: Path, text: str) -> None:
    """Whatever stands in the file, the console starts with its own keys."""
    file = tmp_path / "terminals.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_preference(file, "KIM", "putty") is None


@pytest.mark.slow
async def test_the_test_runs_in_the_console(store: Path) -> None:
    """`selftest` on the command line asks for one thing after another, keeps what it found, and goes back."""
    async with seat(store) as kim:
        kept: list[Preference] = []

        def remember(preference: Preference) -> str:
            kept.append(preference)
            return "Kept."

        kim.app.shift.remember = remember
        await kim.do("line.command")
        await kim.type("selftest")
        await kim.press("enter")
        await kim.shows("SELF-TEST", "1 of 8")
        await kim.press("f2", "f5")
        await kim.type("x")
        await kim.shows("F5             ok", "F9             came as x", "4 of 8")
        kim.clock.now += SETTLE_MS
        await kim.press("enter", "ctrl+g")
        await kim.type("\u00e9yy")
        await kim.shows("Kept.", "F9 came as x")
        assert kept == [Preference("ascii")]
        await kim.press("x")
        await kim.shows("PENDING")
        assert kim.app.screen.name == "board" and not kim.app.shift.board.calls
