"""A reader of SARIF that knows nothing of readycheck: the standard's schema and rules, and what GitHub refuses.

The limits are those of GitHub's page "SARIF support for code scanning".
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from jsonschema import Draft4Validator

from tests.conftest import ROOT

SCHEMA = ROOT / "tests" / "schemas" / "sarif-2.1.0-rtm.5.json"
#: A character that a URI may hold (RFC 3986), or a byte in hexadecimal.
URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2})+")
BRACES = re.compile(r"\{\{|\}\}|[{}]")
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")


class Alert(NamedTuple):
    """A result as code scanning shows it."""

    item: str
    kind: str
    level: str
    text: str
    file: str
    line: int
    column: int
    fingerprint: str
    rule: dict[str, Any]
    suppressions: list[dict[str, Any]]


@cache
def validator() -> Draft4Validator:
    """The published schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def read(text: str) -> list[list[Alert]]:
    """Return the alerts of each run; AssertionError where the standard, or GitHub, would refuse the file."""
    assert len(gzip.compress(text.encode("utf-8"))) < 10_000_000
    log = json.loads(text)
    assert [f"{list(error.path)}: {error.message[:200]}" for error in validator().iter_errors(log)] == []
    assert (log["$schema"], log["version"]) == ("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0")
    assert len(log["runs"]) <= 20
    categories = [run["automationDetails"]["id"].rpartition("/")[0] for run in log["runs"]]
    assert all(categories)
    assert len(set(categories)) == len(categories)
    return [list(_alerts(run)) for run in log["runs"]]


def messages(text: str) -> Iterator[str]:
    """Yield every message in plain text, as a reader shows it."""
    for message in _objects(json.loads(text)):
        if isinstance(message.get("text"), str):
            yield shown(message["text"])


def shown(message: str) -> str:
    """Return a message as it is shown: AssertionError where something in it would be replaced."""
    assert LINK.search(message) is None, message
    return unbraced(message)


def unbraced(message: str) -> str:
    """Return a message with its braces as they are shown: AssertionError where one is a placeholder."""
    assert set(BRACES.findall(message)) <= {"{{", "}}"}, message
    return BRACES.sub(lambda found: found[0][0], message)


def address(location: dict[str, Any]) -> str:
    """Return the file of a location: from the root of the repository, or from that of the file system."""
    artifact = location["physicalLocation"]["artifactLocation"]
    assert URI.fullmatch(artifact["uri"])
    parts = urlsplit(artifact["uri"])
    assert not parts.netloc
    assert not parts.query
    assert not parts.fragment
    if parts.scheme:
        assert parts.scheme == "file"
        assert "uriBaseId" not in artifact
    else:
        assert not parts.path.startswith("/")
        assert artifact["uriBaseId"] == "%SRCROOT%"
    return unquote(parts.path)


def _alerts(run: dict[str, Any]) -> Iterator[Alert]:
    driver = run["tool"]["driver"]
    assert "%SRCROOT%" in run["originalUriBaseIds"]
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) <= 25_000
    for rule in rules:
        _check_rule(rule)
    assert len(run["results"]) <= 5_000
    known = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(known)) == len(known)
    for result, fingerprint in zip(run["results"], known, strict=True):
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert result["kind"] == "fail" or result["level"] == "none"
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        yield Alert(
            item=rule["id"],
            kind=result["kind"],
            level=result["level"],
            text=shown(result["message"]["text"]),
            file=address(location),
            line=region["startLine"],
            column=region["startColumn"],
            fingerprint=fingerprint,
            rule=rule,
            suppressions=result["suppressions"],
        )


def _check_rule(rule: dict[str, Any]) -> None:
    assert 0 < len(rule["name"]) <= 255
    assert rule["name"].lower() != rule["id"]
    assert 0 < len(rule["shortDescription"]["text"]) <= 1024
    assert 0 < len(rule["fullDescription"]["text"]) <= 1024
    assert rule["help"]["text"]
    assert rule["help"]["markdown"]
    assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}
    properties = rule["properties"]
    assert len(properties["tags"]) <= 10
    assert properties["precision"] in {"very-high", "high", "medium", "low"}
    assert properties["problem.severity"] in {"error", "warning", "recommendation"}


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inside:
        yield from _objects(part)
