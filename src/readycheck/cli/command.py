"""What a command is: its arguments and options, and how it is run. Which there are, `table` says."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

#: What the parsers return for one option or argument: text, number, a flag, or several texts.
Value = Any


class Option(NamedTuple):
    """One option of a command. Its value is text unless said otherwise; None (or empty, or False) where not given."""

    name: str
    """The parameter of the command's function."""
    flags: tuple[str, ...]
    help: str
    metavar: str = "TEXT"
    flag: bool = False
    number: type[int | float] | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    names: str = ""
    """What its value is a name of, where shells can propose some: department, milestone or fact."""

    @property
    def variable(self) -> str:
        """The environment variable that gives the same value."""
        return f"READYCHECK_{self.flags[0].strip('-').replace('-', '_').upper()}"


class Argument(NamedTuple):
    """One positional argument of a command."""

    name: str
    help: str
    metavar: str
    many: bool = False
    required: bool = True
    choices: tuple[str, ...] = ()
    names: str = ""
    """What its value is a name of, where shells can propose some: department, or a word to explain."""


class Command(NamedTuple):
    """One command: how it is called, what it is for, and the function that does it."""

    path: tuple[str, ...]
    summary: str
    examples: tuple[str, ...]
    function: str
    """`module:function` below this package, imported when the command runs."""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()


class Invocation(NamedTuple):
    """A command with its values: every parameter of the command is there."""

    command: Command
    values: Mapping[str, Value]

    def run(self) -> int:
        """Run the command; return its exit code."""
        module, _, name = self.command.function.partition(":")
        function: Callable[..., int] = getattr(import_module(f"readycheck.cli.{module}"), name)
        return function(**self.values)


def default_of(parameter: Option | Argument) -> Value:
    """Return what a parameter has where the command line does not give it."""
    if parameter.many:
        return ()
    return False if isinstance(parameter, Option) and parameter.flag else None
