"""Whether an item concerns a launch: by its class and by the facts of the profile, and what says so."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.audit.applicability import Applicability, applicability
from readycheck.model.vocabulary import Truth
from tests.core.building import item, plan

NOT_QUIET = Applicability(Truth.NO, "not for a quiet launch")
CASES = {
    "nothing named": ({}, {}, Applicability(Truth.YES)),
    "its class": ({"classes": ["quiet"]}, {}, Applicability(Truth.YES)),
    "another class": ({"classes": ["flagship"]}, {}, NOT_QUIET),
    "another class, and a fact that is no": ({"classes": ["flagship"], "profile": ["paid"]}, {"paid": "no"}, NOT_QUIET),
    "its class, and a fact that is no": (
        {"classes": ["quiet"], "profile": ["paid"]},
        {"paid": "no"},
        Applicability(Truth.NO, "profile: paid is no"),
    ),
    "a fact that is yes": ({"profile": ["paid"]}, {"paid": "yes"}, Applicability(Truth.YES)),
    "a fact that is unknown": (
        {"profile": ["paid"]},
        {"paid": "unknown"},
        Applicability(Truth.UNKNOWN, undecided="paid"),
    ),
    "a fact that is absent": ({"profile": ["paid"]}, {}, Applicability(Truth.UNKNOWN, undecided="paid")),
    "unknown, then no": (
        {"profile": ["paid", "hosted"]},
        {"hosted": "no"},
        Applicability(Truth.NO, "profile: hosted is no"),
    ),
    "yes, then unknown": (
        {"profile": ["paid", "hosted"]},
        {"paid": "yes"},
        Applicability(Truth.UNKNOWN, undecided="hosted"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_an_item_applies_unless_something_that_it_names_is_no(
    case: tuple[dict[str, Any], dict[str, Any], Applicability],
) -> None:
    """No comes before unknown, and unknown before yes; the reason names what decides."""
    applies, profile, expected = case
    given = plan(launch={"class": "quiet"}, profile=profile)
    found = applicability(item("terms", applies=applies).spec.applies, given)
    assert found == expected
    assert (found.because == "", found.undecided is None) == (
        found.applies is not Truth.NO,
        found.applies is not Truth.UNKNOWN,
    )
