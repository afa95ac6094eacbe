"""What it takes for a trial (a touchpoint tested, a journey walked) to count. No rule kind of its own."""

from __future__ import annotations

from readycheck.model.place import PlanPath
from readycheck.model.plan.entry import Trial
from readycheck.model.vocabulary import Audience
from readycheck.rules.interface import Subject


def flaw_of_trial(
    trial: Trial | None, path: PlanPath, subject: Subject, *, max_age_days: int, audiences: tuple[Audience, ...] = ()
) -> str | None:
    """Return why a trial at `path` does not count, as `was tested …`; None where it does."""
    what = str(path[-1])
    if trial is None:
        return f"has not been {what}"
    flaw = subject.flaw_of_day(trial.dated, max_age_days)
    if flaw is not None:
        return f"was {what}, but that {flaw}"
    if audiences and trial.audience not in audiences:
        return f"was {what} with {trial.audience}, not with {' or '.join(audiences)}"
    flaw = subject.flaw_of_proof((*path, "evidence"))
    return f"was {what}, but {flaw}" if flaw is not None else None
