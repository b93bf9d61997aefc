"""The outcome form: which of the four equals it is, what is found for it, and what has to be answered."""

from __future__ import annotations

from textual.app import ComposeResult

from console.rules.board import Call
from console.rules.catalogue import Outcome
from console.rules.clock import LABELS, clocks
from console.rules.wording import spell
from console.widgets.field import Field
from console.widgets.outlook import ORDER, Outlook
from console.widgets.paper import Line, Paper, Words, rule
from console.widgets.referral import NARROW, foot, middle

CHOICE: dict[Outcome, str] = {
    "dispatched": "send unit",
    "requested": "request",
    "referred": "refer",
    "informed": "information",
}
NEED: dict[Outcome, str] = {
    "dispatched": "UNIT NEEDED",
    "requested": "NO UNIT NEEDED - request",
    "referred": "NO UNIT NEEDED - referral",
    "informed": "NO UNIT NEEDED - information",
}
LEFT = 11


class OutcomeForm(Paper):
    """The screen's main sheet; its one field is FIND. All keys but those of FIND are the screen's."""

    can_focus = True
    DEFAULT_CSS = f"""
    OutcomeForm {{ height: 1fr; }}
    OutcomeForm > Field {{ position: absolute; offset: {LEFT} 2; height: 1; width: 48; }}
    """

    def compose(self) -> ComposeResult:
        """FIND."""
        yield Field(limit=80, id="find")

    @property
    def find(self) -> Field:
        """Where one types whom or what to look for."""
        return self.query_one("#find", Field)

    def show(self, outlook: Outlook, hint: str) -> None:
        """Draw everything around FIND; what does not fit is cut between the choices and the answers."""
        width, chosen = self.size.width, outlook.chosen
        finding = chosen.outcome in ("referred", "informed")
        self.find.display = finding
        here = chosen.at == "find"
        label: Line = ((" FIND     ", "accent" if here else "dim"), (">" if here else " ", "accent"))
        head = [rule(_title(outlook), width, "focus"), _choice(outlook, width), label if finding else ((" ", "text"),)]
        feet: list[Line] = [*foot(outlook, width), ((f" {hint}", "accent"),)]
        room = max(0, self.size.height - len(head) - len(feet))
        body = middle(outlook, width, room)[:room]
        blank: list[Line] = [((" ", "text"),)] * (room - len(body))
        self.write([*head, *body, *blank, *feet])


def _title(outlook: Outlook) -> str:
    incident = outlook.incident
    place = f"{incident.place.text}, {incident.place.town}".rstrip(", ") if incident.place else "place unknown"
    caller = " ".join(incident.details.get(code, "") for code in ("name", "phone")).strip()
    whose = f"   caller {caller}" if caller else ""
    return f"CALL {incident.number}  #{incident.short}  {incident.type or 'type unknown'}  {place}{whose}"


def _choice(outlook: Outlook, width: int) -> Line:
    """The four; where it is narrow, their names take the place of the label."""
    chosen = outlook.chosen
    line: list[Words] = [(" OUTCOME " if width >= NARROW else "", "accent" if chosen.at == "outcome" else "dim")]
    for digit, outcome in enumerate(ORDER, 1):
        is_it = outcome == chosen.outcome
        role = ("focus" if chosen.at == "outcome" else "accent") if is_it else "text"
        line += [("  ", "text"), (f"{digit} ({'*' if is_it else ' '}) {CHOICE[outcome]}", role)]
    return tuple(line)


class OutcomeClocks(Paper):
    """The clocks that have begun, whether a unit is needed, and how long the caller has been on the line."""

    def show(self, outlook: Outlook, call: Call | None) -> None:
        """Draw them; without an open call there is no time on call."""
        sight, incident = outlook.sight, outlook.incident
        sending = outlook.chosen.outcome == "dispatched"
        line: list[Words] = []
        for clock in clocks(call, incident, sight.centre.standard, sight.now):
            if clock.stage in ("answer", "locate") or (sending and clock.started is not None):
                role = "late" if clock.state in ("late", "missed") else "text"
                line += [(f"{LABELS[clock.stage]} {clock.said()}", role), (" | ", "dim")]
        line.append((NEED[outlook.chosen.outcome], "accent"))
        if call is not None and call.answered is not None:
            line += [(" | ", "dim"), (f"time on call {spell((sight.now - call.answered) // 1000)}", "text")]
        self.write([tuple(line)])
