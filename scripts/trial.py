"""Puts mutants to the tests: each in a process of its own, forked from one in which the tests are collected already.

A changed function takes the place of the one that is imported; a constant takes it wherever it is known. What
survives as a constant, and so might only have been computed before, is tried again by a process that imports it anew.
Of a function, only the tests that call it are run, the quickest first.
"""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
import json
import os
import resource
import shlex
import signal
import sys
import tempfile
import time
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scripts.console import ROOT
from scripts.mutants import Mutant

SURVIVED, DOES_NOT_LOAD = 0, 99
TIMEOUTS = frozenset({-signal.SIGPROF, -signal.SIGALRM})
_KILLED = 1
_OPTIONS = "-x -q --no-cov -n 0 -p no:cacheprovider --capture=sys"
_MEMORY = 4 * 1024**3
#: How long a process may take besides what it computes, of which there is a limit too: on a busy machine it waits.
_WAITS_S = 10


class Target(NamedTuple):
    """A module to change, and the tests that must notice."""

    part: str
    path: Path
    only: tuple[str, ...]
    """The names in it that are changed; all where none are given."""
    tests: tuple[str, ...]

    @property
    def module(self) -> str:
        """Its dotted name."""
        return ".".join(self.path.relative_to(ROOT / "src").with_suffix("").parts)


def try_all(target: Target, found: Sequence[Mutant]) -> list[int]:
    """Return how the tests end for each mutant: SURVIVED, DOES_NOT_LOAD, one of TIMEOUTS, or else killed."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "ends.json"
        _forked(lambda: _pytest(target, folder, _Trials(target, found, into)), None)
        if not into.exists():
            raise SystemExit(f"{target.module}: its tests fail without a mutant")
        ends: list[int] = json.loads(into.read_text(encoding="utf-8"))
        return [
            _forked(functools.partial(_anew, target, mutant.source, folder), 60)
            if end == SURVIVED and not mutant.in_function and _may_be_known_elsewhere(mutant)
            else end
            for mutant, end in zip(found, ends, strict=True)
        ]


def _may_be_known_elsewhere(mutant: Mutant) -> bool:
    """Return whether another module or constant may have been made of what is changed."""
    tree = ast.parse(mutant.source)
    outside = (
        node for part in tree.body if not isinstance(part, ast.FunctionDef | ast.ClassDef) for node in ast.walk(part)
    )
    read = {node.id for node in outside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return not mutant.where.startswith("_") or mutant.where in read


def _pytest(target: Target, folder: str, *plugins: object) -> bool:
    return not pytest.main([*shlex.split(_OPTIONS), f"--basetemp={folder}/tests", *target.tests], plugins=list(plugins))


def _forked(passes: Callable[[], bool], limit_s: float | None) -> int:
    """Return how a process ends that says whether all passed, within so much time of a processor."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        if limit_s is not None:
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            signal.setitimer(signal.ITIMER_PROF, limit_s)
            signal.setitimer(signal.ITIMER_REAL, _WAITS_S + 2 * limit_s)
        os._exit(SURVIVED if passes() else _KILLED)
    finally:
        os._exit(_KILLED)


# ---------------------------------------------------------------- tests that are collected
class _Trials:
    """Runs the tests that were collected again and again."""

    def __init__(self, target: Target, found: Sequence[Mutant], into: Path) -> None:
        self._target, self._found, self._into = target, found, into

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """Give properties few examples: what they are known to find, they find soon."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest wants to load it first

        phases = [Phase.explicit, Phase.generate]
        settings.register_profile("mutation", settings.default, max_examples=20, phases=phases)
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once to see which calls what, then for each mutant those that call it."""
        calls = self._into.with_name("calls.json")
        if _forked(functools.partial(_traced, session, self._target, calls), 600):
            return True
        known = {test: (seconds, set(names)) for test, (seconds, names) in json.loads(calls.read_text()).items()}
        items = sorted(session.items, key=lambda item: known[item.nodeid][0])
        ends = []
        for mutant in self._found:
            chosen = [item for item in items if not mutant.in_function or mutant.where in known[item.nodeid][1]]
            limit_s = 5 + 5 * sum(known[item.nodeid][0] for item in chosen)
            ends.append(_forked(functools.partial(_changed, session, self._target, mutant, chosen), limit_s))
        self._into.write_text(json.dumps(ends), encoding="utf-8")
        return True


def _run(session: pytest.Session) -> bool:
    from _pytest.main import pytest_runtestloop  # noqa: PLC0415 - the loop that is wrapped

    try:
        pytest_runtestloop(session)
    except session.Failed:
        return False
    return not session.testsfailed


def _traced(session: pytest.Session, target: Target, into: Path) -> bool:
    watch = _Watch(str(target.path))
    session.config.pluginmanager.register(watch)
    if not _run(session):
        return False
    said = {item.nodeid: (watch.seconds[item.nodeid], sorted(watch.called(item))) for item in session.items}
    into.write_text(json.dumps(said), encoding="utf-8")
    return True


class _Watch:
    """Sees which functions of a file each test calls; what a fixture calls for many tests counts for its whole file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._now: set[str] = set()
        self._by: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}

    def called(self, item: pytest.Item) -> set[str]:
        """Return the functions that a test calls, by qualified name."""
        return self._by.get(item.nodeid, set()) | self._by.get(item.nodeid.partition("::")[0], set())

    @contextmanager
    def _counting_for(self, name: str) -> Iterator[None]:
        outside, self._now = self._now, self._by.setdefault(name, set())
        sys.setprofile(self._see)
        try:
            yield
        finally:
            self._now = outside

    def _see(self, frame: types.FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename == self._file:
            self._now.add(frame.f_code.co_qualname.partition(".<locals>")[0])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watch one test."""
        began = time.process_time()
        with self._counting_for(item.nodeid):
            result = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:  # noqa: ANN401
        """Watch a fixture."""
        if fixturedef.scope == "function":
            return (yield)
        with self._counting_for(request.node.nodeid.partition("::")[0]):
            return (yield)


# ---------------------------------------------------------------- one mutant
def _changed(session: pytest.Session, target: Target, mutant: Mutant, chosen: list[pytest.Item]) -> bool:
    module = importlib.import_module(target.module)
    code = compile(mutant.source, str(target.path), "exec")
    if mutant.in_function:
        _function(module, mutant.where).__code__ = _code_of(code, mutant.where)
    else:
        _put(module, code)
    session.items[:] = chosen
    return _run(session)


def _function(module: types.ModuleType, where: str) -> types.FunctionType:
    found: Any = module
    for name in where.split("."):
        found = vars(found)[name]
    while not isinstance(found, types.FunctionType):
        found = next(
            getattr(found, name) for name in ("fget", "func", "__func__", "__wrapped__") if hasattr(found, name)
        )
    return found


def _code_of(code: types.CodeType, name: str) -> types.CodeType:
    inner = (const for const in code.co_consts if isinstance(const, types.CodeType))
    on_the_way = next(const for const in inner if f"{name}.".startswith(f"{const.co_qualname}."))
    return on_the_way if on_the_way.co_qualname == name else _code_of(on_the_way, name)


def _put(module: types.ModuleType, code: types.CodeType) -> None:
    """Put the constants of a changed module wherever the old ones are known by the same name."""
    fresh = types.ModuleType(module.__name__)
    fresh.__file__ = module.__file__
    try:
        exec(code, vars(fresh))  # noqa: S102 - it is our own
    except Exception:  # noqa: BLE001 - whatever it is, no test can run
        os._exit(DOES_NOT_LOAD)
    others = [other for name, other in sys.modules.items() if name.startswith("readycheck")]
    for name, old in list(vars(module).items()):
        if name.startswith("__") or isinstance(old, type | types.FunctionType | types.ModuleType):
            continue
        for other in others:
            if vars(other).get(name) is old:
                setattr(other, name, vars(fresh)[name])


class _Mutated(SourceFileLoader):
    """Loads a mutant in place of a module."""

    def __init__(self, target: Target, source: str) -> None:
        super().__init__(target.module, str(target.path))
        self._source = source

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Answer for the module that is changed."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> types.CodeType:  # noqa: ARG002 - as it is asked for
        """Return the code of the mutant."""
        return compile(self._source, self.path, "exec")


def _anew(target: Target, source: str, folder: str) -> bool:
    sys.meta_path.insert(0, _Mutated(target, source))
    try:
        importlib.import_module(target.module)
    except BaseException:  # noqa: BLE001 - whatever it is, no test can run
        os._exit(DOES_NOT_LOAD)
    return _pytest(target, folder)
