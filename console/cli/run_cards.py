"""`firstline run-cards`: whether a centre's run cards would have sent what was really sent, on the log of a store."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from textwrap import wrap
from typing import Any
from zoneinfo import ZoneInfo

from console.desk.card_walk import walk_cards
from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.desk.past import FoldFault
from console.rules.card_figures import CLEAR, Group, Travel, calibration, share
from console.rules.card_trial import FIRST_MS, Going, Tried, Trip, plan
from console.rules.centre import Centre
from console.rules.whereabouts import SHIFT_MS
from console.terminal.text import clean
from db.store import open_reader
from db.trouble import StoreRefused

NOTE = (
    f"sent: dispatched within {FIRST_MS // 1000} s of the first unit. kinds: the very kinds that were sent, as many of "
    "each. by card: what was sent is all that the run card asks for, stand-ins counted, and nothing beyond it. usual: "
    "the share of the plan sent most, which one plan for each type and priority cannot pass. What is not tested counts "
    f"as not matched. clear: {CLEAR} sends or more of one plan. Where a log has no positions, units are put where "
    f"their last jobs were, and count as off duty after {SHIFT_MS // 3_600_000} h of silence. Travel is estimated, and "
    "advised units are chosen by that very estimate, which flatters them. Cards that were written from the same days "
    "fit them; only days that they were not written from are a test."
)
HEADS = ("kinds", "by card", "usual")


class Tally:
    """All figures of one walk through a log."""

    def __init__(self, timezone: tzinfo) -> None:
        self._timezone = timezone
        self.groups: defaultdict[tuple[bool, str, int], Group] = defaultdict(Group)
        self.days: defaultdict[date, Group] = defaultdict(Group)
        self.left_out: Counter[str] = Counter()
        self.travel = Travel()
        self.trips: list[Trip] = []

    def add(self, found: Tried | Trip) -> None:
        """One more incident or trip."""
        if isinstance(found, Trip):
            self.trips.append(found)
            return
        self.groups[found.phoned, found.type, found.priority].add(found)
        self.left_out[found.left_out] += 1
        if found.phoned:
            self.days[datetime.fromtimestamp(found.when / 1000, self._timezone).date()].add(found)
            self.travel.add(found)

    def answer(self) -> dict[str, Any]:
        """Everything that is printed."""
        phoned = [group for (phoned, _, _), group in self.groups.items() if phoned]
        others = [group for (phoned, _, _), group in self.groups.items() if not phoned]
        days = [self.days[day] for day in sorted(self.days)]
        del self.left_out[""]
        return {
            "groups": [
                {"phoned": key[0], "type": key[1], "priority": key[2], **group.figures()}
                for key, group in sorted(self.groups.items(), key=lambda pair: (not pair[0][0], -pair[1].n, pair[0]))
            ],
            "clear": _sum([group for group in phoned if group.clear]),
            "phoned": _sum(phoned),
            "not_phoned": _sum(others),
            "all": _sum([*phoned, *others]),
            "earlier_days": _sum(days[: len(days) // 2]),
            "later_days": _sum(days[len(days) // 2 :]),
            "not_tested": dict(self.left_out.most_common()),
            "travel": self.travel.figures(),
            "calibration": calibration(self.trips),
            "note": NOTE,
        }


def _sum(groups: Sequence[Group]) -> dict[str, Any]:
    n, same, by_card = (sum(getattr(group, name) for group in groups) for name in ("n", "same_kinds", "by_card"))
    return {"n": n, "matched": same, "share": share(same, n), "by_card_share": share(by_card, n)}


def run(options: argparse.Namespace) -> int:
    """Print the figures and, asked for, every incident; exit status 1 when the store or the centre is not good."""
    try:
        centre = load_centre(options.centre)
        tally, listed = asyncio.run(_walk(options.store, centre, options.list))
    except (StoreRefused, CentreFault, FoldFault) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    answer = tally.answer()
    if options.json:
        print(json.dumps({**answer, "incidents": [_told(one) for one in listed]} if options.list else answer, indent=1))
        return 0
    for line in (*_table(answer), *(map(_line, listed) if options.list else ())):
        print(clean(line, limit=2000))
    return 0


async def _walk(url: str, centre: Centre, keep: bool) -> tuple[Tally, list[Tried]]:
    tally, listed = Tally(ZoneInfo(centre.timezone)), []
    reader = await open_reader(url)
    try:
        async for found in walk_cards(reader, centre):
            tally.add(found)
            if keep and isinstance(found, Tried):
                listed.append(found)
    finally:
        await reader.close()
    return tally, listed


def _table(answer: dict[str, Any]) -> Iterator[str]:
    for phoned, title in (
        (True, "phoned"),
        (False, "not phoned: made by units or systems, whose first unit chose itself"),
    ):
        rows = [group for group in answer["groups"] if group["phoned"] is phoned]
        yield from ("", title, _cells("type", "P", "n", HEADS, "plan sent most")) if rows else ()
        for row in rows:
            shares = [_share(row[name]) for name in ("share", "by_card_share", "usual_share")]
            mark = "  clear" if row["clear"] else ""
            yield _cells(row["type"] or "(no type)", row["priority"], row["n"], shares, row["usual_plan"] + mark)
    yield from ("", _cells("in all", "", "n", HEADS[:2]))
    for name in ("clear", "phoned", "not_phoned", "all", "earlier_days", "later_days"):
        row, words = answer[name], {"clear": "clear patterns, phoned", "all": "all incidents"}
        title = words.get(name, f"{name.replace('_', ' ')}{', phoned' if name.endswith('days') else ''}")
        yield _cells(title, "", row["n"], [_share(row["share"]), _share(row["by_card_share"])])
    for why, count in answer["not_tested"].items():
        yield f"not tested: {count} incidents, {why}"
    yield from ("", *_travel(answer["travel"], answer["calibration"]), "", *wrap(answer["note"], 100))


def _travel(travel: dict[str, Any], calibrated: dict[str, Any]) -> Iterator[str]:
    """What the choice of units adds or saves, and how far the estimate can be believed."""
    same = f"{travel['same_units']} the same units"
    yield f"travel: {travel['compared']} incidents where the same kinds were sent, {same}"
    if travel["compared"]:
        word = "added" if travel["added_s"] > 0 else "saved"
        part = "" if travel["added_share"] is None else f" ({abs(travel['added_share']):.1%})"
        yield (
            f"  estimated {travel['sent_s']} s for those sent, {travel['advised_s']} s for those advised: "
            f"{abs(travel['added_s'])} s{part} {word}"
        )
        fit = calibrated["ways"][calibrated["used"]]
        real = f"; {travel['each_added_s'] * fit['slope']:+.0f} s by the line below" if fit else ""
        yield f"  an incident: mean {travel['each_added_s']:+} s, median {travel['median_added_s']:+} s{real}"
    yield f"calibration: {calibrated['trips']} trips, en route to on scene; units are put at the {calibrated['used']}"
    for way, fit in calibrated["ways"].items():
        if fit:
            yield (
                f"  {way:<22} rank correlation {fit['rank_correlation']:.2f}, real = {fit['fixed_s']} s + "
                f"{fit['slope']:.2f} x estimate, median error {fit['median_error_s']} s"
            )
    for row in calibrated["classes"]:
        medians = f"estimated {row['estimated_s']} s, real {row['real_s']} s"
        yield f"  from {row['from_s']:>3} s: {row['n']:>5} trips, {medians}"


def _cells(type: str, priority: object, n: object, shares: Sequence[str], plan: str = "") -> str:
    return f"{type[:31]:<32}{priority!s:>2}{n!s:>6}{''.join(f'{share:>9}' for share in shares)}  {plan}".rstrip()


def _share(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.1%}"


def _line(one: Tried) -> str:
    """`20-0042 Alarms P2: sent 1 CHIEF + 1 ENGINE (B02 E36), advised the same kinds (B02 E01)`"""
    sent = f"{one.number} {one.type or '(no type)'} P{one.priority}: sent {plan(one.sent)} ({_names(one.sent)})"
    if one.left_out:
        return f"{sent}, not tested: {one.left_out}"
    kinds = "the same kinds" if one.same_kinds else plan(one.advised) or "nobody"
    return f"{sent}, advised {kinds} ({_names(one.advised)})"


def _told(one: Tried) -> dict[str, Any]:
    return {
        "number": one.number,
        "ref": one.ref,
        "type": one.type,
        "priority": one.priority,
        "phoned": one.phoned,
        "sent": plan(one.sent),
        "sent_units": [going.unit for going in one.sent],
        "advised": plan(one.advised),
        "advised_units": [going.unit for going in one.advised],
        "matched": one.same_kinds,
        "by_card": one.by_card,
        "not_tested": one.left_out,
    }


def _names(going: Sequence[Going]) -> str:
    return " ".join(one.unit for one in going)
