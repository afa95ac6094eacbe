"""Which addresses of computers are public: all others may be machines of whoever runs the audit, and are refused.

The lists are those of IANA's registries of special addresses. `ipaddress.is_global` is not used: it took addresses that
stand for others (IPv4 within IPv6, NAT64) for public before Python 3.13, and differs by version.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

#: https://www.iana.org/assignments/iana-ipv4-special-registry, multicast and the reserved rest.
_SPECIAL_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network, and no address at all
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by customers of a provider
            "127.0.0.0/8",  # this machine
            "169.254.0.0/16",  # this wire; what clouds tell their machines of themselves
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
#: All of IPv6 that is given to anybody. What stands for IPv4 (mapped, compatible, NAT64), private, of this wire or this
#: site, multicast, and what is reserved lies outside.
_GIVEN_6 = IPv6Network("2000::/3")
#: https://www.iana.org/assignments/iana-ipv6-special-registry, as far as it lies within.
_SPECIAL_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)


def is_public(text: str) -> bool:
    """Return whether an address, as a resolver writes it, is one of the public internet."""
    try:
        if ":" not in text:
            address = IPv4Address(text)
            return not any(address in special for special in _SPECIAL_4)
        sixth = IPv6Address(text)
    except AddressValueError:
        return False
    return sixth.scope_id is None and sixth in _GIVEN_6 and not any(sixth in special for special in _SPECIAL_6)
