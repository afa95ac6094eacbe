"""Proofs are looked at and never believed: what a link, a file or a sentence must be to prove anything."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readycheck.evidence import gather
from readycheck.evidence.claim import defect_of_claim, says_nothing
from readycheck.files import Disk, Unreadable
from readycheck.model.checklist import Catalogue
from readycheck.model.facts import Proven
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Strength
from tests.core.building import item

#: The time of a processor that a proof may take. Where coverage looks at every line, all takes several times as long.
BOUND_S = 2.0 * (4 if sys.gettrace() is not None else 1)

NO_FORM = "is not a path within the repository, with / between folders"
NOTHING = "holds nothing but placeholders"


def plan_with(**answers: Any) -> LaunchPlan:
    """Return a plan with these answers of legal."""
    return LaunchPlan.model_validate(
        {
            "readycheck": 1,
            "launch": {"name": "Aurora", "owner": "mara", "milestones": {"ga": "2026-12-15"}},
            "departments": {"legal": {"items": answers}},
        }
    )


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A repository with a plan in it, a file above the plan, and a file outside."""
    root = tmp_path / "repository"
    plan = root / "launches" / "aurora"
    plan.mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "company.md").write_text("Signed by both parties")
    (plan / "launch.yaml").write_text("readycheck: 1\n")
    (plan / "readycheck.yaml").write_text("readycheck: policy/1\n")
    (tmp_path / "outside.md").write_text("Signed by both parties")
    return plan


#: Two items: one whose proof holds for 90 days, which had another id, and one whose proof holds for good.
CATALOGUE = Catalogue(
    items=(item("legal.terms", formerly=["legal.eula"], max_age_days=90), item("legal.marks")),
    titles={"legal": "Legal"},
    facts={},
    version="1.0",
)


def never_committed(path: Path) -> date:
    """A history in which no file was ever changed."""
    raise Unreadable(f"{path.name} is not committed")


def prove(base: Path, proof: Any) -> Proven:
    """Return what one proof of one item that is done comes to."""
    return prove_all(base, proof)[0]


def prove_all(base: Path, *proofs: Any) -> tuple[Proven, ...]:
    """Return what all proofs of one item that is done come to."""
    facts = gather(
        plan_with(marks={"status": "done", "evidence": list(proofs)}),
        CATALOGUE,
        base=base,
        tree=Disk(base.parent.parent),
        own_files=frozenset({(base / "launch.yaml").resolve(), (base / "readycheck.yaml").resolve()}),
        last_change=never_committed,
    )
    return tuple(proof._replace(digest=None) for proof in facts.proofs["legal.marks"])


# ---------------------------------------------------------------- what is gathered
def test_only_what_is_said_to_be_done_is_looked_at(base: Path) -> None:
    """An answer that is not done, or offers no proof, has none."""
    proof = "https://example.com/terms"
    plan = plan_with(
        terms={"status": "done", "evidence": proof},
        marks={"status": "in_progress", "evidence": proof},
        escrow={"status": "not_applicable", "evidence": proof},
        privacy="done",
    )
    facts = gather(plan, CATALOGUE, base=base, tree=Disk(base), own_files=frozenset(), last_change=never_committed)
    assert dict(facts.proofs) == {"legal.terms": (Proven(Strength.LINK, proof),)}


def test_proofs_are_kept_under_what_their_item_is_called_now(base: Path) -> None:
    """An answer under an old id proves the item that has it."""
    plan = plan_with(eula={"status": "done", "evidence": "Signed by both parties"})
    facts = gather(plan, CATALOGUE, base=base, tree=Disk(base), own_files=frozenset(), last_change=never_committed)
    assert list(facts.proofs) == ["legal.terms"]


def test_proofs_keep_their_order_and_their_days(base: Path) -> None:
    """Each proof stands where the plan has it, with the day on which it was made and its last day."""
    (base / "terms.md").write_text("The terms are in force")
    assert prove_all(
        base,
        {"file": "terms.md", "date": "2026-11-20", "valid_until": "2027-06-30"},
        "https://example.com/terms",
        {"claim": "Counsel agreed", "date": "2026-11-21"},
        {"link": "https://example.com/terms"},
    ) == (
        Proven(Strength.DOCUMENT, "terms.md", None, date(2026, 11, 20), date(2027, 6, 30)),
        Proven(Strength.LINK, "https://example.com/terms"),
        Proven(Strength.CLAIM, "Counsel agreed", None, date(2026, 11, 21)),
        Proven(Strength.LINK, "https://example.com/terms"),
    )


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("https://example.com/terms", Strength.LINK),
        ("http://example.com/terms", Strength.LINK),
        ("ftp://example.com/terms", Strength.LINK),
        ("https:example", Strength.LINK),
        ("legal/terms.md", Strength.DOCUMENT),
        ("terms.pdf", Strength.DOCUMENT),
        ("../../company.md", Strength.DOCUMENT),
        ("LICENSE", Strength.DOCUMENT),
        ("signed terms", Strength.DOCUMENT),
        ("signed terms.md", Strength.DOCUMENT),
        ("legal", Strength.DOCUMENT),
        ("missing terms.md", Strength.CLAIM),
        ("MISSING", Strength.CLAIM),
        ("Signed by both parties", Strength.CLAIM),
        ("Signed by both. See the wiki.", Strength.CLAIM),
        ("Signed.", Strength.CLAIM),
    ],
)
def test_a_bare_text_is_taken_for_what_it_looks_like(base: Path, text: str, strength: Strength) -> None:
    """An address is a link; what names a file, or has a suffix and no space, is a document; all else is a claim."""
    for name in ("LICENSE", "signed terms", "signed terms.md"):
        (base / name).write_text("Signed by both parties")
    (base / "legal").mkdir()
    assert prove(base, text).strength is strength


# ---------------------------------------------------------------- links
@pytest.mark.parametrize(
    ("link", "defect"),
    [
        ("https://example.com", None),
        ("https://example.com/terms?version=3#scope", None),
        ("https://docs.example.co.uk:8443/a/b", None),
        ("https://exämple.com/", None),
        ("http://example.com/terms", "does not begin with https://"),
        ("ftp://example.com/terms", "does not begin with https://"),
        ("javascript://example.com/%0aalert(1)", "does not begin with https://"),
        ("file:///etc/passwd", "does not begin with https://"),
        ("https://", "names no site"),
        ("https:///terms", "names no site"),
        ("https://?q=1", "names no site"),
        ("https://.", "names no site"),
        ("https://mara@example.com/", "holds a user name"),
        ("https://mara:secret@example.com/", "holds a user name"),
        ("https://@example.com/", "holds a user name"),
        ("https://example.com\\@evil.example.org/", "holds a user name"),
        ("https://example.com/the terms", "is not an address that can be opened"),
        ("https://exam ple.com/", "is not an address that can be opened"),
        ("https://example.com/\tterms", "is not an address that can be opened"),
        ("https://example.com/a\nhttps://example.com/b", "is not an address that can be opened"),
        ("https://example.com:port/", "is not an address that can be opened"),
        ("https://[example.com/", "is not an address that can be opened"),
        ("example.com/terms", "is not an address that can be opened"),
        ("https:/example.com", "is not an address that can be opened"),
    ],
)
def test_a_link_is_an_https_address_of_a_host(base: Path, link: str, defect: str | None) -> None:
    """Without going online, what is checked of a link is its form."""
    assert prove(base, {"link": link}) == Proven(Strength.LINK, link, defect)


@pytest.mark.parametrize("scheme", ["HTTPS", "Https"])
def test_a_scheme_is_written_in_any_case(base: Path, scheme: str) -> None:
    """Addresses are the same in capitals."""
    assert prove(base, f"{scheme}://example.com/terms").defect is None


@pytest.mark.parametrize(
    "link",
    [
        "https://" + "a." * 30_000 + "/",
        "https://" + "a@" * 30_000,
        "https://" + "a:1" * 20_000,
        "https://a.b/" + "/a" * 30_000 + " ",
        "a" * 60_000 + "://",
    ],
    ids=["labels", "users", "ports", "path", "scheme"],
)
def test_the_form_of_a_hostile_link_is_checked_at_once(base: Path, link: str) -> None:
    """No address, however long, takes the check more than half a second."""
    started = time.process_time()
    assert prove(base, {"link": link}).strength is Strength.LINK
    assert time.process_time() - started < BOUND_S


# ---------------------------------------------------------------- files
@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("terms.md", None),
        ("./legal/../terms.md", None),
        ("../../company.md", None),
        ("inside.md", None),
        ("missing.md", "does not exist"),
        ("legal/missing.md", "does not exist"),
        ("terms.md/x", "cannot be followed"),
        ("legal", "is a directory"),
        ("../..", "is a directory"),
        (".", "is a directory"),
        ("empty.md", "is empty"),
        ("blank.md", "is empty"),
        ("launch.yaml", "is the plan itself"),
        ("../aurora/launch.yaml", "is the plan itself"),
        ("plan-link.yaml", "is the plan itself"),
        ("readycheck.yaml", "is the plan itself"),
        ("../../../outside.md", "leads outside the repository"),
        ("../../../../../../../../etc/passwd", "leads outside the repository"),
        ("outside-link.md", "leads outside the repository"),
        ("environ.md", "leads outside the repository"),
        ("outside-directory/outside.md", "leads outside the repository"),
        ("loop.md", "cannot be followed"),
        ("pipe.md", "is not an ordinary file"),
        ("/etc/passwd", NO_FORM),
        ("//server/share/terms.md", NO_FORM),
        ("~/terms.md", NO_FORM),
        ("~root/terms.md", NO_FORM),
        ("legal\\terms.md", NO_FORM),
        ("\\\\server\\share\\terms.md", NO_FORM),
        ("C:/terms.md", NO_FORM),
        ("c:terms.md", NO_FORM),
        ("terms.md:stream", NO_FORM),
        ("terms.md\0.png", NO_FORM),
        ("con", "has a name that Windows cannot open"),
        ("NUL.md", "has a name that Windows cannot open"),
        ("legal/Aux.txt", "has a name that Windows cannot open"),
        ("com1 .md", "has a name that Windows cannot open"),
        ("LPT9", "has a name that Windows cannot open"),
        ("a/" * 3000 + "terms.md", "is too long for a path"),
        ("x" * 300 + ".md", "cannot be followed"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_proves_something_where_it_lies_in_the_repository(base: Path, name: str, defect: str | None) -> None:
    """A document is a regular file inside the root that is not the plan itself; a path that is special anywhere is none."""
    (base / "legal").mkdir()
    (base / "terms.md").write_text("# Terms\n\nIn force since 1 October, signed by both parties.\n")
    (base / "empty.md").touch()
    (base / "blank.md").write_text(" \n\t\n")
    (base / "inside.md").symlink_to("terms.md")
    (base / "plan-link.yaml").symlink_to("launch.yaml")
    (base / "outside-link.md").symlink_to("../../../outside.md")
    (base / "outside-directory").symlink_to("../../..")
    (base / "environ.md").symlink_to("/proc/self/environ")
    (base / "loop.md").symlink_to("loop.md")
    os.mkfifo(base / "pipe.md")
    assert prove(base, {"file": name}) == Proven(Strength.DOCUMENT, name, defect)


def test_a_file_of_ten_mebibytes_is_read_and_a_larger_one_is_not(base: Path) -> None:
    """The limit is the size of the largest document that is looked at."""
    data = b"Signed by both parties\n".ljust(10 * 1024 * 1024, b"\xff")
    (base / "terms.pdf").write_bytes(data)
    assert prove(base, "terms.pdf").defect is None
    (base / "terms.pdf").write_bytes(data + b"\xff")
    assert prove(base, "terms.pdf").defect == "is larger than 10240 KiB"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n\xe2\xe3\xcf\xd3", b"PK\x03\x04\xff\xfe", "Terms in force".encode("utf-16"), b"\x89PNG\r\n\x1a\n"],
    ids=["PDF", "zip", "UTF-16", "PNG"],
)
def test_a_file_that_is_no_text_is_taken_as_it_is(base: Path, data: bytes) -> None:
    """What cannot be read as text, such as a signed PDF, is not searched for placeholders."""
    (base / "terms.bin").write_bytes(data)
    assert prove(base, "terms.bin").defect is None


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbd.\n",
        "# Terms\n\nTBD\n",
        "# Restore rehearsal, second region\n\n## Results of the rehearsal\n\nTODO: fill in\n",
        "#\nTBD\n",
        "---\n\n***\n\n- [ ] TODO\n- [ ] tba\n",
        "| TBD | TBD |\n|-----|-----|\n| n/a | ??? |\n",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
        "# Terms\n\nLorem ipsum dolor sit amet.\n\nTODO\n",
        "<!-- Signed by both parties -->\nTBD",
        "To be written.",
        "Draft: insert text here",
        "????",
        "*** --- ***",
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_of_placeholders_proves_nothing(base: Path, text: str) -> None:
    """Headings over nothing, TBD, TODO and lorem ipsum are no document, in any case and order."""
    (base / "terms.md").write_text(text)
    assert prove(base, "terms.md").defect == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "Signed",
        "# Terms\n\nIn force since 1 October.\n",
        "TBD by Dana on 3 December",
        "#\nWe tested it on three devices\n",
        "# Terms\n\nSee section 3 <!-- TODO: link --> of the contract",
        "2026-11-20",
        "<!-- unfinished comment: signed by both parties",
        "契約は両者によって署名された",
        "#hashtag campaign approved",
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_file_that_says_anything_is_a_document(base: Path, text: str) -> None:
    """One word that is no filler, outside of headings and comments, is something that somebody can check."""
    (base / "terms.md").write_text(text)
    assert prove(base, "terms.md").defect is None


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 10_000,
        "TBD " * 2_600_000,
        "\n" * 10_000_000 + "x",
        ("=" * 999 + "x\n") * 10_000,
        ("#" * 7 + "\n") * 10**6,
    ],
    ids=["comments that do not end", "10 MB of TBD", "10 MB of lines", "underlines", "hashes"],
)
def test_a_hostile_document_is_judged_in_half_a_second(base: Path, text: str) -> None:
    """No arrangement of a file that may be read makes looking at it slow."""
    (base / "terms.md").write_text(text)
    started = time.process_time()
    assert prove(base, "terms.md").strength is Strength.DOCUMENT
    assert time.process_time() - started < BOUND_S


def test_one_file_under_many_names_is_looked_at_once(base: Path) -> None:
    """Naming one large document in many ways does not make a run longer than naming it once."""
    (base / "terms.md").write_text("TBD " * 250_000)
    names = ["./" * count + "terms.md" for count in range(40)]
    started = time.process_time()
    proofs = prove_all(base, *({"file": name} for name in names))
    assert time.process_time() - started < BOUND_S
    assert {proof.defect for proof in proofs} == {NOTHING}


def test_nothing_is_told_of_what_a_file_holds(base: Path) -> None:
    """The content of a file is looked at and never carried on."""
    (base / "terms.md").write_text("hunter2")
    assert "hunter2" not in str(prove_all(base, "terms.md", {"file": "terms.md"}))


# ---------------------------------------------------------------- claims
@pytest.mark.parametrize(
    ("claim", "defect"),
    [
        ("Tested on 3 devices", None),
        ("Counsel approved on 20 November", None),
        ("Agreed", None),
        ("No names of our own", None),
        ("Ready since the beta", None),
        ("WIPO search found nothing", None),
        ("Wipe test passed on 3 laptops", None),
        ("Todoist board reviewed by Ana", None),
        ("両者が署名した契約", None),
        ("ok", "is too short to say anything"),
        ("done", "is too short to say anything"),
        ("yes!", "is too short to say anything"),
        ("TBD", "is too short to say anything"),
        ("n/a", "is too short to say anything"),
        ("  x     ", "is too short to say anything"),
        ("TBD by Dana", "is a placeholder"),
        ("todo: ask Dana", "is a placeholder"),
        ("FIXME later", "is a placeholder"),
        ("WIP: two redlines open", "is a placeholder"),
        ("N/A because we sell nothing", "is a placeholder"),
        ("to be done", "is a placeholder"),
        ("To be confirmed.", "is a placeholder"),
        ("coming soon", "is a placeholder"),
        ("done, done, done", "is a placeholder"),
        ("placeholder", "is a placeholder"),
        ("lorem ipsum dolor", "is a placeholder"),
        ("????? ask Dana", "is a placeholder"),
        ("xxxxx", "is a placeholder"),
        ("-----", "is a placeholder"),
        (".....", "is a placeholder"),
    ],
)
def test_a_claim_says_something(base: Path, claim: str, defect: str | None) -> None:
    """A sentence that somebody can be held to is a claim; filler, however it is put, is none."""
    assert prove(base, {"claim": claim}) == Proven(Strength.CLAIM, claim.strip(), defect)
    assert defect_of_claim(claim) == defect


def test_a_text_of_four_characters_is_too_short_and_one_of_five_is_not() -> None:
    """Spaces around a claim do not count."""
    assert defect_of_claim(" Legt ") == "is too short to say anything"
    assert defect_of_claim(" Legal ") is None


def test_a_file_that_was_left_in_git_lfs_was_not_looked_at(base: Path) -> None:
    """Its place is taken by a note of three lines, which proves nothing of what it stands for."""
    note = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22e\nsize 12345\n"
    (base / "film.md").write_text(note)
    assert prove(base, "film.md").defect == "is not here, but in Git LFS; fetch it"


def test_a_text_without_a_word_says_nothing() -> None:
    """Signs alone are no content."""
    assert says_nothing("")
    assert says_nothing("--- *** ???")
    assert not says_nothing("3")
