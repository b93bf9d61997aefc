"""Half-typed forms that wait together are kept together, and none takes another with it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from console.desk.desk import NotSaved
from console.desk.local import LocalDesk
from db.records import Draft


async def test_sixty_forms_at_once_cost_a_few_turns_of_the_pen(
    desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is there afterwards as it was last sent, and so few transactions were needed that commands went through."""
    turns = 0
    save = desk._store.save_drafts

    async def counted(kept: Sequence[Draft], dropped: Sequence[tuple[str, str]]) -> None:
        nonlocal turns
        turns += 1
        await save(kept, dropped)

    monkeypatch.setattr(desk._store, "save_drafts", counted)
    await asyncio.gather(
        *(desk.save_draft_of(f"P{n}", "call:1", f"word {part}") for part in range(2) for n in range(60))
    )
    assert turns <= 3
    for n in range(60):
        assert [draft.body for draft in await desk.drafts_of(f"P{n}")] == ["word 1"]
    await asyncio.gather(desk.drop_draft_of("P1", "call:1"), desk.save_draft_of("P2", "call:1", "more"))
    assert await desk.drafts_of("P1") == ()
    assert [draft.body for draft in await desk.drafts_of("P2")] == ["more"]


async def test_a_form_that_cannot_be_kept_takes_no_other_with_it(desk: LocalDesk) -> None:
    """Its own writer is told; those that waited with it are kept."""
    answers = await asyncio.gather(
        *(desk.save_draft_of(f"P{n}", "call:1", "\ud800" if n == 3 else "good") for n in range(6)),
        return_exceptions=True,
    )
    assert [type(answer) for n, answer in enumerate(answers) if n != 3] == [int] * 5
    assert isinstance(answers[3], NotSaved)
    assert [len(await desk.drafts_of(f"P{n}")) for n in range(6)] == [1, 1, 1, 0, 1, 1]
    assert not desk.standing.trouble
