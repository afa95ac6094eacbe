"""Text for a terminal: the first screen of 24 lines answers the meeting's questions, the rest explains.

The plan's own words reach rich only as plain `Text`, so that no markup in them is obeyed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from readycheck.model.headline import HEADLINE
from readycheck.model.number import percent, tenths
from readycheck.model.report import DepartmentResult, Report
from readycheck.model.text import inert_in_logs, unseen_replaced
from readycheck.model.vocabulary import Course, Decision, Verdict
from readycheck.reports.between import Grid, falls_sentence, grids
from readycheck.reports.dates import date_grids
from readycheck.reports.day import by_words, short_day, until_words, weekday
from readycheck.reports.obligation import TITLE, obligation_sentence, owed
from readycheck.reports.options import Options
from readycheck.reports.rows import NARROW, fit, gap_row, grid_lines, holds_up_another, reliance_row, table, wrap
from readycheck.reports.wording import (
    COURSE,
    DECIDED,
    DECISION,
    VERDICT,
    accepted_now,
    blockers_sentence,
    condition_words,
    countdown,
    decided_last,
    deciding,
    defects_sentence,
    departments_shown,
    earliest_sentence,
    headline_left,
    headline_title,
    kind_words,
    left_out,
    milestone_name,
    person_words,
    pressing_words,
)

#: Lines of the first screen: a terminal of 24 lines, one of which is the prompt.
FIRST_SCREEN = 23

#: Symbols of ours for a screen that has none beyond ASCII.
_IN_ASCII = str.maketrans({"·": "|", "…": "~", "–": "-", "→": ">", "“": '"', "”": '"'})
_GOOD, _FAIR, _BAD = "bold green", "bold yellow", "bold red"
_VERDICT_STYLE = {
    Verdict.GO: _GOOD,
    Verdict.GO_WITH_CONDITIONS: _FAIR,
    Verdict.UNDECIDED: _FAIR,
    Verdict.NO_GO: _BAD,
}
_COURSE_STYLE = {Course.ON_COURSE: _GOOD, Course.OFF_COURSE: _FAIR, Course.UNREACHABLE: _BAD}


def render(report: Report, options: Options) -> str:
    """Return the report as lines of at most `options.width` columns."""
    layout = _Layout(report, options)
    head, tail = [*layout.head()], [*layout.tail()]
    shown = [*layout.table(None if options.all_gaps else FIRST_SCREEN - len(head) - len(tail) - layout.has_footnote)]
    return _print([*head, *shown, *tail, *layout.rest()], options)


def _print(lines: list[Text], options: Options) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=options.width,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        legacy_windows=False,
        _environ={},
    )
    for line in lines:
        line.rstrip()
        line.plain = inert_in_logs(unseen_replaced(" ".join(line.plain.splitlines())))
        console.print(line, no_wrap=True, overflow="ellipsis", crop=True, highlight=False, soft_wrap=False)
    return out.getvalue().translate(_IN_ASCII) if options.ascii_only else out.getvalue()


class _Layout:
    """The parts of one report for one width."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._width = options.width
        self._dot = "|" if options.ascii_only else "·"
        self._bar = ("#", "-") if options.ascii_only else ("█", "░")

    # ------------------------------------------------------------ the first screen
    def head(self) -> Iterator[Text]:
        report, dot = self._report, self._dot
        milestone = milestone_name(report.milestone)
        when = f" {dot} {milestone} {weekday(report.milestone_day)} {dot} {countdown(report)} {dot} as of "
        when += f"{weekday(report.as_of)} (UTC)"
        name = report.launch.name
        if cell_len(name) + len(when) > self._width:
            name = fit(name, max(self._width - len(when), 10))
        yield Text(f"{name}{when}", style="bold")
        yield Text("")
        answer = Text(" ")
        answer.append(COURSE[report.course].upper(), _COURSE_STYLE[report.course])
        question = f"If {milestone} were today: "
        gap = max(4, self._width // 2 - len(answer))
        if len(answer) + gap + len(question) + len(VERDICT[report.verdict]) > self._width:
            yield answer
            answer = Text(" ")
        else:
            answer.append(" " * gap)
        answer.append(question)
        answer.append(VERDICT[report.verdict].upper(), _VERDICT_STYLE[report.verdict])
        yield answer
        yield from self._paragraph(falls_sentence(report), 3 if self._width >= NARROW else 1, _BAD)
        meeting = f" Go/no-go {short_day(report.launch.meeting)}." if report.launch.meeting else ""
        first = earliest_sentence(report.earliest, report.milestone, report.milestone_day, report.as_of)
        yield from self._paragraph(
            f"{blockers_sentence(report.blockers)}{meeting} {first}", 4 if self._width >= NARROW else 3
        )
        decides = f" {dot} ".join(condition_words(condition) for condition in deciding(report))
        if decides:
            yield from self._paragraph(f"Decides: {decides}", 2 if self._width >= NARROW else 1)
        for made in decided_last(report):
            yield from self._paragraph(f"Decided {short_day(made.dated)}: {DECIDED[made.decision]} ({made.by.name})", 1)
        if report.unread:
            yield from self._paragraph(f"NOT READ, answers missing here: {', '.join(report.unread)}", 2, _BAD)
        if report.defects:
            yield from self._paragraph(defects_sentence(report), 2, _BAD)
        if report.shown:
            yield from self._paragraph(f"Shown: {report.shown}", 1)
        yield Text("")

    def table(self, room: int | None) -> Iterator[Text]:
        """Yield the gaps, or where it is a go what it rests on; at most `room` lines."""
        report = self._report
        if room is None and report.gaps:
            yield from table("Every gap", [gap_row(gap, report) for gap in report.gaps], self._width, None)
        elif room is not None and report.verdict.is_go and report.reliances:
            rows = [reliance_row(reliance) for reliance in report.reliances[:HEADLINE]]
            yield from table("A go rests on", rows, self._width, room)
        elif report.headline:
            rows = [gap_row(gap, report) for gap in report.headline]
            yield from table(headline_title(report), rows, self._width, room, headline_left(report))
        else:
            yield Text(f" {headline_title(report)}")

    def tail(self) -> Iterator[Text]:
        notices = [notice for notice in self._report.notices if notice.first_screen]
        shown = notices[: 2 if self._report.between.falls else 3]
        for index, notice in enumerate(shown):
            text = f"{notice.message} ({notice.place.file.rpartition('/')[2]}:{notice.place.line})"
            yield Text(f" {'And: ' if index == 0 else '     '}{fit(text, self._width - 6)}")
        for number, step in enumerate(self._report.first, start=1):
            until = until_words(step.by, self._report.as_of)
            text = f"{number} {person_words(step.who)} {step.what}, {until}"
            yield Text(f" {'First: ' if number == 1 else '       '}{fit(text, self._width - 8)}")

    # ------------------------------------------------------------ below the first screen
    @property
    def has_footnote(self) -> bool:
        """Whether a row of the first screen is marked."""
        return any(map(holds_up_another, self._report.headline))

    def rest(self) -> Iterator[Text]:
        report = self._report
        if self.has_footnote:
            yield Text(" * holds it up; the item is somebody else's", style="dim")
        yield Text("─" * self._width if self._dot != "|" else "-" * self._width, style="dim")
        yield from self._departments()
        yield from self._pressing()
        yield from self._grids(date_grids(report))
        yield from self._grids(grids(report))
        yield from self._figures()
        yield from self._agreed()
        yield from self._changes()
        yield from self._conditions()
        yield from self._exceptions()
        yield from self._obligations()
        yield from self._notices()
        if report.departures:
            yield Text("")
            yield Text(" This audit differs from the default", style="bold")
            for departure in report.departures:
                yield from self._paragraph(f"{departure.what}: {departure.detail}", 2, indent=2)
        yield Text("")
        hidden = len(report.gaps) - len(report.headline)
        if hidden > 0:
            yield Text(f" All {len(report.gaps)} gaps: --all     Why an item matters: readycheck explain ITEM")
        else:
            yield Text(" Why an item matters: readycheck explain ITEM")

    def _departments(self) -> Iterator[Text]:
        title = 16
        yield Text(
            f" {'Department':<{title}} {'lead':<14} {'says':<11} {'proven':<17}{'blockers':>9}  next", style="bold"
        )
        for department in departments_shown(self._report):
            yield self._department(department, title)
            if department.watch:
                yield Text(f"   {fit('; '.join(department.watch), self._width - 4)}", style="dim")
        overall = self._report.figures
        ok = sum(department.blockers_ok for department in self._report.departments)
        total = sum(department.blockers for department in self._report.departments)
        label = f" {'all':<{title}} {'':<14} {'':<11} "
        proven = self._proven(overall.proven)
        yield Text(f"{label}{proven}{f'{ok} / {total}':>9}", style="bold")

    def _department(self, department: DepartmentResult, title: int) -> Text:
        lead = department.lead.name if department.lead else "nobody"
        row = Text(f" {fit(department.title, title)} {fit(lead, 14)} ")
        decision = department.sign_off.decision
        says = DECISION[decision] if decision is not None else ("not yet" if department.sign_off.required else "-")
        style = {Decision.GO: "green", Decision.CONDITIONAL: "yellow", Decision.NO_GO: _BAD, None: ""}[decision]
        row.append(f"{says:<12}", style)
        row.append(self._proven(department.figures.proven))
        row.append(f"{f'{department.blockers_ok} / {department.blockers}':>9}")
        row.append(f"  {by_words(department.next_by, self._report.as_of)}" if department.next_by else "")
        return row

    def _proven(self, value: Fraction | None) -> str:
        if value is None:
            return f"{'nothing applies':<17}"
        full = int(value // 10)
        return f"{self._bar[0] * full}{self._bar[1] * (10 - full)} {tenths(value):>5} "

    def _pressing(self) -> Iterator[Text]:
        rows = tuple((gap.item, pressing_words(gap)) for gap in self._report.headline)
        if rows:
            yield Text("")
            yield from grid_lines(Grid("Why these come first", ("", ""), rows), self._width)

    def _grids(self, tables: Iterator[Grid]) -> Iterator[Text]:
        for grid in tables:
            yield Text("")
            yield from grid_lines(grid, self._width)
            for note in grid.notes:
                yield from self._paragraph(note, 2, indent=3)

    def _figures(self) -> Iterator[Text]:
        report, figures, dot = self._report, self._report.figures, self._dot
        yield Text("")
        yield from self._paragraph(
            f"Proven {percent(figures.proven)} {dot} claimed {percent(figures.claimed)} {dot} planned "
            f"{percent(figures.planned)} {dot} answered {percent(figures.answered)} {dot} "
            f"n/a {percent(figures.not_applicable_share)}",
            2,
        )
        exempt = [found.item for found in left_out(report)]
        if exempt:
            yield from self._paragraph(f"Left out of the count: {', '.join(exempt)}", 4)
        stages = f" {dot} ".join(f"{stage.stage} {percent(stage.figures.proven)}" for stage in report.stages)
        yield from self._paragraph(f"Proven by stage: {stages}", 2)
        milestones = f" {dot} ".join(
            f"{milestone_name(m.id)} {short_day(m.day)} {VERDICT[m.verdict]}" for m in report.milestones
        )
        yield from self._paragraph(f"If each were today: {milestones}", 2)

    def _agreed(self) -> Iterator[Text]:
        if self._report.agreed is None:
            return
        from readycheck.reports.agreed import sheet_of  # noqa: PLC0415 - most are held to what lies beside the plan

        sheet = sheet_of(self._report.agreed)
        yield Text("")
        yield Text(f" {sheet.title}", style="bold")
        yield from self._paragraph(sheet.answer, 4, indent=3)
        for row in sheet.rows:
            yield from self._paragraph(
                f"{row.what}{' (easier)' if row.eases else ''}", 3, _BAD if row.eases else "", indent=3
            )

    def _changes(self) -> Iterator[Text]:
        if self._report.changes is None:
            return
        from readycheck.reports.changes import sheet_of  # noqa: PLC0415 - most audits are compared with nothing

        sheet = sheet_of(self._report.changes)
        yield Text("")
        rows = tuple((row.kind.value, row.item, row.states, row.why) for row in sheet.rows)
        if rows:
            head = ("", "item", "before → now", "why")
            yield from grid_lines(Grid(f"{sheet.title}: {sheet.counts}", head, rows), self._width)
        else:
            yield Text(f" {sheet.title}: {sheet.counts}", style="bold")
        yield from self._paragraph(" · ".join(sheet.figures), 4, indent=3)
        for said in filter(None, (sheet.note, *sheet.others)):
            yield from self._paragraph(said, 2, indent=3)
        for refused in sheet.refusals:
            yield from self._paragraph(f"Regression: {refused}", 3, _BAD, indent=3)

    def _conditions(self) -> Iterator[Text]:
        yield Text("")
        yield Text(
            f" {'What ' + milestone_name(self._report.milestone) + ' demands':<23} {'now':<20} on course", style="bold"
        )
        for condition in self._report.conditions:
            row = Text(f" {fit(condition.name, 23)} ")
            row.append(fit(condition.value, 20), "green" if condition.holds else "red")
            row.append(f" {'yes' if condition.holds_on_course else 'no':<9} {fit(condition.demand, self._width - 56)}")
            yield row

    def _exceptions(self) -> Iterator[Text]:
        report = self._report
        accepted = accepted_now(report)
        if accepted:
            yield Text("")
            yield Text(" A go rests on" if report.verdict.is_go else " A go would rest on", style="bold")
        for reliance in accepted:
            owner = person_words(reliance.owner)
            day = f", {short_day(reliance.by)}" if reliance.by else ""
            kind = kind_words(reliance)
            yield from self._paragraph(f"{kind} {reliance.subject}: {reliance.text} ({owner}{day})", 2, indent=2)
        for made in report.decisions:
            despite = f", despite {', '.join(made.despite)}" if made.despite else ""
            said = f"{milestone_name(made.milestone)}: {made.by.name} decided {DECIDED[made.decision]} on"
            yield from self._paragraph(f"{said} {weekday(made.dated)}{despite}", 2)

    def _obligations(self) -> Iterator[Text]:
        known = owed(self._report)
        if known:
            yield Text("")
            yield Text(f" {TITLE}", style="bold")
        for each in known:
            yield from self._paragraph(obligation_sentence(each, self._report.as_of), 3, indent=2)

    def _notices(self) -> Iterator[Text]:
        if self._report.notices:
            yield Text("")
            yield Text(" To mend in the plan", style="bold")
        for notice in self._report.notices:
            yield from self._paragraph(f"{notice.message} ({notice.place.file}:{notice.place.line})", 3, indent=2)
        if self._report.newer:
            yield from self._paragraph(f"New items, not counted: {', '.join(self._report.newer)}", 3)

    def _paragraph(self, text: str, lines: int, style: str = "", *, indent: int = 1) -> Iterator[Text]:
        if not text:
            return
        for index, line in enumerate(wrap(text, self._width - indent - 1, lines)):
            yield Text(" " * (indent + (2 if index and indent > 1 else 0)) + line, style)
