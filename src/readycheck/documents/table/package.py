"""The parts of a workbook's zip archive: only what a table needs, in bounded time and memory.

A workbook can hold programs, links to other files, and a few kilobytes that unpack to gigabytes. What an honest table
never has is refused by name; sizes are those that came out of the archive, not those that it claims.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from readycheck.documents.table.row import MAX_FILE
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable

MAX_UNPACKED: Final = 50 * 1024 * 1024
MAX_PART: Final = 16 * 1024 * 1024
MAX_MEMBERS: Final = 1_000
#: How many times its packed size a workbook may unpack to. Sheets of formatted empty cells come near a hundred.
MAX_RATIO: Final = 200

_CHUNK: Final = 256 * 1024
_ENTRY: Final = b"PK\x01\x02"
_SAVE: Final = "open it in a spreadsheet program and save the table as a plain .xlsx, or as CSV UTF-8"
#: Saving it again would keep what is refused.
_COPY: Final = "copy the table into a new workbook as values (Paste Special, Values), or save it as CSV UTF-8"
#: What comes in a harmless workbook never has it, so nobody is told to open the file.
_ASK: Final = "do not open it; ask whoever sent it how it was made"

#: Members that run, fetch or carry something, and what they are.
_ACTIVE: Final = (
    (re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/", re.IGNORECASE), "macros"),
    (re.compile(r"externallinks?/", re.IGNORECASE), "links to other workbooks"),
    (re.compile(r"embeddings/|activex/|oleobject", re.IGNORECASE), "embedded objects"),
    (re.compile(r"connections\.(xml|bin)|querytables?/|xl/model/", re.IGNORECASE), "data connections"),
)
#: The same as content types, for members that hide behind other names.
_ACTIVE_TYPES: Final = (
    (re.compile(rb"vbaProject|macroEnabled|macrosheet|intlmacrosheet|dialogsheet", re.IGNORECASE), "macros"),
    (re.compile(rb"externalLink", re.IGNORECASE), "links to other workbooks"),
    (re.compile(rb"oleObject|activeX|package\.core-ole", re.IGNORECASE), "embedded objects"),
    (re.compile(rb"\.connections\+xml|queryTable", re.IGNORECASE), "data connections"),
)
_CLIMBS = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")
_MARKUP = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)")
_TYPES: Final = "[Content_Types].xml"


class Package:
    """The members of a workbook, each checked before this exists; RefusedInput where one is not harmless."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._archive = self._open(data)
        self._sizes = {info.filename: info for info in self._archive.infolist()}
        self._check_names()
        budget = min(MAX_UNPACKED, max(MAX_RATIO * len(data), 1024 * 1024))
        for member in self._sizes:
            budget -= self._check(member, budget)

    def __contains__(self, member: str) -> bool:
        return member in self._sizes

    def read(self, member: str) -> bytearray:
        """Return a member of at most MAX_PART bytes; RefusedInput where there is none."""
        if member not in self:
            raise self._refuse(f"the workbook is damaged: `{member}` is missing", _SAVE)
        return self._unpack(member, MAX_PART)

    def _open(self, data: bytes) -> zipfile.ZipFile:
        if len(data) > MAX_FILE:
            raise self._refuse(
                f"the file is larger than {MAX_FILE // 1024**2} MiB", "copy the table alone into a new workbook"
            )
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            message = "this is an old .xls workbook, or one with a password"
            raise self._refuse(message, "save it as .xlsx without a password, or as CSV UTF-8")
        if not data.startswith(b"PK"):
            raise self._refuse("this is no .xlsx workbook", _SAVE)
        if data.count(_ENTRY) > MAX_MEMBERS:
            raise self._refuse(f"the workbook has more than {MAX_MEMBERS:,} parts, pictures among them", _COPY)
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise self._refuse(f"the workbook is damaged: {error}", _SAVE) from None

    def _check_names(self) -> None:
        if len(self._sizes) != len(self._archive.infolist()):
            raise self._refuse("the workbook holds two parts of one name", _ASK)
        if "mimetype" in self._sizes and _TYPES not in self._sizes:
            raise self._refuse(
                "this is an OpenDocument file, not an .xlsx workbook", "save it as .xlsx, or as CSV UTF-8"
            )
        if _TYPES not in self._sizes:
            raise self._refuse("this is an archive of files, but no .xlsx workbook", _SAVE)
        for member, info in self._sizes.items():
            if _CLIMBS.search(member):
                raise self._refuse(f"the workbook holds a part with the name of a file elsewhere: `{member}`", _ASK)
            if info.flag_bits & 1:
                raise self._refuse(
                    f"the workbook has a password: `{member}` is encrypted", "save it without a password"
                )
            for pattern, what in _ACTIVE:
                if pattern.search(member):
                    raise self._refuse(f"the workbook holds {what}: `{member}`", _COPY)

    def _check(self, member: str, budget: int) -> int:
        """Unpack a member as far as it may count, and look for what no table declares; return its size."""
        content = self._unpack(member, budget)
        if _MARKUP.search(member):
            if b"\0" in content[:200]:
                raise self._refuse(
                    f"`{member}` in the workbook is not written as UTF-8, as spreadsheet programs write it", _SAVE
                )
            declared = _DECLARES.search(content)
            if declared is not None:
                word = declared[0].decode()
                raise self._refuse(
                    f"`{member}` in the workbook holds a definition that no spreadsheet program writes: `{word}`", _ASK
                )
        if member == _TYPES:
            for pattern, what in _ACTIVE_TYPES:
                if pattern.search(content):
                    raise self._refuse(f"the workbook holds {what}: `{member}` says so", _COPY)
        return len(content)

    def _unpack(self, member: str, limit: int) -> bytearray:
        content = bytearray()
        try:
            with self._archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise self._refuse(
                            f"`{member}` in the workbook is far larger than any table once it is unpacked", _COPY
                        )
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._refuse(f"`{member}` in the workbook is damaged: {error}", _SAVE) from None
        return content

    def _refuse(self, message: str, help_: str) -> RefusedInput:
        return RefusedInput(Problem(Place(self._name), printable(message), help_))
