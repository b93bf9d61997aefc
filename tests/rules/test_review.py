"""The draw for review is by lot, has everybody in it, and can be drawn again by whoever doubts it."""

from __future__ import annotations

from collections import Counter

from console.rules.review import Handled, draw

WORK = tuple(Handled(f"call:{n}", "KIM" if n % 10 else "LEE" if n % 20 else "ROSS") for n in range(1, 1001))


def test_everybody_is_in_it_and_no_less_than_two_in_a_hundred() -> None:
    """A thousand calls of three people: twenty at least, and each of them."""
    lot = draw(WORK, "2026-11-16")
    assert len(lot) == 20
    assert {one.who for one in lot} == {"KIM", "LEE", "ROSS"}
    assert len({one.id for one in lot}) == 20


def test_a_quiet_week_still_has_one_of_everybody() -> None:
    """Where two in a hundred are less than one each, one each it is; a newcomer has three."""
    lot = draw((Handled("call:1", "KIM"), *(Handled(f"call:{n}", "NEW") for n in range(2, 9))), "w", {"NEW"})
    assert Counter(one.who for one in lot) == {"KIM": 1, "NEW": 3}


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    """Whoever doubts the lot draws it again; another seed draws another."""
    assert draw(WORK, "a") == draw(tuple(reversed(WORK)), "a")
    assert draw(WORK, "a") != draw(WORK, "b")


def test_every_call_is_as_likely_as_any_other() -> None:
    """Over many weeks the late half of somebody's calls is drawn as often as the early half."""
    early = sum(int(one.id[5:]) <= 500 for week in range(400) for one in draw(WORK, str(week)))
    assert 0.47 < early / (400 * 20) < 0.53


def test_nothing_to_review() -> None:
    """A week without work has an empty lot."""
    assert draw((), "2026-11-16") == ()
