"""The real program at terminals that send rubbish, claim any size, stop reading, vanish, or are none at all."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.console.real_console import RealConsole
from tests.console.terminal.real_terminal import ROOT

pytestmark = pytest.mark.slow

CTRL_L = b"\x0c"
RUBBISH = (
    b"\xff",
    b"\xe9",
    b"\x1b[99999999u",
    b"\x1b[1114112u",
    b"\x1b[9:A2$m",
    b"\x1b[911141121200~",
    b"\x1b]52;c;SGk=\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1b[<0;99999999;99999999M",
    b"\x1b[48;65535;65535;1;1t",
)
"""What ends a bare Textual app, hangs it, or draws gigabytes."""
MEMORY_KB = 200_000


def draft_in(store: Path) -> str:
    """The half-typed forms as they are in the file now."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as base:
        return "\n".join(body for (body,) in base.execute("SELECT body FROM draft"))


def memory(pid: int) -> int:
    """Resident memory in KB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def typing(console: RealConsole, text: str) -> RealConsole:
    """A call was taken and a remark is half typed."""
    console.ready().do("call.take", "185 n oak st", "<enter>")
    console.until_shows("Milltown zone 10")
    console.do("call.remarks", text)
    console.until_shows(text)
    return console


def stalled(console: RealConsole, wait_until: Callable[[], bool], what: str) -> None:
    """Ask for whole screens, reading none of them, until something has happened all the same."""
    for _ in range(150):
        console.type(CTRL_L)
    pause = console.patience(lambda: what)
    while not wait_until():
        pause()


def test_rubbish_from_the_keyboard_is_not_the_end(store: Path) -> None:
    """Bytes that are no UTF-8, sequences that no key has, numbers without bound: the remark goes on after each."""
    with RealConsole(store) as console:
        typing(console, "start")
        for number, rubbish in enumerate(RUBBISH):
            console.type(rubbish)
            console.settle()
            console.type(f" n{number}")
            console.until_shows(f" n{number}")
        console.do("<enter>")
        console.until_shows("KIM  start")
        assert console.child.poll() is None


def test_a_paste_without_end_is_closed_and_cut_and_said(store: Path) -> None:
    """100 KB and no end: after a second keys are keys again, and the answer line says how much was left out."""
    with RealConsole(store) as console:
        typing(console, "start ")
        paste = b"\x1b[200~" + b"long " * 20_000
        while paste:
            paste = paste[os.write(console.master, paste[:1000]) :]
            console.read(0)
        console.until_shows("left out")
        console.do("<enter>", "after")
        console.until_shows("after")


def test_a_window_of_any_size_takes_no_memory_and_loses_nothing(store: Path) -> None:
    """65535 x 65535, 0 x 0 and 1 x 1: drawn as at most 500 x 200, and the half-typed remark is there afterwards."""
    with RealConsole(store, COLUMNS="100000", LINES="100000") as console:
        typing(console, "keep this")
        for width, height in ((65535, 65535), (1, 1), (0, 0), (65535, 1)):
            fcntl.ioctl(console.master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            console.settle()
            assert memory(console.child.pid) < MEMORY_KB
        console.resize(80, 24)
        console.do("!")
        console.until_shows("keep this!")


def test_nobody_reads_and_the_console_goes_on(store: Path) -> None:
    """While no frame is taken, what is typed is kept within seconds; whoever reads again sees it all."""
    with RealConsole(store, size=(200, 60)) as console:
        typing(console, "before")
        console.do(" and meanwhile")
        stalled(console, lambda: "and meanwhile" in draft_in(store), "the draft was not kept")
        console.until_shows("before and meanwhile")
        console.do(" after")
        console.until_shows("before and meanwhile after")


def test_told_to_go_while_nobody_reads_it_goes(store: Path) -> None:
    """SIGTERM with the output blocked: gone with 143, and what was typed is kept."""
    with RealConsole(store, size=(200, 60)) as console:
        typing(console, "half a line")
        stalled(console, lambda: "half a line" in draft_in(store), "the draft was not kept")
        console.tell(signal.SIGTERM)
        assert console.child.wait(5) == 143
    assert "half a line" in draft_in(store)


def test_a_hang_up_keeps_what_was_typed(store: Path) -> None:
    """The line drops in the middle of a word: exit 129, and the form is back at the next start."""
    with RealConsole(store) as console:
        typing(console, "half a wo")
        console.hang_up()
        assert console.child.wait(10) == 129
    assert "half a wo" in draft_in(store)


@pytest.mark.parametrize("input", ["nothing", "a pipe that stays open"])
def test_without_a_terminal_it_does_not_begin(store: Path, input: str) -> None:
    """As `ssh -T` and sftp start it: status 2 and a sentence at once, whatever the input; no store, no process left."""
    stdin = subprocess.DEVNULL if input == "nothing" else subprocess.PIPE
    words = [sys.executable, "-m", "console", f"--store=sqlite:///{store}"]
    with subprocess.Popen(words, cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.wait(20) == 2
        assert child.stderr is not None and b"ssh -t" in child.stderr.read()
    assert not store.exists()


def test_a_console_keeps_its_memory_and_its_files_to_itself(store: Path) -> None:
    """No core file, files for the owner only, and no log of keys however much the surroundings ask for one."""
    with RealConsole(store, TEXTUAL_DEBUG="1", TEXTUAL_LOG=str(store.parent / "log")) as console:
        typing(console, "secret")
        pid = console.child.pid
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert next(line for line in limits.splitlines() if "core file" in line).split()[4:6] == ["0", "0"]
        assert "Umask:\t0077" in Path(f"/proc/{pid}/status").read_text()
    assert not (store.parent / "log").exists() and not (ROOT / "keys.log").exists()


def test_no_other_process_of_the_user_may_look_into_it() -> None:
    """The kernel says that it may not be traced or dumped."""
    asks = "import ctypes; from console.cli.hardening import keep_private; keep_private(); "
    says = "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    told = subprocess.run([sys.executable, "-c", asks + says], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "0"
