"""The HTML page in a real browser: it asks for nothing, everybody can use it, and it prints whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from readycheck.model.report import Report
from tests.attacks.strings import MARKDOWN, MARKUP, NAUGHTY_FILE, naughty
from tests.browser.conftest import Open
from tests.reports.conftest import WORD, report_of
from tests.reports.test_html import EXAMPLES, example, page_of, seen

#: What is left of A4 beside the margins of 12 mm, in the pixels of a browser.
PAPER = {"width": round((210 - 2 * 12) * 96 / 25.4), "height": 1000}
#: A word that cannot be broken at a space, in every text of a plan.
ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4


def hostile() -> Report:
    """Return a report with many hostile texts, one after the other, wherever a text may stand."""
    return report_of(" ".join((*MARKDOWN.values(), *MARKUP.values()))[:3000])


PAGES: dict[str, Callable[[], Report]] = {**{name: partial(example, name) for name in EXAMPLES}, "hostile": hostile}


@pytest.fixture(params=PAGES)
def shown(request: pytest.FixtureRequest) -> Report:
    """Each example, and the hostile report."""
    return PAGES[request.param]()


# ---------------------------------------------------------------- it stands alone
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_asks_for_nothing_says_nothing_and_fits_the_screen(
    opened: Open, shown: Report, scheme: str, width: int
) -> None:
    """No request but the file, no word on the console, and nothing to scroll to sideways."""
    with opened(page_of(shown), color_scheme=scheme, viewport={"width": width, "height": 900}) as (
        page,
        requests,
        said,
    ):
        page.wait_for_timeout(100)
        assert (requests, said) == ([], [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(opened: Open, shown: Report, scheme: str) -> None:
    """All rules of axe-core, best practices and contrast among them, with everything open."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `browser` has it").Axe()
    with opened(page_of(shown), color_scheme=scheme) as (page, _, _):
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found = axe.run(page).response
        assert len(found["passes"]) > 30
        assert [
            (violation["id"], [node["html"] for node in violation["nodes"]][:3]) for violation in found["violations"]
        ] == []


def test_several_plans_on_one_page_are_as_accessible(opened: Open) -> None:
    """Landmarks and ids stay unique; each launch filters its own gaps."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `browser` has it").Axe()
    reports = (example("price-change"), example("kestrel-sensor"))
    with opened(page_of(*reports)) as (page, _, _):
        assert axe.run(page).response["violations"] == []
        page.locator("form").nth(1).locator("[name=text]").fill("nothing like it")
        assert [visible_rows(page, number) for number in (0, 1)] == [len(reports[0].gaps), 0]


def visible_rows(page: Any, number: int = 0) -> int:
    """Return how many gaps a table shows."""
    count: int = page.locator(".gaps").nth(number).locator("tbody tr:visible").count()
    return count


#: The words that stand on two lines, in a list of elements: a name broken in its middle.
BROKEN = """elements => elements.flatMap(element => [...element.textContent.matchAll(/\\p{L}{3,}/gu)]
  .filter(word => element.childNodes.length === 1 && element.getClientRects().length)
  .filter(word => {
    const range = document.createRange();
    range.setStart(element.firstChild, word.index);
    range.setEnd(element.firstChild, word.index + word[0].length);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1;
  })
  .map(word => word[0]))"""


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(("width", "media"), [(1024, "screen"), (768, "screen"), (PAPER["width"], "print")])
def test_no_department_and_no_title_is_broken_within_a_word(opened: Open, name: str, width: int, media: str) -> None:
    """A small projector, a laptop at twice its size (WCAG 2.2, 1.4.4), and A4: `Manufacturing` stays whole."""
    with opened(page_of(example(name)), viewport={"width": width, "height": 900}) as (page, _, _):
        page.emulate_media(media=media)
        found = page.locator(".departments tbody th, .what")
        assert found.count() > 10
        assert found.evaluate_all(BROKEN) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---------------------------------------------------------------- keyboard
@pytest.fixture
def review(opened: Open) -> Iterator[Any]:
    """The page of the kestrel sensor, which has a hundred gaps of every kind."""
    with opened(page_of(example("kestrel-sensor"))) as (page, _, said):
        yield page
        assert said == []


def tab_to(page: Any, wanted: str) -> None:
    """Press the tab key until the focus is on what a selector finds."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"the tab key never reaches {wanted}")


def texts(page: Any, selector: str) -> list[str]:
    """Return the visible texts of what a selector finds among the gaps."""
    return [" ".join(text.split()) for text in page.locator(f".gaps tbody {selector}:visible").all_inner_texts()]


def test_the_first_tab_skips_to_the_review(review: Any) -> None:
    """The skip link shows itself, and moves the focus behind what stands above."""
    review.keyboard.press("Tab")
    assert review.locator(".skip").bounding_box()["width"] > 100
    review.keyboard.press("Enter")
    assert review.evaluate("document.activeElement.id") == "content"


def test_typing_filters_by_text_and_escape_shows_all_again(review: Any) -> None:
    """Both words must be there; the count is announced."""
    report = example("kestrel-sensor")
    tab_to(review, "input[name=text]")
    review.keyboard.type("BLOCKER legal.")
    expected = [gap.item for gap in report.gaps if gap.severity == "blocker" and gap.item.startswith("legal.")]
    assert expected
    assert set(expected) <= set(texts(review, "code"))
    shown = len(texts(review, "code"))
    assert shown < len(report.gaps)
    assert f"{shown} of {len(report.gaps)} gaps" in review.locator("[role=status]").inner_text()
    review.keyboard.press("Escape")
    assert visible_rows(review) == len(report.gaps)


def test_whoever_comes_back_finds_every_gap_and_no_filter(review: Any) -> None:
    """A browser that restored the list but not what it filters would say `blocker` above all gaps."""
    review.locator("select[name=severity]").select_option("blocker")
    assert visible_rows(review) < len(example("kestrel-sensor").gaps)
    review.goto("about:blank")
    review.go_back()
    assert visible_rows(review) == len(example("kestrel-sensor").gaps)
    assert review.locator("form :is(input, select)").evaluate_all("found => found.map(each => each.value)") == [""] * 4


@pytest.mark.parametrize(
    ("name", "keys", "expected"),
    [
        ("severity", "blocker", lambda gap: gap.severity == "blocker"),
        ("department", "Legal", lambda gap: gap.department == "legal"),
        (
            "people",
            "Agnes Bury",
            lambda gap: "Agnes Bury" in {who.name for who in (gap.owner, gap.timing.holder) if who is not None},
        ),
    ],
    ids=["severity", "department", "owner"],
)
def test_a_list_filters_by_keyboard(review: Any, name: str, keys: str, expected: Any) -> None:
    """Typing a name in a list chooses it; the button behind the lists shows all again."""
    report = example("kestrel-sensor")
    tab_to(review, f"select[name={name}]")
    review.keyboard.type(keys)
    assert texts(review, "code") == [gap.item for gap in report.gaps if expected(gap)]
    tab_to(review, "button[type=reset]")
    review.keyboard.press("Enter")
    review.wait_for_function("() => !document.querySelector('.gaps tr[hidden]')")
    assert visible_rows(review) == len(report.gaps)


def test_enter_sorts_by_a_column_and_back(review: Any) -> None:
    """Ascending, then descending; the head says which; rank restores the order in which gaps press."""
    report = example("kestrel-sensor")
    tab_to(review, ".gaps th:nth-child(6) button")
    review.keyboard.press("Enter")
    days = [gap.timing.by for gap in report.gaps if gap.timing is not None]
    keys = "td:nth-child(6)"
    assert review.locator(f".gaps tbody {keys}").evaluate_all("cells => cells.map(cell => cell.dataset.key)") == [
        day.isoformat() for day in sorted(days)
    ]
    heads = "heads => heads.map(head => head.ariaSort)"
    assert review.locator(".gaps th[scope=col]").evaluate_all(heads) == [*[None] * 5, "ascending", None]
    review.keyboard.press("Enter")
    assert review.locator(".gaps th[scope=col]").evaluate_all(heads)[5] == "descending"
    assert review.locator(f".gaps tbody {keys}").first.get_attribute("data-key") == max(days).isoformat()
    review.locator(".gaps th:first-child button").focus()
    review.keyboard.press("Space")
    assert texts(review, "code") == [gap.item for gap in report.gaps]


def test_severity_sorts_by_weight_and_not_by_letters(review: Any) -> None:
    """Blockers first, then majors, then minors."""
    review.locator(".gaps th button", has_text="severity").press("Enter")
    found = list(dict.fromkeys(texts(review, ".severity")))
    assert found == ["blocker", "major", "minor"]


def test_every_control_is_large_enough_and_shows_its_focus(review: Any) -> None:
    """At least 24 by 24 pixels (WCAG 2.2, 2.5.8), and an outline when the keyboard is on it."""
    for control in review.locator(".gaps :is(button, input, select), summary").all():
        box = control.bounding_box()
        assert box["width"] >= 24
        assert box["height"] >= 24
    tab_to(review, ".gaps th button")
    assert review.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


# ---------------------------------------------------------------- without scripts
def test_without_scripts_everything_can_be_read(opened: Open) -> None:
    """No control that does nothing, every gap in its order, and the fold still opens."""
    report = example("kestrel-sensor")
    with opened(page_of(report), java_script_enabled=False) as (page, requests, _):
        assert page.locator("form").is_hidden()
        assert page.locator("thead button").count() == 0
        assert texts(page, "code") == [gap.item for gap in report.gaps]
        page.locator("summary").press("Enter")
        assert page.get_by_text("How this audit differs from the default").is_visible()
        assert requests == []


# ---------------------------------------------------------------- nothing in a plan is live
def test_hostile_titles_are_text(opened: Open) -> None:
    """No script runs, nothing is asked for, and each title reads as it was written."""
    titles = [*MARKDOWN.values(), *MARKUP.values(), *(naughty() if NAUGHTY_FILE.is_file() else ())]
    report = report_of(WORD)
    gaps = tuple(report.gaps[0]._replace(title=text, ticket=text, note=text) for text in titles)
    text = page_of(report._replace(gaps=gaps))
    with opened(text) as (page, requests, said):
        page.mouse.move(600, 400)
        page.wait_for_timeout(200)
        assert (requests, said) == ([], [])
        found = page.locator(".gaps .what").evaluate_all("found => found.map(each => each.textContent)")
        assert [*map(seen, found)] == [*map(seen, titles)]
        assert page.locator("script").count() == 1
        assert page.locator("img, iframe, object, embed, link, base").count() == 0
        assert page.locator("h1").all_inner_texts() == [WORD]


def test_what_is_injected_all_the_same_is_blocked(opened: Open) -> None:
    """The policy of the page stops a script, a handler, a style and a beacon that an error of ours would let in."""
    injected = (
        "<script>document.title = 'ran'</script><p id='a' style='color: red' onclick=\"document.title = 'ran'\">x</p>"
        "<img src='https://beacon.example/a.png' onerror=\"document.title = 'ran'\">"
        "<style>h1 { display: none }</style>"
    )
    text = page_of(report_of(WORD)).replace("</main>", f"{injected}</main>")
    with opened(text) as (page, _, said):
        page.locator("#a").click()
        page.wait_for_timeout(200)
        assert page.title().startswith(WORD)
        assert page.locator("h1").is_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('#a')).color") != "rgb(255, 0, 0)"
        assert page.evaluate("performance.getEntriesByType('resource').filter(e => e.responseStatus).length") == 0
        assert len([message for message in said if "Content Security Policy" in message]) >= 5


def test_an_injected_form_sends_nothing(opened: Open) -> None:
    """What is typed on the page stays on it."""
    form = "<form action='https://evil.example'><button id='b'>x</button></form>"
    with opened(page_of(report_of(WORD)).replace("</main>", f"{form}</main>")) as (page, requests, said):
        page.evaluate("document.querySelector('#b').click()")
        page.wait_for_timeout(200)
        assert requests == []
        assert [message for message in said if "form-action 'none'" in message]


# ---------------------------------------------------------------- paper
CUT = """() => [...document.querySelectorAll('th, td, caption, li, p, h1, h2, h3, h4, dd, svg')]
  .filter(found => found.closest('.hidden, .skip, form, nav, .signs') === null && found.getClientRects().length)
  .filter(found => found.scrollWidth > found.clientWidth + 1 && found.clientWidth > 0
    || found.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(found => found.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", [*EXAMPLES, "hostile", "endless words"])
def test_on_paper_nothing_is_cut(opened: Open, name: str) -> None:
    """At the width of A4 every cell holds what is in it, and none passes the right margin."""
    report = report_of(ENDLESS) if name == "endless words" else PAGES[name]()
    with opened(page_of(report), viewport=PAPER) as (page, _, _):
        page.emulate_media(media="print")
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


with_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed: poppler-utils has it"
)


def printed(page: Any, file: Path) -> list[str]:
    """Return the text of each page of a print."""
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    run = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")[:-1]


@with_pdftotext
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_print_holds_every_gap_and_what_is_folded(opened: Open, tmp_path: Path, scripts: bool) -> None:  # noqa: FBT001
    """A4, every item of every gap, the heads of the long table on each of its pages, and the fold open."""
    report = example("kestrel-sensor")
    file = tmp_path / "review.pdf"
    with opened(page_of(report), java_script_enabled=scripts) as (page, _, _):
        pages = printed(page, file)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", file.read_bytes()))
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
    packed = re.sub(r"\s", "", "".join(pages))
    assert [gap.item for gap in report.gaps if gap.item not in packed] == []
    assert "HowthisauditdiffersfromtheDefault".lower() in packed.lower()
    of_gaps = [page for page in pages if re.search(r"(blocker|major|minor), (overdue, )?(due|to start by) \d", page)]
    assert len(of_gaps) >= 5
    assert all(re.search(r"rank\s+item\s+severity\s+why\s+who\s+by\s+on\s+course", page) for page in of_gaps)


@with_pdftotext
@pytest.mark.parametrize("before", [0, 96, 144, 192])
def test_the_heading_of_the_gaps_stands_on_the_page_of_the_first(opened: Open, tmp_path: Path, before: int) -> None:
    """However much stands before it: heading, count and first row are never parted by the end of a page."""
    report = example("first-plan/plan.yaml")
    crowded = report._replace(undecided=tuple(f"legal.item-{number}" for number in range(before)))
    with opened(page_of(crowded)) as (page, _, _):
        (own,) = [text for text in printed(page, tmp_path / "review.pdf") if "All 33 gaps\n" in text]
    assert re.search(r"All 33 gaps\s+33 gaps, by rank.*?\n1 VAT or sales tax", own, re.DOTALL)


@with_pdftotext
def test_a_first_page_of_many_topics_begins_with_them(opened: Open, tmp_path: Path) -> None:
    """Where what is to decide fills a page, it begins below the answers and not on a page of its own."""
    report = example("first-plan/plan.yaml")
    facts = tuple(report.gaps[0]._replace(undecided_fact=f"fact_{number}") for number in range(80))
    with opened(page_of(report._replace(gaps=(*report.gaps, *facts)))) as (page, _, _):
        first, second, *_ = printed(page, tmp_path / "review.pdf")
    assert "fact_0: yes or no?" in first
    assert "fact_79: yes or no?" not in first + second
