"""A promise and a request have a story on the log, under the short names that the lists give them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from console.desk import verbs as v
from console.desk.local import LocalDesk
from console.desk.story import read_story, short_body
from console.rules.facts import PromiseMade
from db.store import open_reader
from tests.rules import factory


async def test_a_promise_is_read_by_its_short_name(desk: LocalDesk, url: str) -> None:
    """P2, p2 and promise:2 are the same story: made, tried, taken over, ended, and nothing of another one.

    When it is due is told as a date and a time.
    """
    due, town = datetime.fromtimestamp((factory.START + 9_000_000) / 1000, UTC), ZoneInfo("America/New_York")
    await desk.ask(v.TakeCall())
    await desk.ask(factory.place())
    for name in ("lee", "osei"):
        made = PromiseMade(0, "callback", "", factory.START + 9_000_000, incident=1, name=name, phone="555-0123")
        await desk.ask(v.MakePromise(made))
    for verb in (v.TryPromise(2), v.TakePromise(2, "C09"), v.EndPromise(2), v.TryPromise(1)):
        await desk.ask(verb)
    reader = await open_reader(url)
    try:
        for name in ("P2", "p2", "promise:2"):
            story = await read_story(reader, about=name)
            kinds = [entry.kind for entry in story]
            assert kinds == ["PromiseMade", "PromiseTried", "PromiseTaken", "PromiseEnded"]
            assert f"due {due:%Y-%m-%d %H:%M:%S} UTC" in short_body(story[0])
            assert f"due {due.astimezone(town):%Y-%m-%d %H:%M:%S} E" in short_body(story[0], town)
    finally:
        await reader.close()
