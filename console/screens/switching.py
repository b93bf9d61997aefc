"""Going from line to line: every call keeps its form, its half-typed text and its cursor."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from textual.widgets import Input

from console.desk import verbs as v
from console.desk.desk import Desk
from console.rules.board import Call, Incident
from console.rules.call_facts import Channel
from console.rules.facts import CallAnswered, IncidentOpened
from console.rules.refused import Refused
from console.screens.accepting import Accepting
from console.screens.call_form import CallForm
from console.screens.frame import Frame
from console.screens.keeping import keep_form
from console.screens.shift import Shift
from console.widgets.answers import Answers
from console.widgets.field import Field
from console.widgets.form import LIMITS, Form


class Switching(Frame):
    """The part of the call-taker's screen that knows which form is in view, and puts another one there."""

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift, name)
        self.entry = Accepting(shift)
        self.forms: dict[int, CallForm] = {}
        self._taking = False
        self._holding: tuple[int, int] | None = None

    @property
    def form(self) -> CallForm:
        """The form in view."""
        return self.entry.form

    @property
    def furnished(self) -> bool:
        """Whether every field is there to be typed into."""
        return self.is_mounted and all(self.query(f"#{name}") for name in (*LIMITS, "remark"))

    @property
    def paper(self) -> Form:
        """The form's widget."""
        return self.query_one(Form)

    @property
    def incident(self) -> Incident | None:
        """The incident in view."""
        return self.shift.incident(self.form.incident)

    @property
    def call(self) -> Call | None:
        """The open call that the form in view came from."""
        return self._call_of(self.form)

    def _call_of(self, form: CallForm) -> Call | None:
        shown = form.incident
        calls = self.shift.sight.calls if shown is not None else ()
        mine = [call for call in calls if self._stands_for(call.incident) == shown]
        return mine[-1] if mine else None

    def _stands_for(self, id: int | None) -> int | None:
        """The incident that another one was merged into, or itself."""
        incident = self.shift.incident(id)
        return id if incident is None or incident.into is None else incident.into

    @property
    def selected(self) -> int | None:
        """The incident in view is the selected one."""
        return self.form.incident

    def take(self, *, new: bool = False, text: str = "") -> None:
        """Answer or open a call, or go to the location of the one in hand.

        `text` is a channel (text, email, walk-in) where it is not the telephone, and the call in one line.
        """
        call = self.shift.sight.call
        if call is not None and (call.id, call.since) == self._holding:  # the hold is on its way to the log
            call = None
        about = self._stands_for(call.incident) if call is not None else None
        if not new and about is not None:
            in_view = about == self.form.incident
            self.view(about)
            if in_view:
                self.go_field("location")
            return
        if self._taking:  # the key bounced, or was pressed again: one call is on its way already
            self.go_field("location")
            return
        self.keep_cursor()
        form, left = CallForm(), self.form
        self._swap(form)
        self._taking = True

        async def intent(desk: Desk) -> None:
            try:
                await self._take(desk, form, text)
            except Refused:
                if self.form is form and not any(form.typed.values()):
                    self._swap(left)
                raise
            finally:
                self._taking = False

        self.shift.hand(intent)

    async def _take(self, desk: Desk, form: CallForm, text: str) -> None:
        first, _, rest = text.partition(" ")
        channel, line = (first, rest) if first in get_args(Channel) else ("phone", text)
        receipt = await desk.ask(v.TakeCall(channel=channel))  # type: ignore[arg-type]  # it is one of them
        form.incident = next(fact.incident for fact in receipt.facts if isinstance(fact, IncidentOpened))
        self.forms[form.incident] = form
        await self.shift.caught_up(receipt)
        answered = next(fact.call for fact in receipt.facts if isinstance(fact, CallAnswered))
        go_on = f"{self.shift.key('call.send')} sends it" if line.strip() else "type the place"
        self.shift.say(f"ok  you are on {self.shift.board.calls[answered].line}; {go_on}")
        if line.strip() and self.form is form:
            form.typed["location"] = line.strip()
            self._swap(form)
            await self.enter("location", line.strip())

    async def enter(self, name: str, text: str) -> None:
        """Enter in a field."""

    def view(self, incident: int) -> None:
        """Show an incident's form, as it was left."""
        self.keep_cursor()
        self._swap(self.forms.setdefault(incident, CallForm(incident)))

    def _swap(self, form: CallForm) -> None:
        self.entry.form = form
        self.entry.forget()
        texts = form.texts(self.incident)
        self.paper.load(texts)
        answers = self.paper.query_one(Answers)
        answers.half = form.half_answers
        remark = self.query_one("#remark", Field)
        with self.prevent(Input.Changed):
            given = texts.get("remark") == form.asked.get("remark")
            remark.value = "" if given else texts.get("remark", "")
            self.query_one("#say", Field).value = texts.get("say", "")
        self.go_field(form.at)
        if isinstance(self.focused, Input):
            self.focused.cursor_position = min(form.cursor, len(self.focused.value))
        self.shift.changed()

    def go_field(self, name: str) -> None:
        if name == "remark":
            self.set_focus(self.query_one("#remark"))
        else:
            self.set_focus(self.paper.query_one(f"#{name if name in self.paper.lines else 'location'}"))

    def _name_here(self) -> str:
        focused = self.focused
        name = focused.id or "" if isinstance(focused, Field | Answers) else ""
        return name if name == "remark" or name in self.paper.lines else ""

    def _text(self, name: str) -> str:
        if name == "safety":
            return ""
        return self.query_one(f"#{name}", Field).text

    def keep_cursor(self) -> None:
        """Note what was typed and where the cursor is, for when this form is seen again."""
        for name, text in self.paper.touched.items():
            self.form.type_in(name, text, self.incident)
        remark = self.query_one("#remark", Field).value
        if remark or "remark" not in self.form.asked:
            self.form.type_in("remark", remark, self.incident)
        if isinstance(self.focused, Field) and self.focused.id and self.focused.parent is not None:
            name = self.focused.id
            if name == "remark" or name in self.paper.lines:
                self.form.at, self.form.cursor = name, self.focused.cursor_position

    def hold(self) -> None:
        """Put the caller on hold, or speak to them again."""
        call = self.call or self.shift.sight.call
        if call is None:
            self.shift.say(
                f"There is no caller to hold; {self.shift.key('call.take')} answers or opens a call.", refused=True
            )
        elif call.state == "answered":
            incident = self.shift.incident(call.incident)
            if incident is not None and incident.priority in (1, 2):
                self.shift.say(f"Priority {incident.priority}: say why it must hold.")
                self.begin_command("h ")
            else:
                self._holding = (call.id, call.since)
                self.shift.ask(v.Hold(call.id), said=f"{call.line} on hold; speak to them within a minute")
        else:
            self.shift.ask(v.Resume(call.id), said=f"{call.line} is yours again")

    def next_line(self) -> None:
        """Park this line and go to the next one that waits, the oldest first; a ringing one counts."""
        sight = self.shift.sight
        waiting = sorted((c for c in sight.calls if c.state != "answered"), key=lambda call: call.since)
        if not waiting:
            self.shift.say("No other line waits.")
        elif waiting[0].state == "ringing":
            self.take(new=True)
        else:
            following = waiting[0]
            self.shift.ask(v.Resume(following.id), said=f"{following.line} is yours again")
            about = self._stands_for(following.incident)
            if about is not None:
                self.view(about)

    def end_call(self) -> None:
        """The conversation is over; the next waiting line is offered. The call may be on its way to the log itself."""
        form = self.form

        async def intent(desk: Desk) -> None:
            call = self._call_of(form)
            if call is None:
                raise Refused("This form has no open call.")
            waiting = [c for c in self.shift.sight.calls if c.id != call.id]
            offer = f"; {waiting[0].line} waits, {self.shift.key('call.next')} goes there" if waiting else ""
            await desk.ask(v.EndCall(call.id))
            self.shift.note(f"{call.line} ended{offer}")

        self.shift.hand(intent)

    def keep_draft(self) -> None:
        """Keep what is half-typed in any form, if it changed since it was kept last."""
        self.keep_cursor()
        for form in self.forms.values():
            keep_form(self.shift, form)

    async def take_back_drafts(self, desk: Desk) -> None:
        """Go on with the forms that this position left, the newest open call in view."""
        await self.take_up_drafts(desk)
        call = self.shift.sight.call
        left = self._stands_for(call.incident) if call is not None else max(self.forms, default=None)
        if left is not None:
            self.view(left)

    async def take_up_drafts(self, desk: Desk) -> None:
        """Have the forms that are kept for this position at hand; what is in view stays."""
        for draft in await desk.drafts():
            kind, _, id = draft.slot.partition(":")
            if kind == "incident" and self.shift.incident(int(id)) is not None:
                form = self.forms.setdefault(int(id), CallForm(int(id)))
                form.take_back(draft.body, draft.saved_at)

    def give_up(self, incidents: Collection[int]) -> None:
        """Forget the forms that are another position's now; one that is in view makes room."""
        for id in incidents:
            self.forms.pop(id, None)
        if self.form.incident in incidents:
            self._swap(CallForm())
