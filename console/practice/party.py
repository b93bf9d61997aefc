"""One caller in a run: what they were asked, what they have told, how they feel, and what they say next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from console.practice.keywords import Utterance, fits, plain
from console.practice.scenario import Caller, Fact, Reply, Says

QUESTIONS = (
    "what",
    "where",
    "who",
    "when",
    "why",
    "how",
    "is",
    "are",
    "do",
    "does",
    "did",
    "can",
    "could",
    "has",
    "have",
)
"""How a question begins when nobody typed its sign."""


@dataclass(slots=True)
class Party:
    """A caller's state. Times are ms UTC; `call` is the call in hand, 0 before it rings."""

    caller: Caller
    mood: int
    unsure: list[str]
    call: int = 0
    calls: list[int] = field(default_factory=list)
    answered: int | None = None
    gone: int | None = None
    hung_up: bool = False
    cut_off: bool = False
    left_alone: bool = False
    held: bool = False
    spoken_to: int = 0
    heard_at: int = 0
    turns: int = 0
    prompts: int = 0
    puzzles: int = 0
    baffled: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    """How often each fact was told."""

    @classmethod
    def of(cls, caller: Caller, chance: Random) -> Party:
        """The caller as they are before they ring; the seed says in which order they are at a loss."""
        unsure = list(caller.unsure)
        chance.shuffle(unsure)
        return cls(caller, caller.mood, unsure)

    @property
    def on_line(self) -> bool:
        """Whether they can hear and be heard."""
        return self.answered is not None and self.gone is None and not self.held

    def cheer(self, by: int) -> None:
        """The mood changes."""
        self.mood = min(10, max(0, self.mood + by))

    def tell(self, fact: Fact) -> str:
        """What they say when a fact is asked for, this time."""
        times = self.asked.get(fact.id, 0)
        self.asked[fact.id] = times + 1
        self.cheer(fact.mood if not times else 0)
        said = turn(fact.says, times)
        repeated = times and isinstance(fact.says, str) and self.caller.again
        return f"{turn(self.caller.again, times - 1)} {said}" if repeated else said

    def puzzled(self) -> str:
        """What they say to what they cannot understand."""
        self.puzzles += 1
        return turn(self.caller.puzzled, self.puzzles - 1, around=True)

    def at_a_loss(self) -> str:
        """What they say where nothing fits."""
        self.baffled += 1
        return turn(tuple(self.unsure), self.baffled - 1, around=True)

    def impatient(self) -> str:
        """What they say into a silence."""
        self.prompts += 1
        return turn(self.caller.impatient, self.prompts - 1, around=True)


def turn(says: Says, times: int, *, around: bool = False) -> str:
    """What is said the nth time: one text always, of several each in turn; the last stays, or the first comes again."""
    if isinstance(says, str):
        return says
    if not says:
        return ""
    return says[times % len(says)] if around else says[min(max(0, times), len(says) - 1)]


def chosen(party: Party, fitting: list[Fact]) -> list[Fact]:
    """Of the facts that a question fits, those that are told now: the first untold ones, else the first again."""
    untold = [fact for fact in fitting if fact.id not in party.asked]
    return untold[: party.caller.answers_at_once] or fitting[:1]


def is_question(text: str) -> bool:
    """Whether an answer is expected."""
    return "?" in text or plain(text).split(" ", 1)[0] in QUESTIONS


def too_long(party: Party, text: str) -> bool:
    """Whether a sentence has more words than this caller understands."""
    most = party.caller.most_words
    return bool(most) and len(plain(text).split()) > most


def replies_to(replies: Iterator[Reply], said: Utterance) -> list[Reply]:
    """The replies that what was said calls for, up to the first that ends the answer."""
    found = []
    for reply in replies:
        if fits(reply.said, said):
            found.append(reply)
            if reply.stops:
                break
    return found
