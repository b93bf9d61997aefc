"""How it stands with the desk itself, as alarms and in the few words of the top line."""

from __future__ import annotations

import re

from console.desk.desk import Standing
from console.rules.alarm_kinds import DELAY_MS, Alarm, lost
from console.rules.wording import spell


def alarms_of(standing: Standing, now: int, unreached: int | None = None) -> tuple[Alarm, ...]:
    """What everybody at this desk has to know; `unreached` is since when nothing was saved for this position."""
    found: list[Alarm] = []
    shown_out = standing.lost is not None and not standing.since
    if standing.lost is not None:
        silent = f"no answer from the desk for {spell((now - standing.lost) / 1000)}; what you type is kept"
        text = standing.trouble if shown_out and standing.trouble else silent
        found.append(Alarm(f"lost:{standing.lost}", 1, "lost", text, standing.lost))
    elif unreached is not None and now - unreached >= DELAY_MS:
        found.append(lost(unreached))
    if standing.trouble and not shown_out:
        text = f"{_kept(standing)}: {standing.trouble}"
        found.append(Alarm(f"store:{standing.since}", 1, "store", text, standing.since))
    if standing.refused:
        text = (
            f"{standing.refused} that were kept aside could not be done any more: read {standing.refusals}, "
            "do what is still needed, and take it away"
        )
        found.append(Alarm(f"refused:{standing.refused}", 1, "store", text, now))
    if standing.warning:
        same = re.sub(r"\d+", "", standing.warning)  # it is one warning, however much is left
        found.append(Alarm(f"warning:{same}", 2, "store", standing.warning, now))
    return tuple(found)


def mark_of(standing: Standing, now: int) -> str:
    """What stays in view however often the alarm was seen; "" while all is well."""
    if standing.lost is not None:
        return f"NO DESK {spell((now - standing.lost) / 1000)}"
    return f"ASIDE {standing.aside}" if standing.trouble else ""


def back_again(before: Standing, after: Standing) -> str:
    """What is to be said when a trouble is over; "" when none is."""
    if before.lost is not None and after.lost is None:
        return "The desk answers again."
    if before.trouble and not after.trouble:
        kept = f"; {before.aside} kept aside are on the log" if before.aside else ""
        return f"The store takes everything again{kept}."
    return ""


def _kept(standing: Standing) -> str:
    return f"KEPT ASIDE {standing.aside}, safe but not on the log" if standing.aside else "NOTHING GOES ON THE LOG"
