"""The form of a link: an https address of a site that has a name, and no draft. Nothing is opened here."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_FORM = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<user>[^\s/?#@]*@)?(?P<host>[^\s/?#@:\[\]]*)"
    r"(?::(?P<port>\d{1,5}))?(?P<target>[/?][^\s#]*)?(?:#\S*)?"
)
#: Words of an address that say of themselves that what is there is not finished, and ends of those that open an editor.
_UNFINISHED = re.compile(r"(?<![a-z0-9])(draft|drafts|wip|preview)(?![a-z0-9])", re.IGNORECASE)
_EDITOR = re.compile(r"/edit/?(?=$|[?#])|[?&](mode|action)=edit(?=$|[&#])", re.IGNORECASE)
#: The port of https, where an address names none.
HTTPS = 443


class Link(NamedTuple):
    """An https address in its parts."""

    host: str
    port: int
    target: str
    """What is asked of the site: path and query."""


class BadLink(Exception):
    """A text is no link that could be opened; its message says why, after the text."""


def parse_link(text: str) -> Link:
    """Return a link in its parts; BadLink where it is none."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise BadLink("is not an address that can be opened")
    if found["scheme"].lower() != "https":
        raise BadLink("does not begin with https://")
    if found["user"] is not None:
        raise BadLink("holds a user name")
    if "." not in found["host"].strip("."):
        raise BadLink("names no site")
    target = found["target"] or "/"
    return Link(found["host"], int(found["port"] or HTTPS), target if target.startswith("/") else f"/{target}")


@cache
def defect_of_link(text: str) -> str | None:
    """Return why a text is no link, or None."""
    try:
        parse_link(text)
    except BadLink as why:
        return str(why)
    return None


@cache
def weakness_of_link(text: str) -> str | None:
    """Return why a link proves no more than a sentence would: what is there may still change."""
    try:
        link = parse_link(text)
    except BadLink:
        return None
    if _UNFINISHED.search(f"{link.host.partition('.')[0]} {link.target}"):
        return "leads to a draft"
    return "opens an editor" if _EDITOR.search(link.target) else None
