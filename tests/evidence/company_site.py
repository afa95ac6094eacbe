"""A web site on loopback with a certificate of its own authority, which answers well, badly, slowly or not at all.

Names are looked up in a table, and lead to its port: links in tests name port 443, as they must.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

import trustme

from readycheck.evidence.online.visit import Network, Place

LOOPBACK = "127.0.0.1"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

#: What a site does once it was asked: sends these bytes, or whatever it likes.
Route = bytes | Callable[[ssl.SSLSocket], None]


class Asked(NamedTuple):
    """What somebody asked of the site."""

    line: str
    headers: Mapping[str, str]
    name: str
    """The name in the handshake."""


def answer(status: str, *headers: str) -> bytes:
    """Return an answer without a body."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "", ""]).encode()


def moved(where: str, status: str = "302 Found") -> bytes:
    """Return an answer that leads on."""
    return answer(status, f"Location: {where}")


def dripping(first: bytes, drop: bytes) -> Callable[[ssl.SSLSocket], None]:
    """Return a route that goes on sending a drop at a time for five seconds."""

    def drip(stream: ssl.SSLSocket) -> None:
        stream.sendall(first)
        for _ in range(100):
            stream.sendall(drop)
            time.sleep(0.05)

    return drip


def reset(stream: socket.socket) -> None:
    """Break a connection off without a word."""
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()


class Site(socketserver.ThreadingTCPServer):
    """The site. `asked` holds what was asked of it, `connections` how often somebody connected."""

    daemon_threads, block_on_close, request_queue_size = True, False, 100

    def __init__(self, routes: Mapping[str, Route], certificate: trustme.LeafCert, greet: str = "tls") -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.routes, self.greet = routes, greet
        self.asked: list[Asked] = []
        self.connections = 0
        self.lock = threading.Lock()
        self.names = threading.local()
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(self.context)
        self.context.sni_callback = self._named

    def _named(self, _: Any, name: str | None, __: ssl.SSLContext) -> None:
        self.names.name = name

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return int(self.server_address[1])

    def handle_error(self, *_: object) -> None:
        """Say nothing: whoever visits may go away when he likes."""


class _Handler(socketserver.BaseRequestHandler):
    server: Site

    def handle(self) -> None:
        site = self.server
        with site.lock:
            site.connections += 1
        with suppress(OSError, ValueError):
            self._talk(site)

    def _talk(self, site: Site) -> None:
        self.request.settimeout(10)
        if site.greet == "reset":
            self.request.recv(1)  # a visitor who is slow would otherwise find the door closed, not a connection broken
            reset(self.request)
        elif site.greet == "silence":
            self.request.recv(1)
            time.sleep(5)
        elif site.greet == "plain":
            self.request.sendall(OK)
        else:
            with site.context.wrap_socket(self.request, server_side=True) as stream:
                self._answer(site, stream)

    def _answer(self, site: Site, stream: ssl.SSLSocket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += stream.recv(65536) or b"\r\n\r\n"
        line, *headers = head.decode().partition("\r\n\r\n")[0].split("\r\n")
        names = dict(header.split(": ", 1) for header in headers)
        site.asked.append(Asked(line, names, site.names.name))
        route = site.routes.get(line.split(" ")[1], answer("404 Not Found"))
        if isinstance(route, bytes):
            stream.sendall(route)
        else:
            route(stream)


@contextmanager
def serving(routes: Mapping[str, Route], certificate: trustme.LeafCert, greet: str = "tls") -> Iterator[Site]:
    """Run a site."""
    with Site(routes, certificate, greet) as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def network(
    authority: trustme.CA,
    *sites: Site,
    look_up: Callable[[str], Sequence[Place]] | None = None,
    is_allowed: Callable[[str], bool] = lambda address: address == LOOPBACK,
) -> Network:
    """Return a network in which every name leads to the sites, and the authority is trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    places = [Place(LOOPBACK, site.port) for site in sites]
    return Network(look_up or (lambda _: places), is_allowed, context)
