"""Files that are written say in their first line where their schema is, and fit it; pages and examples say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readycheck.model.format import modeline, schema_address
from readycheck.syntax.yaml import parse
from tests.cli.conftest import Desk
from tests.schema.reading import WRITTEN, validator_of

ROOT = Path(__file__).resolve().parent.parent.parent
INIT = (
    "--name",
    "Aurora 2.0",
    "--date",
    "2027-03-01",
    "--owner",
    "mara.lind",
    "--sponsor",
    "tom.oduya",
    "--as-of",
    "2026-11-22",
)


def underlined(kind: str, file: Path) -> set[str]:
    """The keys that an editor would underline in a file, after its first line is found to be right."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"{modeline(kind)}\n")
    return {
        str(error.absolute_path[-1]) for error in validator_of(kind).iter_errors(parse(text.encode(), file.name).value)
    }


@pytest.mark.parametrize("kind", ["device", "service", "software", "feature", "change"])
def test_a_first_plan_names_its_schema_and_fits_it(desk: Desk, kind: str) -> None:
    """What `init` writes is right as it stands, keys with nothing but comments below them too."""
    assert desk.run("init", "plan.yaml", *INIT, "--kind", kind, "--lead", "legal=dana.cho").code == 0
    assert underlined("plan", desk.path / "plan.yaml") == set()


@pytest.mark.parametrize("last", ["aurora-backup", "kestrel-sensor", "price-change"])
def test_the_next_plan_names_its_schema_and_fits_it(desk: Desk, last: str) -> None:
    """So is what `init --from` makes of a plan of many parts."""
    assert (
        desk.run("init", "plan.yaml", "--from", str(ROOT / "examples" / last), *INIT[:4], "--as-of", "2026-11-22").code
        == 0
    )
    assert underlined("plan", desk.path / "plan.yaml") == set()


def test_an_imported_checklist_names_its_schema_and_what_is_blank_is_underlined(desk: Desk) -> None:
    """What people have to complete is an error for the editor as it is for `checklist lint`; the rest is right."""
    desk.write("list.md", "# Legal\n- [ ] Terms are published\n")
    assert desk.run("checklist", "import", "list.md", "-o", "own.yaml").code == 0
    assert underlined("checklist", desk.path / "own.yaml") == FILLED.keys()
    filled = re.sub(
        r"(why|fix|stage|severity):  #.*",
        lambda found: f"{found[1]}: {FILLED[found[1]]}",
        (desk.path / "own.yaml").read_text(),
    )
    desk.write("own.yaml", filled)
    assert underlined("checklist", desk.path / "own.yaml") == set()


FILLED = {"why": "Nobody may buy", "fix": "[Publish them]", "stage": "buy", "severity": "major"}


def test_pages_and_examples_name_no_other_address() -> None:
    """Wherever a schema's address stands, it is one that is published."""
    published = {schema_address(kind) for kind in WRITTEN}
    found = {}
    for file in (
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *ROOT.glob("docs/examples/**/*.yaml"),
        *ROOT.glob("examples/**/*.yaml"),
    ):
        for address in re.findall(r"\$schema=(\S+)", file.read_text(encoding="utf-8")):
            found[address] = file.name
    assert set(found) <= published
    assert {"editors.md", "readycheck.yaml"} <= set(found.values())


def test_the_page_on_editors_names_every_schema() -> None:
    """A reader finds the line for each kind of file that people write."""
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    for kind in WRITTEN:
        assert f"`{schema_address(kind).rpartition('/')[2]}`" in page
