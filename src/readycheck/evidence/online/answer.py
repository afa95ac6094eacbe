"""What an answer says of a link: it is there, it is gone, or nothing can be told."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import NamedTuple

from readycheck.evidence.link import Link


class Answer(NamedTuple):
    """What a link came to. Neither of the two where it is there."""

    defect: str | None = None
    """Why it proves nothing, after the link's text."""
    unreached: str | None = None
    """Why nothing can be told, after the link's text."""


class CannotTell(Exception):
    """A link could not be looked at; the message says why, after the link's text."""


#: Answers that say that what was asked for is gone.
_GONE: dict[int, str] = {HTTPStatus.NOT_FOUND: "nothing is there", HTTPStatus.GONE: "it was taken away"}
#: What others mean.
_WORDS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "it asks who you are",
    HTTPStatus.FORBIDDEN: "not everybody may see it",
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: "it asks who you are",
    HTTPStatus.TOO_MANY_REQUESTS: "it was asked too often",
}
#: What stands in the address of a page that asks who somebody is.
_SIGN_IN = frozenset(
    "login logon signin signon sso saml saml2 oauth oauth2 openid authorize authenticate auth idp adfs".split()
)
_NO_LETTER = re.compile(r"[^a-z0-9]")


def meaning(status: int, asked: Link, answered: Link) -> Answer:
    """Return what an answer to a link means; `answered` is where its redirects led."""
    if status in _GONE:
        return Answer(defect=f"answers {status}: {_GONE[status]}")
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        failing = status >= HTTPStatus.INTERNAL_SERVER_ERROR
        words = _WORDS.get(status, "its server fails" if failing else "that says nothing of it")
        return Answer(unreached=f"answers {status}: {words}")
    if asked != answered and _asks_to_sign_in(answered):
        return Answer(unreached="leads on to a page that asks who you are")
    if _is_start(answered) and not _is_start(asked):
        return Answer(unreached="leads on to the start page of a site, as links do whose page is gone")
    return Answer()


def _is_start(link: Link) -> bool:
    return link.target == "/"


def _asks_to_sign_in(link: Link) -> bool:
    path = link.target.partition("?")[0].split("/")
    names = {_NO_LETTER.sub("", name.partition(".")[0].lower()) for name in path} | set(link.host.lower().split("."))
    return any(name in _SIGN_IN or name.endswith(("login", "signin")) for name in names)
