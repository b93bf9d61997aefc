"""Verbs of one line, asked one after another; where one is refused, what was done before it is said."""

from __future__ import annotations

from collections.abc import Sequence

from console.desk.desk import Desk, NotSaved, Receipt
from console.desk.verbs import AddRemark, Verb
from console.rules.refused import Refused
from console.rules.wording import listed


async def ask_in_turn(desk: Desk, verbs: Sequence[Verb]) -> list[Receipt]:
    """What became of each; raises Refused or NotSaved at the first that fails, and those after it are not asked."""
    receipts: list[Receipt] = []
    for verb in verbs:
        try:
            receipts.append(await desk.ask(verb))
        except Refused as refusal:
            raise Refused(f"{refusal}{_done(verbs[: len(receipts)])}") from refusal
        except NotSaved as trouble:
            raise NotSaved(f"{trouble}{_done(verbs[: len(receipts)])}", trouble.known) from trouble
    return receipts


def _done(verbs: Sequence[Verb]) -> str:
    """`  Done before that: the remark and 12.`; nothing where the first of them failed."""
    if not verbs:
        return ""
    named = ["the remark" if isinstance(verb, AddRemark) else getattr(verb, "unit", "") for verb in verbs]
    return f"  Done before that: {listed(named) if all(named) else f'{len(verbs)} commands'}."
