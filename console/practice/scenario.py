"""A practice scenario as its file says it: who calls, what is true, what is told for which question, and its worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from console.rules.catalogue import Outcome

Says = str | tuple[str, ...]
"""What somebody says: one text, or one for each time in turn; the last one stays."""
Texts = tuple[str, ...]
Service = Literal["ambulance", "fire", "police", "city", "taxi", "truck"]
Area = Literal["location", "questions", "words", "entry", "time", "safety", "dispatch"]
AREAS: tuple[Area, ...] = ("location", "questions", "words", "entry", "time", "safety", "dispatch")
Does = Literal["", "hang up", "drop", "ring", "call again", "end"]
CrewDoes = Literal["rolls", "arrives", "clears", "says", "help", "stuck"]
Since = Literal["start", "dispatched", "rolling", "arrived"]


class Truth(Struct, frozen=True):
    """What is so, whatever the caller says; entries are scored against it and nothing changes it.

    `types` are the codes that are right, the best first; `answers` what has to stand under the service's questions;
    `notes` are keyword rules that some remark has to fit; `units` what has to be sent, as run cards name it. Without
    an `outcome` nothing has to be done with it. `phone` is the number to ring back on; empty when none can be had.
    """

    id: str
    types: Texts
    outcome: Outcome | None = None
    place: str = ""
    town: str = ""
    priority: int = 0
    phone: str = ""
    name: str = ""
    listing: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Texts = ()
    units: Texts = ()


class Caller(Struct, frozen=True):
    """Somebody who calls. `mood` runs from 0 (calm) to 10; `feeling` is the word for it.

    They ring `at_s` seconds after the start, or never by themselves where `at_s` is below 0: then an event rings them.
    After `patience_s` seconds without a word they say the next of `impatient`. A sentence of more than `most_words`
    words is not understood (0: any is), nor anything before `understands` holds: they say the next of `puzzled`.
    `unsure` is said where nothing fits, `again` before something that was told already. `answers_at_once` is how many
    questions of one sentence are answered.
    """

    id: str
    who: str
    opens: str = ""
    about: str = ""
    at_s: int = 2
    phone: str = ""
    near: str = ""
    radius_m: int = 0
    mood: int = 3
    feeling: str = "worried"
    patience_s: int = 20
    impatient: Texts = ("Hello? Are you there?",)
    most_words: int = 0
    understands: str = ""
    puzzled: Texts = ("What? I did not get that.",)
    unsure: Texts = ("I don't know.", "What do you mean?")
    again: Texts = ("I told you.",)
    answers_at_once: int = 1


class Fact(Struct, frozen=True):
    """Something that a caller tells only when it is asked for.

    `asked` are keyword rules, any of which is enough; `when` is a condition that has to hold beside. `ask` is the
    question in the words that the coach gives. `worth` counts in the score of `area`; 0 is nice to know. One that is
    `needed` is a mistake when it was never told.
    """

    id: str
    asked: Texts
    says: Says
    ask: str = ""
    caller: str = ""
    when: str = ""
    mood: int = 0
    worth: int = 1
    needed: bool = False
    area: Area = "questions"
    keep: str = ""


class Reply(Struct, frozen=True):
    """Anything else that a caller says back: to a leading question, to words that hurt or help.

    `mark` is a name that conditions can use from then on, `mistake` one that the coach names. With `stops` nothing else
    of that sentence is answered.
    """

    said: Texts
    says: Says = ""
    caller: str = ""
    when: str = ""
    mood: int = 0
    mark: str = ""
    mistake: str = ""
    stops: bool = False


class Event(Struct, frozen=True):
    """What happens by itself, once: `at_s` seconds after the caller was answered and when the condition holds.

    `spread_s` is by how many seconds the seed may delay it. `who` is the caller who is rung by `ring`; with `call
    again` the same one rings anew. Noise is heard, not said.
    """

    id: str = ""
    at_s: int = 0
    spread_s: int = 0
    when: str = ""
    caller: str = ""
    says: str = ""
    noise: str = ""
    mood: int = 0
    mark: str = ""
    do: Does = ""
    who: str = ""


class Say(Struct, frozen=True):
    """Words that the caller should hear, in any form that fits a keyword rule; `words` is how the coach puts them."""

    id: str
    said: Texts
    words: str
    why: str
    caller: str = ""
    when: str = ""
    worth: int = 1
    needed: bool = False
    area: Area = "words"


class Mistake(Struct, frozen=True):
    """What the coach names when its condition holds at the end, or at any moment of the run where `ever` is true.

    `says` is what came of it, `next` the exact words or keys for next time, `drill` the fact or words to be drilled.
    The score is at most `cap`; `costs` are points beside.
    """

    id: str
    says: str
    next: str
    when: str = ""
    ever: bool = False
    cap: int = 100
    costs: int = 0
    drill: str = ""


class Keep(Struct, frozen=True):
    """What went well, if its condition holds at the end."""

    when: str
    says: str


class Hint(Struct, frozen=True):
    """What the coach says while its condition holds; those that stand first come first."""

    when: str
    says: str


class Crew(Struct, frozen=True):
    """What a crew does `after_s` seconds `since` something, if the condition holds. Without a unit: any that is sent.

    One that is stuck never arrives by itself; one that needs help raises a danger.
    """

    does: CrewDoes
    after_s: int
    unit: str = ""
    since: Since = "dispatched"
    says: str = ""
    when: str = ""
    spread_s: int = 0


class Before(Struct, frozen=True):
    """An incident that stands on the board when it begins, `minutes_ago` old; `units` are on it already."""

    id: str
    place: str
    town: str
    type: str
    minutes_ago: int = 5
    priority: int = 0
    phone: str = ""
    note: str = ""
    told_minutes: int = 0
    units: Texts = ()
    status: Literal["dispatched", "en_route", "on_scene"] = "on_scene"


class Trainee(Struct, frozen=True):
    """A scripted trainee: the steps of a key script, and the mistakes that the coach has to name, all and no others."""

    name: Literal["good", "poor"]
    steps: Texts
    mistakes: Texts = ()


class Weights(Struct, frozen=True):
    """How many of the 100 points an area is worth. Areas in which nothing can be won are shared out over the others."""

    location: int = 15
    questions: int = 20
    words: int = 15
    entry: int = 20
    time: int = 20
    safety: int = 10
    dispatch: int = 0


class Clocks(Struct, frozen=True):
    """Seconds for each step, here longer than on a real line: typing what one says takes about three times as long."""

    answer_s: int = 6
    locate_s: int = 75
    brief_s: int = 120
    help_s: int = 60


class Scenario(Struct, frozen=True):
    """All of one scenario. `about` says what it trains and is shown only afterwards; the title is, too.

    `starts` is the local time at which it begins where that matters, such as `2026-11-21 22:10`; a run lasts at most
    `ends_s` seconds, and ends earlier once `ends` holds or all callers are gone and the incidents are served.
    """

    id: str
    title: str
    service: Service
    level: int
    about: str
    truth: tuple[Truth, ...]
    caller: tuple[Caller, ...] = ()
    fact: tuple[Fact, ...] = ()
    reply: tuple[Reply, ...] = ()
    event: tuple[Event, ...] = ()
    say: tuple[Say, ...] = ()
    mistake: tuple[Mistake, ...] = ()
    keep: tuple[Keep, ...] = ()
    hint: tuple[Hint, ...] = ()
    crew: tuple[Crew, ...] = ()
    before: tuple[Before, ...] = ()
    trainee: tuple[Trainee, ...] = ()
    score: Weights = Weights()
    clocks: Clocks = Clocks()
    role: Literal["call-taker", "dispatcher"] = "call-taker"
    starts: str = ""
    ends_s: int = 300
    ends: str = ""
    out_of_service: Texts = ()

    def caller_of(self, item: Fact | Reply | Event | Say) -> str:
        """Whose it is: the caller it names, else the first."""
        return item.caller or (self.caller[0].id if self.caller else "")

    def about_of(self, caller: Caller) -> Truth:
        """What a caller calls about: the truth they name, else the first."""
        return next((truth for truth in self.truth if truth.id == caller.about), self.truth[0])
