"""What is laid over the screen after a run: the score, KEEP, CHANGE and NEXT, and what can be done now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

from console.practice.review import AREA_WORDS, Review
from console.practice.scenario import Scenario
from console.screens.frame import Frame

CHOICES = {
    "drill": "60-second drill on just that",
    "again": "the same call again",
    "next": "the next call",
    "sheet": "the score sheet, line by line",
    "leave": "leave practice",
}
SHORT = {"location": "place", "entry": "entry", "time": "clocks"}
"""Areas by a shorter name, where all of them stand in one line."""
MOST_ROWS = 3
"""Rows of one thing that the coach says."""


def lay_review(
    frame: Frame, scenario: Scenario, made: Review, drill: bool, drilled: str, chosen: Callable[[str], None]
) -> None:
    """Lay it; `chosen` is told the word of the choice that Enter picks. `drilled` is what came of a drill."""
    words = [word for word in CHOICES if word != "drill" or drill]
    rows = [*review_rows(made, drilled, frame.size.width - 3)]
    at = len(rows)
    rows += [f"-> {CHOICES[word]}" for word in words]
    title = f"{made.score} of 100   {scenario.title}   arrows move, Enter chooses"

    def choose(row: int) -> None:
        if row < at:
            frame.app.call_later(frame.lay, title, rows, choose, at)
        elif words[row - at] == "sheet":
            back = lambda _: lay_review(frame, scenario, made, drill, drilled, chosen)  # noqa: E731
            frame.app.call_later(frame.lay, "SCORE SHEET   Enter goes back", sheet_rows(scenario, made, frame), back)
        else:
            chosen(words[row - at])

    frame.lay(title, rows, choose, at)


def review_rows(made: Review, drilled: str, width: int) -> list[str]:
    """The review in lines of at most this width."""
    bands = [f"{SHORT.get(band.area, band.area)} {band.won}/{band.of}" for band in made.bands]
    rows = [drilled] if drilled else wrap("   ".join(bands), width)
    for said in made.keep[:1]:
        rows += _labelled("KEEP", said, width)
    if drilled:
        return rows
    if (change := made.change) is not None:
        line = f' You said: "{change.line}"' if change.line and change.line not in change.says else ""
        rows += _labelled("CHANGE", change.says + line, width)
        rows += _labelled("NEXT", change.next, width)
    if len(made.mistakes) > 1:
        rows.append(f"        ({len(made.mistakes) - 1} more on the score sheet: one thing at a time)")
    elif change is None and made.missed:
        rows += _labelled("NEXT", f"Still to be had: {made.missed[0]}", width)
    return rows


def sheet_rows(scenario: Scenario, made: Review, frame: Frame) -> list[str]:
    """Everything: each area, each mistake, each thing that could have been had."""
    width = frame.size.width - 3
    rows = [f"{AREA_WORDS[band.area]:<24} {band.won:>3} of {band.of}" for band in made.bands]
    for one in made.mistakes:
        rows += _labelled("MISTAKE", f"{one.says} Next time: {one.next}", width)
    rows += [row for what in made.missed for row in _labelled("MISSED", what, width)]
    rows += [row for line in made.released for row in _labelled("SAID", line, width)]
    return [*rows, *_labelled("ABOUT", scenario.about, width)]


def _labelled(label: str, said: str, width: int) -> Sequence[str]:
    rows = wrap(f"{label:<8}{said}", width, subsequent_indent=" " * 8)
    return rows if len(rows) <= MOST_ROWS else [*rows[: MOST_ROWS - 1], rows[MOST_ROWS - 1][: width - 3] + "..."]
