"""Links are opened: what is there holds, what is gone does not, and nothing a server or a resolver does harms or hangs.

The sites are on loopback, and nothing else is connected to.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
import trustme
from hypothesis import example, given
from hypothesis import strategies as st

from readycheck import __version__
from readycheck.evidence.online import Links, internet
from readycheck.evidence.online.address import is_public
from readycheck.evidence.online.answer import Answer
from readycheck.evidence.online.opening import Limits, Opening
from readycheck.evidence.online.visit import Network, Place, Visit
from readycheck.model.facts import Facts, Opened, Proven
from readycheck.model.vocabulary import Strength
from tests.evidence.company_site import LOOPBACK, OK, Route, answer, dripping, moved, network, serving

HERE = "good.example"
TODAY = date(2026, 11, 23)
#: Long enough for a busy machine, and what a link may take where it is to be late.
PATIENT_S, HASTY_S = 20.0, 0.6
MIB = 1024 * 1024
LATE = "too late"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that the tests trust."""
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    """A certificate of the site's names."""
    return authority.issue_cert(HERE, "other.example", "xn--exmple-cua.example")


def visit(link: str, where: Network, seconds: float = PATIENT_S) -> Answer:
    """Return what a link comes to."""
    return Visit(link, where, time.monotonic() + seconds, LATE).answer()


@pytest.fixture
def ask(authority: trustme.CA, certificate: trustme.LeafCert) -> Callable[[str, dict[str, Route]], Answer]:
    """Visit a link on a site that has these pages."""

    def asked(link: str, routes: dict[str, Route]) -> Answer:
        with serving(routes, certificate) as site:
            return visit(link, network(authority, site))

    return asked


Ask = Callable[[str, dict[str, Route]], Answer]


# ---------------------------------------------------------------- what an answer means
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("200 OK", Answer()),
        ("204 No Content", Answer()),
        ("206 Partial Content", Answer()),
        ("404 Not Found", Answer(defect="answers 404: nothing is there")),
        ("410 Gone", Answer(defect="answers 410: it was taken away")),
        ("401 Unauthorized", Answer(unreached="answers 401: it asks who you are")),
        ("403 Forbidden", Answer(unreached="answers 403: not everybody may see it")),
        ("407 Proxy Authentication Required", Answer(unreached="answers 407: it asks who you are")),
        ("429 Too Many Requests", Answer(unreached="answers 429: it was asked too often")),
        ("500 Internal Server Error", Answer(unreached="answers 500: its server fails")),
        ("503 Service Unavailable", Answer(unreached="answers 503: its server fails")),
        ("405 Method Not Allowed", Answer(unreached="answers 405: that says nothing of it")),
        ("300 Multiple Choices", Answer(unreached="answers 300: that says nothing of it")),
        ("304 Not Modified", Answer(unreached="answers 304: that says nothing of it")),
        ("302 Found", Answer(unreached="answers 302: that says nothing of it")),
        ("418 I'm a teapot", Answer(unreached="answers 418: that says nothing of it")),
        ("999 Request denied", Answer(unreached="answers 999: its server fails")),
    ],
    ids=lambda value: value.partition(" ")[0] if isinstance(value, str) else "",
)
def test_an_answer_says_that_a_page_is_there_or_gone_or_nothing(ask: Ask, status: str, expected: Answer) -> None:
    """Only success proves, and only what is said to be gone is dead; all else leaves it open."""
    assert ask(f"https://{HERE}/page", {"/page": answer(status)}) == expected


def test_a_page_whose_site_answers_head_wrongly_is_there(ask: Ask) -> None:
    """Sites refuse HEAD for pages that are there, so GET is asked: a method that is refused proves nothing gone."""

    assert ask(f"https://{HERE}/page", {"/page": OK}) == Answer()


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_three_redirects_are_followed(ask: Ask, count: int, status: str) -> None:
    """A page that moved is where it moved to."""
    chain = {f"/{number}": moved(f"/{number + 1}", status) for number in range(count)}
    assert ask(f"https://{HERE}/0", {**chain, f"/{count}": OK}) == Answer()


def test_a_fourth_redirect_is_not_followed(ask: Ask) -> None:
    """Who is led on and on knows nothing."""
    chain: dict[str, Route] = {f"/{number}": moved(f"/{number + 1}") for number in range(4)}
    assert ask(f"https://{HERE}/0", {**chain, "/4": OK}) == Answer(unreached="leads on more than 3 times")


def test_a_redirect_to_nothing_is_dead(ask: Ask) -> None:
    """What counts is what stands at the end."""
    found = ask(f"https://{HERE}/a", {"/a": moved("/b")})
    assert found == Answer(defect="answers 404: nothing is there")


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (f"http://{HERE}/b", "leads on to an address that does not begin with https://"),
        ("ftp://files.example/b", "leads on to an address that does not begin with https://"),
        ("javascript:alert(1)", "leads on to an address that is not an address that can be opened"),
        ("file:///etc/passwd", "leads on to an address that does not begin with https://"),
        (f"https://dana:secret@{HERE}/b", "leads on to an address that holds a user name"),
        (f"//dana@{HERE}/b", "leads on to an address that holds a user name"),
        ("https://intranet/b", "leads on to an address that names no site"),
        ("https://[::1]/b", "leads on to an address that is not an address that can be opened"),
        ("https://[::1", "leads on to an address that is not an address that can be opened"),
        (f"https://{HERE}:8443/b", "names port 8443, and only 443, that of https, is opened"),
        (f"https://{HERE}:22/b", "names port 22, and only 443, that of https, is opened"),
        ("https://127.0.0.1/b", "names its site by a number, and only names are looked up"),
        ("https://2130706433/b", "leads on to an address that names no site"),
        ("https://0x7f.1/b", "names its site by a number, and only names are looked up"),
        ("https://inside.example/b", "leads to an address that is not public, which is not opened"),
        (f"https://inside.example\\@{HERE}/b", "leads on to an address that holds a user name"),
        (f"https://{HERE}\\.inside.example/b", "names a site that cannot be: no name is spelt like that"),
        ("https://caf\xe9.example/b", "names a site that cannot be: no name is spelt like that"),
    ],
)
def test_every_redirect_is_checked_from_the_start(
    authority: trustme.CA, certificate: trustme.LeafCert, where: str, why: str
) -> None:
    """Whatever may not stand in a plan may not stand in an answer either, and is not connected to."""
    with serving({}, certificate) as site:
        site.routes = {"/a": f"HTTP/1.1 302 Found\r\nLocation: {where}\r\n\r\n".encode("latin-1"), "/b": OK}
        known = {"inside.example": [Place("10.0.0.1", 443)]}
        there = network(authority, site, look_up=lambda name: known.get(name, [Place(LOOPBACK, site.port)]))
        assert visit(f"https://{HERE}/a", there) == Answer(unreached=why)
        assert site.connections == 1


@pytest.mark.parametrize(
    "where",
    [
        "/login",
        "/users/sign_in?back=%2Fa",
        "/wp-login.php",
        "/ServiceLogin",
        "/auth/realms/company",
        "/oauth2/authorize?client=1",
        "/saml/start",
        "https://login.example/start",
        "https://sso.company.example/start",
    ],
)
def test_a_page_that_asks_who_you_are_shows_nothing(authority: trustme.CA, where: str) -> None:
    """Behind a login nobody knows what is there, though the page of the login answers well."""
    name = where.split("/")[2] if where.startswith("https") else HERE
    with serving({}, authority.issue_cert(HERE, name)) as site:
        target = "/start" if where.startswith("https") else where
        site.routes = {"/a": moved(where), target: OK}
        expected = Answer(unreached="leads on to a page that asks who you are")
        assert visit(f"https://{HERE}/a", network(authority, site)) == expected


@pytest.mark.parametrize("where", ["/blogging/in", "/single-sign-on-explained", "/terms/v2", "/authors"])
def test_a_page_that_only_sounds_like_a_login_is_there(ask: Ask, where: str) -> None:
    """Whole parts of an address are looked at."""
    assert ask(f"https://{HERE}/a", {"/a": moved(where), where: OK}) == Answer()


def test_a_login_that_is_named_is_a_page(ask: Ask) -> None:
    """Whoever proves that customers can log in names that page."""
    assert ask(f"https://{HERE}/login", {"/login": OK}) == Answer()


def test_a_start_page_in_place_of_a_page_shows_nothing(ask: Ask) -> None:
    """Many sites lead to their start page what is gone; a link to the start page itself is fine."""
    expected = Answer(unreached="leads on to the start page of a site, as links do whose page is gone")
    assert ask(f"https://{HERE}/a", {"/a": moved("/"), "/": OK}) == expected
    assert ask(f"https://{HERE}", {"/": moved("https://other.example/"), "/x": OK}) != Answer()  # it leads on for ever
    assert ask(f"https://{HERE}/", {"/": OK}) == Answer()


# ---------------------------------------------------------------- what is sent
def test_nothing_but_the_address_is_sent(
    authority: trustme.CA, certificate: trustme.LeafCert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No credentials of a netrc, no cookie that was set, no proxy: whoever reads the request learns the address."""
    (tmp_path / ".netrc").write_text(f"machine {HERE} login dana password secret\ndefault login d password s\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serving({}, certificate, "reset") as proxy, serving({}, certificate) as site:
        for variable in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(variable, f"http://{LOOPBACK}:{proxy.port}")
        site.routes = {"/a?q=1": answer("302 Found", "Location: /b", "Set-Cookie: id=1; Secure"), "/b": OK}
        assert visit(f"https://{HERE}/a?q=1#secret", network(authority, site)) == Answer()
        assert proxy.connections == 0
    headers = {
        "Host": HERE,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": f"readycheck/{__version__}",
    }
    assert [asked.line for asked in site.asked] == ["GET /a?q=1 HTTP/1.1", "GET /b HTTP/1.1"]
    assert [(asked.headers, asked.name) for asked in site.asked] == [(headers, HERE)] * 2


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/two%20words", "/two%20words"),
        ("/ä/π", "/%C3%A4/%CF%80"),
        ("?version=3", "/?version=3"),
        ('/a"b<c>|d', "/a%22b%3Cc%3E%7Cd"),
        ("/a%0d%0aX-Injected:1", "/a%0d%0aX-Injected:1"),
        ("/\x07\x7f", "/%07%7F"),
    ],
)
def test_an_address_is_sent_as_one_line(
    authority: trustme.CA, certificate: trustme.LeafCert, written: str, sent: str
) -> None:
    """Whatever characters an address holds, it stays the address of one request."""
    with serving({sent: OK}, certificate) as site:
        assert visit(f"https://{HERE}{written}", network(authority, site)) == Answer()
    assert [asked.line for asked in site.asked] == [f"GET {sent} HTTP/1.1"]
    assert "X-Injected" not in site.asked[0].headers


@pytest.mark.parametrize("host", ["exämple.example", "EXÄMPLE.example", "exa\u0308mple.EXAMPLE"])
def test_a_name_beyond_ascii_is_asked_for_as_browsers_do(
    authority: trustme.CA, certificate: trustme.LeafCert, host: str
) -> None:
    """The name that is looked up, sent and certified is one."""
    looked_up: list[str] = []
    with serving({"/": OK}, certificate) as site:

        def look_up(name: str) -> Sequence[Place]:
            looked_up.append(name)
            return [Place(LOOPBACK, site.port)]

        assert visit(f"https://{host}/", network(authority, look_up=look_up)) == Answer()
    assert looked_up == [site.asked[0].headers["Host"]] == [site.asked[0].name] == ["xn--exmple-cua.example"]


def test_a_sharp_s_leads_where_browsers_lead() -> None:
    """The codec of Python would look up another site: strasse.example."""
    looked_up: list[str] = []

    def look_up(name: str) -> Sequence[Place]:
        looked_up.append(name)
        return ()

    visit("https://straße.example/", Network(look_up, is_public, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)))
    assert looked_up == ["xn--strae-oqa.example"]


# ---------------------------------------------------------------- which computers are connected to
@pytest.fixture
def unconnected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Let nothing connect; return where somebody tried to."""
    tried: list[object] = []

    def connect(_: socket.socket, where: object) -> None:
        tried.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def nowhere(*addresses: str) -> Network:
    """Return the internet, in which every name leads to these addresses."""
    places = [Place(address, 443) for address in addresses]
    return Network(lambda _: places, is_public, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


SPECIAL = (
    "127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 "
    "100.64.0.1 100.127.255.255 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 "
    "224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 "
    ":: ::1 ::127.0.0.1 ::7f00:1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 "
    "64:ff9b::808:808 64:ff9b:1::1 64:ff9b:1:ffff::a00:1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 "
    "2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1 fc00::1 fd00:ec2::254 fe80::1 "
    "fe80::1%eth0 2a00::1%1 fec0::1 ff02::1 ff0e::1 5f00::1 4000::1 e000::1 2620:4f:8000::1 "
    # no address at all, though some resolvers read one
    "2130706433 0x7f000001 0177.0.0.1 127.1 017700000001 127.0.0.1.1 ::ffff:0x7f.1 localhost"
).split()


@pytest.mark.parametrize("address", SPECIAL)
def test_an_address_that_is_not_public_is_never_connected_to(unconnected: list[object], address: str) -> None:
    """However it is spelt, alone or beside addresses that are public, in whatever order."""
    expected = Answer(unreached="leads to an address that is not public, which is not opened")
    for addresses in ([address], [address, "9.9.9.9"], ["9.9.9.9", "2a00::1", address]):
        assert visit(f"https://{HERE}/", nowhere(*addresses)) == expected
    assert unconnected == []


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00::1"]
)
def test_a_public_address_is_connected_to_as_it_was_checked(unconnected: list[object], address: str) -> None:
    """The very address, at the port of https, and nothing looks its name up again."""
    assert visit(f"https://{HERE}/", nowhere(address)) == Answer(unreached="could not be connected to")
    assert unconnected in ([(address, 443)], [(address, 443, 0, 0)])


_EMBEDDING = st.sampled_from(["::ffff:{}", "::{}", "64:ff9b::{}", "64:ff9b:1::{}", "2002:{}::", "fe80::5efe:{}"])


@st.composite
def _addresses(draw: st.DrawFn) -> IPv4Address | IPv6Address:
    fourth = draw(st.ip_addresses(v=4))
    number = int(fourth)
    embedded = draw(_EMBEDDING).format(f"{number >> 16:x}:{number & 0xFFFF:x}")
    return draw(st.sampled_from([fourth, draw(st.ip_addresses(v=6)), ip_address(embedded)]))


@given(_addresses())
@example(ip_address("::ffff:127.0.0.1"))
@example(ip_address("64:ff9b:1::7f00:1"))
def test_whatever_is_taken_for_public_is(address: IPv4Address | IPv6Address) -> None:
    """Held against Python's own registry: what that does not call global is not connected to, nor what holds it."""
    held = [address]
    if isinstance(address, IPv6Address):
        held += [found for found in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if found]
    if is_public(str(address)):
        assert {(each.is_global, each.is_multicast, each.is_reserved) for each in held} == {(True, False, False)}


@given(st.ip_addresses(v=4))
def test_whatever_is_public_is_taken_for_it(address: IPv4Address) -> None:
    """An address that anybody may have is not refused: only registered blocks are, and multicast."""
    registered = ("192.31.196.", "192.52.193.", "192.88.99.", "192.175.48.", "192.0.0.")
    if address.is_global and not address.is_multicast and not str(address).startswith(registered):
        assert is_public(str(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "8.8.8.8",
        "127.1",
        "0x7f.0.0.1",
        "0x7f000001.0x",
        "0177.0.0.01",
        "1.2.3.4.5",
        "127.0.0.1.",
        "１２７.０.０.１",
        "127。0。0.1",
        "①②⑦.0.0.1",
        "site.example.123",
    ],
)
def test_a_site_is_not_named_by_a_number(unconnected: list[object], host: str) -> None:
    """Decimal, octal, hexadecimal, short or in other scripts: it is not even looked up."""
    where = Network(lambda _: pytest.fail("looked up"), is_public, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    found = visit(f"https://{host}/", where)
    assert found == Answer(unreached="names its site by a number, and only names are looked up")
    assert unconnected == []


@pytest.mark.parametrize(
    "host",
    [
        "a b.example".replace(" ", "%20"),
        f"{'a' * 64}.example",
        ".".join(["a" * 60] * 5),
        "-a.example",
        "a..example",
        "a'b.example",
        "xn--\u00e4.example",
        "\u200d.example",
        "a\\b.example",
        "a;b.example",
    ],
)
def test_a_name_that_cannot_be_is_not_looked_up(host: str) -> None:
    """Only letters, digits, hyphens and underscores are handed to a resolver."""
    where = Network(lambda _: pytest.fail("looked up"), is_public, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert visit(f"https://{host}/", where) == Answer(
        unreached="names a site that cannot be: no name is spelt like that"
    )


def test_a_name_that_leads_elsewhere_the_second_time_leads_nowhere_else(
    authority: trustme.CA, certificate: trustme.LeafCert
) -> None:
    """DNS rebinding: what was checked is what is connected to, and a redirect to the same name is checked again."""
    with serving({"/a": OK, "/b": moved("/a")}, certificate) as site:
        answers: list[list[Place]] = []
        there = network(authority, look_up=lambda _: answers.pop(0))
        first, then = [Place(LOOPBACK, site.port)], [Place("10.0.0.1", 443)]
        answers[:] = [first, then]
        assert visit(f"https://{HERE}/a", there) == Answer()
        assert answers == [then]
        answers[:] = [first, then]
        assert visit(f"https://{HERE}/b", there) == Answer(
            unreached="leads to an address that is not public, which is not opened"
        )


def test_another_address_of_a_site_is_tried_where_one_does_not_answer(
    authority: trustme.CA, certificate: trustme.LeafCert
) -> None:
    """A machine without IPv6 reaches sites that have both."""
    with serving({"/": OK}, certificate) as site, socket.socket() as closed:
        closed.bind((LOOPBACK, 0))
        places = [Place(LOOPBACK, closed.getsockname()[1]), Place(LOOPBACK, site.port)]
        assert visit(f"https://{HERE}/", network(authority, look_up=lambda _: places)) == Answer()


# ---------------------------------------------------------------- what cannot be reached
def unknown_name(_: str) -> Sequence[Place]:
    """Fail as a resolver does that knows no such name."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_site_that_nobody_knows_could_not_be_found(authority: trustme.CA) -> None:
    """A name that is not known may be known tomorrow, or to somebody else."""
    nobody = network(authority, look_up=unknown_name)
    assert visit(f"https://{HERE}/", nobody) == Answer(unreached="could not be found: nobody knows its site")
    assert visit(f"https://{HERE}/", network(authority, look_up=lambda _: ())) == Answer(
        unreached="could not be found: its site has no address"
    )


def test_a_port_on_which_nobody_listens_could_not_be_connected_to(authority: trustme.CA) -> None:
    """Refused is not dead: a server may be down for an hour."""
    with socket.socket() as closed:
        closed.bind((LOOPBACK, 0))
        where = network(authority, look_up=lambda _: [Place(LOOPBACK, closed.getsockname()[1])])
        assert visit(f"https://{HERE}/", where) == Answer(unreached="could not be connected to")


def test_no_way_to_a_site_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a network says so of each link, and goes on."""

    def connect(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert visit(f"https://{HERE}/", nowhere("9.9.9.9", "2a00::1")) == Answer(unreached="could not be connected to")


@pytest.mark.parametrize(
    ("greet", "seconds", "why"),
    [
        ("reset", PATIENT_S, "broke the connection off"),
        ("plain", PATIENT_S, "could not be connected to safely"),
        ("silence", HASTY_S, LATE),
    ],
)
def test_a_server_without_a_safe_connection_could_not_be_reached(
    authority: trustme.CA, certificate: trustme.LeafCert, greet: str, seconds: float, why: str
) -> None:
    """Nothing is asked of a server that has not shown who it is."""
    with serving({"/": OK}, certificate, greet) as site:
        assert visit(f"https://{HERE}/", network(authority, site), seconds) == Answer(unreached=why)
        assert site.asked == []


def test_a_server_that_does_not_show_who_it_is_is_not_asked(authority: trustme.CA) -> None:
    """A certificate of somebody else, one that has expired, or of an authority that nobody trusts."""
    another = "has the certificate of another site"
    stranger = "has a certificate that is not to be trusted"
    expired = authority.issue_cert(HERE, not_after=datetime(2020, 1, 1, tzinfo=UTC))
    for certificate, why in (
        (authority.issue_cert("evil.example"), another),
        (authority.issue_cert(LOOPBACK), another),
        (expired, "has a certificate that has expired"),
        (trustme.CA().issue_cert(HERE), stranger),
    ):
        with serving({"/": OK}, certificate) as site:
            assert visit(f"https://{HERE}/", network(authority, site)) == Answer(unreached=why)
        assert site.asked == []


def breaking(_: ssl.SSLSocket) -> None:
    """Break off before an answer."""
    raise OSError


@pytest.mark.parametrize(
    ("route", "why"),
    [
        (breaking, "broke the connection off"),
        (b"", "broke the connection off"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "does not answer as web sites do"),
        (b"HTTP/1.1 abc\r\n\r\n", "does not answer as web sites do"),
        (b"HTTP/9.9 200 OK\r\n\r\n", "does not answer as web sites do"),
        (b"HTTP/1.1 200 " + b"a" * 70_000 + b"\r\n\r\n", "does not answer as web sites do"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "does not answer as web sites do"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 101 + b"\r\n", "does not answer as web sites do"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n", "does not answer as web sites do"),
    ],
    ids=["break", "nothing", "ssh", "no status", "no version", "long status", "long header", "headers", "lengths"],
)
def test_an_answer_that_is_none_says_nothing(ask: Ask, route: Route, why: str) -> None:
    """What is not an answer of a web site is no proof, and no defect of ours."""
    assert ask(f"https://{HERE}/", {"/": route}) == Answer(unreached=why)


def test_the_body_of_an_answer_is_not_read(authority: trustme.CA, certificate: trustme.LeafCert) -> None:
    """64 MiB, or a gzip bomb, cost as little as nothing: the connection ends once the head is there."""
    sent: list[int] = []

    def flood(stream: ssl.SSLSocket) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n")
        for number in range(1024):
            sent[:] = [number]
            stream.sendall(bytes(64 * 1024))

    bomb = gzip.compress(bytes(MIB))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    with serving({"/flood": flood, "/bomb": head + bomb}, certificate) as site:
        where = network(authority, site)
        assert visit(f"https://{HERE}/flood", where) == Answer()
        assert visit(f"https://{HERE}/bomb", where) == Answer()
    assert sent[0] < 512, "more than half of it was taken, which only a reader can"


# ---------------------------------------------------------------- time
def opened(links: Sequence[str], where: Network, limits: Limits) -> tuple[dict[str, Answer], float]:
    """Return what links come to, and the seconds that took."""
    began = time.monotonic()
    answers = Opening(where, limits, limits.run_s).answers(links, lambda _: None)
    return answers, time.monotonic() - began


@pytest.mark.parametrize(
    "route",
    [
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n"[:1]),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "header", "headers", "continue"],
)
def test_a_server_that_drips_is_late(authority: trustme.CA, certificate: trustme.LeafCert, route: Route) -> None:
    """A byte every 50 ms would outlive any limit on a single read; nobody waits, and the connection is broken off."""
    ended = threading.Event()

    def watched(stream: ssl.SSLSocket) -> None:
        assert callable(route)
        try:
            route(stream)
        except OSError:
            ended.set()
            raise

    with serving({"/": watched}, certificate) as site:
        limits = Limits(link_s=HASTY_S)
        link = f"https://{HERE}/"
        answers, took_s = opened([link], network(authority, site), limits)
        assert answers == {link: Answer(unreached="did not answer in 0.6 s")}
        assert took_s < HASTY_S + 1
        assert ended.wait(2), "the visit goes on behind our back"


def test_a_body_that_drips_is_not_waited_for(ask: Ask) -> None:
    """The head says it all."""
    began = time.monotonic()
    drip = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"x")
    assert ask(f"https://{HERE}/", {"/": drip}) == Answer()
    assert time.monotonic() - began < 4


def test_a_redirect_gives_no_new_time(authority: trustme.CA, certificate: trustme.LeafCert) -> None:
    """The time of a link is that of all its answers."""

    def slow(where: str) -> Route:
        def lead_on(stream: ssl.SSLSocket) -> None:
            time.sleep(HASTY_S * 0.6)
            stream.sendall(moved(where))

        return lead_on

    with serving({"/a": slow("/b"), "/b": slow("/c"), "/c": OK}, certificate) as site:
        answers, took_s = opened([f"https://{HERE}/a"], network(authority, site), Limits(link_s=HASTY_S))
    assert list(answers.values()) == [Answer(unreached="did not answer in 0.6 s")]
    assert took_s < HASTY_S + 1


def test_a_resolver_that_hangs_keeps_nobody_waiting(authority: trustme.CA) -> None:
    """Looking up a name has no limit of its own: it is left behind, and the other links have their turn."""
    done = threading.Event()

    def look_up(_: str) -> Sequence[Place]:
        done.wait(20)
        return ()

    links = [f"https://{HERE}/{number}" for number in range(3)]
    answers, took_s = opened(links, network(authority, look_up=look_up), Limits(link_s=0.2, at_once=1))
    done.set()
    assert answers == dict.fromkeys(links, Answer(unreached="did not answer in 0.2 s"))
    assert took_s < 2


def test_all_links_together_have_their_time(authority: trustme.CA, certificate: trustme.LeafCert) -> None:
    """Servers that never answer cost a run its time, and no more; what was not opened in time is said to be so."""
    with serving({}, certificate, "silence") as site:
        limits = Limits(link_s=0.4, run_s=1, at_once=2)
        links = [f"https://{HERE}/{number}" for number in range(20)]
        answers, took_s = opened(links, network(authority, site), limits)
    assert took_s < 2
    late, never = Answer(unreached="did not answer in 0.4 s"), "was not opened in time: links may take 1 s together"
    assert [answers[link] for link in links] == [late] * 4 + [Answer(unreached=never)] * 16


def test_the_time_of_a_run_is_that_of_all_its_plans(authority: trustme.CA, certificate: trustme.LeafCert) -> None:
    """A second plan has what the first has left."""
    with serving({}, certificate, "silence") as site:
        links = Links(network(authority, site), TODAY, limits=Limits(link_s=0.3, run_s=0.4))
        began = time.monotonic()
        found = [links(facts_of(f"https://{HERE}/{plan}")) for plan in range(4)]
        assert time.monotonic() - began < 2
    reasons = [facts.proofs["legal.item-0"][0].unreached for facts in found]
    assert reasons[0] == "did not answer in 0.3 s"
    assert set(reasons[1:]) == {"was not opened in time: links may take 0.4 s together"}


def test_many_links_are_opened_a_few_at_once_and_told_in_order(
    authority: trustme.CA, certificate: trustme.LeafCert
) -> None:
    """Of 200 links no more than eight are open at a time; their answers stand in the order of the links.

    They are counted before they are answered: afterwards a visit may be over while its server has not noticed.
    """
    counting, open_now = threading.Lock(), [0]

    def page(route: bytes) -> Callable[[ssl.SSLSocket], None]:
        def show(stream: ssl.SSLSocket) -> None:
            with counting:
                open_now.append(open_now[-1] + 1)
            time.sleep(0.01)
            with counting:
                open_now.append(open_now[-1] - 1)
            stream.sendall(route)

        return show

    links = [f"https://{HERE}/{number}" for number in range(200)]
    pages = page(OK), page(answer("404 Not Found"))
    routes: dict[str, Route] = {f"/{number}": pages[number % 2] for number in range(200)}
    told: list[int] = []
    with serving(routes, certificate) as site:
        opening = Opening(network(authority, site), Limits(link_s=PATIENT_S), 120)
        answers = opening.answers(links, told.append)
    gone = Answer(defect="answers 404: nothing is there")
    assert list(answers.items()) == [(link, gone if number % 2 else Answer()) for number, link in enumerate(links)]
    assert 1 < max(open_now) <= 8
    assert told == [0] * 200


def test_a_defect_of_ours_is_not_hidden(authority: trustme.CA) -> None:
    """What nobody foresaw is no answer of a server."""

    def look_up(_: str) -> Sequence[Place]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        opened([f"https://{HERE}/"], network(authority, look_up=look_up), Limits())


# ---------------------------------------------------------------- facts
def facts_of(*links: str) -> Facts:
    """Return facts with a proof for each link."""
    proofs = {f"legal.item-{number}": (Proven(Strength.LINK, link),) for number, link in enumerate(links)}
    return Facts(proofs)


def test_each_address_is_opened_once(authority: trustme.CA, certificate: trustme.LeafCert) -> None:
    """In answers and sections, in several plans, at several places of a page: one request."""
    with serving({"/a": OK}, certificate) as site:
        links = Links(network(authority, site), TODAY)
        place = ("rollback", "how")
        link, gone = f"https://{HERE}/a", f"https://{HERE}/gone"
        facts = facts_of(link, f"{link}#terms", gone)._replace(shown={place: (Proven(Strength.LINK, link),)})
        first, again = links(facts), links(facts)
    assert sorted(asked.line for asked in site.asked) == ["GET /a HTTP/1.1", "GET /gone HTTP/1.1"]
    assert first == again
    assert first.opened == Opened(TODAY, links=2, dead=1, unreached=0)
    assert [proofs[0].defect for proofs in first.proofs.values()] == [None, None, "answers 404: nothing is there"]
    assert first.shown == facts.shown


def test_only_links_that_have_the_form_of_one_are_opened(authority: trustme.CA) -> None:
    """Claims, documents and what is wrong anyway stay as they are, and every other fact as well."""
    nobody = network(authority, look_up=lambda _: pytest.fail("looked up"))
    proofs = (
        Proven(Strength.CLAIM, "https is what we use"),
        Proven(Strength.DOCUMENT, "legal/terms.md"),
        Proven(Strength.LINK, "http://good.example/", "does not begin with https://"),
    )
    facts = Facts({"legal.terms": proofs})
    assert Links(nobody, TODAY)(facts) == facts._replace(opened=Opened(TODAY, 0, 0, 0))


def test_progress_is_told(authority: trustme.CA) -> None:
    """The number of links first, then each as it is there; where there is none, nothing."""
    told: list[int] = []
    links = Links(network(authority, look_up=unknown_name), TODAY, watch=lambda: nullcontext(told.append))
    links(facts_of(f"https://{HERE}/a", f"https://{HERE}/b"))
    links(facts_of(f"https://{HERE}/b"))
    assert told == [2, 0, 0]


def test_the_internet_is_trusted_as_this_machine_trusts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates are checked, and no variable has keys written to a file."""
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    context = internet().context
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert not context.keylog_filename


def test_a_name_is_looked_up_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address that the system knows, for the port of https."""
    asked: list[object] = []

    def getaddrinfo(*arguments: object, **options: object) -> object:
        asked.append((arguments, options))
        stream = (socket.SOCK_STREAM, 6, "")
        return [(socket.AF_INET, *stream, ("9.9.9.9", 443)), (socket.AF_INET6, *stream, ("fe80::1%1", 443, 0, 1))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert internet().look_up(HERE) == (Place("9.9.9.9", 443), Place("fe80::1%1", 443))
    assert asked == [((HERE, 443), {"type": socket.SOCK_STREAM})]
