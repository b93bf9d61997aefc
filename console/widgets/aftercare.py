"""The right-hand column of the outcome screen: the safety net, this caller, and what is still owed to them."""

from __future__ import annotations

from collections.abc import Iterator

from console.widgets.outlook import NET, Outlook
from console.widgets.paper import Line, Paper, fit, rule
from console.widgets.referral import words

SHOWN = 4
"""How many of the earlier referrals are listed."""


class Aftercare(Paper):
    """What keeps somebody safe who is not sent a unit."""

    def show(self, outlook: Outlook) -> None:
        """Draw its sections one under the other."""
        width = self.size.width - 2
        lines: list[Line] = []
        if outlook.chosen.outcome == "referred":
            lines += _net(outlook, width)
        lines += [rule("THIS CALLER", width), *_caller(outlook, width)]
        lines += [rule("FOLLOW-UP", width), *_owed(outlook, width)]
        self.write([(("| ", "dim"), *line) for line in lines])


def _net(outlook: Outlook, width: int) -> Iterator[Line]:
    yield rule("SAFETY NET", width)
    for code, text in NET.items():
        value = outlook.answers[code] or "?"
        here = outlook.chosen.at == code
        role = "focus" if here else "accent" if value in ("?", "Y") else "text"
        yield ((">" if here else " ", "accent"), (f"{text + '?':<20} {value}", role))
    yield from words("A referral cannot close while one of these is blank.", width, "dim")


def _caller(outlook: Outlook, width: int) -> Iterator[Line]:
    calls = outlook.before
    if outlook.unknown:
        yield from words(outlook.unknown, width)
    elif calls or outlook.earlier:
        yield from words(f"{calls} earlier incident{'' if calls == 1 else 's'} from this number.", width)
    else:
        yield from words("Nothing earlier from this number.", width, "dim")
    for earlier in outlook.earlier[:SHOWN]:
        text = f"Referred {outlook.sight.day(earlier.when)} to {earlier.name}, no result recorded."
        yield from words(text, width, "accent")


def _owed(outlook: Outlook, width: int) -> Iterator[Line]:
    sight, incident = outlook.sight, outlook.incident
    owed = [p for p in sight.board.promises.values() if p.incident == incident.id or p.call in incident.calls]
    for promise in owed:
        due = f" {sight.time(promise.due)[:5]}" if promise.due is not None else ""
        yield ((fit(f" [x] {promise.kind}{due}  {promise.name or promise.to}", width), "text"),)
        yield ((fit(f"     {promise.phone} owner {promise.owner}".replace("      ", "     "), width), "dim"),)
        if promise.text:
            yield from words(f"why: {promise.text}", width, "dim")
    if not owed:
        yield from words("Nothing is promised yet.", width, "dim")
