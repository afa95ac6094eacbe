"""The least work that is lacking, worked out by hand: some of a sum comes for nothing, the rest the most for its days."""

from __future__ import annotations

import pytest

from readycheck.audit.bound import Ahead, Offer, families
from readycheck.audit.target import Target

#: 5 points come for nothing; then 2 at a day each, 6 at two days each, and 1 at three days.
OFFERS = (
    Offer(days=3, adds=(1,), only_closed=(1,)),
    Offer(days=2, adds=(4,), only_closed=(2,)),
    Offer(days=1, adds=(3,), only_closed=(0,)),
    Offer(days=12, adds=(6,), only_closed=(6,)),
)


@pytest.mark.parametrize(
    ("lack", "days"),
    [(-1, 0), (0, 0), (5, 0), (6, 1), (7, 2), (8, 4), (13, 14), (14, 17), (15, 17)],
)
def test_what_is_lacking_is_had_where_it_costs_least(lack: int, days: int) -> None:
    """What comes for nothing first, then by days a point; more than there is costs as much as all."""
    assert Ahead(OFFERS, ((0,),)).least_days((lack,)) == days


def test_a_part_of_a_gap_takes_whole_days() -> None:
    """Half of what takes 5 days takes 3."""
    assert Ahead([Offer(5, (2,), (2,))], ((0,),)).least_days((1,)) == 3


@pytest.mark.parametrize(("lack", "enough"), [(0, True), (14, True), (15, False)])
def test_more_than_all_offers_together_cannot_be_had(lack: int, enough: bool) -> None:  # noqa: FBT001
    """The offers add 14 in all."""
    assert Ahead(OFFERS, ((0,),)).may_suffice((lack,)) is enough


def test_of_several_targets_each_must_be_within_reach() -> None:
    """4 of the second are there, and 5 of the first do not help with it."""
    ahead = Ahead([Offer(5, (5, 0), (5, 0)), Offer(8, (0, 4), (0, 4))], ((0, 1),))
    assert ahead.may_suffice((5, 4))
    assert not ahead.may_suffice((4, 5))


def test_days_add_up_within_a_family_and_not_between_families() -> None:
    """5 days for the one target and 8 for the other: 13 where no gap serves both, else at least 8."""
    offers = [Offer(5, (5, 0), (5, 0)), Offer(8, (0, 4), (0, 4))]
    assert Ahead(offers, ((0, 1),)).least_days((5, 4)) == 13
    assert Ahead(offers, ((0,), (1,))).least_days((5, 4)) == 8
    assert Ahead(offers, ((0, 1),)).least_days((0, 4)) == 8


def test_where_nothing_is_demanded_nothing_is_lacking() -> None:
    """No targets, no days."""
    assert Ahead([], ()).least_days(()) == 0


def test_a_family_has_no_item_in_two_targets() -> None:
    """{b, c} shares b with the first and c with the second; {d} fits in with the first two."""
    targets = [Target(frozenset(items), lambda *_: 0, 0) for items in ("ab", "c", "bc", "d")]
    assert families(targets) == ((0, 1, 3), (2,))
