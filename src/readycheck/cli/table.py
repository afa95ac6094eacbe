"""Every command and option, once. The quick entry reads this table, and the typer application is made from it.

Typer costs more at start-up than a whole audit, so a command line that is right is read without it (`quick`);
typer answers everything else: help, completion, and what is wrong with a command line that is not right.
"""

from __future__ import annotations

from readycheck.cli.command import Argument, Command, Option

_FORMATS = (
    "text",
    "markdown",
    "html",
    "json",
    "github",
    "gitlab",
    "csv",
    "summary",
    "sarif",
    "junit",
    "comment",
)
_PATH_FORMATS = ("text", "markdown", "json")
_SEVERITIES = ("blocker", "major", "minor", "info")
_STAGES = ("learn", "buy", "use", "grow")
_SCHEMAS = ("plan", "department", "checklist", "policy", "report", "path", "diff", "trend", "upgrade")
_CLASSES = ("flagship", "standard", "quiet")

_POLICY = Option("policy", ("--policy",), "Use this policy instead of the nearest readycheck.yaml.", "FILE")
_AS_OF = Option("as_of", ("--as-of",), "Audit as of this day (default: today, UTC).", "DATE")
_MILESTONE = Option(
    "milestone", ("--milestone", "-m"), "Audit this milestone instead of the next.", "NAME", names="milestone"
)
_FORMAT = Option(
    "formats", ("--format", "-f"), "Format (default: text); pairs with --output.", "FORMAT", many=True, choices=_FORMATS
)
_ONLINE = Option("online", ("--online",), "Open the links that prove something (default: check their form).", flag=True)
_PATH_FORMAT = _FORMAT._replace(choices=_PATH_FORMATS)
_OUTPUT = Option("outputs", ("--output", "-o"), "Write to a file; - is stdout.", "FILE", many=True)
_PLAN = Argument("plan", "The plan: a file, a directory with launch.yaml, or - for stdin.", "PLAN")
_QUIET = Option("quiet", ("--quiet", "-q"), "Say nothing on stderr but errors.", flag=True)
_VERBOSE = Option("verbose", ("--verbose", "-v"), "Say on stderr which files and which policy were read.", flag=True)
_COLOR = Option(
    "color",
    ("--color",),
    "Colour: auto, always (which also draws the screen into a pipe) or never.",
    "WHEN",
    choices=("auto", "always", "never"),
)
_AS_JSON = Option("as_json", ("--json",), "Print JSON.", flag=True)


def _departments(help_: str) -> Option:
    return Option("departments", ("--department", "-d"), help_, "NAME", many=True, names="department")


def _owners(help_: str) -> Option:
    return Option("owners", ("--owner",), help_, "PERSON", many=True)


_SHEET_OPTIONS = (
    Option("output", ("--output", "-o"), "Write to a file.", "FILE"),
    _departments("Only this department's items."),
    _owners("Only this person's items."),
    _AS_OF,
    _POLICY,
    _QUIET,
)

COMMANDS = (
    Command(
        ("audit",),
        "Hold launch plans against the checklists: course, verdict, gaps, who must act, by when.",
        (
            "readycheck audit launch.yaml",
            "readycheck audit launch.yaml -f markdown -o review.md",
            "readycheck audit launches/*/launch.yaml --gate course",
        ),
        "audit:audit",
        (Argument("plans", "Plans: files, directories with launch.yaml, or - for stdin.", "PLAN...", many=True),),
        (
            _AS_OF,
            _MILESTONE,
            Option(
                "baseline",
                ("--baseline",),
                "Compare with what was (a plan, a folder, a JSON report); what got worse decides the exit code.",
                "OLD",
            ),
            Option(
                "gate",
                ("--gate",),
                "What decides the exit code (default: verdict, or with --baseline what got worse); none: only input.",
                "GATE",
                choices=("verdict", "course", "none"),
            ),
            Option(
                "since",
                ("--since",),
                "Say in every report what changed since this day, from git history.",
                "DATE",
            ),
            Option("strict", ("--strict",), "A go with conditions fails the gate too.", flag=True),
            Option(
                "fail_under",
                ("--fail-under",),
                "Demand at least N per cent proven, besides the policy.",
                "N",
                number=float,
            ),
            Option(
                "slip",
                ("--slip",),
                "Audit as if the milestone, and those after it, came so many days later.",
                "DAYS",
                number=int,
            ),
            Option("weeks", ("--weeks",), "Add what it would be in each of the next N weeks.", "N", number=int),
            _POLICY,
            Option(
                "policy_ref",
                ("--policy-ref",),
                "Use policy and checklists as a git revision has them; fail where the plan eases what that has.",
                "REV",
            ),
            _ONLINE,
            Option(
                "verify_authors",
                ("--verify-authors",),
                "Sign-offs, waivers, approvals and checks count only if git says that their people wrote them.",
                flag=True,
            ),
            Option(
                "allowed_signers",
                ("--allowed-signers",),
                "Verify authors, and demand signed commits: by the SSH keys in this file, each with its e-mail.",
                "FILE",
            ),
            _FORMAT,
            _OUTPUT,
            _departments("Show only this department's gaps."),
            Option("stages", ("--stage",), "Show only gaps of this stage.", "STAGE", many=True, choices=_STAGES),
            _owners("Show only gaps that this person owns or holds up."),
            Option(
                "severities",
                ("--severity",),
                "Show only gaps of this severity.",
                "SEVERITY",
                many=True,
                choices=_SEVERITIES,
            ),
            Option("all_gaps", ("--all",), "Show every gap; in SARIF also what is proven or n/a.", flag=True),
            Option("stdin_filename", ("--stdin-filename",), "The name of what stdin holds.", "FILE"),
            _COLOR,
            _VERBOSE,
            _QUIET,
        ),
    ),
    Command(
        ("next",),
        "Show the path to green: the least work that makes it a go, by whom and by when.",
        (
            "readycheck next launch.yaml",
            "readycheck next launch.yaml --owner dana.cho",
            "readycheck next launch.yaml -f markdown -o next.md",
        ),
        "next:next_steps",
        (_PLAN,),
        (
            _AS_OF,
            _MILESTONE,
            _departments("Show only this department's tasks."),
            _owners("Show only this person's tasks."),
            _POLICY,
            _ONLINE,
            _PATH_FORMAT,
            _OUTPUT,
            _QUIET,
        ),
    ),
    Command(
        ("diff",),
        "Say what changed from one plan, folder of plans or JSON report to another, item by item.",
        (
            "readycheck diff last-week.yaml launch.yaml",
            "readycheck diff origin/main launches -f markdown -o changes.md",
            "readycheck diff report.json launch.yaml --as-of 2026-11-22",
        ),
        "diff:diff",
        (
            Argument("old", "The earlier side: a plan, a folder, a revision, REV:path, or a JSON report.", "OLD"),
            Argument("new", "The later side.", "NEW"),
        ),
        (_AS_OF, _MILESTONE, _POLICY, _PATH_FORMAT, _OUTPUT, _QUIET),
    ),
    Command(
        ("trend",),
        "Audit a plan again at each revision of its git history, by today's policy: which way is it going?",
        (
            "readycheck trend launch.yaml",
            "readycheck trend launches/aurora --since 2026-10-01 -f markdown -o trend.md",
        ),
        "trend:trend",
        (Argument("plan", "The plan: a file, or a directory with launch.yaml.", "PLAN"),),
        (
            Option("since", ("--since",), "Only revisions from this day on.", "DATE"),
            _MILESTONE,
            _POLICY,
            _PATH_FORMAT,
            _OUTPUT,
            Option("all_gaps", ("--all",), "Show every revision, not the last of each day, week or month.", flag=True),
            _QUIET,
        ),
    ),
    Command(
        ("export", "ics"),
        "Write the calendar of a launch: what is due and must be begun, what ends, milestones and the decision.",
        (
            "readycheck export ics launch.yaml -o launch.ics",
            "readycheck export ics launch.yaml --department legal -o legal.ics",
        ),
        "export:ics",
        (_PLAN,),
        (
            Option("output", ("--output", "-o"), "Write to a file (default: stdout).", "FILE"),
            _AS_OF,
            _MILESTONE,
            _departments("Only this department's events."),
            _owners("Only this person's events."),
            _POLICY,
            _QUIET,
        ),
    ),
    Command(
        ("export", "xlsx"),
        "Write a workbook in which departments answer their items: a sheet each, to be filled in and imported.",
        ("readycheck export xlsx launch.yaml --department legal -o legal.xlsx",),
        "answers:xlsx",
        (_PLAN,),
        _SHEET_OPTIONS,
    ),
    Command(
        ("export", "csv"),
        "Write the items of departments as CSV, to be filled in and imported.",
        ("readycheck export csv launch.yaml --owner dana.cho -o dana.csv",),
        "answers:csv",
        (_PLAN,),
        _SHEET_OPTIONS,
    ),
    Command(
        ("import",),
        "Take the answers of a workbook or CSV file into the plan: shows what changes, asks, and edits only that.",
        (
            "readycheck import legal.xlsx --into launch.yaml",
            "readycheck import legal.xlsx --into launch.yaml --preview",
            "readycheck import legal.xlsx --into launch.yaml --yes --prefer file",
        ),
        "answers:take_in",
        (Argument("file", "The file that came back: .xlsx or .csv.", "FILE"),),
        (
            Option("into", ("--into",), "The plan: a file, or a directory with launch.yaml.", "PLAN"),
            Option("preview", ("--preview",), "Show what would change, and write nothing.", flag=True),
            Option("yes", ("--yes", "-y"), "Write without asking.", flag=True),
            Option(
                "prefer",
                ("--prefer",),
                "Whose word holds where the plan and the file were both changed (default: neither, it is listed).",
                "SIDE",
                choices=("plan", "file"),
            ),
            _AS_OF,
            _POLICY,
            _QUIET,
        ),
    ),
    Command(
        ("fill",),
        "Ask the open items at a terminal, most pressing first; every answer is saved into the plan at once.",
        (
            "readycheck fill launch.yaml --department legal",
            "readycheck fill launch.yaml --owner dana.cho",
        ),
        "fill:fill",
        (Argument("plan", "The plan: a file, or a directory with launch.yaml.", "PLAN"),),
        (
            _departments("Only this department's items."),
            _owners("Only this person's items."),
            _AS_OF,
            _MILESTONE,
            _POLICY,
        ),
    ),
    Command(
        ("init",),
        "Write a first plan, or the next one from the last: asks about the launch, or takes the answers as options.",
        (
            "readycheck init",
            "readycheck init launch.yaml --name 'Aurora 2.0' --date 2027-03-01 --owner mara.lind --kind service",
            "readycheck init next.yaml --from launches/aurora-2 --name 'Aurora 3.0' --date 2028-03-01",
        ),
        "init:init",
        (Argument("path", "The file to write (default: launch.yaml).", "FILE", required=False),),
        (
            Option(
                "last",
                ("--from",),
                "The plan of the last launch: keeps who and what, and none of its answers.",
                "PLAN",
            ),
            Option("name", ("--name",), "What customers will call it."),
            Option("date", ("--date",), "The launch day.", "DATE"),
            Option("owner", ("--owner",), "Who drives the launch: an id such as mara.lind.", "PERSON"),
            Option("sponsor", ("--sponsor",), "The senior sponsor: an id.", "PERSON"),
            Option(
                "launch_class",
                ("--class",),
                "How much rigour it deserves (default: standard).",
                "CLASS",
                choices=_CLASSES,
            ),
            Option(
                "kind",
                ("--kind",),
                "What kind of launch it is: settles facts, and proposes journeys.",
                "KIND",
                choices=("device", "service", "software", "feature", "change"),
            ),
            Option("leads", ("--lead",), "A department's lead: legal=dana.cho.", "DEPARTMENT=PERSON", many=True),
            Option("yes_facts", ("--yes",), "A profile fact that holds.", "FACT", many=True, names="fact"),
            Option("no_facts", ("--no",), "A profile fact that does not hold.", "FACT", many=True, names="fact"),
            Option("as_of", ("--as-of",), "Plan from this day (default: today, UTC).", "DATE"),
            _POLICY,
            Option("force", ("--force",), "Overwrite a file that is there.", flag=True),
        ),
    ),
    Command(
        ("explain",),
        "Explain an item: what it asks, why it matters, what closes and proves it; or a word of reports.",
        ("readycheck explain legal.licence-terms", "readycheck explain unproven"),
        "explain:explain",
        (Argument("item", "The item, with its department; or a word, or a profile fact.", "ITEM", names="word"),),
        (_POLICY,),
    ),
    Command(
        ("checklist", "list"),
        "List the checklists in force, and the profile facts.",
        ("readycheck checklist list",),
        "checklist:list_checklists",
        (),
        (_POLICY, _AS_JSON),
    ),
    Command(
        ("checklist", "show"),
        "Show the items of a department.",
        ("readycheck checklist show legal",),
        "checklist:show",
        (Argument("department", "The department.", "DEPARTMENT", names="department"),),
        (_POLICY, _AS_JSON),
    ),
    Command(
        ("checklist", "lint"),
        "Check checklist files: yours, or those that ship.",
        ("readycheck checklist lint", "readycheck checklist lint checklists/works.yaml"),
        "checklist:lint",
        (Argument("files", "Checklist files (default: those in force).", "FILE...", many=True, required=False),),
        (_POLICY,),
    ),
    Command(
        ("checklist", "import"),
        "Turn a list that you have (Markdown, CSV, Excel, JSON) into checklists to complete.",
        (
            "readycheck checklist import launch-list.md -o checklists/",
            "readycheck checklist import legal.xlsx --department legal -o checklists/legal-own.yaml",
            "readycheck checklist import list.csv --department works --stage use --severity major",
        ),
        "checklist_import:import_list",
        (Argument("file", "The list: .md, .csv, .xlsx or .json.", "FILE"),),
        (
            Option(
                "department",
                ("--department", "-d"),
                "For entries under no department's heading.",
                "NAME",
                names="department",
            ),
            Option("sheet", ("--sheet",), "Read only this sheet of a workbook.", "NAME"),
            Option("stage", ("--stage",), "For entries that name no stage.", "STAGE", choices=_STAGES),
            Option("severity", ("--severity",), "For entries that name none.", "SEVERITY", choices=_SEVERITIES),
            Option("levels", ("--level",), "What a level of the list means: High=blocker.", "WORD=SEVERITY", many=True),
            Option("output", ("--output", "-o"), "Write to a file, or to a directory (default: stdout).", "FILE"),
            _POLICY,
            Option("force", ("--force",), "Overwrite files that are there.", flag=True),
            _QUIET,
        ),
    ),
    Command(
        ("checklist", "upgrade"),
        "Raise the version that a plan is pinned to: shows what changes item by item, asks, and edits only that.",
        (
            "readycheck checklist upgrade launch.yaml --to 1.1",
            "readycheck checklist upgrade launch.yaml --to 1.1 --preview -f markdown -o upgrade.md",
            "readycheck checklist upgrade launch.yaml --to 1.1 --yes",
        ),
        "checklist_upgrade:upgrade",
        (_PLAN,),
        (
            Option("to", ("--to",), "The version of the shipped checklists (default: the newest).", "VERSION"),
            Option("preview", ("--preview",), "Show what would change, and write nothing.", flag=True),
            Option("yes", ("--yes", "-y"), "Write without asking.", flag=True),
            _AS_OF,
            _MILESTONE,
            _POLICY,
            _PATH_FORMAT,
            _OUTPUT,
            _QUIET,
        ),
    ),
    Command(
        ("policy", "show"),
        "Show the policy in force for a launch class, and the file and line that each value comes from.",
        ("readycheck policy show", "readycheck policy show --class quiet"),
        "policy:show",
        (),
        (
            _POLICY,
            Option(
                "launch_class",
                ("--class",),
                "The launch class (default: standard).",
                "CLASS",
                choices=_CLASSES,
            ),
            _AS_JSON,
        ),
    ),
    Command(
        ("policy", "lint"),
        "Check a policy: demands that can never fail or never hold, and changes that change nothing.",
        ("readycheck policy lint", "readycheck policy lint ops/readycheck.yaml"),
        "policy_lint:lint",
        (Argument("file", "The policy (default: the nearest).", "FILE", required=False),),
    ),
    Command(
        ("schema",),
        "Print the JSON Schema (draft 7) of a file format, for editors and validators.",
        ("readycheck schema plan > plan.schema.json",),
        "schema:schema",
        (Argument("kind", "Which format.", "KIND", choices=_SCHEMAS),),
    ),
    Command(
        ("version",),
        "Print the version, and what the program runs on.",
        ("readycheck version", "readycheck version --json"),
        "version:version",
        (),
        (_AS_JSON,),
    ),
)
