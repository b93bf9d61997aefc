"""A call's form while it is being filled in: what was typed, where the cursor is, what is on the log already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from console.rules.board import Incident

DETAILS = ("phone", "name", "who", "entry")
ANSWER = "answer "
"""How the half-typed answer to a question is called among a form's texts."""


@dataclass(slots=True)
class CallForm:
    """`typed` holds texts that are not on the log yet, `asked` those that are on their way there.

    `seen` is what stood in a field when its text was begun, so that nobody's later word is overwritten unread.
    `spread` are the parts of a line with slashes that went where they belong.

    `remark_begun` (ms UTC) is when the first key of the remark was pressed.
    """

    incident: int | None = None
    typed: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    at: str = "location"
    cursor: int = 0
    remark_begun: int | None = None
    seen: dict[str, str] = field(default_factory=dict)
    spread: set[tuple[str, str]] = field(default_factory=set)
    saved: str = ""
    saved_at: int | None = None

    @property
    def slot(self) -> str:
        """Under which name its draft is kept."""
        return f"incident:{self.incident}"

    @property
    def half_answers(self) -> dict[str, str]:
        """What is typed of answers that are not given yet, by the question's code."""
        return {name.removeprefix(ANSWER): text for name, text in self.typed.items() if name.startswith(ANSWER)}

    def texts(self, incident: Incident | None) -> dict[str, str]:
        """What stands in each field: what was typed, else what the log says."""
        return {**logged(incident), **self.typed}

    def type_in(self, name: str, text: str, incident: Incident | None) -> None:
        """A field's text changed; what is on the log as it stands is no longer half-typed."""
        known = self._known(name, incident)
        if text == known:
            self.typed.pop(name, None)
            self.seen.pop(name, None)
        else:
            self.typed[name] = text
            self.seen.setdefault(name, known)

    def look_again(self, name: str, incident: Incident | None) -> None:
        """Its writer was told what stands there now: the same text once more is meant."""
        if name in self.seen:
            self.seen[name] = self._known(name, incident)

    def _known(self, name: str, incident: Incident | None) -> str:
        if name.startswith(ANSWER) and incident is not None:
            return incident.details.get(name.removeprefix(ANSWER), "")
        return logged(incident).get(name, "")

    def draft(self) -> str:
        """The form as it is kept; empty when everything typed is on the log."""
        if not any(self.typed.values()):
            return ""
        kept = {
            "typed": self.typed,
            "at": self.at,
            "cursor": self.cursor,
            "remark_begun": self.remark_begun,
            "seen": self.seen,
        }
        return msgspec.json.encode(kept).decode()

    def take_back(self, body: str, saved_at: int) -> None:
        """Go on from a draft."""
        kept: Mapping[str, object] = msgspec.json.decode(body)
        draft = msgspec.convert(kept, _Draft)
        self.typed, self.at, self.cursor, self.seen = draft.typed, draft.at, draft.cursor, draft.seen
        self.remark_begun, self.saved, self.saved_at = draft.remark_begun, body, saved_at


class _Draft(msgspec.Struct):
    typed: dict[str, str]
    at: str = "location"
    cursor: int = 0
    remark_begun: int | None = None
    seen: dict[str, str] = msgspec.field(default_factory=dict)


def logged(incident: Incident | None) -> dict[str, str]:
    """What the log says of each field."""
    if incident is None:
        return {}
    details = {name: incident.details.get(name, "") for name in DETAILS}
    return {"location": incident.place.text if incident.place else "", "type": incident.type, **details}
