"""Open311 files as they come: JSON, XML, other encodings, truncated, hostile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.desk.open311_files import MOST_BYTES, SHORT
from tests.desk.open311_samples import SAMPLES, entry, read, read_these

BAD_FILES = [
    ("", "a: is empty; fetch it again"),
    ('[{"service_code": "1",\n "serv', "a: line 2: is no good JSON (Unterminated string starting at); fetch it again"),
    ('[{"service_code": 001}]', "a: line 1: is no good JSON (Expecting ',' delimiter); fetch it again"),
    ("<services><service>\n", "a: line 2: is no good XML (no element found); fetch it again"),
    ("[" * 100_000, "a: is nested too deep to be a list of services"),
    ("<a>" * 100_000, "a: is nested too deep to be a list of services"),
    ('{"swagger": "2.0"}', "a: is neither a list of services nor a service's definition; it holds swagger"),
    ("<errors><error/></errors>", "a: is neither a list of services nor a service's definition; it holds errors"),
    ("{}", "a: is neither a list of services nor a service's definition; it holds nothing"),
    ("17", "a: is neither a list of services nor a service's definition"),
    ("[]", "a: lists nothing"),
    (" " * (MOST_BYTES + 1), "a: is larger than 1000000 bytes; give it in several files"),
]


@pytest.mark.parametrize(("content", "says"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_file_that_gives_nothing_is_told_and_the_others_are_read(tmp_path: Path, content: str, says: str) -> None:
    """Truncated, wrong or hostile: one sentence names the file and the line, and the next file counts."""
    found = read_these(tmp_path, content, [entry()])
    assert (found.odd, [service.code for service in found.services]) == ((says,), ["DEAD-TRE"])


def test_a_file_that_is_not_there_is_told() -> None:
    """Its name and the system's reason."""
    assert read("nowhere.json").odd == (f"{SAMPLES}/nowhere.json: can't be read: No such file or directory",)


BOMB = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE services [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<!DOCTYPE html SYSTEM "http://x.example/d">'])
def test_no_entity_is_ever_made(tmp_path: Path, head: str) -> None:
    """A document type is refused before anything in it is read, so no bomb grows and no other file is opened."""
    body = "<services><service><service_code>1</service_code><service_name>&b;&e;</service_name></service></services>"
    found = read_these(tmp_path, head + body)
    assert not found.services
    assert "which no list of services needs; not read" in found.odd[0]


@pytest.mark.parametrize("mark", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["[%s]", "%s"])
def test_a_byte_order_mark_does_no_harm(tmp_path: Path, mark: str, form: str) -> None:
    """Files saved by an editor are read, whether JSON or XML."""
    tags = "<services><service><service_code>1</service_code><service_name>Café</service_name></service></services>"
    text = form % json.dumps(entry(service_name="Café"), ensure_ascii=False) if form != "%s" else tags
    assert [service.name for service in read_these(tmp_path, text.encode(mark)).services] == ["café"]


def test_latin_1_is_read_and_told(tmp_path: Path) -> None:
    """A file that is not UTF-8 keeps its accents, and somebody is asked to look at them."""
    found = read_these(tmp_path, json.dumps([entry(service_name="Café")], ensure_ascii=False).encode("latin-1"))
    assert found.services[0].name == "café"
    assert found.odd == ("a: is not UTF-8, which Open311 asks for; read as Latin-1, so look at its accents",)


def test_a_foreign_code_is_kept_sign_by_sign(tmp_path: Path) -> None:
    """A code that JSON writes as a figure is no figure: neither its noughts nor its length are lost."""
    listed = ", ".join(f'{{"service_code": {code}, "service_name": "a"}}' for code in ("1.10", "7" * 5000))
    found = read_these(tmp_path, f"[{listed}]")
    assert [service.source for service in found.services] == ["open311:1.10", f"open311:{'7' * SHORT}"]
    assert found.odd == ("a: service 2: service_code has 5000 characters; cut after 80",)


def test_name_spaces_do_not_matter(tmp_path: Path) -> None:
    """A list whose elements carry a prefix is the same list."""
    service = "<o:service><o:service_code>1</o:service_code><o:service_name>Dead tree</o:service_name></o:service>"
    found = read_these(tmp_path, f'<o:services xmlns:o="http://wiki.open311.org/GeoReport_v2">{service}</o:services>')
    assert [service.code for service in found.services] == ["DEAD-TRE"]
