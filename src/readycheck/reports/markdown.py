"""The page for the review meeting, in the Markdown that GitHub and GitLab both render.

Every word of a plan goes through `escape`. The only raw HTML is `<details>`, written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readycheck.model.number import percent
from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Course, Decision
from readycheck.reports.agenda import footings, footings_title, topics
from readycheck.reports.between import Grid, falls_sentence, grids
from readycheck.reports.dates import date_grids
from readycheck.reports.day import by_words, long_day, short_day, until_words
from readycheck.reports.markup import escape, heading, table
from readycheck.reports.obligation import obligation_grids
from readycheck.reports.options import Options
from readycheck.reports.wording import (
    COURSE,
    DECIDED,
    VERDICT,
    blockers_ok,
    blockers_sentence,
    countdown,
    decided_last,
    defects_sentence,
    departments_shown,
    earliest_sentence,
    figures_words,
    gaps_title,
    gaps_words,
    headline_left,
    headline_title,
    holder_words,
    left_out,
    listed,
    milestone_name,
    milestones_words,
    person_words,
    pressing_words,
    says_words,
    state_words,
    watch_words,
    why_words,
)


def render(report: Report, options: Options) -> str:
    """Return the page. `options` change nothing: the same report gives the same bytes everywhere."""
    del options
    return joined(sections(report))


class Section(NamedTuple):
    """A part of the page that stands or is left out as a whole."""

    name: str
    """What it is called where it is left out."""
    text: str


def joined(parts: Iterable[Section]) -> str:
    """Return parts as one page."""
    return "\n\n".join(part.text for part in parts) + "\n"


def sections(report: Report) -> tuple[Section, ...]:
    """Return the parts that have something to say: the head first, the list of all gaps and the foot last."""
    page = _Page(report)
    parts = (
        ("the head", page.head()),
        ("what to decide", page.to_decide()),
        ("what to do first", page.first()),
        ("what is not as agreed", page.agreed()),
        ("what changed", page.changes()),
        ("the most pressing gaps", page.gaps()),
        ("the dates", page.dates()),
        ("what the milestone demands", page.conditions()),
        ("the departments", page.departments()),
        ("what lies between departments", page.between()),
        ("what a go rests on", page.exceptions()),
        ("what is still owed", page.obligations()),
        ("what was decided before", page.decisions()),
        ("what is left out of the count", page.left_out()),
        ("how this audit differs from the default", page.rules()),
        ("what to mend in the plan", page.notices()),
        ("the list of all gaps", page.appendix()),
        ("the foot", page.foot()),
    )
    made = (Section(name, "\n".join(lines)) for name, lines in parts)
    return tuple(section for section in made if section.text)


class _Page:
    """The parts of one page. A part that has nothing to say yields nothing."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._milestone = escape(milestone_name(report.milestone))

    def head(self) -> Iterator[str]:
        report, launch = self._report, self._report.launch
        yield f"# {escape(launch.name)}: launch review, {long_day(report.as_of)} ({countdown(report)})"
        yield ""
        if launch.summary:
            yield f"{escape(launch.summary)}  "
        yield (
            f"**{self._milestone} {long_day(report.milestone_day)}: {COURSE[report.course]}.** "
            f"If {self._milestone} were today: **{VERDICT[report.verdict]}**.  "
        )
        falls = falls_sentence(report)
        if falls:
            yield f"**{escape(falls)}**  "
        yield f"{blockers_sentence(report.blockers)}  "
        first = earliest_sentence(report.earliest, report.milestone, report.milestone_day, report.as_of)
        yield f"{escape(first)}  "
        for made in decided_last(report):
            yield f"Decided {long_day(made.dated)} by {escape(made.by.name)}: **{DECIDED[made.decision]}**.  "
        if launch.meeting:
            chair = f", chaired by {escape(launch.chair.name)}" if launch.chair else ""
            yield f"Go/no-go meeting: **{long_day(launch.meeting)}**{chair}.  "
        sponsor = f"sponsor {escape(launch.sponsor.name)}" if launch.sponsor else "no sponsor"
        yield f"Owner {escape(launch.owner.name)} · {sponsor} · class {launch.launch_class}."
        for unread in report.unread:
            yield ""
            yield f"**Not read: {escape(unread)}.** Its answers are missing on this page."
        if report.defects:
            yield ""
            yield f"**{escape(defects_sentence(report))}**"
        if report.shown:
            yield ""
            yield f"Shown here: {escape(report.shown)}. Figures are over everything."

    def to_decide(self) -> Iterator[str]:
        found = [*topics(self._report)]
        if found:
            yield "## To decide in this meeting"
            yield ""
        for number, topic in enumerate(found, start=1):
            question = f"**{escape(topic.question)}**" if topic.question else ""
            yield f"{number}. {' '.join(filter(None, (question, escape(topic.detail))))}"

    def first(self) -> Iterator[str]:
        report = self._report
        if report.first:
            yield "## To do first"
            yield ""
        for number, step in enumerate(report.first, start=1):
            how = f" {escape(step.how)}" if step.how else ""
            who = escape(person_words(step.who))
            yield f"{number}. **{who}** {escape(step.what)}, {until_words(step.by, report.as_of)}.{how}"

    def agreed(self) -> Iterator[str]:
        if self._report.agreed is None:
            return
        from readycheck.reports.agreed import sheet_of  # noqa: PLC0415 - most are held to what lies beside the plan

        sheet = sheet_of(self._report.agreed)
        yield f"## {heading(sheet.title)}"
        yield ""
        yield escape(sheet.answer)
        if sheet.rows:
            yield ""
        for row in sheet.rows:
            what = f"**{escape(row.what)}** (easier)" if row.eases else escape(row.what)
            yield f"- {what}, {escape(str(row.place))}"

    def changes(self) -> Iterator[str]:
        if self._report.changes is None:
            return
        from readycheck.reports.changes import sheet_of  # noqa: PLC0415 - most audits are compared with nothing
        from readycheck.reports.diff import section  # noqa: PLC0415

        sheet = sheet_of(self._report.changes)
        yield f"## {heading(sheet.title)}"
        yield ""
        yield f"**{escape(sheet.counts)}**  "
        yield from section(sheet)

    def gaps(self) -> Iterator[str]:
        report = self._report
        more = headline_left(report)
        shown = f": the {len(report.headline)} most pressing" if more else ""
        yield f"## {headline_title(report).removesuffix('.')}{shown}"
        if report.headline:
            yield ""
            yield from table(("item", "severity", "why", "who", "by"), map(self._gap, report.headline))

    def _gap(self, gap: Finding) -> tuple[str, ...]:
        assert gap.timing is not None  # noqa: S101 - gaps have a timing
        by = by_words(gap.timing.by, self._report.as_of)
        return (escape(gap.item), gap.severity, escape(why_words(gap)), escape(holder_words(gap)), by)

    def conditions(self) -> Iterator[str]:
        report = self._report
        yield f"## What {self._milestone} demands"
        yield ""
        rows = (
            (
                f"**{escape(condition.name)}**" if condition.decided else escape(condition.name),
                escape(condition.demand),
                escape(condition.value),
                state_words(condition),
                "holds" if condition.holds_on_course else "fails",
            )
            for condition in report.conditions
        )
        yield from table(("condition", "demand", "now", "today", "if the plan is kept"), rows)
        yield ""
        yield f"{figures_words(report.figures)}  "
        yield f"If each milestone were today: {escape(milestones_words(report))}."
        if report.undecided:
            yield ""
            yield f"These answers would decide it: {escape(listed(report.undecided))}."

    def departments(self) -> Iterator[str]:
        yield "## Departments"
        yield ""
        rows = []
        for department in departments_shown(self._report):
            word = department.sign_off
            says = f"**{says_words(word)}**" if word.decision is Decision.NO_GO else says_words(word)
            rows.append(
                (
                    escape(department.title),
                    escape(department.lead.name) if department.lead else "**nobody**",
                    says,
                    percent(department.figures.proven),
                    percent(department.figures.planned),
                    f"{department.blockers_ok} of {department.blockers}",
                    escape(watch_words(department)),
                )
            )
        figures = self._report.figures
        rows.append(
            (
                "**all**",
                "",
                "",
                f"**{percent(figures.proven)}**",
                f"**{percent(figures.planned)}**",
                f"**{blockers_ok(self._report)}**",
                "",
            )
        )
        head = ("department", "lead", "says", "proven", "on course", "blockers ok", "watch")
        yield from table(head, rows, numbers=(3, 4, 5))

    def dates(self) -> Iterator[str]:
        return self._grids(date_grids(self._report))

    def obligations(self) -> Iterator[str]:
        return self._grids(obligation_grids(self._report))

    def _grids(self, tables: Iterator[Grid]) -> Iterator[str]:
        for number, grid in enumerate(tables):
            yield from [""] if number else []
            yield f"## {heading(grid.title)}"
            yield ""
            yield from table(grid.head, (map(escape, row) for row in grid.rows))

    def between(self) -> Iterator[str]:
        for number, grid in enumerate(grids(self._report)):
            yield from ["## Between departments", ""] if number == 0 else [""]
            yield f"### {heading(grid.title)}"
            yield ""
            yield from table(grid.head, (map(escape, row) for row in grid.marked))
            if grid.notes:
                yield ""
                yield from (f"- {escape(note)}" for note in grid.notes)

    def exceptions(self) -> Iterator[str]:
        rows = [
            (
                escape(footing.subject),
                escape(footing.kind),
                f"**no effect**: {escape(footing.text)}" if footing.void else escape(footing.text),
                escape(footing.who.name) if footing.who else "**nobody named**",
                short_day(footing.until) if footing.until else "–",
            )
            for footing in footings(self._report)
        ]
        if rows:
            yield f"## {footings_title(self._report)}"
            yield ""
            yield from table(("item", "kind", "what must hold", "who", "until"), rows)

    def decisions(self) -> Iterator[str]:
        if not self._report.decisions:
            return
        yield "## Decided before"
        yield ""
        for made in self._report.decisions:
            despite = f", despite {', '.join(map(escape, made.despite))}" if made.despite else ""
            name = escape(milestone_name(made.milestone))
            yield f"- {name}: {DECIDED[made.decision]} on {long_day(made.dated)} by {escape(made.by.name)}{despite}"

    def left_out(self) -> Iterator[str]:
        exempt = left_out(self._report)
        if exempt:
            yield "## Left out of the count"
            yield ""
            yield from (f"- {escape(found.item)}: {escape(found.reason or 'no reason given')}" for found in exempt)

    def rules(self) -> Iterator[str]:
        if not self._report.departures:
            return
        yield "## How this audit differs from the default"
        yield ""
        for departure in self._report.departures:
            yield f"- {escape(departure.what)}: {escape(departure.detail)}"

    def notices(self) -> Iterator[str]:
        report = self._report
        others = [notice for notice in report.notices if not notice.first_screen]
        if not others and not report.newer:
            return
        yield "## To mend in the plan"
        yield ""
        for notice in others:
            yield f"- {escape(notice.message)} ({escape(notice.place.file)}, line {notice.place.line})"
        if report.newer:
            yield f"- newer than the pinned checklists, not counted: {', '.join(map(escape, report.newer))}"

    def appendix(self) -> Iterator[str]:
        report = self._report
        if not report.gaps:
            return
        yield "<details>"
        yield f"<summary>{gaps_title(report)}, most pressing first</summary>"
        yield ""
        rows = (
            (
                *self._gap(gap),
                "yes" if gap.planned else "no",
                escape(pressing_words(gap)),
                f"{escape(gap.place.file)}:{gap.place.line}",
            )
            for gap in report.gaps
        )
        yield from table(("item", "severity", "why", "who", "by", "on course", "why here", "place"), rows)
        yield ""
        yield "</details>"

    def foot(self) -> Iterator[str]:
        report = self._report
        digest = report.sources[0].sha256[:12] if report.sources else "none"
        state = "" if report.course is not Course.UNREACHABLE else " · no plan reaches this date"
        yield (
            f"*As of {report.as_of} UTC · readycheck {report.tool_version} · checklists {report.checklists_version} · "
            f"policy {escape(report.policy_name)} sha256 {report.policy_sha256[:12]} · "
            f"{gaps_words(len(report.gaps))} · plan sha256 {digest}{state}*"
        )
