"""One's own progress: kept for oneself, handed over by oneself, and planned with, never ranked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from console.cli.arguments import parse
from console.cli.practising.practised import keep_run, own_file, read_runs
from console.practice.challenge import days_challenge, results
from console.practice.progress import Done, Shared, planned, shared, shares, told
from console.practice.scenario_files import shipped_files

WEAK = Done(1, "amb-001", 1, 7, 40, {"words": 0.4, "time": 0.9}, ("empty-words",))
STRONG = Done(2, "pol-002", 2, 8, 95, {"words": 1.0, "time": 1.0})


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody's data folder is this test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_only_its_owner_can_read_it() -> None:
    """The file is 0600 in a folder that is 0700, and what is broken in it takes nothing else away."""
    assert keep_run("ABE", WEAK) == ""
    with own_file("ABE").open("ab") as file:
        file.write(b"{half a line\n")
    assert keep_run("ABE", STRONG) == ""
    assert read_runs("ABE") == [WEAK, STRONG]
    assert own_file("ABE").stat().st_mode & 0o777 == 0o600
    assert own_file("ABE").parent.stat().st_mode & 0o777 == 0o700


def test_somebody_elses_runs_are_not_mine() -> None:
    """Each person has a file of their own, whatever they are called."""
    keep_run("../ABE", WEAK)
    assert read_runs("../ABE") == [WEAK] and read_runs("ABE") == []
    assert own_file("../ABE").parent == own_file("KIM").parent


def test_what_is_handed_over_has_no_call_and_no_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A supervisor gets the name and how far each area is: no scenario, no score, no mistake, no date."""
    keep_run("ABE", WEAK)
    file = tmp_path / "abe.json"
    options = parse(["progress", "--name=ABE", f"--share={file}"])
    assert options.run(options) == 0
    text = file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    assert "amb-001" not in text and "empty-words" not in text and "40" not in text.replace("0.4", "")
    assert options.run(options) == 1, "a file that is there was written over"
    assert "name a new file" in capsys.readouterr().err


def test_a_plan_ranks_nobody() -> None:
    """Who could practise what with whom, names in the order of the alphabet, and not one score."""
    people = [Shared("ZOE", 3, {"words": 0.95}), Shared("KIM", 9, {"words": 0.2}), Shared("ABE", 5, {"words": 0.5})]
    lines = list(planned(people))
    assert any("to practise: ABE, KIM   can show it: ZOE" in line for line in lines)
    assert not any(figure in "".join(lines) for figure in ("0.", "95", "20 ", "50"))


def test_progress_is_told_by_area_with_what_comes_up_again() -> None:
    """The newest runs count, drills do not; the weakest area is what comes next."""
    drill = Done(3, "amb-001", 1, 7, 10, {"words": 0.0}, drill="words")
    assert shares([WEAK, STRONG, drill])["words"] == pytest.approx(0.7)
    lines = list(told("ABE", [WEAK, STRONG, drill]))
    assert lines[0] == "ABE: 2 runs of 2 scenarios, 1 drills"
    assert any("empty-words: in 1 of the last 2 runs" in line for line in lines)
    assert lines[-1].startswith("NEXT  words")
    assert "has not practised yet" in next(told("KIM", []))


def test_everybody_has_the_same_challenge_on_a_day() -> None:
    """The same day gives the same call and seed, another day most likely another; the results rank nobody."""
    files = list(shipped_files())
    assert days_challenge("2026-11-29", files) == days_challenge("2026-11-29", list(reversed(files)))
    assert len({days_challenge(f"2026-11-{day:02}", files) for day in range(1, 29)}) > 10
    lines = "\n".join(results("2026-11-29", 70, {"KIM": 90, "ABE": 50}))
    assert "3 people, together 70 of 100" in lines and "With you: ABE, KIM" in lines
    assert "90" not in lines and "50" not in lines


def test_best_of_a_challenge_is_handed_over() -> None:
    """Of several tries at a day's challenge the best counts."""
    tries = [msgspec.structs.replace(WEAK, challenge="d", score=score) for score in (40, 80, 60)]
    assert shared("ABE", tries).challenges == {"d": 80}
