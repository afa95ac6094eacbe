"""The closed sets of words that code, YAML, documentation and output share (design.md §1).

The order of the members is meaningful wherever a docstring says so.
"""

from enum import StrEnum, unique

#: The thirteen departments, in the order in which reports list them.
DEPARTMENTS = (
    "product",
    "marketing",
    "sales-enablement",
    "project-management",
    "engineering",
    "legal",
    "sales",
    "systems-engineering",
    "manufacturing",
    "finance",
    "cloud-ops",
    "support",
    "customer-success",
)


def position_of_department(name: str) -> int:
    """Return where a department stands in reports; those of own checklists come after ours."""
    return DEPARTMENTS.index(name) if name in DEPARTMENTS else len(DEPARTMENTS)


#: Where people who belong to no department of the plan may be.
ELSEWHERE = ("management", "external")


@unique
class Severity(StrEnum):
    """How much an item matters, worst first. `info` is shown and never counts."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


@unique
class Stage(StrEnum):
    """Where an item touches the customer, in the order in which customers pass."""

    LEARN = "learn"
    BUY = "buy"
    USE = "use"
    GROW = "grow"


@unique
class LaunchClass(StrEnum):
    """How much rigour the launch deserves, most first."""

    FLAGSHIP = "flagship"
    STANDARD = "standard"
    QUIET = "quiet"


@unique
class Truth(StrEnum):
    """The value of a profile fact, and of anything that may be undecided."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@unique
class Status(StrEnum):
    """What the plan says of an item."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    TODO = "todo"
    BLOCKED = "blocked"
    WILL_NOT_DO = "will_not_do"
    NOT_APPLICABLE = "not_applicable"


@unique
class Outcome(StrEnum):
    """What an item comes to once its answer was checked (design.md §4)."""

    MET = "met"
    UNPROVEN = "unproven"
    OPEN = "open"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    def __init__(self, word: str) -> None:
        self.holds = word in {"met", "not_applicable"}
        """True where whatever needs this item may rely on it."""
        self.is_gap = not self.holds
        """True where somebody still has to act."""


@unique
class Strength(StrEnum):
    """How strong a proof is, weakest first."""

    NONE = "none"
    CLAIM = "claim"
    LINK = "link"
    DOCUMENT = "document"
    MEASUREMENT = "measurement"

    @property
    def rank(self) -> int:
        """0 for none, rising with strength."""
        return tuple(Strength).index(self)


@unique
class Exemption(StrEnum):
    """What it takes for an item to be answered `not_applicable`."""

    NEVER = "never"
    APPROVED = "approved"
    WITH_REASON = "with_reason"
    FREE = "free"


@unique
class Serves(StrEnum):
    """Why a customer cares about an item."""

    RETAIN = "retain"
    WIN = "win"
    PROTECT = "protect"


@unique
class Decision(StrEnum):
    """What people decided, in a sign-off or in the go/no-go meeting."""

    GO = "go"
    CONDITIONAL = "conditional"
    NO_GO = "no_go"


@unique
class Verdict(StrEnum):
    """Could we launch today? Worst first."""

    NO_GO = "no_go"
    UNDECIDED = "undecided"
    GO_WITH_CONDITIONS = "go_with_conditions"
    GO = "go"

    @property
    def is_go(self) -> bool:
        """True for a go, with conditions or without."""
        return self in {Verdict.GO, Verdict.GO_WITH_CONDITIONS}


@unique
class Course(StrEnum):
    """Will we, if everybody does what they said? Worst first."""

    UNREACHABLE = "unreachable"
    OFF_COURSE = "off_course"
    ON_COURSE = "on_course"


@unique
class Requirement(StrEnum):
    """What a policy asks of the items of one severity, strictest first (design.md §6)."""

    MET = "met"
    WAIVED = "waived"
    EXPLAINED = "explained"
    ANSWERED = "answered"
    ANY = "any"


@unique
class Measure(StrEnum):
    """A figure that a limit may bound."""

    PROVEN = "proven"
    CLAIMED = "claimed"
    PLANNED = "planned"
    ANSWERED = "answered"
    NOT_APPLICABLE_SHARE = "not_applicable_share"
    WAIVERS = "waivers"

    @property
    def has_ceiling(self) -> bool:
        """True where more is worse, so that a limit is an `at_most`."""
        return self in {Measure.NOT_APPLICABLE_SHARE, Measure.WAIVERS}


@unique
class Gate(StrEnum):
    """Which answer decides the exit code."""

    VERDICT = "verdict"
    COURSE = "course"
    NONE = "none"
    """Neither: only whether the plan could be audited, as before a commit."""


# ---------------------------------------------------------------- customers and their journey
@unique
class Feel(StrEnum):
    """The three levels on which a customer experiences us, in the order in which they come."""

    FIRST_IMPRESSION = "first_impression"
    IN_USE = "in_use"
    IN_MEMORY = "in_memory"


@unique
class Level(StrEnum):
    """How much a promise offers, or a service gives, least first."""

    BASIC = "basic"
    STANDARD = "standard"
    PREMIUM = "premium"

    @property
    def rank(self) -> int:
        """0 for basic, rising."""
        return tuple(Level).index(self)


@unique
class Coverage(StrEnum):
    """How a department stands at a stage of a journey."""

    COVERED = "covered"
    GAP = "gap"
    NONE = "none"


@unique
class Audience(StrEnum):
    """With whom something was tried out."""

    CUSTOMERS = "customers"
    PROSPECTS = "prospects"
    COLLEAGUES = "colleagues"


@unique
class CustomerGroup(StrEnum):
    """Whether customers pay us, or work with us."""

    EXTERNAL = "external"
    INTERNAL = "internal"


@unique
class Worth(StrEnum):
    """What a segment of customers brings."""

    REVENUE_NOW = "revenue_now"
    REVENUE_POTENTIAL = "revenue_potential"
    BRAND = "brand"
    NEW_MARKET = "new_market"
    NEW_GEOGRAPHY = "new_geography"


@unique
class Phase(StrEnum):
    """The phases of making an offer in which customers can take part, in their order."""

    IDEA = "idea"
    DESIGN = "design"
    TEST = "test"
    SERVICE = "service"


@unique
class Goal(StrEnum):
    """What a plan wants of customers, in the order in which it comes."""

    IDENTIFY = "identify"
    WIN = "win"
    KEEP = "keep"
    SELL_MORE = "sell_more"
    EXPAND = "expand"


@unique
class MetricKind(StrEnum):
    """Why something is measured: to steer by, because it was promised, or because it speaks of customers bluntly."""

    KPI = "kpi"
    SLA = "sla"
    GUERRILLA = "guerrilla"
