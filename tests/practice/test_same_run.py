"""The same seed and the same keys are the same run, to the letter; another seed is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli.arguments import parse
from console.cli.sockets import bound
from console.desk.client import DeskOverSocket
from console.desk.desk import Desk
from console.desk.local import LocalDesk
from console.desk.server import Server
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
        timeout=300,
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


class Behind(DeskOverSocket):
    """A way to a desk over a socket, which takes its server down with it."""

    server: Server

    async def close(self) -> None:
        """Let go of the desk, then end the server."""
        await super().close()
        await self.server.close()


@pytest.mark.slow
def test_it_is_the_same_over_a_socket(tmp_path: Path) -> None:
    """A trainee whose console is on a socket has the same run and the same score as one in the desk's own process."""
    one, steps = shipped("first-call"), shipped("first-call").trainee[0].steps

    async def over_socket(desk: LocalDesk) -> Desk:
        server = Server(desk)
        path = tmp_path / "desk.sock"
        await server.listen(bound(path))
        link = await Behind.open(path, position=desk.position, who=desk.who, now=desk._now)
        assert isinstance(link, Behind)
        link.server = server
        return link

    here, there = play(one, steps), play(one, steps, reach=over_socket)
    assert here.review is not None and here.review.score > 0
    assert list(here.lines) == list(there.lines)


def test_what_a_scripted_trainee_came_to_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever writes a scenario sees the score, and what the coach named, without a file."""
    options = parse(["scenario", "play", "first-call", "--as", "poor"])
    assert options.run(options) == 0
    printed = capsys.readouterr().out
    assert "SCORE " in printed
    assert "NAMED   empty-words" in printed
