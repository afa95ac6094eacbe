"""The command line: arguments to an invocation, an invocation to an exit code.

`main` is the only place where an unforeseen error is caught. Whatever goes wrong, the exit code says
whose fault it was, and 1 means only that a gate failed.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from readycheck import __version__
from readycheck.errors import ExitCode, ReadycheckError, RefusedInput

__all__ = ["main"]

#: Understood anywhere on a command line: shows the traceback of a defect.
DEBUG = "--debug"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    options = given[: given.index("--")] if "--" in given else given
    arguments = [argument for argument in options if argument != DEBUG] + given[len(options) :]
    _keep_plugins_out()
    gc.disable()  # one short run makes hardly any garbage in circles, and looking for it costs 3 %
    atexit.register(gc.freeze)  # and Python looks once more at its end, for as much as a fifth of an audit
    try:
        return _guarded(arguments, debug=len(arguments) < len(given))
    finally:
        gc.enable()


def _guarded(arguments: list[str], *, debug: bool) -> int:
    """Run a command line; turn whatever goes wrong into a message and the exit code that says whose fault it is."""
    try:
        return _run(arguments)
    except RefusedInput as error:
        from readycheck.cli.diagnostic import tell
        from readycheck.cli.streams import say

        say(tell(error.problems))
        return error.exit_code
    except ReadycheckError as error:
        from readycheck.cli.streams import say

        say(f"error: {error.message}")
        if error.hint:
            say(f"help: {error.hint}")
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        from readycheck.cli.streams import abandon_stdout

        abandon_stdout()
        return ExitCode.NOT_WRITTEN
    except BaseException as error:
        if isinstance(error, SystemExit):
            raise
        return _defect(error, debug=debug)


def _keep_plugins_out() -> None:
    """Keep pydantic from looking for plug-ins among all installed packages.

    They would be others' code in an audit, and looking for them costs a fifth of one (`importlib.metadata` brings
    zipfile, socket and email). The variable is pydantic's own switch; the empty module spares the import as well,
    and where pydantic no longer has a module of that name it does nothing.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    name = "pydantic.plugin._loader"
    if name not in sys.modules:
        module = ModuleType(name)
        module.get_plugins = tuple  # type: ignore[attr-defined]
        sys.modules[name] = module


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from readycheck.cli.streams import write_stdout

        write_stdout(f"readycheck {__version__}\n")
        return ExitCode.PASSED
    from readycheck.cli.command import Invocation
    from readycheck.cli.quick import parse
    from readycheck.cli.table import COMMANDS

    if "_READYCHECK_COMPLETE" in os.environ:
        from readycheck.cli.typed import complete

        return complete(COMMANDS)
    invocation = parse(COMMANDS, arguments, os.environ)
    if invocation is None:
        from readycheck.cli.typed import parse as parse_with_typer

        outcome = parse_with_typer(COMMANDS, arguments)
        if not isinstance(outcome, Invocation):
            return outcome
        invocation = outcome
    return invocation.run()


def _defect(error: BaseException, *, debug: bool) -> ExitCode:
    """Say that the program is at fault, and how to report it; with --debug, show where."""
    import traceback

    from readycheck.cli.streams import say

    if debug:
        say("".join(traceback.format_exception(error)))
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" at {last[0].name}:{last[0].lineno}" if last else ""
    say(f"error: this is a defect of readycheck {__version__}: {type(error).__name__}{where}")
    say("help: please report it with the command you ran; --debug shows the details")
    return ExitCode.DEFECT
