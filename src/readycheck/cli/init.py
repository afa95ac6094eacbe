"""`readycheck init`: asks what a first plan needs, at a terminal or by options, and writes it."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from readycheck.app.planning import concerned_departments, first_plan
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.questions import needed, optional, several
from readycheck.cli.rules import rules_here
from readycheck.documents.first_plan import FirstAnswers
from readycheck.documents.policy import Rules
from readycheck.documents.proposal import load_kinds
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, OutputError, UsageError
from readycheck.files import write_whole
from readycheck.model.base import Identifier
from readycheck.model.kind import LaunchKind
from readycheck.model.plan.journey import Journey
from readycheck.model.text import printable
from readycheck.model.vocabulary import LaunchClass, Truth

_PERSON = TypeAdapter(Identifier)


def init(  # noqa: PLR0913 - the options of the command
    *,
    path: str | None,
    name: str | None,
    date: str | None,
    owner: str | None,
    sponsor: str | None,
    launch_class: str | None,
    kind: str | None,
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
    terminal = streams.stdin_is_terminal()
    answers = FirstAnswers(
        name=needed("--name", "What will customers call it?", name, _name, terminal=terminal),
        day=needed(
            "--date",
            "On which day does it launch (YYYY-MM-DD)?",
            date,
            lambda text: day_of(text, "--date"),
            terminal=terminal,
        ),
        owner=needed("--owner", "Who drives the launch (an id such as mara.lind)?", owner, _person, terminal=terminal),
        sponsor=optional(
            "Who is the senior sponsor (an id; empty if nobody yet)?", sponsor, _person, terminal=terminal
        ),
        launch_class=_class(launch_class, terminal=terminal),
        profile=given,
        leads=chosen,
    )
    if answers.sponsor == answers.owner:
        raise UsageError(f"`{answers.owner}` cannot be both owner and sponsor", hint="name another sponsor, or none")
    if answers.day < day_of(as_of):
        raise UsageError(f"--date {answers.day} has passed", hint="give a launch day that is still to come")
    of_kind = _kind(kind, terminal=terminal)
    answers = answers._replace(profile=_settled(of_kind, rules) | given)
    if terminal:
        answers = answers._replace(profile=answers.profile | _ask_profile(answers.profile, rules))
        answers = answers._replace(leads=chosen | _ask_leads(answers, rules))
    answers = answers._replace(journeys=_journeys(of_kind, terminal=terminal))
    text = first_plan(answers, rules, as_of=day_of(as_of), file=str(target))
    try:
        write_whole(target, text)
    except OSError as error:
        message = f"cannot write {printable(str(target))}: {error.strerror or error}"
        raise OutputError(message, hint="check the folder and its permissions") from None
    streams.say(f"wrote {target}; next: readycheck audit {target}")
    return ExitCode.PASSED


def _is_there(target: Path) -> bool:
    try:
        return target.exists()
    except OSError as error:
        message = f"cannot write {printable(str(target))}: {error.strerror or error}"
        raise OutputError(message, hint="check the folder and its permissions") from None


# ---------------------------------------------------------------- what an answer may be
def _name(text: str) -> str:
    if not text.strip() or printable(text) != text:
        raise UsageError("--name is empty, or holds characters that cannot be seen", hint="type it again")
    return text.strip()


def _person(text: str) -> str:
    try:
        return _PERSON.validate_python(text)
    except ValidationError:
        hint = "use small letters, digits and - . _, such as mara.lind"
        raise UsageError(f"`{printable(text)}` is not a person's id", hint=hint) from None


def _class(given: str | None, *, terminal: bool) -> LaunchClass:
    def read(text: str) -> LaunchClass:
        if text not in set(LaunchClass):
            raise UsageError(f"`{printable(text)}` is no class", hint="flagship, standard or quiet")
        return LaunchClass(text)

    question = "How much rigour does it deserve: flagship, standard or quiet (empty: standard)?"
    return optional(question, given, read, terminal=terminal) or LaunchClass.STANDARD


def _profile(yes_facts: tuple[str, ...], no_facts: tuple[str, ...], rules: Rules) -> dict[str, Truth]:
    for fact in (*yes_facts, *no_facts):
        if fact not in rules.catalogue.facts:
            hint = did_you_mean(fact, rules.catalogue.facts) or "`readycheck checklist list` lists the facts"
            raise UsageError(f"profile fact `{printable(fact)}` does not exist", hint=hint)
    both = set(yes_facts) & set(no_facts)
    if both:
        raise UsageError(f"`{min(both)}` is both --yes and --no", hint="decide for one, or leave both out")
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


# ---------------------------------------------------------------- the kind of launch, and what it leaves open
def _kind(given: str | None, *, terminal: bool) -> LaunchKind | None:
    kinds = load_kinds()
    words = {str(number): kind for number, kind in enumerate(kinds, start=1)} | {kind: kind for kind in kinds}

    def read(text: str) -> LaunchKind:
        if text not in words:
            hint = did_you_mean(text, kinds) or f"there are {', '.join(kinds)}"
            raise UsageError(f"`{printable(text)}` is no kind of launch", hint=hint)
        return kinds[words[text]]

    if terminal and given is None:
        for number, kind in enumerate(kinds.values(), start=1):
            streams.say(f"  {number:>2} {kind.title}")
    return optional("What kind of launch is it (a number; empty: none of these)?", given, read, terminal=terminal)


def _settled(kind: LaunchKind | None, rules: Rules) -> dict[str, Truth]:
    known = rules.catalogue.facts
    return {fact: truth for fact, truth in (kind.facts if kind else {}).items() if fact in known}


def _ask_profile(settled: dict[str, Truth], rules: Rules) -> dict[str, Truth]:
    left = {fact: text for fact, text in rules.catalogue.facts.items() if fact not in settled}
    if not left:
        return {}
    holds = several("Which of these are so (numbers; empty: none)?", left)
    rest = {fact: text for fact, text in left.items() if fact not in holds}
    if not rest:
        return dict.fromkeys(holds, Truth.YES)
    question = "And which of these are not (numbers, or `rest`; what you leave out stays undecided)?"
    fails = several(question, rest, rest=True)
    return dict.fromkeys(holds, Truth.YES) | dict.fromkeys(fails, Truth.NO)


def _ask_leads(answers: FirstAnswers, rules: Rules) -> dict[str, str]:
    open_parts = [name for name in concerned_departments(answers, rules) if name not in answers.leads]
    if not open_parts:
        return {}
    streams.say(f"  These have a part in it: {', '.join(open_parts)}")
    question = "Who leads them (such as legal=dana.cho support=lee.ng; empty: not known yet)?"
    return optional(question, None, lambda text: _leads(tuple(text.split()), rules), terminal=True) or {}


def _journeys(kind: LaunchKind | None, *, terminal: bool) -> tuple[Journey, ...]:
    journeys = {journey.name: journey for journey in kind.journeys} if kind else {}
    if not terminal or len(journeys) <= 1:
        return tuple(journeys.values())
    question = "Which of these journeys do customers go on (numbers; empty: all)?"
    chosen = several(question, {name: name for name in journeys})
    return tuple(journeys[name] for name in chosen or journeys)
