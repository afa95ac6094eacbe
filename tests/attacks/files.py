"""Files that are no files, and paths that lead elsewhere. What they hold is never shown."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tests.attacks.attack import COMPANY, OUTSIDE, PLAN, Attack, Attacks, Content, link, policy, unproven
from tests.attacks.threat import Threat

FORM = "is not a path within the repository, with / between folders"
OUT = "leads outside the repository"
PIPE = "is not an ordinary file"


def named(path: str, why: str) -> Attack:
    """Return a path that is offered as proof."""
    return unproven(f"{{file: {path}}}", f"proof `{path}` {why}")


def leads(target: str, why: str = OUT) -> Attack:
    """Return a proof that is a link."""
    return unproven("proof.md", f"proof `proof.md` {why}", {"proof.md": link(target)})


def stands(content: Content, why: str) -> Attack:
    """Return a proof that is something else than a file."""
    return unproven("proof.md", f"proof `proof.md` {why}", {"proof.md": content})


def plan_is(content: Content, why: str) -> Attack:
    """Return a plan that is something else than a file."""
    return Attack({"plan.yaml": content}, f"plan.yaml: error: {why}")


def listen(path: Path) -> None:
    """Leave a socket behind. Its path is short, as that of a socket must be."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def sparse(size: int) -> Content:
    """Return what makes a file of a size that takes no room."""

    def make(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)

    return make


_WAYS = tuple("./" * count + "proof.md" for count in range(40))

ATTACKS: Attacks = {
    Threat.PATHS: {
        "absolute": named("/etc/passwd", FORM),
        "of a process": named("/proc/self/environ", FORM),
        "up and out": named(f"../{OUTSIDE}", OUT),
        "far up and out": named("../" * 40 + "etc/passwd", OUT),
        "out and back in": named("../desk/../outside.md", OUT),
        "home": named("~/notes.md", FORM),
        "somebody's home": named("~root/notes.md", FORM),
        "a drive": named("'C:/notes.md'", FORM)._replace(
            says=f"plan.yaml:7:7: minor[legal.notice] unproven: proof `C:/notes.md` {FORM} (Mara, by 2026-12-14)"
        ),
        "a share": named("//server/share/notes.md", FORM),
        "backslashes": named(r"..\..\notes.md", FORM),
        "a share with backslashes": named(r"\\server\share\notes.md", FORM),
        "a stream": named("notes.md:stream", FORM),
        "a device of Windows": named("legal/nul.md", "has a name that Windows cannot open"),
        "a device of Windows by number": named("COM1", "has a name that Windows cannot open"),
        "into .git": named(".git/config", "is inside .git"),
        "into .GIT": named(".GIT/config", "is inside .git"),
        "longer than a path": named("a/" * 600 + "notes.md", "is too long for a path"),
        "of a checklist": policy(f"checklists: [../{OUTSIDE}]\n", "2:14", f"`../{OUTSIDE}` {OUT}"),
        "of what a policy builds on": policy("extends: /etc/passwd\n", "2:1", f"`/etc/passwd` {FORM}"),
        "of the plan, empty": Attack({}, "launch.yaml: error: does not exist", "audit ''"),
        "of the plan, with a line in it": Attack({}, r"a\u{000a}b.yaml: error: does not exist", "audit 'a\nb.yaml'"),
    },
    Threat.LINKS: {
        "a secret": leads(f"../{OUTSIDE}"),
        "the environment": leads("/proc/self/environ"),
        "standard input": leads("/proc/self/fd/0"),
        "a whole directory": unproven("away/outside.md", f"proof `away/outside.md` {OUT}", {"away": link("..")}),
        "itself": leads("proof.md", "cannot be followed"),
        "a circle of two": unproven(
            "a.md", "proof `a.md` cannot be followed", {"a.md": link("b.md"), "b.md": link("a.md")}
        ),
        "a long chain": unproven(
            "l0.md", "proof `l0.md` does not exist", {f"l{n}.md": link(f"l{n + 1}.md") for n in range(100)}
        ),
        "nothing": leads("gone.md", "does not exist"),
        "the plan": leads("plan.yaml", "is the plan itself"),
        "zeros without end": leads("/dev/zero"),
        "a plan in a circle": plan_is(link("plan.yaml"), "cannot be followed"),
        "a policy elsewhere": Attack(
            {"plan.yaml": PLAN, "readycheck.yaml": link(f"../{OUTSIDE}")}, f"readycheck.yaml: error: {OUT}"
        ),
        "a policy in a circle": Attack(
            {"plan.yaml": PLAN, "readycheck.yaml": link("readycheck.yaml")},
            "readycheck.yaml: error: cannot be followed",
        ),
        "a checklist elsewhere": Attack(
            {**COMPANY, "plan.yaml": PLAN, "legal.yaml": link(f"../{OUTSIDE}")},
            f"readycheck.yaml:3:14: error: `legal.yaml` {OUT}",
        ),
    },
    Threat.DEVICES: {
        "a pipe": stands(os.mkfifo, PIPE),
        "a socket": stands(listen, PIPE),
        "a pipe as the plan": plan_is(os.mkfifo, PIPE),
        "a socket as the plan": plan_is(listen, PIPE),
        "a device as the plan": Attack({}, f"/dev/zero: error: {PIPE}", "audit /dev/zero"),
        "a directory as the plan": Attack({"plan.yaml": Path.mkdir}, "plan.yaml/launch.yaml: error: does not exist"),
        "a pipe as the policy": Attack(
            {"plan.yaml": PLAN, "readycheck.yaml": os.mkfifo}, f"readycheck.yaml: error: {PIPE}"
        ),
        "a pipe as a checklist": Attack(
            {**COMPANY, "legal.yaml": os.mkfifo, "plan.yaml": PLAN}, f"legal.yaml: error: {PIPE}"
        ),
        "a pipe as a department's file": Attack(
            {"launch.yaml": PLAN, "legal.yaml": os.mkfifo}, f"legal.yaml: error: {PIPE}", "audit .", reported=True
        ),
        "a directory as a department's file": Attack(
            {"launch.yaml": PLAN, "legal.yaml": Path.mkdir},
            "legal.yaml: error: is a directory",
            "audit .",
            reported=True,
        ),
        "a directory as launch.yaml": Attack(
            {"launch.yaml": Path.mkdir}, "launch.yaml: error: is a directory", "audit ."
        ),
        "a pipe as a project file": Attack(
            {"plan.yaml": PLAN, "pyproject.toml": os.mkfifo}, f"pyproject.toml: error: {PIPE}"
        ),
    },
    Threat.DEEP: {
        "3,000 levels that are not there": Attack(
            {},
            "a/" * 3_000 + "plan.yaml: error: cannot be read: File name too long",
            "audit " + "a/" * 3_000 + "plan.yaml",
        ),
        "a name of 300 letters": named("x" * 300 + ".md", "cannot be followed"),
        "eleven mebibytes of proof": stands(sparse(11 << 20), "is larger than 10240 KiB"),
        "a hundred gigabytes of proof": stands(sparse(100 << 30), "is larger than 10240 KiB"),
        "ten mebibytes of nothing": stands(sparse(10 << 20), "holds nothing but placeholders"),
        "40 names of one large file": unproven(
            f"[{', '.join(f'{{file: {way}}}' for way in _WAYS)}]",
            "; ".join(f"proof `{way}` holds nothing but placeholders" for way in _WAYS),
            {"proof.md": "TBD " * 2_500_000},
        ),
    },
}
