"""Whatever is wrong with a scenario's file, its writer reads sentences: file, line, key, and what would be right."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from console.practice.scenario_files import ScenarioFault, load_scenario, shipped_files
from tests.practice.playing import SHORT, milltown

WANTED = 200
PLACE = re.compile(r"^[\w.-]+\.toml:(\d+): ")
REMEDIES = re.compile(
    r"; |did you mean|expected|write |add |correct|change |compare|choose|remove|give each|use a|take "
)


def faults(file: Path) -> tuple[str, ...]:
    """What is wrong with a file; nothing when it is good."""
    try:
        load_scenario(file, milltown())
    except ScenarioFault as fault:
        return fault.problems
    return ()


def mutated(text: str, chance: Random) -> str:
    """The text with one thing changed that a person might change by accident."""
    lines = text.splitlines()
    at = chance.choice([n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")])
    line = lines[at]
    match chance.randrange(10):
        case 0:
            del lines[at]
        case 1:
            lines[at] = line.replace('"', "", 1)
        case 2:
            lines[at] = line.replace("=", "", 1)
        case 3:
            lines[at] = re.sub(r"\b\d+\b", "99999", line)
        case 4:
            lines[at] = re.sub(r"^(\w)(\w)", r"\2\1", line)
        case 5:
            lines[at] = re.sub(r'= "[^"]*"', "= 7", line)
        case 6:
            lines[at] = re.sub(r'"([a-z-]+)', r'"zz\1', line, count=1)
        case 7:
            lines.insert(at, line)
        case 8:
            lines[at] = line.replace("]", "", 1)
        case _:
            lines[at] = re.sub(r"= .*", "= true", line)
    return "\n".join(lines) + "\n"


def test_two_hundred_broken_scenarios_are_told_in_sentences(tmp_path: Path) -> None:
    """Every fault of a mutated file names file and line, and says what would be right; no traceback ever comes."""
    chance, broken = Random(20261129), 0
    sources = [path.read_text("utf-8") for path in shipped_files()]
    file = tmp_path / "mutated.toml"
    for _ in range(2000):
        file.write_text(mutated(chance.choice(sources), chance), "utf-8")
        told = faults(file)
        broken += bool(told)
        for sentence in told:
            assert PLACE.match(sentence) or "is missing" in sentence, sentence
            assert REMEDIES.search(sentence), sentence
            assert "\n" not in sentence and "Traceback" not in sentence
        if broken >= WANTED:
            return
    pytest.fail(f"only {broken} of the mutations broke anything")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('place = "310 ELM AV"', 'place = "310 ELM ST"', "truth[1].place: there is no place"),
        ('town = "Milltown"', 'town = "Ridgeway"', "310 ELM AV is in Milltown, not in Ridgeway"),
        ('"MED-FALL"', '"MED-FAL"', 'truth[1].types[1]: there is no service "MED-FAL"; did you mean "MED-FALL"?'),
        ("919-555-0123", "919-867-5309", "use a number that nobody has"),
        ('asked = ["address|where"]', 'asked = ["-where"]', "fact[1].asked[1]: the keyword rule"),
        ('ask = "What is the address?"', 'ask = "And now?"', "these words fit none of the rules in asked"),
        ('opens = "He fell."', 'about = "nothing"', 'caller[1].about: there is no [[truth]] called "nothing"'),
        ('area = "location"', 'when = "adress"', "did you mean `address`?"),
        ('area = "location"', 'area = "place"', "expected one of"),
        ("ends_s = 120", "ends_s = 5", "a whole number from 20 to 1800"),
    ],
)
def test_faults_name_their_place_and_the_remedy(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Each kind of fault has its own sentence, at the line it stands in."""
    assert old in SHORT
    text = SHORT.replace(old, new)
    file = tmp_path / "t.toml"
    file.write_text(text, "utf-8")
    told = faults(file)
    assert any(says in sentence for sentence in told), told
    line = next(n for n, line in enumerate(text.splitlines(), 1) if new.split('"')[0] in line and new in line)
    assert any(sentence.startswith(f"t.toml:{line}: ") for sentence in told), (line, told)


def test_a_file_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    """Whoever mistypes a name reads the names of the shipped ones."""
    (told,) = faults(tmp_path / "none.toml")
    assert "there is no such file" in told and "first-call" in told
