"""Rule `blocker_load`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.model.vocabulary import Outcome, Truth, Verdict
from readycheck.rules import Duty
from tests.core.building import finding, item, plan, policy, run
from tests.rules.table import (
    BASE,
    DANA,
    FRED,
    GRETA,
    MARA,
    Case,
    Entry,
    check,
    each,
    fails,
    merged,
    passes,
    plain,
    rule_of,
    ruled_out,
    subject_of,
    table,
    unknown,
)

GOOD = """\
departments:
  legal: {lead: dana.cho}
  finance: {lead: fred.ash}
  sales: {lead: greta.holm}
"""


def owned(*, undecided: bool = False, **counts: int) -> tuple[Duty, ...]:
    """Blockers: so many of legal, finance and sales, which Dana, Fred and Greta lead; of support, which nobody leads."""
    word = "may-apply" if undecided else "applies"
    owners = {"legal": DANA, "finance": FRED, "sales": GRETA, "support": None}
    return tuple(
        Duty(f"{department}.{word}-{number}", owners[department], undecided)
        for department, count in counts.items()
        for number in range(count)
    )


def says(person: str, text: str) -> Entry:
    return Entry(text, MARA, None, f"people/{person}")


TABLE = table(
    "blocker_load",
    GOOD,
    passes("there are no blockers"),
    passes("four are fine, whatever their share", blockers=owned(legal=4)),
    passes("five of thirteen are 38 %", blockers=owned(legal=5, finance=4, sales=4)),
    passes("exactly the share is fine", blockers=owned(legal=4, finance=3, sales=3), options={"spare": 0}),
    passes("as many as are spared, all of them", blockers=owned(legal=6), options={"spare": 6}),
    passes("half, where half is fine", blockers=owned(legal=5, finance=5), options={"at_most_percent": 50}),
    passes("all, where all is fine", blockers=owned(legal=9), options={"at_most_percent": 100}),
    passes("nobody owns a few, and they are fine whoever does", blockers=owned(support=4)),
    passes(
        "nobody owns some, and whoever does owns no more than the share",
        blockers=owned(legal=3, finance=6, support=1),
        options={"at_most_percent": 70},
    ),
    unknown("nobody owns any", {}, "who owns 5 of the 5 blockers", blockers=owned(support=5)),
    unknown(
        "one may own too many, once all are owned",
        {},
        "who owns 3 of the 13 blockers",
        blockers=owned(legal=5, finance=5, support=3),
    ),
    unknown(
        "one may own one more than is spared", {}, "who owns 1 of the 5 blockers", blockers=owned(legal=4, support=1)
    ),
    passes("few apply, whatever the undecided facts come to", blockers=owned(undecided=True, legal=4)),
    passes(
        "whatever the undecided facts come to, nobody owns more than half",
        blockers=owned(legal=5, finance=5) + owned(undecided=True, sales=3),
        options={"at_most_percent": 50},
    ),
    unknown(
        "one owns too many, if a fact is yes",
        {},
        "undecided",
        blockers=owned(legal=4) + owned(undecided=True, legal=1),
    ),
    unknown(
        "one owns too many, if a fact is no and those of others do not apply",
        {},
        "undecided",
        blockers=owned(legal=5, finance=2) + owned(undecided=True, finance=6),
    ),
    fails(
        "one owns too many, whatever the undecided facts come to",
        {},
        says(DANA, "Dana Cho owns 9 of 12 blockers"),
        blockers=owned(legal=9, finance=1) + owned(undecided=True, finance=2),
    ),
    fails(
        "one owns all five",
        {},
        says(DANA, "Dana Cho owns 5 of 5 blockers"),
        blockers=owned(legal=5),
    ),
    fails(
        "five of twelve are 41.7 %, those that nobody owns among the twelve",
        {},
        says(DANA, "Dana Cho owns 5 of 12 blockers"),
        blockers=owned(legal=5, finance=4, support=3),
    ),
    fails(
        "one more than is spared",
        {},
        says(FRED, "Fred Ash owns 1 of 2 blockers"),
        blockers=owned(finance=1, support=1),
        options={"spare": 0, "at_most_percent": 49},
    ),
    fails(
        "two own more than a third each",
        {},
        says(DANA, "owns 5 of 13"),
        says(FRED, "owns 6 of 13"),
        blockers=owned(finance=6, legal=5, support=2),
        options={"at_most_percent": 33},
    ),
    ruled_out("five blockers of one person, where nobody pays", {}, blockers=owned(legal=5)),
)


@each(TABLE)
def test_blocker_load(case: Case) -> None:
    """Nobody owns more than a set share of the blockers."""
    check(case)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from([DANA, FRED, None]), st.booleans()), max_size=6),
    st.integers(1, 100),
    st.integers(0, 3),
)
def test_the_answer_is_that_of_every_completion(drawn: list[tuple[str | None, bool]], percent: int, spare: int) -> None:
    """It passes only where every way to decide the facts and to find owners passes; it fails only where none does."""
    duties = tuple(Duty(f"legal.b{index}", owner, undecided) for index, (owner, undecided) in enumerate(drawn))
    rule = rule_of("blocker_load", {"at_most_percent": percent, "spare": spare})
    holds = rule.judge(subject_of(merged(plain(BASE), plain(GOOD)), blockers=duties)).holds
    results = {_passes(owners, percent, spare) for owners in _completions(duties)}
    assert holds is not Truth.YES or results == {True}
    assert holds is not Truth.NO or results == {False}


def _completions(duties: tuple[Duty, ...]) -> Iterator[list[str]]:
    """Yield the owners of the blockers that apply, for each way to decide every fact and to find every owner."""
    ways = [
        [*([None] if duty.undecided else []), *([duty.owner] if duty.owner is not None else [DANA, FRED, GRETA])]
        for duty in duties
    ]
    for way in product(*ways):
        yield [owner for owner in way if owner is not None]


def _passes(owners: list[str], percent: int, spare: int) -> bool:
    return all(count <= spare or count * 100 <= percent * len(owners) for count in Counter(owners).values())


LOAD = item("load", rule={"kind": "blocker_load", "spare": 2}, severity="minor")


def test_blockers_that_the_profile_rules_out_are_nobodys_load() -> None:
    """Who owns five blockers, three of which do not apply, owns two."""
    blockers = [item(f"b{number}", applies={"profile": ["paid"]} if number < 3 else {}) for number in range(5)]
    assert finding(run([LOAD, *blockers], plan(profile={"paid": "no"})), "legal.load").outcome is Outcome.MET
    assert finding(run([LOAD, *blockers], plan(profile={"paid": "yes"})), "legal.load").outcome is Outcome.OPEN


def test_a_load_that_an_undecided_fact_may_lift_is_no_no_go() -> None:
    """No-go means that no completion of the unknowns reaches a go (design.md §6); this one does."""
    blockers = [item(f"b{number}", applies={"profile": ["paid"]}) for number in range(5)]
    demand = policy(require=policy().require.model_copy(update={"minor": policy().require.blocker}))
    assert run([LOAD, *blockers], plan(profile={"paid": "no"}), rules=demand).verdict.is_go
    assert run([LOAD, *blockers], plan(profile={}), rules=demand).verdict is Verdict.UNDECIDED
