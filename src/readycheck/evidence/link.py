"""Links, looked at from outside: can the address be opened, and does it lead to something finished?"""

from __future__ import annotations

import re
from functools import cache

_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<user>[^\s/?#@]*@)?(?P<host>[^\s/?#@:\[\]]*)(:\d{1,5})?(?P<way>[/?#]\S*)?"
)
#: Words of an address that say of themselves that what is there is not finished, and ends of those that open an editor.
_UNFINISHED = re.compile(r"(?<![a-z0-9])(draft|drafts|wip|preview)(?![a-z0-9])", re.IGNORECASE)
_EDITOR = re.compile(r"/edit/?(?=$|[?#])|[?&](mode|action)=edit(?=$|[&#])", re.IGNORECASE)


@cache
def defect_of_link(link: str) -> str | None:
    """Return why an address proves nothing, whatever is there; None where it may."""
    found = _ADDRESS.fullmatch(link)
    if found is None:
        return "is not an address that can be opened"
    if found["scheme"].lower() != "https":
        return "does not begin with https://"
    if found["user"] is not None:
        return "holds a user name"
    return None if "." in found["host"].strip(".") else "names no site"


@cache
def weakness_of_link(link: str) -> str | None:
    """Return why an address proves no more than a sentence would: what is there may still change."""
    found = _ADDRESS.fullmatch(link)
    if found is None:
        return None
    if _UNFINISHED.search(f"{found['host'].partition('.')[0]} {found['way'] or ''}"):
        return "leads to a draft"
    return "opens an editor" if _EDITOR.search(found["way"] or "") else None
