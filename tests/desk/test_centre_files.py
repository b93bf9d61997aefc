"""A centre's files either make a centre or tell everything that is wrong, each with its place."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from console.desk.centre_courtesy import SLOTS
from console.desk.centre_files import load_centre
from console.desk.faults import CentreFault
from console.rules.centre import Centre
from tests.desk.spoiling import ELSEWHERE, FILES, NEEDED, OPTIONAL, change, problems, small_milltown

PLACE = re.compile(r"(?:" + "|".join(map(re.escape, FILES)) + r")(:\d+)?: ")

PAGE = Path(__file__).parents[2] / "docs" / "centre-files.md"
HOMES = {
    "service": "services.toml",
    "guess": "guesses.toml",
    "elsewhere": "elsewhere.toml",
    "listing": "directory.toml",
    "phrase": "phrases.toml",
    "offer": "offers.toml",
    "language": "languages.toml",
}
"""The file of each kind of record."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small Milltown to spoil."""
    return small_milltown(tmp_path)


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
    change(folder, "units.csv", "k9 track", "track")
    assert any('sends[2].can: no unit in units.csv is or can "k9"' in problem for problem in problems(folder))


@pytest.mark.parametrize("file", NEEDED)
def test_a_missing_file_is_a_sentence(folder: Path, file: str) -> None:
    """Each of the files that a centre needs is told by name when it is absent."""
    (folder / file).unlink()
    assert any(problem.startswith(f"{file}: the file is missing") for problem in problems(folder))


def test_a_missing_folder_is_as_many_sentences_as_files(tmp_path: Path) -> None:
    """A folder that is not there tells every file that a centre needs."""
    assert len(problems(tmp_path / "nowhere")) == len(NEEDED)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["absent", "empty"])
def test_a_centre_can_do_without_the_optional_files(folder: Path, spoil: Callable[[Path], object]) -> None:
    """A centre that guesses nothing, refers nobody and offers nothing is good; the rest of it stays the same."""
    before = load_centre(folder)
    for file in OPTIONAL:
        spoil(folder / file)
    after = load_centre(folder)
    assert (after.guesses, after.elsewhere, after.listings, after.offers, after.languages) == ((), (), (), (), ())
    assert (after.services, after.phrases) == (before.services, before.phrases)


def test_a_centre_can_do_without_a_roster_and_places(folder: Path) -> None:
    """Where units sign on from elsewhere, nobody has to be listed; nothing is missed in lists that are not there."""
    for file in ELSEWHERE:
        (folder / file).unlink()
    centre = load_centre(folder)
    assert (centre.units, centre.places) == ((), ())


def test_a_listing_that_is_named_has_to_be_there(folder: Path) -> None:
    """Without a directory, what points into it says so with its line."""
    (folder / "directory.toml").unlink()
    assert problems(folder)[0].startswith(
        "elsewhere.toml:8: elsewhere[1].listing: there is no listing in directory.toml"
    )


def test_a_note_cannot_decide_anything(folder: Path) -> None:
    """A condition on what is only read out is told, as it would never hold."""
    change(folder, "services.toml", '"breathing = N", priority', '"flat", priority')
    assert any("rules[1].when: the condition `flat` speaks of `flat`, a question" in said for said in problems(folder))


@pytest.mark.parametrize("when", ["age < 13", "age >= 13 and risk", "wearing = red or age > 200", "NOT Risk"])
def test_a_condition_that_can_hold_is_good(folder: Path, when: str) -> None:
    """Numbers, text and several answers together are compared without complaint."""
    change(folder, "services.toml", '"age < 13"', f'"{when}"')
    assert when in {rule.when for rule in load_centre(folder).service_by_code["MISSING"].rules}


def test_a_language_nobody_can_ask_in_is_told(folder: Path) -> None:
    """A language without any line helps no caller."""
    (folder / "languages.toml").write_text(
        '[[language]]\ncode = "LA"\nname = "Latin"\nown_name = "Latina"\nlines = {}\n'
    )
    assert problems(folder) == (
        "languages.toml:5: language[1].lines: is empty; write what is meant and how it is said",
    )


def test_every_example_on_the_page_is_good(folder: Path) -> None:
    """What docs/centre-files.md shows can be copied into a centre as it stands, under another code."""
    for block in re.findall(r"```toml\n(.*?)```", PAGE.read_text(), re.DOTALL):
        for record in re.split(r"^(?=\[\[)", block, flags=re.MULTILINE)[1:]:
            kind = record[2 : record.index("]")]
            renamed = record if kind == "guess" else re.sub(r'^(code|id) = "', r'\1 = "MY-', record, flags=re.MULTILINE)
            with (folder / HOMES[kind]).open("a") as file:
                file.write(f"\n{renamed}")
    run_card = re.search(r"^sends = \[\n.*?^cards = .*?^\]\n", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert run_card
    with (folder / "services.toml").open("a") as file:
        file.write('[[service]]\ncode = "MY-FIRE"\nname = "a fire of mine"\ndepartment = "FIRE"\npriority = 2\n')
        file.write(
            'outcomes = ["dispatched"]\nquestions = [{ code = "inside", ask = "?" }, { code = "hurt", ask = "?" }]\n'
        )
        file.write(run_card[0])
    centre = load_centre(folder)
    assert len(centre.service_by_code["MY-FIRE"].cards) == 3
    assert "MY-LIGHT" in centre.service_by_code
    assert [centre.listings[-1].code, centre.offers[-1].code] == ["MY-ANIMALS", "MY-SORRY"]
    assert [centre.phrases[-1].id, centre.languages[-1].code] == ["MY-W1", "MY-ES"]


def test_the_page_names_everything_that_is_filled_in() -> None:
    """The list of `<...>` in docs/centre-files.md is the one that files are checked against."""
    assert set(re.findall(r"`<(\w+)>`", PAGE.read_text())) == SLOTS


def test_lines_of_a_language_keep_their_order(folder: Path) -> None:
    """What is meant and how it is said arrive as pairs, first the question that comes first."""
    spanish = load_centre(folder).languages[0]
    assert spanish.lines[0] == ("Where are you?", "DOHN-deh ess-TAH?")
    assert (spanish.code, spanish.name) == ("ES", "Spanish")


@pytest.mark.parametrize("file", [name for name in NEEDED if name != "notes.toml"])
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
