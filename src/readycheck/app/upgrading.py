"""Raise the version of the checklists that a plan is pinned to: what that comes to, then the files that say so."""

from __future__ import annotations

from typing import NamedTuple

from readycheck.app.auditing import audit_ready, read_plan_for
from readycheck.app.reading import AuditRequest, Ready, why_unreadable
from readycheck.app.saving import save
from readycheck.app.source import PlanSource
from readycheck.audit.upgrade import upgrade
from readycheck.documents.catalogue import pinned
from readycheck.documents.pin import Renaming, renamings, with_pin
from readycheck.errors import RefusedInput, UsageError
from readycheck.model.checklist import Catalogue, version_key
from readycheck.model.text import printable
from readycheck.model.upgrade import Upgrade


class Raised(NamedTuple):
    """A plan whose pin may be raised, and what that comes to."""

    ready: Ready
    """The plan as it is."""
    upgrade: Upgrade
    renamings: tuple[Renaming, ...]
    defect: bool
    """Whether a rule crashed under either version."""


def weigh(source: PlanSource, request: AuditRequest, to: str | None) -> Raised:
    """Audit a plan under its pin and under the version asked for (default: the newest).

    RefusedInput where it cannot be audited; UsageError where there is no such version, or it takes items out.
    """
    try:
        ready = read_plan_for(source, request)
    except OSError as error:
        raise RefusedInput(*why_unreadable(source, error)) from None
    newest = ready.rules.catalogue
    version = _version(newest, ready.plan.checklists, to)
    raised = ready._replace(plan=ready.plan.changed(checklists=version), catalogue=pinned(newest, version))
    before, after = audit_ready(request, ready), audit_ready(request, raised)
    found = renamings(ready.loaded.document, newest)
    names = tuple(renaming.told(ready.loaded.document) for renaming in found)
    made = upgrade(before, after, ready.policy.weights, pin=ready.plan.checklists, old_names=names)
    return Raised(ready, made, found, bool(before.defects or after.defects))


def _version(catalogue: Catalogue, pin: str | None, to: str | None) -> str:
    """Return the version to raise a pin to; UsageError where it cannot be."""
    if not catalogue.shipped:
        hint = "own checklists are always in force as they are"
        raise UsageError("the policy leaves the shipped checklists out: there is nothing to pin", hint=hint)
    known = catalogue.versions
    version = known[-1] if to is None else to
    if version not in known:
        hint = f"there are {', '.join(known)}; a newer readycheck may bring others"
        raise UsageError(f"--to {printable(version)}: the shipped checklists have no such version", hint=hint)
    start = known[-1] if pin is None else pin
    if version_key(version) < version_key(start):
        kept = {item.id for item in pinned(catalogue, version).items}
        left = [item.id for item in pinned(catalogue, start).items if item.id not in kept]
        message = f"--to {version} is older than {start}, which counts now: {', '.join(left)} would leave the count"
        raise UsageError(message, hint="a pin is only raised here; change `checklists:` by hand if everybody agrees")
    return version


def write(source: PlanSource, raised: Raised) -> tuple[str, ...]:
    """Write the version, and today's names of items, into the plan's files; return the names of those that changed.

    RefusedInput where a file cannot be edited exactly, or was changed since it was read; OutputError where it cannot
    be written.
    """
    ready = raised.ready
    return save(source, ready.files, with_pin(ready.files, ready.loaded, raised.upgrade.to, raised.renamings))
