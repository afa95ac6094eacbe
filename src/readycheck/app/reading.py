"""Read a plan and all that an audit of it needs: policy, checklists, evidence, the launches that it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from readycheck import __version__
from readycheck.app.dependencies import AuditFor, Others, awaited_launches, plan_path
from readycheck.app.source import PlanSource, files_of
from readycheck.documents.catalogue import pinned
from readycheck.documents.nearest import FILE_NAME, find_policy
from readycheck.documents.plan import LoadedPlan, PlanFiles, load_plan
from readycheck.documents.policy import Rules, load_rules, load_shipped
from readycheck.errors import ExitCode, RefusedInput
from readycheck.evidence import LastChange, gather
from readycheck.files import Disk, Tree, Unreadable, disk
from readycheck.model.checklist import Catalogue
from readycheck.model.deviation import Agreed
from readycheck.model.facts import Facts
from readycheck.model.path import PathToGreen
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Policy
from readycheck.model.report import Report, Source
from readycheck.model.text import printable
from readycheck.model.timeline import Timeline, timeline

if TYPE_CHECKING:
    from readycheck.app.agreement import Agreement
    from readycheck.app.authorship import Verification

#: What the core makes of a plan.
Made = TypeVar("Made", Report, PathToGreen)


class AuditRequest(NamedTuple):
    """What to audit, and how."""

    as_of: date
    milestone: str | None = None
    policy: Path | None = None
    """A policy to use instead of the one found upward from the plan."""
    fail_under: float | None = None
    slip: int = 0
    """By how many days to move the milestone."""
    weeks: int = 0
    """For how many weeks on to say what it would be."""
    policy_ref: str | None = None
    """The revision whose policy and checklists to use, instead of those beside the plan."""
    links: Callable[[Facts], Facts] | None = None
    """What opens the links among facts; None where they are checked for form only."""
    verification: Verification | None = None
    """How to verify who wrote what people are to have said; None where that is not asked."""


class Ready(NamedTuple):
    """A plan that was read, with all that an audit of it depends on."""

    name: str
    """The plan as the user named it."""
    plan: LaunchPlan
    catalogue: Catalogue
    policy: Policy
    facts: Facts
    milestone: str
    """The one to audit."""
    files: PlanFiles
    rules: Rules
    loaded: LoadedPlan
    others: tuple[tuple[str, str], ...]
    """The files of the launches that it needs, each with its SHA-256."""
    agreed: Agreed | None = None
    """How it differs from the revision whose rules it is held to."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that were read."""
        return tuple(Source(name, digest) for name, digest in dict.fromkeys((*self.files.digests, *self.others)))

    @property
    def unread(self) -> tuple[str, ...]:
        """The files of the plan that could not be read."""
        return tuple(map(self.files.name_of, self.loaded.unread))

    @property
    def policy_files(self) -> tuple[Source, ...]:
        """The policies and checklists of the company's own that were read, weakest first."""
        return tuple(Source(digest.file, digest.sha256) for digest in self.rules.files)

    def completed(self, made: Made) -> Made:
        """Return what the core made of the plan with what it cannot know: where it comes from."""
        return made._replace(
            tool_version=__version__,
            plan=printable(self.name),
            sources=self.sources,
            policy_name=self.rules.name,
            policy_sha256=self.rules.digest,
            policy_files=self.policy_files,
            unread=self.unread,
        )


def read(source: PlanSource, request: AuditRequest, others: Others, audit_other: AuditFor) -> Ready:
    """Read a plan for an audit; RefusedInput where it, or what is asked of it, cannot be understood."""
    base, tree = source.directory, source.tree
    rules = load_rules_for(base, tree, request.policy)
    agreement = _agreement(source, request, rules)
    rules, known = (agreement.rules, agreement.known) if agreement is not None else (rules, rules.catalogue)
    files = files_of(source, rules)
    loaded = load_plan(files, known, rules.milestones)
    plan = loaded.plan
    milestone = _milestone(loaded, timeline(plan, rules.milestones), request)
    others.setdefault((plan_path(source.path), milestone), None)
    facts = gather(
        plan,
        rules.catalogue,
        base=base,
        tree=tree,
        own_files=frozenset(own_files(base, tree, files)),
        last_change=last_change_in(tree),
    )
    facts = facts if request.links is None else request.links(facts)
    authors = _flaws_of_words(source, request, loaded, agreement, rules)
    launches = dict(awaited_launches(plan, base, tree, others, audit_other))
    return Ready(
        source.name,
        plan,
        pinned(rules.catalogue, plan.checklists),
        rules.in_force(plan.launch.launch_class),
        facts._replace(launches=launches, authors=authors),
        milestone,
        files,
        rules,
        loaded,
        tuple(file for awaited in launches.values() for file in awaited.files),
        agreement.compared(loaded) if agreement is not None else None,
    )


def _agreement(source: PlanSource, request: AuditRequest, beside: Rules) -> Agreement | None:
    """Return what was agreed in the revision that a plan is held to; None where it is held to what lies beside it."""
    if request.policy_ref is None:
        return None
    from readycheck.app.agreement import Agreement  # noqa: PLC0415 - most are held to what lies beside them

    revised = source.at(request.policy_ref)
    return Agreement(revised, load_rules_for(source.directory, revised.tree, request.policy), beside)


def _flaws_of_words(
    source: PlanSource, request: AuditRequest, loaded: LoadedPlan, agreement: Agreement | None, rules: Rules
) -> dict[PlanPath, str] | None:
    """Return the words that their people have not written, by place; None where nobody asked.

    Held to a revision, people are known by their addresses there: a change brings none of its own.
    """
    if request.verification is None:
        return None
    from readycheck.app.authorship import Known  # noqa: PLC0415 - for those who verify authors only

    known = Known(loaded.plan.people, "under `people:`")
    if agreement is not None:
        known = Known(agreement.people(), f"under `people:` in {printable(str(request.policy_ref))}")
    return request.verification.flaws(source, loaded, rules.catalogue.titles, known)


def _milestone(loaded: LoadedPlan, times: Timeline, request: AuditRequest) -> str:
    """Return the milestone to audit; RefusedInput where the plan does not date it, or it cannot be moved so far."""
    path = ("launch", "milestones")
    if request.milestone is not None and request.milestone not in times.days:
        message = f"there is no milestone `{printable(request.milestone)}` to audit"
        help_ = f"the plan dates {', '.join(loaded.plan.launch.milestones)}"
        raise RefusedInput(loaded.document.problem(path, message, help_, key=True))
    milestone = request.milestone or times.next_on(request.as_of)
    day, first = times.days[milestone], times.earliest(milestone, request.as_of)
    if request.slip and day + timedelta(days=request.slip) < first:
        message = f"{milestone} on {day} cannot be moved by {request.slip} days"
        help_ = f"it can be on {first} at the earliest: {(first - day).days:+d} days"
        raise RefusedInput(loaded.document.problem((*path, milestone), message, help_))
    return milestone


def load_rules_for(base: Path, tree: Tree, given: Path | None) -> Rules:
    """Read the policy that applies to plans in `base`: the one given, else the nearest, else the built-in."""
    if given is not None and isinstance(tree, Disk):
        return load_rules(given, str(given), disk(given.parent))
    path = given.absolute() if given is not None else find_policy(base, tree)
    return load_shipped() if path is None else load_rules(path, tree.label(path), tree)


def why_unreadable(source: PlanSource, error: RefusedInput | OSError) -> tuple[Problem, ...]:
    """Return what to tell of a plan that could not be read."""
    if isinstance(error, RefusedInput):
        return error.problems
    # a path that the system does not take: too long, too deep, unreadable on the way
    why = f"cannot be read: {error.strerror or type(error).__name__}"
    return (Problem(Place(printable(source.name)), why, "check the path"),)


def exit_code(made: Report | PathToGreen | None, problems: tuple[Problem, ...]) -> ExitCode:
    """Return what a run comes to before any gate: a defect of ours, refused input, or nothing against it."""
    if made is not None and made.defects:
        return ExitCode.DEFECT
    return ExitCode.REFUSED if made is None or problems else ExitCode.PASSED


def last_change_in(tree: Tree) -> LastChange:
    """Return what knows when files of a tree were last changed, once it is asked."""

    @cache
    def history() -> LastChange:
        from readycheck.history.last_change import History  # noqa: PLC0415 - most plans say when a proof was made

        return History(tree)

    def last_change(path: Path) -> date:
        return history()(path)

    return last_change


def own_files(base: Path, tree: Tree, files: PlanFiles) -> Iterator[Path]:
    """Yield the files of a plan and its policy, links resolved: none of them proves anything."""
    for name in (*(Path(file.name).name for file in (files.main, *files.departments.values())), FILE_NAME):
        with suppress(Unreadable):
            yield tree.within(base / name)
