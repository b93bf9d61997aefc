"""What is known beside the form in view, looked up without ever standing in the way of a key."""

from __future__ import annotations

from msgspec.structs import replace

from console.desk import verbs as v
from console.desk.enquiries import Known
from console.rules.board import Board, Call, Incident
from console.rules.call import number_of
from console.rules.duplicate import Candidate, same_call
from console.rules.facts import PromiseMade
from console.rules.guess import Guessed, guess, not_ours
from console.rules.incident import title
from console.rules.promise import waits_for
from console.rules.status import STATUS
from console.rules.wait import Estimate, honest, spoken_minutes
from console.screens.shift import Shift
from console.widgets.insight import NOTHING, Insight
from console.widgets.sight import Sight

SILENT_S = 4
"""Seconds of silence after each prompt, before the next one (a study of silent calls in ux/work, 2.2)."""
SILENT = ("S1", "S2", "S3")
"""The prompts for a caller who cannot speak."""
WAITS = ("W1", "W2")
"""The phrases that tell a caller how long it may take: what they say is a promise."""
SHOWN = 3
"""How many of each are shown."""
UNKNOWN_TYPES = ("", "UNK")


class Knowing:
    """Holds the newest answers for one incident; `renew` asks again when what they depend on has changed."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._asked: object = None
        self._known = Known()
        self._expected: Estimate | None = None
        self._candidates: tuple[object, tuple[Candidate, ...]] = (None, ())
        self._heard: tuple[object, Guessed | None, str] = (None, None, "")

    def outdated(self, incident: Incident | None, call: Call | None) -> bool:
        """Whether there is something new to ask the desk: another incident, place or number, or a minute has gone."""
        minute = self._shift.now // 60_000
        number = number_of(self._shift.board, incident, call)
        about = (incident.id, incident.place, incident.priority, number, minute) if incident else None
        if about == self._asked:
            return False
        self._asked = about
        if incident is None:
            self._known, self._expected = Known(), None
        return incident is not None

    async def renew(self, incident: Incident, call: Call | None) -> None:
        """Ask the desk what it knows of this incident's place, number and wait."""
        about, enquiries, now = self._asked, self._shift.enquiries, self._shift.now
        known = await enquiries.known_of(incident.place, number_of(self._shift.board, incident, call), now, incident.id)
        expected = await enquiries.expect(incident, now) if incident.place and incident.priority else None
        if self._asked == about:
            self._known, self._expected = known, expected
            self._shift.changed()

    def candidates(self, incident: Incident | None) -> tuple[Candidate, ...]:
        """What may be the same call, the best first; nothing once it is merged or units are on it."""
        shift = self._shift
        if incident is None or incident.place is None or incident.state not in ("draft", "pending"):
            return ()
        about = (shift.board, incident.id, shift.now // 10_000)
        if self._candidates[0] != about:
            self._candidates = (about, same_call(shift.board, shift.centre, incident, shift.now, SHOWN))
        return self._candidates[1]

    def guessed(self, incident: Incident | None, typed: str) -> Guessed | None:
        """What the story sounds like, where nobody has said what it is."""
        self._listen(incident, typed)
        return self._heard[1] if incident is not None and incident.type in UNKNOWN_TYPES else None

    def _listen(self, incident: Incident | None, typed: str) -> None:
        lines = (*(remark.text for remark in incident.remarks), typed) if incident else (typed,)
        about = (lines, incident.type if incident else "")
        if self._heard[0] == about:
            return
        centre = self._shift.centre
        other = not_ours(centre, lines)
        sounds = guess(centre, lines) if about[1] in UNKNOWN_TYPES else None
        self._heard = (about, sounds, other.say if other else "")

    def minutes(self, incident: Incident | None) -> int | None:
        """The minutes that can honestly be told now, rounded up; None where nobody can tell."""
        if incident is None or self._expected is None or incident.first_on_scene is not None:
            return None
        return spoken_minutes(honest(self._expected, _oldest_s(self._shift.sight, incident), self._expected.seconds))

    def spoken(self, incident: Incident, call: Call | None, phrase: str) -> tuple[tuple[v.Verb, ...], str]:
        """What the log keeps of a phrase that was said: its id, and a wait that it told as a promise; and in words."""
        saying, minutes = v.SayPhrase(incident.id, phrase), self.minutes(incident)
        if phrase not in WAITS or not minutes:
            return (saying,), f"said {phrase}"
        about = call.id if call else None
        told = PromiseMade(0, "wait", "", None, about, incident.id, minutes=minutes, text=self.basis)
        return (saying, v.MakePromise(told)), f"said {phrase}, up to {minutes} min: a promise"

    @property
    def basis(self) -> str:
        """What the minutes rest on."""
        return f"8 in 10: {self._expected.basis}, n={self._expected.n}" if self._expected else ""

    def insight(self, incident: Incident | None, call: Call | None, typed: str) -> Insight:
        """All of it in lines."""
        if incident is None:
            return NOTHING
        self._listen(incident, typed)
        sounds, minutes = self.guessed(incident, typed), self.minutes(incident)
        shown = Insight(
            same=tuple(_same(self._shift.board, one) for one in self.candidates(incident)),
            here=_here(self._known),
            before=_before(self._shift.sight, self._known),
            guess=f"{sounds.code}, because: {sounds.because}" if sounds else "",
            elsewhere=self._heard[2],
            silent=_silent(self._shift.sight, incident, call) if call else "",
            verify=bool(call and incident.place and incident.place.state == "matched"),
            status=_status(self._shift.sight, incident),
        )
        if minutes is None:
            return shown
        return replace(shown, wait=f"It may be up to {minutes} minutes.", basis=self.basis)


def _oldest_s(sight: Sight, incident: Incident) -> float | None:
    """How long the oldest other one of this priority has been waiting, seconds."""
    since = [i.sent for i in sight.pending if i.priority == incident.priority and i.id != incident.id and i.sent]
    return (sight.now - min(since)) / 1000 if since else None


def _status(sight: Sight, incident: Incident) -> str:
    """What a caller who asks "where is it?" can be told: who is coming since when, and what was said of the wait."""
    if incident.sent is None:
        return ""
    jobs = sight.board.on(incident.id)
    lines = [f"{job.unit} {STATUS[job.status].word} since {sight.time(job.since)[:5]}" for job in jobs]
    told = next((promise for promise in waits_for(sight.board, incident.id) if promise.due is not None), None)
    if told is not None and told.due is not None:
        late = " and that has passed: say so, and the new time" if told.due < sight.now else ""
        lines.append(f"told up to {told.minutes} min, by {sight.time(told.due)[:5]}{late}")
    return "; ".join(lines) or f"waits since {sight.time(incident.sent)[:5]}, nobody is on the way yet"


def _same(board: Board, candidate: Candidate) -> str:
    other = board.incident(candidate.incident)
    return f"{title(other)}  {candidate.why}"


def _here(known: Known) -> str:
    if known.unknown or not known.here:
        return known.unknown
    calls = "1 call" if known.here == 1 else f"{known.here} calls"
    types = ", ".join(f"{count} {type}" for type, count in known.types[:SHOWN])
    return f"{calls} in 90 days: {types}" if types else f"{calls} in 90 days"


def _before(sight: Sight, known: Known) -> tuple[str, ...]:
    """What this number rang about before, and where its caller was sent on to."""
    rang = [f"{sight.day(one.when)} {one.type or '?'} {one.place} {one.outcome or one.state}" for one in known.before]
    sent = [f"{sight.day(one.when)} REFERRED to {one.name}; no result recorded" for one in known.referrals]
    return (*sent[:SHOWN], *rang[:SHOWN])


def _silent(sight: Sight, incident: Incident, call: Call) -> str:
    """With a caller who cannot speak: which prompt comes next, and in how many seconds."""
    said = [one for one in incident.said if one.phrase in SILENT and one.when >= (call.answered or 0)]
    if not said or (incident.remarks and incident.remarks[-1].when > said[-1].when):
        return ""
    step = SILENT.index(said[-1].phrase) + 1
    left = SILENT_S - (sight.now - said[-1].when) // 1000
    if step == len(SILENT):
        return "All three were said: listen, note what you hear, and send to the place you have."
    following = next((phrase.text for phrase in sight.centre.phrases if phrase.id == SILENT[step]), "")
    when = f"in {left} s" if left > 0 else "now"
    return f"{SILENT[step]} {when}: {following}"
