"""Commands to GitHub's runner: the worst gaps beside the lines that somebody must change, the rest counted.

The runner reads every line of a log; which of them are commands is decided here, and by no text of a plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from readycheck.audit.finding import rank, step_of
from readycheck.model.place import Place
from readycheck.model.report import Finding, Report
from readycheck.model.text import inert_in_logs, one_line, printable
from readycheck.model.vocabulary import Severity
from readycheck.reports.lines import caveats, inert_line
from readycheck.reports.location import in_repository
from readycheck.reports.options import Options
from readycheck.reports.refusal import Refusal, refusals
from readycheck.reports.wording import (
    COURSE,
    VERDICT,
    act_words,
    condition_words,
    countdown,
    deciding,
    listed,
    milestone_name,
    person_words,
)

#: GitHub shows so many annotations of a level in one step, and drops the others in silence.
MOST = 10
_LEVELS = {Severity.BLOCKER: "error", Severity.MAJOR: "warning"}
_WAIVED, _REFUSED = "waived", "refused"

#: A message is on one line already: no end of a line is left to be escaped.
_DATA = str.maketrans({"%": "%25"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return a line with course and verdict per plan, what is refused and the worst blockers as errors, the rest.

    Majors are warnings; minors, infos and waived gaps are counted only. `options` say where the repository lies.
    """
    refused = [found for report in reports for found in refusals(report)]
    errors = [_refusal(found, options) for found in refused[:MOST]]
    room = {Severity.BLOCKER: MOST - len(errors), Severity.MAJOR: MOST}
    gaps = rank(gap for report in reports for gap in report.gaps)
    said = [gap for severity, most in room.items() for gap in islice(_of(gaps, severity), most)]
    plain = [inert_line(line) for report in reports for line in _head(report)]
    left = Counter(map(_kind, gaps)) - Counter(map(_kind, said)) + Counter({_REFUSED: len(refused) - len(errors)})
    rest = [f"not annotated: {_counted(left)}; --format text --all lists every gap"] if left else []
    return "\n".join([*plain, *errors, *(_gap(gap, options) for gap in said), *rest]) + "\n"


def _of(gaps: Iterable[Finding], severity: Severity) -> Iterator[Finding]:
    return (gap for gap in gaps if _kind(gap) == severity)


def _kind(gap: Finding) -> str:
    return _WAIVED if gap.waived else gap.severity.value


def _counted(left: Counter[str]) -> str:
    said = {severity.value: f"{severity}{'s' if left[severity] != 1 else ''}" for severity in Severity}
    said |= {_WAIVED: _WAIVED, _REFUSED: _REFUSED}
    return ", ".join(f"{left[kind]} {words}" for kind, words in said.items() if left[kind])


def _head(report: Report) -> Iterator[str]:
    milestone = milestone_name(report.milestone)
    decides = listed([condition_words(condition) for condition in deciding(report)])
    yield (
        f"audit: {report.launch.name}: {milestone} {report.milestone_day} ({countdown(report)}): "
        f"{COURSE[report.course]}; {VERDICT[report.verdict]} if {milestone} were today ({report.as_of})"
        f"{f'; decided by {decides}' if decides else ''}"
    )
    yield from caveats(report)


def _gap(gap: Finding, options: Options) -> str:
    return _command(_LEVELS[gap.severity], gap.place, f"{gap.severity} {gap.item}", _message(gap), options)


def _refusal(refused: Refusal, options: Options) -> str:
    who = f"{person_words(refused.owner)}: " if refused.owner is not None else "Next: "
    message = one_line(f"{refused.reason}. {who}{refused.remedy}")
    return _command("error", refused.place, f"refused {refused.subject}", message, options)


def _command(level: str, where: Place, title: str, message: str, options: Options) -> str:
    file = in_repository(where.file, options)
    place = {"file": f"./{file}" if file.startswith("=") else file}  # the runner takes several = for one
    if where.line:
        place |= {"line": str(where.line), "col": str(where.column)}
    said = ",".join(
        f"{name}={printable(value).translate(_PROPERTY)}" for name, value in {**place, "title": title}.items()
    )
    command = f"{level} {said}::{message.translate(_DATA)}"
    return f"::{inert_in_logs(command)}"  # inert to the other runners, that is


def _message(gap: Finding) -> str:
    """Return what is missing, who acts by when, and how to begin, on one line."""
    how = step_of(gap)[1]
    begin = f" Next: {how}" if how and how != gap.reason else ""
    return one_line(f"{gap.title}: {act_words(gap)}.{begin}")
