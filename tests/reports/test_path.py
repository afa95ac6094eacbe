"""The path to green for people: a mail that can be read anywhere, Markdown in which nothing is live, and JSON."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator

from readycheck.cli.schema import render as render_schema
from readycheck.errors import UsageError
from readycheck.model.between import Who
from readycheck.model.path import Change, Obstacle, PathToGreen, Relaxation
from readycheck.reports import Format, Options, Selection, render_answer, select_path
from tests.reports.conftest import path_of
from tests.reports.test_markdown import payloads


def markdown(path: PathToGreen) -> str:
    return render_answer(Format.MARKDOWN, path, Options())


@payloads
def test_a_mail_has_lines_that_fit_and_nothing_that_commands_a_terminal(payload: str) -> None:
    """Lines of at most 80 columns unless a word is longer; no control character, no line that a log obeys."""
    lines = render_answer(Format.TEXT, path_of(payload), Options()).splitlines()
    assert all(len(line) <= 80 or " " not in line.strip().removeprefix("- ") for line in lines)
    assert all(line.isprintable() for line in lines)
    assert not any(line.startswith(("::", "##[", "##vso[")) for line in lines)


@pytest.mark.parametrize("payload", ["\x1b[31m", "a\nb", "\ud7ff", "\u202e", '"', "é"])
def test_the_document_fits_its_schema(payload: str) -> None:
    """Whatever is on the path, the JSON is what `readycheck schema path` says."""
    schema = json.loads(render_schema("path"))
    Draft7Validator.check_schema(schema)
    document = json.loads(render_answer(Format.JSON, path_of(payload), Options()))
    Draft7Validator(schema).validate(document)
    assert not Draft7Validator(schema).is_valid({**document, "tasks": [{}]})


def test_each_person_reads_what_to_do_when_and_for_whom() -> None:
    """Mara, Lee and Dana have their parts; Dana's blocker says when to begin, how, and by when it must be done."""
    sheet = render_answer(Format.TEXT, path_of("Release"), Options())
    assert "GA on Tue 15 Dec 2026, as of Sun 22 Nov 2026" in sheet
    assert "start by 10 Dec, done by 15 Dec: closes legal.notice (major, 5 days)" in sheet
    assert "proves legal.terms (blocker, 1 day)" in sheet
    assert "Missing: proof `Release` is a placeholder" in sheet
    assert "by 15 Dec: turn the no-go into a go for support, GA" in sheet


WAYS_OUT = {
    Change.DATE: "GA on Mon 4 Jan 2027, 20 days later (Tom Oduya)",
    Change.HURRY: "legal.terms closed by 4 Jan instead of 15 Dec (Tom Oduya)",
    Change.WAIVER: "a waiver of legal.terms, approved by Tom Oduya",
    Change.DEPUTY: "a deputy for legal.terms while away (Tom Oduya)",
    Change.FACT: "legal.terms: no (Tom Oduya)",
    Change.LIMIT: "a policy that is content with what can be had: legal.terms",
}


@pytest.mark.parametrize("change", list(Change))
def test_every_way_out_is_said(change: Change) -> None:
    """Each kind of relaxation has its words, with who can grant it."""
    path = path_of("Release")
    who = None if change is Change.LIMIT else Who("tom.oduya", "Tom Oduya")
    subject = "ga" if change is Change.DATE else "legal.terms"
    day = path.milestone_day.replace(year=2027, month=1, day=4)
    way = Relaxation(change, subject, who, day, path.milestone_day)
    blocked = path._replace(
        day=None,
        tasks=(),
        gaps=0,
        obstacles=(Obstacle("blockers", "all", "1 not yet", ("legal.terms",)),),
        relaxations=(way,),
    )
    sheet = render_answer(Format.TEXT, blocked, Options())
    assert f"- {WAYS_OUT[change]}\n" in sheet
    assert "  - blockers: 1 not yet, all (legal.terms)\n" in sheet


def test_what_is_not_proven_least_says_so() -> None:
    """A search that was stopped does not claim more than it found."""
    sheet = render_answer(Format.TEXT, path_of("Release")._replace(is_least=False), Options())
    assert "shorter way may exist" in " ".join(sheet.split())


def test_a_selection_leaves_only_what_concerns_it_and_says_so() -> None:
    """Support's page holds support's tasks and words; the whole is still counted."""
    path = path_of("Release")
    shown = select_path(path, Selection(departments=("support",)))
    assert {task.gap.department for task in shown.tasks} <= {"support"}
    assert [word.department for word in shown.signoffs] == ["support"]
    assert shown.work_days == path.work_days
    assert f"Shown: department support: {len(shown.tasks)} of {len(path.tasks)} tasks" in render_answer(
        Format.TEXT, shown, Options()
    )
    assert select_path(path, Selection()) is path
    mine = select_path(path, Selection(owners=("dana.cho",)))
    assert {task.gap.owner.id for task in mine.tasks if task.gap.owner} == {"dana.cho"}


@pytest.mark.parametrize("form", sorted(set(Format) - {Format.TEXT, Format.MARKDOWN, Format.JSON}))
def test_a_path_is_not_had_in_a_format_that_has_no_place_for_it(form: Format) -> None:
    """It is refused, with those that it can be had in."""
    with pytest.raises(UsageError, match="this cannot be had as") as refused:
        render_answer(form, path_of("Release"), Options())
    assert refused.value.hint == "take text, markdown or json"
