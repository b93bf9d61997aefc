"""A disk that can be watched, slowed and broken: bench/shims/faultio.c, built where it is needed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from typing import Literal

SOURCE = Path(__file__).parent / "shims" / "faultio.c"


class NoCompiler(Exception):
    """There is nothing to build the shim with; the sentence says what to install."""


@dataclass(frozen=True, slots=True)
class Shim:
    """A built shim; `log` is what it writes when `watched` says so, `arm` is the file that its orders are left in."""

    library: Path
    folder: Path

    @property
    def log(self) -> Path:
        """Where the changes of a watched process are written."""
        return self.folder / "faultio.log"

    @property
    def orders(self) -> Path:
        """The file that is taken away once its order was read."""
        return self.folder / "faultio.order"

    def environ(self, under: Path, *, watched: bool = False, sync_ms: int = 0) -> dict[str, str]:
        """What to add to the surroundings of the process whose files in the folder `under` are meant."""
        told = {
            "LD_PRELOAD": str(self.library),
            "FAULTIO_UNDER": f"{under.resolve()}/",
            "FAULTIO_ARM": str(self.orders),
        }
        if watched:
            told["FAULTIO_LOG"] = str(self.log)
        if sync_ms:
            told["FAULTIO_SYNC_MS"] = str(sync_ms)
        return told

    def fail(self, op: Literal["write", "sync"], *, nth: int = 1, errno: int = EIO, times: int = 1) -> None:
        """From the `nth` next write or sync on, so many of them fail."""
        waiting = self.orders.with_suffix(".new")
        waiting.write_text(f"{op} {nth} {errno} {times}\n")
        waiting.rename(self.orders)


def build(folder: Path) -> Shim:
    """Build it into a folder; NoCompiler where there is no compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise NoCompiler("There is no C compiler for the faulty disk; install gcc, or leave this part out.")
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / "faultio.so"
    words = [compiler, "-O1", "-shared", "-fPIC", "-Wall", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    if made.returncode:
        raise NoCompiler(f"{compiler} could not build {SOURCE.name}: {made.stderr.strip()}")
    return Shim(library, folder)
