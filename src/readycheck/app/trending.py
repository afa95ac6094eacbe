"""Audit a plan again at each revision of its history, by the policy and the checklists of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from readycheck import __version__
from readycheck.app.auditing import audit_of_others
from readycheck.app.dependencies import awaited_launches
from readycheck.app.reading import AuditRequest, last_change_in, load_rules_for, own_files
from readycheck.app.source import PlanSource, files_of
from readycheck.app.spreading import spread
from readycheck.audit.point import point
from readycheck.audit.standing import Terms, terms, under
from readycheck.documents.catalogue import pinned
from readycheck.documents.checked import Checked
from readycheck.documents.parts import Parts
from readycheck.documents.plan import LoadedPlan, load_plan
from readycheck.documents.policy import Rules
from readycheck.errors import RefusedInput, UsageError
from readycheck.evidence import Content, gather
from readycheck.git import Commit
from readycheck.history.revision import Repository
from readycheck.model.text import printable
from readycheck.model.trend import Step, Trend
from readycheck.model.vocabulary import LaunchClass


def trend(source: PlanSource, request: AuditRequest, since: date | None, told: Callable[[int], None]) -> Trend:
    """Return the way of a plan to the last commit; `told` is called with the number of revisions, then at each.

    Each revision is audited as of the day on which it was committed, with the proofs that it held. UsageError where
    there is no history; a revision that cannot be audited is a step without a point.
    """
    rules = load_rules_for(source.directory, source.tree, request.policy)
    repository = Repository(source.tree.root)
    head = repository.git.commit("HEAD")
    paths = [path.relative_to(source.tree.root).as_posix() for path in source.files(rules.catalogue.titles)]
    commits = [commit for commit in repository.git.commits(head, paths) if since is None or commit.day >= since]
    if not commits:
        when = f" since {since}" if since is not None else ""
        hint = "commit it first; in CI, check out the whole history (fetch-depth: 0)"
        raise UsageError(f"{printable(source.name)} has no revisions{when}", hint=hint)
    told(len(commits))

    def audit_each(share: Sequence[Commit]) -> Iterator[tuple[str, Step]]:
        return _Revisions(source, request, rules).each(share)

    done = spread(audit_each, commits, lambda: told(0))
    names = [name for name, _ in done if name]
    return Trend(
        __version__,
        printable(source.name),
        names[-1] if names else printable(source.name),
        rules.name,
        rules.catalogue.version,
        tuple(step for _, step in done),
    )


class _Revisions:
    """Audits revisions of one plan; what they have in common is read once."""

    def __init__(self, source: PlanSource, request: AuditRequest, rules: Rules) -> None:
        self._source, self._request, self._rules = source, request, rules
        self._repository = Repository(source.tree.root)
        self._parse, self._checked = Parts().parse, Checked()
        self._terms = cache(self._terms_of)
        self._known: dict[str, Content] = {}

    def each(self, commits: Sequence[Commit]) -> Iterator[tuple[str, Step]]:
        """Yield the launch's name (empty where there is none) and the step, for each commit."""
        for commit in commits:
            try:
                yield self._audited(commit)
            except (RefusedInput, OSError) as error:
                why = error.message if isinstance(error, RefusedInput) else str(error)
                yield "", Step(commit.identity, commit.day, None, why)

    def _audited(self, commit: Commit) -> tuple[str, Step]:
        tree = self._repository.at(commit.identity)
        source = PlanSource(tree.label(self._source.path), self._source.path, revision=tree)
        rules = self._rules
        files = files_of(source, rules)
        loaded = load_plan(
            files, rules.catalogue, rules.milestones, past=True, parse=self._parse, checked=self._checked
        )
        plan, base, day = loaded.plan, source.directory, commit.day
        own = frozenset(own_files(base, tree, files))
        facts = gather(
            plan,
            rules.catalogue,
            base=base,
            tree=tree,
            own_files=own,
            last_change=last_change_in(tree),
            known=self._known,
        )
        launches = awaited_launches(plan, base, tree, {}, audit_of_others(source, AuditRequest(day), {}))
        terms = self._terms(plan.checklists, plan.launch.launch_class)
        inputs = under(terms, plan, facts._replace(launches=dict(launches)), day)
        milestone = self._request.milestone or inputs.timeline.next_on(inputs.as_of)
        if milestone not in inputs.timeline.days:
            return plan.launch.name, Step(commit.identity, day, None, f"{milestone} has no date")
        problem = _unread(loaded)
        return plan.launch.name, Step(commit.identity, day, point(inputs, milestone), problem)

    def _terms_of(self, version: str | None, launch_class: LaunchClass) -> Terms:
        rules = self._rules
        return terms(pinned(rules.catalogue, version), rules.in_force(launch_class))


def _unread(loaded: LoadedPlan) -> str:
    return f"without {', '.join(loaded.unread)}, which cannot be read" if loaded.unread else ""
