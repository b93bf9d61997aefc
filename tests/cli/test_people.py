"""`firstline people`: who works here is said on the command line, and every no is a sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pexpect
import pytest

from tests.cli.conftest import ROOT

pytestmark = pytest.mark.slow

Command = Callable[..., "subprocess.CompletedProcess[str]"]
SECRET = "pale cats read nine maps"


def test_people_come_change_and_go(firstline: Command, url: str) -> None:
    """Each is told in one line, is an entry, and is seen in the list; the doctor counts them."""
    people = ("people",)
    empty = firstline(*people, "list", "--store", url)
    assert "whoever gets in may do everything" in empty.stdout
    added = firstline(*people, "add", "KIM", "--role", "dispatcher", "--sign-in", "passphrase", "--store", url)
    assert added.stdout == (
        "ok  KIM (kim) is dispatcher, from the account kim, known by passphrase; "
        "they have none yet:  firstline people passphrase kim\n"
    ), added.stderr
    wrong = firstline(*people, "add", "lee", "--role", "boss", "--store", url)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "write trainee, call-taker, dispatcher, supervisor, auditor or administrator" in wrong.stderr
    assert firstline(*people, "change", "kim", "--role", "supervisor", "--store", url).returncode == 0
    assert firstline(*people, "disable", "kim", "--store", url).stdout == "ok  KIM (kim) is disabled\n"
    listed = firstline(*people, "list", "--store", url).stdout.splitlines()
    assert listed[1].split()[:5] == ["kim", "KIM", "supervisor", "kim", "passphrase"]
    assert listed[1].endswith("DISABLED")
    log = firstline("log", "--about", "person:kim", "--store", url).stdout
    assert [line.split("  ")[-2].strip() for line in log.splitlines()] == [
        "person added",
        "person changed",
        "person disabled",
    ]
    assert "1 are known" in firstline("doctor", "--store", url).stdout


def test_a_passphrase_is_asked_for_twice_and_not_echoed(
    firstline: Command, url: str, environment: dict[str, str]
) -> None:
    """Two that differ change nothing; what is typed stands nowhere; a bad one is refused with the reason."""
    firstline("people", "add", "kim", "--role", "dispatcher", "--sign-in", "passphrase", "--store", url)
    words = ["-m", "console", "people", "passphrase", "kim", "--store", url]
    for first, second, said in (
        (SECRET, SECRET + "x", "They are not the same"),
        ("password1234", "password1234", "among those that are tried first"),
        (SECRET, SECRET, "ok  kim has a new passphrase"),
    ):
        child = pexpect.spawn(sys.executable, words, cwd=str(ROOT), env=environment, timeout=20, encoding="utf-8")
        child.expect("New passphrase for kim: ")
        child.sendline(first)
        child.expect("Once more: ")
        child.sendline(second)
        child.expect(said)
        assert first not in str(child.before) + str(child.after)
        child.close()
