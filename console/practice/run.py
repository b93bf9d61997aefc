"""A run of a scenario: it hears every fact of the log, in order, and says what callers and crews do next and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from console.practice import acts
from console.practice.crews import Crews
from console.practice.keywords import Utterance, fits, heard
from console.practice.party import Party, chosen, is_question, replies_to, too_long
from console.practice.scenario import Event, Scenario
from console.practice.spoken import Turn, WordMistakes
from console.practice.state import words_of
from console.practice.tally import Tally
from console.rules import condition
from console.rules import facts as f
from console.rules.board import Board
from console.rules.centre import Centre
from console.rules.fold.board import apply

THINKS_MS = 1_000
"""How long a caller takes to answer; a second sentence comes as long after the first."""
GRACE_MS = 40_000
"""How long a run goes on after the last caller is gone and something is still to be done."""
SETTLED_MS = 3_000
"""The same once all is done."""


class Run:
    """One run. `board` is the desk's as of the last fact; `now` the last moment that it was told (ms UTC)."""

    def __init__(self, scenario: Scenario, seed: int, centre: Centre, board: Board, now: int, *, position: str) -> None:
        chance = Random(f"{scenario.id}:{seed}")
        self.scenario = scenario
        self.centre = centre
        self.position = position
        self.board = board
        self.began = self.now = now
        self.over: int | None = None
        self.parties = {one.id: Party.of(one, chance) for one in scenario.caller}
        self.marks: dict[str, int] = {}
        self.said: dict[str, Turn] = {}
        self.turns: list[Turn] = []
        self.learnt: dict[str, Turn] = {}
        self._telling: dict[tuple[int, str], list[tuple[str, Turn]]] = {}
        """What a caller is about to say, with the facts that it tells and the words that asked for them."""
        self.spoilt = WordMistakes()
        self.ever: dict[str, int] = {}
        self.phrases, self.checked = set[str](), set[str]()
        self.before: dict[str, int] = {}
        self.listings: dict[int, str] = {}
        """The listing that the caller of an incident was referred to."""
        self.crews = Crews(scenario, chance)
        self.tally = Tally()
        self._spread = [chance.randint(0, event.spread_s) * 1000 for event in scenario.event]
        self._fired: set[int] = set()
        self._due: list[acts.Due] = []
        self._number = 0
        self._quiet: int | None = None
        for caller in scenario.caller:
            if caller.at_s >= 0:
                self._later(now + caller.at_s * 1000 + chance.randint(0, 1500), acts.Rings(caller.id))

    def due(self, now: int) -> list[acts.Act]:
        """What is to be done by now, the earliest first; each is given once."""
        self._tick(now)
        ready = sorted((one for one in self._due if one.when <= now), key=lambda one: (one.when, one.number))
        self._due = [one for one in self._due if one.when > now]
        return [one.act for one in ready]

    def hear(self, entry: f.Stamped) -> None:
        """A fact was written."""
        self.board = apply(self.board, entry)
        self.now = max(self.now, entry.when)
        self.tally.hear(entry, self.board)
        match entry.fact:
            case f.CallAnswered(call) | f.CallResumed(call) if party := self._party(call):
                self._speak_up(party, entry.when)
            case f.CallHeld(call) | f.CallParked(call) if party := self._party(call):
                party.held = True
                asked = any(turn.phrase == "H1" or "hold" in turn.words for turn in self.turns[-4:])
                if isinstance(entry.fact, f.CallHeld) and not asked:
                    self.marks.setdefault("held-unasked", entry.when)
            case f.CallEnded(call) | f.CallAbandoned(call) if party := self._party(call):
                party.gone = entry.when
                party.hung_up = entry.position == self.position
            case f.CallerSaid(call, text):
                for fact, question in self._telling.pop((call, text), ()):
                    self.learnt.setdefault(fact, question)
            case f.CallerTold(call, text, phrase) if party := self._party(call):
                self._told(party, Turn(entry.when, party.caller.id, text, phrase, heard(text, phrase).words))
            case f.ReferralMade(incident, listing):
                self.listings[incident] = listing
            case f.ContactMade(unit) if entry.position == self.position:
                self.checked.add(unit)
            case f.PhraseSaid(_, phrase) if entry.position == self.position:
                self.phrases.add(phrase)
            case f.UnitDispatched() | f.UnitReported() | f.UnitCleared() | f.UnitFreed():
                for when, act in self.crews.hear(entry, self.board, lambda when: self.holds(when)):
                    self._later(when, act)
            case _:
                pass
        self._sample()

    def holds(self, when: str, party: Party | None = None) -> bool:
        """Whether a condition holds now, for this caller or the first one."""
        return condition.holds(when, self.words(party))

    def words(self, party: Party | None = None) -> Mapping[str, str]:
        """What every word of a condition comes to now."""
        return words_of(self, party or next(iter(self.parties.values()), None))

    def ring(self, caller: str, call: int) -> None:
        """A caller's line rings: it is this call from now on."""
        party = self.parties[caller]
        party.call, party.answered, party.gone = call, None, None
        party.calls.append(call)
        party.hung_up = party.held = False

    @property
    def talking(self) -> Party | None:
        """The caller who is spoken with now."""
        return next((party for party in self.parties.values() if party.on_line), None)

    @property
    def served(self) -> bool:
        """Whether nothing is left to do for any of the truths."""
        return all(self._served(truth.id) for truth in self.scenario.truth)

    def incidents_of(self, truth: str) -> list[int]:
        """The incidents that stand for a truth, those merged into another left out; the first is the oldest."""
        found, about = [self.before[truth]] if truth in self.before else [], self.incident_of_call
        for party in self.parties.values():
            if self.scenario.about_of(party.caller).id == truth:
                found += [about[call] for call in party.calls if call in about]
        return list(dict.fromkeys(map(self.into, found)))

    @property
    def incident_of_call(self) -> Mapping[int, int]:
        """The incident of every call that has one."""
        everything = [*self.board.incidents.values(), *self.board.recent.values()]
        return {call: incident.id for incident in everything for call in incident.calls}

    def into(self, id: int) -> int:
        """The incident that this one was found to be the same as, else itself."""
        incident = self.board.incidents.get(id)
        return incident.into if incident is not None and incident.into is not None else id

    def _served(self, truth: str) -> bool:
        wanted = next(one for one in self.scenario.truth if one.id == truth).outcome
        if wanted is None:
            return True
        incidents = [self.board.incidents.get(id) or self.board.recent.get(id) for id in self.incidents_of(truth)]
        if self.scenario.role == "dispatcher":
            return any(one is not None and (one.first_dispatched or one.closed) for one in incidents)
        return any(one is not None and (one.sent or one.closed) for one in incidents)

    def _party(self, call: int) -> Party | None:
        return next((party for party in self.parties.values() if call and party.call == call), None)

    def _later(self, when: int, act: acts.Act) -> None:
        self._number += 1
        self._due.append(acts.Due(when, self._number, act))

    def _speak_up(self, party: Party, when: int) -> None:
        party.held = False
        party.spoken_to = party.heard_at = when
        if party.answered is None:
            party.answered = when
            self._later(when, acts.Speaks(party.caller.id, party.caller.who, noise=True))
            if party.caller.opens:
                self._later(when + THINKS_MS // 2, acts.Speaks(party.caller.id, party.caller.opens))

    def _told(self, party: Party, said: Turn) -> None:
        self.turns.append(said)
        party.turns += 1
        utterance = Utterance(said.words, said.phrase.upper())
        self._note_words(said, utterance)
        answers = list(self._answers(party, said, utterance))  # while `silent` is still what it was
        party.spoken_to = said.when
        for place, text in enumerate(answers, 1):
            self._later(said.when + place * THINKS_MS, acts.Speaks(party.caller.id, text))
            party.heard_at = said.when + place * THINKS_MS

    def _note_words(self, said: Turn, utterance: Utterance) -> None:
        if said.phrase:
            self.phrases.add(said.phrase.upper())
        self.spoilt.note(said, utterance)
        for say in self.scenario.say:
            mine = not say.caller or say.caller == said.caller
            if mine and fits(say.said, utterance) and self.holds(say.when, self.parties[said.caller]):
                self.said.setdefault(say.id, said)

    def _answers(self, party: Party, said: Turn, utterance: Utterance) -> Iterator[str]:
        """What the caller says back, sentence by sentence."""
        if too_long(party, said.text):
            yield party.puzzled()
            return
        spoke = stopped = False
        mine = (one for one in self.scenario.reply if self.scenario.caller_of(one) == party.caller.id)
        for reply in replies_to((one for one in mine if self.holds(one.when, party)), utterance):
            party.cheer(reply.mood)
            if reply.mark:
                self.marks.setdefault(reply.mark, said.when)
            if reply.mistake:
                self.marks.setdefault(f"mistake {reply.mistake}", said.when)
                self.spoilt.lines.setdefault(reply.mistake, said)
            if reply.says and not spoke:
                spoke = True
                yield reply.says if isinstance(reply.says, str) else reply.says[0]
            stopped = reply.stops
        if stopped:
            return
        if not self.holds(party.caller.understands, party):
            if not spoke:
                yield party.puzzled()
            return
        facts = [one for one in self.scenario.fact if self.scenario.caller_of(one) == party.caller.id]
        fitting = [one for one in facts if fits(one.asked, utterance) and self.holds(one.when, party)]
        for fact in chosen(party, fitting):
            told = party.tell(fact)
            self._telling.setdefault((party.call, told), []).append((fact.id, said))
            yield told
        if not fitting and not spoke and is_question(said.text):
            yield party.at_a_loss()

    def _tick(self, now: int) -> None:
        self.now = max(self.now, now)
        for place, event in enumerate(self.scenario.event):
            if place not in self._fired and self._begins(event, self._spread[place]):
                self._fired.add(place)
                self._fire(event)
        for party in self.parties.values():
            patience = party.caller.patience_s * 1000
            if party.on_line and self.now - max(party.spoken_to, party.heard_at) >= patience:
                party.heard_at = self.now
                if said := party.impatient():
                    self._later(self.now, acts.Speaks(party.caller.id, said))
        for when, act in self.crews.tick(self.now, self.began, lambda when: self.holds(when)):
            self._later(when, act)
        self._sample()
        self._look_for_the_end()

    def _begins(self, event: Event, spread: int) -> bool:
        party = self.parties.get(self.scenario.caller_of(event))
        heard_only = event.says or event.noise or event.do in ("hang up", "drop")
        if party is not None and heard_only and not party.on_line:
            return False
        since = party.answered if party is not None else self.began
        if since is None or self.now - since < event.at_s * 1000 + spread:
            return False
        return self.holds(event.when, party)

    def _fire(self, event: Event) -> None:
        caller = self.scenario.caller_of(event)
        party = self.parties.get(caller)
        for name in (event.id, event.mark):
            if name:
                self.marks.setdefault(name, self.now)
        if party is not None:
            party.cheer(event.mood)
        if event.noise:
            self._later(self.now, acts.Speaks(caller, event.noise, noise=True))
        if event.says:
            self._later(self.now, acts.Speaks(caller, event.says))
        match event.do:
            case "hang up" | "drop" if party is not None:
                party.cut_off = event.do == "drop"
                silence = self.now - party.spoken_to
                party.left_alone = event.do == "hang up" and silence >= party.caller.patience_s * 1000
                self._later(self.now, acts.Leaves(caller, dropped=party.cut_off))
            case "ring":
                self._later(self.now, acts.Rings(event.who))
            case "call again":
                self._later(self.now, acts.Rings(caller))
            case "end":
                self._later(self.now, acts.Ends())
            case _:
                pass

    def _sample(self) -> None:
        """Mistakes that count from the moment that they are made."""
        for mistake in self.scenario.mistake:
            if mistake.ever and mistake.id not in self.ever and self.holds(mistake.when):
                self.ever[mistake.id] = self.now

    def _look_for_the_end(self) -> None:
        if self.over is not None:
            return
        waiting = any(isinstance(one.act, acts.Rings) for one in self._due)
        gone = not waiting and all(party.gone is not None or not party.call for party in self.parties.values())
        quiet = gone and (bool(self.parties) or self.served)
        self._quiet = (self._quiet or self.now) if quiet else None
        patience = SETTLED_MS if self.served else GRACE_MS
        ended = self._quiet is not None and self.now - self._quiet >= patience
        if self.scenario.ends and self.holds(self.scenario.ends):
            ended = True
        if ended or self.now - self.began >= self.scenario.ends_s * 1000:
            self._later(self.now, acts.Ends())
