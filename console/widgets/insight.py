"""What is known beside the form: the place, the number, the same call, the wait, and what it sounds like."""

from __future__ import annotations

from msgspec import Struct

from console.rules.catalogue import Question


class Insight(Struct, frozen=True):
    """Lines to be shown as they are; empty ones say nothing.

    `same` are the candidates for SAME CALL?, the best first, `here` is what happened at the place, `before` what this
    number rang about, `wait` what can be said of the wait and `basis` what that rests on, `guess` what the story sounds
    like, `elsewhere` what is not ours, `silent` the next step with one who cannot speak, and `status` what a caller
    is told who asks where it is. `verify`: the place has to be said once more. `asking`: what a key would answer now.
    """

    same: tuple[str, ...] = ()
    here: str = ""
    before: tuple[str, ...] = ()
    wait: str = ""
    basis: str = ""
    guess: str = ""
    elsewhere: str = ""
    silent: str = ""
    status: str = ""
    verify: bool = False
    asking: Question | None = None


NOTHING = Insight()
