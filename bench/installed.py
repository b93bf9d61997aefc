"""Firstline put up in a folder that every account of this machine can read, as a package would put it up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from bench.pty import ROOT

_OURS = ("console", "db", "keymaps")
_LEFT_OUT = shutil.ignore_patterns("test", "tests", "idlelib", "lib2to3", "site-packages", "*.a")


def install(folder: Path) -> Path:
    """Put this Python and this Firstline there; the Python to start it with. Files are linked where that can be."""
    base = _readable_python(folder / "base")
    subprocess.run([base, "-I", "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    site = folder / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    for name in _OURS:
        _copy(ROOT / name, site / name)
    (site / "beside.pth").write_text(f"{_readable_site(folder / 'site')}\n")
    subprocess.run([python, "-I", "-m", "compileall", "-q", *(site / name for name in _OURS)], check=True)
    return python


def _readable_python(folder: Path) -> Path:
    """This Python, or one of the same version, where others can start it; else a copy of it."""
    base = Path(sys.base_prefix)
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (base / "bin", Path("/usr/local/bin"), Path("/usr/bin")):
        if (place / name).exists() and readable((place / name).resolve()):
            return place / name
    (folder / "bin").mkdir(parents=True)
    _link(base / "bin" / name, folder / "bin" / name)
    library = Path(sysconfig.get_path("stdlib"))
    shutil.copytree(library, folder / "lib" / name, copy_function=_link, ignore=_LEFT_OUT, symlinks=True)
    return folder / "bin" / name


def _readable_site(folder: Path) -> Path:
    """The packages that Firstline needs where others can read them."""
    site = Path(sysconfig.get_path("purelib"))
    if readable(site):
        return site
    shutil.copytree(site, folder, copy_function=_link, ignore=_LEFT_OUT)
    return folder


def readable(path: Path) -> bool:
    """Whether every account can get to a path and read it."""
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (path, *path.resolve().parents, path.resolve()))


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


def _link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
