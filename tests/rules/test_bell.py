"""The bell sounds once for what is new, once more for what is high and unseen, and never in a row."""

from __future__ import annotations

from console.rules.alarm_kinds import Alarm
from console.rules.bell import APART_MS, Bell, ring


def alarm(id: str, level: int = 1, by: str = "") -> Alarm:
    return Alarm(id, level, "late", "no unit", 0, by=by)


def sounds(seconds: int, *shown: tuple[int, Alarm], gone: int = 10**9) -> list[int]:
    """The seconds at which it sounds while each alarm stands from its second on."""
    bell, heard = Bell(-APART_MS), []
    for second in range(seconds):
        standing = [one for since, one in shown if since <= second < gone]
        bell, rings = ring(bell, standing, "P1", second * 1000)
        heard += [second] if rings else []
    return heard


def test_a_high_alarm_sounds_twice() -> None:
    """At once, and after twenty seconds if nobody has seen it; never a third time."""
    assert sounds(7300, (5, alarm("a"))) == [5, 25]
    assert sounds(100, (5, alarm("a")), gone=20) == [5]


def test_a_medium_alarm_sounds_once() -> None:
    """However long it stands, and whatever comes beside it hours later."""
    assert sounds(7300, (5, alarm("a", 2))) == [5]
    assert sounds(4100, (5, alarm("a", 2)), (4000, alarm("b", 2))) == [5, 4000]


def test_it_sounds_once_in_ten_seconds_at_most() -> None:
    """One sound stands for all that came with it; what comes within ten seconds of it waits."""
    flood = [(second, alarm(str(second), 2)) for second in range(50)]
    heard = sounds(120, *flood)
    assert heard == [0, 10, 20, 30, 40, 50]
    assert sounds(60, (5, alarm("a", 2)), (5, alarm("b", 2)), (7, alarm("c", 2))) == [5, 15]


def test_it_never_sounds_for_what_its_own_position_did() -> None:
    """Whoever raised a danger knows of it; the others hear it."""
    assert sounds(60, (5, alarm("a", by="P1"))) == []
    assert sounds(60, (5, alarm("a", by="P2"))) == [5, 25]


def test_an_alarm_that_comes_back_as_the_same_does_not_sound_again() -> None:
    """Gone for a moment and there again, it has had its sound."""
    bell, first = ring(Bell(-APART_MS), [alarm("a", 2)], "P1", 0)
    bell, _ = ring(bell, [], "P1", 15_000)
    bell, again = ring(bell, [alarm("a", 2)], "P1", 20_000)
    assert (first, again) == (True, False)


def test_a_clock_that_was_set_back_silences_nothing() -> None:
    """What is new an hour ago sounds, though the bell sounded later than that."""
    bell, first = ring(Bell(), [alarm("a")], "P1", 7_200_000)
    bell, second = ring(bell, [alarm("a"), alarm("b")], "P1", 3_600_000)
    assert (first, second) == (True, True)
