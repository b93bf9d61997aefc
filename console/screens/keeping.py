"""Half-typed forms are kept at the desk, so that they outlive the console."""

from __future__ import annotations

from console.desk.desk import Desk
from console.screens.call_form import CallForm
from console.screens.shift import Shift


def keep_form(shift: Shift, form: CallForm) -> None:
    """Keep what is half typed in a form, if it changed since it was kept last."""
    body = form.draft()
    if form.incident is None or body == form.saved:
        return
    form.saved = body

    async def intent(desk: Desk) -> None:
        if body:
            form.saved_at = await desk.save_draft(form.slot, body)
        else:
            await desk.drop_draft(form.slot)
            form.saved_at = None

    shift.hand(intent)
