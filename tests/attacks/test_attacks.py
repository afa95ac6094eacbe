"""Nothing that a stranger can put into a repository hangs, crashes, fools or is obeyed by the program.

Each attack ends with the exit code, the message and the place that it ought to; within half a second of a processor,
150 MB and 512 MB of addresses; with nothing written, nothing shown that lies outside the repository, nothing on any
stream that a terminal or a runner obeys; and never with 0 or 1, which are words of the gate, nor by a signal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from readycheck.model.text import INVISIBLE
from tests.attacks import files, gaming, git, inputs, process, yaml_cases
from tests.attacks.attack import INTERRUPTED, OUTSIDE, REFUSED, SECRET, Attack
from tests.attacks.conduct import MEBIBYTES, SECONDS, UNITS, Run, Scene
from tests.attacks.threat import Threat

THEMES = (yaml_cases, gaming, files, inputs, git, process)
CASES: Mapping[str, tuple[Threat, Attack]] = {
    f"{threat.name.lower()}: {name}": (threat, attack)
    for theme in THEMES
    for threat, attacks in theme.ATTACKS.items()
    for name, attack in attacks.items()
}

#: A log that is longer hides what it says.
_LONGEST = 200_000
_OBEYED = re.compile(rf"[{INVISIBLE}\r]|^\s*:*::|##\[|##vso\[", re.MULTILINE)
#: How often a case is repeated that seems slow: other work on the machine slows some runs, and no program all of them.
_ATTEMPTS = 12


@pytest.mark.parametrize("attack", [attack for _, attack in CASES.values()], ids=list(CASES))
def test_an_attack_comes_to_nothing(tmp_path: Path, attack: Attack) -> None:
    """It ends as it ought to, says where and why, costs little, and leaves everything as it was."""
    scene = Scene(tmp_path)
    scene.lay(attack)
    before = scene.names()
    run = scene.run(attack)
    after = scene.names()
    assert run.code == attack.code, run.err[-2000:] or run.out[-2000:]
    _check_words(run, attack)
    assert {name: after[name] for name in after if name not in {"out", "err"} | attack.leaves} == before
    assert attack.leaves <= set(after)
    assert run.peak_kib <= MEBIBYTES * 1024
    assert _is_quick(run, scene, attack)


def _check_words(run: Run, attack: Attack) -> None:
    if attack.code == REFUSED:
        assert run.err.splitlines()[0] == attack.says
        assert bool(run.out) == attack.reported
    assert attack.says in [*run.out.splitlines(), *run.err.splitlines()] or attack.code == INTERRUPTED
    told = run.out + run.err
    assert len(told) < _LONGEST
    assert "Traceback" not in told
    assert SECRET not in told
    assert _OBEYED.search(told) is None


def _is_quick(run: Run, scene: Scene, attack: Attack) -> bool:
    """Whether it took half a second; or where the machine is slow or busy, as often as that is to be seen, four units."""
    if run.seconds <= SECONDS:
        return True
    for _ in range(_ATTEMPTS):
        unit = scene.units()
        again = scene.run(attack)
        if again.seconds <= max(SECONDS, UNITS * unit):
            return True
    return False


# ---------------------------------------------------------------- the corpus itself
def test_every_threat_has_an_attack() -> None:
    """No line of the threat model is left out."""
    assert {threat for threat, _ in CASES.values()} == set(Threat)


def test_there_are_enough_attacks_and_none_is_there_twice() -> None:
    """At least 150, each with another name."""
    assert len(CASES) == sum(len(attacks) for theme in THEMES for attacks in theme.ATTACKS.values())
    assert len(CASES) >= 150


def test_no_attack_may_end_as_a_word_of_the_gate() -> None:
    """0 and 1 say that the gate passed or failed; a signal says nothing."""
    assert {attack.code for _, attack in CASES.values()} <= {2, 3, 4, 70, 130}


def test_the_secret_is_there_to_be_found(tmp_path: Path) -> None:
    """What must never be shown lies where attacks look for it."""
    Scene(tmp_path).lay(Attack({}, ""))
    assert (tmp_path / "desk" / ".." / OUTSIDE).read_text() == SECRET
