"""The dispatcher's screen: the pending queue, the selected incident and the unit board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from textual.widget import Widget

from console.desk.floor import Floor
from console.desk.unit_ways import ways
from console.rules.filter import Filter
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
        width, key = self.size.width, sight.key("desk.undo", typing=False)
        acts = [f" {sight.time(when)} {said}" for when, said in done]
        rows = [rule(f"LAST 6 ACTIONS   {key} undoes your newest within 10 s; a later fix is a new line", width)]
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
    BoardScreen.-queue Units, BoardScreen.-queue Selected, BoardScreen.-queue LastActions { display: none; }
    BoardScreen.-units Queue, BoardScreen.-units Selected, BoardScreen.-units LastActions { display: none; }
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
    def selected_unit(self) -> str:
        """The unit under the cursor, while the unit board has the keys."""
        return self.query_one(Units).at or "" if isinstance(self.focused, Units) else ""

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
            "list.sort_next": lambda: self.sort_on(1),
            "list.sort_before": lambda: self.sort_on(-1),
            "list.filter": lambda: self.begin_command("f "),
            "list.zoom": self.zoom,
            "list.queue": lambda: self._focus(Queue),
            "list.units": lambda: self._focus(Units),
            "call.remarks": lambda: self.begin_command("r "),
            "incident.oldest": self.oldest,
        }

    def _focus(self, listing: type[Queue] | type[Units]) -> None:
        if self.zoomed:
            self._zoom_on(listing)
        self.set_focus(self.query_one(listing))

    @property
    def zoomed(self) -> bool:
        """Whether one of the lists has the whole screen."""
        return self.has_class("-queue") or self.has_class("-units")

    def _zoom_on(self, listing: type[Queue] | type[Units] | None) -> None:
        self.set_class(listing is Queue, "-queue")
        self.set_class(listing is Units, "-units")

    def zoom(self) -> None:
        """Give the list that has the keys the whole screen, or put all panes back."""
        self._zoom_on(None if self.zoomed else type(self.listing))

    def sort_on(self, columns: int) -> None:
        """Sort the list that has the keys by another column."""
        self.listing.sort_on(columns)
        self.show()
        self.shift.say(f"sorted by {self.listing.sort}")

    def put_filter(self, text: str) -> None:
        """Show only what fits, in every list that has such columns; without conditions all rows of both."""
        wanted = Filter.parse(text)
        on_queue, on_units = wanted.lists
        if on_queue:
            self.query_one(Queue).put_filter(wanted)
        if on_units:
            self.query_one(Units).put_filter(wanted)
        self.show()

    def lookup(self) -> Floor:
        """What a command line is read against, with whether rows are hidden."""
        filtered = any(listing.filter.conditions for listing in (self.query_one(Queue), self.query_one(Units)))
        return replace(super().lookup(), filtered=filtered)

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
            if known is not None and known.state == "draft":  # it is in no queue until it was sent from its form
                super().go_to(incident)
                return
            if known is not None and queue.hides(incident):
                self.shift.say(f"The filter hides #{known.short};  f  shows every row again.", refused=True)
                return
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

    def unit_status(self) -> None:
        """What can be done with the unit under the cursor; elsewhere the command line."""
        at = self.query_one(Units).at if isinstance(self.focused, Units) else None
        if at is None:
            super().unit_status()
        else:
            self.follow_order(ways(self.lookup(), at))

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Another incident is the selected one."""
        self.show()
