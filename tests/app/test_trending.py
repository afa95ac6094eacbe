"""The way of a plan: each point is what an audit of a checkout of that commit said on that day, by today's policy."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.app.trending import trend
from readycheck.errors import RefusedInput, UsageError
from readycheck.model.trend import Point, Step, Trend
from readycheck.model.vocabulary import Course, Verdict
from tests.cli.conftest import CHECKLISTS, POLICY, go_plan
from tests.history.building import DAY, Clone

TODAY = date(2027, 6, 1)
#: 1 November 2026, 00:00 UTC.
NOVEMBER = 1793491200
OTHER_LAUNCHES = {
    **CHECKLISTS["legal"][0],
    "id": "other-launches",
    "title": "The launches that we need are on their way",
    "rule": {"kind": "dependencies"},
}
OTHER_LAUNCHES.pop("evidence")


class Company(Clone):
    """A repository with the small company's policy and checklists, and a plan in a directory."""

    def __init__(self, path: Path, **policy: Any) -> None:
        super().__init__(path)
        self.seconds = NOVEMBER
        self.rules(**policy)

    def rules(self, **policy: Any) -> None:
        """Write what plans are audited by."""
        checklists = {**CHECKLISTS, "project-management": [OTHER_LAUNCHES]}
        paths = [f"checklists/{department}.yaml" for department in checklists]
        self.put("readycheck.yaml", {**POLICY, "checklists": paths, **policy})
        for department, items in checklists.items():
            head = {"readycheck": "checklist/1", "version": "1.0", "department": department}
            self.put(f"checklists/{department}.yaml", {**head, "title": department.title(), "items": items})

    def put(self, name: str, values: dict[str, Any]) -> None:
        self.write(name, yaml.safe_dump(values, sort_keys=False))

    def plan(self, plan: dict[str, Any], directory: str = "aurora", *, apart: tuple[str, ...] = ()) -> None:
        """Write a plan and its proofs; some departments in files of their own."""
        departments = plan["departments"]
        kept = {name: part for name, part in departments.items() if name not in apart}
        self.put(f"{directory}/launch.yaml", {**plan, "departments": kept})
        for name in apart:
            self.put(f"{directory}/{name}.yaml", departments[name])
        for proof in ("terms.md", "channels.md"):
            self.write(f"{directory}/{proof}", f"The board looked at {proof} on 3 November.\n")

    def trend(self, name: str = "aurora", since: date | None = None, milestone: str | None = None) -> Trend:
        source = PlanSource(name, self.path / name)
        return trend(source, AuditRequest(TODAY, milestone), since, lambda _: None)


def by_checkout(company: Company, commit: str, name: str = "aurora", milestone: str | None = None) -> Point | str:
    """Return what an audit says of a checkout of a commit, on the day of it, by the policy that lies there today."""
    there = company.path.parent / f"at-{commit}"
    company.git("worktree", "add", "-q", "--detach", str(there), commit)
    try:
        for rules in ("readycheck.yaml", "checklists"):
            old, new = there / rules, company.path / rules
            shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
            shutil.copytree(new, old) if new.is_dir() else shutil.copy(new, old)
        seconds = int(company.git("show", "-s", "--format=%ct", commit))
        day = datetime.fromtimestamp(seconds, UTC).date()
        try:
            report = audit_plan(PlanSource(name, there / name), AuditRequest(day, milestone)).report
        except RefusedInput as refusal:
            return refusal.message
        assert report is not None
        return Point(
            report.milestone,
            report.milestone_day,
            report.verdict,
            report.course,
            report.figures,
            report.blockers,
            len(report.gaps),
        )
    finally:
        company.git("worktree", "remove", "--force", str(there))


def check(company: Company, found: Trend, name: str = "aurora", milestone: str | None = None) -> tuple[Step, ...]:
    """Hold every step against a checkout of its commit; return the steps."""
    for step in found.steps:
        expected = by_checkout(company, step.commit, name, milestone)
        assert expected == (step.point if step.point is not None else step.problem)
    return found.steps


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path / "company")


def answered(**items: Any) -> dict[str, Any]:
    """Return a plan that may launch once it is signed, with other answers of legal."""
    plan = {**go_plan(), "depends_on": []}
    plan["departments"]["legal"]["items"].update(items)
    return plan


# ---------------------------------------------------------------- each revision is audited as it was
def test_each_point_is_what_an_audit_of_that_commit_says(company: Company) -> None:
    """Answers that come and go, departments that move to files of their own, and proofs that are emptied."""
    plan = answered()
    del plan["departments"]["support"]
    company.plan(plan)
    started = company.commit()
    company.commit(README_md="Nothing of the plan changed.")
    company.plan(answered(terms="todo"))
    opened = company.commit()
    company.plan(answered(terms={"status": "todo", "due": "2026-12-01"}), apart=("legal",))
    divided = company.commit()
    company.plan(answered(), apart=("legal", "support"))
    closed = company.commit()
    company.write("aurora/terms.md", "")
    company.commit()
    company.put("aurora/legal.yaml", {**answered()["departments"]["legal"], "called": "Counsel"})
    emptied = company.commit()
    steps = check(company, company.trend())
    assert [step.commit for step in steps] == [started, opened, divided, closed, emptied]
    assert [step.day.day for step in steps] == [1, 3, 4, 5, 7]
    points = [step.point for step in steps if step.point is not None]
    assert [point.verdict for point in points] == [
        Verdict.UNDECIDED,  # support has not answered
        Verdict.NO_GO,
        Verdict.NO_GO,
        Verdict.UNDECIDED,  # the sign-offs of 20 November are still to come
        Verdict.NO_GO,
    ]
    assert [point.course for point in points][1:4] == [Course.OFF_COURSE, Course.ON_COURSE, Course.ON_COURSE]


def test_a_merge_is_one_step_on_the_day_on_which_it_was_made(company: Company) -> None:
    """What happened on a branch did not count before it was merged."""
    company.plan(answered(terms="todo"))
    first = company.commit()
    company.git("checkout", "-q", "-b", "side")
    company.plan(answered(terms={"status": "blocked", "reason": "Counsel is ill"}))
    company.commit()
    company.plan(answered())
    company.commit()
    company.git("checkout", "-q", "main")
    company.commit(README_md="Meanwhile")
    company.git("merge", "-q", "--no-ff", "-m", "merged", "side")
    merged = company.git("rev-parse", "HEAD")
    steps = check(company, company.trend())
    assert [(step.commit, step.day.day) for step in steps] == [(first, 1), (merged, 5)]


def test_a_revision_that_cannot_be_read_is_a_step_without_a_point(company: Company) -> None:
    """A department's file that cannot be read is left out, and named; the revisions around it are audited."""
    company.plan(answered(), apart=("legal",))
    company.commit()
    company.write("aurora/launch.yaml", "readycheck: 1\nlaunch: {name: Aurora\n")
    company.commit()
    company.plan(answered(), apart=("legal",))
    company.write("aurora/legal.yaml", "lead: [dana.cho\n")
    company.commit()
    company.plan(answered(), apart=("legal",))
    company.commit()
    (company.path / "aurora" / "launch.yaml").unlink()
    company.commit()
    company.plan(answered(), apart=("legal",))
    company.commit()
    steps = company.trend().steps
    assert [step.point is None for step in steps] == [False, True, False, False, True, False]
    without = by_checkout(company, steps[2].commit)
    assert without == steps[2].point
    assert [bool(step.problem) for step in steps] == [False, True, True, False, True, False]
    assert steps[2].problem == "without legal, which cannot be read"
    assert steps[4].problem == "does not exist"
    whole = tuple(step for step in steps if not step.problem)
    check(company, company.trend()._replace(steps=whole))


def test_todays_policy_counts_for_all_of_the_way(company: Company) -> None:
    """The way shows how the plan changed, not how the rules did: rules that are not committed yet count as well."""
    company.plan(answered(notice="todo"))
    company.commit()
    before = company.trend().steps
    company.rules(require={"blocker": "met", "major": "met", "minor": "any"}, weights={"major": 10}, signoffs="none")
    after = check(company, company.trend())
    assert len(before) == len(after) == 1
    assert before[0].point is not None
    assert after[0].point is not None
    assert after[0].point.figures.proven != before[0].point.figures.proven
    assert after[0].point.verdict is Verdict.NO_GO


def test_an_answer_to_an_item_that_no_checklist_has_any_more_does_not_spoil_a_revision(company: Company) -> None:
    """A checklist loses an item, and the plans of the past still answer it."""
    company.plan(answered(seal="done"))
    company.commit()
    company.plan(answered())
    company.commit()
    first, second = company.trend().steps
    assert first.point == second.point
    assert first.problem == ""


def test_a_launch_that_another_needs_is_audited_in_the_same_commit(company: Company) -> None:
    """Its plan is read as it was then, not as it lies there today."""
    needs = [{"launch": "Identity", "needs": "ga", "by": "T-5", "owner": "mara.lind", "plan": "../identity"}]
    company.plan({**answered(), "depends_on": needs})
    company.plan(answered(terms={"status": "blocked", "reason": "Counsel is ill"}), "identity")
    company.commit()
    company.plan({**answered(notice="todo"), "depends_on": needs})
    company.plan({**answered(), "launch": {**go_plan()["launch"], "milestones": {"ga": "2026-12-10"}}}, "identity")
    company.commit()
    (company.path / "identity" / "launch.yaml").unlink()
    company.plan({**answered(), "depends_on": needs})
    company.commit()
    steps = check(company, company.trend())
    points = [step.point for step in steps if step.point is not None]
    assert [point.blockers.planned for point in points] == [0, 1, 0]  # off course, on its way, without a plan


def test_launches_that_need_each_other_are_told_as_an_audit_tells_them(company: Company) -> None:
    """A circle ends where it began."""
    for one, other in (("aurora", "identity"), ("identity", "aurora")):
        needs = [{"launch": other, "needs": "ga", "by": "T-0", "owner": "mara.lind", "plan": f"../{other}"}]
        company.plan({**answered(), "depends_on": needs}, one)
    company.commit()
    assert len(check(company, company.trend())) == 1


def test_a_plan_in_one_file(company: Company) -> None:
    """Its proofs and other plans beside it make no step."""
    company.plan(answered(), "here")
    (company.path / "here" / "launch.yaml").rename(company.path / "here" / "plan.yaml")
    company.commit()
    company.plan(answered(), "here")
    company.write("here/terms.md", "TODO\n")
    company.commit()
    company.put("here/plan.yaml", answered(notice="todo"))
    company.commit()
    steps = check(company, company.trend("here/plan.yaml"), "here/plan.yaml")
    assert [step.day.day for step in steps] == [1, 3]


def test_a_plan_of_one_file_that_was_divided_later(company: Company) -> None:
    """The files that departments keep of their own today, or kept before, belong to the way."""
    company.plan(answered(terms="todo"))
    company.commit()
    company.plan(answered(terms="todo"), apart=("legal", "support"))
    company.commit()
    company.put("aurora/support.yaml", {**answered()["departments"]["support"], "called": "Help desk"})
    company.commit()
    (company.path / "aurora" / "support.yaml").unlink()
    company.commit()
    for name in ("aurora", "aurora/launch.yaml"):
        assert len(check(company, company.trend(name), name)) == 4


# ---------------------------------------------------------------- which revisions, and for what
def test_what_is_not_committed_does_not_count(company: Company) -> None:
    """Neither in the plan nor in its proofs; the way ends with the last commit."""
    company.plan(answered())
    company.commit()
    before = company.trend()
    company.plan(answered(terms="todo"))
    company.write("aurora/channels.md", "")
    company.git("add", "-A")
    assert company.trend() == before


def test_since_a_day(company: Company) -> None:
    """Commits of that day count; a day after the last leaves none, and that is said."""
    for number in range(4):
        company.plan(answered(notice={"status": "todo", "note": f"Draft {number}"}))
        company.commit()
    whole = company.trend().steps
    assert company.trend(since=date(2026, 11, 1)).steps == whole
    assert company.trend(since=date(2026, 11, 3)).steps == whole[2:]
    with pytest.raises(UsageError, match="aurora has no revisions since 2026-11-05"):
        company.trend(since=date(2026, 11, 5))


def test_a_day_begins_at_midnight_utc(company: Company) -> None:
    """A second earlier it was the day before."""
    company.seconds = NOVEMBER + DAY - 1
    company.plan(answered(notice="todo"))
    company.commit()
    company.seconds = NOVEMBER + DAY
    company.plan(answered())
    company.commit()
    assert [step.day for step in company.trend().steps] == [date(2026, 11, 1), date(2026, 11, 2)]


def test_for_a_milestone(company: Company) -> None:
    """The one that is asked for, in every revision that dates it; else the one that was next on each day."""
    dated = {"beta": "2026-11-02", "ga": "2026-12-15"}
    company.plan({**answered(notice="todo"), "launch": {**go_plan()["launch"], "milestones": {"ga": "2026-12-15"}}})
    company.commit()
    for note in ("one", "two"):
        plan = answered(notice={"status": "todo", "note": note})
        company.plan({**plan, "launch": {**go_plan()["launch"], "milestones": dated}})
        company.commit()
    steps = check(company, company.trend())
    assert [step.point.milestone for step in steps if step.point is not None] == ["ga", "beta", "ga"]
    first, *others = company.trend(milestone="beta").steps
    assert (first.point, first.problem) == (None, "beta has no date")
    check(company, company.trend()._replace(steps=tuple(others)), milestone="beta")
    assert [step.point.milestone for step in others if step.point is not None] == ["beta", "beta"]


# ---------------------------------------------------------------- where there is no way
def test_a_plan_that_was_never_committed_has_no_way(company: Company) -> None:
    """Also in a repository with a history, and where it is only in the index."""
    company.commit()
    company.plan(answered())
    company.git("add", "-A")
    with pytest.raises(UsageError, match=r"^aurora has no revisions$"):
        company.trend()


def test_a_repository_without_a_commit_has_no_way(company: Company) -> None:
    """There is no HEAD to start from."""
    company.plan(answered())
    with pytest.raises(UsageError, match="there is no revision `HEAD`"):
        company.trend()


def test_outside_of_a_repository_there_is_no_way(company: Company) -> None:
    """An audit would do; a history needs git."""
    company.plan(answered())
    shutil.rmtree(company.path / ".git")
    with pytest.raises(UsageError, match="is in no git repository"):
        company.trend()


def test_the_name_of_the_launch_is_the_last_that_it_had(company: Company) -> None:
    """Also where the last revision cannot be read."""
    for name in ("Aurora", "Aurora 2"):
        company.plan({**answered(), "launch": {**go_plan()["launch"], "name": name}})
        company.commit()
    company.write("aurora/launch.yaml", "[")
    company.commit()
    assert company.trend().launch == "Aurora 2"
