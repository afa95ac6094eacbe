"""How a report is to be rendered. What a renderer may depend on besides the report."""

from __future__ import annotations

from typing import NamedTuple


class Options(NamedTuple):
    """Everything about the sink that matters to a renderer."""

    terminal: bool = False
    """True where text goes to a screen rather than to a file or a pipe."""
    color: bool = False
    width: int = 80
    """Columns of the screen, from 40 to 200."""
    ascii_only: bool = False
    """True where the encoding of the sink has no symbols beyond ASCII."""
    all_gaps: bool = False
    directory: str = ""
    """The working directory, from which files are printed, as an absolute path."""
    root: str = ""
    """The root of the repository around it, as an absolute path; empty where nobody says."""
