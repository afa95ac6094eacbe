"""The comment under a pull request: what stands in it, what never does, and what a forge makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.model.deviation import Agreed, Deviation
from readycheck.model.place import Place
from readycheck.model.report import Report
from readycheck.reports import Format, Options, render
from readycheck.reports.comment import MOST_CHARACTERS, marker
from tests.core.building import LEAD, OTHER, SPONSOR, item, plan, run

ITEMS = [item("terms"), item("marks", severity="major"), item("claims", severity="major")]


def report(answers: dict[str, Any], *, path: str = "launches/aurora", **changes: Any) -> Report:
    """One audit of a plan with these answers."""
    made = run(ITEMS, plan({f"legal.{key}": given for key, given in answers.items()}, **changes))
    return made._replace(plan=path, tool_version="1.0", policy_name="built-in")


def since(before: Report, after: Report) -> Report:
    """The later report with what changed."""
    return after._replace(changes=compare(snapshot(before), snapshot(after)))


def comment(*reports: Report) -> str:
    return render(Format.COMMENT, reports, Options())


def plain(text: str) -> str:
    """Take the backslashes away that only say `this is no markup`."""
    return text.replace("\\", "")


CHANGED = since(
    report({"terms": "todo", "marks": "done", "claims": "todo"}),
    report({"terms": "done", "marks": "todo", "claims": {"status": "not_applicable", "reason": "No budget"}}),
)


def test_it_says_what_changed_and_who_must_do_what_before_the_merge() -> None:
    """One closed, one opened, one left without agreement: a mark each, and a line for each regression."""
    lines = plain(comment(CHANGED)).splitlines()
    assert lines[0] == "<!-- readycheck:launches/aurora -->"
    head = "**Aurora, GA 22 Dec (T-30): on course** (was off course, still reachable). If GA were today: **go** (was no-go)."
    assert lines[1] == head
    assert lines[2] == "This change: **1 closed · 1 opened · 1 left the count**"
    assert lines[4:10] == [
        "|  | item | before → now | why |",
        "|---|---|---|---|",
        "| ✔ closed | legal.terms | to do → proven |  |",
        "| ✘ opened | legal.marks | proven → to do |  |",
        "| ✘ left | legal.claims | to do → n/a | No budget; agreed by nobody |",
        "",
    ]
    agree = "have somebody else agree, who was in the plan before"
    assert lines[lines.index("**Before merge:**") + 2 :][:2] == [
        "- **Lea Legal**, legal.marks: close it again (was proven; now to do)",
        f"- **Lea Legal**, legal.claims: {agree} (left the count as n/a, agreed by nobody)",
    ]


def test_a_figure_that_rose_only_because_an_item_left_says_so() -> None:
    """10 of 15 points are 66.6 %; with 5 of them gone, 10 of 10 are 100 %, and nobody did anything."""
    left = since(
        report({"terms": "done", "marks": "todo", "claims": "todo"}),
        report({"terms": "done", "marks": "todo", "claims": {"status": "not_applicable", "reason": "No budget"}}),
    )
    assert "proven 50.0 → 66.6 % (rises only because an item left the count)" in plain(comment(left))


def test_a_figure_that_rose_by_work_does_not() -> None:
    """Ten points more are proven, whatever left besides."""
    assert "rises only" not in comment(CHANGED).partition("proven")[2].partition("·")[0]


def test_without_a_baseline_it_shows_the_head_and_what_presses() -> None:
    """The first comment of a plan has nothing to compare with."""
    lines = plain(comment(report({"terms": "todo", "marks": "done"}))).splitlines()
    assert lines[1] == "**Aurora, GA 22 Dec (T-30): off course, still reachable**. If GA were today: **no-go**."
    assert "| legal.terms | blocker | to do | Lea Legal | 17 Dec |" in lines
    assert "Before merge" not in "".join(lines)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("launches/close/launch.yaml", "launches/close"),
        ("./launches/close", "launches/close"),
        ("a-->b--><h1>", "a-%2D%3Eb-%2D%3E%3Ch1%3E"),
        ("a---b", "a-%2D-b"),
        ("plän x.yaml", "pl%C3%A4n%20x.yaml"),
    ],
)
def test_the_marker_is_of_the_plans_path_and_cannot_be_ended(path: str, expected: str) -> None:
    """A path that would close the HTML comment would let a plan write what it likes."""
    assert marker((report({}, path=path),)) == f"<!-- readycheck:{expected} -->"


def test_several_plans_are_one_comment_with_one_marker() -> None:
    """The folder in which they lie, so that one plan more does not orphan the comment."""
    text = comment(report({}, path="launches/a.yaml"), report({}, path="launches/b/launch.yaml"))
    assert text.count("<!--") == 1
    assert text.startswith("<!-- readycheck:launches -->\n")


def test_absences_and_addresses_stay_out() -> None:
    """Anybody may read a pull request: who is away, and under which address to write, is not for everybody."""
    present = item("present", rule={"kind": "lead_present"})
    away = {LEAD: {"department": "legal", "email": "lea@firm.example", "away": [{"from": "T-1", "to": "T+1"}]}}
    answers = {"legal.terms": {"status": "blocked", "reason": "Ask lea@firm.example first"}}
    before = run([present, *ITEMS], plan({"legal.terms": "done"}))
    after = run([present, *ITEMS], plan(answers, people=away))
    assert "is away on 2026-12-21" in next(found.reason for found in after.findings if found.item == "legal.present")
    for shown in (since(before, after), after):
        text = plain(comment(shown))
        assert "legal.present" in text
        assert "see the plan" in text
        assert "away" not in text
        assert "2026-12-21" not in text
        assert "firm.example" not in text


def test_whole_rows_are_left_out_where_a_forge_takes_no_more() -> None:
    """Two thousand items opened for one long reason: it fits, every row is whole, what is missing is counted.

    What they were refused for is said once.
    """
    after = since(report({"terms": "done"}), report({"terms": {"status": "blocked", "reason": "😀" * 5000}}))
    assert after.changes is not None
    many = tuple(after.changes.changes[0]._replace(item=f"legal.item-{number}") for number in range(2000))
    text = comment(after._replace(changes=after.changes._replace(changes=many)))
    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    shown = text.count("| ✘ opened |")
    assert 20 < shown < 2000
    assert text.count(f"*{2000 - shown} more rows are left out here.*") == 1
    assert "- 2000 items (legal.item-0, legal.item-1, legal.item-2 and 1997 more): " in plain(text)
    assert all(line.endswith("|") for line in text.splitlines() if line.startswith("| ✘"))


def test_what_is_refused_of_no_item_is_listed_as_well() -> None:
    """No item changed, and a waiver came that has no effect: there is room for its row."""
    made = {"terms": "todo", "marks": "todo"}
    waiver = {
        "item": "legal.terms",
        "reason": "Later",
        "approved_by": LEAD,
        "date": "2026-11-20",
        "until": "2026-12-31",
    }
    text = plain(comment(since(report(made), report(made, waivers=[waiver]))))
    assert "legal.terms: mend the waiver, or withdraw it (its waiver has no effect: " in text
    assert "left out here" not in text


def test_launches_are_left_out_where_even_their_heads_are_too_many() -> None:
    """Five hundred plans of a run: as many as fit, the others counted; the marker is of all."""
    one = report({}, launch={"name": "A" * 250})
    text = comment(*(one._replace(plan=f"launches/{number}.yaml") for number in range(500)))
    assert len(text) <= MOST_CHARACTERS
    assert text.startswith("<!-- readycheck:launches -->\n")
    left = 500 - text.count("**" + "A" * 250)
    assert 0 < left < 500
    assert text.endswith(f"*{left} more launches are left out here.*\n")


def test_an_approved_exemption_asks_nothing_before_the_merge() -> None:
    """Somebody else agreed, who was in the plan: it is named, and lets pass."""
    agreed = {"status": "not_applicable", "reason": "No budget", "approved_by": OTHER}
    text = plain(comment(since(report({"claims": "todo"}), report({"claims": agreed}))))
    assert "| · left | legal.claims | to do → n/a | No budget; agreed by Fin Finance |" in text
    assert "Before merge" not in text
    assert SPONSOR not in text


def test_what_is_easier_than_agreed_is_counted_and_said_before_the_merge() -> None:
    """A change of the rules alone is no `nothing changed`; beside items it is counted after them."""
    eased = Deviation("class", "flagship", "quiet", eases=True, place=Place("launch.yaml", 4, 3))
    told = eased._replace(what="owner", eases=False)
    agreed = Agreed("origin/main", "a" * 40, (eased, told), "")
    alone = since(report({"terms": "done"}), report({"terms": "done"}))._replace(agreed=agreed)
    beside = since(report({"terms": "todo"}), report({"terms": "done"}))._replace(agreed=agreed)
    assert "This change: **1 thing easier than agreed**\n" in comment(alone)
    assert "This change: **1 closed · 1 thing easier than agreed**\n" in comment(beside)
    assert "- class: take it back, or have it merged by somebody who answers for the rules of this launch" in plain(
        comment(alone)
    )
    assert "owner" not in comment(alone).partition("Before merge")[2]
