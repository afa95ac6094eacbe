"""What `init` is told about a launch: by options, by questions at a terminal, and what an answer may be."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from readycheck.app.planning import concerned_departments
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.questions import needed, optional, several
from readycheck.documents.first_plan import Basics
from readycheck.documents.policy import Rules
from readycheck.documents.proposal import load_kinds
from readycheck.documents.validation import did_you_mean
from readycheck.errors import UsageError
from readycheck.model.base import Identifier
from readycheck.model.kind import LaunchKind
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.journey import Journey
from readycheck.model.text import printable
from readycheck.model.vocabulary import LaunchClass, Truth

_PERSON = TypeAdapter(Identifier)


class Given(NamedTuple):
    """What the command line says, as it was typed."""

    name: str | None
    day: str | None
    owner: str | None
    sponsor: str | None
    launch_class: str | None
    kind: str | None
    leads: tuple[str, ...]
    yes_facts: tuple[str, ...]
    no_facts: tuple[str, ...]
    as_of: date


def first_answers(given: Given, rules: Rules) -> Basics:
    """Return what a first plan needs; UsageError where an answer is missing and nobody can be asked."""
    terminal = streams.stdin_is_terminal()
    profile = _profile(given.yes_facts, given.no_facts, rules)
    chosen = _leads(given.leads, rules)
    answers = Basics(
        name=_name_of(given, terminal=terminal),
        day=_day_of(given, terminal=terminal),
        owner=needed(
            "--owner", "Who drives the launch (an id such as mara.lind)?", given.owner, _person, terminal=terminal
        ),
        sponsor=optional(
            "Who is the senior sponsor (an id; empty if nobody yet)?", given.sponsor, _person, terminal=terminal
        ),
        launch_class=_class(given.launch_class, terminal=terminal),
        profile=profile,
        leads=chosen,
    )
    _check(answers, given.as_of)
    of_kind = _kind(given.kind, terminal=terminal)
    answers = answers._replace(profile=_settled(of_kind, rules) | profile)
    if terminal:
        answers = answers._replace(profile=answers.profile | _ask_profile(answers.profile, rules))
        answers = answers._replace(leads=chosen | _ask_leads(answers, rules))
    return answers._replace(journeys=_journeys(of_kind, terminal=terminal))


def next_answers(given: Given, last: LaunchPlan, rules: Rules) -> Basics:
    """Return what the plan of the next launch needs: name and day are asked, the rest is as last time unless given."""
    if given.kind is not None:
        raise UsageError("--kind settles what the last plan says already", hint="leave out --kind, or --from")
    terminal = streams.stdin_is_terminal()
    profile = {fact: truth for fact, truth in last.profile.items() if fact in rules.catalogue.facts}
    answers = Basics(
        name=_name_of(given, terminal=terminal),
        day=_day_of(given, terminal=terminal),
        owner=_person(given.owner) if given.owner is not None else last.launch.owner,
        sponsor=_person(given.sponsor) if given.sponsor is not None else last.launch.sponsor,
        launch_class=_read_class(given.launch_class) if given.launch_class is not None else last.launch.launch_class,
        profile=profile | _profile(given.yes_facts, given.no_facts, rules),
        leads=_leads(given.leads, rules),
    )
    _check(answers, given.as_of)
    return answers


def _check(answers: Basics, as_of: date) -> None:
    if answers.sponsor == answers.owner:
        raise UsageError(f"`{answers.owner}` cannot be both owner and sponsor", hint="name another sponsor, or none")
    if answers.day < as_of:
        raise UsageError(f"--date {answers.day} has passed", hint="give a launch day that is still to come")


# ---------------------------------------------------------------- what an answer may be
def _name_of(given: Given, *, terminal: bool) -> str:
    return needed("--name", "What will customers call it?", given.name, _name, terminal=terminal)


def _day_of(given: Given, *, terminal: bool) -> date:
    question = "On which day does it launch (YYYY-MM-DD)?"
    return needed("--date", question, given.day, lambda text: day_of(text, "--date"), terminal=terminal)


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
    question = "How much rigour does it deserve: flagship, standard or quiet (empty: standard)?"
    return optional(question, given, _read_class, terminal=terminal) or LaunchClass.STANDARD


def _read_class(text: str) -> LaunchClass:
    if text not in set(LaunchClass):
        raise UsageError(f"`{printable(text)}` is no class", hint="flagship, standard or quiet")
    return LaunchClass(text)


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


def _ask_leads(answers: Basics, rules: Rules) -> dict[str, str]:
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
