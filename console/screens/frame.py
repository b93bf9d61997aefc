"""What every screen has: the top line, the notice, the command line, the keys, and a sheet to lay over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from console.commands import BY_ID, COMMANDS
from console.desk.floor import Order
from console.desk.verbs import Dispatch, SetPriority, Undo
from console.press import plain
from console.rules.hands import jobs_seen
from console.rules.incident import title
from console.rules.recommend import recommend
from console.screens.alarming import alarm_actions, attend
from console.screens.ordering import Ordering
from console.screens.service import service_actions
from console.screens.shift import Armed, Shift
from console.widgets.answers import Answers
from console.widgets.command_line import CommandField, CommandLine
from console.widgets.lines import KeyLine, TopLine
from console.widgets.narrow import NarrowCompositor
from console.widgets.notice import Notice
from console.widgets.paper import Paper, fit
from console.widgets.sheet import MOVES, Sheet
from console.widgets.whispered import Whispered

WHERE = {
    "call": ("in a call", "call.take", "opens one"),
    "lists": ("in a list", "list.queue", "goes there"),
    "anywhere": ("on the board", "screen.board", "goes there"),
}
"""Where a command that means nothing here does mean something, and what leads there."""

Choose = Callable[[int], None]
Action = Callable[[], Awaitable[None] | None]
"""What a command does on a screen; one that has to ask the desk first is waited for."""


class Frame(Ordering):
    """A screen of the console. It is shown the sight, and does what a command asks of it."""

    DEFAULT_CSS = """
    Frame.-low KeyLine { display: none; }
    """
    context = "anywhere"
    floor = False

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift, name)
        self._compositor = NarrowCompositor()
        self._choose: Choose | None = None
        self._numbers = 0

    def body(self) -> Iterable[Widget]:
        """What stands between the top line and the notice."""
        return ()

    def compose(self) -> ComposeResult:
        """The lines that are always in view, around the body."""
        yield TopLine()
        yield from self.body()
        yield Whispered()
        yield Paper()  # where the notice stands while it is one line
        yield Notice()
        yield CommandLine()
        yield KeyLine()
        yield Sheet()

    @property
    def typing(self) -> bool:
        """Whether plain characters are typed into something now."""
        return isinstance(self.focused, Input | Answers) and not self.shift.press.normal

    @property
    def selected_unit(self) -> str:
        """The unit under the cursor, while a list of units has the keys."""
        return ""

    @property
    def sheet_up(self) -> bool:
        """Whether a sheet lies over the screen and has the keys."""
        return bool(self.query_one(Sheet).display)

    def lift_sheet(self) -> bool:
        """Take away the sheet that lies over the screen; says whether there was one."""
        if not self.sheet_up:
            return False
        self._choose = None
        self.query_one(Sheet).lift()
        return True

    @property
    def drawable(self) -> bool:
        """Whether its lines are there: not before it is put up, nor while it is taken down."""
        return self.is_mounted and bool(self.query(Notice)) and bool(self.query(KeyLine))

    def show(self) -> None:
        """Draw what there is to see now."""
        self.shift.hearing.open = self.selected if self.context == "call" else None
        self.query_one(Whispered).show(self.shift.sight)
        self.show_answer()
        self.show_mode()
        attend(self)

    def show_answer(self) -> None:
        """Draw the answer line, or the top alarm where there is no fresh answer."""
        shift, notice = self.shift, self.query_one(Notice)
        notice.show(shift.sight, shift.answer, shift.refused)
        foot = 1 if self.has_class("-low") else 2
        notice.stand_above(foot)
        self.query_one(Sheet).stand_above(foot + notice.rows)

    def show_mode(self) -> None:
        """Draw whether keys type or command, and which keys matter now."""
        self.query_one(TopLine).show(self.shift.sight, self.typing, self.floor)
        self.query_one(CommandLine).show(self.shift.sight.mode)
        self.query_one(KeyLine).show(self.keys())

    def on_descendant_focus(self) -> None:
        """The keys mean something else from now on."""
        self.show_mode()

    def keys(self) -> list[tuple[str, str]]:
        """The footer: what matters for what has the focus, with the shortest key of each."""
        typing = self.typing or self.context == "call"
        order = {c.id: c.footer if typing else c.bare for c in COMMANDS if c.context in ("anywhere", self.context)}
        shown = sorted((id for id in order if order[id]), key=lambda id: order[id])
        return [(self.shift.keymap.shortest(id, typing=typing), BY_ID[id].title) for id in shown]

    def actions(self) -> Mapping[str, Action]:
        """What this screen does for which command."""
        return {
            **service_actions(self),
            **alarm_actions(self),
            "incident.dispatch": self.dispatch,
            "incident.raise": lambda: self.change_priority(-1),
            "incident.lower": lambda: self.change_priority(1),
            "incident.remark": lambda: self.begin_command("r "),
            "incident.close": self.begin_closing,
            "unit.status": self.unit_status,
            "story.system": self.shift.show_desk_lines,
            "line.command": lambda: self.begin_command(""),
            "call.say": self.lay_phrases,
            "menu.open": self.lay_menu,
            "help.open": self.lay_menu,
            "desk.undo": lambda: self.shift.ask(Undo(), said="taken back"),
            "screen.back": self.back,
        }

    async def command(self, id: str) -> None:
        """Do what a command says here, or say that it means nothing here."""
        action = self.actions().get(id)
        if action is None:
            command = BY_ID[id]
            where, way, does = WHERE[command.context]
            self.shift.say(f"{command.title} works {where}; {self.shift.key(way)} {does}.", refused=True)
        else:
            done = action()
            if done is not None:
                await done

    async def catch(self, event: events.Key) -> bool:
        """Keys that a sheet or the command line wants before all others; says whether it took this one."""
        sheet = self.query_one(Sheet)
        if sheet.display:
            character = event.character if event.character and event.character.isprintable() else ""
            return self._in_sheet(sheet, plain(character or event.key))
        return isinstance(self.focused, CommandField) and self.in_command_line(event.key)

    def _in_sheet(self, sheet: Sheet, key: str) -> bool:
        id = self.shift.keymap.in_list(key)
        if id in MOVES:
            sheet.move(-1 if key == "shift+tab" else MOVES[id])
            return True
        if key == self.shift.keymap.leader:  # what it begins decides what becomes of the sheet
            return False
        picked = key.isdecimal() and 0 < int(key) <= self._numbers
        choose, at = self._choose, int(key) - 1 if picked else sheet.at
        self.lift_sheet()
        if (picked or id == "list.open") and choose is not None:
            choose(at)
        return picked or id in ("list.open", "screen.back")

    def lay(
        self, title: str, rows: list[str], choose: Choose | None = None, at: int = 0, *, numbered: bool = False
    ) -> None:
        """Lay a sheet over the screen, the cursor on row `at`.

        `choose` is told the row that Enter picks, or its number where the rows are `numbered`.
        """
        self._choose, self._numbers = choose, len(rows) if numbered else 0
        shown = [f"{number}  {row}" for number, row in enumerate(rows, 1)] if numbered else rows
        self.query_one(Sheet).lay(title, shown, at)

    def lay_choices(self, order: Order) -> None:
        """Lay what a line leaves open over the screen; Enter chooses."""
        from console.screens import units  # read in after the first frame

        units.lay_choices(self, order)

    def lay_reading(self, order: Order) -> None:
        """Lay lines to be read over the screen."""
        self.lay(f"{order.said}   {self.way_back}", list(order.read))

    def came_upon(self, text: str) -> None:
        """Look up where a unit came upon something, and put it on the log."""
        from console.screens import units  # read in after the first frame

        units.came_upon(self, text)

    @property
    def way_back(self) -> str:
        """What a sheet's title says of the key that takes it away."""
        return f"{self.shift.key('screen.back')} goes back"

    def lay_menu(self) -> None:
        """Every command that means something here, with its keys; Enter does it."""
        fitting = [c for c in COMMANDS if c.context in ("anywhere", self.context) and c.id != "menu.open"]
        rows = [f"{', '.join(self.shift.keymap.keys_of(c.id)):<14} {c.title:<12} {c.help}" for c in fitting]
        self.lay(
            f"COMMANDS   arrows move, Enter does it, {self.way_back}", rows, lambda at: self.chosen(fitting[at].id)
        )

    def search(self, text: str) -> None:
        """Look for what was ever recorded with these words, and lay what was found over the screen."""
        from console.screens import searching  # read in after the first frame

        searching.search(self, text)

    def history(self, asked: str) -> None:
        """Look back at what was asked for, and lay it over the screen."""
        from console.screens import looking  # read in after the first frame

        looking.history(self, asked)

    def lay_phrases(self) -> None:
        """The phrases; Enter marks one as said."""
        phrases = self.shift.centre.phrases
        rows = [f"{phrase.id:<5}{fit(phrase.when, 20)} {phrase.text}" for phrase in phrases]
        self.lay(f"SAY   Enter marks it as said, {self.way_back}", rows, lambda at: self.said(phrases[at].id))

    def said(self, phrase: str) -> None:
        """A phrase was said: the log keeps its id on the call in hand."""
        self.shift.say(f"There is no call to note it on; {self.shift.key('call.take')} opens one.", refused=True)

    def back(self) -> None:
        """One step back; what was typed stays where it is."""
        self.shift.say("")
        if isinstance(self.focused, CommandField):
            self.leave_command()

    def dispatch(self) -> None:
        """Show whom to send and why; the second press sends them. A line that sends somebody is given as it stands."""
        shift, incident = self.shift, self.shift.incident(self.selected)
        if self.give_if_it_sends():
            return
        if incident is None:
            self.say_select()
        elif shift.armed is not None and shift.armed.incident == incident.id:
            (units, seen), shift.armed = (shift.armed.units, shift.armed.seen), None
            shift.ask(Dispatch(units, incident.id, seen=seen), said=f"dispatch {' '.join(units)} to {title(incident)}")
        else:
            advice = recommend(shift.board, shift.centre, incident)
            if advice.units:
                shown = f"{shift.key('incident.dispatch')} sends {' '.join(advice.units)} to #{incident.short}: "
                armed = Armed(incident.id, advice.units, jobs_seen(shift.board, advice.units))
                shift.arm(armed, shown + advice.why)
            else:
                shift.say(f"Nobody to send to #{incident.short}: {advice.why}", refused=True)

    def say_select(self) -> None:
        """Say that an incident has to be selected first."""
        self.shift.say(f"Select an incident first; the queue is at {self.shift.key('list.queue')}.", refused=True)

    def change_priority(self, by: int) -> None:
        """Raise (negative) or lower the priority of the selected incident."""
        incident = self.shift.incident(self.selected)
        if incident is None:
            self.say_select()
        else:
            wanted = (incident.priority or 3) + by
            self.shift.ask(SetPriority(incident.id, wanted), said=f"#{incident.short} to priority {wanted}")

    def unit_status(self) -> None:
        """The command line, for what a unit did."""
        self.begin_command("")

    def on_resize(self) -> None:
        """Very low windows lose the footer first."""
        self.set_class(self.size.height < 24, "-low")
        self.shift.changed()
