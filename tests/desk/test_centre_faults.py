"""Each kind of fault in a centre's files is a sentence with its place and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.spoiling import change, problems, small_milltown

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
            'sends[1].can: there is no kind of unit, ability or skill called "patroll"; did you mean',
        ),
        (
            "count = 2 }",
            'instead = [{ can = "csoo" }] }',
            'sends[1].instead[1].can: there is no kind of unit, ability or skill called "csoo"; did you mean "cso"?',
        ),
        (
            "count = 2 }",
            'instead = [{ can = "patrol" }] }',
            'sends[1].instead[1].can: "patrol" stands twice; give each its own',
        ),
        (
            "count = 2 }",
            'instead = [{ can = "cso", closer_s = 9999 }] }',
            "sends[1].instead[1].closer_s: expected a whole number from -3600 to 3600, got 9999",
        ),
        ("priority = 2", "cards = [{ level = 2, sends = [] }]\npriority = 2", "cards[1].sends: is empty; write whom"),
        (
            "priority = 2",
            'cards = [{ sends = [{ can = "cso" }] }]\npriority = 2',
            "cards[1]: this card always holds; write when, priority or level, or put its units into sends",
        ),
        (
            "priority = 2",
            'cards = [{ level = 3, sends = [{ can = "cso" }] }]\npriority = 2',
            "cards[1].level: no card is for level 2; levels go up one by one",
        ),
        (
            "priority = 2",
            'cards = [{ level = 2, sends = [{ can = "cso" }] }, { level = 2, sends = [{ can = "k9" }] }]\npriority = 2',
            "cards[2]: a card before it has the same level, priority and when; put their units together",
        ),
        (
            "priority = 2",
            'cards = [{ when = "weapn", sends = [{ can = "cso" }] }]\npriority = 2',
            "cards[1].when: the condition `weapn` speaks of `weapn`, a question that is not asked here; did you",
        ),
        ('"heard", ask', '"heard", askk', 'questions[4].askk: this key is not known here; did you mean "ask"?'),
        ('"heard"', '"DANGER"', 'questions[4].code: "DANGER" stands twice; give each its own'),
        ('"heard", ', '"heard", choices = ["a"], ', 'questions[4].choices: a "text" question has none; write kind ='),
        ('kind = "text"', 'kind = "choice"', 'questions[4].choices: a "choice" question needs two choices or more'),
        ('"UNK"', '"U K"', 'code: "U K" cannot be typed on the command line'),
        ("priority = 1, b", "priority = 6, b", "rules[1].priority: expected a whole number from 1 to 5, got 6"),
        ('when = "weapon"', 'when = ""', "rules[1].when: is empty; expected text in quotes"),
        ('when = "weapon"', 'when = "weapn"', "rules[1].when: the condition `weapn` speaks of `weapn`, a question"),
        (
            'when = "weapon"',
            'when = "weapon ="',
            "rules[1].when: the condition `weapon =` can't be read; write it like",
        ),
        (
            'when = "weapon"',
            'when = "hurt or weapon = knife"',
            'rules[1].when: "weapon = knife" never holds, as weapon is answered by Y, N; compare with one',
        ),
        (
            'code = "danger", ',
            'code = "danger", when = "hurt", ',
            'questions[1].when: "hurt" needs an answer that comes later; move this question down',
        ),
        (
            'code = "hurt", ',
            'code = "hurt", when = "dangr", ',
            "questions[2].when: the condition `dangr` speaks of `dangr`, a question that is not asked here; did you",
        ),
        (
            'kind = "text" }',
            'kind = "choice", choices = ["a", "b"], keys = ["A"] }',
            "questions[4].keys: there are 1 keys for 2 choices; write one for each, in the same order",
        ),
        ('kind = "text"', 'kind = "choice", choices = ["a", "A"]', 'questions[4].choices[2]: "A" stands twice'),
        (
            'kind = "text"',
            'kind = "note", required = true',
            "questions[4].required: a note is only read out and has no answer; take this away",
        ),
        ('on = "2026-04-07"', 'on = "7 April"', 'signed.on: expected a date such as "2026-08-11", got "7 April"'),
        ('"2027-04-06"', '"20270406"', 'signed.review_by: expected a date such as "2026-08-11", got "20270406"'),
        (
            '"2027-04-06"',
            '"2026-04-06"',
            'signed.review_by: "2026-04-06" is not after 2026-04-07, when it was signed',
        ),
        ('on = "2026-04-07", ', "", 'signed.on: is missing; write on = "..."'),
        ("signed = {", 'signed = "me" #', "signed: expected a table with by, on, review_by; got "),
        ("priority = 2", "days = 0\npriority = 2", "days: expected a whole number from 1 to 730, got 0"),
        (
            'outcomes = ["dispatched"]',
            'outcomes = ["dispatched"]\ndays = 3',
            'outcomes: the service has days for a request, so "requested" has to be among them',
        ),
        ("priority = 2", 'reasons = ["a", "A"]\npriority = 2', 'reasons[2]: "A" stands twice; give each its own'),
        (
            "priority = 2",
            'templates = ["Done on <day>."]\npriority = 2',
            'templates[1]: nothing fills in "<day>"; did you mean',
        ),
    ],
    "guesses.toml": [
        ('"MED-CA"', '"MED-C"', 'guess[1].code: there is no service in services.toml called "MED-C"; did you mean'),
        ('"no pulse"', '"no  pulse"', 'guess[1].any[3]: "no  pulse" cannot be found in what is said; write words with'),
        ('all = ["hit*"]', 'all = ["*"]', 'guess[4].all[1]: "*" cannot be found in what is said'),
        ('"nail gun"', '"(nail|heat) gun"', 'guess[2].unless[1]: "(nail|heat) gun" cannot be found in what is said'),
        ("[[guess]]", '[[guess]]\ncode = "GAS"\n\n[[guess]]', 'guess[1]: nothing tells when; write any = ["..."] or'),
        ("any = [", "anny = [", 'guess[1].anny: this key is not known here; did you mean "any"?'),
    ],
    "elsewhere.toml": [
        ('"POWER"', '"POWR"', 'elsewhere[1].listing: there is no listing in directory.toml called "POWR"; did you'),
        ('["power cut"', '[" "', 'elsewhere[1].words[1]: " " cannot be found in what is said'),
        ('words = ["power', 'words = [] # ["power', "elsewhere[1].words: is empty; name what callers say"),
        ('say = "The power', 'said = "The power', 'elsewhere[1].said: this key is not known here; did you mean "say"?'),
    ],
    "directory.toml": [
        ('"ANIMAL"', '"ANIMALS"', "listing[1].department: there is no department in departments.toml called "),
        ('"ANIMALS-NIGHT"', '"animals"', 'listing[2].code: "animals" stands twice; give each its own'),
        ('"ANIMALS-NIGHT"', '"ANIMALS NIGHT"', 'listing[2].code: "ANIMALS NIGHT" cannot be typed on the command'),
        ('"2026-11-19"', '"19 Nov"', 'listing[1].checked: expected a date such as "2026-08-11", got "19 Nov"'),
        ('"18:00-08:00"', '"18.00-08.00"', 'listing[2].hours: "18.00-08.00" cannot be read; write it like "Mon-Fri'),
        ('"18:00-08:00"', '"18:00-25:00"', 'listing[2].hours: "18:00-25:00" cannot be read; write it like "Mon-Fri'),
        ('does = "take', 'doees = "take', 'listing[1].doees: this key is not known here; did you mean "does"?'),
    ],
    "offers.toml": [
        ('"slip"', '"mishap"', 'offer[1].severity: expected one of "slip", "failure", "harm", got "mishap"'),
        ('["trainee", ', '["trainees", ', 'offer[1].roles[1]: there is no role called "trainees"; did you mean "train'),
        ('"call-taker", "d', '"trainee", "d', 'offer[1].roles[2]: "trainee" stands twice; give each its own'),
        ('roles = ["supervisor"]', "roles = []", "offer[5].roles: is empty; name who may offer it, such as "),
        ("<wrong>", "<wrongs>", 'offer[1].text: nothing fills in "<wrongs>"; did you mean "wrong"?'),
        ('"REPORT"', '"sorry"', 'offer[2].code: "sorry" stands twice; give each its own'),
    ],
    "languages.toml": [
        ('"FR"', '"es"', 'language[2].code: "es" stands twice; give each its own'),
        ('"oo ett-VOO?"', '" "', "language[2].lines.Where are you?: is empty; write what is meant and how it is said"),
        ('"Where are you?" =', '" " =', "language[1].lines. : is empty; write what is meant and how it is said"),
        ("[language.lines]", "lines = 3 #", "language[1].lines: expected a table, each text in quotes, got 3"),
        ('own_name = "Fran', 'ownname = "Fran', 'language[2].ownname: this key is not known here; did you mean "own_'),
    ],
    "phrases.toml": [
        ('id = "L2"', 'id = "l1"', 'phrase[5].id: "l1" stands twice; give each its own'),
        ("[[phrase]]", "[[phras]]", "phras: this key is not known here; write [[phrase]]"),
        ('id = "L2"', 'id = ""', "phrase[5].id: is empty; expected text in quotes"),
        ('id = "L2"', 'id = "L2', "this is not good TOML: "),
        ("<act>", "<one act>", 'phrase[10].text: nothing fills in "<one act>"; did you mean "act"?'),
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
            'needs = ["remark"]',
            'needs = ["remork"]',
            'dispositions[3].needs[1]: expected a list, each one of "remark",',
        ),
        ('needs = ["remark"]', 'needs = ["remark", "remark"]', 'dispositions[3].needs: "remark" stands twice'),
        ('["EMS"]', '["EMT"]', "dispositions[7].departments[1]: there is no department in departments.toml"),
        ('busy = ["court"', 'busy = ["tea"', 'busy[1]: there is no reason in centre.toml called "tea"'),
        ("minutes = 15", "minutes = 0", "checks[1].minutes: expected a whole number from 1 to 240, got 0"),
        ("minutes = 15", "minutes = 999", "checks[1].minutes: expected a whole number from 1 to 240, got 999"),
        ('kind = "cso" }', 'kind = "csso" }', 'checks[4].kind: there is no unit kind in centre.toml called "csso"'),
        ('kind = "cso" }', 'kind = "patrol" }', 'checks[4]: on_scene of "patrol" stands twice; keep one of them'),
        ('status = "transporting"', 'status = "cleared"', "checks[7].status: a unit that is clear is on no job"),
        ('status = "transporting"', 'status = "resting"', 'checks[7].status: expected one of "dispatched",'),
        (
            "Ridgeway = [",
            "Ridgway = [",
            'zones.Ridgway: there is no town in towns called "Ridgway"; did you mean "Ridgeway"?',
        ),
        ("[zones]\nMilltown", "[zones]\nMillton", "zones: Milltown has none; write "),
        ('cso = ["def', 'csso = ["def', 'can.csso: there is no unit kind in centre.toml called "csso"; did you mean'),
        ('["lift"]', '["lift", "LIFT"]', 'can.engine[2]: "LIFT" stands twice; give each its own'),
        ('"11", "13"', '"11", "33"', 'zone_order.10[2]: there is no zone or station called "33"; did you mean'),
        ('10 = ["11"', '10 = ["10"', 'zone_order.10[1]: "10" stands twice; give each its own'),
        ("30 = [", "99 = [", 'zone_order.99: there is no zone under [zones] called "99"; known are 10'),
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
        ('["TOW"]', '["TWO"]', "standard[1].targets[11].services: there is no service, group or department in "),
    ],
}
EACH_FAULT = [(file, *fault) for file, faults in FAULTS.items() for fault in faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small Milltown to spoil."""
    return small_milltown(tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "said"), EACH_FAULT, ids=[fault[3] for fault in EACH_FAULT])
def test_a_fault_names_its_file_its_line_and_the_remedy(folder: Path, file: str, old: str, new: str, said: str) -> None:
    """Whatever is wrong, the sentence says where and what would be right."""
    line = change(folder, file, old, new)
    start = f"{file}:{line}: " + ("service[1]." if file == "services.toml" else "")
    assert [problem for problem in problems(folder) if problem.startswith(start + said)], problems(folder)
