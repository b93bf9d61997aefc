"""The self-test of a terminal: eight things to press or see, and the safe keys, signs and colours they give."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from console.terminal.preference import Preference

SETTLE_MS = 300
"""Keys so soon after a wrong one are the rest of it: a function key that came as letters comes as several."""
WORDS = ("AVAILABLE", "DISPATCHED", "EN ROUTE", "ON SCENE", "BUSY", "OUT")
"""The six words that are shown, each in the colour of its state."""


class Step(Struct, frozen=True):
    """One thing to try: what is asked, which keys are good, and which say that it failed."""

    name: str
    ask: str
    good: frozenset[str]
    bad: frozenset[str] = frozenset("n")
    pressed: bool = False
    """Whether any other key is a failure too: a key was asked for, and another one came."""


def _press(name: str, ask: str, *keys: str) -> Step:
    return Step(name, f"Press {ask}.  (N: nothing happens)", frozenset(keys), pressed=True)


STEPS = (
    _press("F2", "F2", "f2"),
    _press("F5", "F5", "f5"),
    _press("F9", "F9", "f9"),
    _press("keypad Enter", "Enter on the keypad", "enter", "ctrl+j"),
    _press("Ctrl+G", "Ctrl and G", "ctrl+g"),
    Step("letters", "Type \u00e9; without such a key: is |\u00e9| one letter, Y or N?", frozenset("\u00e9y")),
    Step("colours", "Are the six words below in six colours, Y or N?", frozenset("y")),
    Step("bell", "Did the bell ring, Y or N?", frozenset("y")),
)
SKIP, LEAVE = "space", "q"


class SelfTest:
    """Where one is in the test. `found` says for each step that is over: ok, skipped, or what came instead."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._left = False
        self._wrong_at = -SETTLE_MS

    @property
    def step(self) -> Step | None:
        """What is tried now; None when the test is over."""
        return STEPS[len(self.found)] if not self._left and len(self.found) < len(STEPS) else None

    @property
    def line(self) -> str:
        """What the person is asked now."""
        step = self.step
        return f"{len(self.found) + 1} of {len(STEPS)}  {step.ask}" if step else self.summary

    def key(self, key: str, now: int) -> None:
        """A key came at `now` (ms): letters as they are, others by their names."""
        step, key = self.step, "space" if key == " " else key.lower() if len(key) == 1 else key
        if step is None or now - self._wrong_at < SETTLE_MS:
            return
        if key in step.good:
            self.found[step.name] = "ok"
        elif key == SKIP:
            self.found[step.name] = "skipped"
        elif key == LEAVE:
            self._left = True
        elif key in step.bad:
            self.found[step.name] = "no"
        elif step.pressed:
            self.found[step.name] = f"came as {key}"
            self._wrong_at = now

    def failed(self, *names: str) -> bool:
        """Whether one of these steps went wrong; what was skipped did not."""
        return any(self.found.get(name, "ok") not in ("ok", "skipped") for name in names)

    def preference(self, before: Preference) -> Preference:
        """The safe set for what was found; what was not tried stays as it was."""
        good = before.keymap if before.keymap != "ascii" or "F2" not in self.found else "default"
        return replace(
            before,
            keymap="ascii" if self.failed("F2", "F5", "F9") else good or "default",
            ascii=self.failed("letters") if self._tried("letters") else before.ascii,
            colours=("standard" if self.failed("colours") else "") if self._tried("colours") else before.colours,
        )

    def _tried(self, name: str) -> bool:
        return self.found.get(name, "skipped") != "skipped"

    @property
    def summary(self) -> str:
        """What was found, in one sentence."""
        wrong = [f"{name} {said}" for name, said in self.found.items() if said not in ("ok", "skipped")]
        return f"Tried {len(self.found)} of {len(STEPS)}: " + (", ".join(wrong) if wrong else "all is well") + "."
