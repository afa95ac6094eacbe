"""Which computer a link names: the name of its site as it is asked for, in letters, digits and hyphens."""

from __future__ import annotations

import re

import idna

from readycheck.evidence.link import HTTPS, Link
from readycheck.evidence.online.answer import CannotTell

_LONGEST = 253
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{1,63}")
#: A last part that makes of a name a number, in whatever notation: then it is an address, by which nobody is certified.
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")


def name_of_site(link: Link) -> str:
    """Return the name to look up, which is also the one to be certified; CannotTell where a link is not opened.

    Any port but 443 is left alone: a plan should not have the machines of others knocked at.
    """
    if link.port != HTTPS:
        raise CannotTell(f"names port {link.port}, and only {HTTPS}, that of https, is opened")
    name = _ascii(link.host).removesuffix(".")
    if _NUMBER.fullmatch(name):
        raise CannotTell("names its site by a number, and only names are looked up")
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise CannotTell("names a site that cannot be: no name is spelt like that")
    return name


def _ascii(host: str) -> str:
    """Return a name as it is asked for, letters beyond ASCII as browsers write them (UTS 46, not transitional)."""
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise CannotTell("names a site that cannot be: no name is spelt like that") from None
