"""Launches that a launch needs: where their plans are at hand they are audited too, whatever is wrong with them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.app.dependencies import MAX_PLANS, Others, awaited_launches, plan_path
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.facts import Awaited
from readycheck.model.place import Place, Problem
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Course, Outcome, Verdict
from tests.core.building import item, run

AS_OF = date(2026, 11, 22)
BY = "2026-12-01"
OTHERS = "project-management.other-launches"


def _item(key: str, **fields: Any) -> dict[str, Any]:
    texts = {"title": f"The {key} are there", "ask": "Are they?", "why": "Customers ask.", "fix": ["Do it"]}
    return {"id": key, "severity": "blocker", "evidence": "none", "stage": "buy", "lead_days": 3, **texts, **fields}


class Shelf:
    """A repository with a plan for each launch, each in a directory of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / ".git").mkdir(parents=True)
        self.write(
            "readycheck.yaml",
            {
                "readycheck": "policy/1",
                "shipped_checklists": False,
                "checklists": ["checklists/project-management.yaml", "checklists/legal.yaml"],
                "require": {"blocker": "waived", "major": "any", "minor": "any"},
                "limits": [],
                "signoffs": "none",
            },
        )
        self.checklist("project-management", _item("other-launches", rule={"kind": "dependencies"}))
        self.checklist("legal", _item("terms"))

    def write(self, name: str, content: dict[str, Any] | str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def checklist(self, department: str, *items: dict[str, Any]) -> None:
        head = {"readycheck": "checklist/1", "version": "1.0", "department": department}
        self.write(f"checklists/{department}.yaml", {**head, "title": department.title(), "items": list(items)})

    def plan(self, name: str, *needs: dict[str, Any] | str, terms: Any = "done", ga: Any = BY, **more: Any) -> Path:
        """Write a plan that needs others: entries of `depends_on`, or the names of other plans on the shelf."""
        entries = [
            {"launch": need.title(), "by": BY, "owner": "ben.osei", "plan": f"../{need}/launch.yaml"}
            if isinstance(need, str)
            else {"launch": "Identity", "by": BY, "owner": "ben.osei", **need}
            for need in needs
        ]
        return self.write(
            f"{name}/launch.yaml",
            {
                "readycheck": 1,
                "launch": {"name": name, "owner": "mara.lind", "sponsor": "tom.oduya", "milestones": {"ga": ga}},
                "people": {"mara.lind": "product", "tom.oduya": "management", "ben.osei": "legal"},
                "departments": {"legal": {"lead": "ben.osei", "items": {"terms": terms} if terms else {}}},
                "depends_on": entries,
                **more,
            },
        )

    def report(self, name: str, **more: Any) -> Report:
        """Audit a plan of the shelf."""
        path = self.path / name
        audited = audit_plan(PlanSource(str(path), path), AuditRequest(AS_OF, **more))
        assert audited.problems == ()
        assert audited.report is not None
        return audited.report

    def found(self, name: str = "aurora") -> Finding:
        """What a plan comes to as to the launches that it needs."""
        return next(finding for finding in self.report(name).findings if finding.item == OTHERS)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "repository")


PLANNED = {"status": "todo", "due": "2026-11-28"}
WAIVED = {
    "waivers": [
        {
            "item": "legal.terms",
            "reason": "Nobody is affected before February",
            "approved_by": "tom.oduya",
            "date": "2026-11-20",
            "until": "2027-01-31",
        }
    ]
}


# ---------------------------------------------------------------- what the other plan says
def test_a_launch_that_would_be_a_go_is_no_gap(shelf: Shelf) -> None:
    """Its plan says go for the milestone on the day on which it is needed."""
    shelf.plan("identity")
    shelf.plan("aurora", "identity")
    assert shelf.found().outcome is Outcome.MET
    assert shelf.report("aurora").verdict is Verdict.GO


def test_a_launch_that_would_be_a_go_with_conditions_is_no_gap(shelf: Shelf) -> None:
    """What its sponsor accepts is accepted."""
    shelf.plan("identity", terms="todo", **WAIVED)
    assert shelf.report("identity").verdict is Verdict.GO_WITH_CONDITIONS
    shelf.plan("aurora", "identity")
    assert shelf.found().outcome is Outcome.MET


def test_a_no_go_on_course_is_planned(shelf: Shelf) -> None:
    """Somebody sees to it, and it is on its way: a gap until then, and no reason to be off course."""
    shelf.plan("identity", terms=PLANNED)
    shelf.plan("aurora", "identity")
    found = shelf.found()
    assert found.outcome is Outcome.OPEN
    assert "Identity would be a no-go for ga on 2026-12-01, on course" in found.reason
    assert shelf.report("aurora").verdict is Verdict.NO_GO
    assert shelf.report("aurora").course is Course.ON_COURSE


def test_a_no_go_on_course_that_nobody_sees_to_is_not_planned(shelf: Shelf) -> None:
    """Without an owner on this side, nobody would notice."""
    shelf.plan("identity", terms=PLANNED)
    shelf.plan("aurora", {"plan": "../identity/launch.yaml", "owner": None})
    assert shelf.report("aurora").course is Course.OFF_COURSE


def test_a_no_go_off_course_is_not_planned(shelf: Shelf) -> None:
    """Where nobody there has said when, this launch is off course as well."""
    shelf.plan("identity", terms="todo")
    shelf.plan("aurora", "identity")
    assert "a no-go for ga on 2026-12-01, off course" in shelf.found().reason
    assert shelf.report("aurora").course is not Course.ON_COURSE


def test_an_undecided_launch_is_no_go_either(shelf: Shelf) -> None:
    """Unknown is not yes, here or there."""
    shelf.plan("identity", terms=None)
    shelf.plan("aurora", "identity")
    found = shelf.found()
    assert found.outcome is not Outcome.MET
    assert "Identity would be undecided for ga on 2026-12-01" in found.reason
    assert not shelf.report("aurora").verdict.is_go


def test_a_launch_that_comes_later_than_it_is_needed_is_a_gap(shelf: Shelf) -> None:
    """A go does not help on the day after; on the day itself it does."""
    shelf.plan("identity", ga="2026-12-02")
    shelf.plan("aurora", "identity")
    assert shelf.found().outcome is Outcome.OPEN
    assert "reaches ga on 2026-12-02, and is needed on 2026-12-01" in shelf.found().reason
    shelf.plan("aurora", {"plan": "../identity/launch.yaml", "by": "2026-12-02"}, ga="2026-12-09")
    assert shelf.found().outcome is Outcome.MET


def test_a_launch_is_audited_for_the_milestone_that_is_needed(shelf: Shelf) -> None:
    """Its beta may be a go where its launch is not, and its launch is none before its day."""
    milestones = {
        "launch": {"name": "identity", "owner": "mara.lind", "milestones": {"beta": "2026-11-30", "ga": "2026-12-20"}}
    }
    shelf.checklist("legal", _item("terms", milestone="ga"))
    shelf.plan("identity", terms="todo", **milestones)
    shelf.plan("aurora", {"plan": "../identity/launch.yaml", "needs": "beta"})
    assert shelf.found().outcome is Outcome.MET
    shelf.plan("aurora", {"plan": "../identity/launch.yaml", "needs": "ga"})
    assert "reaches ga on 2026-12-20" in shelf.found().reason


def test_a_launch_is_held_against_its_own_policy(shelf: Shelf) -> None:
    """What this launch demands of itself, on the command line too, it does not demand of others."""
    shelf.plan("identity", terms="todo")
    shelf.write(
        "identity/readycheck.yaml",
        {
            "readycheck": "policy/1",
            "shipped_checklists": False,
            "checklists": ["../checklists/legal.yaml"],
            "require": {"blocker": "any", "major": "any", "minor": "any"},
            "limits": [],
            "signoffs": "none",
        },
    )
    shelf.plan("aurora", "identity")
    assert shelf.found().outcome is Outcome.MET
    shelf.plan("identity")
    assert shelf.report("aurora", fail_under=100.0).verdict is Verdict.GO


# ---------------------------------------------------------------- where its plan is
@pytest.mark.parametrize(
    "name",
    [
        "../identity",
        "../identity/",
        "../identity/launch.yaml",
        "../aurora/../identity/launch.yaml",
        "link",
        "link/launch.yaml",
    ],
)
def test_a_plan_is_found_by_its_directory_or_its_file(shelf: Shelf, name: str) -> None:
    """A directory with department files is one plan, by whatever name inside the repository."""
    shelf.plan("identity", departments={})
    shelf.write("identity/legal.yaml", {"lead": "ben.osei", "items": {"terms": "done"}})
    shelf.plan("aurora", {"plan": name})
    (shelf.path / "aurora" / "link").symlink_to("../identity")
    assert shelf.found().outcome is Outcome.MET


def test_a_plan_may_be_a_file_of_another_name(shelf: Shelf) -> None:
    """A plan of one file stands anywhere."""
    shelf.plan("identity").rename(shelf.path / "identity.yaml")
    shelf.plan("aurora", {"plan": "../identity.yaml"})
    assert shelf.found().outcome is Outcome.MET


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../missing/launch.yaml", "its plan does not exist"),
        ("../../elsewhere/launch.yaml", "its plan leads outside the repository"),
        ("others/out.yaml", "its plan leads outside the repository"),
        ("../../../../../../../../etc/passwd", "its plan leads outside the repository"),
        ("/etc/passwd", "its plan is not a path within the repository"),
        ("~/launch.yaml", "its plan is not a path within the repository"),
        ("https://example.com/launch.yaml", "its plan is not a path within the repository"),
        ("others/loop.yaml", "its plan cannot be followed"),
        ("../.git/launch.yaml", "its plan is inside .git"),
        ("../empty", "its plan cannot be audited"),
        ("../picture.png", "its plan cannot be audited"),
        ("others/pipe.yaml", "its plan cannot be audited"),
    ],
)
def test_a_plan_that_cannot_be_read_is_a_gap_and_says_why(shelf: Shelf, name: str, says: str) -> None:
    """No path leads out of the repository, and none stops the audit of this launch."""
    outside = shelf.path.parent / "elsewhere" / "launch.yaml"
    outside.parent.mkdir()
    outside.write_text(shelf.plan("identity").read_text())
    here = shelf.plan("aurora", {"plan": name, "reached": "2026-11-01"}).parent / "others"
    here.mkdir()
    (here / "out.yaml").symlink_to(outside)
    (here / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(here / "pipe.yaml")
    (shelf.path / "empty").mkdir()
    (shelf.path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = shelf.found()
    assert found.outcome is Outcome.OPEN
    assert f"Identity: {says}" in found.reason
    assert shelf.report("aurora").course is not Course.ON_COURSE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("readycheck: 1\nlaunch: {name: Identity", "launch.yaml:"),
        ("readycheck: 1\nlaunch: {name: Identity}\n", "cannot be audited: "),
        ("readycheck: 2\n", "plan format 2 is not understood"),
        ("", "the file is empty"),
    ],
)
def test_a_plan_that_is_refused_is_a_gap_with_its_first_problem(shelf: Shelf, text: str, says: str) -> None:
    """Whoever reads the report is led to the line."""
    shelf.write("identity/launch.yaml", text)
    shelf.plan("aurora", "identity")
    found = shelf.found()
    assert found.outcome is Outcome.OPEN
    assert says in found.reason
    assert "identity/launch.yaml" in found.reason


def test_a_plan_of_which_a_part_cannot_be_read_is_no_go(shelf: Shelf) -> None:
    """What could not be read may say no-go: by itself that plan passes no gate, so it does not pass here."""
    shelf.plan("identity")
    shelf.write("identity/support.yaml", "signoffs: [{for: ga, by: ben.osei, date: 2026-11-20, decision: no_go}\n")
    shelf.plan("aurora", "identity")
    assert audit_plan(PlanSource("identity", shelf.path / "identity"), AuditRequest(AS_OF)).problems
    assert shelf.found().outcome is not Outcome.MET


def test_a_plan_with_a_broken_policy_is_a_gap(shelf: Shelf) -> None:
    """What its own policy lacks is said of it, and this launch is audited by its own."""
    shelf.plan("identity")
    shelf.write("identity/readycheck.yaml", "readycheck: policy/1\nrequires: {}\n")
    shelf.plan("aurora", "identity")
    assert "identity/readycheck.yaml" in shelf.found().reason


def test_a_milestone_that_its_plan_does_not_date_is_a_gap(shelf: Shelf) -> None:
    """What has no day is not reached by one."""
    shelf.plan("identity")
    shelf.plan("aurora", {"plan": "../identity/launch.yaml", "needs": "hypercare"})
    found = shelf.found()
    assert found.outcome is Outcome.OPEN
    assert "there is no milestone `hypercare` to audit" in found.reason


def test_without_a_plan_at_hand_nothing_is_read(shelf: Shelf) -> None:
    """A launch of another company has reached what is needed when somebody writes so."""
    shelf.plan("aurora", {"reached": "2026-11-20"})
    assert shelf.found().outcome is Outcome.MET
    shelf.plan("aurora", {"reached": "2026-11-23"})
    assert shelf.found().outcome is Outcome.OPEN
    shelf.plan("aurora", {})
    assert "has not reached ga" in shelf.found().reason


# ---------------------------------------------------------------- circles and crowds
@pytest.mark.parametrize("name", ["launch.yaml", ".", "../aurora", "../aurora/launch.yaml"])
def test_a_launch_that_needs_itself_is_a_gap(shelf: Shelf, name: str) -> None:
    """By whatever name, it waits for itself."""
    shelf.plan("aurora", {"plan": name})
    assert "its plan waits for this launch in turn" in shelf.found().reason


def test_two_that_need_each_other_are_both_gaps(shelf: Shelf) -> None:
    """Neither would be a go before the other, from whichever side one looks."""
    shelf.plan("aurora", "identity")
    shelf.plan("identity", "aurora")
    for one, other in (("aurora", "Identity"), ("identity", "Aurora")):
        found = shelf.found(one)
        assert found.outcome is Outcome.OPEN
        assert f"{other} would be a no-go for ga on 2026-12-01, off course" in found.reason
        assert shelf.report(one).verdict is Verdict.NO_GO


def test_three_in_a_circle_are_all_gaps(shelf: Shelf) -> None:
    """However long the way round is."""
    shelf.plan("aurora", "identity")
    shelf.plan("identity", "billing")
    shelf.plan("billing", "aurora")
    for name in ("aurora", "identity", "billing"):
        assert "would be a no-go for ga" in shelf.found(name).reason


def test_a_circle_further_on_is_a_gap_here_too(shelf: Shelf) -> None:
    """A launch outside the circle that needs one inside it does not become ready by that."""
    shelf.plan("identity", "billing")
    shelf.plan("billing", "identity")
    shelf.plan("aurora", "identity", "billing")
    assert shelf.found().outcome is Outcome.OPEN
    assert "Identity would be a no-go" in shelf.found().reason
    assert "Billing would be a no-go" in shelf.found().reason


def test_two_ways_to_one_launch_are_no_circle(shelf: Shelf) -> None:
    """Where two launches need a third, that is looked at for both."""
    shelf.plan("base")
    shelf.plan("identity", "base")
    shelf.plan("billing", "base")
    shelf.plan("aurora", "identity", "billing", "base")
    assert shelf.found().outcome is Outcome.MET


def test_as_many_plans_as_one_audit_looks_at_are_looked_at(shelf: Shelf) -> None:
    """Twenty others, and not one more."""
    names = [f"other-{number:02}" for number in range(MAX_PLANS + 1)]
    for name in names:
        shelf.plan(name)
    shelf.plan("aurora", *names[:MAX_PLANS])
    assert shelf.found().outcome is Outcome.MET
    shelf.plan("aurora", *names)
    found = shelf.found()
    assert found.outcome is Outcome.OPEN
    assert found.reason == f"Other-20: its plan is not looked at: more than {MAX_PLANS} plans are needed in all"


def test_a_chain_that_is_too_long_ends_in_a_gap(shelf: Shelf) -> None:
    """Plans that others need in turn count as well, so that an audit ends."""
    for number in range(25):
        shelf.plan(f"link-{number}", f"link-{number + 1}")
    shelf.plan("link-25")
    assert shelf.found("link-0").outcome is Outcome.OPEN
    assert shelf.found("link-5").outcome is Outcome.MET


def test_a_plan_says_the_same_from_whichever_side_one_comes(shelf: Shelf) -> None:
    """Billing needs identity, which needs no more than billing's beta: no circle, and no matter which is named first."""
    shelf.checklist("project-management", _item("other-launches", milestone="ga", rule={"kind": "dependencies"}))
    launch = {"name": "billing", "owner": "mara.lind", "milestones": {"beta": "2026-11-25", "ga": BY}}
    shelf.plan("billing", "identity", launch=launch)
    shelf.plan("identity", {"plan": "../billing/launch.yaml", "needs": "beta"})
    shelf.plan("aurora", "identity", "billing")
    first = shelf.found()
    shelf.plan("aurora", "billing", "identity")
    assert shelf.found().outcome is first.outcome
    assert shelf.report("billing").verdict.is_go is first.outcome.holds


# ---------------------------------------------------------------- the walk by itself
class Recorder:
    """Stands for the audit: keeps what it was asked for, and answers with a go, or refuses."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self.error = error

    def __call__(self, path: Path, milestone: str) -> Report:
        self.asked.append((path.name, milestone))
        if self.error is not None:
            raise self.error
        return run([item("terms")], {"legal.terms": "done"})


def needing(*entries: dict[str, Any]) -> LaunchPlan:
    return LaunchPlan.model_validate(
        {
            "readycheck": 1,
            "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": BY}},
            "depends_on": [{"launch": "Identity", "by": BY, **entry} for entry in entries],
        }
    )


Walk = Callable[..., dict[int, Awaited]]


@pytest.fixture
def walk(shelf: Shelf) -> Walk:
    """Look at entries from a plan called `aurora`, with an audit that is only recorded."""
    base = shelf.plan("aurora").parent

    def look(recorder: Recorder, *entries: dict[str, Any], others: Others | None = None) -> dict[int, Awaited]:
        known: Others = {(plan_path(base), ""): None} if others is None else others
        return dict(awaited_launches(needing(*entries), base, Disk(shelf.path), known, recorder))

    return look


def test_what_is_found_stands_at_the_position_of_its_entry(shelf: Shelf, walk: Walk) -> None:
    """Entries without a plan are left out, so that later ones keep their places."""
    shelf.plan("identity")
    found = walk(Recorder(), {}, {"plan": "../identity"}, {"reached": "2026-11-20"}, {"plan": "../missing"})
    assert list(found) == [1, 3]
    assert found[1].verdict is Verdict.GO
    assert found[1].day == date(2026, 12, 22)
    assert found[3] == Awaited(defect="does not exist")


def test_one_plan_is_audited_once_for_each_milestone(shelf: Shelf, walk: Walk) -> None:
    """By a directory, a file or a link, it is the same plan."""
    shelf.plan("identity")
    (shelf.path / "aurora" / "link").symlink_to("../identity")
    recorder = Recorder()
    names = ["../identity", "../identity/launch.yaml", "link", "link/launch.yaml"]
    walk(recorder, *({"plan": name} for name in names), {"plan": "../identity", "needs": "beta"})
    assert recorder.asked == [("identity", "ga"), ("identity", "beta")]


def test_what_is_known_of_a_plan_is_kept_even_where_it_is_refused(shelf: Shelf, walk: Walk) -> None:
    """A plan that cannot be audited is tried once, and each time the same is said of it."""
    shelf.plan("identity")
    recorder = Recorder(RefusedInput(Problem(Place("identity/launch.yaml", 3, 1), "this text is empty")))
    found = walk(recorder, {"plan": "../identity"}, {"plan": "../identity"})
    assert found[0] == found[1] == Awaited(defect="cannot be audited: this text is empty (identity/launch.yaml:3:1)")
    assert len(recorder.asked) == 1


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(36, "File name too long")])
def test_a_plan_that_the_system_withholds_is_said_and_not_raised(shelf: Shelf, walk: Walk, error: OSError) -> None:
    """A directory that may be entered and not listed, say, is no reason to refuse this launch's own plan."""
    shelf.plan("identity")
    found = walk(Recorder(error), {"plan": "../identity"})
    assert found[0].defect is not None


def test_a_plan_is_known_by_its_directory_where_it_is_one(tmp_path: Path) -> None:
    """`launch.yaml` and its directory are one plan; another file is its own."""
    (tmp_path / "identity").mkdir()
    (tmp_path / "identity" / "launch.yaml").touch()
    (tmp_path / "link").symlink_to("identity")
    assert plan_path(tmp_path / "link" / "launch.yaml") == plan_path(tmp_path / "identity") == tmp_path / "identity"
    assert plan_path(tmp_path / "identity" / "plan.yaml").name == "plan.yaml"
