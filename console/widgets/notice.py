"""The lines that say what needs somebody now: danger, the top alarm, a bulletin, and what the desk answers."""

from __future__ import annotations

from textwrap import wrap

from console.rules.alarm_kinds import in_danger
from console.widgets.paper import Line, Paper, fit
from console.widgets.sight import Sight


class Notice(Paper):
    """What the desk answers, else the top alarm with the keys that answer it, else a new bulletin, else what is aside.

    One line; two where an answer needs them, remedy and all. No answer hides a high alarm, and nothing hides a danger:
    those have lines of their own above. It grows upward over what stands there: no line that is being typed moves.
    """

    DEFAULT_CSS = "Notice { layer: notice; dock: bottom; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows = 1

    def stand_above(self, rows: int) -> None:
        """Leave so many rows at the foot of the screen in view."""
        self.styles.margin = (0, 0, rows, 0)

    def show(self, sight: Sight, answer: str, refused: bool = False) -> None:
        """Draw what comes first."""
        lines = _answered(answer, refused, self.size.width) if answer else []
        rows = sight.alarm_rows
        if rows and (rows[0].level == 1 or not answer):
            lines = [*_alarm(sight, self.size.width), *lines]
        elif sight.bulletins and not answer:
            lines = [_bulletin(sight, self.size.width)]
        elif sight.at_hand.shelved and not answer:
            lines = [_shelved(sight)]
        if sight.board.dangers:
            lines = [_danger(sight, self.size.width), *lines]
        self.rows = max(1, len(lines))
        self.styles.height = self.rows
        self.write(lines)


def _danger(sight: Sight, width: int) -> Line:
    """From edge to edge: who is in danger, where, since when, and what ends it."""
    dangers = sight.board.dangers
    newest = list(dangers.values())[-1]
    more = f" (+{len(dangers) - 1})" if len(dangers) > 1 else ""
    end = f"  {newest.by} {newest.position} {sight.time(newest.since)}{more}  !- D{newest.id} ends it "
    return ((fit(f" !! {in_danger(sight.board, newest.id)}", max(0, width - len(end))) + end, "late"),)


def _answered(answer: str, refused: bool, width: int) -> list[Line]:
    rows = wrap(answer, max(20, width - 3)) if len(answer) > width - 3 else [answer]
    marks, ink = (" ? ", "accent") if refused else ("   ", "text")
    return [((mark, "accent"), (row, ink)) for mark, row in zip((marks, "   "), rows, strict=False)]


def _alarm(sight: Sight, width: int) -> list[Line]:
    """The top alarm and how many more there are; in a flood all lines in one, as far as they go.

    What is wrong with the desk itself has as many lines as its remedy needs.
    """
    top, *rest = sight.alarm_rows
    keys = f" {sight.key('alarm.see')} Ack "
    if top.alarms[0].kind == "check":
        keys = f" {sight.key('unit.contact')} {top.alarms[0].unit} is OK {keys}"
    said, more = top.text, f"  (+{len(rest)})" if rest else ""
    if any(len(row.alarms) > 1 for row in sight.alarm_rows):
        said, more = "; ".join(row.text for row in sight.alarm_rows), ""
    room, ink = max(0, width - len(keys)), "late" if top.level == 1 else "accent"
    text = f" {'!!' if top.level == 1 else '!'} {said}"
    if top.alarms[0].kind in ("lost", "store") and len(text) + len(more) > room:
        first, *under = wrap(text + more, max(20, room), subsequent_indent="    ", break_long_words=False)
        return [((fit(first, room), ink), (keys, "text")), *(((row, ink),) for row in under)]
    text = f"{text}{more}" if len(text) + len(more) <= room else fit(text, max(0, room - len(more))) + more
    return [((fit(text, room), ink), (keys, "text"))]


def _bulletin(sight: Sight, width: int) -> Line:
    newest = sight.bulletins[0]
    end = f" until {sight.time(newest.until)[:5]} ({newest.by})  {sight.key('bulletin.list')} lists them "
    return ((fit(f"   B{newest.id} {newest.text}", max(0, width - len(end))), "text"), (end, "dim"))


def _shelved(sight: Sight) -> Line:
    first = sight.at_hand.shelved[0]
    shelf = sight.board.shelved[first.id]
    count = len(sight.at_hand.shelved)
    return ((f"   {count} put aside, back at {sight.time(shelf.until)[:5]} ({shelf.reason}): {first.text}", "dim"),)
