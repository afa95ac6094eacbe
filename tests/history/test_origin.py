"""A statement comes from the commit that made it: by what it says, wherever in the plan it stands."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path

import pytest

from readycheck.errors import UsageError
from readycheck.history.origin import Origins
from readycheck.history.revision import Repository
from readycheck.history.statement import statements
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.word import Kind, words_of
from readycheck.syntax.yaml import parse
from tests.history.building import Clone

WAIVER = "{item: legal.terms, reason: In January, approved_by: tom.oduya, date: 2026-11-19, until: 2027-01-31}"
OTHER = "{item: legal.notice, reason: In May, approved_by: tom.oduya, date: 2026-11-19, until: 2027-05-31}"
SIGNED = "{for: ga, by: dana.cho, date: 2026-11-20, decision: go}"
LEGAL: PlanPath = ("departments", "legal", "signoffs", 0)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def waivers(*entries: str) -> str:
    return "waivers:\n" + "".join(f"  - {entry}\n" for entry in entries)


def signed(entry: str = SIGNED) -> str:
    return f"departments:\n  legal:\n    signoffs: [{entry}]\n"


def made_by(clone: Clone, text: str, path: PlanPath = ("waivers", 0), files: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the commits from which what stands at a place of a plan's text comes."""
    of_plan = {clone.path / name: None if name == "launch.yaml" else name.partition(".")[0] for name in files}
    stated = statements(parse(text.encode(), "").value)[path]
    origins = Origins(Repository(clone.path), parse)
    head = clone.git("rev-parse", "HEAD")
    return origins.of([stated], head, of_plan or {clone.path / "plan.yaml": None}).get(stated, ())


def origin(clone: Clone, text: str, path: PlanPath = ("waivers", 0), files: tuple[str, ...] = ()) -> str | None:
    """Return the commit from which it comes, where that is one."""
    commits = made_by(clone, text, path, files)
    assert len(commits) < 2
    return commits[0] if commits else None


def test_what_others_change_around_it_does_not_matter(clone: Clone) -> None:
    """Not its line, its form, its place in the list, another entry, or how often the file was written since."""
    clone.commit(plan_yaml="readycheck: 1\n")
    made = clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml=f"# a comment\nreadycheck: 1\n{waivers(OTHER, WAIVER)}")
    block = "waivers:\n  - until: 2027-01-31\n    item: legal.terms\n    date: 2026-11-19\n    reason: In January\n    approved_by: tom.oduya\n"
    clone.commit(plan_yaml=block)
    clone.commit(other_md="beside the point")
    assert origin(clone, block) == made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until: 2027-01-31", "until: 2027-03-31"),
        ("legal.terms", "legal.notice"),
        ("In January", "In February"),
        ("date: 2026-11-19", "date: 2026-11-20"),
        ("2027-01-31}", "2027-01-31, costs: {win: Nothing}}"),
        ("2027-01-31}", "2027-01-31, condition: {what: Rehearsed, owner: sam.ito, by: T-3}}"),
    ],
)
def test_whoever_changes_what_was_accepted_has_stated_it_anew(clone: Clone, old: str, new: str) -> None:
    """Lengthened, pointed elsewhere, given another reason."""
    clone.commit(plan_yaml=waivers(WAIVER))
    changed = waivers(WAIVER.replace(old, new))
    forged = clone.commit(plan_yaml=changed)
    assert origin(clone, changed) == forged


def test_a_condition_that_was_met_and_a_note_change_nothing(clone: Clone) -> None:
    """These are told afterwards, by whoever saw to it. The condition itself is part of what was signed."""
    asked = (
        "{for: ga, by: dana.cho, date: 2026-11-20, decision: conditional, conditions: [{what: Letters sent, by: T-3}]}"
    )
    made = clone.commit(plan_yaml=signed(asked))
    met = signed(asked.replace("by: T-3}", "by: T-3, met: 2026-11-22}").replace("]}", "], note: All sent}"))
    clone.commit(plan_yaml=met)
    assert origin(clone, met, LEGAL) == made
    eased = signed(asked.replace("T-3", "T+30"))
    forged = clone.commit(plan_yaml=eased)
    assert origin(clone, eased, LEGAL) == forged


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        ("evidence: terms.md", "evidence: [terms.md]", False),
        ("evidence: terms.md", "evidence: others.md", True),
        ("evidence: terms.md", "evidence: [terms.md, others.md]", True),
        ("checked_by: mara.lind", "checked_by: mara.lind, note: Well done", False),
    ],
)
def test_a_check_is_of_the_evidence_that_was_checked(clone: Clone, old: str, new: str, *, anew: bool) -> None:
    """Another proof under the same check is another check."""
    text = "departments: {legal: {items: {terms: {status: done, evidence: terms.md, checked_by: mara.lind}}}}\n"
    first = clone.commit(plan_yaml=text)
    changed = text.replace(old, new)
    second = clone.commit(plan_yaml=changed)
    path: PlanPath = ("departments", "legal", "items", "terms", "checked_by")
    assert origin(clone, changed, path) == (second if anew else first)


def test_a_department_may_move_into_a_file_of_its_own_and_back(clone: Clone) -> None:
    """A plan is compared as a whole; in another department it is another statement."""
    files = ("launch.yaml", "legal.yaml", "support.yaml")
    made = clone.commit(launch_yaml=signed())
    clone.commit(launch_yaml="readycheck: 1\n", legal_yaml=f"signoffs: [{SIGNED}]\n")
    assert origin(clone, signed(), LEGAL, files) == made
    (clone.path / "legal.yaml").unlink()
    clone.commit(launch_yaml=signed())
    assert origin(clone, signed(), LEGAL, files) == made
    moved = clone.commit(launch_yaml="readycheck: 1\n", support_yaml=f"signoffs: [{SIGNED}]\n")
    support = signed().replace("legal", "support")
    assert origin(clone, support, ("departments", "support", "signoffs", 0), files) == moved
    assert origin(clone, signed(), LEGAL, files) is None


def test_through_a_merge_the_way_leads_to_the_side_that_states_it(clone: Clone) -> None:
    """Also where both sides changed the plan, and the merge is a third text."""
    clone.commit(plan_yaml="readycheck: 1\n")
    clone.git("checkout", "-q", "-b", "side")
    clone.commit(plan_yaml=f"readycheck: 1\n{waivers(OTHER)}")
    made = clone.commit(plan_yaml=f"readycheck: 1\n{waivers(OTHER, WAIVER)}")
    clone.git("checkout", "-q", "main")
    beside = clone.commit(plan_yaml=f"readycheck: 1\n{signed()}")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side")
    merged = clone.commit(plan_yaml=f"readycheck: 1\n{signed()}{waivers(OTHER, WAIVER)}")
    assert clone.git("rev-list", "--parents", "-1", merged).count(" ") == 2
    assert origin(clone, waivers(WAIVER)) == made
    assert origin(clone, signed(), LEGAL) == beside


def test_what_only_a_merge_states_comes_from_the_merge(clone: Clone) -> None:
    """Nobody hides a forgery in the resolution of a conflict."""
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.git("checkout", "-q", "-b", "side")
    clone.commit(beside_md="1")
    clone.git("checkout", "-q", "main")
    clone.commit(other_md="2")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "side")
    forged = waivers(WAIVER.replace("2027-01-31", "2027-05-31"))
    merged = clone.commit(plan_yaml=forged)
    assert origin(clone, forged) == merged


def test_what_was_taken_back_and_brought_back_comes_from_whoever_brought_it(clone: Clone) -> None:
    """An old word is not a word of today."""
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    again = clone.commit(plan_yaml=waivers(WAIVER))
    assert origin(clone, waivers(WAIVER)) == again


@pytest.mark.parametrize("also", ["", "# and something else\n"])
@pytest.mark.parametrize("moved_on", [False, True])
def test_a_merge_with_an_old_state_brings_nothing_back(clone: Clone, also: str, *, moved_on: bool) -> None:
    """What was withdrawn on one side is not honest on the other: the merge has stated it."""
    clone.commit(plan_yaml="readycheck: 1\n")
    old = clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    clone.git("checkout", "-q", "-b", "side", old)
    if moved_on:
        clone.commit(plan_yaml=f"# a comment\n{waivers(WAIVER)}")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "main")
    forged = clone.commit(plan_yaml=f"# a comment\n{waivers(WAIVER)}{also}" if moved_on else waivers(WAIVER) + also)
    assert clone.git("rev-list", "--parents", "-1", forged).count(" ") == 2
    assert origin(clone, waivers(WAIVER)) == forged


def test_a_detour_does_not_lead_round_whoever_brought_something_back(clone: Clone) -> None:
    """Brought back on one side, and merged with an old state in which it still was: both ways are told."""
    clone.commit(plan_yaml="readycheck: 1\n")
    old = clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    again = clone.commit(plan_yaml=waivers(WAIVER))
    clone.git("checkout", "-q", "-b", "side", old)
    clone.commit(plan_yaml=f"# a comment\n{waivers(WAIVER)}")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "main")
    clone.commit(plan_yaml=f"# another\n{waivers(WAIVER)}")
    assert made_by(clone, waivers(WAIVER)) == (again, old)


@pytest.mark.parametrize("first", ["main", "side"])
def test_the_twin_of_what_was_withdrawn_does_not_bring_it_back(clone: Clone, first: str) -> None:
    """A rebase leaves the commits of the branch behind: whoever merges these later has stated it, not their author."""
    began = clone.commit(plan_yaml="readycheck: 1\n")
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    clone.commit(plan_yaml="waivers: []\n# no more\n")
    clone.git("checkout", "-q", "-b", "side", began)
    clone.commit(plan_yaml=f"# its twin\n{waivers(WAIVER)}")
    clone.git("checkout", "-q", first)
    clone.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side" if first == "main" else "main")
    forged = clone.commit(plan_yaml=f"# merged\n{waivers(WAIVER)}")
    assert made_by(clone, waivers(WAIVER)) == (forged,)


def test_the_same_on_both_sides_of_a_merge_comes_from_both(clone: Clone) -> None:
    """As where a commit was picked for another branch, and both are merged."""
    clone.commit(plan_yaml="readycheck: 1\n")
    clone.git("checkout", "-q", "-b", "side")
    picked = clone.commit(plan_yaml=f"# picked\n{waivers(WAIVER)}")
    clone.git("checkout", "-q", "main")
    made = clone.commit(plan_yaml=waivers(WAIVER))
    clone.git("merge", "-q", "--no-ff", "--no-commit", "-s", "ours", "side")
    clone.commit(plan_yaml=f"# merged\n{waivers(WAIVER)}")
    assert set(made_by(clone, waivers(WAIVER))) == {made, picked}


def test_what_was_withdrawn_and_given_again_is_a_word_of_today(clone: Clone) -> None:
    """On a side that parted after the withdrawal; the merge that brings it in has stated nothing."""
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    clone.git("checkout", "-q", "-b", "side")
    again = clone.commit(plan_yaml=waivers(WAIVER))
    clone.git("checkout", "-q", "main")
    clone.commit(beside_md="1")
    clone.git("merge", "-q", "--no-ff", "-m", "merged", "side")
    clone.commit(beside_md="2")
    assert origin(clone, waivers(WAIVER)) == again


@pytest.mark.parametrize("state", ["waivers: [\n", "a: &b 1\n", "waivers: 3\n", "[]\n", "\xff", "- 1\n", ""])
def test_a_state_that_cannot_be_read_states_nothing(clone: Clone, state: str) -> None:
    """Whoever mends it has stated all of it."""
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.write("plan.yaml", state.encode("latin-1"))
    clone.commit()
    mended = clone.commit(plan_yaml=waivers(WAIVER))
    assert origin(clone, waivers(WAIVER)) == mended


def test_what_is_not_committed_has_no_origin(clone: Clone) -> None:
    """Neither a plan that git does not know nor a change of one."""
    clone.commit(beside_md="1")
    assert origin(clone, waivers(WAIVER)) is None
    clone.commit(plan_yaml=waivers(OTHER))
    clone.write("plan.yaml", waivers(WAIVER))
    assert origin(clone, waivers(WAIVER)) is None


def test_a_renamed_plan_is_stated_anew(clone: Clone) -> None:
    """Nobody makes the words of one launch those of another."""
    clone.commit(former_yaml=waivers(WAIVER))
    clone.git("mv", "former.yaml", "plan.yaml")
    renamed = clone.commit()
    assert origin(clone, waivers(WAIVER)) == renamed


def test_a_link_leads_to_nobodys_words(clone: Clone) -> None:
    """Not even to those of another launch, which its people did write."""
    clone.commit(former_yaml=waivers(WAIVER))
    (clone.path / "plan.yaml").symlink_to("former.yaml")
    clone.commit()
    assert origin(clone, waivers(WAIVER)) is None


def test_every_word_that_can_count_is_stated() -> None:
    """What the report counts as words is what can be looked up."""
    text = f"""
readycheck: 1
launch: {{name: Aurora, owner: mara.lind, milestones: {{ga: 2026-12-15}}}}
people: {{mara.lind: product, tom.oduya: management, dana.cho: legal}}
departments:
  legal:
    signoffs: [{SIGNED}]
    items:
      terms: {{status: done, evidence: terms.md, checked_by: mara.lind}}
      notice: {{status: not_applicable, reason: No customers, approved_by: tom.oduya}}
      escrow: {{status: will_not_do, reason: No need, approved_by: tom.oduya}}
      marks: {{status: todo, checked_by: mara.lind, approved_by: tom.oduya}}
handoffs:
  - {{standing: legal -> support, agreed: 2026-11-17}}
  - once: product -> support
    offered: {{by: mara.lind, date: 2026-11-20}}
    accepted: {{by: dana.cho, date: 2026-11-21}}
announcements:
  - {{to: customers, text: mail.md}}
  - {{to: customers, text: mail.md, approved_by: tom.oduya}}
waivers: [{WAIVER}]
"""
    value = parse(text.encode(), "").value
    words = list(words_of(LaunchPlan.model_validate(value, context=None)))
    assert [(word.kind, word.person) for word in words] == [
        (Kind.WAIVER, "tom.oduya"),
        (Kind.SIGN_OFF, "dana.cho"),
        (Kind.CHECK, "mara.lind"),
        (Kind.APPROVAL, "tom.oduya"),
        (Kind.APPROVAL, "tom.oduya"),
        (Kind.OFFER, "mara.lind"),
        (Kind.ACCEPTANCE, "dana.cho"),
        (Kind.APPROVAL, "tom.oduya"),
    ]
    stated = statements(value)
    assert {word.path for word in words} <= stated.keys()
    assert len({stated[word.path] for word in words}) == len(words)


# ---------------------------------------------------------------- histories that are not whole, or not as they seem
def test_a_shallow_clone_is_refused(clone: Clone, tmp_path: Path) -> None:
    """In one, whoever made the last commit seems to have written everything. In a work tree of one as well."""
    clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml=waivers(OTHER, WAIVER))
    clone.git("clone", "-q", "--depth", "1", f"file://{clone.path}", str(tmp_path / "shallow"))
    shallow = Clone(tmp_path / "shallow")
    shallow.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "beside")
    for path in (shallow.path, tmp_path / "tree"):
        origins = Origins(Repository(path), parse)
        with pytest.raises(UsageError, match="this clone has a part of the history only") as refused:
            origins.of(["x"], shallow.git("rev-parse", "HEAD"), {path / "plan.yaml": None})
        assert "fetch-depth: 0" in refused.value.hint


def test_a_history_with_a_hole_is_refused(clone: Clone) -> None:
    """Nothing is fetched, and what is missing is not taken for what was not there."""
    clone.commit(plan_yaml=waivers(WAIVER))
    blob = clone.git("rev-parse", "HEAD:plan.yaml")
    clone.commit(plan_yaml=waivers(OTHER, WAIVER))
    (clone.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(UsageError, match="is not in this clone"):
        origin(clone, waivers(WAIVER))


def test_replaced_commits_and_grafts_do_not_rewrite_history(clone: Clone) -> None:
    """What a repository says of itself beside its objects is not asked."""
    made = clone.commit(plan_yaml=waivers(OTHER))
    forged = clone.commit(plan_yaml=waivers(OTHER, WAIVER))
    clone.git("replace", "--graft", forged)
    (clone.path / ".git" / "info" / "grafts").write_text(f"{forged}\n")
    assert origin(clone, waivers(WAIVER)) == forged
    assert origin(clone, waivers(OTHER)) == made


def test_a_commit_graph_does_not_rewrite_history(clone: Clone) -> None:
    """Git believes it without a look at the commits: here it says that the last one follows the first."""
    made = clone.commit(plan_yaml=waivers(WAIVER))
    clone.commit(plan_yaml="waivers: []\n")
    again = clone.commit(plan_yaml=waivers(WAIVER))
    clone.git("commit-graph", "write", "--reachable")
    graph = clone.path / ".git" / "objects" / "info" / "commit-graph"
    data = bytearray(graph.read_bytes())
    chunks = {
        bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 12], "big") for at in range(8, 8 + 12 * data[6], 12)
    }
    ids = sorted([made, again, clone.git("rev-parse", "HEAD~1")])
    parent = chunks[b"CDAT"] + 36 * ids.index(again) + 20
    data[parent : parent + 4] = ids.index(made).to_bytes(4, "big")
    data[-20:] = sha1(data[:-20], usedforsecurity=False).digest()
    graph.chmod(0o644)
    graph.write_bytes(data)
    assert clone.git("rev-list", "HEAD").split() == [again, made]
    assert origin(clone, waivers(WAIVER)) == again
