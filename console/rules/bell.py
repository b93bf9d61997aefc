"""When the bell of a console sounds: once for what is new, once more for what is high and still unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field

from console.rules.alarm_kinds import Alarm

APART_MS = 10_000
"""Terminals mute a bell that sounds too often: one in ten seconds at most (ux/terminal 5.7)."""
AGAIN_MS = 20_000
"""After so long a high alarm that nobody has seen sounds again, once (ux/work 2.11)."""
KEPT_MS = 3_600_000
"""How long it is remembered that an alarm sounded: one that comes back as the same does not sound again."""


class Bell(Struct, frozen=True):
    """When it sounded last (ms UTC), and for each alarm when it did first and how often."""

    last: int = 0
    sounded: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def ring(bell: Bell, alarms: Collection[Alarm], position: str, now: int) -> tuple[Bell, bool]:
    """The bell after these alarms stood in view, and whether it sounds; never for what the position itself caused."""
    due = [alarm for alarm in alarms if alarm.by != position and _due(bell, alarm, now)]
    if not due or 0 <= now - bell.last < APART_MS:  # a clock that was set back silences nothing
        return bell, False
    standing = {alarm.id for alarm in alarms}
    kept = {id: known for id, known in bell.sounded.items() if id in standing or now - known[0] < KEPT_MS}
    for alarm in due:
        first, times = kept.get(alarm.id, (now, 0))
        kept[alarm.id] = (first, times + 1)
    return Bell(now, kept), True


def _due(bell: Bell, alarm: Alarm, now: int) -> bool:
    first, times = bell.sounded.get(alarm.id, (now, 0))
    return times == 0 or (alarm.level == 1 and times == 1 and now - first >= AGAIN_MS)
