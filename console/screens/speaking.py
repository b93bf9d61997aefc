"""Speaking with a caller whose words are kept: the conversation in view, and a line for what one says."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from console.desk import verbs as v
from console.desk.desk import Desk
from console.rules.phrase import filled
from console.rules.refused import Refused
from console.screens.calling import Calling
from console.widgets.conversation import Conversation
from console.widgets.field import Field
from console.widgets.form import TALL
from console.widgets.paper import Paper

SAY = "say"
"""What the line is called among a form's texts."""


class Speaking(Calling):
    """The part of the call-taker's screen that holds the conversation. It is there only where there is one."""

    DEFAULT_CSS = """
    Speaking #say-line { height: 1; display: none; }
    Speaking #say-line Paper { width: 9; }
    Speaking #say { width: 1fr; }
    Speaking.-talking Conversation, Speaking.-talking #say-line { display: block; }
    Speaking.-talking.-spacious Conversation { height: 12; }
    Speaking.-talking.-short Story { display: none; }
    Speaking.-talking.-short Ask { height: 1fr; }
    """

    def spoken_lines(self) -> Iterable[Widget]:
        """The conversation, and under it what one is about to say."""
        yield Conversation()
        with Horizontal(id="say-line"):
            yield Paper(id="say-prompt")
            yield Field(limit=400, id=SAY)

    @property
    def say_field(self) -> Field:
        """Where one types what one says."""
        return self.query_one(f"#{SAY}", Field)

    @property
    def talking(self) -> bool:
        """Whether the words of the call in view are kept."""
        return self.call is not None and self.call.lines > 0

    @property
    def speaking(self) -> bool:
        """Whether what is typed now is said."""
        return self.focused is not None and self.focused.id == SAY

    def show_conversation(self) -> None:
        """Draw it, and make room for it or take the room back."""
        talking = self.talking
        self.set_class(talking, "-talking")
        self.set_class(self.size.height < TALL, "-short")
        self.set_class(self.size.height >= TALL, "-spacious")
        self.paper.be_brief(talking)
        if not talking and self.speaking:
            self.go_field("remark")
        here = "focus" if self.speaking else "accent"
        self.query_one("#say-prompt", Paper).write([(("YOU SAY>", here),)])
        self.query_one(Conversation).show(self.shift.sight, self.call)

    def speak(self) -> None:
        """To what one says; from there to the phrases, which are all there is where no words are kept."""
        if self.talking and not self.speaking:
            self.set_focus(self.say_field)
        else:
            self.lay_phrases()

    async def catch(self, event: events.Key) -> bool:
        """Enter says what was typed; Tab goes on to the form."""
        if await super().catch(event):
            return True
        if not self.speaking:
            return False
        if event.key in ("enter", "ctrl+j"):
            self.tell()
        elif event.key in ("tab", "shift+tab"):
            self.go_field("location" if event.key == "tab" else "remark")
        else:
            return False
        return True

    def tell(self) -> None:
        """Say what was typed; where it cannot be said it stands there again."""
        field, form, call = self.say_field, self.form, self.call
        text = field.text
        if not text or call is None:
            return
        field.value = ""

        async def intent(desk: Desk) -> None:
            try:
                await self.shift.caught_up(await desk.ask(v.TellCaller(call.id, text)))
            except Refused:
                if self.form is form and not field.value:
                    field.value = text
                raise

        self.shift.hand(intent)

    def said(self, phrase: str) -> None:
        """A phrase was said: where words are kept the caller hears it."""
        incident, call = self.incident, self.call
        if incident is None or call is None or not self.talking:
            super().said(phrase)
            return
        verbs, said = self.knowing.spoken(incident, call, phrase)
        text = next((one.text for one in self.shift.centre.phrases if one.id == phrase), "")
        told = v.TellCaller(call.id, filled(text, self._facts()), phrase)
        self.shift.ask(*verbs, told, said=said)

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is half said waits with its form."""
        if event.input.id == SAY:
            event.stop()
            self.form.type_in(SAY, event.input.value, self.incident)
