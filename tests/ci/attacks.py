"""Ways to come nearer to a go without any work, each a change to the company's repository and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.ci.company import BLOCKERS, Company

Change = Callable[[Company], None]


class Attack(NamedTuple):
    """A change that must not pass."""

    change: Change
    said: str
    """Words by which it is told in the comment, in the summary and on stderr."""
    before: Change | None = None
    """What `main` has besides."""


def no_go_of_support(company: Company) -> None:
    word = {"for": "ga", "by": "lee.ng", "date": "2026-11-20", "decision": "no_go"}
    company.plan["departments"]["support"]["signoffs"] = [word]


# ---------------------------------------------------------------- the policy
def set_policy(key: str, value: Any) -> Change:
    return lambda company: company.policy.update({key: value})


def lower_the_limit(company: Company) -> None:
    company.policy["limits"][0]["at_least"] = 10


def delete_the_policy(company: Company) -> None:
    company.policy = {key: company.policy[key] for key in ("readycheck", "shipped_checklists", "checklists")}


def put_a_policy_nearer(company: Company) -> None:
    nearer = {
        "readycheck": "policy/1",
        "shipped_checklists": False,
        "checklists": ["../checklists/legal.yaml"],
        "limits": [],
        "signoffs": "none",
        "require": {"blocker": "any", "major": "any", "minor": "any"},
    }
    company.write_yaml("launches/readycheck.yaml", nearer)


BASE = "rules/company.yaml"


def build_on_another(company: Company) -> None:
    """Have the company's policy in a file of its own, on which that of the launches builds."""
    company.write_yaml(BASE, company.policy | {"checklists": [f"../{name}" for name in company.policy["checklists"]]})
    company.policy = {"readycheck": "policy/1", "extends": BASE}


def edit_what_it_builds_on(company: Company) -> None:
    path = company.clone.path / BASE
    path.write_text(path.read_text().replace("at_least: 80", "at_least: 10"))


def build_on_something_else(company: Company) -> None:
    path = company.clone.path / BASE
    company.write("rules/other.yaml", path.read_text().replace("waiver_max_days: 60", "waiver_max_days: 400"))
    company.policy["extends"] = "rules/other.yaml"


def ease_the_class(company: Company) -> None:
    company.policy["classes"] = {"flagship": {"limits": []}}


def leave_a_checklist_out(company: Company) -> None:
    company.policy["checklists"] = ["checklists/support.yaml"]
    del company.plan["departments"]["legal"]["items"]


# ---------------------------------------------------------------- items
def tailor(item: str, **how: Any) -> Change:
    return lambda company: company.policy.update({"tailoring": {item: {"reason": "We are late", **how}}})


def delete_an_item(company: Company) -> None:
    items = company.checklists["legal"]["items"]
    items[:] = [item for item in items if item["id"] != "returns"]
    del company.legal["returns"]


def change_an_item(**how: Any) -> Change:
    def change(company: Company) -> None:
        item = next(item for item in company.checklists["legal"]["items"] if item["id"] == "returns")
        item.update(how)

    return change


# ---------------------------------------------------------------- the plan
def set_launch(key: str, value: Any) -> Change:
    return lambda company: company.plan["launch"].update({key: value})


def say_not_paid(company: Company) -> None:
    company.plan["profile"]["paid"] = "no"


def mark_five_blockers(company: Company) -> None:
    for key in BLOCKERS[:5]:
        company.legal[key] = {"status": "not_applicable", "reason": "Not this time", "approved_by": "dana.cho"}


def mark_five_by_a_friend(company: Company) -> None:
    company.plan["people"]["new.friend"] = "management"
    for key in BLOCKERS[:5]:
        company.legal[key] = {"status": "not_applicable", "reason": "Not this time", "approved_by": "new.friend"}


def waive(approved_by: str, until: str = "2026-12-31") -> Change:
    def change(company: Company) -> None:
        company.plan["people"].setdefault(approved_by, "management")
        waiver = {
            "item": "legal.returns",
            "reason": "Later",
            "approved_by": approved_by,
            "date": "2026-11-20",
            "until": until,
        }
        company.plan["waivers"] = [waiver]

    return change


def become_the_sponsor(company: Company) -> None:
    company.plan["people"]["new.friend"] = "management"
    company.plan["launch"]["sponsor"] = "new.friend"
    waive("new.friend")(company)


def replace_the_lead(company: Company) -> None:
    company.plan["people"]["new.friend"] = "legal"
    company.plan["departments"]["legal"]["lead"] = "new.friend"


def name_a_deputy(company: Company) -> None:
    company.plan["people"]["new.friend"] = "legal"
    company.plan["people"]["dana.cho"] = {"department": "legal", "deputy": "new.friend"}


def withdraw_the_no_go(company: Company) -> None:
    del company.plan["departments"]["support"]["signoffs"]


def outvote_the_no_go(company: Company) -> None:
    word = {"for": "ga", "by": "lee.ng", "date": "2026-11-21", "decision": "go"}
    company.plan["departments"]["support"]["signoffs"] = [word]


def delete_an_answer(company: Company) -> None:
    del company.legal["returns"]


def empty_a_proof(company: Company) -> None:
    company.write("launches/aurora/proof/marks.md", "")


def delete_a_proof(company: Company) -> None:
    (company.clone.path / "launches/aurora/proof/marks.md").unlink()


def link_a_proof_away(company: Company) -> None:
    proof = company.clone.path / "launches/aurora/proof/marks.md"
    proof.unlink()
    proof.symlink_to("/etc/hostname")


def done_by_others(company: Company) -> None:
    legal = company.plan["departments"]["legal"]
    legal["done_by"] = "support"
    del legal["lead"]


def rename_an_item(company: Company) -> None:
    """Have a major that needs no proof answer to the name of a blocker."""
    delete_an_item(company)
    items = company.checklists["support"]["items"]
    next(item for item in items if item["id"] == "faq")["formerly"] = ["legal.returns"]


def need_another_launch(company: Company) -> None:
    """Have the launch wait for another one, which is not on its way."""
    company.checklists["support"]["items"].append(
        {**company.checklists["support"]["items"][1], "id": "others", "rule": {"kind": "dependencies"}}
    )
    needed = {"launch": "Identity", "needs": "ga", "by": "T-7", "owner": "lee.ng", "plan": "../identity/launch.yaml"}
    company.plan["depends_on"] = [needed]
    other = {"name": "Identity", "owner": "ann.otter", "milestones": {"ga": "2026-12-01"}}
    company.write_yaml(
        "launches/identity/launch.yaml", {"readycheck": 1, "launch": other, "people": {"ann.otter": "product"}}
    )


def ease_the_other_launch(company: Company) -> None:
    nearer = {
        "readycheck": "policy/1",
        "limits": [],
        "signoffs": "none",
        "require": {"blocker": "any", "major": "any", "minor": "any"},
    }
    company.write_yaml("launches/identity/readycheck.yaml", nearer)


ATTACKS = {
    "lowers a limit": Attack(lower_the_limit, "policy: limits"),
    "drops all limits": Attack(set_policy("limits", []), "policy: limits"),
    "deletes what the policy demands": Attack(delete_the_policy, "policy: require"),
    "raises waiver_max_days": Attack(set_policy("waiver_max_days", 400), "policy: waiver_max_days"),
    "weakens what blockers require": Attack(
        set_policy("require", {"blocker": "any", "major": "waived", "minor": "any"}), "policy: require"
    ),
    "asks for no sign-off": Attack(set_policy("signoffs", "none"), "policy: signoffs"),
    "changes weights": Attack(set_policy("weights", {"blocker": 1, "major": 1, "minor": 1}), "policy: weights"),
    "needs no approval of refusals": Attack(set_policy("refusal_needs_approval", False), "refusal_needs_approval"),  # noqa: FBT003
    "eases the class of the launch": Attack(ease_the_class, "policy: limits"),
    "puts a policy nearer to the plan": Attack(put_a_policy_nearer, "policy: require"),
    "edits the policy that it builds on": Attack(edit_what_it_builds_on, "policy: limits", build_on_another),
    "builds on another policy": Attack(build_on_something_else, "policy: waiver_max_days", build_on_another),
    "leaves a checklist out": Attack(leave_a_checklist_out, "legal.terms"),
    "drops an item by tailoring": Attack(tailor("legal.returns", drop=True), "dropped: We are late"),
    "lowers the severity of an item": Attack(tailor("legal.returns", severity="minor"), "legal.returns: severity"),
    "puts an item off": Attack(tailor("legal.returns", milestone="hypercare"), "legal.returns: milestone"),
    "asks for less proof": Attack(tailor("legal.returns", evidence="none"), "legal.returns: evidence"),
    "deletes an item from an own checklist": Attack(delete_an_item, "legal.returns"),
    "renames an item into an easier one": Attack(rename_an_item, "legal.returns: severity"),
    "edits the severity in an own checklist": Attack(change_an_item(severity="info"), "legal.returns: severity"),
    "lets an item apply to nobody": Attack(change_an_item(applies={"profile": ["hardware"]}), "legal.returns: applies"),
    "lets anybody say n/a": Attack(change_an_item(not_applicable="free"), "legal.returns: not_applicable"),
    "changes the class": Attack(set_launch("class", "quiet"), "class"),
    "changes the profile": Attack(say_not_paid, "profile: paid"),
    "marks five blockers n/a": Attack(mark_five_blockers, "legal.marks"),
    "marks five blockers n/a with an approver of its own": Attack(mark_five_by_a_friend, "legal.marks"),
    "adds a waiver of its own": Attack(waive("dana.cho"), "legal.returns"),
    "adds a waiver by somebody new": Attack(waive("new.friend"), "legal.returns"),
    "adds a waiver that is too long": Attack(waive("tom.oduya", "2027-11-30"), "legal.returns"),
    "becomes the sponsor": Attack(become_the_sponsor, "sponsor"),
    "takes the sponsor away": Attack(lambda company: company.plan["launch"].pop("sponsor"), "sponsor"),
    "replaces the lead": Attack(replace_the_lead, "lead of legal"),
    "has another department do the work": Attack(done_by_others, "lead of legal"),
    "names a deputy of its own": Attack(name_a_deputy, "deputy of dana.cho"),
    "withdraws a no-go": Attack(withdraw_the_no_go, "sign-off of support for ga", no_go_of_support),
    "overwrites a no-go": Attack(outvote_the_no_go, "sign-off of support for ga", no_go_of_support),
    "moves the date": Attack(set_launch("milestones", {"ga": "2027-06-30"}), "milestone ga"),
    "deletes an answer": Attack(delete_an_answer, "legal.returns"),
    "empties a proof": Attack(empty_a_proof, "legal.marks"),
    "deletes a proof": Attack(delete_a_proof, "legal.marks"),
    "links a proof to a file of the machine": Attack(link_a_proof_away, "legal.marks"),
}
