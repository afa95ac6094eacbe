"""The figures, worked out by hand: what each kind of item adds to each of them, and what none is made of."""

from __future__ import annotations

from fractions import Fraction

import pytest

from readycheck.audit.readiness import Counted, Tally, tally, worth
from readycheck.model.figures import Figures
from readycheck.model.policy import Weights
from readycheck.model.vocabulary import Measure, Outcome, Severity

#: Each kind of item, and the shares that it adds to.
ADDS = {
    "met": (Outcome.MET, False, "proven claimed planned answered"),
    "met, planned": (Outcome.MET, True, "proven claimed planned answered"),
    "unproven": (Outcome.UNPROVEN, False, "claimed answered"),
    "unproven, planned": (Outcome.UNPROVEN, True, "claimed planned answered"),
    "open": (Outcome.OPEN, False, "answered"),
    "open, planned": (Outcome.OPEN, True, "planned answered"),
    "unknown": (Outcome.UNKNOWN, False, ""),
    "unknown, planned": (Outcome.UNKNOWN, True, "planned"),
}
SHARES = (Measure.PROVEN, Measure.CLAIMED, Measure.PLANNED, Measure.ANSWERED)
MET_BLOCKER = Counted(Severity.BLOCKER, Outcome.MET, planned=False, ruled_out=False)


def of(*items: Counted) -> Tally:
    return tally(items, Weights(blocker=10, major=5, minor=2))


@pytest.mark.parametrize("kind", ADDS)
def test_an_item_adds_its_weight_to_the_shares_that_its_outcome_gives_it(kind: str) -> None:
    """Beside a met blocker of 10 points, a major of 5 makes a share 100 % where it adds to it, and 2/3 where not."""
    outcome, planned, shares = ADDS[kind]
    item = Counted(Severity.MAJOR, outcome, planned, ruled_out=False)
    adding = [share for share in SHARES if share.value in shares.split()]
    expected = {share: Fraction(100) if share in adding else Fraction(200, 3) for share in SHARES}
    assert {share: of(MET_BLOCKER, item).share(share) for share in SHARES} == expected
    assert {share: worth(item, share, Weights()) for share in SHARES} == {
        share: 5 if share in adding else 0 for share in SHARES
    }


def test_all_figures_of_some_items() -> None:
    """10 of 10 + 5 + 2 points are proven; with the planned minor 12 are planned; a major of 5 more is exempt."""
    figures = of(
        MET_BLOCKER,
        Counted(Severity.MAJOR, Outcome.UNPROVEN, planned=False, ruled_out=False),
        Counted(Severity.MINOR, Outcome.UNKNOWN, planned=True, ruled_out=False),
        Counted(Severity.INFO, Outcome.OPEN, planned=False, ruled_out=False),
        Counted(Severity.MAJOR, Outcome.NOT_APPLICABLE, planned=False, ruled_out=False),
        Counted(Severity.BLOCKER, Outcome.NOT_APPLICABLE, planned=False, ruled_out=True),
    ).figures
    assert figures == Figures(
        proven=Fraction(1000, 17),
        claimed=Fraction(1500, 17),
        planned=Fraction(1200, 17),
        answered=Fraction(1500, 17),
        not_applicable_share=Fraction(500, 22),
        proven_points=Fraction(10),
        possible_points=Fraction(17),
    )


def test_points_are_weights_and_not_their_multiples() -> None:
    """A minor of 0.25 points is counted in quarters, and said in points."""
    item = Counted(Severity.MINOR, Outcome.MET, planned=False, ruled_out=False)
    weights = Weights(blocker=1, major=0.5, minor=0.25)
    figures = tally([item, item, item], weights).figures
    assert (figures.proven_points, figures.possible_points) == (Fraction(3, 4), Fraction(3, 4))
    assert worth(item, Measure.PROVEN, weights) == 1


def test_of_nothing_there_is_no_share_and_nothing_of_it_was_taken_out() -> None:
    """Where every item is ruled out, no share exists, but that of n/a is 0."""
    nothing = of(Counted(Severity.BLOCKER, Outcome.NOT_APPLICABLE, planned=False, ruled_out=True))
    assert nothing.figures == Figures(None, None, None, None, Fraction(0), Fraction(0), Fraction(0))
    assert nothing.share(Measure.NOT_APPLICABLE_SHARE) == 0


def test_where_as_much_was_taken_out_as_is_left_the_share_of_it_is_half() -> None:
    """10 points are exempt and 10 apply: 50 %. Where all 10 are exempt, all of it is."""
    exempt = Counted(Severity.BLOCKER, Outcome.NOT_APPLICABLE, planned=False, ruled_out=False)
    assert of(MET_BLOCKER, exempt).share(Measure.NOT_APPLICABLE_SHARE) == 50
    assert of(exempt).share(Measure.NOT_APPLICABLE_SHARE) == 100
