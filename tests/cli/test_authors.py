"""`audit --verify-authors`: a word counts only if the commit that stated it was written by the person whose word it is."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import DATED, Desk, Result, conditional_plan, go_plan
from tests.history.building import Clone

TOM = ("Tom Oduya", "tom@example.com")
DANA = ("Dana Cho", "dana@example.com")
LEE = ("Lee Ng", "lee@example.com")
MARA = ("Mara Lind", "mara@example.com")
EVE = ("Eve Sly", "eve@example.com")
PEOPLE = {"tom.oduya": TOM, "dana.cho": DANA, "lee.ng": LEE, "mara.lind": MARA}


class Office:
    """The small company's repository: nobody has said anything yet, and everybody has an address."""

    def __init__(self, desk: Desk) -> None:
        shutil.rmtree(desk.path / ".git")
        self.desk, self.clone, self.name = desk, Clone(desk.path), "plan.yaml"
        self.plan = go_plan()
        departments = self.plan["people"]
        self.plan["people"] = {
            person: {"department": departments[person], "email": PEOPLE[person][1]} for person in departments
        }
        for part in self.plan["departments"].values():
            part["signoffs"] = []
        self.commit(MARA)

    def commit(self, author: tuple[str, str]) -> str:
        """Commit the plan as it is now, written by somebody; return its id."""
        self.write()
        return self.clone.commit_as(*author)

    def write(self) -> None:
        """Write the plan as it is now."""
        self.desk.write(self.name, yaml.safe_dump(self.plan, sort_keys=False).replace("'", ""))

    def legal(self) -> Any:
        return self.plan["departments"]["legal"]

    def sign(self, department: str, author: tuple[str, str], **other: str) -> str:
        """Have a department sign off, in a commit by somebody; return its id."""
        part = self.plan["departments"][department]
        part["signoffs"].append({"for": "ga", "by": part["lead"], "date": "2026-11-20", "decision": "go", **other})
        return self.commit(author)

    def signed(self) -> None:
        """Have both departments sign off as they should."""
        self.sign("legal", DANA)
        self.sign("support", LEE)

    def waive(self, author: tuple[str, str]) -> str:
        """Leave the notice to do, with a waiver of the sponsor's, in a commit by somebody; return its id."""
        self.legal()["items"]["notice"] = "todo"
        self.plan["waivers"] = copy.deepcopy(conditional_plan()["waivers"])
        return self.commit(author)

    def verify(self, *arguments: str) -> Result:
        return self.desk.audit("plan.yaml", "--verify-authors", *arguments)


@pytest.fixture
def office(company: Desk) -> Office:
    return Office(company)


def notices(result: Result, kind: str) -> list[str]:
    """What the lines of a report say under one kind of notice."""
    mark = f"notice[{kind}] "
    return [line.partition(mark)[2] for line in result.out.splitlines() if mark in line]


# ---------------------------------------------------------------- a stranger's commit
def test_a_waiver_that_a_stranger_wrote_has_no_effect(office: Office) -> None:
    """Without the option the go that rests on it says that nobody verified it; with it, the launch is no go."""
    office.signed()
    forged = office.waive(EVE)
    trusting = office.desk.audit("plan.yaml")
    assert trusting.code == 0
    assert "verdict: go with conditions" in trusting.out
    assert notices(trusting, "authors") == [
        "nobody verified (--verify-authors) who wrote 1 waiver (legal.notice), 2 sign-offs"
    ]
    verified = office.verify()
    assert (verified.code, verified.err) == (1, "")
    assert "verdict: no-go" in verified.out
    assert notices(verified, "waiver") == [
        (
            "the waiver of legal.notice has no effect: "
            f"it was written by Eve Sly in commit {forged[:10]}, not under the e-mail of Tom Oduya"
        )
    ]
    assert notices(verified, "authors") == ["git bears out who wrote 2 sign-offs; without effect: 1 waiver"]


def test_a_waiver_that_the_sponsor_wrote_counts(office: Office) -> None:
    """And the address is the same in whatever case it was typed."""
    office.signed()
    office.waive(("Tommy", "TOM@Example.com"))
    verified = office.verify()
    assert verified.code == 0
    assert "verdict: go with conditions" in verified.out
    assert notices(verified, "authors") == ["git bears out who wrote 1 waiver (legal.notice), 2 sign-offs"]


@pytest.mark.parametrize(
    ("known", "author", "code"),
    [
        ("tom@straße.example", "tom@strasse.example", 1),
        ("tom@kite.example", "tom@\u212aite.example", 1),
        ("tom@straße.example", "tom@straße.example", 0),
    ],
)
def test_an_address_that_only_folds_to_that_of_a_person_is_anothers(
    office: Office, known: str, author: str, code: int
) -> None:
    """Two names of sites may differ by letters that are one in capitals."""
    office.plan["people"]["tom.oduya"]["email"] = known
    office.signed()
    office.waive(("Tom Oduya", author))
    assert office.verify().code == code


def test_the_first_screen_and_the_page_for_the_meeting_say_that_a_waiver_is_unverified(office: Office) -> None:
    """Where nothing is waived, it stands below."""
    office.signed()
    first = office.desk.audit("plan.yaml", "--color", "always").out.split("───")[0]
    assert "nobody verified" not in first
    office.waive(EVE)
    first = office.desk.audit("plan.yaml", "--color", "always").out.split("───")[0]
    assert "nobody verified (--verify-authors) who wrote 1 waiver (legal.notice), 2" in first
    page = office.desk.audit("plan.yaml", "-f", "markdown").out
    assert (
        "Nobody verified (--verify-authors) who wrote 1 waiver (legal.notice), 2 sign-offs"
        in page.partition("## Department")[0]
    )
    (report,) = json.loads(office.desk.audit("plan.yaml", "-f", "json").out)["reports"]
    assert [notice["kind"] for notice in report["notices"]] == ["authors"]


@pytest.mark.parametrize("arguments", [(), ("--verify-authors",)])
def test_a_plan_without_words_says_nothing_of_them(office: Office, arguments: tuple[str, ...]) -> None:
    """There is nothing to verify."""
    assert "authors" not in office.desk.audit("plan.yaml", *arguments).out


def test_a_waiver_that_somebody_lengthened_is_somebodys(office: Office) -> None:
    """The sponsor accepted it for two months; whoever made three of them did not ask."""
    office.signed()
    office.waive(TOM)
    office.plan["waivers"][0]["until"] = "2027-02-28"
    forged = office.commit(EVE)
    verified = office.verify()
    assert verified.code == 1
    assert forged[:10] in notices(verified, "waiver")[0]


# ---------------------------------------------------------------- sign-offs
def test_a_sign_off_that_somebody_else_wrote_is_missing(office: Office) -> None:
    """Undecided, as if it was not there; and the commit is named."""
    office.sign("legal", DANA)
    forged = office.sign("support", EVE)
    assert office.desk.audit("plan.yaml").code == 0
    verified = office.verify()
    assert verified.code == 3
    assert notices(verified, "sign-off") == [
        (
            "the sign-off of support has no effect: "
            f"it was written by Eve Sly in commit {forged[:10]}, not under the e-mail of Lee Ng"
        )
    ]


def test_a_no_is_heard_whoever_wrote_it_down(office: Office) -> None:
    """A verification never makes a verdict better: touching a no does not make it vanish."""
    office.signed()
    office.sign("legal", DANA, decision="no_go", date="2026-11-21")
    assert office.verify().code == 1
    office.legal()["signoffs"][1]["date"] = "2026-11-22"
    office.commit(EVE)
    verified = office.verify()
    assert verified.code == 1
    assert notices(verified, "sign-off") == ["legal says no-go (Dana Cho, 2026-11-22)"]


def test_a_forged_sign_off_does_not_bring_back_an_older_one(office: Office) -> None:
    """Whoever spoils a conditional yes, so that it counts no more, is not left with the plain one before it."""
    office.signed()
    office.sign("legal", DANA, decision="conditional", date="2026-11-21")
    assert "verdict: go with conditions" in office.verify().out
    office.legal()["signoffs"][1]["date"] = "2026-11-22"
    office.commit(EVE)
    assert office.verify().code == 3


def test_a_forged_yes_does_not_silence_a_no(office: Office) -> None:
    """Nor does it help the course, in which a sign-off that is missing is still to come."""
    office.sign("support", LEE)
    office.sign("legal", DANA, decision="no_go", date="2026-11-20")
    assert office.verify("--gate", "course").code == 1
    office.sign("legal", EVE, date="2026-11-21")
    assert office.desk.audit("plan.yaml", "--gate", "course").code == 0
    for gate in ("course", "verdict"):
        assert office.verify("--gate", gate).code == 1


# ---------------------------------------------------------------- answers, handoffs, announcements
def finding(result: Result, item: str) -> tuple[str, str]:
    """The outcome of an item, and its reason."""
    (report,) = json.loads(result.out)["reports"]
    (found,) = (found for found in report["findings"] if found["item"] == item)
    return found["outcome"], found["reason"]


def test_an_approval_and_a_check_that_others_wrote(office: Office) -> None:
    """Not applicable is open, will not be done is not explained, and what was checked is not: each names the commit."""
    checklist = yaml.safe_load((office.desk.path / "checklists/legal.yaml").read_text())
    terms, notice = checklist["items"]
    office.desk.write(
        "checklists/legal.yaml",
        {
            **checklist,
            "items": [
                {**terms, "second_person": True},
                {**notice, "not_applicable": "approved"},
                {**notice, "id": "escrow"},
            ],
        },
    )
    office.legal()["items"] = {
        "terms": {"status": "done", "evidence": "terms.md", "checked_by": "mara.lind"},
        "notice": {"status": "not_applicable", "reason": "No customers yet", "approved_by": "tom.oduya"},
        "escrow": {"status": "will_not_do", "reason": "No code is held", "approved_by": "tom.oduya"},
    }
    forged = office.commit(EVE)[:10]
    before = office.desk.audit("plan.yaml", "-f", "json")
    assert finding(before, "legal.terms") == ("met", "")
    assert finding(before, "legal.notice")[0] == "not_applicable"
    after = office.verify("-f", "json")
    written = f"was written by Eve Sly in commit {forged}, not under the e-mail of"
    assert finding(after, "legal.terms") == ("unproven", f"the check by Mara Lind {written} Mara Lind")
    assert finding(after, "legal.notice") == ("open", f"marked n/a, but the approval by Tom Oduya {written} Tom Oduya")
    assert finding(after, "legal.escrow") == (
        "open",
        f"will not be done: No code is held; the approval by Tom Oduya {written} Tom Oduya",
    )
    (report,) = json.loads(after.out)["reports"]
    assert {condition["name"]: condition["holds"] for condition in report["conditions"]}["majors"] is False


def test_handoffs_and_announcements_that_others_wrote(office: Office) -> None:
    """What was taken over and approved is asked for again; terms between departments name no person."""
    rules = {"launch-handoffs": "handoffs_on_time", "announcements": "announcements"}
    checklist = yaml.safe_load((office.desk.path / "checklists/legal.yaml").read_text())
    ruled = [
        {**checklist["items"][0], "id": key, "rule": {"kind": kind}, "evidence": "none"} for key, kind in rules.items()
    ]
    office.desk.write("checklists/legal.yaml", {**checklist, "items": ruled})
    office.legal()["items"] = {}
    office.plan["handoffs"] = [
        {
            "once": "legal -> support",
            "carries": ["The terms of 3 November"],
            "offered": {"by": "dana.cho", "date": "2026-11-20"},
        }
    ]
    office.commit(DANA)
    office.plan["handoffs"][0]["accepted"] = {"by": "lee.ng", "date": "2026-11-21"}
    entry = {"to": "customers", "channel": "mail", "owner": "mara.lind", "date": "2026-12-15", "text": "terms.md"}
    office.plan["announcements"] = [{**entry, "approved_by": "tom.oduya"}]
    forged = office.commit(EVE)[:10]
    before = office.desk.audit("plan.yaml", "-f", "json")
    assert [finding(before, f"legal.{key}")[0] for key in rules] == ["met", "met"]
    after = office.verify("-f", "json")
    written = f"was written by Eve Sly in commit {forged}, not under the e-mail of"
    assert finding(after, "legal.launch-handoffs") == (
        "open",
        f"legal -> support (The terms of 3 November): the acceptance by Lee Ng {written} Lee Ng, and no day is agreed",
    )
    assert finding(after, "legal.announcements") == (
        "open",
        f"the announcement to customers has a text without an approval: that by Tom Oduya {written} Tom Oduya",
    )


# ---------------------------------------------------------------- who is who
def test_a_person_without_an_address_cannot_have_written_anything(office: Office) -> None:
    """The name of an author proves nothing."""
    del office.plan["people"]["tom.oduya"]["email"]
    office.signed()
    made = office.waive(TOM)
    verified = office.verify()
    assert verified.code == 1
    assert notices(verified, "waiver") == [
        (
            "the waiver of legal.notice has no effect: "
            f"it was written by Tom Oduya in commit {made[:10]}, and Tom Oduya has no `email` under `people:`"
        )
    ]


def test_what_is_not_committed_counts_for_nothing(office: Office) -> None:
    """On the disk anybody can write; the plan and a line of it alike."""
    office.signed()
    office.waive(TOM)
    office.plan["waivers"][0]["reason"] = "Nobody is affected before March"
    office.write()
    verified = office.verify()
    assert verified.code == 1
    assert notices(verified, "waiver") == [
        "the waiver of legal.notice has no effect: it is not committed, so that nobody is known to have written it"
    ]


def test_no_address_of_a_person_is_printed(office: Office) -> None:
    """Reports may be public; the name of an author cannot forge a line of one."""
    office.signed()
    office.waive(("Eve\t::error::\u202e [link](https://example.org)", "eve@example.com"))
    for form in ("text", "markdown", "json", "html", "github", "sarif", "junit", "csv"):
        out = office.verify("-f", form).out
        assert "@example.com" not in out
        assert "\u202e" not in out
        assert not any(line.startswith("::error::") for line in out.splitlines())


def test_a_pull_request_brings_no_address_of_its_own(office: Office) -> None:
    """Held to what was agreed, people are known by the addresses that they had there."""
    office.signed()
    agreed = office.clone.git("rev-parse", "HEAD")
    office.plan["people"]["tom.oduya"]["email"] = EVE[1]
    office.waive(EVE)
    assert office.verify().code == 0
    held = office.verify("--policy-ref", agreed)
    assert held.code == 1
    assert "not under the e-mail of Tom Oduya" in notices(held, "waiver")[0]
    assert notices(held, "authors") == ["git bears out who wrote 2 sign-offs; without effect: 1 waiver"]


def test_somebody_whom_the_agreed_plan_does_not_know(office: Office) -> None:
    """A person whom the change brings along has no address yet."""
    office.plan["people"]["dana.cho"].pop("email")
    agreed = office.commit(MARA)
    office.plan["people"]["dana.cho"]["email"] = DANA[1]
    office.signed()
    held = office.verify("--policy-ref", agreed)
    assert notices(held, "sign-off") == [
        (
            "the sign-off of legal has no effect: it was written by Dana Cho in commit "
            f"{office.clone.git('rev-parse', 'HEAD~1')[:10]}, and Dana Cho has no `email` under `people:` in {agreed}"
        )
    ]


# ---------------------------------------------------------------- ways into the branch
def test_a_rebase_keeps_the_author_and_a_squash_does_not(office: Office) -> None:
    """Git names one author of a commit: of what was squashed, whoever began."""
    clone = office.clone
    office.signed()
    clone.git("checkout", "-q", "-b", "side")
    office.waive(TOM)
    clone.git("checkout", "-q", "main")
    office.desk.write("other.md", "Beside the point.\n")
    clone.commit()
    clone.git("checkout", "-q", "side")
    clone.git("rebase", "-q", "main")
    assert office.verify().code == 0
    clone.git("checkout", "-q", "main")
    clone.git("merge", "-q", "--squash", "side")
    clone.author = EVE
    clone.record("squashed")
    assert office.verify().code == 1


def test_a_merge_that_brings_the_work_of_many_is_nobodys_word(office: Office) -> None:
    """Whoever merges has stated nothing."""
    clone = office.clone
    clone.git("checkout", "-q", "-b", "side")
    office.signed()
    office.waive(TOM)
    clone.git("checkout", "-q", "main")
    office.desk.write("other.md", "Beside the point.\n")
    clone.commit()
    clone.author = EVE
    clone.git("merge", "-q", "--no-ff", "-m", "merged", "side")
    assert office.verify().code == 0


def test_a_word_that_was_brought_back_does_not_count_by_way_of_an_old_state(office: Office) -> None:
    """The sponsor withdrew it, a stranger brought it back, and a merge with an old state of it hides nobody."""
    git = office.clone.git
    office.signed()
    waived = office.waive(TOM)
    accepted = office.plan["waivers"]
    office.plan["waivers"] = []
    office.commit(TOM)
    office.plan["waivers"] = accepted
    forged = office.commit(EVE)
    git("checkout", "-q", "-b", "side", waived)
    office.plan["launch"]["name"] = "A side"
    office.commit(EVE)
    git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "main")
    office.plan["launch"]["name"] = "Both sides"
    office.commit(EVE)
    verified = office.verify()
    assert verified.code == 1
    assert f"it was written by Eve Sly in commit {forged[:10]}" in notices(verified, "waiver")[0]


def test_a_department_moves_into_a_file_of_its_own(office: Office) -> None:
    """In whosever commit: what was said is the same. The plan is named by its directory, or by its main file."""
    office.name = "launch.yaml"
    office.clone.git("rm", "-q", "plan.yaml")
    office.commit(MARA)
    office.signed()
    office.waive(TOM)
    part = office.plan["departments"].pop("legal")
    office.desk.write("legal.yaml", yaml.safe_dump(part, sort_keys=False).replace("'", ""))
    office.commit(EVE)
    for path in (".", "launch.yaml", "legal.yaml"):
        moved = office.desk.audit(path, "--verify-authors")
        assert (moved.code, moved.err) == (0, "")
        assert notices(moved, "authors") == ["git bears out who wrote 1 waiver (legal.notice), 2 sign-offs"]


# ---------------------------------------------------------------- no history
def test_without_a_history_nothing_is_verified_and_nothing_passes(office: Office, tmp_path: Path) -> None:
    """A shallow clone, a folder in no repository, a repository without a commit: exit 2, and what to do."""
    office.signed()
    nowhere = tmp_path.parent / f"{tmp_path.name}-nowhere"
    office.clone.git("clone", "-q", "--depth", "1", f"file://{office.desk.path}", str(nowhere))
    shallow = office.desk.audit(str(nowhere / "plan.yaml"), "--verify-authors")
    assert (shallow.code, shallow.out) == (2, "")
    assert "error: who wrote what cannot be known: this clone has a part of the history only" in shallow.err
    assert "fetch-depth: 0" in shallow.err
    shutil.rmtree(nowhere / ".git")
    none = office.desk.audit(str(nowhere / "plan.yaml"), "--verify-authors")
    assert (none.code, none.out) == (2, "")
    assert "is in no git repository" in none.err
    empty = Clone(nowhere)
    unborn = office.desk.audit(str(empty.path / "plan.yaml"), "--verify-authors")
    assert (unborn.code, unborn.out) == (2, "")
    assert "there is no revision `HEAD`" in unborn.err


def test_without_git_nothing_is_verified(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit without the option does without."""
    office.signed()
    monkeypatch.setenv("PATH", str(office.desk.path.parent))
    assert office.desk.audit("plan.yaml").code == 0
    verified = office.verify()
    assert (verified.code, verified.out) == (2, "")
    assert "git is not installed" in verified.err


def test_a_plan_from_stdin_was_written_by_nobody(office: Office) -> None:
    """Under the name of a plan that is committed, what is the same there counts."""
    office.signed()
    text = (office.desk.path / "plan.yaml").read_bytes()
    for name, code in (("plan.yaml", 0), ("other.yaml", 3)):
        arguments = ("audit", "-", "--stdin-filename", name, *DATED, "--verify-authors", "-f", "text")
        done = office.desk.spawn(*arguments, stdin=None, input=text)
        assert done.returncode == code, done.stderr


def test_both_sides_of_a_comparison_are_verified(office: Office) -> None:
    """A waiver that never counted cannot be lost, and one that somebody spoiled is."""
    office.signed()
    office.waive(EVE)
    office.clone.git("tag", "before")
    office.desk.write("other.md", "Beside the point.\n")
    office.clone.commit()
    same = office.verify("--baseline", "before")
    assert (same.code, same.err) == (0, "")
    office.plan["waivers"] = []
    office.commit(MARA)
    office.waive(TOM)
    office.clone.git("tag", "-f", "before")
    office.plan["waivers"][0]["until"] = "2027-02-28"
    office.commit(EVE)
    assert office.verify("--baseline", "before").code == 1


def test_nothing_of_it_is_loaded_unless_it_is_asked_for(office: Office) -> None:
    """An audit starts as fast as before, and starts no git."""
    program = (
        "import sys; from readycheck.cli import main; main(['audit', 'plan.yaml', '-q', *sys.argv[1:]]);"
        "print(*sorted(name for name in sys.modules if name.startswith('readycheck.')), file=sys.stderr)"
    )
    ours = {
        "readycheck.app.authorship",
        "readycheck.evidence.authorship",
        "readycheck.history.origin",
        "readycheck.git",
    }
    for arguments, loaded in (((), set()), (("--verify-authors",), ours)):
        command = [sys.executable, "-c", program, *DATED, *arguments]
        done = subprocess.run(command, cwd=office.desk.path, capture_output=True, text=True, check=True)
        assert ours & set(done.stderr.split()) == loaded


# ---------------------------------------------------------------- signatures
class Keys:
    """SSH keys of people, and what of them is allowed."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir()

    def of(self, name: str) -> Path:
        """Return a key, made where there is none."""
        key = self._directory / name
        if not key.exists():
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
            subprocess.run(command, check=True)
        return key

    def allowed(self, **people: str) -> Path:
        """Write a file of allowed signers: for each key's name the address it is listed for."""
        lines = [f"{email} {self.of(name).with_suffix('.pub').read_text()}" for name, email in people.items()]
        file = self._directory / "allowed"
        file.write_text("".join(lines))
        return file


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("signatures are made with ssh-keygen, which is not installed")
    return Keys(tmp_path.parent / f"{tmp_path.name}-keys")


def sign_with(office: Office, key: Path | None) -> None:
    """Have the commits that follow signed with a key, or not at all."""
    office.clone.git("config", "gpg.format", "ssh")
    office.clone.git("config", "commit.gpgsign", "false" if key is None else "true")
    office.clone.git("config", "user.signingkey", str(key or ""))


def test_a_signature_proves_what_an_address_only_says(office: Office, keys: Keys) -> None:
    """An address can be typed by anybody; a key cannot. The option asks for both."""
    signers = str(keys.allowed(tom=TOM[1], dana=DANA[1], lee=LEE[1]))
    for name, department, author in (("dana", "legal", DANA), ("lee", "support", LEE)):
        sign_with(office, keys.of(name))
        office.sign(department, author)
    sign_with(office, None)
    forged = office.waive(TOM)
    assert office.verify().code == 0
    unsigned = office.desk.audit("plan.yaml", "--allowed-signers", signers)
    assert unsigned.code == 1
    assert notices(unsigned, "waiver") == [
        (
            "the waiver of legal.notice has no effect: it was written by Tom Oduya in commit "
            f"{forged[:10]}, without a signature that proves it was Tom Oduya"
        )
    ]
    assert notices(unsigned, "authors") == ["git bears out who wrote 2 sign-offs; without effect: 1 waiver"]
    for key, code in (("eve", 1), ("dana", 1), ("tom", 0)):
        office.plan["waivers"] = []
        office.commit(MARA)
        sign_with(office, keys.of(key))
        office.waive(TOM)
        assert office.desk.audit("plan.yaml", "--allowed-signers", signers).code == code, key


def test_what_is_not_a_good_signature_of_that_person(office: Office, keys: Keys) -> None:
    """A key that is listed for another, that is no longer valid, or a commit that was changed after it was signed."""
    office.signed()
    sign_with(office, keys.of("tom"))
    made = office.waive(TOM)

    def verdict(file: Path) -> list[str]:
        return notices(office.desk.audit("plan.yaml", "--allowed-signers", str(file)), "waiver")

    assert verdict(keys.allowed(tom=TOM[1])) == []
    assert verdict(keys.allowed(tom="TOM@EXAMPLE.COM")) == []
    assert len(verdict(keys.allowed(tom=EVE[1]))) == 1
    expired = keys.allowed(tom=TOM[1])
    expired.write_text(expired.read_text().replace(" ssh-", ' valid-before="20200101" ssh-'))
    assert len(verdict(expired)) == 1
    body = office.clone.git("cat-file", "commit", made).replace("a change", "another change")
    changed = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=office.desk.path,
        input=f"{body}\n".encode(),
        capture_output=True,
        check=True,
    )
    office.clone.git("reset", "-q", "--soft", changed.stdout.decode().strip())
    assert len(verdict(keys.allowed(tom=TOM[1]))) == 1


def test_allowed_signers_that_cannot_be_read_are_refused(office: Office) -> None:
    """A file that is not there is no file in which nobody stands."""
    office.signed()
    result = office.desk.audit("plan.yaml", "--allowed-signers", "nobody")
    assert (result.code, result.out) == (2, "")
    assert "error: --allowed-signers nobody does not exist" in result.err


def test_without_ssh_keygen_signatures_are_refused(office: Office, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is taken for signed because nobody could look."""
    office.signed()
    signers = keys.allowed(tom=TOM[1])
    only = office.desk.path.parent / f"{office.desk.path.name}-bin"
    only.mkdir()
    (only / "git").symlink_to(str(shutil.which("git")))
    monkeypatch.setenv("PATH", os.fspath(only))
    result = office.desk.audit("plan.yaml", "--allowed-signers", str(signers))
    assert (result.code, result.out) == (2, "")
    assert "ssh-keygen is not installed" in result.err
