"""`--online`: links are opened when that is asked, and only then; what came of it decides, and is told."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import trustme

from readycheck.errors import ExitCode
from tests.cli.conftest import AS_OF, CHECKLISTS, DATED, Desk, environment_with, go_plan
from tests.evidence.company_site import OK, Site, answer, network, serving

ALIVE, GONE, LOCKED = (f"https://wiki.example/{page}" for page in ("alive", "gone", "locked"))
#: A link that is not opened wherever the tests run: nothing is sent, and nothing is looked up.
UNOPENED = "https://wiki.example:8443/terms"
WHY = "names port 8443, and only 443, that of https, is opened"
#: pydantic itself loads `_socket` and `threading`, and opens nothing.
NETWORK = {"urllib3", "idna", "ssl", "_ssl", "socket", "http", "queue", "concurrent"}


def plan_with(terms: object, **changes: Any) -> dict[str, Any]:
    """Return a plan that is a go if these proofs of the terms hold."""
    plan = {**go_plan(), **changes}
    plan["departments"]["legal"]["items"]["terms"] = {"status": "done", "evidence": terms}
    return plan


@pytest.fixture
def links(company: Desk) -> Desk:
    """A company for whose terms a link is enough."""
    terms, notice = CHECKLISTS["legal"]
    items = [{**terms, "evidence": "link"}, notice]
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    company.write("checklists/legal.yaml", {**head, "items": items})
    return company


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The only site of an internet of its own."""
    authority = trustme.CA()
    routes = {"/alive": OK, "/locked": answer("403 Forbidden")}
    with serving(routes, authority.issue_cert("wiki.example")) as running:
        monkeypatch.setattr("readycheck.evidence.online.internet", lambda: network(authority, running))
        yield running


def read(desk: Desk, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Return the exit code of an audit, and its report."""
    result = desk.audit(*arguments, "-f", "json")
    return result.code, json.loads(result.out)["reports"][0]


def terms_of(report: dict[str, Any]) -> tuple[str, str]:
    """Return what the terms come to, and why."""
    found = next(entry for entry in report["findings"] if entry["item"] == "legal.terms")
    return found["outcome"], found["reason"]


def said(report: dict[str, Any], kind: str = "links") -> list[str]:
    """Return the notices of a kind."""
    return [notice["message"] for notice in report["notices"] if notice["kind"] == kind]


def opened(report: dict[str, Any]) -> list[str]:
    """Return what is said of links that were opened."""
    return [entry["detail"] for entry in report["departures"] if entry["what"] == "--online"]


# ---------------------------------------------------------------- what it comes to
def test_without_it_nothing_is_opened_and_a_go_says_so(links: Desk, site: Site) -> None:
    """A link counts for its form, and whoever says go is told."""
    links.write("plan.yaml", plan_with(GONE))
    code, report = read(links, "plan.yaml")
    assert (code, terms_of(report)) == (0, ("met", ""))
    assert said(report) == ["1 proof is a link, checked for form only: --online opens links"]
    assert opened(report) == []
    assert site.connections == 0


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("proofs", "code", "outcome", "reason", "counted"),
    [
        (ALIVE, 0, "met", "", "1 link was opened"),
        (GONE, 1, "unproven", f"proof `{GONE}` answers 404: nothing is there", "1 link was opened: 1 dead"),
        (
            LOCKED,
            3,
            "unknown",
            f"could not check: `{LOCKED}` answers 403: not everybody may see it",
            "1 link was opened: 1 could not be checked",
        ),
        ([GONE, LOCKED, ALIVE], 0, "met", "", "3 links were opened: 1 dead, 1 could not be checked"),
        (
            [GONE, LOCKED],
            3,
            "unknown",
            f"could not check: `{LOCKED}` answers 403: not everybody may see it",
            "2 links were opened: 1 dead, 1 could not be checked",
        ),
        ("terms.md", 0, "met", "", "0 links were opened"),
    ],
    ids=["alive", "gone", "locked", "one of three", "none of two", "document"],
)
def test_what_a_link_comes_to_decides(
    links: Desk, proofs: object, code: int, outcome: str, reason: str, counted: str
) -> None:
    """There: proven. Gone: claimed, so no go. Not to be reached: unknown, so undecided; and how many, on which day."""
    links.write("plan.yaml", plan_with(proofs))
    found, report = read(links, "plan.yaml", "--online")
    assert (found, terms_of(report)) == (code, (outcome, reason))
    assert said(report) == []
    (detail,) = opened(report)
    number, _, came = counted.partition(":")
    assert re.fullmatch(rf"{number} on 20\d\d-\d\d-\d\d{f':{came}' if came else ''}", detail)


@pytest.mark.usefixtures("site")
def test_what_could_not_be_checked_was_answered(links: Desk) -> None:
    """Its owner is asked for proof, not for an answer; a test report has it as an error, not as a failure."""
    links.write("plan.yaml", plan_with(LOCKED))
    (step,) = (entry for entry in read(links, "plan.yaml", "--online")[1]["first"] if entry["item"] == "legal.terms")
    assert (step["what"], step["how"]) == (
        "proves legal.terms",
        f"could not check: `{LOCKED}` answers 403: not everybody may see it",
    )
    tests = ET.fromstring(links.audit("plan.yaml", "--online", "-f", "junit").out.encode())  # noqa: S314 - ours
    case = next(found for found in tests.iter("testcase") if found.attrib["name"].startswith("legal.terms"))
    assert [child.tag for child in case] == ["error"]


def test_a_section_that_links_is_opened_too(links: Desk, site: Site) -> None:
    """What a rule reads counts like any proof, and is opened once for all that name it."""
    rule = {"kind": "announcements", "to": ["customers"]}
    terms = {**CHECKLISTS["legal"][0], "rule": rule}
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    links.write("checklists/legal.yaml", {**head, "items": [{k: v for k, v in terms.items() if k != "evidence"}]})
    entry = {"to": "customers", "channel": "mail", "owner": "dana.cho", "date": "T+0", "approved_by": "mara.lind"}
    plan = go_plan()
    del plan["departments"]["legal"]["items"]
    for page, outcome in ((ALIVE, "met"), (GONE, "open"), (LOCKED, "unknown")):
        plan["announcements"] = [{**entry, "text": page}, {**entry, "text": page}]
        links.write("plan.yaml", plan)
        assert terms_of(read(links, "plan.yaml", "--online")[1])[0] == outcome
    assert len(site.asked) == 3


def test_several_plans_ask_once(links: Desk, site: Site) -> None:
    """Plans of one company name the same pages, and a baseline does as well."""
    for name in ("one.yaml", "two.yaml", "old.yaml"):
        links.write(name, plan_with([ALIVE, GONE]))
    result = links.audit("one.yaml", "two.yaml", "--online", "-f", "json")
    assert result.code == 0
    assert len(site.asked) == 2
    assert links.audit("one.yaml", "--baseline", "old.yaml", "--online").code == 0
    assert len(site.asked) == 4


def test_a_launch_that_is_needed_has_its_links_opened(links: Desk, site: Site) -> None:
    """Its verdict is asked for, and is no more than its proofs."""
    links.write("other/launch.yaml", plan_with(GONE))
    waits = [{"launch": "Other", "needs": "ga", "by": "T-1", "owner": "mara.lind", "plan": "other/launch.yaml"}]
    links.write("plan.yaml", plan_with(ALIVE, depends_on=waits))
    assert links.audit("plan.yaml", "--online").code == 0
    assert sorted(asked.line.split()[1] for asked in site.asked) == ["/alive", "/gone"]


def test_next_goes_by_what_was_opened(links: Desk, site: Site) -> None:
    """A dead link is on the path to green."""
    links.write("plan.yaml", plan_with(GONE))
    assert "legal.terms" not in links.run("next", "plan.yaml", *DATED).out
    assert "legal.terms" in links.run("next", "plan.yaml", *DATED, "--online").out
    assert len(site.asked) == 1


def test_the_same_answers_give_the_same_bytes(links: Desk, site: Site) -> None:
    """Whatever came first."""
    pages = [f"https://wiki.example/{number}" for number in range(20)]
    links.write("plan.yaml", plan_with([*pages, LOCKED, ALIVE]))
    one, other = (links.audit("plan.yaml", "--online", "-f", "json") for _ in range(2))
    assert one == other
    assert len(site.asked) == 44


# ---------------------------------------------------------------- the command line
def test_the_variable_asks_for_it_too(links: Desk) -> None:
    """Like any option, it has a twin."""
    links.write("plan.yaml", plan_with(UNOPENED))
    run = links.spawn("audit", *DATED, "plan.yaml", environment={"READYCHECK_ONLINE": "1"})
    assert run.returncode == ExitCode.UNDECIDED
    assert f"could not check: `{UNOPENED}` {WHY}" in run.stdout.decode()


def process(desk: Desk, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the program in a process, after other lines."""
    lines = f"import sys\n{program}\nfrom readycheck.cli import main\ncode = main(sys.argv[1:])\n"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", f"{lines}print(code, *sorted(sys.modules))", *arguments],
        cwd=desk.path,
        env=environment_with({"COVERAGE_PROCESS_START": None, "COVERAGE_PROCESS_CONFIG": None}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_nothing_of_a_network_is_imported_without_it(links: Desk) -> None:
    """Whoever does not ask for it runs no line that could send anything."""
    links.write("plan.yaml", plan_with(UNOPENED))
    out, _ = process(links, "", "audit", "plan.yaml", *DATED, "-q", "-o", "report.md").communicate(timeout=60)
    code, *names = out.decode().split()
    assert (int(code), NETWORK & set(names)) == (0, set())
    assert "readycheck.evidence.online" not in names


@pytest.mark.parametrize("package", ["urllib3", "idna"])
def test_whoever_has_not_installed_it_is_told_how(links: Desk, package: str) -> None:
    """An audit that was to open links does not go on without, as if all of them held."""
    links.write("plan.yaml", plan_with(UNOPENED))
    missing = f"sys.modules[{package!r}] = None"
    out, err = process(links, missing, "audit", "plan.yaml", *DATED, "--online").communicate(timeout=60)
    assert out.decode().split()[0] == "2"
    assert err.decode().splitlines() == [
        "error: opening links needs the packages urllib3 and idna",
        "help: pip install 'readycheck-cli[online]'",
    ]


HANGING = r"""
import os, time
from readycheck.evidence import online
def look_up(name):
    os.write(1, b"looked up\n")
    time.sleep(100)
online.internet = lambda: online.visit.Network(look_up, bool, None)
import atexit
atexit.register(lambda: print("ended", flush=True))
"""


def test_who_breaks_off_is_not_kept_waiting(links: Desk) -> None:
    """Ctrl-C ends it at once, whatever still waits for an answer, and says nothing."""
    links.write("plan.yaml", plan_with([f"https://wiki.example/{number}" for number in range(20)]))
    with process(links, HANGING, "audit", "plan.yaml", *DATED, "--online", "-o", "report.md") as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"looked up\n"
        began = time.monotonic()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert time.monotonic() - began < 5
    assert (out.decode().splitlines()[-2].split()[0], out.decode().splitlines()[-1], err) == ("130", "ended", b"")
    assert not (links.path / "report.md").exists()


def test_progress_is_for_who_looks(links: Desk) -> None:
    """At a terminal two links or more are counted, on stderr; nobody else is told."""
    links.write("one.yaml", plan_with(UNOPENED))
    links.write("two.yaml", plan_with([UNOPENED, f"{UNOPENED}/v2"]))
    asked = ("audit", "--as-of", AS_OF, "--online")
    assert "opening links" in links.terminal(*asked, "two.yaml").out
    assert "opening links" not in links.terminal(*asked, "one.yaml").out
    assert "opening links" not in links.terminal(*asked, "two.yaml", "-q").out
    piped = links.spawn(*asked, "two.yaml")
    assert (piped.returncode, piped.stderr) == (3, b"")
