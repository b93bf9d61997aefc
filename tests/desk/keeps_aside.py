"""A desk at work for ever: it tells the key of each command that was saved, and whether it was kept aside."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from console.desk import verbs as v
from console.desk.desk import new_key
from console.desk.local import LocalDesk
from tests.rules.factory import CENTRE


async def main(store: Path, how: str) -> None:
    desk = await LocalDesk.open(f"sqlite:///{store}", CENTRE, position="P1", who="ann")
    if how == "away":
        store.rename(store.with_name("away.db"))
    while True:
        receipt = await desk.ask(v.OpenIncident(), key=new_key())
        sys.stdout.write(f"{receipt.key} {receipt.aside}\n")
        sys.stdout.flush()


asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
