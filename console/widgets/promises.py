"""What was promised to callers: whom, what, by when, who keeps it, and how late it is."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from console.rules.board import Incident
from console.rules.incident import title
from console.rules.owed import Promise
from console.rules.pressing import Standing, pressing, promised, standing
from console.rules.wording import brief
from console.widgets.listing import Listing
from console.widgets.paper import Line, Paper, Words, fit, rule
from console.widgets.sight import Sight

WIDE = 110
NORMAL = 80


class Promises(Listing[int]):
    """One's own promises first, each part by the time it is due at. Mark and word tell what is broken."""

    def sorted_keys(self, sight: Sight) -> Sequence[int]:
        """Mine, then the others'; by due, those without a time last, in the order they were made."""

        def order(promise: Promise) -> tuple[bool, bool, int, int]:
            return (promise.owner != sight.position, promise.due is None, promise.due or promise.made, promise.id)

        return [promise.id for promise in sorted(sight.board.promises.values(), key=order)]

    def heading(self, sight: Sight, shown: str) -> tuple[Line, ...]:
        """The pane's title with how many press, and the column heads."""
        text = f"PROMISES WE MADE {len(self.keys)}"
        due = pressing(sight.board, sight.now)
        text += f"  DUE {due}" if due else ""
        note = f"mine first, by time  {shown}".rstrip()
        line = rule(text, max(0, self.size.width - len(note) - 4), "focus" if self.has_focus else "title")
        head = " P     DUE              KIND       FOR, NUMBER, ABOUT"
        if self.size.width >= WIDE:
            head = f"{fit(head[:38], 56)}PHONE          {fit('ABOUT', self.size.width - 88)}KEPT BY      #"
        elif self.size.width >= NORMAL:
            head = f"{fit(head, 71)}BY    #"
        return ((*line, (f" {note} --", "title")), ((head, "dim"),))

    def row(self, sight: Sight, key: int, cursor: bool) -> Line:
        """`>P3    ! 1:40           callback   Sam Osei      919-555-0188  result of the visit   C04  #17`"""
        promise = sight.board.promises[key]
        ink = "cursor" if cursor and self.has_focus else "text"
        state = standing(promise, sight.now)
        due = _due(sight, promise)
        incident = sight.board.incidents.get(promise.incident or 0) or sight.board.recent.get(promise.incident or 0)
        number = f"#{incident.short}" if incident else ""
        words: list[Words] = [
            (">" if cursor else " ", "accent"),
            (fit(f"P{promise.id}", 6), ink),
            (fit(due, 17), "late" if state == "broken" else "accent" if state == "due" and ink == "text" else ink),
            (fit(promise.kind, 11), ink),
        ]
        width = self.size.width
        about = what(promise, state)
        if width >= WIDE:
            words.append((fit(whom(promise), 20) + " " + fit(promise.phone, 14) + " ", ink))
            words.append((fit(about, width - 89) + " " + fit(promise.owner, 12) + fit(number, 5), ink))
        else:
            tail = f" {fit(promise.owner, 5)} {fit(number, 3)}" if width >= NORMAL else ""
            words.append((fit(_in_short(promise, about, state), max(8, width - 35 - len(tail))) + tail, ink))
        return tuple(words)


class Owed(Paper):
    """The promise under the cursor in full: who made it, when and where, about which incident, and every word of it."""

    def show(self, sight: Sight, promise: Promise | None, incident: Incident | None) -> None:
        """Draw as much as fits; nothing without a promise."""
        width = self.size.width
        if promise is None:
            self.write([rule("", width)])
            return
        about = f"  {title(incident)}" if incident else ""
        made = f"{sight.time(promise.made)[:5]} by {promise.by} at {promise.position}, kept by {promise.owner}"
        tried = "".join(f", tried {sight.time(when)[:5]}" for when in promise.tried)
        said = "  ".join(part for part in (promise.name, promise.phone, what(promise, "open")) if part)
        rows = [f"made {made}{tried}", *wrap(said, max(20, width - 2))]
        self.write([rule(f"{promised(promise)}{about}", width), *(((f" {row}", "text"),) for row in rows)])


def _in_short(promise: Promise, about: str, state: Standing) -> str:
    """Whom, the number and what it is about in one column; what there is none of leaves its room to the rest."""
    name = whom(promise)
    if promise.kind == "wait" and state != "open":
        return f"{about}  {name}"
    return "  ".join(part for part in (fit(name, 11) if name else "", promise.phone, about) if part)


def _due(sight: Sight, promise: Promise) -> str:
    """The time left, or how late: `14:20  5:12`, `! 1:40`, `!! BROKEN +0:12`; `-` where no time was named."""
    if promise.due is None:
        return "-"
    left = brief(abs(promise.due - sight.now) // 1000)
    match standing(promise, sight.now):
        case "broken":
            return f"!! BROKEN +{left}"
        case "due":
            return f"!  DUE {left}"
        case _:
            return f"   {sight.time(promise.due)[:5]} {left}"


def whom(promise: Promise) -> str:
    """Who is to be reached: whoever it goes to, else the caller."""
    return promise.to or promise.name or promise.service


def what(promise: Promise, state: Standing) -> str:
    """What it is about; a wait that is nearly over says what to do, and a call back how often it was tried."""
    if promise.kind == "wait":
        told = f"told {promise.minutes} min"
        return told if state == "open" else f"CALL BACK: say the new time ({told})"
    tried = f"tried {len(promise.tried)}x " if promise.tried else ""
    caller = f" for {promise.name}" if promise.to and promise.name else ""
    return f"{tried}{promise.text}{caller}".strip()
