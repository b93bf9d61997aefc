"""What we promised to callers, and what becomes of it: kept, tried, taken over, or given up with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from console.desk import verbs as v
from console.rules.owed import Promise
from console.rules.pressing import promised
from console.screens.lists import ListScreen, Way, Ways
from console.widgets.promises import Owed, Promises


class PromisesScreen(ListScreen):
    """The promises of the whole floor, one's own first."""

    CSS = """
    PromisesScreen Promises { height: 1fr; }
    PromisesScreen Owed { height: 4; }
    """

    def body(self) -> Iterable[Widget]:
        """The list, and the promise under its cursor."""
        yield Promises()
        yield Owed()

    @property
    def listing(self) -> Promises:
        """The list."""
        return self.query_one(Promises)

    @property
    def promise(self) -> Promise | None:
        """The promise under the cursor."""
        return self.shift.board.promises.get(self.listing.at or 0)

    @property
    def selected(self) -> int | None:
        """The incident that the promise under the cursor is about."""
        return self.promise.incident if self.promise else None

    def show_row(self) -> None:
        """Draw the promise under the cursor."""
        self.query_one(Owed).show(self.shift.sight, self.promise, self.shift.incident(self.selected))

    def ways(self) -> Ways:
        """How a promise may end; a reason is typed on the command line."""
        promise = self.promise
        if promise is None:
            return Ways("Nothing is promised to anybody now.")
        name = f"P{promise.id}"
        ends = (("Broken: say why", f"pb {name} "), ("Not needed any more: say why", f"pn {name} "))
        return Ways(promised(promise), (*self._keeping(promise), ("I take it over", v.TakePromise(promise.id)), *ends))

    def _keeping(self, promise: Promise) -> Iterator[tuple[str, Way]]:
        incident = self.shift.incident(promise.incident)
        if promise.kind == "hold" and promise.call is not None:
            yield "Speak to them now", v.Resume(promise.call)
            return
        if promise.kind == "wait" and incident is not None:
            yield "They were rung: say the new time in minutes", f"wt #{incident.short} "
        yield "Kept", v.EndPromise(promise.id)
        if promise.kind in ("callback", "welfare"):
            yield "Nobody answered: that is an attempt", v.TryPromise(promise.id)
