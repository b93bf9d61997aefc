"""Open311 files for tests: the invented catalogue, and whatever else a test writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from console.desk.open311 import Catalogue311, read_open311
from console.terminal.text import clean

SAMPLES = Path(__file__).parents[1] / "data" / "open311"


def read(*names: str, folder: Path = SAMPLES) -> Catalogue311:
    """The files of these names."""
    return read_open311([folder / name for name in names], clean, "WORKS")


def read_these(folder: Path, *contents: object) -> Catalogue311:
    """Texts, bytes or plain values, read as files a, b and c; the sentences leave their folder out."""
    paths = [folder / name for name, _ in zip("abc", contents, strict=False)]
    for path, content in zip(paths, contents, strict=True):
        if not isinstance(content, bytes):
            content = (content if isinstance(content, str) else json.dumps(content)).encode()
        path.write_bytes(content)
    found = read_open311(paths, clean, "WORKS")
    return replace(found, odd=tuple(says.replace(f"{folder}/", "") for says in found.odd))


def entry(**others: Any) -> dict[str, Any]:
    """A good service of a list, but for `others`."""
    return {"service_code": "1", "service_name": "Dead tree", "metadata": False, **others}


def definition(*attributes: object) -> dict[str, Any]:
    """That service's questions."""
    return {"service_code": "1", "attributes": list(attributes)}


def attribute(**others: Any) -> dict[str, Any]:
    """A good question, but for `others`."""
    return {"variable": True, "code": "A", "datatype": "string", "required": False, "description": "What?", **others}
