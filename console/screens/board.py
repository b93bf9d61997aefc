"""The dispatcher's screen: the pending queue, the selected incident and the unit board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.widget import Widget

from console.desk.verbs import MakeContact
from console.screens.frame import Action, Frame
from console.widgets.listing import Listing
from console.widgets.paper import Paper, fit, rule
from console.widgets.queue import Queue
from console.widgets.sight import Sight
from console.widgets.story import Selected
from console.widgets.units import Units

TALL = 34


class LastActions(Paper):
    """One's own newest commands; tall screens have room for them."""

    def show(self, sight: Sight, done: Iterable[tuple[int, str]]) -> None:
        """Draw them in two columns."""
        width = self.size.width
        acts = [f" {sight.time(when)} {said}" for when, said in done]
        rows = [rule("LAST 6 ACTIONS   Z undoes your newest within 10 s; a later fix is a new line", width)]
        half = width // 2
        for left, right in zip(acts[:3] + [""] * (3 - len(acts[:3])), (acts[3:] + [""] * 3)[:3], strict=False):
            rows.append(((fit(left, half) + fit(right, half), "dim"),))
        self.write(rows)


class BoardScreen(Frame):
    """What waits, what is being worked on, and who is free."""

    CSS = """
    BoardScreen Queue { height: 4fr; }
    BoardScreen Selected { height: 3; }
    BoardScreen.-tall Selected { height: 7; }
    BoardScreen Units { height: 5fr; }
    BoardScreen LastActions { display: none; height: 4; }
    BoardScreen.-tall LastActions { display: block; }
    """
    context = "lists"
    floor = True

    def body(self) -> Iterable[Widget]:
        """The two lists with the selected incident between them."""
        yield Queue()
        yield Selected()
        yield Units()
        yield LastActions()

    def on_mount(self) -> None:
        """The queue has the keys first."""
        self.set_focus(self.query_one(Queue))

    def on_resize(self) -> None:
        """Tall screens show more of the story and one's last actions."""
        self.set_class(self.size.height >= TALL, "-tall")
        super().on_resize()

    @property
    def selected(self) -> int | None:
        """The incident under the queue's cursor."""
        return self.query_one(Queue).at

    @property
    def listing(self) -> Queue | Units:
        """The list that keys move in."""
        return self.query_one(Units) if isinstance(self.focused, Units) else self.query_one(Queue)

    def show(self) -> None:
        """Draw everything."""
        super().show()
        sight = self.shift.sight
        self.query_one(Queue).show(sight)
        self.query_one(Units).show(sight)
        self.query_one(Selected).show_selected(sight, self.shift.incident(self.selected))
        self.query_one(LastActions).show(sight, self.shift.done)

    def actions(self) -> Mapping[str, Action]:
        """The lists' commands beside everyone's."""
        return {
            **super().actions(),
            "list.down": lambda: self.listing.move(1),
            "list.up": lambda: self.listing.move(-1),
            "list.page_down": lambda: self.listing.move(self.listing.page),
            "list.page_up": lambda: self.listing.move(-self.listing.page),
            "list.first": lambda: self.listing.move(-len(self.listing.keys)),
            "list.last": lambda: self.listing.move(len(self.listing.keys)),
            "list.open": self.open_row,
            "list.other": self.other_list,
            "list.queue": lambda: self._focus(Queue),
            "list.units": lambda: self._focus(Units),
            "call.remarks": lambda: self.begin_command("r "),
            "incident.oldest": self.oldest,
            "unit.contact": self.contact,
        }

    def _focus(self, listing: type[Queue] | type[Units]) -> None:
        self.set_focus(self.query_one(listing))

    def other_list(self) -> None:
        """From one list to the other."""
        self._focus(Queue if isinstance(self.focused, Units) else Units)

    def open_row(self) -> None:
        """Open the row under the cursor: an incident's form, or the incident a unit is on."""
        listing = self.listing
        if isinstance(listing, Units):
            unit = self.shift.board.units.get(listing.at or "")
            job = self.shift.board.current(unit) if unit else None
            if job is None:
                self.shift.say(f"{listing.at or 'No unit'} is on no incident.", refused=True)
            else:
                self.go_to(job.incident)
        elif listing.at is not None:
            self.post_message(Listing.Opened(listing))

    def go_to(self, incident: int) -> None:
        """Put the cursor on an incident."""
        queue = self.query_one(Queue)
        if incident in queue.keys:
            self.set_focus(queue)
            queue.go(incident)
        else:
            known = self.shift.incident(incident)
            state = known.state if known else "gone"
            self.shift.say(f"#{known.short if known else incident} is {state}; it is not in the queue.", refused=True)

    def oldest(self) -> None:
        """The incident that has been late longest, with the queue in its order again."""
        queue = self.query_one(Queue)
        self.set_focus(queue)
        queue.resort()
        if queue.keys:
            queue.go(queue.keys[0])
        else:
            self.shift.say("Nothing waits and nothing is being worked on.")

    def contact(self) -> None:
        """The unit under the cursor is all right."""
        at = self.query_one(Units).at
        if at is not None:
            self.shift.ask(MakeContact(at), said=f"{at} is all right")

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Another incident is the selected one."""
        self.show()
