"""`readycheck init`: asks what a first plan needs, at a terminal or by options, and writes it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from readycheck.app.planning import first_plan
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.rules import rules_here
from readycheck.documents.first_plan import FirstAnswers
from readycheck.documents.policy import Rules
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, OutputError, UsageError
from readycheck.files import write_whole
from readycheck.model.base import Identifier
from readycheck.model.text import printable
from readycheck.model.vocabulary import LaunchClass, Truth

T = TypeVar("T")

_PERSON = TypeAdapter(Identifier)


def init(  # noqa: PLR0913 - the options of the command
    *,
    path: str | None,
    name: str | None,
    date: str | None,
    owner: str | None,
    sponsor: str | None,
    launch_class: str | None,
    leads: tuple[str, ...],
    yes_facts: tuple[str, ...],
    no_facts: tuple[str, ...],
    as_of: str | None,
    policy: str | None,
    force: bool,
) -> int:
    """Write a first plan; UsageError where an answer is missing and nobody can be asked."""
    target = Path(path or "launch.yaml")
    if _is_there(target) and not force:
        raise UsageError(f"{printable(str(target))} is there already", hint="name another file, or use --force")
    rules = rules_here(policy)
    given = _profile(yes_facts, no_facts, rules)
    chosen = _leads(leads, rules)
    ask = streams.stdin_is_terminal()
    answers = FirstAnswers(
        name=_text("--name", "What will customers call it?", name, ask=ask),
        day=_asked(
            "--date", "On which day does it launch (YYYY-MM-DD)?", date, lambda text: day_of(text, "--date"), ask=ask
        ),
        owner=_asked("--owner", "Who drives the launch (an id such as mara.lind)?", owner, _person, ask=ask),
        sponsor=_optional("Who is the senior sponsor (an id; empty if nobody yet)?", sponsor, _person, ask=ask),
        launch_class=_class(launch_class, ask=ask),
        profile=given | _ask_profile(given, rules, ask=ask),
        leads=chosen | _ask_leads(chosen, rules, ask=ask),
    )
    if answers.day < day_of(as_of):
        raise UsageError(f"--date {answers.day} has passed", hint="give a launch day that is still to come")
    if answers.sponsor == answers.owner:
        raise UsageError(f"`{answers.owner}` cannot be both owner and sponsor", hint="name another sponsor, or none")
    text = first_plan(answers, rules, as_of=day_of(as_of), file=str(target))
    try:
        write_whole(target, text)
    except OSError as error:
        raise OutputError(f"cannot write {printable(str(target))}: {error.strerror or error}") from None
    streams.say(f"wrote {target}; next: readycheck audit {target}")
    return ExitCode.PASSED


def _is_there(target: Path) -> bool:
    try:
        return target.exists()
    except OSError as error:
        raise OutputError(f"cannot write {printable(str(target))}: {error.strerror or error}") from None


# ---------------------------------------------------------------- answers given as options
def _profile(yes_facts: tuple[str, ...], no_facts: tuple[str, ...], rules: Rules) -> dict[str, Truth]:
    for fact in (*yes_facts, *no_facts):
        if fact not in rules.catalogue.facts:
            hint = did_you_mean(fact, rules.catalogue.facts) or "`readycheck checklist list` lists the facts"
            raise UsageError(f"profile fact `{printable(fact)}` does not exist", hint=hint)
    both = set(yes_facts) & set(no_facts)
    if both:
        raise UsageError(f"`{min(both)}` is both --yes and --no")
    return dict.fromkeys(yes_facts, Truth.YES) | dict.fromkeys(no_facts, Truth.NO)


def _leads(given: tuple[str, ...], rules: Rules) -> dict[str, str]:
    leads: dict[str, str] = {}
    for entry in given:
        department, equals, person = entry.partition("=")
        if not equals:
            raise UsageError(f"--lead {printable(entry)} names no person", hint="write --lead legal=dana.cho")
        if department not in rules.catalogue.titles:
            titles = rules.catalogue.titles
            hint = did_you_mean(department, titles) or f"there are {', '.join(titles)}"
            raise UsageError(f"no checklist of `{printable(department)}` is in force", hint=hint)
        leads[department] = _person(person)
    return leads


def _person(text: str) -> str:
    try:
        return _PERSON.validate_python(text)
    except ValidationError:
        hint = "use small letters, digits and - . _, such as mara.lind"
        raise UsageError(f"`{printable(text)}` is not a person's id", hint=hint) from None


# ---------------------------------------------------------------- questions at a terminal
def _question(text: str) -> str:
    sys.stderr.write(f"{text} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()


def _asked(option: str, question: str, given: str | None, read: Callable[[str], T], *, ask: bool) -> T:
    if given is not None:
        return read(given)
    if not ask:
        raise UsageError(f"{option} is missing, and there is no terminal to ask at", hint=f"give {option}")
    while True:
        answer = _question(question)
        try:
            if answer:
                return read(answer)
        except UsageError as error:
            streams.say(f"{error.message}. {error.hint}")


def _text(option: str, question: str, given: str | None, *, ask: bool) -> str:
    def read(text: str) -> str:
        if not text.strip() or printable(text) != text:
            raise UsageError(f"{option} is empty, or holds characters that cannot be seen")
        return text.strip()

    return _asked(option, question, given, read, ask=ask)


def _optional(question: str, given: str | None, read: Callable[[str], T], *, ask: bool) -> T | None:
    if given is not None:
        return read(given)
    while ask and (answer := _question(question)):
        try:
            return read(answer)
        except UsageError as error:
            streams.say(f"{error.message}. {error.hint}")
    return None


def _class(given: str | None, *, ask: bool) -> LaunchClass:
    def read(text: str) -> LaunchClass:
        if text not in set(LaunchClass):
            raise UsageError(f"`{printable(text)}` is no class", hint="flagship, standard or quiet")
        return LaunchClass(text)

    question = "How much rigour does it deserve: flagship, standard or quiet (empty: standard)?"
    return _optional(question, given, read, ask=ask) or LaunchClass.STANDARD


def _ask_profile(given: dict[str, Truth], rules: Rules, *, ask: bool) -> dict[str, Truth]:
    words = {"y": Truth.YES, "yes": Truth.YES, "n": Truth.NO, "no": Truth.NO}
    return {
        fact: words.get(_question(f"{question} (yes, no, or empty if undecided)").lower(), Truth.UNKNOWN)
        for fact, question in rules.catalogue.facts.items()
        if ask and fact not in given
    }


def _ask_leads(given: dict[str, str], rules: Rules, *, ask: bool) -> dict[str, str]:
    asked = {
        department: _optional(f"Who leads {department} (an id; empty if unknown)?", None, _person, ask=ask)
        for department in rules.catalogue.titles
        if department not in given
    }
    return {department: person for department, person in asked.items() if person is not None}
