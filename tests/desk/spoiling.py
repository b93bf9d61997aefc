"""A centre's folder to spoil, and what is then said of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault

MILLTOWN = Path(__file__).parents[2] / "console" / "centres" / "milltown"
FILES = sorted(path.name for path in MILLTOWN.iterdir())
OPTIONAL = ["directory.toml", "elsewhere.toml", "guesses.toml", "languages.toml", "offers.toml", "roles.toml"]
ELSEWHERE = ["places.csv", "units.csv"]
"""What a centre may leave out whose units and places come from elsewhere; a file that is there may not be empty."""
NEEDED = [name for name in FILES if name not in (*OPTIONAL, *ELSEWHERE)]


def small_milltown(tmp_path: Path) -> Path:
    """A copy of Milltown to spoil, with few places so that loading is quick."""
    copy = tmp_path / "milltown"
    shutil.copytree(MILLTOWN, copy)
    rows = (copy / "places.csv").read_text().splitlines(keepends=True)
    noted = {note.place for note in load_centre(MILLTOWN).notes}
    kept = [row for n, row in enumerate(rows) if n < 5 or row.split(",")[0] in noted]
    (copy / "places.csv").write_text("".join(kept))
    return copy


def problems(folder: Path) -> tuple[str, ...]:
    """What is wrong in a folder; it fails the test when nothing is."""
    with pytest.raises(CentreFault) as caught:
        load_centre(folder)
    return caught.value.problems


def change(folder: Path, file: str, old: str, new: str) -> int:
    """Change the first such text in a file; the line it stands on."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old) + len(old) - len(old.lstrip())].count("\n") + 1
