"""What the front line may offer."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from console.rules.courtesy import Offer, Severity
from console.rules.offer import check_offer, may_offer
from console.rules.refused import Refused
from tests.rules.factory import CENTRE, says

BOTH = ("call-taker", "supervisor")
FLOOR = replace(
    CENTRE,
    offers=(
        Offer("FIRST", "a second visit, first in line", "failure", BOTH),
        Offer("SORRY", "an apology and a call back today", "slip", BOTH),
        Offer("MEET", "a talk with the chief", "harm", ("supervisor",)),
    ),
)


@pytest.mark.parametrize(
    ("severity", "role", "codes"),
    [
        ("slip", "call-taker", ["SORRY"]),
        ("failure", "call-taker", ["FIRST", "SORRY"]),
        ("harm", "call-taker", ["FIRST", "SORRY"]),
        ("harm", "supervisor", ["FIRST", "SORRY", "MEET"]),
        ("failure", "supervisor", ["FIRST", "SORRY"]),
        ("harm", "dispatcher", []),
    ],
)
def test_one_may_offer_what_the_failure_and_the_role_allow(severity: Severity, role: str, codes: list[str]) -> None:
    """What is meant for this or for less, in the order of the file."""
    assert [offer.code for offer in may_offer(FLOOR, severity, role)] == codes


def test_an_allowed_offer_is_given_by_its_code() -> None:
    """Capitals or not."""
    assert check_offer(FLOOR, " sorry", "slip", "call-taker").code == "SORRY"


@pytest.mark.parametrize(
    ("code", "severity", "role", "part"),
    [
        ("first", "slip", "call-taker", "first in line is more than a call-taker may offer for a slip; a supervisor"),
        ("meet", "harm", "call-taker", "as in  e asks for MEET"),
        ("gold", "slip", "call-taker", "There is no offer gold; you may offer SORRY."),
        ("", "slip", "dispatcher", "There is no offer (empty); escalate it, as in  e "),
    ],
)
def test_more_than_that_goes_to_a_supervisor(code: str, severity: Severity, role: str, part: str) -> None:
    """The refusal says how to escalate, or what may be offered."""
    with pytest.raises(Refused) as refusal:
        check_offer(FLOOR, code, severity, role)
    assert part in str(refusal.value)
    assert says((), str(refusal.value)) == []
