"""Textual is still the one whose private names console/terminal builds on."""

from __future__ import annotations

import hashlib
import inspect
from importlib.metadata import version
from typing import Any

import pytest
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._parser import Parser
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.strip import Strip
from textual.widgets import Input

KNOWN = {
    App._display: "4b78dff6669a",
    App._begin_update: "74b869c65286",
    App._end_update: "1ecb7ab2a36d",
    App._shutdown: "c264035bcb62",
    App._on_resize: "62d14429be32",
    LayoutUpdate: "619efe1cea78",
    ChopsUpdate: "7c7d3e0bf714",
    Compositor.render_update: "772c6b21953a",
    Strip.render: "2ba7a4913a72",
    Strip.render_ansi: "08043dedb90d",
    Driver: "da5e0cb61505",
    LinuxDriver: "ec65992e0f98",
    WriterThread: "411a9202bed5",
    Parser: "5e97a0be1bb0",
    XTermParser: "fc1e32fb7a4a",
    Input._watch_value: "ffa57a58cea1",
    Input._on_key: "55068e7ce456",
    Input._on_paste: "4130f8efa484",
    Input.replace: "d376372fe3de",
}


def mark(thing: Any) -> str:
    return hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12]


@pytest.mark.parametrize("thing", KNOWN, ids=lambda thing: str(thing.__qualname__))
def test_textual_is_as_known(thing: object) -> None:
    """Each part of Textual that is overridden or imitated is word for word the one that was read."""
    assert mark(thing) == KNOWN[thing], (
        f"Textual {version('textual')} has changed {thing}, which console/terminal or widgets/field.py overrides "
        "or imitates. Read the change, adapt our side, run tests/console/terminal, then write the new mark here."
    )
