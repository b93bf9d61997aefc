"""Choosing how a caller is served: where the keys go on the outcome screen, and what each of them changes."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from msgspec.structs import replace
from textual import events
from textual.widgets import Input

from console.rules.board import Call, Incident
from console.rules.catalogue import Outcome
from console.rules.courtesy import Listing, Offer
from console.rules.directory import find_listings
from console.rules.offer import may_offer
from console.rules.telling import Telling, find_tellings
from console.rules.wording import quoted
from console.screens.frame import Frame
from console.screens.serving import ROLE, SEVERITY, SUPERVISOR, hurdle
from console.screens.shift import Shift
from console.widgets.answers import KEYS
from console.widgets.command_line import CommandField
from console.widgets.outcome import OutcomeForm
from console.widgets.outlook import CARE, NET, ORDER, WISHES, Chosen, Earlier, Outlook, stops

SHOWN, SHOWN_BESIDE = 9, 3
"""How many choices are numbered: alone, and while an earlier referral stands under them."""
STEPS = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}
TURNS = {"left": -1, "right": 1}


@dataclass(slots=True)
class OutcomePage:
    """One incident's outcome while it is chosen; `usual` is what it would be if nobody chose, `text` stands in FIND.

    `earlier`, `before` and `unknown` are what the records say of the caller's number, `lately` how long the department
    takes. `leaving` is true while the outcome is on its way to the log.
    """

    incident: int | None
    chosen: Chosen
    usual: Outcome = "referred"
    text: str = ""
    earlier: tuple[Earlier, ...] = ()
    before: int = 0
    unknown: str = ""
    lately: str = ""
    leaving: bool = False


class Choosing(Frame):
    """The part of the outcome screen that keys move in. Every key is done with before the next one is looked at."""

    def __init__(self, shift: Shift, name: str) -> None:
        super().__init__(shift, name)
        self.page = OutcomePage(None, Chosen("referred"))

    @property
    def sheet_of_outcome(self) -> OutcomeForm:
        """The widget with FIND."""
        return self.query_one(OutcomeForm)

    @property
    def typing(self) -> bool:
        """No letter is a command here: it answers, or goes into FIND."""
        return not self.shift.press.normal

    @property
    def incident(self) -> Incident | None:
        """The incident in view."""
        return self.shift.incident(self.page.incident)

    @property
    def selected(self) -> int | None:
        """The incident in view is the selected one."""
        return self.page.incident

    @property
    def call(self) -> Call | None:
        """The open call about the incident in view."""
        return next((c for c in self.shift.sight.calls if c.incident == self.page.incident is not None), None)

    @property
    def outlook(self) -> Outlook | None:
        """All that is drawn; None while there is no incident."""
        incident, page = self.incident, self.page
        if incident is None:
            return None
        sight, wide = self.shift.sight, self.has_class("-wide")
        offers = self._offers() if page.earlier else ()
        choices = self._choices()
        known = (page.earlier, page.before, page.unknown, page.lately)
        outlook = Outlook(sight, incident, page.chosen, choices, *known, offers, wide=wide)
        return replace(outlook, hurdle=hurdle(outlook))

    def _choices(self) -> tuple[Listing | Telling, ...]:
        centre, text = self.shift.sight.centre, self.sheet_of_outcome.find.text
        shown = SHOWN_BESIDE if self.page.earlier else SHOWN
        match self.page.chosen.outcome:
            case "referred":
                return find_listings(centre, text)[:shown]
            case "informed":
                own = (Telling("", "", text),) if text else ()
                return (*find_tellings(centre, text)[: shown - 1], *own)
            case _:
                return ()

    def _offers(self) -> tuple[tuple[str, Offer, bool], ...]:
        centre = self.shift.sight.centre
        mine = may_offer(centre, SEVERITY, ROLE)
        more = (offer for offer in may_offer(centre, SEVERITY, SUPERVISOR) if offer not in mine)
        return tuple((key, offer, offer in mine) for key, offer in zip("abcdef", (*mine, *more), strict=False))

    def choose(self, at: str = "", **changes: object) -> None:
        """Change what is chosen, go there, and draw it."""
        self.page.chosen = replace(self.page.chosen, at=at or self.page.chosen.at, **changes)
        self.set_focus(self.sheet_of_outcome.find if self.page.chosen.at == "find" else self.sheet_of_outcome)
        self.shift.changed()

    def on_descendant_focus(self) -> None:
        """A click may move the focus as well as a key."""
        at, find = self.page.chosen.at, self.sheet_of_outcome.find
        if find.has_focus and at != "find":
            self.choose("find")
        elif self.sheet_of_outcome.has_focus and at == "find":
            self.choose("outcome")
        super().on_descendant_focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another text in FIND finds something else, and lets go of what was taken."""
        text = self.sheet_of_outcome.find.value
        if event.input.id == "find" and text != self.page.text:
            self.page.text = text
            if self.page.chosen.outcome == "referred":
                self.choose(choosing=0, listing=None, care={})
            else:
                self.choose(choosing=0, telling=None)

    async def catch(self, event: events.Key) -> bool:
        """Moves, answers and Enter; whatever else is typed in FIND is its own."""
        if await super().catch(event):
            return True
        outlook = self.outlook
        if outlook is None or isinstance(self.focused, CommandField):
            return False
        if event.key in STEPS:
            self._step(outlook, event.key)
        elif event.key in ("enter", "ctrl+j"):
            await self.enter(outlook)
        elif outlook.chosen.at == "find":
            return self._pick(outlook, event.character or "")
        elif event.key in TURNS:
            self._turn(outlook.chosen, TURNS[event.key])
        else:
            return self._answer(outlook, (event.character or "").lower())
        return True

    def _step(self, outlook: Outlook, key: str) -> None:
        chosen, steps = outlook.chosen, STEPS[key]
        choosing = chosen.choosing + steps
        in_list = chosen.at == "find" and key in ("up", "down") and outlook.taken is None
        if in_list and 0 <= choosing < len(outlook.choices):
            self.choose(choosing=choosing)
            return
        there = stops(chosen.outcome)
        index = there.index(chosen.at) if chosen.at in there else 0
        self.choose(there[min(max(index + steps, 0), len(there) - 1)])

    def _turn(self, chosen: Chosen, by: int) -> None:
        if chosen.at == "outcome":
            self.choose(outcome=ORDER[(ORDER.index(chosen.outcome) + by) % len(ORDER)])
        elif chosen.at == "wish":
            self.choose(wish=WISHES[(WISHES.index(chosen.wish) + by) % len(WISHES)])
        elif chosen.at in (*CARE, *NET):
            there = stops(chosen.outcome)
            self.choose(there[min(max(there.index(chosen.at) + by, 0), len(there) - 1)])

    def _pick(self, outlook: Outlook, character: str) -> bool:
        """A number takes the choice that it stands before; while FIND is empty, the outcome of that number."""
        if character.isdecimal() and not self.sheet_of_outcome.find.value:
            return self._answer(outlook, character)
        if not character.isdecimal() or outlook.taken is not None or not 1 <= int(character) <= len(outlook.choices):
            return False
        self.take(outlook, int(character) - 1)
        return True

    def _answer(self, outlook: Outlook, character: str) -> bool:
        chosen = outlook.chosen
        if character in KEYS and chosen.at in CARE:
            self._go_on_from(chosen.at, care={**chosen.care, chosen.at: KEYS[character]})
        elif character in KEYS and chosen.at in NET:
            self.answer_net(outlook, chosen.at, KEYS[character])
            self._go_on_from(chosen.at, net={**chosen.net, chosen.at: KEYS[character]})
        elif character.isdecimal() and 1 <= int(character) <= len(ORDER):
            outcome = ORDER[int(character) - 1]
            self.choose("find" if "find" in stops(outcome) else "outcome", outcome=outcome)
        else:
            return bool(character) and self.offer(outlook, character)
        return True

    def _go_on_from(self, at: str, **changes: object) -> None:
        there = stops(self.page.chosen.outcome)
        self.choose(there[min(there.index(at) + 1, len(there) - 1)], **changes)

    async def enter(self, outlook: Outlook) -> None:
        """Accept what stands here and go to the next blank; where nothing is blank, do it."""
        chosen = outlook.chosen
        match chosen.outcome, chosen.at:
            case "dispatched", _:
                await self.send_unit()
            case "requested", _:
                self.ask_first(outlook)
            case _, "outcome":
                self.choose("find")
            case _, "find":
                self.take(outlook, min(chosen.choosing, len(outlook.choices) - 1))
            case _:
                await self._finish(chosen)

    def take(self, outlook: Outlook, index: int) -> None:
        """Take a choice, or go on with the one that was taken."""
        text = self.page.text = self.sheet_of_outcome.find.value
        if outlook.taken is None and outlook.choices:
            self._took(outlook.choices[index])
        elif outlook.taken is not None:
            self._took(outlook.taken)
        elif not text.strip():
            self.shift.say("Type a word of what it is about, as in  tow", refused=True)
        else:
            self.shift.say(f"The directory has nothing for {quoted(text)}; type another word of it.", refused=True)

    def _took(self, choice: Listing | Telling) -> None:
        if isinstance(choice, Listing):
            self.choose("wish", listing=choice)
        else:
            self.choose("told", telling=choice)

    async def _finish(self, chosen: Chosen) -> None:
        """Enter at the caller's wish says yes to what is owed to them; then nothing but a blank is in the way."""
        if chosen.at == "wish" and chosen.wish != "unit" and chosen.listing is not None:
            self.choose(care={code: chosen.care.get(code) or "Y" for code in CARE})
        blank = next((code for code in CARE if not self.page.chosen.care.get(code)), "")
        if chosen.listing is not None and chosen.outcome == "referred" and chosen.wish != "unit" and blank:
            self.choose(blank)
            self.shift.say(f"{CARE[blank].capitalize()}: Y, N or ?")
        else:
            await self.do()

    @abstractmethod
    def answer_net(self, outlook: Outlook, code: str, value: str) -> None:
        """Put an answer of the safety net on the log, so that it is kept whatever becomes of the referral."""

    @abstractmethod
    def offer(self, outlook: Outlook, key: str) -> bool:
        """Make the offer of that key; says whether there is one."""

    @abstractmethod
    async def do(self) -> None:
        """Reach the chosen outcome, or say what is in the way and go there."""

    @abstractmethod
    async def send_unit(self) -> None:
        """Go back to the form and give the call to the dispatcher."""

    @abstractmethod
    def ask_first(self, outlook: Outlook) -> None:
        """Go to the first question that a department needs an answer to."""
