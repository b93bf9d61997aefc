"""Half-typed forms on their way to the store: those that wait together are kept together, at the cost of one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from console.desk.aside import KeptDraft
from db.records import Draft
from db.store import Store
from db.trouble import NotWritten

Waiting = tuple[KeptDraft, asyncio.Future[None]]


class Forms:
    """Sixty consoles that each keep a form every second or two must not make commands wait for sixty syncs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[tuple[str, str], Waiting] = {}
        self._saving: asyncio.Task[None] | None = None

    async def put(self, form: KeptDraft) -> None:
        """Keep a form, or forget it where its body is None; raises what the store says."""
        slot = form.position, form.slot
        _, done = self._waiting.get(slot) or (form, asyncio.get_running_loop().create_future())
        self._waiting[slot] = form, done
        if self._saving is None:
            self._saving = asyncio.create_task(self._save())
        await asyncio.shield(done)

    async def _save(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = list(self._waiting.values()), {}
                await self._save_these(waiting)
        finally:
            self._saving = None

    async def _save_these(self, waiting: Sequence[Waiting]) -> None:
        forms = [form for form, _ in waiting]
        try:
            kept = [
                Draft(form.position, form.slot, form.saved_at, form.body) for form in forms if form.body is not None
            ]
            await self._store.save_drafts(kept, [(form.position, form.slot) for form in forms if form.body is None])
        except NotWritten as trouble:
            if trouble.own and len(waiting) > 1:
                for one in waiting:
                    await self._save_these([one])
            else:
                _tell(waiting, trouble)
        except Exception as trouble:  # whatever it was, those who wait must hear of it
            _tell(waiting, trouble)
        else:
            _tell(waiting, None)


def _tell(waiting: Sequence[Waiting], trouble: Exception | None) -> None:
    for _, done in waiting:
        if trouble is None:
            done.set_result(None)
        else:
            done.set_exception(trouble)
            done.exception()  # whoever does not wait any more need not hear of it
