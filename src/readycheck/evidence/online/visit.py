"""Opens one link: looks up its site, checks every address, connects to a checked one, and reads what it answers.

Nothing of the plan is sent but the address itself: no cookies, no credentials, no proxy. Nothing but the head of the
answer is read, so that there is nothing to unpack. GET is asked, for HEAD is answered wrongly by too many sites.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPException
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote, urljoin

from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TooLate

from readycheck import __version__
from readycheck.evidence.link import HTTPS, BadLink, Link, parse_link
from readycheck.evidence.online.address import is_public
from readycheck.evidence.online.answer import Answer, CannotTell, meaning
from readycheck.evidence.online.site import name_of_site

#: How often an answer may lead on to another address.
MAX_REDIRECTS = 3
#: How many of a site's addresses are tried.
_TRIED = 4
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": f"readycheck/{__version__}",
}
#: What stands for itself in an address; all else is written as %XX.
_PLAIN = "/?#%:@!$&'()*+,;=~"
#: What OpenSSL says of a certificate, in words.
_CERTIFICATES = {10: "has a certificate that has expired", 62: "has the certificate of another site"}


class Place(NamedTuple):
    """Where a site can be connected to."""

    address: str
    port: int


class Network(NamedTuple):
    """What a visit depends on."""

    look_up: Callable[[str], Sequence[Place]]
    """Every place of a site; OSError where it has none."""
    is_allowed: Callable[[str], bool]
    """Whether an address may be connected to."""
    context: ssl.SSLContext
    """Whom to trust."""


def internet() -> Network:
    """Return the public internet, with whom this machine trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    return Network(_places, is_public, context)


def _places(name: str) -> Sequence[Place]:
    found = socket.getaddrinfo(name, HTTPS, type=socket.SOCK_STREAM)
    return tuple(Place(str(where[0]), HTTPS) for *_, where in found)


class Visit:
    """One link, opened once, until `deadline` (by `monotonic`); `too_late` says what it is when that has passed."""

    def __init__(self, link: str, network: Network, deadline: float, too_late: str) -> None:
        self.deadline, self.too_late = deadline, too_late
        self._link, self._network = link, network
        self._connection: HTTPSConnection | None = None

    def answer(self) -> Answer:
        """Return what the link comes to. Whatever a server does is an answer."""
        try:
            return self._follow()
        except CannotTell as why:
            return Answer(unreached=str(why))
        except (OSError, HTTPError, HTTPException) as error:
            return Answer(unreached=_what_failed(error) or self.too_late)

    def give_up(self) -> None:
        """Break off, from another thread: whoever waits for an answer is told that there is none."""
        sock = self._connection.sock if self._connection is not None else None
        if sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not the secured socket's own, which others use

    def _left_s(self) -> float:
        left = self.deadline - monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _follow(self) -> Answer:
        address = self._link
        asked = answered = parse_link(address)
        for _ in range(MAX_REDIRECTS + 1):
            status, location = self._ask(answered)
            if status not in _REDIRECTS or not location:
                return meaning(status, asked, answered)
            address = urljoin(address, location)
            try:
                answered = parse_link(address)
            except BadLink as why:
                raise CannotTell(f"leads on to an address that {why}") from None
        raise CannotTell(f"leads on more than {MAX_REDIRECTS} times")

    def _ask(self, link: Link) -> tuple[int, str]:
        """Return the status of an answer, and where it leads on to."""
        name = name_of_site(link)
        connection = self._connect(name)
        try:
            connection.timeout = self._left_s()
            connection.request(
                "GET", quote(link.target, safe=_PLAIN), headers={**_HEADERS, "Host": name}, preload_content=False
            )
            response = connection.getresponse()
            location = response.headers.get("Location", "")
            response.close()
        finally:
            connection.close()
        return response.status, quote(location, safe=_PLAIN, encoding="latin-1")

    def _connect(self, name: str) -> HTTPSConnection:
        """Return a connection to a site, at an address that was checked: it is not looked up again."""
        places = self._checked_places(name)
        for tries_left in range(len(places), 0, -1):
            place = places[-tries_left]
            wait_s = self._left_s() / tries_left
            connection = HTTPSConnection(
                place.address, place.port, timeout=wait_s, server_hostname=name, ssl_context=self._network.context
            )
            self._connection = connection
            try:
                connection.connect()
            except (OSError, HTTPError) as error:
                connection.close()
                if isinstance(error, ssl.SSLError) or tries_left == 1:
                    raise
            else:
                return connection
        raise CannotTell("could not be found: its site has no address")

    def _checked_places(self, name: str) -> Sequence[Place]:
        """Return where to connect to; one address that is not public is enough not to connect to any."""
        self._left_s()
        try:
            places = self._network.look_up(name)
        except (OSError, UnicodeError):
            raise CannotTell("could not be found: nobody knows its site") from None
        if not all(self._network.is_allowed(place.address) for place in places):
            raise CannotTell("leads to an address that is not public, which is not opened")
        return places[:_TRIED]


def _what_failed(error: OSError | HTTPError | HTTPException) -> str | None:
    """Return what an error of a connection means; None where it is that the time has passed."""
    match error:
        case ssl.SSLCertVerificationError():
            return _CERTIFICATES.get(error.verify_code, "has a certificate that is not to be trusted")
        case NewConnectionError() | ConnectionRefusedError():
            return "could not be connected to"
        case TimeoutError() | TooLate():
            return None
        case ConnectionError() | ssl.SSLEOFError():
            return "broke the connection off"
        case ssl.SSLError():
            return "could not be connected to safely"
        case HTTPError() | HTTPException():
            return "does not answer as web sites do"
        case _:
            return "could not be connected to"
