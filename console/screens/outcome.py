"""The outcome screen: informed, referred, requested or dispatched, four equals. Enter goes on, F5 does it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec.structs import replace
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from console.commands import BY_ID
from console.desk import verbs as v
from console.desk.desk import Desk, NotSaved
from console.rules.board import Incident
from console.rules.catalogue import Outcome
from console.rules.incident import find_incident
from console.rules.refused import Refused
from console.rules.service import still_open
from console.rules.telling import find_tellings
from console.rules.wait import lately
from console.screens.choosing import Choosing, OutcomePage
from console.screens.frame import Action
from console.screens.intake import IntakeScreen
from console.screens.serving import Served, offer, serve
from console.screens.shift import Shift
from console.widgets.aftercare import Aftercare
from console.widgets.answers import Answers
from console.widgets.command_line import CommandField
from console.widgets.outcome import OutcomeClocks, OutcomeForm
from console.widgets.outlook import Chosen, Earlier, Outlook, first_outcome, stops
from console.widgets.paper import fit
from console.widgets.story import Story

WIDE, TALL = 110, 34
FOOTER: dict[Outcome, str] = {"dispatched": "SEND", "requested": "REQUEST", "referred": "CLOSE", "informed": "CLOSE"}
"""What F5 is called for each outcome."""


class OutcomeScreen(Choosing):
    """How one incident's caller is served. `form` is the call's own screen, to which every way leads back."""

    CSS = """
    OutcomeScreen Aftercare { width: 42; height: 1fr; display: none; }
    OutcomeScreen.-wide Aftercare { display: block; }
    OutcomeScreen Story { height: 8; display: none; }
    OutcomeScreen.-tall Story { display: block; }
    """
    context = "call"

    def __init__(self, shift: Shift, name: str, form: IntakeScreen) -> None:
        super().__init__(shift, name)
        self.form = form
        self.pages: dict[int, OutcomePage] = {}

    def body(self) -> Iterable[Widget]:
        """The clocks; the outcome form with the story; and on wide screens what keeps the caller safe."""
        yield OutcomeClocks()
        with Horizontal(id="columns"):
            with Vertical():
                yield OutcomeForm()
                yield Story()
            yield Aftercare()

    @property
    def furnished(self) -> bool:
        """Whether FIND is there to be typed into."""
        return self.is_mounted and bool(self.query("#find"))

    def on_resize(self) -> None:
        """Wide screens have a right-hand column, tall ones the story."""
        self.set_class(self.size.width >= WIDE, "-wide")
        self.set_class(self.size.height >= TALL, "-tall")
        super().on_resize()

    def view(self, incident: int | None, text: str = "") -> bool:
        """Show an incident as it was left, perhaps with a text to find; says whether there is one to show."""
        if incident is None:
            self.say_select()
            return False
        try:
            known = find_incident(self.shift.board, incident)
        except Refused as refusal:
            self.shift.say(str(refusal), refused=True)
            return False
        self.pages = {id: page for id, page in self.pages.items() if self.shift.incident(id) is not None}
        self.page = page = self._page(known)
        if text:
            page.text = text
            finding = page.chosen.outcome if "find" in stops(page.chosen.outcome) else "referred"
            page.chosen = replace(page.chosen, outcome=finding, at="find", choosing=0, listing=None, telling=None)
        with self.prevent(Input.Changed):
            self.sheet_of_outcome.find.value = page.text
        self.choose()
        self.run_worker(self._look_up(page, known), name="what is known of the caller")
        return True

    def _page(self, incident: Incident) -> OutcomePage:
        """This incident's page; the usual outcome follows its type until somebody chooses another."""
        page = self.pages.setdefault(incident.id, OutcomePage(incident.id, Chosen("referred", "find")))
        usual = first_outcome(self.shift.sight.centre, incident)
        if page.chosen.outcome == page.usual != usual:
            page.chosen = replace(page.chosen, outcome=usual, at="find" if "find" in stops(usual) else "outcome")
        page.usual = usual
        return page

    async def _look_up(self, page: OutcomePage, incident: Incident) -> None:
        """Find out, beside the keys, whether this number was sent on before."""
        call = self.call
        phone = incident.details.get("phone", "") or (call.phone if call else "")
        with suppress(NotSaved):  # the desk was closed meanwhile, and nobody looks at this any more
            known = await self.shift.enquiries.known_of(incident.place, phone, self.shift.read_clock(), incident.id)
            page.earlier = tuple(Earlier(referral.when, referral.name) for referral in known.referrals)
            page.before, page.unknown = len(known.before), known.unknown
            service = self.shift.centre.service_by_code.get(incident.type)
            if service is not None:
                served = await self.shift.enquiries.served(service, self.shift.read_clock())
                page.lately = lately(served.done_in) if served.done_in else ""
            self.shift.changed()
        await asyncio.to_thread(find_tellings, self.shift.centre, "help")  # its index costs more than a key may

    def show(self) -> None:
        """Draw everything; what somebody types in FIND stays as it is."""
        super().show()
        outlook = self.outlook
        if outlook is None:
            return
        self.query_one(OutcomeClocks).show(outlook, self.call)
        self.sheet_of_outcome.show(outlook, self.hint(outlook))
        if self.has_class("-wide"):
            self.query_one(Aftercare).show(outlook)
        if self.has_class("-tall"):
            title = "REMARKS (append only; a correction is a new line)"
            self.query_one(Story).show(outlook.sight, outlook.incident, title)

    def hint(self, outlook: Outlook) -> str:
        """What the next key would do."""
        chosen = outlook.chosen
        send, back = self.shift.key("call.send"), self.shift.key("screen.back")
        match chosen.outcome:
            case "dispatched":
                return "Enter goes back to the form and sends"
            case "requested":
                return outlook.hurdle or f"{send} gives it to the department"
            case "referred" if outlook.endangered and chosen.wish != "unit":
                return f"Somebody is hurt or in danger: 1, then Enter, sends it; {self.way_back} to the form"
            case "referred" if chosen.at == "wish" and chosen.wish == "number":
                return "Enter: number given and read back, nothing else, told when to call back"
            case _ if chosen.at == "find" and outlook.taken is None:
                return "Enter takes > or press its number   Tab next   1-4 outcome while it is empty"
            case _ if outlook.earlier and chosen.at != "find":
                return f"Enter next blank, then closes   {send} CLOSE   a-f offers   {back} form"
            case _:
                return f"Enter next blank, then closes   {send} CLOSE   Left/Right changes   {back} form"

    def keys(self) -> list[tuple[str, str]]:
        """The footer says what F5 does for the chosen outcome."""
        send = BY_ID["call.send"].title
        usual = super().keys()
        return [(key, FOOTER[self.page.chosen.outcome] if word == send else word) for key, word in usual]

    def actions(self) -> Mapping[str, Action]:
        """F5 does it, ^G goes back to the form."""
        return {
            **super().actions(),
            "call.send": self.do,
            "call.remarks": lambda: self.begin_command("r "),
        }

    async def command(self, id: str) -> None:
        """What only the form can do is done there."""
        if BY_ID[id].context == "call" and id not in self.actions():
            self.leave()
            await self.form.command(id)
        else:
            await super().command(id)

    def back(self) -> None:
        """To the form; what stands here is kept while the incident is in view."""
        in_line = isinstance(self.focused, CommandField)
        super().back()
        if not in_line:
            self.leave()

    def leave(self) -> None:
        """Show the form of the incident in view."""
        incident = self.page.incident
        if incident is not None and self.form.form.incident != incident:
            self.form.view(incident)
        self.app.switch_screen("call")
        self.shift.changed()

    async def do(self) -> None:
        """Reach the chosen outcome, or say what is in the way and go there."""
        outlook = self.outlook
        if outlook is None or self.page.leaving:
            return
        if outlook.chosen.outcome == "dispatched":
            await self.send_unit()
        elif outlook.hurdle:
            self.shift.say(outlook.hurdle, refused=True)
            self.choose(_fault(outlook))
        else:
            self._serve(outlook)

    def _serve(self, outlook: Outlook) -> None:
        try:
            self.hand(serve(outlook, self.call))
        except Refused as refusal:
            self.shift.say(str(refusal), refused=True)

    def hand(self, served: Served) -> None:
        """Ask for it; once it is on the log, say so and go back to the call."""
        page = self.page
        page.leaving = True

        async def intent(desk: Desk) -> None:
            try:
                for verb in served.verbs:
                    receipt = await desk.ask(verb)
                await self.shift.caught_up(receipt)
            finally:
                page.leaving = False
            self.shift.done.appendleft((self.shift.read_clock(), served.said))
            self.shift.say(f"ok  {served.said}{self._still_open() if served.closes and page is self.page else ''}")
            if served.closes:
                self.call_later(self._gone_through, page)

        self.shift.hand(intent)

    def _gone_through(self, page: OutcomePage) -> None:
        """Back to the call, unless the person has gone on to something else."""
        if self.is_current and page is self.page and not isinstance(self.focused, CommandField):
            self.leave()

    def _still_open(self) -> str:
        """How to end the call, which goes on, and which line waits."""
        call, keymap = self.call, self.shift.keymap
        ends = f"; {keymap.shortest('call.end', typing=True)} ends {call.line}" if call else ""
        waiting = sorted((c for c in self.shift.sight.calls if c.state != "answered"), key=lambda c: c.since)
        following = next((c for c in waiting if c is not call), None)
        waits = f"; {following.line} waits, {keymap.shortest('call.next', typing=True)}" if following else ""
        return ends + waits

    def lay_phrases(self) -> None:
        """The phrases with what is known in their gaps; Enter marks one as said."""
        outlook = self.outlook
        if outlook is not None:
            ids = [phrase.id for phrase in outlook.sight.centre.phrases]
            rows = [f"{one.id:<5}{fit(one.when, 20)} {outlook.say(one.text)}" for one in outlook.sight.centre.phrases]
            self.lay(f"SAY   Enter marks it as said, {self.way_back}", rows, lambda at: self.said(ids[at]))

    def said(self, phrase: str) -> None:
        """A phrase was said: the log keeps its id."""
        if self.page.incident is not None:
            self.shift.ask(v.SayPhrase(self.page.incident, phrase), said=f"said {phrase}")

    def answer_net(self, outlook: Outlook, code: str, value: str) -> None:
        """Put an answer of the safety net on the log, so that it is kept whatever becomes of the referral."""
        if outlook.incident.details.get(code, "") != value:
            self.shift.ask(v.SetDetail(outlook.incident.id, code, value))

    def offer(self, outlook: Outlook, key: str) -> bool:
        """Make the offer of that key, or put it to the supervisor; says whether there is one."""
        served = offer(outlook, self.call, key)
        if served is not None and not self.page.leaving:
            self.hand(served)
        return served is not None

    async def send_unit(self) -> None:
        """Go back to the form and give the call to the dispatcher."""
        self.leave()
        await self.form.send()

    def ask_first(self, outlook: Outlook) -> None:
        """Go to the first question that the department needs an answer to; without one, F5 is the key."""
        sight, incident = outlook.sight, outlook.incident
        blank = [q.code for q in still_open(sight.centre, incident) if q.required or q.code == "where"]
        if not blank:
            self.shift.say(f"Nothing is blank; {self.shift.key('call.send')} gives it to the department.")
            return
        self.leave()
        self.form.go_field("location" if blank[0] == "where" else "safety")
        self.form.paper.query_one(Answers).go(blank[0])


def _fault(outlook: Outlook) -> str:
    """Where what is in the way can be mended: FIND, the first blank answer, or the choice of another outcome."""
    if outlook.taken is None and "find" in stops(outlook.chosen.outcome):
        return "find"
    if outlook.chosen.outcome == "referred":
        return next((code for code, value in outlook.answers.items() if not value), "outcome")
    return "outcome"
