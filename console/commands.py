"""Every command once: its id, its title for footers and menus, and one sentence of help."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Context = Literal["anywhere", "call", "lists"]
"""Where a command means something: on every screen, in a call's form, or while a list has the focus."""


class Command(Struct, frozen=True):
    """A thing that a person can tell the console to do.

    `footer` is its place among the keys shown while one types, `bare` among those shown in lists; 0: not shown.
    """

    id: str
    title: str
    help: str
    context: Context = "anywhere"
    footer: int = 0
    bare: int = 0


COMMANDS = (
    Command(
        "call.take",
        "Call",
        "Answer the line that rings, or open a call; in a call, go to the location.",
        footer=1,
        bare=8,
    ),
    Command("call.new", "New call", "Answer the line that rings, or open a call on a free line."),
    Command("call.location", "Location", "Go to the location.", "call"),
    Command("call.type", "Type", "Go to the type of incident.", "call"),
    Command("call.phone", "Phone", "Go to the caller's number and name.", "call"),
    Command("call.safety", "Safety", "Go to the safety answers: Y, N or ? each.", "call"),
    Command("call.say", "Say", "Show the phrases, Enter marks one as said; where words are kept, say it.", footer=2),
    Command("call.remarks", "Notes", "Go to the remarks; again goes back to the field you left.", footer=3),
    Command("call.send", "SEND", "Give the call to the dispatcher; place and type are enough.", "call", footer=4),
    Command("call.hold", "Hold", "Put the caller on hold, or speak to them again.", footer=5),
    Command("call.next", "Next line", "Go to the next waiting line; this one keeps its form as it is."),
    Command("call.outcome", "Outcome", "Choose how it is served: send a unit, request, refer, or inform."),
    Command("call.end", "End call", "The conversation is over; the incident goes on.", "call"),
    Command("call.verify", "Verify", "The caller said the place once more: it is verified.", "call"),
    Command("call.cutoff", "Line lost", "The line was lost: the call ends, and a call back is owed.", "call"),
    Command("call.language", "Language", "Show how to ask in the caller's language.", "call"),
    Command("call.transfer", "Transfer", "Put your caller through, as in  x fire; you stay until they answer."),
    Command("call.callback", "Call back", "Promise to call back, in minutes or at a time, as in  b 15."),
    Command("call.message", "Message", "Take a message, as in  m park the gate is open."),
    Command("call.escalate", "Escalate", "Ask a supervisor or a department, as in  e wants an officer."),
    Command("call.link", "Same call", "Link to the incident that is most likely the same; Enter does it."),
    Command("incident.dispatch", "Disp", "Show whom to send and why; again sends them.", footer=6, bare=2),
    Command("incident.remark", "Remark", "Add a remark to the selected incident.", "lists", bare=5),
    Command("incident.close", "Close", "Close the selected incident with a disposition.", "lists", bare=6),
    Command("incident.raise", "Raise", "Raise the priority by one."),
    Command("incident.lower", "Lower", "Lower the priority by one."),
    Command("incident.oldest", "Oldest", "Go to the incident that has been late longest.", bare=4),
    Command("unit.status", "Units", "Change a unit's status, as in  e12.", bare=3),
    Command("unit.contact", "Is OK", "The unit under the cursor, or asked about, is all right.", bare=11),
    Command("alarm.see", "Ack", "Say that you have seen the top alarm; its clock runs on.", footer=7, bare=12),
    Command("alarm.shelve", "Shelve", "Put the top alarm aside with a reason, for at most 30 minutes."),
    Command("danger.raise", "DANGER", "Tell every position that a unit or a caller is in danger."),
    Command("bell.mute", "Bell", "Mute or restore the bell."),
    Command("list.queue", "Queue", "Go to the pending queue."),
    Command("list.units", "Unit board", "Go to the unit board."),
    Command("list.down", "Down", "Next row.", "lists"),
    Command("list.up", "Up", "Row before.", "lists"),
    Command("list.page_down", "Page down", "A page of rows further.", "lists"),
    Command("list.page_up", "Page up", "A page of rows back.", "lists"),
    Command("list.first", "First", "First row.", "lists"),
    Command("list.last", "Last", "Last row.", "lists"),
    Command("list.open", "Open", "Open the row under the cursor.", "lists", bare=1),
    Command("list.zoom", "Zoom", "Give one pane the whole screen, or put both back.", "lists"),
    Command("list.filter", "Filter", "Show only the rows that fit, as in  p<3 zone=12.", "lists"),
    Command("list.sort_next", "Sort", "Sort the list by its next column.", "lists"),
    Command("list.sort_before", "Sort back", "Sort the list by the column before.", "lists"),
    Command("list.other", "Pane", "Go to the other list.", "lists"),
    Command("line.command", "Cmd", "Go to the command line; what you type stays where it is.", footer=8, bare=9),
    Command("line.search", "Search", "Look for a number, place, name, phone or word in all that was recorded."),
    Command("menu.open", "Menu", "Show every command with its key.", footer=9, bare=10),
    Command("help.open", "Help", "What can be done here, key by key."),
    Command("screen.back", "Back", "Back one step; nothing is lost.", footer=10),
    Command("screen.call", "Call screen", "Show the call's form."),
    Command("screen.board", "Board", "Show the pending queue and the units."),
    Command("screen.promises", "Promises", "Show what was promised to callers, with who keeps it by when."),
    Command("screen.requests", "Requests", "Show what the departments were asked for."),
    Command("screen.catalogue", "Catalogue", "Show the services, who signed them, and what is doubted."),
    Command("bulletin.list", "Bulletins", "Show the bulletins to all desks; Enter marks one as read."),
    Command("story.system", "Desk lines", "Show or hide the desk's own lines in a story."),
    Command("desk.practice", "Practice", "Open practice, or leave it; leaving asks a second time."),
    Command("coach.level", "Coach", "How often the coach speaks: each turn, after eight seconds, or at the end."),
    Command("screen.redraw", "Redraw", "Draw the whole screen again."),
    Command("screen.theme", "Theme", "Change between the dark, night, light and mono theme."),
    Command("screen.selftest", "Self-test", "Try the keys, letters, colours and bell of this terminal in 20 seconds."),
    Command("desk.undo", "Undo", "Take back your own last command, within ten seconds.", bare=7),
    Command("desk.lock", "Lock", "Hide all that is shown until you are back; half-typed forms are kept."),
    Command("desk.leave", "Log off", "Log off; asks a second time."),
)
BY_ID = {command.id: command for command in COMMANDS}
