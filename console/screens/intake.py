"""The call-taker's screen: the place, the need, the answers, the remarks. Enter accepts, F5 sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from textual import events
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from console.desk import verbs as v
from console.desk.desk import Desk
from console.rules.incident import title
from console.screens.call_form import logged
from console.screens.frame import Action
from console.screens.hints import hints
from console.screens.shift import Shift
from console.screens.speaking import Speaking
from console.widgets.answers import Answers
from console.widgets.ask import Ask, Side
from console.widgets.field import Field
from console.widgets.form import Form
from console.widgets.lines import ClockLine
from console.widgets.paper import Paper
from console.widgets.story import Story

WIDE = 110
REST_S = 0.08
"""Seconds without a key until a look-up: too short to be felt, long enough for a burst to end."""


class IntakeScreen(Speaking):
    """One call's form at a time; the others wait as they were left."""

    CSS = """
    IntakeScreen Side { width: 42; height: 1fr; display: none; }
    IntakeScreen.-wide Side { display: block; }
    IntakeScreen Story { height: 1fr; min-height: 3; }
    IntakeScreen #remark-line { height: 1; }
    IntakeScreen #remark-line Paper { width: 3; }
    IntakeScreen #remark { width: 1fr; }
    IntakeScreen Ask { height: 5; }
    IntakeScreen.-wide Ask { height: 6; }
    """
    context = "call"

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift, name)
        self._left = ""

    def body(self) -> Iterable[Widget]:
        """The clocks; the form with its story; and on wide screens what to say and know."""
        yield ClockLine()
        with Horizontal(id="columns"):
            with Vertical():
                yield from self.spoken_lines()
                yield Form()
                yield Story()
                with Horizontal(id="remark-line"):
                    yield Paper(id="prompt")
                    yield Field(limit=1000, id="remark")
                yield Ask()
            yield Side()

    def on_mount(self) -> None:
        """Look-ups wait for a rest of the fingers, so that they never stand before the next letter."""
        self._look = self.set_interval(REST_S, self.look, pause=True)

    def on_resize(self) -> None:
        """Wide screens have a right-hand column."""
        self.set_class(self.size.width >= WIDE, "-wide")
        super().on_resize()

    def show(self) -> None:
        """Draw everything."""
        super().show()
        sight, incident, call = self.shift.sight, self.incident, self.call
        self.query_one(ClockLine).show(sight, call, incident)
        self.query_one("#prompt", Paper).write([((" > ", "accent"),)])
        if incident is not None and self.knowing.outdated(incident, call):
            self.run_worker(self.knowing.renew(incident, call), name="known", exit_on_error=False)
        self.show_conversation()
        self.follow_log()
        self.paper.update({**self.form.texts(incident), **self.form.asked})
        self._offer_soon()
        insight = self.knowing.insight(incident, call, self.form.typed.get("remark", ""))
        answers = self.query_one(Answers)
        insight = replace(insight, asking=answers.question if answers.has_focus else None)
        self.paper.show(hints(self.form, self.entry, sight, incident, call, insight))
        self.query_one(Story).show(sight, incident, "REMARKS (append only; a correction is a new line)")
        self.query_one(Ask).show(sight, incident, insight)
        side = self.query_one(Side)
        if side.display:
            side.show(sight, incident, insight)

    def follow_log(self) -> None:
        """What others put on the log stands in the fields, so that sending doesn't take it back."""
        self.paper.follow(logged(self.incident), {*self.form.typed, *self.form.asked})

    def actions(self) -> Mapping[str, Action]:
        """The form's commands beside everyone's."""
        return {
            **super().actions(),
            "call.say": self.speak,
            "call.location": lambda: self.go_field("location"),
            "call.type": lambda: self.go_field("type"),
            "call.phone": lambda: self.go_field("phone"),
            "call.safety": lambda: self.go_field("safety"),
            "call.remarks": self.toggle_remark,
            "call.send": self.send,
            "call.hold": self.hold,
            "call.next": self.next_line,
            "call.end": self.end_call,
            "call.cutoff": self.cut_off,
            "call.language": self.lay_languages,
            "call.verify": self.verify,
            "incident.oldest": lambda: self.shift.say(
                f"The queue is on the board: {self.shift.key('screen.board')}.", refused=True
            ),
        }

    async def catch(self, event: events.Key) -> bool:
        """Choices and Tab come before the field."""
        if await super().catch(event):
            return True
        name = self._name_here()
        if self.entry.open and self.entry.name == name and self._choose_key(event):
            return True
        if event.key in ("tab", "shift+tab", "up") and name:
            await self.entry.accept(name, self._text(name), as_heard=True)
            self.entry.forget()
            self._step(name, 1 if event.key == "tab" else -1)
            return True
        if event.key in ("enter", "ctrl+j") and name:
            if name != "safety" or not self.query_one(Answers).enter():
                await self.enter(name, self._text(name))
            return True
        return event.key == "down" and self._offer(name)

    @property
    def sending(self) -> set[str]:
        """Keys that begin to send: they leave a choice open, so that the second press sends the place as heard."""
        keymap = self.shift.keymap
        return {*keymap.direct.get("call.send", ()), *(() if keymap.leave else (keymap.leader,))}

    def _choose_key(self, event: events.Key) -> bool:
        entry = self.entry
        name, last = entry.name, min(len(entry.rows()), self.paper.rows_for_choices) - 1
        if event.key in ("up", "down"):
            entry.choosing = min(max(entry.choosing + (1 if event.key == "down" else -1), 0), last)
            self.show()
        elif event.key in ("enter", "ctrl+j") or (event.character or "").isdigit():
            digit = (event.character or "").isdigit()
            if not digit and entry.only_near:
                self.shift.say(entry.question)
                return True
            index = int(event.character or 0) - 1 if digit else entry.choosing
            if index >= 0 and entry.pick(index):
                self.shift.say("")
                self.paper.box(name).value = self.form.typed.get(name, self.paper.box(name).value)
                entry.forget()
                self._step(name, 1)
        elif self.shift.keymap.in_list(event.key) == "screen.back":
            entry.choosing = -1
            self.show()
        elif {event.key, event.character} & self.sending:
            return False
        else:
            entry.choosing = -1
            self.shift.say("")
            return False
        return True

    def _offer(self, name: str) -> bool:
        """Open what was found for a choice: what the network says of the place, or what the story sounds like."""
        entry = self.entry
        if entry.name != name or not entry.rows():
            return False
        entry.choosing = 0
        self.show()
        return True

    def _step(self, name: str, steps: int) -> None:
        following = "location" if name == "remark" else self.paper.next_from(name, steps)
        self.go_field(following or ("remark" if steps > 0 else name))

    async def enter(self, name: str, text: str) -> None:
        """Enter in a field: accept it and go to the next one, or choose first. A place accepted again is verified."""
        place = self.incident.place if self.incident else None
        if name == "location" and place and place.state == "matched" and text == place.text:
            self.verify()
        if not await self.entry.accept(name, text):
            self.shift.say(self.entry.question)
            return
        if name == "remark":
            self._clear_remark()
        else:
            self._show_accepted()
            self._step(name, 1)

    def _show_accepted(self) -> None:
        """Place and type stand as they were accepted, and nothing is left to choose."""
        with self.prevent(Input.Changed):
            for name in ("location", "type"):
                box = self.paper.box(name)
                box.value = self.form.typed.get(name, box.value)
        self.entry.forget()
        self.shift.changed()

    def _clear_remark(self) -> None:
        with self.prevent(Input.Changed):
            self.query_one("#remark", Field).value = ""

    def on_form_edited(self, event: Form.Edited) -> None:
        """Look for what the text may mean, and keep it as half-typed."""
        text = self.paper.box(event.name).value
        self.form.type_in(event.name, text, self.incident)
        self._look.reset()
        self._look.resume()

    async def look(self) -> None:
        """The fingers rest for a moment: find what the text in hand may mean, and show it."""
        self._look.pause()
        if not self.furnished:  # the app goes down, and its fields before its timers
            return
        name = self._name_here()
        if name in self.paper.lines and name != "safety" and not self.entry.open:
            text = self.paper.box(name).value
            taken = text in (self.form.asked.get(name), logged(self.incident).get(name))
            await self.entry.look(name, "" if taken else text, *self._unasked(name, text))
            self.shift.changed()

    def _offer_soon(self) -> None:
        """What may be offered for an empty field is looked up once the fingers rest."""
        name = self._name_here()
        if name in ("location", "type") and not self.entry.rows() and any(self._unasked(name, self._text(name))):
            self._look.resume()

    def on_input_changed(self, event: Input.Changed) -> None:
        """A remark is being typed; its time is that of its first key."""
        super().on_input_changed(event)
        if event.input.id == "remark":
            text = event.input.value
            if text and self.form.remark_begun is None:
                self.form.remark_begun = self.shift.read_clock()
            self.form.type_in("remark", text, self.incident)

    def toggle_remark(self) -> None:
        """To the remarks, and back to the field one came from by this key; who came by another stays."""
        if self._name_here() != "remark":
            left = self._name_here() or "location"
            self.go_field("remark")
            self._left = left
        elif self._left:
            self.go_field(self._left)

    def go_field(self, name: str) -> None:
        """Go to a field; a place that is settled is taken whole, so that typing puts another in its stead."""
        super().go_field(name)
        self._left = ""
        settled = self.incident.place.text if self.incident and self.incident.place else ""
        if name == "location" and settled and self._text(name) == settled:
            self.paper.box(name).select_all()

    async def send(self) -> None:
        """Accept what stands in the fields, then give the call to the dispatcher; one that only brought news ends."""
        self.follow_log()
        unverified = self.entry.name if self.entry.open else ""
        for name in (*[name for name in self.paper.lines if name != "safety"], "remark"):
            if not await self.entry.accept(name, self._text(name), as_heard=name == unverified == "location"):
                self.shift.say(self.entry.question)
                self.go_field(name)
                self.show()
                return
        self._clear_remark()
        self._left = ""  # the next line of the story is not to land in the field one left long ago
        self._show_accepted()
        if self.only_news():
            return
        form = self.form

        async def intent(desk: Desk) -> None:
            incident = self.shift.incident(form.incident)
            if form.incident is None or (incident is not None and incident.sent is not None):
                self.shift.say("The dispatcher has it; every line you enter reaches them as it is.")
                return
            await desk.ask(v.Send(form.incident))
            await desk.drop_draft(form.slot)
            form.saved, form.saved_at = "", None
            self.shift.say(f"ok  SENT {title(self.shift.incident(form.incident) or incident)} to the dispatcher")  # type: ignore[arg-type]

        self.shift.hand(intent)
