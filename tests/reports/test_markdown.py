"""The page for the review meeting: nothing in a plan is live on it, and it says what the meeting needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from cmarkgfm.cmark import Options as Cmark  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from readycheck.model.between import Between
from readycheck.model.report import Report
from readycheck.reports import Format, Options, render
from readycheck.reports.markup import escape, table
from tests.attacks.strings import MARKDOWN, MARKUP
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of

ZERO_WIDTH = "\u200b"

PAYLOADS = {**MARKDOWN, **MARKUP}
payloads = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))


def page_of(report: Report) -> str:
    """Return the page of a report."""
    return render(Format.MARKDOWN, (report,), Options())


def visible(text: str) -> str:
    """Return how a text must look: on one line, what cannot be seen as its code point in braces.

    An end of a line may be shown as a space or as its code point (see `folded`).
    """
    controls = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
    unseen = f"{controls}\r\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    shown = "".join(f"\\u{{{ord(letter):04x}}}" if letter in unseen else letter for letter in text.strip())
    return folded(shown)


def folded(text: str) -> str:
    """Return a text without zero-width spaces, each run of whitespace as one space."""
    shown_ends = re.sub(r"\\u\{(?:000a|000d|0085|2028|2029)\}", " ", text.replace(ZERO_WIDTH, ""))
    return " ".join(shown_ends.split())


# ---------------------------------------------------------------- two renderers
Block = tuple[str, str]
Renderer = Callable[[str], list[Block]]


def by_markdown_it(markdown: str) -> list[Block]:
    """Return everything that markdown-it sees in a page: each block and each inline token, with its text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    seen: list[Block] = []
    for token in parser.parse(markdown):
        if token.children is None:
            seen.append((f"{token.type} {token.tag}", token.content))
            continue
        text = ""
        for child in token.children:
            if child.type in {"text", "softbreak"}:
                text += child.content or " "
                continue
            seen.append(("text", text))
            seen.append((child.type, child.content))
            text = ""
        seen.append(("text", text))
    return [(kind, folded(text)) for kind, text in seen]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[Block] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((f"<{tag}>", " ".join(f"{name}={value}" for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"</{tag}>", ""))

    def handle_data(self, data: str) -> None:
        self.seen.append(("text", folded(data)))

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))

    def unknown_decl(self, data: str) -> None:
        self.seen.append(("declaration", data))


def html_by_cmark(markdown: str) -> str:
    """Return the HTML that GitHub's renderer makes before it removes what is dangerous."""
    html = cmarkgfm.markdown_to_html_with_extensions(
        markdown,
        options=Cmark.CMARK_OPT_UNSAFE | Cmark.CMARK_OPT_FOOTNOTES,
        extensions=["table", "autolink", "strikethrough", "tasklist"],
    )
    return str(html)


def by_cmark(markdown: str) -> list[Block]:
    """Return every tag and text that GitHub's renderer makes of a page."""
    tags = _Tags()
    tags.feed(html_by_cmark(markdown))
    tags.close()
    return [block for block in tags.seen if block != ("text", "")]


renderers = pytest.mark.parametrize("rendered", [by_markdown_it, by_cmark], ids=["markdown-it", "cmark-gfm"])


# ---------------------------------------------------------------- nothing in a plan is live
@payloads
def test_no_payload_brings_html_images_or_links(payload: str) -> None:
    """A page links to nothing and holds no HTML but the fold of the appendix."""
    page = page_of(report_of(payload))
    kinds = {kind for kind, _ in by_markdown_it(page)}
    assert not kinds & {"link_open", "image", "html_inline", "code_inline", "s_open"}
    assert [text for kind, text in by_markdown_it(page) if kind.startswith("html_block")] == [
        f"<details> <summary>All {len(report_of(payload).gaps)} gaps, most pressing first</summary>",
        "</details>",
    ]
    tags = {kind for kind, _ in by_cmark(page)}
    assert not tags & {"<a>", "<img>", "<script>", "<del>", "<code>", "<input>", "comment", "declaration", "<sup>"}


# ---------------------------------------------------------------- tables
def rows_of(markdown: str) -> list[list[list[str]]]:
    """Return each table as rows of cells, split as GitHub splits them: at pipes that are not escaped."""
    tables: list[list[list[str]]] = []
    inside = False
    for line in markdown.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            tables.append([])
            inside = True
        tables[-1].append(re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1])
    return tables


def test_a_text_that_forges_a_pass_changes_no_cell_beside_it() -> None:
    """`Security review | ✅ PASS` stays in its cell, and the verdict, the people and the days stand as they were."""
    forged = "Security review | ✅ PASS | go |"
    page, plain = page_of(report_of(forged)), page_of(report_of("Security review"))
    assert [[len(row) for row in rows] for rows in rows_of(page)] == [
        [len(row) for row in rows] for rows in rows_of(plain)
    ]
    assert report_of(forged).verdict == report_of("Security review").verdict
    assert "**no-go**" in page.splitlines()[3]
    gap = next(row for row in rows_of(page)[0] if "legal.notice" in row[0])
    assert [gap[0].strip(), gap[1].strip()] == ["legal.notice", "major"]


def test_a_table_aligns_its_numbers_to_the_right() -> None:
    """The line below the head says which columns hold numbers."""
    assert list(table(("a", "b"), [("1", "2")], numbers=(1,))) == ["| a | b |", "|---|---:|", "| 1 | 2 |"]


# ---------------------------------------------------------------- any text at all
PRINTABLE = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
PIECES = st.sampled_from(
    "\\ ` * _ { } [ ] ( ) # + - . ! | < > ~ & $ ^ = @ : / ; \" ' 1 0 a b x www. http:// https:// .example ![ ]( --> "
    "<!-- &#35; &amp; GH- 1. 1) - + ``` ~~~ === --- @a.b :a: <a> </a>".split(" ")
)
TEXTS = st.lists(st.one_of(PIECES, PIECES, PRINTABLE, st.just(" "))).map("".join)


def words(blocks: list[Block]) -> str:
    """Return the text of blocks."""
    return " ".join(text for kind, text in blocks if kind == "text" and text)


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
@renderers
def test_escaped_text_reads_as_itself_in_a_table(rendered: Renderer, text: str) -> None:
    """Of any printable text, whitespace folded, a cell shows exactly that text, and the cell beside it stays."""
    blocks = rendered(f"| a | b |\n|---|---|\n| {escape(text)} | end |\n")
    harmless = rendered("| a | b |\n|---|---|\n| WORD | end |\n")
    shown = folded(text)
    expected = [(kind, found.replace("WORD", shown)) for kind, found in harmless]
    assert [block for block in blocks if block[1] or block[0] != "text"] == [
        block for block in expected if block[1] or block[0] != "text"
    ]


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
@renderers
def test_escaped_text_reads_as_itself_at_the_start_of_a_paragraph(rendered: Renderer, text: str) -> None:
    """Of any printable text, whitespace folded, a paragraph that begins with it shows exactly that text."""
    shown = folded(text)
    blocks = [block for block in rendered(f"{escape(text)}  \n**end**") if block[0] != "text" or block[1]]
    kinds = [kind for kind, _ in blocks if kind != "text"]
    plain = [kind for kind, _ in rendered("WORD  \n**end**" if shown else "**end**") if kind != "text"]
    assert kinds == plain
    assert words(blocks) == " ".join(filter(None, [shown, "end"]))


@given(text=TEXTS)
def test_escaped_text_stands_on_one_line(text: str) -> None:
    """A text cannot begin a line of its own."""
    assert len(escape(text).splitlines()) <= 1


# ---------------------------------------------------------------- what the page says
def test_the_page_opens_with_course_and_verdict() -> None:
    """The first lines name the launch, the course, the verdict, the blockers, the meeting and the owner."""
    report = report_of(WORD)
    head = page_of(report).split("\n## ")[0]
    assert head.startswith(f"# {WORD}: launch review, 22 November 2026 (T-23)")
    assert "15 December 2026" in head
    assert "**no-go**" in head
    assert "8 December 2026" in head
    assert f"Owner {WORD} · sponsor Tom Oduya · class standard" in head


def test_what_is_owed_is_a_table_of_its_own() -> None:
    """What is overdue says since when; what will be met says when."""
    report = report_of(WORD)
    met, late = report._replace(as_of=date(2026, 12, 13)), report.obligations[-1]
    late = late._replace(by=date(2026, 12, 1), overdue=True, met=date(2027, 1, 5))
    page = page_of(met._replace(obligations=(*report.obligations[:-1], late)))
    section = page.split("## Open obligations\n")[1].split("\n## ")[0]
    (rows,) = rows_of(section)
    assert [[cell.strip() for cell in row] for row in rows[:1] + rows[2:]] == [
        ["what", "agreed", "who", "until"],
        [WORD, "Tom Oduya decided on GA, 20 Nov", WORD, "12 Dec"],
        [
            f"legal.terms: {WORD} (met on 2027-01-05, which is to come)",
            "Tom Oduya decided on beta despite it, 8 Oct",
            WORD,
            "overdue since 1 Dec",
        ],
    ]


def test_what_has_no_content_has_no_section() -> None:
    """A launch without gaps, waivers, decisions and notices has no headings for them."""
    report = report_of(WORD)._replace(
        gaps=(),
        headline=(),
        first=(),
        notices=(),
        reliances=(),
        obligations=(),
        waivers=(),
        decisions=(),
        departures=(),
        milestones=(),
        calendar=(),
        slips=(),
        between=Between((), (), (), (), (), ()),
    )
    page = page_of(report)
    for title in ("To decide", "rests on", "Decided before", "differs from the default", "To mend"):
        assert title not in page
    assert "<details>" not in page
    assert len(rows_of(page)) == 2


def test_a_launch_without_sponsor_meeting_and_lead_says_so() -> None:
    """What is missing is said rather than left out."""
    report = report_of(WORD)
    alone = report.launch._replace(sponsor=None, meeting=None, chair=None, summary=None)
    nobody = tuple(department._replace(lead=None) for department in report.departments)
    reliances = tuple(reliance._replace(owner=None, by=None) for reliance in report.reliances)
    page = page_of(report._replace(launch=alone, departments=nobody, reliances=reliances, sources=()))
    assert "no sponsor" in page
    assert "Go/no-go meeting" not in page
    assert "**nobody**" in page
    assert "**nobody named**" in page


def test_a_meeting_without_a_chair_is_still_named() -> None:
    """The day of the meeting does not depend on who chairs it."""
    report = report_of(WORD)
    page = page_of(report._replace(launch=report.launch._replace(chair=None)))
    assert "**8 December 2026**" in page
    assert "chaired" not in page


def test_a_file_that_was_not_read_and_a_selection_are_named_at_the_top() -> None:
    """A page that does not hold everything says so before its first section."""
    report = report_of(WORD)._replace(unread=("support.yaml",), shown="department legal: 2 of 5 gaps")
    head = page_of(report).split("\n## ")[0]
    assert "Not read: support.yaml" in head
    assert "department legal: 2 of 5 gaps" in head


def test_items_newer_than_the_pin_are_named() -> None:
    """What does not count because it is newer is listed with what is to mend."""
    assert "legal.new-item" in page_of(report_of(WORD)._replace(newer=("legal.new-item",)))


def test_the_appendix_lists_every_gap_with_its_place() -> None:
    """The last table has one row for each gap, in the order in which they press."""
    report = report_of(WORD)
    appendix = rows_of(page_of(report))[-1]
    assert [row[0].strip() for row in appendix[2:]] == [gap.item for gap in report.gaps]
    assert {row[-1].strip() for row in appendix[2:]} == {"plan.yaml:3"}


def test_a_waiver_without_effect_is_named_with_its_defect() -> None:
    """A waiver that its item's owner approved stands in the table of what a go rests on, marked as void."""
    rests = next(rows for rows in rows_of(page_of(report_of(WORD))) if rows[0][1].strip() == "kind")
    row = next(row for row in rests if "support.chat" in row[0])
    assert "**no effect**" in row[2]


def test_a_sign_off_given_early_is_watched() -> None:
    """Legal said go under conditions while its blocker is open: the meeting sees it beside the lead."""
    departments = rows_of(page_of(report_of(WORD)))[4]
    legal = departments[2]
    assert legal[2].strip() == "conditional"
    assert "signed off early" in legal[-1]


def test_the_foot_gives_the_day_the_version_and_the_digest() -> None:
    """What is needed to repeat the audit stands in the last line."""
    foot = page_of(report_of(WORD)).splitlines()[-1]
    for part in ("2026-11-22 UTC", "readycheck 9.9", "0123456789ab"):
        assert part in foot


def test_several_reports_stand_one_below_the_other() -> None:
    """Each report keeps its own title."""
    page = render(Format.MARKDOWN, (report_of("One"), report_of("Two")), Options())
    titles = [text for kind, text in by_cmark(page) if kind == "text" and "launch review" in text]
    assert [title.split(":")[0] for title in titles] == ["One", "Two"]


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_generated_page_is_well_formed(case: Case) -> None:
    """Rows fit their heads, every gap stands in the appendix, and the page does not depend on the terminal."""
    report = case.run()
    page = page_of(report)
    for head, *rows in rows_of(page):
        assert all(len(row) == len(head) for row in rows)
    appendix = page.partition("<details>")[2]
    assert all(f"| {escape(gap.item)} |" in appendix for gap in report.gaps)
    assert page == render(Format.MARKDOWN, (report,), Options(terminal=True, color=True, width=40, ascii_only=True))
