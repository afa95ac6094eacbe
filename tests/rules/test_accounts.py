"""Rule `accounts`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    FRED,
    GONE,
    GRETA,
    Case,
    Entry,
    check,
    each,
    fails,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
customers:
  segments: [{id: small-firms, name: Law firms of 2 to 20 people}]
  accounts:
    - name: Harrow & Pike
      segment: small-firms
      priority: 1
      owner: greta.holm
      due: T-14
      backed_by: mara.lind
      brief: https://crm.example.com/harrow
    - name: Lind Partners
      segment: small-firms
      priority: 2
      owner: greta.holm
      backed_by: ola.berg
      brief: crm/lind.md
"""
FIRST, SECOND = "customers/accounts/0", "customers/accounts/1"
PRODUCT_IS_DONE_BY_FINANCE = {"departments": {"product": {"done_by": "finance"}, "finance": {"lead": FRED}}}
TABLE = table(
    "accounts",
    GOOD,
    passes("each account has all that is asked for"),
    passes("no account is strategic", {"customers/accounts": []}),
    passes("priorities need not be in a row", {f"{SECOND}/priority": 999}),
    passes(
        "somebody of the department that does product's work stands behind it",
        {**PRODUCT_IS_DONE_BY_FINANCE, f"{FIRST}/backed_by": FRED},
    ),
    unknown("nothing is said of customers", {"customers": GONE}, "`customers.accounts:`"),
    unknown("nothing is said of accounts", {"customers/accounts": GONE}, "`customers.accounts:`"),
    *(
        fails(
            f"an account without {key}",
            {f"{FIRST}/{key}": GONE},
            Entry(f"Harrow & Pike has no … {key}", GRETA, DUE, FIRST),
        )
        for key in ("priority", "segment", "brief", "backed_by")
    ),
    fails(
        "an account without owner is nobody's, and not planned",
        {f"{FIRST}/owner": GONE},
        Entry("Harrow & Pike has no owner", None, DUE, FIRST),
    ),
    fails(
        "all that is missing is named at once",
        {f"{SECOND}/segment": GONE, f"{SECOND}/brief": GONE},
        Entry("Lind Partners … segment … brief", GRETA, None, SECOND),
    ),
    fails(
        "two accounts come first",
        {f"{SECOND}/priority": 1},
        Entry("Harrow & Pike … priority 1", GRETA, DUE, FIRST),
        Entry("Lind Partners … priority 1", GRETA, None, SECOND),
    ),
    fails(
        "somebody of sales stands behind it",
        {f"{FIRST}/backed_by": GRETA},
        Entry("Harrow & Pike … Greta Holm … not of product", GRETA, DUE, FIRST),
    ),
    fails(
        "product's work is done by finance, and somebody of sales stands behind it",
        {**PRODUCT_IS_DONE_BY_FINANCE, f"{FIRST}/backed_by": GRETA},
        Entry("Harrow & Pike … Greta Holm … not of product", GRETA, DUE, FIRST),
    ),
    fails(
        "the brief is not there",
        {},
        Entry("Lind Partners … `crm/lind.md` does not exist", GRETA, None, SECOND),
        broken={"crm/lind.md": "does not exist"},
    ),
    ruled_out("an account without brief, where nobody pays", {f"{FIRST}/brief": GONE}),
)


@each(TABLE)
def test_accounts(case: Case) -> None:
    """Strategic accounts are in an order, and somebody has prepared the first contact with each."""
    check(case)
