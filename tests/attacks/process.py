"""What surrounds the program: streams, targets, variables, modules in the working directory, Ctrl-C."""

from __future__ import annotations

from pathlib import Path

from readycheck import __version__
from tests.attacks.attack import (
    COMPANY,
    DEFECT,
    INTERRUPTED,
    NOT_WRITTEN,
    OUTSIDE,
    PLAN,
    UNDECIDED,
    Attack,
    Attacks,
    Files,
    link,
)
from tests.attacks.threat import Threat

VERDICT = "verdict: undecided (if GA were today)"
SOUND: Files = {**COMPANY, "plan.yaml": PLAN}
FULL = "No space left on device"
#: A module that leaves something behind when it is imported.
MODULE = "open('hacked', 'w')\nraise SystemExit(0)\n"


def to(targets: str, says: str, code: int = 2, **more: str) -> Attack:
    """Return an audit that is to be written somewhere."""
    return Attack(SOUND, says, f"audit plan.yaml {targets}", code, **more)  # type: ignore[arg-type]


def under(
    variables: dict[str, str | None], says: str = VERDICT, code: int = UNDECIDED, command: str = "audit plan.yaml"
) -> Attack:
    """Return an audit in another environment."""
    return Attack(SOUND, says, command, code, environment=variables)


def raising(what: str) -> Attack:
    """Return an audit in which something raises what nobody foresaw."""
    patch = f"import readycheck.cli.quick as quick\nclass Panic(BaseException): pass\ndef parse(*_):\n    raise {what}\nquick.parse = parse\n"
    return Attack(
        {**SOUND, "site/sitecustomize.py": patch},
        f"error: this is a defect of readycheck {__version__}: {what.partition('(')[0]} at parse:4",
        code=DEFECT,
        environment={"PYTHONPATH": "site"},
    )


ATTACKS: Attacks = {
    Threat.DEFECT: {
        "an exception": raising("ValueError('x')"),
        "no memory": raising("MemoryError()"),
        "a panic that is no Exception": raising("Panic()"),
        "a generator that was closed": raising("GeneratorExit()"),
    },
    Threat.STREAMS: {
        "a full disk": to("", f"error: stdout: {FULL}", NOT_WRITTEN, redirect=">/dev/full"),
        "a full disk, as JSON": to("-f json", f"error: stdout: {FULL}", NOT_WRITTEN, redirect=">/dev/full"),
        "a closed stdout": to("", "error: stdout is closed", NOT_WRITTEN, redirect=">&-"),
        "a closed stdin": Attack(SOUND, "error: stdin is closed", "audit -", redirect="<&-"),
        "a closed stderr": to("", VERDICT, UNDECIDED, redirect="2>&-"),
        "a stdout that is for reading": to(
            "", "error: stdout: Bad file descriptor", NOT_WRITTEN, redirect="1</dev/null"
        ),
        "ASCII": under({"PYTHONIOENCODING": "ascii"}),
        "cp1252": under({"PYTHONIOENCODING": "cp1252"}),
        "an endless stdin": Attack(
            SOUND, "stdin: error: the file is larger than 1024 KiB", "audit -", redirect="</dev/zero"
        ),
    },
    Threat.OUTPUT: {
        "the plan": to("-f markdown -o plan.yaml", "error: --output plan.yaml is the plan itself, or its policy"),
        "the policy": to(
            "-f markdown -o readycheck.yaml", "error: --output readycheck.yaml is the plan itself, or its policy"
        ),
        "a checklist": to("-f markdown -o legal.yaml", "error: --output legal.yaml is the plan itself, or its policy"),
        "git's configuration": to(
            "-f markdown -o .git/config", "error: --output .git/config leads outside the repository"
        ),
        "a link that leads out": Attack(
            {**SOUND, "report.md": link(f"../{OUTSIDE}")},
            "error: --output report.md leads outside the repository",
            "audit plan.yaml -o report.md",
        ),
        "a folder that is a link": Attack(
            {**SOUND, "reports": link("..")},
            "error: --output reports/a.md leads outside the repository",
            "audit plan.yaml -o reports/a.md",
        ),
        "a folder": Attack(
            {**SOUND, "report.md": Path.mkdir},
            "error: cannot write report.md: Is a directory",
            "audit plan.yaml -o report.md",
            NOT_WRITTEN,
        ),
        "no folder": to("-o reports/a.md", "error: cannot write reports/a.md: No such file or directory", NOT_WRITTEN),
        "below a file": to("-o plan.yaml/a.md", "error: cannot write plan.yaml/a.md: Not a directory", NOT_WRITTEN),
        "a link in a circle": Attack(
            {**SOUND, "report.md": link("report.md")},
            "error: cannot write report.md: Too many levels of symbolic links",
            "audit plan.yaml -o report.md",
            NOT_WRITTEN,
        ),
        "a full device": to("-f markdown -o /dev/full", f"error: cannot write /dev/full: {FULL}", NOT_WRITTEN),
        "where nothing can be": to(
            "-o /proc/a.md", "error: cannot write /proc/a.md: No such file or directory", NOT_WRITTEN
        ),
        "a name of 300 letters": to(
            f"-o {'x' * 300}.md", f"error: cannot write {'x' * 300}.md: File name too long", NOT_WRITTEN
        ),
        "two into one": to("-f json -o a -f csv -o a", "error: two formats would go to a"),
        "the second fails": Attack(
            SOUND,
            "error: cannot write reports/a.md: No such file or directory",
            "audit plan.yaml -o a.json -o reports/a.md",
            NOT_WRITTEN,
            leaves=frozenset({"desk/a.json"}),
        ),
    },
    Threat.ENVIRONMENT: {
        "no columns": under({"COLUMNS": "0"}),
        "fewer than no columns": under({"COLUMNS": "-1", "LINES": "x"}),
        "columns without end": under({"COLUMNS": "9" * 1000, "TERMINAL_WIDTH": "abc"}),
        "warnings are errors": under({"PYTHONWARNINGS": "error"}),
        "no home": under({"HOME": None, "USER": None, "LOGNAME": None}),
        "a home that is not there": under({"HOME": "/gone", "XDG_CONFIG_HOME": "/dev/null", "TMPDIR": "/gone"}),
        "Turkish": under({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr"}),
        "POSIX": under({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": None, "PYTHONCOERCECLOCALE": "0"}),
        "a zone that is a file": under({"TZ": ":/etc/passwd"}),
        "a day that is none": under({"READYCHECK_AS_OF": "nan"}, "error: --as-of: `nan` is not a date", 2),
        "a policy that is a device": under(
            {"READYCHECK_POLICY": "/dev/zero"}, "/dev/zero: error: is not an ordinary file", 2
        ),
        "a name of 100,000 letters": Attack(
            SOUND, "x" * 100_000 + ": error: cannot be read: File name too long", "audit " + "x" * 100_000
        ),
        "a name that is no text": Attack(SOUND, r"\u{dcff}.yaml: error: does not exist", "audit \udcff.yaml"),
        "a file of arguments": Attack({**SOUND, "args": "-o\nhacked"}, "@args: error: does not exist", "audit @args"),
        "a user of the web": Attack(
            SOUND, "https://example.com/plan.yaml: error: does not exist", "audit https://example.com/plan.yaml"
        ),
        "1,000 plans": Attack(SOUND, "gone.yaml: error: does not exist", "audit" + " gone.yaml" * 1_000),
    },
    Threat.HIJACK: {
        name: Attack({**SOUND, name: MODULE}, VERDICT, code=UNDECIDED)
        for name in (
            "yaml.py",
            "pydantic.py",
            "pydantic/__init__.py",
            "typing_extensions.py",
            "json.py",
            "re.py",
            "sitecustomize.py",
            "usercustomize.py",
            "_yaml.py",
            "tomllib.py",
        )
    },
    Threat.INTERRUPT: {
        "while a plan is read": Attack(SOUND, "", "audit -", INTERRUPTED, interrupted=True),
        "with a report to write": Attack(SOUND, "", "audit - -f markdown -o report.md", INTERRUPTED, interrupted=True),
    },
}
