"""Every verb needs one permission word, the roles have the words, and a denial changes nothing but the log."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given

from console.desk import verbs as v
from console.desk.batch import Batch, Command
from console.desk.permissions import DESK_ONLY, NEEDS, denied, needs
from console.rules.asked import Asked
from console.rules.board import Board
from console.rules.facts import CommandDenied, PromiseMade
from console.rules.fold.board import fold
from console.rules.people import EVERYTHING, ROLES
from console.rules.permit import ALL
from console.rules.refused import Refused
from tests.desk.test_property import MOVES, begun, quick
from tests.rules.factory import CENTRE, START, says


def flat(kind: object) -> set[type]:
    """Every verb of a union of unions."""
    parts = get_args(kind)
    return {one for part in parts for one in flat(part)} if parts else {kind}  # type: ignore[arg-type]


def asked(*may: str, at: str = "P1") -> Asked:
    """Somebody with these permissions."""
    return Asked(START, "ann", at, "key", 26, may=frozenset(may))


def test_every_verb_needs_one_word_and_every_word_is_needed_or_explained() -> None:
    """A new verb must be placed in the table; a word that is nowhere explained can't be written into a file."""
    assert set(NEEDS) == flat(v.OneVerb)
    assert set(NEEDS.values()) - {DESK_ONLY} <= set(EVERYTHING)
    assert {"verify", "backup", "hand-over"} == set(EVERYTHING) - set(NEEDS.values())
    assert all(set(role.may) <= set(EVERYTHING) for role in ROLES)


MAY = {
    v.TakeCall: "trainee call-taker dispatcher supervisor",
    v.Send: "trainee call-taker dispatcher supervisor",
    v.RaiseDanger: "trainee call-taker dispatcher supervisor",
    v.Close: "call-taker dispatcher supervisor",
    v.PostBulletin: "call-taker dispatcher supervisor",
    v.Dispatch: "dispatcher supervisor",
    v.Defer: "dispatcher supervisor",
    v.StrikeRemark: "supervisor",
    v.SignService: "supervisor",
    v.BreakGlass: "supervisor",
    v.AddPerson: "administrator",
    v.DisablePerson: "administrator",
    v.ShowAlarm: "trainee call-taker dispatcher supervisor auditor",
    v.NoteSignIn: "",
    v.NoteClockJump: "",
}


@pytest.mark.parametrize(("verb", "roles"), MAY.items(), ids=[verb.__name__ for verb in MAY])
def test_which_role_may_what(verb: type[v.OneVerb], roles: str) -> None:
    """Those of the six that come with Firstline; what only the desk may write, none of them may."""
    assert [role.code for role in ROLES if NEEDS[verb] in role.may] == roles.split()


def test_a_denial_says_what_is_needed_and_who_has_it() -> None:
    """In one good sentence."""
    denial = denied(CENTRE, asked("watch"), v.StrikeRemark(1, 0, "no"))
    assert denial is not None
    assert denial.why == "You may not strike out a remark: it needs `strike`, which a supervisor has."
    assert (denial.what, denial.needs, denial.command) == ("StrikeRemark", "strike", "key")
    for word in EVERYTHING:
        from console.rules.permit import refusal

        assert says((), refusal((), word)) == []


def test_one_part_that_may_not_be_done_denies_the_whole_line() -> None:
    """A command is all of it or nothing."""
    both = v.Several((v.AddRemark(1, "loud"), v.Dispatch(("12",), 1)))
    assert [word for _, word in needs(both, "P1")] == ["incidents", "dispatch"]
    assert denied(CENTRE, asked("incidents"), both) is not None
    assert denied(CENTRE, asked("incidents", "dispatch"), both) is None


def test_ones_own_position_is_handed_over_without_leave_another_ones_is_not() -> None:
    """`watch` is enough for what one has in hand oneself."""
    assert denied(CENTRE, asked("watch", at="C02"), v.HandOver("C02", "C03")) is None
    assert denied(CENTRE, asked("watch", at="C05"), v.HandOver("C02", "C05")) is not None
    assert denied(CENTRE, asked("watch", "hand-over", at="C05"), v.HandOver("C02", "C05")) is None


def test_even_who_may_everything_writes_no_sign_in() -> None:
    """Only the desk says who was let in; nothing is asked of the desk itself."""
    note = v.NoteSignIn("kim", "kim", "kernel")
    assert denied(CENTRE, asked(*ALL), note) is not None
    assert denied(CENTRE, Asked(START, "SYS", "SYS", "key", 26), note) is None


@quick
@given(MOVES)
def test_a_denied_command_leaves_the_board_and_one_entry(move: tuple[v.Verb, str, int, int | None]) -> None:
    """Whatever it was: refused with the sentence, nothing done, and what was asked for is on record."""
    verb, at, _, late = move
    board = begun().board
    batch = Batch(board)
    happened = None if late is None else START + late * 1000
    command = Command(verb, Asked(START, "ann", at, "key", 26, happened, frozenset()))
    batch.decide_all([command], {}, lambda _: CENTRE)
    _, (_, answer) = batch.answers
    assert isinstance(answer, Refused)
    (entry,) = batch.entries
    assert isinstance(entry.fact, CommandDenied)
    assert (entry.fact.command, entry.who, entry.position) == ("key", "ann", at)
    assert entry.key != "key"
    assert _without_number(batch.board) == _without_number(board)
    assert fold(board, batch.entries) == batch.board


def _without_number(board: Board) -> Board:
    from msgspec.structs import replace

    return replace(board, number=0, when=0)


def test_what_is_asked_again_is_denied_again_and_never_saved() -> None:
    """A denied command's key is not on the log: its console must not think that it happened."""
    batch = Batch(Board())
    command = Command(v.MakePromise(PromiseMade(0, "message", "")), asked("watch"))
    batch.decide_all([command, command], {}, lambda _: CENTRE)
    assert len({entry.key for entry in batch.entries}) == 2
    assert [isinstance(answer, Refused) for one, answer in batch.answers if one is command] == [True, True]
