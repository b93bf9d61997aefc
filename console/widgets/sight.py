"""What the screens are shown once a second and after each change: the board, the centre and the time."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct

from console.commands import BY_ID
from console.keymap import Keymap
from console.rules import flood
from console.rules.alarm import AtHand, at_hand
from console.rules.alarm_kinds import Alarm
from console.rules.board import Board, Call, Incident
from console.rules.centre import Centre
from console.rules.clock import due
from console.rules.notice import running
from console.rules.story import StoryLine, story
from console.rules.told import Bulletin, Whisper


class Mode(Struct, frozen=True):
    """What kind of console this is, in the top line, and again at the foot where `foot` says it; `ink` is its role."""

    word: str = "LIVE"
    ink: str = "accent"
    foot: str = ""


LIVE = Mode()


class Sight(Struct, frozen=True, dict=True):
    """A board at a moment (`now`, ms UTC) as one position sees it.

    `muted` is its bell, `of_desk` are the alarms about the desk itself, `mark` says in the top line how it stands.
    """

    board: Board
    centre: Centre
    now: int
    position: str
    who: str
    keymap: Keymap | None = None
    muted: bool = False
    of_desk: tuple[Alarm, ...] = ()
    mark: str = ""
    desk_lines: bool = True
    """Whether the desk's own lines are shown in a story."""
    mode: Mode = LIVE

    def key(self, id: str, *, typing: bool = True) -> str:
        """The shortest way to a command, for whoever is typing or in a list; its name where there are no keys."""
        return self.keymap.shortest(id, typing=typing) if self.keymap else BY_ID[id].title

    @cached_property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return ZoneInfo(self.centre.timezone)

    def time(self, when: int) -> str:
        """A moment as the centre's wall clock shows it: 14:32:07."""
        return datetime.fromtimestamp(when / 1000, self.zone).strftime("%H:%M:%S")

    def moment(self, when: int) -> str:
        """A moment to come: 18:00, with the day where it is not today."""
        at = self.time(when)[:5]
        there = datetime.fromtimestamp(when / 1000, self.zone).date().isoformat()
        return at if there == self.today else f"{self.day(when)} {at}"

    @cached_property
    def date(self) -> str:
        """The day at the centre: Sat 21 Nov."""
        return datetime.fromtimestamp(self.now / 1000, self.zone).strftime("%a %d %b")

    @cached_property
    def today(self) -> str:
        """The day at the centre as an ISO date."""
        return datetime.fromtimestamp(self.now / 1000, self.zone).date().isoformat()

    def day(self, when: int) -> str:
        """A moment's day as people say it: 12 Nov, with the year where it is another one."""
        at = datetime.fromtimestamp(when / 1000, self.zone)
        year = "" if f"{at:%Y}" == self.today[:4] else f" {at:%Y}"
        return f"{at.day} {at:%b}{year}"

    @cached_property
    def at_hand(self) -> AtHand:
        """The alarms that nobody has seen yet, and those put aside."""
        return at_hand(self.board, self.centre, self.now, self.of_desk)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What nobody has seen yet, worst first."""
        return self.at_hand.alarms

    @cached_property
    def alarm_rows(self) -> tuple[flood.Row, ...]:
        """The lines for the alarms, ten at most: in a flood those of a kind share one."""
        return flood.rows(self.board, self.alarms, self.position, self.now)

    @cached_property
    def bulletins(self) -> tuple[Bulletin, ...]:
        """The bulletins that this person has not read, the newest first."""
        return tuple(b for b in running(self.board, self.now) if self.who not in (b.by, *b.read))

    @cached_property
    def pending(self) -> tuple[Incident, ...]:
        """Incidents that wait for a unit."""
        return tuple(i for i in self.board.incidents.values() if i.state in ("pending", "deferred"))

    @cached_property
    def urgent_waiting(self) -> int:
        """How many incidents of priority 1 or 2 wait for a unit."""
        return sum(incident.priority in (1, 2) for incident in self.pending)

    @property
    def ringing(self) -> int:
        """How many lines ring."""
        return sum(call.state == "ringing" for call in self.board.calls.values())

    @cached_property
    def overdue(self) -> int:
        """How many incidents wait for a unit longer than they should."""
        dues = (due(incident, self.centre.standard) for incident in self.pending)
        return sum(when is not None and when < self.now for when in dues)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """This position's own lines, and those that ring."""
        mine = self.board.calls_of(self.position)
        return (*mine, *(call for call in self.board.calls.values() if call.state == "ringing"))

    @property
    def whisper(self) -> Whisper | None:
        """What was whispered to this position last."""
        return self.board.whispers.get(self.position)

    @cached_property
    def call(self) -> Call | None:
        """The call this position talks on now."""
        talking = [call for call in self.board.calls_of(self.position) if call.state == "answered"]
        return talking[-1] if talking else None

    def story(self, incident: Incident) -> tuple[StoryLine, ...]:
        """An incident's lines in order of time."""
        return story(self.board, incident, self.time)
