"""JUnit XML: a suite per department and a case per item, for the test pages of CI services.

A gap is a failure. What could not be checked (a profile fact is undecided, a rule of ours crashed, a file was not read)
is an error. Skipped is what nobody has to act on for this milestone: n/a, waived, or asked for a later one only.
Knows no clock: times are nought, and the day of the audit is a property.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from readycheck.model.number import percent
from readycheck.model.report import DepartmentResult, Finding, Report
from readycheck.model.text import one_line
from readycheck.model.vocabulary import Outcome
from readycheck.reports.location import plan_in_repository
from readycheck.reports.options import Options
from readycheck.reports.wording import (
    accepting_waivers,
    act_words,
    milestone_name,
    outcome_words,
    waiver_words,
    why_words,
)

#: Each count of a suite, and the elements that it counts. The element of all suites has no count of what is skipped.
_COUNTS = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
_TOTALS = ("tests", "failures", "errors")


class Came(NamedTuple):
    """What is said of a case that did not pass."""

    element: str
    """failure, error or skipped."""
    message: str
    detail: str = ""


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one document with the suites of every report, in their order. `options` say where the repository lies."""
    root = Element("testsuites", name="readycheck")
    for report in reports:
        plan = plan_in_repository(report, options)
        root.extend(_suites(report, plan, f"{plan}." if len(reports) > 1 else ""))
    for count in _TOTALS:
        root.set(count, str(len(root.findall(f".//{_COUNTS[count]}"))))
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suites(report: Report, plan: str, prefix: str) -> Iterator[Element]:
    """Yield the suites of a report; `prefix` tells the names of one plan from those of another."""
    waivers = {item: waiver_words(waiver) for item, waiver in accepting_waivers(report).items()}
    for department in report.departments:
        found = [finding for finding in report.findings if finding.department == department.id]
        if found:
            suite = _begun(f"{prefix}{department.id}", plan, _facts(report, department))
            for finding in found:
                came = _came(finding, report, waivers.get(finding.item, ""))
                _add(suite, f"{finding.item}: {finding.title}", came, finding.outcome)
            yield _counted(suite)
    if report.unread:
        suite = _begun(f"{prefix}unread", plan, ())
        for file in report.unread:
            _add(suite, file, Came("error", "could not be read; its answers are missing here"), "unread")
        yield _counted(suite)


def _begun(name: str, plan: str, facts: tuple[tuple[str, str], ...]) -> Element:
    suite = Element("testsuite", name=one_line(name), package=one_line(plan), time="0")
    properties = SubElement(suite, "properties")
    for key, value in facts:
        SubElement(properties, "property", name=key, value=one_line(value))
    return suite


def _facts(report: Report, department: DepartmentResult) -> tuple[tuple[str, str], ...]:
    """Return what a suite says besides its cases: the answer of the audit, which no count of cases gives."""
    return (
        ("launch", report.launch.name),
        ("as of", report.as_of.isoformat()),
        ("milestone", f"{report.milestone} {report.milestone_day}"),
        ("verdict", report.verdict),
        ("course", report.course),
        ("proven, all departments", percent(report.figures.proven)),
        ("proven", percent(department.figures.proven)),
        *((("shown", report.shown),) if report.shown else ()),
    )


def _came(finding: Finding, report: Report, waiver: str) -> Came | None:
    """Return what came of an item; None where it passes. `waiver` says what accepts the gap, where something does."""
    if finding.outcome is Outcome.MET:
        return None
    if finding.timing is None:
        return Came("skipped", f"n/a: {outcome_words(finding)}")
    if finding.waived:
        return Came("skipped", f"{outcome_words(finding)}; {waiver}")
    if not finding.counted:
        later = f"{milestone_name(finding.milestone)} on {finding.timing.milestone}"
        return Came("skipped", f"not asked before {later}; {why_words(finding)}")
    unchecked = finding.undecided_fact is not None or finding.unreached or finding.item in report.defects
    steps = [f"{number}. {step}" for number, step in enumerate(finding.fix, start=1)]
    detail = (f"{finding.severity} at {finding.place}", act_words(finding), finding.ask, *steps)
    return Came("error" if unchecked else "failure", why_words(finding), "\n".join(map(one_line, detail)))


def _add(suite: Element, name: str, came: Came | None, kind: str) -> None:
    """Add a case to a suite; what cannot be written in XML is shown by its code point."""
    case = SubElement(suite, "testcase", name=one_line(name), classname=suite.attrib["name"], time="0")
    if came is not None:
        said = SubElement(case, came.element, type=kind, message=one_line(came.message))
        said.text = came.detail or None


def _counted(suite: Element) -> Element:
    for count, element in _COUNTS.items():
        suite.set(count, str(len(suite.findall(f".//{element}"))))
    return suite
