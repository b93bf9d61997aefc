"""A key script: one step a line, in words that a person can read and write."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

STEPS = {
    "do": "the keys of a command, by its name: do call.send",
    "key": "keys by name, with blanks between: key tab enter",
    "text": "characters as they are typed",
    "say": "words to the caller: goes to the YOU SAY line, types them, and Enter",
    "phrase": "a phrase by its id, chosen from the list of phrases",
    "place": "goes to LOCATION, types, and Enter",
    "pick": "the number of a choice that is open",
    "kind": "goes to TYPE, types, and Enter",
    "phone": "goes to PHONE, types, and Enter",
    "name": "goes to NAME, types, and Enter",
    "safety": "answers to the questions: safety awake=N, breathing=Y",
    "note": "goes to the remarks, types, and Enter",
    "line": "goes to the command line, types, and Enter",
    "answer": "answers the line that rings",
    "verify": "the caller said the place once more",
    "send": "gives the call to the dispatcher",
    "end": "ends the call",
    "refer": "sends the caller on to whom these words find, nobody being hurt: refer barking",
    "inform": "tells the caller what these words find, and closes it so: inform passport",
    "request": "gives it to the department",
    "wait": "seconds in which nothing is pressed: wait 4",
}
ALONE = ("answer", "verify", "send", "end", "request")
NUMBERED = ("wait", "pick")


class Step(Struct, frozen=True):
    """One step: its word and the rest of the line."""

    word: str
    rest: str = ""


class StepFault(ValueError):
    """A line that is no step; the text is a sentence."""


def read_step(line: str, commands: Collection[str] = ()) -> Step:
    """The step that a line is; raises StepFault. With `commands` one that is none of them is a fault, too."""
    word, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if word not in STEPS:
        raise StepFault(f"there is no step {word!r}; steps are {', '.join(STEPS)}")
    if word not in ALONE and not rest:
        raise StepFault(f"the step {word!r} needs more: {STEPS[word]}")
    if word in NUMBERED and not rest.isdecimal():
        raise StepFault(f"the step {word!r} needs a whole number, such as {word} 4; got {rest!r}")
    if word == "do" and commands and rest not in commands:
        raise StepFault(f"there is no command {rest!r}; `firstline keys` lists them")
    if word == "safety" and any(not code or not value for code, _, value in pairs(rest)):
        raise StepFault("answers are written code=answer, with commas between: safety awake=N, breathing=Y")
    return Step(word, rest)


def pairs(rest: str) -> list[tuple[str, str, str]]:
    """The answers of a `safety` step: code, sign, answer."""
    found = [part.strip().partition("=") for part in rest.split(",")]
    return [(code.strip(), sign, value.strip()) for code, sign, value in found]


def read_steps(text: str, commands: Collection[str] = ()) -> list[tuple[int, Step]]:
    """Every step of a script with its line, blank lines and those after # left out; raises StepFault with the line."""
    steps = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                steps.append((number, read_step(line, commands)))
            except StepFault as fault:
                raise StepFault(f"line {number}: {fault}") from None
    return steps
