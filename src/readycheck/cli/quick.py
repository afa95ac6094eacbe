"""The quick entry: reads a command line that is right, and leaves every other to typer.

It understands exactly what the table says. On help, on anything unknown, missing or malformed, and where the
environment gives options, it returns None: then typer reads the same table and answers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from readycheck.cli.command import Argument, Command, Invocation, Option, default_of


class _NotRight(Exception):
    """The command line is for typer to answer."""


def parse(commands: Sequence[Command], arguments: Sequence[str], environment: Mapping[str, str]) -> Invocation | None:
    """Return the invocation that a right command line means, or None."""
    for command in commands:
        length = len(command.path)
        if tuple(arguments[:length]) == command.path:
            if any(environment.get(option.variable) for option in command.options):
                return None
            try:
                return Invocation(command, _values(command, arguments[length:]))
            except _NotRight:
                return None
    return None


def _values(command: Command, arguments: Sequence[str]) -> dict[str, Any]:
    by_flag = {flag: option for option in command.options for flag in option.flags}
    given: dict[str, list[Any]] = {}
    positional: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            positional += rest
        elif argument.startswith("-") and argument != "-":
            name, equals, attached = argument.partition("=")
            option = by_flag.get(name)
            if option is None or (equals and (option.flag or not name.startswith("--"))):
                raise _NotRight
            given.setdefault(option.name, []).append(_value(option, attached if equals else None, rest))
        else:
            positional.append(argument)
    values = {option.name: _collected(option, given.get(option.name)) for option in command.options}
    return values | _positional(command.arguments, positional)


def _value(option: Option, attached: str | None, rest: Any) -> Any:  # noqa: ANN401 - an iterator and a value
    if option.flag:
        return True
    text = attached if attached is not None else next(rest, None)
    if text is None or (option.choices and text not in option.choices):
        raise _NotRight
    if option.number is None:
        return text
    try:
        number = option.number(text)
    except ValueError:
        raise _NotRight from None
    if not math.isfinite(number):
        raise _NotRight
    return number


def _collected(option: Option, given: list[Any] | None) -> Any:  # noqa: ANN401 - as the option says
    if given is None:
        return default_of(option)
    return tuple(given) if option.many else given[-1]


def _positional(arguments: Sequence[Argument], given: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for argument in arguments:
        taken, given = (given, []) if argument.many else (given[:1], given[1:])
        if (argument.required and not taken) or (argument.choices and not set(taken) <= set(argument.choices)):
            raise _NotRight
        values[argument.name] = tuple(taken) if argument.many else next(iter(taken), None)
    if given:
        raise _NotRight
    return values
