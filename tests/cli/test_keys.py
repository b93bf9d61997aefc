"""`firstline keys`: what the keys are, whether a file of them is good, and whose they are."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.__main__ import main
from console.cli.chosen_keys import keymap_in_use, offer
from console.cli.places import default_centre, terminals_file
from console.commands import COMMANDS
from console.desk.centre_keys import CentreKeys, centre_keys
from console.keymap import FOLDER, NAMES
from console.keymap_file import keymap_path, load_keymap
from console.terminal.preference import Preference, read_preference
from tests.console.terminal.real_terminal import ROOT


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "putty")


def keys(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["keys", "--name", "KIM", *words])
    return int(left.value.code or 0)


def locked(folder: Path, said: str) -> Path:
    text = (default_centre() / "centre.toml").read_text("utf-8")
    (folder / "centre.toml").write_text(f"{said}\n{text}", "utf-8")
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_every_command_stands_in_the_table_with_a_key(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each keymap's table has a row for every command, with a way to it."""
    assert keys("--keymap", name, "--json") == 0
    rows = json.loads(capsys.readouterr().out)["commands"]
    assert [row["id"] for row in rows] == [command.id for command in COMMANDS]
    assert all(row["anywhere"] or row["alone"] for row in rows)


def test_the_keymaps_are_told_in_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """--list names all that ship."""
    assert keys("--list") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(NAMES)
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(NAMES)


def test_a_file_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A good file is called good, with 0; a bad one has all its faults told, with 1."""
    assert keys("--check", str(FOLDER / "vim.toml")) == 0
    assert "vim.toml: vim:" in capsys.readouterr().out
    bad = tmp_path / "bad.toml"
    bad.write_text('leader = "f12"\n[direct]\n"call.sent" = ["f5"]\n', "utf-8")
    assert keys("--check", str(bad)) == 1
    assert len(capsys.readouterr().err.splitlines()) > 3


def test_a_choice_is_kept_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    """After --choose the person has that keymap on that kind of terminal, and nobody else."""
    assert keys("--choose", "left") == 0
    assert "Kept for KIM on putty" in capsys.readouterr().out
    chosen = read_preference(terminals_file(), "KIM", "putty")
    assert chosen == Preference("left")
    assert keymap_in_use("", CentreKeys(), chosen)[0].name == "left"
    assert keys() == 0
    assert capsys.readouterr().out.startswith("left: ")
    assert keys("--choose", "nosuch") == 1
    assert read_preference(terminals_file(), "KIM", "putty") == chosen


def test_a_choice_that_cannot_be_kept_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the folder is in the way of a file, a sentence names it."""
    (tmp_path / "config").write_text("in the way")
    assert keys("--choose", "left") == 0
    assert "could not be kept in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "centre", "own", "used", "said"),
    [
        ("", CentreKeys(), "", "default", ""),
        ("vim", CentreKeys("legacy"), "left", "vim", ""),
        ("", CentreKeys("legacy"), "left", "left", ""),
        ("", CentreKeys("legacy"), "", "legacy", ""),
        ("", CentreKeys("legacy", locked=True), "left", "legacy", ""),
        ("legacy", CentreKeys("legacy", locked=True), "", "legacy", ""),
        ("vim", CentreKeys("legacy", locked=True), "", "legacy", "keys of legacy for everybody; vim is not used"),
        ("nosuch", CentreKeys(), "", "default", "The default keys are on: nosuch.toml: cannot be read"),
    ],
)
def test_whose_keys_are_used(asked: str, centre: CentreKeys, own: str, used: str, said: str) -> None:
    """Asked for, then one's own, then the centre's; a lock beats all, and what is not done as asked is said."""
    keymap, sentence = keymap_in_use(asked, centre, Preference(own))
    assert keymap.name == used
    assert said in sentence and bool(said) == bool(sentence)


def test_a_file_with_many_faults_is_told_in_one_sentence(tmp_path: Path) -> None:
    """The notice has two lines: it has the first fault, and the command that says all of them."""
    file = tmp_path / "ours.toml"
    file.write_text(
        (FOLDER / "vim.toml").read_text().replace('["f5"]', '["f2"]').replace('"call.hold"', '"call.hoold"')
    )
    _, sentence = keymap_in_use(str(file), CentreKeys(), Preference())
    assert sentence.startswith("The default keys are on: ours.toml: call.hoold is no command")
    assert sentence.endswith(f"; firstline keys --check {file}  says all 4")


def test_a_centre_names_its_keys(tmp_path: Path) -> None:
    """`keymap` and `lock_keymap` of centre.toml are read; a file stands beside centre.toml."""
    assert centre_keys(default_centre()) == CentreKeys()
    assert centre_keys(locked(tmp_path, 'keymap = "legacy"\nlock_keymap = true')) == CentreKeys("legacy", locked=True)
    assert centre_keys(locked(tmp_path, 'keymap = "ours.toml"')) == CentreKeys(str(tmp_path / "ours.toml"))
    assert centre_keys(locked(tmp_path, "lock_keymap = true")) == CentreKeys()
    assert centre_keys(tmp_path / "nowhere") == CentreKeys()


@pytest.mark.parametrize(("keymap", "status"), [("legacy", 0), ("lega", 1), ("ours.toml", 1)])
def test_a_centre_whose_keymap_is_not_there_is_not_good(
    tmp_path: Path, keymap: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """`firstline check-centre` says so, with the line of centre.toml that names it."""
    folder = tmp_path / "centre"
    shutil.copytree(default_centre(), folder)
    locked(folder, f'keymap = "{keymap}"\nlock_keymap = true')
    with pytest.raises(SystemExit) as left:
        main(["check-centre", str(folder)])
    assert left.value.code == status
    assert ("centre.toml: keymap:" in capsys.readouterr().err) == bool(status)


def test_choosing_under_a_lock_says_what_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The choice is kept for other centres, and the sentence says which keys are on here."""
    folder = locked(tmp_path, 'keymap = "legacy"\nlock_keymap = true')
    assert keys("--choose", "left", "--centre", str(folder)) == 0
    assert "keys of legacy for everybody" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("term", "known", "offered"),
    [("xterm-256color", None, False), ("wyse60", None, True), ("wyse60", Preference(), False)],
)
def test_the_self_test_is_offered_where_nobody_has_tried(term: str, known: Preference | None, offered: bool) -> None:
    """One sentence on a kind of terminal that is new, and never again once it was tried."""
    assert bool(offer(term, known)) == offered


def test_the_readme_has_the_tables_as_they_are() -> None:
    """The key tables of the README are what the commands and the keymaps say now."""
    done = subprocess.run([sys.executable, "docs/keys.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_keys_need_no_textual() -> None:
    """The table is printed without loading what draws screens."""
    code = "import sys; import console.cli.keys, console.cli.run; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_a_shipped_keymap_is_named_and_any_other_is_a_path() -> None:
    """`vim` is keymaps/vim.toml; what ends in .toml is where it says."""
    assert keymap_path("vim") == FOLDER / "vim.toml"
    assert keymap_path("/x/mine.toml") == Path("/x/mine.toml")
    assert load_keymap(keymap_path("vim")).leave
