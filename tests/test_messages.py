"""Every message that the program can give stands on docs/messages.md, given by an example that was run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "readycheck"

#: Where messages are made. Elsewhere (reports, a first plan) stand the words of whole pages, which their tests hold.
PARTS = ("model", "files.py", "syntax", "documents", "evidence", "rules", "audit", "app", "cli")
#: What of these holds other words: the text of a plan, a checklist or a schema, names of figures, kinds of events.
OTHER = {
    "documents/first_plan.py",
    "documents/proposal.py",
    "documents/packaged.py",
    "documents/lists/meaning.py",
    "documents/lists/writing.py",
    "audit/readiness.py",
    "model/format.py",
    "model/grammar.py",
    "model/outlook.py",
    "model/worksheet.py",
}

HOSTILE = "a workbook that no spreadsheet program writes; tests/documents/test_table.py makes one"
ONLINE = "needs a site that does so; docs/links.md explains it, and tests/evidence/test_links.py has one"
OPENED = "names the day on which links were opened, another one each day; tests/cli/test_online.py has it"
#: Messages that no example can give, each with the reason.
NO_EXAMPLE = {
    "is not an ordinary file": "a pipe or a device, which no repository holds",
    "may not be read": "depends on who runs the program: an administrator may read all",
    "cannot be read": "a disk that fails",
    "cannot be read: {}": "a path that only some systems refuse",
    "cannot be followed": "links in a circle, which some systems have no way to write",
    "check the path": "goes with a path that only some systems refuse",
    "could not check: {} in rule": "a defect of ours",
    "a process ended before its work was done": "a defect of ours, or of the machine",
    "take that back, or have it merged by somebody who answers for that launch": "the reason stands in a finding without it",
    "{} lies in a repository of its own, below this one": "needs a repository in another; tests/cli/test_bending.py has one",
    "a revision of this one says nothing of it: run it there": "goes with a repository in another",
    "lies in this repository; name its folder instead": "needs an installed package; tests/documents/test_layer.py has one",
    "--output {} leads outside the repository": "needs a link; tests/cli/test_bending.py makes one",
    "a link in the repository leads there; name another file": "goes with a link that leads outside",
    "error: this is a defect of readycheck {}: {}{}": "a defect of ours",
    "help: please report it with the command you ran; --debug shows the details": "a defect of ours",
    "{}, without a signature that proves it was {}": "needs ssh-keygen; tests/cli/test_authors.py has one",
    "who wrote {} cannot be known: its directory {}": "needs a plan from stdin under the name of a folder that is not there",
    "keep the plan in a folder of the repository": "goes with a folder that is not there",
    "stdout is closed": "needs a shell that closes it: `>&-`",
    "give --output FILE": "goes with a closed stdout",
    "stdout: {}": "a full disk",
    "stdin is closed": "needs a shell that closes it: `<&-`",
    "name a plan": "goes with a closed stdin",
    "and {} more problems": "needs more than 200 mistakes",
    "and more problems of this kind": "needs more than 200 mistakes",
    "this is not YAML": "a reader of YAML that says nothing of what is wrong",
    "was not audited": "a plan that is needed, and of which nothing is known: a defect of ours",
    "is not looked at: more than {} plans are needed in all": "needs more than 20 plans",
    "who is not in the plan": "a plan that names such a person is refused before",
    "is no measure of the plan": "a plan that names such a measure is refused before",
    "is too small for a document": "needs a file that is no text",
    "holds no share under `{}`, which would be from 0 to 1": "a report that no tool writes",
    "covers nothing: it counts no line": "stands in the page once, for reports of two tools",
    "dropped by policy": "an item without the reason that every policy gives",
    "name another file with --output": "goes with a full disk",
    "pinned checklists": "the shipped checklists have one version so far, and none is newer",
    "--to {} is older than {}, which counts now: {} would leave the count": "the shipped checklists have one version so far",
    "a pin is only raised here; change `checklists:` by hand if everybody agrees": "goes with a version that is older",
    "{}: {} newer items do not count": "the shipped checklists have one version so far, and none is newer",
    "give a finite number": "stands in a sentence of the library that reads command lines, which differs by version",
    "`{}` is no class": "is said at a question only; as an option it is refused like any other word",
    "`{}` is no kind of launch": "is said at a question only",
    "  These have a part in it: {}": "stands before a question only",
    "`{}` is none of them": "is said at a question only",
    "give numbers from 1 to {}": "is said at a question only",
    "the last plan does not fit the rules at {}: {}": "a policy that came after the last launch, and no longer takes its plan",
    "keep it in the repository, or put a {} beside it": "a link that leads out of the repository",
    "is not installed as files in a directory": "a package that is installed as an archive",
    "holds more than {} checklists": "needs more than 100 checklists",
    "is too much to build on: there are {} policies already": "needs 20 policies",
    "check its permissions": "depends on who runs the program: an administrator may read all",
    "keep the policy in the repository": "a link that leads out of the repository",
    "the file is larger than {} KiB": "needs a file of more than a mebibyte",
    "is larger than {} KiB": "needs a file of more than a mebibyte",
    "split it by department; binary files do not belong in a plan": "needs a file of more than a mebibyte",
    "a text of more than {} KiB": "needs a text of more than 64 KiB",
    "put long texts into files of their own and name them": "needs a text of more than 64 KiB",
    "more than {} values in one file": "needs more than 25 000 values",
    "more than {} lists and mappings in one file": "needs more than 5000 of them",
    "split it by department": "needs more than 25 000 values",
    "nested more than {} levels deep": "needs more than 64 levels",
    "no plan is that deep": "needs more than 64 levels",
    "is too long for a path": "needs a path of more than 1024 characters",
    "What was typed cannot be read as text. Type it again": "is said at a question only, of a terminal that writes no UTF-8",
    "with this change the file would be larger than {} KiB": "needs a file of nearly a mebibyte",
    "split it by department; nothing was written": "needs a file of nearly a mebibyte",
    "A blocked item says why: in a few words, or q to leave it as it was": "is said at a question only",
    "  somebody else answered this meanwhile: theirs stands, yours was not saved": "needs two people at once",
    "was changed by somebody else meanwhile": "needs two people at once",
    "nothing was written; run the command again": "needs two people at once",
    "check the file and its permissions": "depends on who runs the program: an administrator may write all",
    "{}, new since {}": "the shipped checklists have one version so far, and none is newer",
    "the checklists are pinned to {} now": "the shipped checklists have one version so far, and none is newer",
    "there are more than {} plans below it": "needs more than 1000 plans",
    "name a folder below it": "needs more than 1000 plans",
    "more than {} different keys": "needs entries with more than 100 different keys",
    "keep the keys that are needed": "needs entries with more than 100 different keys",
    "the file is larger than {} MiB": "is said to who calls the reader; a command does not read such a file",
    "copy the table alone into a new workbook": "is said to who calls the reader; a command does not read such a file",
    "the workbook has more than {} parts, pictures among them": "needs a workbook with a thousand pictures",
    "the workbook has a password: `{}` is encrypted": "programs hide the whole file with a password, and the page has that",
    "save it without a password": "goes with a part that has a password",
    "`{}` in the workbook is damaged: {}": HOSTILE,
    "`{}` in the workbook is far larger than any table once it is unpacked": HOSTILE,
    "the workbook holds two parts of one name": HOSTILE,
    "holds a text of more than {} KiB": HOSTILE,
    "has more than {} elements": HOSTILE,
    "holds a document type (`<!DOCTYPE`), which may define anything": HOSTILE,
    "is damaged: it is nested more than {} levels deep": HOSTILE,
    "holds more cells or text than any list": HOSTILE,
    "holds more text than any list": HOSTILE,
    "1 link was": OPENED,
    "{} links were": OPENED,
    "{} dead": OPENED,
    "{} could not be checked": OPENED,
    "{} opened on {}{}": OPENED,
    "opening links needs the packages urllib3 and idna": "needs an installation without the extra",
    "pip install 'readycheck-cli[online]'": "goes with an installation without the extra",
    "nothing is there": ONLINE,
    "it was taken away": ONLINE,
    "it asks who you are": ONLINE,
    "not everybody may see it": ONLINE,
    "it was asked too often": ONLINE,
    "its server fails": ONLINE,
    "that says nothing of it": ONLINE,
    "leads on to a page that asks who you are": ONLINE,
    "leads on to the start page of a site, as links do whose page is gone": ONLINE,
    "was not opened in time: links may take {} s together": ONLINE,
    "did not answer in {} s": ONLINE,
    "has a certificate that has expired": ONLINE,
    "has the certificate of another site": ONLINE,
    "has a certificate that is not to be trusted": ONLINE,
    "leads on more than {} times": ONLINE,
    "leads on to an address that {}": ONLINE,
    "could not be found: its site has no address": ONLINE,
    "could not be found: nobody knows its site": ONLINE,
    "could not be connected to": ONLINE,
    "broke the connection off": ONLINE,
    "could not be connected to safely": ONLINE,
    "does not answer as web sites do": ONLINE,
    "leads to an address that is not public, which is not opened": ONLINE,
}


def templates() -> Iterator[tuple[str, str]]:
    """Yield every message in the source with its place; what is put into it stands as {}."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not name.startswith(PARTS) or name.startswith(tuple(OTHER)):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wanted = _told(tree) if name.startswith("cli") else ast.walk(tree)
        left_out = {id(node) for node in _no_messages(tree)}
        for node in wanted:
            text = None if id(node) in left_out else _text(node)
            if text is not None:
                yield f"{name}:{getattr(node, 'lineno', 0)}", text


def _told(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what a module of the command line raises, or says on stderr; the rest is what it prints."""
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"say", "UsageError"}
        named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"message", "hint"}
        if isinstance(node, ast.Raise) or called or named:
            yield from ast.walk(node)


def _no_messages(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield texts that nobody is told: docstrings, descriptions of fields, examples, patterns, words to compare."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Dict):
            yield from filter(None, node.keys)
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
        elif _holds_other_words(node):
            yield from ast.walk(node)


def _holds_other_words(node: ast.AST) -> bool:
    match node:
        case ast.Compare() | ast.MatchValue():
            return True
        case ast.Call(func=called):
            name = ast.unparse(called)
            return name in {"Field", "re.compile", "Annotated", "shorthand", "Discriminator"} or name.endswith(
                (".split", ".removeprefix", "Tag", "Described")
            )
        case ast.AnnAssign(target=target):
            return ast.unparse(target) in {"example", "_MEANINGS", "_OF_A_PLAN"}
        case ast.FunctionDef(name=name):
            return name in {"wants", "reads", "in_words"}
        case _:
            return False


def _text(node: ast.AST) -> str | None:
    """Return a text that holds a message: several words, or words around what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if re.search(r"\S \S", node.value) else None
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        text = "".join(map(str, parts))
        return text if re.search(r"[a-z]{3}", text.replace("{}", "")) and " " in text else None
    return None


def _pattern(template: str) -> re.Pattern[str]:
    """Return what finds a message on the page, whatever is put into it."""
    fixed = re.split(r"\{[\w:]*\}", template.strip())
    return re.compile(".*?".join(map(re.escape, fixed)))


@pytest.fixture(scope="module")
def shown() -> str:
    """What the examples give: the first column of the page."""
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    return "\n".join(
        line.partition(" | ")[0].replace("¦", "|")
        for line in page.replace("\\|", "¦").splitlines()
        if line.startswith("| `")
    )


def test_every_message_stands_on_the_page(shown: str) -> None:
    """A message that no example gives is one that nobody can look up."""
    every = list(templates())
    missing = [
        f"{place}: {text}" for place, text in every if text not in NO_EXAMPLE and not _pattern(text).search(shown)
    ]
    assert len(every) > 300, "the walk over the source finds hardly anything"
    assert missing == []


def test_every_exception_is_still_a_message() -> None:
    """The list of messages without an example holds none that is gone."""
    every = {text for _, text in templates()}
    assert set(NO_EXAMPLE) <= every


def test_what_is_said_of_links_is_explained() -> None:
    """Messages that need a site stand on the page of links, with what to do."""
    page = (ROOT / "docs" / "links.md").read_text(encoding="utf-8")
    assert [text for text, why in NO_EXAMPLE.items() if why is ONLINE and not _pattern(text).search(page)] == []
