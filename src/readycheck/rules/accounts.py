"""Rule `accounts`: strategic accounts are in an order, and the first contact with each is prepared.

Reads `customers.accounts`; `[]` says that there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.plan.customer import Account
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid

#: What an account must have, and how its absence is said.
_ASKED = {
    "priority": "priority",
    "owner": "owner",
    "segment": "segment",
    "brief": "brief",
    "backed_by": "one of product behind it (`backed_by`)",
}


class Accounts(Rule):
    """No options."""

    example: ClassVar[str] = """\
people:
  greta.holm: sales
  mara.lind: product
customers:
  segments:
    - {id: small-firms, name: Law firms of 2 to 20 people}
  accounts:        # [] where no customer is strategic
    - name: Harrow & Pike
      segment: small-firms
      priority: 1
      owner: greta.holm
      backed_by: mara.lind
      brief: https://crm.example.com/harrow
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "customers, `accounts:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return "each account has a priority of its own, an owner, a segment, a brief, and somebody of product behind it"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        customers = subject.plan.customers
        if customers is None or customers.accounts is None:
            return unsaid("which accounts are strategic (`customers.accounts:`)")
        return ruling(_flaws(customers.accounts, subject))


def _flaws(accounts: tuple[Account, ...], subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    priorities = Counter(account.priority for account in accounts)
    for index, account in enumerate(accounts):
        path = ("customers", "accounts", index)
        missing = [key for key in _ASKED if getattr(account, key) is None]
        backer = plan.people.get(account.backed_by) if account.backed_by else None
        if missing:
            flaw: str | None = f"has no {', no '.join(_ASKED[key] for key in missing)}"
        elif priorities[account.priority] > 1:
            flaw = f"shares priority {account.priority} with another"
        elif backer is not None and plan.doer_of(backer.department) != plan.doer_of("product"):
            flaw = f"is backed by {plan.name_of(account.backed_by or '')}, who is not of product"
        else:
            defect = subject.flaw_of_proof((*path, "brief"))
            flaw = f"has no brief that can be read: {defect}" if defect is not None else None
        if flaw is not None:
            yield Failing(f"{account.name} {flaw}", account.owner, plan.on(account.due), path)
