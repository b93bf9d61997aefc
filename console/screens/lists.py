"""What the screens with one list have in common: its keys, and an incident that opens as its form."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping

from msgspec import Struct

from console.desk import verbs as v
from console.screens.frame import Action, Frame
from console.widgets.listing import Listing

Way = v.Verb | str | Callable[[], None]
"""What a choice does: it asks for a verb, begins a command line (empty: it is only there to be read), or else."""


class Ways(Struct, frozen=True):
    """What can be done `about` a row, each as it reads; without any, `about` is a sentence that says why."""

    about: str
    rows: tuple[tuple[str, Way], ...] = ()


class ListScreen(Frame):
    """A screen whose one list has the keys."""

    context = "lists"
    floor = True

    @property
    @abstractmethod
    def listing(self) -> Listing[int] | Listing[str]:
        """The list."""

    @property
    def furnished(self) -> bool:
        """Whether its list has the keys."""
        return self.is_mounted and self.focused is not None

    def on_mount(self) -> None:
        """The list has the keys."""
        self.set_focus(self.listing)

    def show(self) -> None:
        """Draw everything."""
        super().show()
        self.listing.show(self.shift.sight)
        self.show_row()

    def show_row(self) -> None:
        """Draw what is shown of the row under the cursor beside the row itself."""

    def on_listing_moved(self, event: Listing.Moved) -> None:
        """Another row is the one under the cursor."""
        self.show_row()

    def actions(self) -> Mapping[str, Action]:
        """The list's keys beside everyone's."""
        return {
            **super().actions(),
            "list.down": lambda: self.listing.move(1),
            "list.up": lambda: self.listing.move(-1),
            "list.page_down": lambda: self.listing.move(self.listing.page),
            "list.page_up": lambda: self.listing.move(-self.listing.page),
            "list.first": lambda: self.listing.move(-len(self.listing.keys)),
            "list.last": lambda: self.listing.move(len(self.listing.keys)),
            "list.open": self.open_row,
            "list.other": lambda: self.shift.say(
                f"This screen has one list; the board is at {self.shift.key('screen.board')}."
            ),
            "call.remarks": lambda: self.begin_command("r "),
        }

    @abstractmethod
    def ways(self) -> Ways:
        """What can be done with the row under the cursor."""

    def open_row(self) -> None:
        """Lay a sheet of what can be done with the row under the cursor."""
        ways = self.ways()
        if ways.rows:
            title = f"{ways.about}   Enter does it, {self.way_back}"
            self.lay(title, [row for row, _ in ways.rows], lambda at: self.do_way(ways, at))
        else:
            self.shift.say(ways.about, refused=True)

    def do_way(self, ways: Ways, at: int) -> None:
        """Do what was chosen."""
        said, way = ways.rows[at]
        if isinstance(way, str):
            if way:
                self.begin_command(way)
        elif callable(way):
            way()
        else:
            self.shift.ask(way, said=f"{ways.about}: {said}")
