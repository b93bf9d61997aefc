"""What every screen does about alarms, danger and bulletins; and when its bell sounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from console.desk.verbs import MakeContact, RaiseDanger, ReadBulletin, SeeAlarm
from console.rules.bell import ring
from console.rules.check import overdue
from console.rules.flood import Row
from console.rules.incident import title
from console.rules.notice import running
from console.rules.told import Bulletin
from console.rules.wording import listed
from console.widgets.sight import Sight

if TYPE_CHECKING:
    from console.screens.frame import Frame


def alarm_actions(frame: Frame) -> Mapping[str, Callable[[], None]]:
    """What a screen does for the commands that are about alarms and what all desks are told."""
    return {
        "alarm.see": lambda: see_top(frame),
        "alarm.shelve": lambda: _shelve(frame),
        "alarm.list": lambda: _lay_alarms(frame),
        "bell.mute": lambda: _mute(frame),
        "bulletin.list": lambda: _lay_bulletins(frame),
        "danger.raise": lambda: _danger(frame),
        "unit.contact": lambda: _contact(frame),
    }


def attend(frame: Frame) -> None:
    """What is drawn now goes on record once; the bell sounds for it, but never with no line of it in view."""
    shift = frame.shift
    sight = shift.sight
    shift.show_alarms()
    rows = sight.alarm_rows
    if shift.answer and not (rows and rows[0].level == 1):
        return
    shift.bell, sounds = ring(shift.bell, sight.alarms, sight.position, sight.now)
    if sounds and not shift.muted:
        frame.app.bell()


def see_top(frame: Frame) -> None:
    """Say that the top line of the alarms was seen: one alarm, or in a flood all that it stands for."""
    rows = frame.shift.sight.alarm_rows
    if rows:
        _see(frame, rows[0])
    else:
        frame.shift.say("No alarm waits to be seen.")


def _see(frame: Frame, row: Row) -> None:
    frame.shift.ask(*(SeeAlarm(alarm.id) for alarm in row.alarms), said=f"seen: {row.text}")


def _contact(frame: Frame) -> None:
    """A unit is all right: the one under the cursor, else the one that the top alarm asks about, else the next one."""
    shift, sight = frame.shift, frame.shift.sight
    asked = [alarm.unit for alarm in sight.alarms[:1] if alarm.kind == "check"]
    late = [unit.callsign for unit in overdue(sight.board, sight.centre, sight.now)]
    name = next((one for one in (frame.selected_unit, *asked, *late) if one), "")
    if name:
        shift.ask(MakeContact(name), said=f"{name} is all right")
    else:
        shift.say(f"No unit has to be asked now; {shift.key('list.units')} goes to the units, or  y12")


def _shelve(frame: Frame) -> None:
    if frame.shift.sight.alarms:
        frame.shift.say("Say why it can wait and for how many minutes, as in  sh tow is on the way 20")
        frame.begin_command("sh ")
    else:
        frame.shift.say("No alarm waits to be put aside.")


def _mute(frame: Frame) -> None:
    shift = frame.shift
    shift.muted = not shift.muted
    again = shift.key("bell.mute")
    shift.say(f"The bell is off; {again} brings it back." if shift.muted else "The bell sounds again.")
    shift.changed()


def _lay_alarms(frame: Frame) -> None:
    """The alarms at hand in ten rows at most; Enter says that a row was seen."""
    sight = frame.shift.sight
    rows, aside = sight.alarm_rows, len(sight.at_hand.shelved)
    shelved = f", {aside} put aside" if aside else ""
    if rows:
        said = [f"{'!!' if row.level == 1 else ' !'} {row.text}" for row in rows]
        frame.lay(
            f"ALARMS {len(sight.alarms)}{shelved}   Enter: I have seen it, {frame.way_back}",
            said,
            lambda at: _see(frame, rows[at]),
        )
    else:
        frame.shift.say(f"No alarm waits to be seen{shelved}.")


def _lay_bulletins(frame: Frame) -> None:
    """The bulletins that hold, the newest first; Enter marks one as read."""
    sight = frame.shift.sight
    found = running(sight.board, sight.now)
    if found:
        frame.lay(
            f"BULLETINS   Enter: I have read it,  bb text until 18:00  adds one, {frame.way_back}",
            [_bulletin(sight, bulletin) for bulletin in found],
            lambda at: _read(frame, found[at]),
        )
    else:
        frame.shift.say("There is no bulletin;  bb text until 18:00  tells all desks something.")


def _bulletin(sight: Sight, bulletin: Bulletin) -> str:
    mark = " " if sight.who in (bulletin.by, *bulletin.read) else "*"
    readers = f"   read by {listed(bulletin.read)}" if bulletin.read else "   read by nobody yet"
    posted, until = sight.time(bulletin.posted)[:5], sight.time(bulletin.until)[:5]
    return f"{mark} B{bulletin.id} {posted}-{until} {bulletin.by} {bulletin.position}  {bulletin.text}{readers}"


def _read(frame: Frame, bulletin: Bulletin) -> None:
    if frame.shift.who == bulletin.by:
        frame.shift.say(f"B{bulletin.id} is your own;  bx B{bulletin.id}  ends it.")
    else:
        frame.shift.ask(ReadBulletin(bulletin.id), said=f"B{bulletin.id} read")


def _danger(frame: Frame) -> None:
    """The unit under the cursor, else the selected incident, else whoever is named on the command line."""
    shift, unit = frame.shift, frame.selected_unit
    incident = shift.incident(frame.selected)
    job = shift.board.current(shift.board.units[unit]) if unit in shift.board.units else None
    if job is not None:
        shift.ask(RaiseDanger(job.unit, job.incident), said=f"everybody is told: {job.unit} is in danger")
    elif unit in shift.board.units:
        shift.ask(RaiseDanger(unit), said=f"everybody is told: {unit} is in danger")
    elif incident is not None and incident.id in shift.board.incidents:
        shift.ask(RaiseDanger("", incident.id), said=f"everybody is told: danger at {title(incident)}")
    else:
        shift.say("Who or where is in danger?")
        frame.begin_command("!! ")
