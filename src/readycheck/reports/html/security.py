"""What a page allows itself: the policy that it carries, and which addresses of a plan it may link to."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

from readycheck.model.text import one_line


def content_security_policy(style: str, script: str) -> str:
    """Return a policy under which only this very stylesheet and this very script have any effect."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def host_of(address: str) -> str | None:
    """Return the host that an address leads to, to be shown beside its link; None where it must not be a link.

    Only https, and nothing that makes an address look like another: no user, no other script, nothing invisible.
    """
    if not address.isascii() or address != one_line(address) or " " in address or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme == "https" and host and "@" not in parts.netloc else None
