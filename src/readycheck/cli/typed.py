"""The typer application, made from the table: help, completion, and answers to command lines that are not right."""

from __future__ import annotations

import contextlib
import inspect
import io
import math
import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Optional

from readycheck import __version__
from readycheck.cli.command import Argument, Command, Invocation, Option
from readycheck.cli.streams import write_stdout
from readycheck.errors import ExitCode

if not os.environ.get("TERMINAL_WIDTH", "1").isdigit():
    del os.environ["TERMINAL_WIDTH"]  # typer reads it as a number while it is imported

import typer

_VERSION = (False, "--version")
_SETTINGS = {"help_option_names": ["-h", "--help"]}
_ABOUT = "Holds a launch plan against checklists: are we on course, would it be a go today, who must act, by when?"


def parse(commands: Sequence[Command], arguments: Sequence[str]) -> Invocation | int:
    """Return an invocation, or the exit code of a command line that needed no more than an answer."""
    found: list[Invocation] = []
    application = build(commands, found.append)
    said = io.StringIO()
    code = 0
    try:
        with contextlib.redirect_stdout(said):
            application(list(arguments), prog_name="readycheck")
    except SystemExit as stop:
        code = int(stop.code or 0)
    if found:
        return found[0]
    write_stdout(said.getvalue())
    return ExitCode.REFUSED if code == 1 else code  # 1 is said by a gate alone, and typer says it of its own troubles


def complete(commands: Sequence[Command]) -> int:
    """Answer a shell that asks how a command line may go on; the environment says which, and what it wants to know.

    The exit code is the protocol's: fish reads 1 as leave to propose files. What is no question of a shell is not
    answered, and nothing is said of it: whoever presses a key reads no errors.
    """
    with contextlib.suppress(KeyError, ValueError):
        build(commands, lambda _: None)(args=[], prog_name="readycheck")
    return ExitCode.REFUSED


def build(commands: Sequence[Command], accept: Callable[[Invocation], None]) -> typer.Typer:
    """Return the application; each of its commands hands over what was parsed."""
    application = _group(_with_examples(_ABOUT, [command.examples[0] for command in commands]))
    groups: dict[str, typer.Typer] = {}

    @application.callback(invoke_without_command=False)
    def root(
        *,
        version: bool = typer.Option(*_VERSION, is_eager=True, callback=_version, help="Print the version."),
    ) -> None:
        del version

    for command in commands:
        parent = application
        if len(command.path) > 1:
            name = command.path[0]
            if name not in groups:
                examples = [other.examples[0] for other in commands if other.path[0] == name]
                groups[name] = _group(_with_examples(f"Look at the {name} in force.", examples))
                application.add_typer(groups[name], name=name)
            parent = groups[name]
        parent.command(
            command.path[-1],
            help=_with_examples(command.summary, command.examples),
            short_help=command.summary,
            context_settings=_SETTINGS,
        )(_function(command, accept))
    return application


def _group(text: str) -> typer.Typer:
    return typer.Typer(
        help=text,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
    )


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's callback
    if asked:
        typer.echo(f"readycheck {__version__}")
        raise typer.Exit


def _with_examples(text: str, examples: Sequence[str]) -> str:
    """Return a help text: examples first, as they are written, then what it is about."""
    lines = "\n".join(f"  {example}" for example in examples)
    return f"\b\nExamples:\n{lines}\n\n{text}"


def _function(command: Command, accept: Callable[[Invocation], None]) -> Callable[..., None]:
    """Return a function whose signature says to typer what the table says of a command."""

    def function(**values: Any) -> None:  # noqa: ANN401 - as the table says
        accept(Invocation(command, {name: _plain(value) for name, value in values.items()}))

    items: tuple[Option | Argument, ...] = (*command.arguments, *command.options)
    parameters = [_parameter(item) for item in items]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return function


def _plain(value: Any) -> Any:  # noqa: ANN401 - as the table says
    """Return a value as the quick entry gives it: tuples for lists, words for choices."""
    if isinstance(value, list):
        return tuple(map(_plain, value))
    return str(value) if isinstance(value, StrEnum) else value


def _parameter(item: Option | Argument) -> inspect.Parameter:
    base: Any = StrEnum(item.name, [(choice, choice) for choice in item.choices]) if item.choices else str
    if isinstance(item, Option):
        base = bool if item.flag else item.number or base
        default = typer.Option(
            [] if item.many else False if item.flag else None,
            *item.flags,
            help=item.help,
            metavar=None if item.choices or item.flag else item.metavar,
            envvar=item.variable,
            show_default=False,
            callback=_finite if item.number is float else None,
            autocompletion=_completion(item),
        )
    else:
        default = typer.Argument(
            ... if item.required else [] if item.many else None,
            help=item.help,
            metavar=item.metavar,
            autocompletion=_completion(item),
        )
    if item.many:
        annotation: Any = list[base]
    elif base is bool or (isinstance(item, Argument) and item.required):
        annotation = base
    else:
        annotation = Optional[base]  # noqa: UP045 - made at run time
    return inspect.Parameter(item.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _completion(item: Option | Argument) -> Callable[[str], list[tuple[str, str]]] | None:
    if not item.names:
        return None

    def propose(incomplete: str) -> list[tuple[str, str]]:
        from readycheck.cli.completion import proposals  # noqa: PLC0415 - for shells only

        return proposals(item.names, incomplete)

    return propose


def _finite(value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        message = "give a finite number"
        raise typer.BadParameter(message)
    return value
