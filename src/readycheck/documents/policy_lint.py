"""What a good policy is: its demands can fail, and can hold; what it says changes something.

Errors are policies with which no audit means anything: everything passes, or nothing ever can. Warnings are lines
that do not do what they seem to. What cannot be read as a policy at all is refused before (`policy`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from readycheck.documents.layer import Layer
from readycheck.documents.lint import Lint
from readycheck.documents.origin import sayings
from readycheck.documents.policy import Rules
from readycheck.documents.tailoring_lint import lint_items
from readycheck.model.checklist import Item
from readycheck.model.number import percent, plain
from readycheck.model.place import PlanPath, Problem
from readycheck.model.policy import KEYS, Limit, Policy, in_force
from readycheck.model.vocabulary import LaunchClass, Measure, Requirement, Severity

#: A waiver that may run for longer than this hardly ends.
LONGEST_WAIVER_DAYS = 366
_WEIGHTY = (Severity.BLOCKER, Severity.MAJOR, Severity.MINOR)


def lint_policy(rules: Rules) -> Lint:
    """Check the company's own policy and what it extends; problems by place, each once."""
    errors: set[Problem] = set(_nothing_in_force(rules))
    warnings: set[Problem] = {*lint_items(rules), *_same_as_default(rules)}
    for launch_class in LaunchClass:
        policy = rules.in_force(launch_class)
        errors |= {*_demands_nothing(rules, policy, launch_class), *_cannot_hold(rules, policy, launch_class)}
        warnings |= set(_warnings(rules, policy, launch_class))
    return Lint(tuple(sorted(errors)), tuple(sorted(warnings)))


def _problem(
    rules: Rules, key: str, launch_class: LaunchClass, message: str, help_: str, *inside: str | int
) -> Iterator[Problem]:
    """Yield a problem with what decides a key; none where that is the built-in policy."""
    layer, path = next(sayings(rules, key, launch_class), (None, ()))
    if layer is not None and layer.document is not None:
        yield layer.document.problem((*path, *inside), message, help_)


# ---------------------------------------------------------------- everything passes, or nothing can
def _nothing_in_force(rules: Rules) -> Iterator[Problem]:
    layer = next((layer for layer in reversed(rules.layers) if layer.policy.shipped_checklists is False), None)
    if layer and layer.document and not rules.catalogue.items:
        help_ = "name your own under `checklists:`"
        yield layer.document.problem(("shipped_checklists",), "no checklist is in force", help_)


def _demands_nothing(rules: Rules, policy: Policy, launch_class: LaunchClass) -> Iterator[Problem]:
    if any(policy.require.of(severity) is not Requirement.ANY for severity in _WEIGHTY):
        return
    if any(_why_no_fail(rules, policy, limit) is None for limit in policy.limits):
        return
    if policy.signoffs in {"none", ()}:
        message = f"nothing is demanded of a {launch_class} launch: every plan is a go"
    else:
        message = f"nothing is demanded of the items of a {launch_class} launch: sign-offs alone decide"
    help_ = "require something of blockers at least, such as `require: {blocker: waived}`"
    yield from _problem(rules, "require", launch_class, message, help_)


def _cannot_hold(rules: Rules, policy: Policy, launch_class: LaunchClass) -> Iterator[Problem]:
    """Yield limits on what does not apply that the items left out exceed already, whatever a plan says."""
    shares = (limit for limit in policy.limits if limit.measure is Measure.NOT_APPLICABLE_SHARE)
    concerned = [
        item
        for item in rules.catalogue.items
        if not item.spec.applies.classes or launch_class in item.spec.applies.classes
    ]
    for limit in shares:
        part_of = _part_of(limit)
        for part in dict.fromkeys(map(part_of, concerned)):
            items = [item for item in concerned if part_of(item) == part]
            dropped = [item for item in items if item.dropped and not item.spec.applies.profile]
            share = _share(dropped, items, policy)
            if share > limit.bound:
                message = (
                    f"no {launch_class} launch can be a go: {percent(share)} of {part} is dropped, "
                    f"and at most {plain(limit.bound)} % may be not applicable"
                )
                yield from _at_tailoring(rules, dropped, message, "drop fewer items, or give limits that allow it")


def _part_of(limit: Limit) -> Callable[[Item], str]:
    match limit.of:
        case "each_department":
            return lambda item: item.department
        case "each_stage":
            return lambda item: item.spec.stage.value
        case _:
            return lambda _: "everything"


def _share(some: list[Item], every: list[Item], policy: Policy) -> Fraction:
    """Return the share of some items in the weight of all, in per cent."""
    weight = sum((policy.weights.of(item.spec.severity) for item in every), Fraction(0))
    part = sum((policy.weights.of(item.spec.severity) for item in some), Fraction(0))
    return 100 * part / weight if weight else Fraction(0)


def _at_tailoring(rules: Rules, items: list[Item], message: str, help_: str) -> Iterator[Problem]:
    """Yield a problem at the first line that tailors one of the items."""
    ids = {item.id for item in items}
    for layer in reversed(rules.layers):
        for name in layer.written_tailoring:
            if layer.document and rules.catalogue.renamed.get(name, name) in ids:
                yield layer.document.problem(("tailoring", name), message, help_, key=True)
                return


# ---------------------------------------------------------------- demands that do not do what they seem to
def _warnings(rules: Rules, policy: Policy, launch_class: LaunchClass) -> Iterator[Problem]:
    for index, limit in enumerate(policy.limits):
        why = _why_no_fail(rules, policy, limit) or _why_shadowed(policy.limits, index)
        if why:
            help_ = "delete it, or make it stricter"
            yield from _problem(rules, "limits", launch_class, f"this limit never decides: {why}", help_, index)
    if policy.weights.major == 0:
        message, help_ = "majors weigh nothing, so that no figure sees them", "give them a weight, such as 5"
        yield from _problem(rules, "weights", launch_class, message, help_, "major")
    if policy.waiver_max_days > LONGEST_WAIVER_DAYS:
        message = f"a waiver may run for {policy.waiver_max_days} days, which is hardly an exception"
        yield from _problem(rules, "waiver_max_days", launch_class, message, "allow at most a year")
    yield from _sign_offs(rules, policy, launch_class)
    for index, milestone in enumerate(policy.milestones):
        if all(item.spec.milestone != milestone for item in rules.catalogue.items):
            message = f"no item has the milestone `{milestone}`, so that it asks for nothing of its own"
            help_ = "give it to items, here under `tailoring:` or in your checklists"
            yield from _problem(rules, "milestones", launch_class, message, help_, index)


def _sign_offs(rules: Rules, policy: Policy, launch_class: LaunchClass) -> Iterator[Problem]:
    if policy.signoffs == "departments_with_blockers":
        if all(item.spec.severity is not Severity.BLOCKER for item in rules.catalogue.items):
            message, help_ = "nobody is asked to sign off: no item is a blocker", "list departments, or write none"
            yield from _problem(rules, "signoffs", launch_class, message, help_)
        return
    for index, department in enumerate(policy.signoffs if isinstance(policy.signoffs, tuple) else ()):
        if department not in rules.catalogue.titles:
            message = f"`{department}` must sign off, and no checklist of it is in force"
            help_ = f"name departments that answer items: {', '.join(rules.catalogue.titles)}"
            yield from _problem(rules, "signoffs", launch_class, message, help_, index)


def _why_no_fail(rules: Rules, policy: Policy, limit: Limit) -> str | None:
    """Return why a limit holds whatever a plan says; None where it can fail."""
    if limit.measure is not Measure.WAIVERS:
        everything = 100 if limit.measure.has_ceiling else 0
        return f"no share is {'above' if everything else 'below'} {everything} %" if limit.bound == everything else None
    severity = Severity(limit.of or "")
    requirement = policy.require.of(severity)
    if requirement not in {Requirement.WAIVED, Requirement.EXPLAINED}:
        return f"`require` says {requirement} of {severity}s, so that no waiver is counted"
    many = sum(item.spec.severity is severity and not item.dropped for item in rules.catalogue.items)
    return f"of {severity}s there are not more than {many}" if many <= limit.bound else None


def _why_shadowed(limits: tuple[Limit, ...], index: int) -> str | None:
    """Return which other limit on the same figure decides before this one; None where there is none."""
    limit = limits[index]
    for position, other in enumerate(limits):
        if position == index or (other.measure, other.of) != (limit.measure, limit.of):
            continue
        stricter = other.bound < limit.bound if limit.measure.has_ceiling else other.bound > limit.bound
        if stricter or (other.bound == limit.bound and position < index):
            return f"another on the same figure says {plain(other.bound)}"
    return None


def _same_as_default(rules: Rules) -> Iterator[Problem]:
    """Yield what a class is given that it would have anyway."""
    for position, layer in enumerate(rules.layers):
        for launch_class, demands in layer.policy.classes.items():
            given = [key for key in KEYS if getattr(demands, key, None) is not None]
            before = rules.policies[: position + 1]
            others = {name: said for name, said in layer.policy.classes.items() if name is not launch_class}
            without = in_force((*before, layer.policy.model_copy(update={"classes": others})), launch_class)
            same = [key for key in given if getattr(demands, key) == getattr(without, key)]
            yield from _needless(layer, ("classes", launch_class.value), given, same)


def _needless(layer: Layer, path: PlanPath, given: list[str], same: list[str]) -> Iterator[Problem]:
    if layer.document is None:
        return
    message, help_ = "this changes nothing: it is so without it", "delete it"
    for place in [(*path, key) for key in same] if given else [path]:
        yield layer.document.problem(place, message, help_, key=True)
