"""What a call-taker does beside filling in the form: words, answers, the same call, a lost line, another language."""

from __future__ import annotations

from console.desk import verbs as v
from console.desk.desk import Desk
from console.desk.floor import Order
from console.rules.facts import PrioritySet
from console.rules.incident import title
from console.rules.phrase import facts_of, filled
from console.rules.promise import waits_for
from console.rules.refused import Refused
from console.rules.service import parse_answer
from console.screens.call_form import ANSWER, CallForm
from console.screens.hints import asked
from console.screens.knowing import SILENT, WAITS, Knowing
from console.screens.shift import Shift
from console.screens.switching import Switching
from console.widgets.answers import Answers
from console.widgets.paper import fit

SAID_AGAIN = "said again"
"""How a place is verified by going back to it and accepting it once more."""


class Calling(Switching):
    """The part of the call-taker's screen that speaks with the caller."""

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift, name)
        self.knowing = Knowing(shift)

    def lay_phrases(self) -> None:
        """The phrases with what this call knows in their gaps, the cursor on the one that is likely next."""
        phrases, facts = self.shift.centre.phrases, self._facts()
        rows = [f"{one.id:<5}{fit(one.when, 20)} {filled(one.text, facts)}" for one in phrases]
        ids = [one.id for one in phrases]
        likely = self._likely(ids)
        first = ids.index(likely) if likely else 0
        self.lay(f"SAY   Enter marks it as said, {self.way_back}", rows, lambda at: self.said(phrases[at].id), first)

    def _facts(self) -> dict[str, str]:
        shift, minutes = self.shift, self.knowing.minutes(self.incident)
        wait = str(minutes) if minutes else ""
        facts = facts_of(shift.centre, self.incident, self.call, shift.who, shift.position, wait=wait)
        told = next((str(promise.minutes) for promise in waits_for(shift.board, self.form.incident)), "")
        return {**facts, "M": wait, "N": told} if told and wait else facts

    def _likely(self, ids: list[str]) -> str:
        """After a silent prompt the next one; after the sending the wait; else the first of them all."""
        incident = self.incident
        said = [one.phrase for one in incident.said] if incident else []
        if said and said[-1] in SILENT[:-1]:
            return following if (following := SILENT[SILENT.index(said[-1]) + 1]) in ids else ""
        sent = incident is not None and incident.sent is not None and not set(WAITS) & set(said)
        return "W1" if sent and "W1" in ids and self.knowing.minutes(incident) else ""

    def said(self, phrase: str) -> None:
        """A phrase was said; the log keeps its id, and the wait that it told as a promise."""
        incident = self.incident
        if incident is None:
            super().said(phrase)
            return
        verbs, said = self.knowing.spoken(incident, self.call, phrase)
        self.shift.ask(*verbs, said=said)

    def answer(self, code: str, typed: str) -> None:
        """Put an answer on the log as its question wants it; one that cannot be read stays half typed."""
        answers, incident = self.query_one(Answers), self.incident
        question = next((q for q in asked(self.shift.centre, incident) if q.code == code), None)
        if incident is None or question is None:
            self.shift.say(f"This form has no call yet; {self.shift.key('call.take')} opens one.", refused=True)
            return
        try:
            value = parse_answer(question, typed, self.shift.now, self.shift.sight.zone)
        except Refused as refusal:
            answers.half[code] = typed
            answers.go(code)
            self.shift.say(str(refusal), refused=True)
            return
        answers.half.pop(code, None)
        self.form.typed.pop(ANSWER + code, None)
        known = incident.details.get(code, "")
        was = self.form.seen.pop(ANSWER + code, known)
        if known != value:
            self.shift.hand(lambda desk: self._answer(desk, v.SetDetail(incident.id, code, value, was)))

    async def _answer(self, desk: Desk, verb: v.SetDetail) -> None:
        receipt = await desk.ask(verb)
        for fact in receipt.facts:
            if isinstance(fact, PrioritySet):
                self.shift.say(f"ok  P{fact.priority} {fact.why}")

    def verify(self) -> None:
        """The caller said the place again, and it is the same."""
        incident = self.form.incident
        if incident is not None:
            self.shift.ask(v.VerifyPlace(incident, SAID_AGAIN), said="the place is verified: said again")

    def follow_order(self, order: Order) -> None:
        """A caller that is added to another incident takes the form in view along to it."""
        link = next((verb for verb in order.verbs if isinstance(verb, v.LinkCall)), None)
        if link is None:
            super().follow_order(order)
        else:
            self.shift.hand(lambda desk: self._link(desk, link, order.said))

    async def _link(self, desk: Desk, link: v.LinkCall, said: str) -> None:
        left = self.form
        await self.shift.caught_up(await desk.ask(link))
        self.keep_cursor()
        remark = left.typed.pop("remark", "")
        form = self.forms.setdefault(link.incident, CallForm(link.incident))
        if remark:
            form.typed.setdefault("remark", remark)
        self._swap(form)
        self.go_field("remark")
        self.shift.say(f"ok  {said}; type what is new; {self.shift.key('call.send')} ends the call")

    def only_news(self) -> bool:
        """Whether the caller in hand only brought news of the incident in view; then the call is over with F5."""
        call, incident = self.call, self.incident
        if call is None or incident is None or call.incident == incident.id:
            return False
        self.shift.ask(v.EndCall(call.id), said=f"new information on {title(incident)}; {call.line} ended")
        return True

    def cut_off(self) -> None:
        """The line was lost: whoever it was is rung back, twice where something was heard."""
        call = self.call
        if call is None:
            self.shift.say("This form has no open call.", refused=True)
            return
        rows = ["Nothing odd was heard: one attempt to ring back", "Something was heard: two attempts are owed"]

        def lost(at: int) -> None:
            verb = v.EndCall(call.id, "dropped", noise=at == 1)
            self.shift.ask(verb, said=f"{call.line} lost; ring back within 5 min")

        self.lay(f"LINE LOST   Enter, {self.way_back}", rows, lost)

    def lay_languages(self) -> None:
        """Which language the caller speaks; then its key questions, spelled as one says them."""
        languages = self.shift.centre.languages
        if not languages:
            self.shift.say("This centre's files name no languages.", refused=True)
            return
        rows = [
            f"{fit(one.name, 16)} {fit(one.own_name, 20)} interpreter {one.interpreter or '-'}" for one in languages
        ]
        self.lay("LANGUAGE   Enter notes it and shows its questions", rows, lambda at: self._speak(at))

    def _speak(self, at: int) -> None:
        language, incident = self.shift.centre.languages[at], self.incident
        if incident is not None and incident.details.get("language") != language.code:
            self.shift.ask(v.SetDetail(incident.id, "language", language.code), said=f"language {language.name}")
        rows = [f"{fit(meant, 26)} {said}" for meant, said in language.lines]
        interpreter = f"interpreter {language.interpreter}   " if language.interpreter else ""
        self.app.call_later(self.lay, f"{language.name.upper()}   {interpreter}{self.way_back}", rows)

    def on_answers_answered(self, event: Answers.Answered) -> None:
        """A question was answered; what cannot be read stays as it was typed, with the reason."""
        self.answer(event.code, event.typed)

    def on_answers_moved(self) -> None:
        """What may be answered stands under the form."""
        self.shift.changed()

    def on_answers_edited(self, event: Answers.Edited) -> None:
        """An answer is half typed."""
        self.form.type_in(ANSWER + event.code, event.text, self.incident)

    def _unasked(self, name: str, text: str) -> tuple[str, str]:
        """What is offered for an empty field: the network's place, and the type that the story sounds like."""
        placed = self.incident is not None and self.incident.place is not None
        near = self.call.near if self.call and name == "location" and not text and not placed else ""
        sounds = self.knowing.guessed(self.incident, self.form.typed.get("remark", "")) if name == "type" else None
        return near, sounds.code if sounds and not text else ""
