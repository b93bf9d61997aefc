"""What every screen has: the top line, the notice, the command line, the keys, and a sheet to lay over it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from console.commands import BY_ID, COMMANDS
from console.desk.verbs import Dispatch, SeeAlarm, SetPriority, Undo
from console.rules.incident import title
from console.rules.recommend import recommend
from console.screens.ordering import Ordering
from console.screens.searching import search
from console.screens.service import service_actions
from console.screens.shift import Armed, Shift
from console.widgets.answers import Answers
from console.widgets.command_line import CommandField, CommandLine
from console.widgets.lines import KeyLine, Notice, TopLine
from console.widgets.narrow import NarrowCompositor
from console.widgets.paper import fit
from console.widgets.sheet import Sheet

WHERE = {
    "call": "in a call; F2 opens one",
    "lists": "in a list; ^O Q goes there",
    "anywhere": "on the board; ^O G 2 goes there",
}
"""Where a command that means nothing here does mean something."""


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
        self._choose: Callable[[int], None] | None = None

    def body(self) -> Iterable[Widget]:
        """What stands between the top line and the notice."""
        return ()

    def compose(self) -> ComposeResult:
        """The lines that are always in view, around the body."""
        yield TopLine()
        yield from self.body()
        yield Notice()
        yield CommandLine()
        yield KeyLine()
        yield Sheet()

    @property
    def typing(self) -> bool:
        """Whether plain characters are typed into something now."""
        return isinstance(self.focused, Input | Answers)

    @property
    def drawable(self) -> bool:
        """Whether its lines are there: not before it is put up, nor while it is taken down."""
        return self.is_mounted and bool(self.query(Notice)) and bool(self.query(KeyLine))

    def show(self) -> None:
        """Draw what there is to see now."""
        self.show_answer()
        self.show_mode()

    def show_answer(self) -> None:
        """Draw the answer line, or the top alarm where there is no fresh answer."""
        shift = self.shift
        self.query_one(Notice).show(shift.sight.alarms, shift.answer, shift.refused)

    def show_mode(self) -> None:
        """Draw whether keys type or command, and which keys matter now."""
        self.query_one(TopLine).show(self.shift.sight, self.typing, self.floor)
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
            "incident.dispatch": self.dispatch,
            "incident.raise": lambda: self.change_priority(-1),
            "incident.lower": lambda: self.change_priority(1),
            "incident.remark": lambda: self.begin_command("r "),
            "incident.close": self.begin_closing,
            "unit.status": lambda: self.begin_command(""),
            "alarm.see": self.see_alarm,
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
            where = WHERE[command.context]
            self.shift.say(f"{command.title} works {where}.", refused=True)
        else:
            done = action()
            if done is not None:
                await done

    async def catch(self, event: events.Key) -> bool:
        """Keys that a sheet or the command line wants before all others; says whether it took this one."""
        sheet = self.query_one(Sheet)
        if sheet.display:
            return self._in_sheet(sheet, event.key)
        return isinstance(self.focused, CommandField) and self.in_command_line(event.key)

    def _in_sheet(self, sheet: Sheet, key: str) -> bool:
        moves = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -9999, "end": 9999}
        if key in moves:
            sheet.move(moves[key])
            return True
        choose, at = self._choose, sheet.at
        sheet.lift()
        self._choose = None
        if key in ("enter", "ctrl+j") and choose is not None:
            choose(at)
        return key in ("enter", "ctrl+j", "ctrl+g", "escape")

    def lay(self, title: str, rows: list[str], choose: Callable[[int], None] | None = None, at: int = 0) -> None:
        """Lay a sheet over the screen, the cursor on row `at`; `choose` is told the row that Enter picks."""
        self._choose = choose
        self.query_one(Sheet).lay(title, rows, at)

    def lay_menu(self) -> None:
        """Every command that means something here, with its keys; Enter does it."""
        fitting = [c for c in COMMANDS if c.context in ("anywhere", self.context) and c.id != "menu.open"]
        rows = [f"{', '.join(self.shift.keymap.keys_of(c.id)):<14} {c.title:<12} {c.help}" for c in fitting]
        self.lay("COMMANDS   arrows move, Enter does it, ^G goes back", rows, lambda at: self.chosen(fitting[at].id))

    def search(self, text: str) -> None:
        """Look for what was ever recorded with these words, and lay what was found over the screen."""
        search(self, text)

    def lay_phrases(self) -> None:
        """The phrases; Enter marks one as said."""
        phrases = self.shift.centre.phrases
        rows = [f"{phrase.id:<5}{fit(phrase.when, 20)} {phrase.text}" for phrase in phrases]
        self.lay("SAY   Enter marks it as said, ^G goes back", rows, lambda at: self.said(phrases[at].id))

    def said(self, phrase: str) -> None:
        """A phrase was said: the log keeps its id on the call in hand."""
        self.shift.say("There is no call to note it on; F2 opens one.", refused=True)

    def back(self) -> None:
        """One step back; what was typed stays where it is."""
        self.shift.say("")
        if isinstance(self.focused, CommandField):
            self.leave_command()

    def dispatch(self) -> None:
        """Show whom to send and why; the second press sends them."""
        shift, incident = self.shift, self.shift.incident(self.selected)
        if incident is None:
            shift.say("Select an incident first; the queue is at ^O Q.", refused=True)
        elif shift.armed is not None and shift.armed.incident == incident.id:
            units, shift.armed = shift.armed.units, None
            shift.ask(Dispatch(units, incident.id), said=f"dispatch {' '.join(units)} to {title(incident)}")
        else:
            advice = recommend(shift.board, shift.centre, incident)
            if advice.units:
                shift.armed = Armed(incident.id, advice.units)
                shift.say(f"F7 sends {' '.join(advice.units)} to #{incident.short}: {advice.why}")
            else:
                shift.say(f"Nobody to send to #{incident.short}: {advice.why}", refused=True)

    def change_priority(self, by: int) -> None:
        """Raise (negative) or lower the priority of the selected incident."""
        incident = self.shift.incident(self.selected)
        if incident is None:
            self.shift.say("Select an incident first; the queue is at ^O Q.", refused=True)
        else:
            wanted = (incident.priority or 3) + by
            self.shift.ask(SetPriority(incident.id, wanted), said=f"#{incident.short} to priority {wanted}")

    def see_alarm(self) -> None:
        """Say that the top alarm was seen."""
        alarms = self.shift.sight.alarms
        if alarms:
            self.shift.ask(SeeAlarm(alarms[0].id), said=f"seen: {alarms[0].text}")
        else:
            self.shift.say("No alarm waits to be seen.")

    def on_resize(self) -> None:
        """Very low windows lose the footer first."""
        self.set_class(self.size.height < 24, "-low")
        self.shift.changed()
