"""What is well and what is not, by the real command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from console.desk.local import LocalDesk
from console.rules.centre import Centre, Standard

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def found(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str, str]]:
    lines = (line.split(maxsplit=2) for line in done.stdout.splitlines())
    return {what: (mark, says) for mark, what, says in lines}


def test_where_all_is_well_it_exits_with_0(firstline: Command, url: str) -> None:
    """Versions, terminal, places, keys and store, one line each."""
    done = firstline("doctor", "--store", url, COLORTERM="truecolor")
    findings = found(done)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"Python", "firstline", "textual", "sqlalchemy", "sqlite", "size", "data", "keymap"} <= findings.keys()
    assert (findings["TERM"], findings["colours"]) == (("ok", "xterm-256color"), ("ok", "16 million"))
    assert findings["store"][1].startswith("there is none at ")


async def test_it_says_who_has_the_store(firstline: Command, replayed: str) -> None:
    """While a console has it open, and after; looking keeps nobody out."""
    centre = Centre("X", "Nowhere", "UTC", ("L1",), (), (), (), (), (), (), (), (), (), Standard("none", ()))
    desk = await LocalDesk.open(replayed, centre, position="C01", who="ANN")
    held = found(firstline("doctor", "--store", replayed))
    await desk.close()
    assert held["lock"][1].startswith("the store is open in another Firstline (pid ")
    assert f"{desk.board.number} entries" in held["store"][1]
    assert "journal wal" in held["store"][1]
    assert found(firstline("doctor", "--store", replayed))["lock"] == ("ok", "nobody has the store open")


@pytest.mark.parametrize(
    ("surroundings", "what"),
    [
        ({"TERM": "dumb"}, "TERM"),
        ({"PYTHONIOENCODING": "latin-1"}, "locale"),
        ({"XDG_DATA_HOME": "here/and/there"}, "data"),
    ],
)
def test_what_is_wrong_is_marked(firstline: Command, url: str, surroundings: dict[str, str], what: str) -> None:
    """Two exclamation marks, the remedy, and exit status 1."""
    done = firstline("doctor", "--store", url, **surroundings)
    assert done.returncode == 1
    assert [name for name, (mark, _) in found(done).items() if mark == "!!"] == [what]


def test_a_file_that_is_no_store_is_wrong(firstline: Command, tmp_path: Path) -> None:
    """It says whose it is and changes nothing."""
    (tmp_path / "notes.txt").write_text("not a store, but more than a few bytes of something else " * 20)
    done = firstline("doctor", "--store", f"sqlite:///{tmp_path / 'notes.txt'}")
    assert (done.returncode, found(done)["store"][0]) == (1, "!!")


@pytest.mark.parametrize("words", [["--help"], ["replay", "--help"], ["doctor", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(environment: dict[str, str], words: list[str]) -> None:
    """Neither textual nor SQLAlchemy: help comes at once."""
    program = (
        "import sys\nfrom console.__main__ import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n"
        "    print(sorted({name.partition('.')[0] for name in sys.modules} & {'textual', 'sqlalchemy', 'rich'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.endswith("[]\n")


def test_the_doctor_needs_no_textual(environment: dict[str, str], url: str) -> None:
    """It works where Textual itself is what is broken."""
    program = (
        "import sys\nsys.modules['textual'] = None\nfrom console.__main__ import main\n"
        f"main(['doctor', '--store', {url!r}])"
    )
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
