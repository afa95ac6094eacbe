"""The threats, one by one as the threat model has them. Every one has its cases; `test_attacks` holds that.

What only a going online meets (links) and what a format does with strings (output) is attacked where these are tested.
"""

from __future__ import annotations

from enum import StrEnum


class Threat(StrEnum):
    """Something that a stranger may try."""

    # ---------------------------------------------------------------- YAML
    MERGE = "merge keys that double at each level"
    ALIAS = "aliases that multiply, or that go in circles"
    NESTING = "nesting so deep that the C loader crashes"
    SIZE = "texts, keys and files that take gigabytes, and shapes that take hours"
    TWICE = "a key that stands twice, and keys that only look different"
    TYPES = "values that other loaders take for something else, and tags that make them"
    NOT_FINITE = "numbers against which every comparison holds, or none"
    LINE_ENDS = "characters that start a line for the loader and for nobody else"
    ESCAPES = "characters that a terminal obeys, written as escapes"
    ENCODING = "bytes that are no UTF-8, no single document, or no mapping"
    LOADER = "texts that the two loaders of PyYAML read differently"
    # ---------------------------------------------------------------- gaming the gate
    NUMBERS = "thresholds, weights and days that make every comparison hold"
    ROUNDING = "a figure just below its limit that reads as the limit"
    UNANSWERED = "a plan that says nothing, or that nothing applies"
    MISSPELT = "a key that is misspelt, so that what it demands is not demanded"
    NO_PROOF = "evidence that proves nothing"
    LOOKALIKE = "names that look like others"
    DATES = "days that are none, or far away"
    BENDING = "a pull request that names its own rules"
    # ---------------------------------------------------------------- files
    PATHS = "paths that mean something special on some system"
    LINKS = "links that lead out of the repository, or in circles"
    DEVICES = "pipes, devices and sockets in place of files"
    DEEP = "paths and files without end"
    # ---------------------------------------------------------------- what input puts into messages
    MESSAGES = "keys and file names that a runner's log or a terminal obeys"
    # ---------------------------------------------------------------- every other byte that is read
    CHECKLISTS = "checklists that hang, contradict themselves or speak for others"
    POLICIES = "policies that build on themselves, or on what is not theirs"
    DEPARTMENTS = "files of departments that are something else"
    IMPORTS = "workbooks, lists and reports that swell, hang or lie"
    # ---------------------------------------------------------------- git
    EXECUTION = "repositories whose configuration runs programs"
    REVISIONS = "revisions that are options, paths, or somebody else's"
    OBJECTS = "objects that are damaged, absent, or lead elsewhere"
    # ---------------------------------------------------------------- the process
    DEFECT = "an exception that would exit as a no-go"
    STREAMS = "disks that are full, streams that are closed, encodings that cannot show a text"
    OUTPUT = "targets that cannot be written, or must not be"
    ENVIRONMENT = "variables and arguments that nobody expects"
    HIJACK = "modules in the working directory"
    INTERRUPT = "Ctrl-C in the middle"
