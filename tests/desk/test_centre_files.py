"""A centre's files either make a centre or tell everything that is wrong, each with its place."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.rules.centre import Centre

MILLTOWN = Path(__file__).parents[2] / "console" / "centres" / "milltown"
FILES = sorted(path.name for path in MILLTOWN.iterdir())
PLACE = re.compile(r"(centre|departments|services|notes|phrases|standards)\.toml(:\d+)?: |(units|places)\.csv(:\d+)?: ")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Milltown to spoil, with few places so that loading is quick."""
    copy = tmp_path / "milltown"
    shutil.copytree(MILLTOWN, copy)
    rows = (copy / "places.csv").read_text().splitlines(keepends=True)
    noted = {note.place for note in load_centre(MILLTOWN).notes}
    kept = [row for n, row in enumerate(rows) if n < 5 or row.split(",")[0] in noted]
    (copy / "places.csv").write_text("".join(kept))
    return copy


def problems(folder: Path) -> tuple[str, ...]:
    """What is wrong in a folder; it fails the test when nothing is."""
    with pytest.raises(CentreFault) as caught:
        load_centre(folder)
    return caught.value.problems


def change(folder: Path, file: str, old: str, new: str) -> int:
    """Change the first such text in a file; the line it stands on."""
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old) + len(old) - len(old.lstrip())].count("\n") + 1


NOT_A_LIST = 'expected a list, each one of "informed", "referred", "requested", "dispatched", got ["sent"]'
FAULTS: dict[str, list[tuple[str, str, str]]] = {
    "services.toml": [
        ("y = 2", 'y = "one"', 'priority: expected a whole number from 1 to 5, got "one"; write priority = 2'),
        ("y = 2", "y = 9", "priority: expected a whole number from 1 to 5, got 9; write priority = 2"),
        ("ity = 2", "itty = 2", 'prioritty: this key is not known here; did you mean "priority"?'),
        (
            '"POL"',
            '"POLL"',
            'department: there is no department in departments.toml called "POLL"; did you mean "POL"?',
        ),
        ('["dispatched"]', '["sent"]', f"outcomes[1]: {NOT_A_LIST}"),
        ('["dispatched"]', '["informed"]', 'outcomes: the service sends units, so "dispatched" has to be among them'),
        (
            '"patrol", c',
            '"patroll", c',
            'sends[1].kind: there is no unit kind in centre.toml called "patroll"; did you mean',
        ),
        ('"heard", ask', '"heard", askk', 'questions[4].askk: this key is not known here; did you mean "ask"?'),
        ('"heard"', '"DANGER"', 'questions[4].code: "DANGER" stands twice; give each its own'),
        ('"heard", ', '"heard", choices = ["a"], ', 'questions[4].choices: a "text" question has none; write kind ='),
        ('kind = "text"', 'kind = "choice"', 'questions[4].choices: a "choice" question needs two choices or more'),
        ('"UNK"', '"U K"', 'code: "U K" cannot be typed on the command line'),
    ],
    "phrases.toml": [
        ('id = "L2"', 'id = "l1"', 'phrase[5].id: "l1" stands twice; give each its own'),
        ("[[phrase]]", "[[phras]]", "phras: this key is not known here; write [[phrase]]"),
        ('id = "L2"', 'id = ""', "phrase[5].id: is empty; expected text in quotes"),
        ('id = "L2"', 'id = "L2', "this is not good TOML: "),
        ("Say the address", "Say\\u001b[2J", "phrase[4].text: holds a control character or a line break"),
    ],
    "centre.toml": [
        ("America/New_York", "America/Milltown", 'timezone: there is no time zone "America/Milltown"'),
        (
            '"firstline"',
            '"fristline"',
            'standard: there is no standard in standards.toml called "fristline"; did you mean',
        ),
        ('code = "UTL"', 'code = "rpt"', 'dispositions[6].code: "rpt" stands twice; give each its own'),
        (
            "Ridgeway = [",
            "Ridgway = [",
            'zones.Ridgway: there is no town in towns called "Ridgway"; did you mean "Ridgeway"?',
        ),
        ("[zones]\nMilltown", "[zones]\nMillton", "zones: Milltown has none; write "),
        ('["L1", "L2", "L3", "L4"]', "[]", "lines: is empty; a centre needs at least one"),
    ],
    "units.csv": [
        ("14,patrol,POL", "14,patrol,PLO", 'department: there is no department in departments.toml called "PLO"'),
        ("CSO1,cso", "k9,cso", 'callsign: "k9" stands twice; give each its own'),
        ("14,patrol", "l2,patrol", 'callsign: "l2" is a telephone line; choose another callsign'),
        ("12,35.803600", "12,135.8", 'lat: expected a number from -90 to 90, got "135.8"; correct the value'),
        ("12,35.803600", "12,nan", 'lat: expected a number from -90 to 90, got "nan"; correct the value'),
        ("Milltown,12", "Milltown,31", 'zone: there is no zone of Milltown in centre.toml called "31"'),
        ("Milltown", "Miltown", 'town: there is no town in centre.toml called "Miltown"; did you mean "Milltown"?'),
        ("14,patrol,", "14,patrol,,", "the row has 10 values, but the first line names 9 columns"),
        ("14,patrol,", '"14,patrol,', "this row is not good CSV"),
        ("callsign,", "calsign,", 'calsign: this key is not known here; did you mean "callsign"?'),
    ],
    "places.csv": [("88 RIVER RD", "77 elm av", 'text: "77 elm av" in Milltown stands on line ')],
    "notes.toml": [
        ('"2026-08-11"', '"11 Aug"', 'note[1].date: expected a date such as "2026-08-11", got "11 Aug"'),
        ('"88 RIVER RD"', '"89 RIVER RD"', 'note[1].place: "89 RIVER RD" in Milltown is not in places.csv'),
    ],
    "standards.toml": [
        ("s = 5 ", "s = 0 ", "standard[1].targets[1].seconds: expected a whole number from 1 to 86400, got 0"),
        ('"arrive", s', '"arrives", s', "standard[1].targets[5].stage: expected one of "),
    ],
}
EACH_FAULT = [(file, *fault) for file, faults in FAULTS.items() for fault in faults]


@pytest.mark.parametrize(("file", "old", "new", "said"), EACH_FAULT, ids=[fault[3] for fault in EACH_FAULT])
def test_a_fault_names_its_file_its_line_and_the_remedy(folder: Path, file: str, old: str, new: str, said: str) -> None:
    """Whatever is wrong, the sentence says where and what would be right."""
    line = change(folder, file, old, new)
    start = f"{file}:{line}: " + ("service[1]." if file == "services.toml" else "")
    assert [problem for problem in problems(folder) if problem.startswith(start + said)], problems(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    """Five faults in four files, two of them in one record, make five sentences and no echo."""
    change(folder, "services.toml", "priority = 2", "priority = 7")
    change(folder, "services.toml", 'name = "trouble, kind not known yet"', "name = 3")
    change(folder, "units.csv", "\n14,patrol", "\n14,patroll")
    change(folder, "phrases.toml", 'id = "G2"', 'idd = "G2"')
    (folder / "notes.toml").unlink()
    starts = [problem.split(": ")[0].split(":")[0] for problem in problems(folder)]
    assert sorted(starts) == [
        "notes.toml",
        "phrases.toml",
        "phrases.toml",
        "services.toml",
        "services.toml",
        "units.csv",
    ]


def test_a_file_that_cannot_be_read_does_not_raise_faults_in_others(folder: Path) -> None:
    """With departments.toml broken, nothing is said of the services that name departments."""
    change(folder, "departments.toml", "[[department]]", "[[department]")
    assert [problem.split(":")[0] for problem in problems(folder)] == ["departments.toml"]


def test_a_service_cannot_send_what_no_unit_is(folder: Path) -> None:
    """When the only dog handler leaves the roster, the service that sends one says so."""
    change(folder, "units.csv", "\nK9,k9", "\nK9,patrol")
    assert any('sends[2].kind: no unit in units.csv is a "k9"' in problem for problem in problems(folder))


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_a_sentence(folder: Path, file: str) -> None:
    """Each of the files is needed, and its absence is told by name."""
    (folder / file).unlink()
    assert any(problem.startswith(f"{file}: the file is missing") for problem in problems(folder))


def test_a_missing_folder_is_as_many_sentences_as_files(tmp_path: Path) -> None:
    """A folder that is not there tells every file that a centre needs."""
    assert len(problems(tmp_path / "nowhere")) == len(FILES)


@pytest.mark.parametrize("file", [name for name in FILES if name != "notes.toml"])
def test_an_empty_file_is_a_sentence(folder: Path, file: str) -> None:
    """Nothing in a file is a fault of that file; only premise notes may be none."""
    (folder / file).write_bytes(b"")
    assert any(problem.startswith(f"{file}: ") for problem in problems(folder))


@pytest.mark.parametrize(
    "spoil", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")], ids=["mark", "crlf"]
)
def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Files saved by an ordinary editor elsewhere make the same centre."""
    before = load_centre(folder)
    for file in FILES:
        (folder / file).write_bytes(spoil((folder / file).read_bytes()))
    assert load_centre(folder) == before


def test_bytes_that_are_not_text_are_told_with_their_line(folder: Path) -> None:
    """A byte that is not UTF-8 is a sentence with a line."""
    raw = (folder / "units.csv").read_bytes()
    (folder / "units.csv").write_bytes(raw.replace(b"\n14,", b"\n\xff\xfe,"))
    assert problems(folder)[0] == "units.csv:3: this is not UTF-8 text; save the file as UTF-8"


def test_a_file_too_big_is_not_read(folder: Path) -> None:
    """More than 1 MB of services is refused by its size."""
    os.truncate(folder / "services.toml", 1_000_001)
    assert (
        problems(folder)[0] == "services.toml: the file has 1,000,001 bytes; the most is 1 MB, so split or shorten it"
    )


def test_brackets_without_end_are_a_sentence(folder: Path) -> None:
    """Nesting that would exhaust the reader is a fault like any other."""
    (folder / "notes.toml").write_text("note = " + "[" * 5_000 + "]" * 5_000)
    assert problems(folder)[0].startswith("notes.toml: brackets are nested too deeply")


@pytest.mark.parametrize("sign", ["\\u001b[31m", "\\u202e", "\\u0007", "\\u009b", "\\n"])
def test_no_sentence_carries_a_control_character(folder: Path, sign: str) -> None:
    """Signs that command a terminal are refused in values and keys, and are written out in what is said of them."""
    change(folder, "phrases.toml", "Say the address", sign)
    change(folder, "phrases.toml", 'id = "G3"', f'id = "G3"\n"{sign}" = 1')
    said = "\n".join(problems(folder))
    assert said.count("phrases.toml:") == 2
    assert said.replace("\n", "").isprintable()


def test_a_control_character_in_a_row_is_refused(folder: Path) -> None:
    """The same holds for the gazetteer."""
    change(folder, "places.csv", "\n88 RIVER RD", "\n88 RIVER\x1b[2J RD")
    assert any("text: holds a control character" in problem for problem in problems(folder))


def _cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _binary(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.randbytes(8) + raw[at:]


def _line(raw: bytes, chance: random.Random, new: Callable[[bytes], bytes]) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], new(lines[at]), *lines[at + 1 :]])


def _other_type(line: bytes) -> bytes:
    key, is_toml, _ = line.partition(b" = ")
    return key + b" = [{ a = 1 }]\n" if is_toml else re.sub(rb"\d+\.\d+", b"north", line)


def _misspelt(line: bytes) -> bytes:
    return re.sub(rb"(\w)(\w)(\w)", rb"\1\3", line, count=1)


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """The file after one accident."""
    accidents: list[Callable[[], bytes]] = [
        lambda: _line(raw, chance, lambda line: b""),
        lambda: _line(raw, chance, lambda line: line * 2),
        lambda: _line(raw, chance, _other_type),
        lambda: _line(raw, chance, _misspelt),
        lambda: _cut(raw, chance),
        lambda: _binary(raw, chance),
    ]
    return chance.choice(accidents)()


@pytest.mark.slow
def test_two_hundred_accidents_make_a_centre_or_sentences(folder: Path) -> None:
    """Whatever happens to a file, the outcome is a centre, or faults that each name a file."""
    chance = random.Random(211)
    good = {file: (folder / file).read_bytes() for file in FILES}
    refused = 0
    for _ in range(200):
        file = chance.choice(FILES)
        (folder / file).write_bytes(spoilt(good[file], chance))
        try:
            assert isinstance(load_centre(folder), Centre)
        except CentreFault as fault:
            refused += 1
            assert fault.problems
            for problem in fault.problems:
                assert PLACE.match(problem), problem
                assert problem.isprintable(), problem
        (folder / file).write_bytes(good[file])
    assert refused > 100
