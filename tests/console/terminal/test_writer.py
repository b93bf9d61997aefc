"""The writer never waits for a reader, and never leaves half a frame."""

from __future__ import annotations

import fcntl
import os
import select
import threading
from collections.abc import Iterator
from typing import IO

import pytest

from console.terminal.writer import GuardWriter

FRAME = "x" * 10_000 + "\n"
NEUTRAL = b"\x1b[?2026l\x1b[m"


class Pipe:
    """A writer on a pipe whose reader we are."""

    def __init__(self) -> None:
        self.reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        self.file: IO[str] = os.fdopen(writer, "w")
        self.drained = threading.Event()
        self.writer = GuardWriter(self.file, self.drained.set, capacity=50_000)
        self.writer.start()

    def read(self, enough: int) -> bytes:
        """At least `enough` bytes, or what came before ten silent seconds."""
        data = b""
        while len(data) < enough and select.select([self.reader], [], [], 10)[0]:
            data += os.read(self.reader, 65536)
        return data

    def fill(self) -> int:
        """Write frames until they are dropped; how many were taken."""
        count = 0
        while not self.writer.behind:
            self.writer.write(FRAME)
            count += 1
        return count - 1

    def close(self) -> None:
        os.close(self.reader)
        self.writer.stop()
        self.file.close()


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()


def test_frames_arrive_in_order(pipe: Pipe) -> None:
    """A reader who reads gets every byte."""
    for number in range(20):
        pipe.writer.write(f"{number:03}")
    assert pipe.read(60) == b"".join(b"%03d" % number for number in range(20))
    assert not pipe.writer.behind


def test_a_full_queue_drops_whole_frames_and_asks_once_it_is_empty(pipe: Pipe) -> None:
    """Nothing waits; the reader finds whole frames only; then the repaint is asked for."""
    taken = pipe.fill()
    assert 4 <= taken < 40
    assert not pipe.drained.is_set()
    assert pipe.read(taken * len(FRAME)) == FRAME.encode() * taken
    assert pipe.drained.wait(10)


def test_after_falling_behind_nothing_comes_until_told(pipe: Pipe) -> None:
    """A small frame on a screen that missed others would paint nonsense; the first bytes after set the pen right."""
    taken = pipe.fill()
    pipe.read(taken * len(FRAME))
    assert pipe.drained.wait(10)
    pipe.writer.write("lost")
    pipe.writer.caught_up()
    pipe.writer.write("whole screen")
    assert pipe.read(len(NEUTRAL) + 12) == NEUTRAL + b"whole screen"


def test_a_mode_change_is_never_dropped(pipe: Pipe) -> None:
    """What sets terminal modes goes out even after dropped frames."""
    taken = pipe.fill()
    pipe.writer.insist("modes")
    assert pipe.read(taken * len(FRAME) + 5).endswith(b"modes")


def test_a_frame_larger_than_the_queue_is_taken_alone(pipe: Pipe) -> None:
    """A first paint of a huge window is not refused for ever."""
    pipe.writer.write("y" * 200_000)
    assert pipe.read(200_000) == b"y" * 200_000
    assert not pipe.writer.behind


def test_the_farewell_goes_before_what_waits(pipe: Pipe) -> None:
    """At the end a slow line gets the farewell, not old pictures."""
    taken = pipe.fill()
    pipe.writer.last("bye")
    data = b""
    while not data.endswith(b"bye"):
        data += pipe.read(1)
    assert len(data) < taken * len(FRAME)
    assert len(data.removesuffix(b"bye")) % len(FRAME) == 0


@pytest.mark.slow
def test_stop_gives_up_on_a_reader_who_does_not_read(pipe: Pipe) -> None:
    """Ending does not hang on a dead line: the thread is left behind."""
    pipe.fill()
    pipe.writer.stop()
    assert pipe.writer.is_alive()


def test_a_terminal_that_is_gone_is_no_error() -> None:
    """Writing on after the far end has closed ends quietly."""
    lonely = Pipe()
    os.close(lonely.reader)
    lonely.writer.write("to nobody")
    lonely.writer.stop()
    assert not lonely.writer.is_alive()
    lonely.file.close()
