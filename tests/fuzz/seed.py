"""Sound inputs to begin with: what ships, what the documentation shows, and small ones for every form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT
from tests.documents import workbook
from tests.documents.building import HEAD, PEOPLE
from tests.reports.test_markdown import PAYLOADS

CORPUS = Path(__file__).parent / "corpus"

#: Every form in which YAML can be written, small enough that a few changes make something else of it.
FORMS = (
    b"a: 1\nb:\n  - x\n  - {c: [d, 'e', \"f\"]}\n",
    b"a: |\n  one\n  two\nb: >-\n  three\n\n  four\nc: |+\n  five\n\n",
    b"a: {b: {c: d}, e: [f, {g: h}]} # said\n",
    b'{"a": [1, 2.5, true, null, "x\\u00e9"], "b": {}}\n',
    b"a:\r\n  b: 1\r\n# c\r\n  d: 2\r\n",
    b"\xef\xbb\xbfa: b\n",
    b"---\na: b\n...\n",
    b"? a\n: b\n",
    b"a: !!str 1\nb: &x c\nd: *x\n<<: {e: f}\n",
    b"a: .inf\nb: 010\nc: 1e3\nd: ~\ne: no\nf: 2026-11-22\ng: 1234567890123456789\n",
    b"a: NULL\nb: TRUE\nc: False\nd: 123456789012345678\ne: -123456789012345678\nf: 1e-999999\ng: +.5E+3\nh: 1.\ni: .5\n",
    b"a:\n- b\n-\n  - c\n- d: e\n  f: g\n",
    b"'a b': \"c\\\n  d\"\n\"e\\tf\": 'g''h'\n",
)


@cache
def _read(*patterns: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern)))


def yaml_texts() -> Iterator[bytes]:
    """Yield YAML: forms, plans, departments' files, checklists."""
    yield from FORMS
    yield from _read("examples/*/*.yaml", "docs/examples/*.yaml", "docs/examples/messages/plan.yaml")


def measured() -> Iterator[bytes]:
    """Yield files with a number in them, below a byte for their kind and the number's name."""
    yield b"\0results.p95\n" + b'{"results": {"p95": 287.5, "p99": -1.5e3}, "runs": [1, {"p95": 2}], "a.b": true}'
    yield b"\0runs.1.p95\n" + b'{"runs": [1, {"p95": 2}], "x": NaN}'
    yield b"\1results.p95\nresults: {p95: 0.30}\nruns:\n  - p95: 7\n"
    yield b"\2Total.p95\npage,p95,errors\nSearch,240,0\nTotal,280,1\n"
    yield b"\2p95\nname;p95\nall;1.5\n"
    yield b"\3failed\n<testsuites><testsuite failures='1'><testcase/><testcase><failure/></testcase></testsuite></testsuites>"
    yield b"\3line-rate\n<!DOCTYPE coverage SYSTEM 'c.dtd'><coverage line-rate='0.93' lines-valid='9'/>"
    yield b"\3LINE\n<report><counter type='LINE' missed='1' covered='2'/></report>"


def small_plans() -> Iterator[bytes]:
    """Yield plans of a few lines that can be audited."""
    head = (HEAD + PEOPLE).encode()
    yield head
    yield head + b"departments: {legal: {lead: dana.cho, items: {licence-terms: done}}}\n"
    yield head + b"\0" + b"lead: dana.cho\nitems:\n  licence-terms: {status: todo, owner: dana.cho, due: T-3}\n"
    yield head + b"waivers:\n  - {item: legal.licence-terms, reason: x, approved_by: mara.lind, date: 2026-11-20}\n"


def plans() -> Iterator[bytes]:
    """Yield plans, small and shipped."""
    yield from small_plans()
    yield from _read("examples/*/plan.yaml", "examples/*/launch.yaml", "docs/examples/messages/plan.yaml")


def checklists() -> Iterator[bytes]:
    """Yield checklists."""
    yield (
        b'readycheck: checklist/1\nversion: "1.0"\ndepartment: legal\ntitle: L\nitems:\n'
        b"  - {id: a, title: T, ask: A, why: W, fix: [F], stage: use, severity: major}\n"
        b"  - {id: b, title: T, ask: A, why: W, fix: [F], stage: use, severity: minor, needs: [legal.a]}\n"
    )
    yield from _read("checklists/legal.yaml", "checklists/finance.yaml")


def policies() -> Iterator[bytes]:
    """Yield policies."""
    yield b"readycheck: policy/1\n"
    yield b"readycheck: policy/1\nchecklists: [own.yaml]\nextends: [base.yaml]\nfacts: {paid-extra: Is it paid for?}\n"
    yield b"readycheck: policy/1\ntailoring:\n  legal.licence-terms: {severity: minor, reason: Small}\n"
    yield from _read("checklists/policy.yaml", "docs/examples/kettle/*.yaml")


def texts() -> Iterator[bytes]:
    """Yield texts that try something wherever they are shown."""
    yield from (payload.encode("utf-8", "surrogatepass") for payload in PAYLOADS.values())
    yield from (
        b"::error file=a,line=1::b",
        b"##[error]a",
        b"=cmd|'/c calc'!A0",
        b"'=1+1",
        b"{0} [a](b)",
        b"]]>&lt;\0\x1b[2J",
    )


def values() -> Iterator[bytes]:
    """Yield texts that some reader of YAML takes for something else where they stand without quotes."""
    yield from texts()
    words = b"y n yes no on off null true ~ 010 1_000 0x1f 1e3 .5 12:30 2026-11-22 <<  = - ? a:b a: #a a#b a,b [a] {a} 2026-11-22T10:00:00Z"
    yield from words.split(b" ")


def claims() -> Iterator[bytes]:
    """Yield what people offer as proof, and what says nothing."""
    yield from (
        b"TBD",
        b"todo: ask Legal",
        b"# Plan\n\nTBD\n",
        b"<!-- nothing -->",
        b"<!-- open",
        b"Lorem ipsum dolor sit amet",
    )
    yield from (b"Board minute 12: approved", b"noch offen", b"n/a", b"????", b"https://example.com/a", b"=====\n")


def edits() -> Iterator[bytes]:
    """Yield YAML with a text to write into it and choices: which value, and what becomes of it."""
    for number, text in enumerate((*FORMS, *small_plans())):
        document = text.partition(b"\0")[0]
        yield document + b"\0a: #text\0" + bytes([number, number % 8, 3, 1, 2, 5])
        yield document + b"\0done\0" + bytes([number % 5, number % 7])


def tables() -> Iterator[bytes]:
    """Yield CSV."""
    yield b'Title,Severity,Steps\nTerms are published,High,"one\ntwo"\n'
    yield b'sep=;\r\nItem;Owner;Due\r\n"a;b";"c""d";1\r\n'
    yield b"item,status,owner,evidence\nlegal.licence-terms,done,dana.cho,'=1+1\n"
    yield b"\xef\xbb\xbfTask\tArea\na\tlegal\n"


def lists() -> Iterator[bytes]:
    """Yield Markdown with entries in it."""
    yield b"# Legal\n\n- [ ] **Terms** are published\n  - [x] drafted [a](https://b.example)\n- [ ] ~~gone~~\n"
    yield b"| Item | Level |\n|---|:-:|\n| a \\| b | Critical |\n| `c` | ![must](x.svg) |\n"
    yield b"Support\n=======\n\n1. one\n2. two\n   text\n\n```\n- [ ] code\n```\n<!-- - [ ] comment -->\n[r]: https://c.example\n"
    yield from _read("CHANGELOG.md")


def json_lists() -> Iterator[bytes]:
    """Yield JSON with entries in it."""
    yield b'[{"title": "Terms", "area": {"name": "legal"}, "steps": ["a", "b"], "days": 3, "must": true, "x": null}]'
    yield b'[\n {"item": "a\\u00e9\\n"},\n {"item": "b", "severity": "High"}\n]\n'


def workbooks() -> Iterator[bytes]:
    """Yield workbooks: whole, and as the parts that matter, so that what changes is not the archive alone."""
    yield b"Terms are published\n =1+1 & 'so'\n2026-11-22\n\n7\n"
    row = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>46000</v></c></row>'
    for rows in (
        row,
        f'<row r="3">{workbook.text_cell("A3", "a &amp; b_x000D_")}<c r="C3" t="b"><v>1</v></c></row>',
        "",
    ):
        yield workbook.workbook(rows)
        parts = workbook.parts(rows)
        names = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
        yield "\0".join(str(parts[name]) for name in names).encode()


def xml_texts() -> Iterator[bytes]:
    """Yield XML."""
    yield b'<?xml version="1.0"?><a xmlns:b="u"><b:c d="e">f&amp;g</b:c><!-- h --><![CDATA[i]]></a>'
    yield b"<testsuites><testsuite tests='2' failures='1'><testcase name='a'/></testsuite></testsuites>"
    yield b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    yield b"<a><b><c/></b></a>"


def past_reports() -> Iterator[bytes]:
    """Yield reports as JSON."""
    from tests.fuzz.showing import sound

    yield sound("json").encode()
    yield b'{"schema_version": 1, "reports": []}'


def cases(name: str) -> Iterator[bytes]:
    """Yield the inputs that once went wrong for a target: they are tried in every run."""
    yield from (path.read_bytes() for path in sorted((CORPUS / name).glob("*")))
