"""Accepting what stands in a field: the place and the type are found, chosen where several fit, and put on the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.desk import Desk
from console.rules.catalogue import Service
from console.rules.entry import OneLine, flat
from console.rules.facts import PlaceSet
from console.rules.place import Match
from console.rules.refused import Refused
from console.rules.service import services_like
from console.screens.call_form import CallForm, logged
from console.screens.shift import Shift

TELLING = 3
"""Letters that the beginning of a place's name has at least where it is taken without a question."""


class Accepting:
    """Reads the fields of one form. While several places or types fit, `choices` are open and a digit picks one."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self.form = CallForm()
        self.matches: Sequence[Match] = ()
        self.services: Sequence[Service] = ()
        self.choosing = -1
        self.name = ""
        self._by = ""

    @property
    def open(self) -> bool:
        """Whether a choice has to be made."""
        return self.choosing >= 0

    @property
    def only_near(self) -> bool:
        """Whether the choices are only like what was typed: those are never taken by Enter alone."""
        return bool(self.matches) and all(match.near for match in self.matches)

    @property
    def question(self) -> str:
        """What the person is asked while a choice is open."""
        if self.name == "type":
            return "Which type? Press its number, or type more of it."
        send = self._shift.key("call.send")
        if self.only_near:
            return f"No such place is known; which is meant? Press its number; {send} sends as heard."
        return f"Which one? Press its number; {send} sends it unverified."

    def forget(self) -> None:
        """Nothing is left to choose."""
        self.choosing = -1
        self.matches = self.services = ()

    async def look(self, name: str, text: str, near: str = "", sounds: str = "") -> None:
        """Find what the text may mean, as it is typed; for an empty field, what is offered instead."""
        form, place = self.form, text.strip() or near
        matches = (await self._shift.enquiries.read_place(place)).matches if name == "location" and place else ()
        if self.form is form and not self.open:
            self.name, self.matches = name, matches
            self.services = services_like(text or sounds, self._shift.centre)[:9] if name == "type" else ()

    def rows(self) -> list[str]:
        """The choices as rows: a place with its town and cross street, a service with its name."""
        if self.matches:
            return [place_row(match) for match in self.matches]
        return [f"{service.code:<11} {service.name}, priority {service.priority}" for service in self.services]

    async def accept(self, name: str, text: str, *, as_heard: bool = False) -> bool:
        """Put a field's text on the log. False when several things fit and one has to be chosen first.

        `as_heard` asks nothing: a place goes on the log unverified, an unclear type stays in its field.
        """
        text = text.strip()
        if name != "remark" and text in (self.form.asked.get(name), self._logged(name)):
            return True
        if name == "location":
            return not text or await self._accept_place(text, as_heard)
        if name == "type":
            return not text or self._accept_type(text, as_heard)
        if name == "remark":
            self._accept_remark(text)
        elif name in ("phone", "name", "who", "entry"):
            self._accept_detail(name, text)
        return True

    def pick(self, index: int) -> bool:
        """Take the choice of that index; False when there is none."""
        if self.matches and index < len(self.matches):
            self._set_place(self.matches[index], self._by)
        elif self.services and index < len(self.services):
            self._set_type(self.services[index].code)
        else:
            return False
        self.choosing = -1
        return True

    async def _accept_place(self, text: str, as_heard: bool) -> bool:
        form = self.form
        reading = await self._shift.enquiries.read_place(text)
        if self.form is not form:  # another call came into view meanwhile; the text waits in its own form
            return True
        line, self._by = reading.line, reading.verified_by
        self.form.typed["location"] = line.place
        self.choosing = -1
        self.matches = reading.exact or reading.matches
        if len(self.matches) == 1 and _sure(self.matches[0], line.place):
            self._set_place(self.matches[0], self._by)
        elif not self.matches or as_heard:
            self._ask(lambda incident, was: v.SetPlace(PlaceSet(incident, line.place), was), "location")
        else:
            self.choosing, self.name = 0, "location"
        self._spread(line)
        return not self.open

    def _spread(self, line: OneLine) -> None:
        """Put the parts after the place where they belong; those that were there before are not asked for again."""
        if line.type:
            self._set_type(line.type)
        said = {("phone", line.phone)} if line.phone else set()
        for code, value in sorted({*said, *line.answers} - self.form.spread):
            self._ask(partial(_detail, code, value), "phone" if code == "phone" else "")
        for remark in line.remarks:
            if ("remark", remark) not in self.form.spread:
                self._ask(partial(_remark, remark))
        self.form.spread |= {*said, *line.answers, *(("remark", remark) for remark in line.remarks)}

    def _set_place(self, match: Match, by: str = "") -> None:
        self.form.typed["location"] = flat(match)
        spot = spot_of(match)
        self._ask(lambda incident, was: v.SetPlace(replace(spot, incident=incident), was), "location")
        if by:
            self._ask(lambda incident, _: v.VerifyPlace(incident, by))
        self.matches = ()

    def _accept_type(self, text: str, as_heard: bool) -> bool:
        self.services = services_like(text, self._shift.centre)[:9]
        if len(self.services) > 1:
            if as_heard:  # no service is meant yet: it stays half-typed, and no key picks one by accident
                return True
            self.choosing, self.name = 0, "type"
            return False
        self._set_type(self.services[0].code if self.services else text.upper())
        return True

    def _set_type(self, code: str) -> None:
        self.form.typed["type"] = code
        self._ask(lambda incident, was: v.SetType(incident, code, was), "type")
        self.services = ()

    def _accept_detail(self, name: str, text: str) -> None:
        self._ask(partial(_detail, name, text), name)

    def _accept_remark(self, text: str) -> None:
        if text:
            begun, self.form.remark_begun = self.form.remark_begun, None
            self.form.typed["remark"] = text
            self._ask(lambda incident, _: v.AddRemark(incident, text, begun), "remark")

    def _logged(self, name: str) -> str:
        return logged(self._shift.incident(self.form.incident)).get(name, "")

    def _ask(self, verb: Callable[[int, str | None], v.Verb], field: str = "") -> None:
        """Ask for a verb about this form's incident, which may still be on its way to the log itself.

        The verb is made of the incident's id and of what stood in the field when its text was begun.
        """
        form = self.form
        text, was = form.typed.get(field, ""), form.seen.get(field)
        if field:
            form.asked[field] = text

        async def intent(desk: Desk) -> None:
            try:
                if form.incident is None:
                    key = self._shift.key("call.take")
                    raise Refused(f"This form has no call yet; {key} tries again, and what you typed is kept.")
                await self._shift.caught_up(await desk.ask(verb(form.incident, was)))
            except Refused:
                form.look_again(field, self._shift.incident(form.incident))
                raise
            finally:
                form.asked.pop(field, None)
            if form.typed.get(field) == text:
                form.typed.pop(field, None)
                form.seen.pop(field, None)

        self._shift.hand(intent)


def _sure(match: Match, text: str) -> bool:
    """Whether Enter may take the only place that fits: a letter meant for another question fits one by chance."""
    return not match.near and (match.whole or len(text) >= TELLING)


def spot_of(match: Match) -> PlaceSet:
    """A place that was chosen, as the log has it once the incident is named."""
    place = match.place
    return PlaceSet(0, flat(match), place.town, place.zone, place.lat, place.lon)


def place_row(match: Match) -> str:
    """A place to choose: its town, its cross street and its zone beside it."""
    place = match.place
    cross = f"x {place.cross}" if place.cross else ""
    name = f"  {place.name}" if place.name else ""
    near = "~ " if match.near else ""
    return f"{near + flat(match):<26} {place.town:<10} {cross:<18} zone {place.zone}{name}"


def _detail(code: str, value: str, incident: int, was: str | None) -> v.Verb:
    return v.SetDetail(incident, code, value, was)


def _remark(text: str, incident: int, _: str | None) -> v.Verb:
    return v.AddRemark(incident, text)
