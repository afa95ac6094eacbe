"""`--online`: what opens the links of plans. Nothing that knows of a network is imported without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from readycheck.cli.day import day_of
from readycheck.cli.progress import progress
from readycheck.errors import UsageError
from readycheck.model.facts import Facts

#: From how many links on their progress is shown: one may take ten seconds.
_MANY = 2


def opener(*, online: bool, quiet: bool) -> Callable[[Facts], Facts] | None:
    """Return what opens the links of plans; None where that is not asked, UsageError where it is not installed."""
    if not online:
        return None
    try:
        from readycheck.evidence.online import Links, internet  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'readycheck-cli[online]'"
        raise UsageError("opening links needs the packages urllib3 and idna", hint=hint) from None
    return Links(internet(), day_of(None), watch=partial(progress, "opening links", quiet=quiet, many=_MANY))
