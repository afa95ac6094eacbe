"""Which gaps a first screen shows, whatever draws it."""

from readycheck.model.report import Finding
from readycheck.model.vocabulary import Severity

#: How many gaps a first screen holds (design.md, principle 7).
HEADLINE = 7


def headline(gaps: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the gaps for the first screen: those without a way to yes, else those that nobody has waived."""
    stuck = [gap for gap in gaps if gap.stuck]
    others = [gap for gap in gaps if not gap.stuck and not gap.waived and gap.severity is not Severity.INFO]
    return tuple((stuck or others)[:HEADLINE])
