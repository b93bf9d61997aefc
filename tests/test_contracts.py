"""What no reader should have to check: who imports whom, what starts light, and what every file keeps to."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((*(ROOT / "console").rglob("*.py"), *(ROOT / "db").rglob("*.py")))
CONSOLE = [path for path in FILES if path.is_relative_to(ROOT / "console")]
CLOCK = ROOT / "console" / "desk" / "now.py"
SHOWS = {"Static", "Label", "OptionList", "Select", "notify", "add_row"}
"""Calls of Textual that read a plain string as markup."""
TITLES = {"border_title", "border_subtitle"}
SAFE_TEXT = {"Text", "Content"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def loaded_by(code: str) -> set[str]:
    """The packages that a fresh process has after this code, by their first name."""
    asks = f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--help", "--version", "run --help", "report --help"])
def test_help_and_version_load_no_screen_and_no_store(option: str) -> None:
    """They answer at once: neither textual nor sqlalchemy is imported for them."""
    code = (
        f"from console.__main__ import main\ntry:\n    main({option.split()!r})\n"
        "except SystemExit as end:\n    assert not end.code"
    )
    assert not loaded_by(code) & {"textual", "rich", "sqlalchemy", "alembic", "aiosqlite", "db"}


@pytest.mark.slow
def test_the_console_itself_loads_no_store() -> None:
    """A console on a socket never pays for a database: the app knows the desk by its protocol only."""
    assert not loaded_by("import console.app") & {"sqlalchemy", "alembic", "aiosqlite", "db"}


@pytest.mark.slow
def test_the_rings_are_kept() -> None:
    """Every import contract of pyproject.toml holds, and every module has its place in one of them."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_fits_a_readers_head(path: Path) -> None:
    """No file is longer than 300 lines."""
    assert len(path.read_text("utf-8").splitlines()) <= 300


def called(call: ast.Call) -> str:
    """The last name of what is called: `Static`, `notify`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_safe(node: ast.expr) -> bool:
    """A constant, a Text or Content made on the spot, or a choice between such; a Content never comes from markup."""
    if isinstance(node, ast.IfExp):
        return is_safe(node.body) and is_safe(node.orelse)
    if isinstance(node, ast.Starred | ast.List | ast.Tuple):
        return all(is_safe(part) for part in ([node.value] if isinstance(node, ast.Starred) else node.elts))
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Constant)
    made_by = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    return getattr(made_by, "id", "") in SAFE_TEXT and called(node) != "from_markup"


def without_markup(call: ast.Call) -> bool:
    return any(
        k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False for k in call.keywords
    )


def titled(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Attribute) and target.attr in TITLES for target in node.targets)


def fed_with_markup(tree: ast.AST) -> Iterator[int]:
    """Lines where a widget is given words that may come from people and would be read as markup."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in SHOWS and not without_markup(node):
            words = [
                *node.args,
                *(k.value for k in node.keywords if k.arg in ("content", "message", "title", "prompt")),
            ]
            if not all(is_safe(word) for word in words):
                yield node.lineno
        if isinstance(node, ast.Assign) and titled(node) and not is_safe(node.value):
            yield node.lineno


def reads_the_clock(tree: ast.AST) -> Iterator[int]:
    """Lines that read the time of day, by module or by a name imported from it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in CLOCKS or (owner, node.attr) == ("time", "time_ns"):
                yield node.lineno
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "time"
            and {a.name for a in node.names} & {"time", "time_ns"}
        ):
            yield node.lineno


@pytest.mark.parametrize("path", CONSOLE, ids=name)
def test_peoples_words_are_never_markup(path: Path) -> None:
    """No widget is fed with anything but constants, Text or Content, or with markup turned off."""
    assert list(fed_with_markup(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("path", [path for path in FILES if path != CLOCK], ids=name)
def test_time_is_given(path: Path) -> None:
    """Only one place reads the clock; everything else is told what time it is."""
    assert list(reads_the_clock(ast.parse(path.read_text("utf-8")))) == []


def test_the_one_place_that_reads_the_clock_is_there() -> None:
    """And the check sees it."""
    assert list(reads_the_clock(ast.parse(CLOCK.read_text("utf-8"))))


@pytest.mark.parametrize(
    ("check", "code", "found"),
    [
        (fed_with_markup, "Static(incident.text)", True),
        (fed_with_markup, "Label(f'{name}')", True),
        (fed_with_markup, "self.notify(str(refusal))", True),
        (fed_with_markup, "table.add_row(name, Text('x'))", True),
        (fed_with_markup, "OptionList(*names)", True),
        (fed_with_markup, "self.border_title = name", True),
        (fed_with_markup, "Static(Content.from_markup(name))", True),
        (fed_with_markup, "Static('plain')", False),
        (fed_with_markup, "Static(name, markup=False)", False),
        (fed_with_markup, "Static(Text(name))", False),
        (fed_with_markup, "table.add_row(Text(name), Content.styled(name, 'b'))", False),
        (fed_with_markup, "self.border_title = Content(name)", False),
        (reads_the_clock, "datetime.now(UTC)", True),
        (reads_the_clock, "datetime.datetime.now()", True),
        (reads_the_clock, "time.time()", True),
        (reads_the_clock, "from time import time", True),
        (reads_the_clock, "time.monotonic()", False),
        (reads_the_clock, "from time import monotonic", False),
        (reads_the_clock, "desk.now()", False),
    ],
)
def test_the_checks_see_what_they_are_for(check: Callable[[ast.AST], Iterator[int]], code: str, found: bool) -> None:
    """Each kind of slip is found, and what is right passes."""
    assert bool(list(check(ast.parse(code)))) == found
