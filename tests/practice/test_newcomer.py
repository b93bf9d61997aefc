"""Somebody who knows nothing but what the screen says: the coach leads them through the first call to a score."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest

from console.cli.practising.key_player import Player
from console.cli.practising.session import Asked, Session
from console.keymap import FOLDER
from console.keymap_file import load_keymap
from console.practice.review import Review
from console.practice.steps import read_step
from tests.practice.playing import milltown, shipped

MOST_TURNS = 60
AGAIN = "Say the address once more for me, and the town."
SAID = re.compile(r'"([^"]+)"')
KEYS = {
    "answers it": "call.take",
    "goes to YOU SAY": "call.say",
    "goes to LOCATION": "call.take",
    "goes there": "call.type",
    "gives it to the dispatcher": "call.send",
    "goes to the answers": "call.safety",
    "goes to PHONE": "call.phone",
    "verifies it": "call.verify",
    "ends the call": "call.end",
}
"""What the coach says a key does, and the command whose key it has to name."""


def next_step(whisper: str) -> str:
    """What somebody does who reads this; the caller's words on the screen give the place and the number."""
    step = (whisper.splitlines() or [""])[-1].removeprefix("> ")
    said = SAID.search(step)
    match step:
        case _ if "rings:" in step:
            return "answer"
        case _ if "verifies it" in step:
            return "verify"
        case _ if said is not None:
            return f"say {said[1]}"
        case _ if "goes to LOCATION" in step:
            return "place 310 elm av"
        case _ if (kind := re.search(r"such as ([\w-]+)", step)) is not None:
            return f"kind {kind[1]}"
        case _ if (codes := re.search(r"answers \(([^)]+)\)", step)) is not None:
            return "safety " + ", ".join(f"{code.strip()}=Y" for code in codes[1].split(","))
        case _ if "beside PHONE" in step:
            return "name Nora"
        case _ if "goes to PHONE" in step:
            return "phone 919-555-0123"
        case _ if "gives it to the dispatcher" in step:
            return "send"
        case _ if "ends the call" in step:
            return "end"
        case _:
            return "wait 1"


def led(keymap: str) -> tuple[Review | None, list[str]]:
    """The first call, done as the coach says and not otherwise; with every whisper that was read."""
    keys = load_keymap(FOLDER / f"{keymap}.toml")
    asked = Asked(shipped("first-call"), milltown(), keys, "NEW", "C09", 1, 1)
    session = Session(asked, lambda app: None, stepped=True)
    read: list[str] = []

    async def follow() -> None:
        assert session.stepped is not None and session.exercise is not None
        player = Player(session.app, session.stepped, session.exercise)
        await player.settle()
        verified_at = 0
        for turn in range(MOST_TURNS):
            if session.exercise.run.over is not None:
                break
            whisper = session.app.shift.sight.whisper
            said = whisper.text if whisper else ""
            read.append(said)
            if "verifies it" in said and not verified_at:  # first the question, then what it leads to
                verified_at = turn
                await player.play([read_step(f"say {AGAIN}"), read_step("wait 2")])
            else:
                await player.play([read_step(next_step(said)), read_step("wait 2")])
        await player.finish()
        await player.settle()
        await session.app.go(0)

    run: Callable[[], Awaitable[None]] = follow
    session.app.begun_with = run
    ended = session.run(headless=True)
    return ended.review, read


@pytest.mark.slow
@pytest.mark.parametrize("keymap", ["default", "left", "ascii"])
def test_the_coach_leads_a_newcomer_to_a_good_first_call(keymap: str) -> None:
    """Whoever does what is whispered, and nothing else, ends with 85 points or more and no mistake."""
    review, read = led(keymap)
    told = "\n".join(read)
    assert review is not None, told
    assert review.score >= 85 and not review.mistakes, (review, told)


@pytest.mark.slow
@pytest.mark.parametrize("keymap", ["default", "left", "vim"])
def test_the_keys_that_are_whispered_are_those_in_use(keymap: str) -> None:
    """Every key that the coach names is the shortest one of this keymap, for the command that it speaks of."""
    keys = load_keymap(FOLDER / f"{keymap}.toml")
    _, read = led(keymap)
    seen = 0
    for whisper in read:
        for words, id in KEYS.items():
            if words in whisper:
                seen += 1
                assert keys.shortest(id, typing=True) in whisper, (words, whisper)
    assert seen > 5
