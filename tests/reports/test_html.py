"""The page for the meeting: nothing in a plan is live on it, and it says what every other format says."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.model.between import Between
from readycheck.model.figures import BlockerCount, Figures
from readycheck.model.outlook import Event, EventKind
from readycheck.model.report import Report
from readycheck.model.vocabulary import Course, Severity, Verdict
from readycheck.reports import Format, Options, render
from readycheck.reports.html.chart import bar, blocker_cells
from readycheck.reports.html.security import host_of
from readycheck.reports.html.timeline import WIDTH, timeline_of
from tests.conftest import ROOT
from tests.core.strategies import Case, cases
from tests.reports.conftest import AS_OF, WORD, report_of
from tests.reports.test_markdown import TEXTS

EXAMPLES = ("aurora-backup", "every-box-ticked", "first-plan/plan.yaml", "kestrel-sensor", "price-change")


def page_of(*reports: Report) -> str:
    """Return the page of some reports."""
    return render(Format.HTML, reports, Options())


def example(name: str) -> Report:
    """Return the report of an example, with what three weeks more would change."""
    found = audit_plan(PlanSource(f"examples/{name}", ROOT / "examples" / name), AuditRequest(as_of=AS_OF, weeks=3))
    assert found.report is not None
    return found.report


# ---------------------------------------------------------------- reading a page
class Element(NamedTuple):
    """A tag with its attributes, and all the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str


VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """A page as the standard library reads it: tags, attributes and texts, in their order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.other: list[str] = []
        self.elements: list[Element] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append((*self.tags[-1], len(self.texts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        opened, attributes, start = self._open.pop()
        assert opened == tag
        self.elements.append(Element(tag, attributes, "".join(self.texts[start:])))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """Return the elements of a tag, in the order in which they close."""
        keys = {name.rstrip("_"): value for name, value in wanted.items()}
        return [found for found in self.elements if found.tag == tag and keys.items() <= found.attributes.items()]


def words(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def without_links(report: Report) -> Report:
    """Return a report without the links of its launch: which of them are live is another test's claim."""
    return report._replace(launch=report.launch._replace(links=()))


# ---------------------------------------------------------------- nothing in a plan is live
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(text=TEXTS.filter(lambda text: bool(text.strip())))
def test_any_text_reads_as_itself(text: str) -> None:
    """The title of the page, its first heading and each gap show exactly the text, white space folded."""
    page = Page(page_of(report_of(text)))
    (title,) = [element for element in page.all("title") if "id" not in element.attributes]
    assert words(title.text) == f"{words(text)}: launch review, 22 November 2026"
    (heading,) = page.all("h1")
    assert words(heading.text) == words(text)
    assert {words(found.text) for found in page.all("span", class_="what")} == {words(text)}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tracker.example/board?x=1#a", "tracker.example"),
        ("https://tracker.example:8443/", "tracker.example"),
        ("HTTPS://tracker.example", "tracker.example"),
        ("http://tracker.example", None),
        ("javascript:alert(1)", None),
        ("jAvAsCrIpT:alert(1)", None),
        ("data:text/html,<b>", None),
        ("//tracker.example", None),
        ("ops/launch-day.md", None),
        ("https://tracker.example@evil.example/", None),
        ("https://@evil.example/", None),
        ("https://evil.example\\@tracker.example", None),
        ("https://tracker.example/a b", None),
        ("https://tracker.example/\u202egpj", None),
        ("https://trаcker.example/", None),  # a Cyrillic letter
        ("https://", None),
        ("https://[::1", None),
        (" https://tracker.example", None),
        ("java\nscript:alert(1)", None),
        ("", None),
    ],
    ids=str,
)
def test_only_an_address_that_is_what_it_looks_like_is_a_link(address: str, host: str | None) -> None:
    """https with a host; no user, no other scheme, nothing invisible. Every other address is text."""
    assert host_of(address) == host
    report = report_of(WORD)
    page = Page(page_of(report._replace(launch=report.launch._replace(links=(("board", address),)))))
    outside = [found for found in page.all("a") if not found.attributes["href"].startswith("#")]
    if host is None:
        assert outside == []
    else:
        assert [(found.attributes["href"], found.text) for found in outside] == [(address, "board")]
        assert f"({host})" in "".join(page.texts)


# ---------------------------------------------------------------- one file that stands alone
def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page() -> None:
    """The hashes are those of what stands between the tags, and everything else is forbidden."""
    page = Page(page_of(report_of(WORD)))
    ((style,), (script,)) = (page.all("style"), page.all("script"))

    def digest(element: Element) -> str:
        return base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()

    (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest(style)}'",
        f"script-src 'sha256-{digest(script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    tags = [tag for tag, _ in page.tags]
    assert tags.index("style") > next(i for i, (_, a) in enumerate(page.tags) if "http-equiv" in a)


def test_the_page_names_nothing_to_load_and_styles_nothing_inline() -> None:
    """No attribute that fetches, styles or runs; references stay on the page; every value is quoted."""
    text = page_of(report_of(WORD), example("kestrel-sensor"))
    page = Page(text)
    used = {name for _, attributes in page.tags for name in attributes}
    assert not used & {"src", "srcset", "style", "action", "formaction", "ping", "poster", "background", "xlink:href"}
    assert not [name for name in used if name.startswith("on")]
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed", "base", "image"}
    (style,), (script,) = page.all("style"), page.all("script")
    assert not re.search(r"url\(|@import|expression", style.text)
    assert not re.search(r"innerHTML|fetch|XMLHttp|import\(|eval|document\.write", script.text)
    body = text.replace(style.text, "").replace(script.text, "")
    assert re.findall(r"<[a-z][^<>]*=[^\"<>\s][^<>]*>", re.sub(r"\"[^\"]*\"", '""', body)) == []


def test_ids_are_unique_and_every_reference_has_its_target() -> None:
    """Also with several plans, and with one plan twice."""
    page = Page(page_of(report_of(WORD), report_of(WORD), example("kestrel-sensor")))
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    references = [a["href"][1:] for _, a in page.tags if a.get("href", "").startswith("#")]
    references += [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    assert set(references) <= set(ids)


@pytest.mark.parametrize("plans", [1, 2])
def test_headings_begin_with_one_and_skip_none(plans: int) -> None:
    """One h1; each heading is at most one level below the one before."""
    page = Page(page_of(*[example("kestrel-sensor")] * plans))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - level <= 1 for level, later in pairwise(levels))


def test_every_table_has_a_caption_and_every_row_the_cells_of_its_head() -> None:
    """A caption, column heads with a scope, and a row head in each row."""
    text = page_of(example("kestrel-sensor"))
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    assert len(tables) == 12
    for table in tables:
        head, body = table.split("</thead>")
        columns = len(re.findall(r"<t[hd]\b", head))
        assert "<caption>" in head
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
            assert len(re.findall(r"<t[hd]\b", row)) == columns
            assert row.count('<th scope="row"') == 1
        assert head.count('scope="col"') == head.count("<th ")


def test_the_bytes_depend_on_the_report_alone() -> None:
    """Neither on how often it is made, nor on the seed of hashing, nor on options."""
    report = example("kestrel-sensor")
    assert page_of(report) == render(Format.HTML, (report,), Options(terminal=True, color=True, all_gaps=True))
    command = [sys.executable, "-m", "readycheck", "audit", "examples/price-change", "--as-of", "2026-11-22"]
    pages = {
        subprocess.run(
            [*command, "-f", "html"], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1


# ---------------------------------------------------------------- what the page says
@pytest.mark.parametrize("name", EXAMPLES)
def test_figures_are_those_of_the_json_report(name: str) -> None:
    """Every department's figures, floored to a tenth, and every gap in its order."""
    report = example(name)
    out: dict[str, Any] = json.loads(render(Format.JSON, (report,), Options()))["reports"][0]
    rows = re.findall(
        r"<tr>.*?</tr>", page_of(report).split('class="cards departments"')[1].split("</table>")[0], re.DOTALL
    )
    shown = [re.findall(r'data-label="(?:proven|claimed|planned)"[^>]*>([^<]*)<', row) for row in rows[1:]]

    def floored(figure: float | None) -> str:
        if figure is None:
            return "–"
        tenths = int(Fraction(str(figure)) * 10)
        return f"{tenths // 10}.{tenths % 10} %"

    there = [part for part in out["departments"] if part["in_plan"] or part["figures"]["proven"] is not None]
    every = [*(part["figures"] for part in there), out["figures"]]
    assert shown == [[floored(each[key]) for key in ("proven", "claimed", "planned")] for each in every]
    gaps = re.findall(r"<tr data-department.*?</tr>", page_of(report), re.DOTALL)
    assert [re.findall(r"<code>(.*?)</code>", row) for row in gaps] == [[item] for item in out["gaps"]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_sections_are_those_of_markdown(name: str) -> None:
    """Each heading of the Markdown page, but for its appendix, stands on this one too."""
    report = example(name)
    markdown = render(Format.MARKDOWN, (report,), Options())
    titles = [line.lstrip("# ") for line in markdown.splitlines() if line.startswith("##")]
    headings = {words(found.text) for found in Page(page_of(report)).elements if re.fullmatch(r"h[2-5]", found.tag)}
    plain = [re.sub(r"\\(.)", r"\1", title).replace("\u200b", "").split(": the ")[0] for title in titles]
    assert [title for title in plain if title not in headings] == []


@pytest.mark.parametrize(
    ("course", "verdict", "tones"),
    [
        (Course.ON_COURSE, Verdict.GO, ("good On", "good Go")),
        (Course.OFF_COURSE, Verdict.GO_WITH_CONDITIONS, ("fair Off", "fair Go")),
        (Course.UNREACHABLE, Verdict.UNDECIDED, ("bad Not", "unknown Und")),
        (Course.ON_COURSE, Verdict.NO_GO, ("good On", "bad No")),
    ],
    ids=str,
)
def test_course_and_verdict_have_a_word_and_a_sign(course: Course, verdict: Verdict, tones: tuple[str, str]) -> None:
    """The two answers come first, each with its word, its sign and its colour."""
    text = page_of(report_of(WORD)._replace(course=course, verdict=verdict))
    answers = re.findall(r'<div class="answer (\w+)">.*?href="#(\w+)".*?<span>([^<]*)<', text, re.DOTALL)
    signs = {"good": "check", "fair": "alert", "bad": "cross", "unknown": "question"}
    assert [
        (tone, said.capitalize()[: len(begin.split()[1])])
        for (tone, _, said), begin in zip(answers, tones, strict=True)
    ] == [tuple(begin.split()) for begin in tones]
    assert [sign for _, sign, _ in answers] == [signs[tone] for tone, _, _ in answers]


def test_what_is_owed_is_a_table_below_what_a_go_rests_on() -> None:
    """What, agreed when, who, until when: for the meeting's condition and for the gap that it accepted."""
    text = page_of(report_of(WORD))
    table = next(table for table in re.findall(r"<table.*?</table>", text, re.DOTALL) if "Open obligations" in table)
    rows = re.findall(r"<tr>.*?</tr>", table.split("<tbody>")[1], re.DOTALL)
    assert [
        [words(re.sub("<[^>]*>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ] == [
        [WORD, "Tom Oduya decided on GA, 20 Nov", WORD, "12 Dec"],
        [f"legal.terms: {WORD}", "Tom Oduya decided on beta despite it, 8 Oct", WORD, "no day"],
    ]
    assert "Open obligations" not in page_of(report_of(WORD)._replace(obligations=()))


def test_what_has_no_content_has_no_section() -> None:
    """A launch without gaps, waivers, decisions and notices has no headings for them, and no filter."""
    report = report_of(WORD)._replace(
        gaps=(), headline=(), first=(), notices=(), reliances=(), waivers=(), decisions=(), departures=(), milestones=(),
        obligations=(), calendar=(), slips=(), findings=(), conditions=(), sources=(), between=Between((), (), (), (), (), ()),
    )  # fmt: skip
    page = Page(page_of(report))
    headings = [words(found.text) for found in page.elements if re.fullmatch(r"h[2-5]", found.tag)]
    assert headings == ["No gap is left", "The weeks to GA", "Departments", "What GA demands"]
    assert page.all("form") == page.all("details") == []
    assert "plan sha256 none" in "".join(page.texts)


def test_what_is_missing_is_said() -> None:
    """No sponsor, no lead, no owner, a file that was not read, a selection, items newer than the pin."""
    report = report_of(WORD)
    alone = report.launch._replace(sponsor=None, meeting=None, chair=None, summary=None)
    text = words(
        "".join(
            Page(
                page_of(
                    report._replace(
                        launch=alone,
                        departments=tuple(part._replace(lead=None) for part in report.departments),
                        reliances=tuple(reliance._replace(owner=None, by=None) for reliance in report.reliances),
                        unread=("support.yaml",),
                        shown="department legal: 2 of 5 gaps",
                        newer=("legal.new-item",),
                        undecided=("legal.terms",),
                        course=Course.UNREACHABLE,
                    )
                )
            ).texts
        )
    )
    for said in (
        "no sponsor", "nobody", "nobody named", "Not read: support.yaml.", "Shown here: department legal: 2 of 5 gaps.",
        "newer than the pinned checklists, not counted: legal.new-item", "These answers would decide it: legal.terms.",
        "no plan reaches this date",
    ):  # fmt: skip
        assert said in text
    assert "Go/no-go meeting" not in text


def test_several_plans_stand_on_one_page_each_with_its_own_filter() -> None:
    """A list of the launches with course and verdict first, then each launch."""
    page = Page(page_of(example("price-change"), example("kestrel-sensor")))
    assert [words(found.text) for found in page.all("h1")] == ["2 launches"]
    (listed,) = page.all("ul", class_="launches")
    assert "Kestrel leak sensor: GA Tue 5 Jan 2027, off course, still reachable; if it were today: no-go" in words(
        listed.text
    )
    assert len(page.all("article")) == 2
    assert len(page.all("form")) == 2


def test_touchpoints_stand_under_their_stage_in_the_order_of_the_journey() -> None:
    """Two journeys of four columns; the one that fails under `use` names what is broken."""
    page = Page(page_of(example("kestrel-sensor")))
    stages = page.all("div", class_="stage")
    assert len(stages) == 8
    use = words(stages[6].text)
    assert (
        use.index("Reports a dead sensor")
        < use.index("Sends it back and gets another")
        < use.index("Gets the month credited")
    )
    assert "“Sends it back and gets another” has not been tested (due 26 Dec, Bo Lindell; launch.yaml:189)" in use
    assert words(stages[5].text) == "buy The replacement is free"


# ---------------------------------------------------------------- charts
def test_a_bar_is_as_long_as_its_figure_says() -> None:
    """A thousand units are a hundred per cent, floored as the figure is; where nothing applies it is empty."""
    nothing = Fraction(0)
    none = Figures(None, None, None, None, nothing, nothing, nothing)
    assert bar(none) == (0, 0, 0)
    figures = none._replace(proven=Fraction(8995, 100), claimed=Fraction(200, 3), planned=Fraction(100))
    assert bar(figures) == (899, 666, 1000)


def test_blockers_stand_in_the_order_of_their_sentence() -> None:
    """As many cells as there are blockers; a kind that has none is left out."""
    count = BlockerCount(total=7, proven=3, planned=0, waived=1, not_applicable=1, stuck=2)
    assert blocker_cells(count) == (("proven", 3), ("waived", 1), ("n/a", 1), ("no way to yes yet", 2))


@given(case=cases())
def test_every_gap_stands_in_one_week_and_nothing_leaves_the_picture(case: Case) -> None:
    """The columns add up to the gaps, bars stand on the ground, and no two labels of a lane touch."""
    report = case.run()
    drawn = timeline_of(report)
    assert sum(week.total for week in drawn.weeks) == len(report.gaps)
    assert Counter(part.severity for week in drawn.weeks for part in week.parts for _ in range(part.gaps)) == Counter(
        gap.severity for gap in report.gaps
    )
    for week in drawn.weeks:
        assert 0 <= week.x <= week.x + week.width <= WIDTH
        assert all(drawn.base - 140 <= part.y and part.y + part.height <= drawn.base for part in week.parts)
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH
        assert 0 <= mark.lane < drawn.lanes


def test_days_that_matter_are_marked_from_left_to_right() -> None:
    """Today, the meeting a week before GA, GA; a milestone that has passed or is far away is not drawn."""
    report = report_of(WORD)
    near = report.milestones[-1]._replace(id="hypercare", day=report.milestone_day + timedelta(days=21))
    far = near._replace(id="review", day=report.milestone_day + timedelta(days=300))
    past = near._replace(id="beta", day=report.as_of - timedelta(days=30))
    marks = timeline_of(report._replace(milestones=(past, *report.milestones, near, far))).marks
    labels = [mark.label for mark in marks if mark.kind != "earliest"]
    assert labels == ["today 22 Nov", "go/no-go 8 Dec", "GA 15 Dec", "hypercare 5 Jan"]
    assert [mark.x for mark in marks] == sorted(mark.x for mark in marks)


def test_labels_that_would_touch_stand_above_each_other() -> None:
    """Four milestones within a week need four lanes, each label within the picture."""
    report = report_of(WORD)
    days = [report.milestone_day + timedelta(days=number) for number in range(1, 4)]
    close = tuple(report.milestones[-1]._replace(id=f"a-long-milestone-{day.day}", day=day) for day in days)
    marks = timeline_of(report._replace(milestones=(*report.milestones, *close))).marks
    crowded = [mark for mark in marks if mark.label.startswith("a-long")]
    assert len({mark.lane for mark in crowded}) == 3


def test_what_is_overdue_has_a_column_of_its_own() -> None:
    """A gap on which somebody should have acted stands before the first week, as `at once`."""
    report = report_of(WORD)
    late = report.gaps[0]
    assert late.timing is not None
    moved = late._replace(timing=late.timing._replace(by=report.as_of - timedelta(days=1)), severity=Severity.BLOCKER)
    drawn = timeline_of(report._replace(gaps=(moved,)))
    assert [(week.spoken, week.total) for week in drawn.weeks if week.total] == [("at once", 1)]


def test_a_launch_of_years_ahead_has_at_most_a_year_of_weeks() -> None:
    """Only some weeks are named, none over the next; the launch stands with its year among what comes later."""
    report = report_of(WORD)
    day = report.as_of + timedelta(days=800)
    meeting = Event(day, EventKind.MEETING, "ga", "", None, None)
    far = report.gaps[0]
    assert far.timing is not None
    gaps = (far, far._replace(timing=far.timing._replace(by=day - timedelta(days=30))))
    drawn = timeline_of(report._replace(milestone_day=day, calendar=(meeting,), milestones=(), gaps=gaps))
    weeks = [week for week in drawn.weeks if week.spoken not in {"at once", "later"}]
    assert len(weeks) == 53
    assert [(week.spoken, week.total) for week in drawn.weeks if week.total][-1] == ("later", 1)
    assert [(mark.label, mark.kind) for mark in drawn.marks][-1] == ("GA 30 Jan 2029", "audited")
    named = [week for week in drawn.weeks if week.label]
    assert 5 <= len(named) <= 20
    assert all(week.x + 7 * len(week.label) < following.x for week, following in pairwise(named))
    assert named[-1].x + 7 * len(named[-1].label) < WIDTH


def test_a_gap_after_the_last_week_is_not_one_of_the_last_week() -> None:
    """Four weeks are drawn to a launch in three; what is due half a year after it is due later."""
    report = report_of(WORD)
    late = report.gaps[0]
    assert late.timing is not None
    moved = late._replace(timing=late.timing._replace(by=report.milestone_day + timedelta(days=180)))
    drawn = timeline_of(report._replace(gaps=(moved,), milestones=(), calendar=()))
    assert [(week.spoken, week.total) for week in drawn.weeks if week.total] == [("later", 1)]


# ---------------------------------------------------------------- contrast
def test_every_colour_of_text_has_enough_contrast_in_both_schemes_and_on_paper() -> None:
    """4.5 to 1 of each text colour on each ground on which it stands (WCAG 2.2, 1.4.3)."""
    style = (ROOT / "src/readycheck/reports/html/style.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert [len(scheme) for scheme in schemes] == [18, 18, 18]
    pairs = [(ink, ground) for ink in ("ink", "quiet", "link", "bad") for ground in ("paper", "sheet")]
    pairs += [(tone, f"{tone}-tint") for tone in ("good", "fair", "bad", "unknown")]
    pairs += [("ink", f"{tone}-tint") for tone in ("good", "fair", "bad", "unknown")]
    thin = [(ink, ground) for scheme in schemes for ink, ground in pairs if contrast(scheme[ink], scheme[ground]) < 4.5]
    assert thin == []


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_template_that_prints_what_is_not_there_is_a_defect() -> None:
    """Neither an unknown name nor None becomes a silent gap on the page."""
    from jinja2 import UndefinedError

    from readycheck.reports.html.environment import environment

    made: Callable[[str], Any] = environment().from_string
    with pytest.raises(UndefinedError):
        made("{{ nothing }}").render()
    with pytest.raises(TypeError):
        made("{{ value }}").render(value=None)
    assert made("{{ value }}").render(value="<b>\x00") == "&lt;b&gt;\\u{0000}"


def seen(text: str) -> str:
    """Return what a reader sees of a text: no space, nothing invisible, no code point in braces."""
    shown = re.sub(r"\\u\{[0-9a-f]+\}", "", text)
    return "".join(letter for letter in shown if letter.isprintable() and not letter.isspace())
