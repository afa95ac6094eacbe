"""What was read, to the byte: the digest of one file, and one over many that anybody can make again.

The one over many is what `sha256sum` prints of the files, sorted by name, with names from the root of the
repository: the same on every machine, in whatever order the files were read. Reads nothing itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple


class Digest(NamedTuple):
    """A file that was read, and the SHA-256 of its bytes."""

    file: str
    """As it is printed."""
    address: str
    """From the root of its repository or package on."""
    sha256: str


def digest_of(data: bytes, file: str, address: str) -> Digest:
    """Return the digest of a file's bytes."""
    return Digest(file, address, hashlib.sha256(data).hexdigest())


def digest_of_all(digests: Iterable[Digest]) -> str:
    """Return the SHA-256 over lines `sha256  address`, each file once, sorted by address."""
    lines = sorted({(digest.address, digest.sha256) for digest in digests})
    text = "".join(f"{sha256}  {address}\n" for address, sha256 in lines)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
