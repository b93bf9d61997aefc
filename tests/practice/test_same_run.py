"""The same seed and the same keys are the same run, to the letter; another seed is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice.playing import play, shipped

ROOT = Path(__file__).parents[2]
SCRIPT = """# what somebody typed
answer
say What is the address?
wait 3
say What is the house number and the street?
say Which Church Street?
wait 2
place 412 s church st
pick 1
kind med-u
send
phrase A3
wait 60
end
"""


def practised(folder: Path, seed: int, number: int) -> bytes:
    """The record of the real program's run, in a process and a folder of its own."""
    keys, record = folder / "keys.txt", folder / f"record-{number}.txt"
    keys.write_text(SCRIPT, "utf-8")
    words = ["practice", "--scenario=two-church-streets", f"--seed={seed}", f"--keys={keys}", f"--record={record}"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "console", *words, "--name=ABE"],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return record.read_bytes()


@pytest.mark.slow
def test_two_runs_of_the_program_are_the_same_to_the_byte(tmp_path: Path) -> None:
    """Two processes with the same seed and keys write the same transcript and score."""
    first, second = practised(tmp_path, 7, 1), practised(tmp_path, 7, 2)
    assert b"SCORE" in first and b"CALLER  Four... four-one-two" in first
    assert first == second


@pytest.mark.slow
def test_another_seed_is_another_run() -> None:
    """The seed moves what happens by itself: with the same keys something comes at another time."""
    one, steps = shipped("two-church-streets"), SCRIPT.splitlines()[1:]
    lines = {seed: play(one, steps, seed=seed).lines[2:] for seed in (1, 2, 3)}
    assert len({tuple(line) for line in lines.values()}) > 1
