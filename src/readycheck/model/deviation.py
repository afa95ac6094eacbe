"""What a plan, its policy and its checklists ask of a launch otherwise than an agreed revision does."""

from typing import NamedTuple

from readycheck.model.place import Place


class Deviation(NamedTuple):
    """One rule of the game that is not as it was agreed."""

    what: str
    """`class`, `profile: paid`, `milestone ga`, `lead of legal`, `policy: limits`, `legal.escrow`."""
    was: str
    """As the agreed revision has it."""
    now: str
    eases: bool
    """True where a go may come easier by it: somebody who answers for that must accept it, not who changed it."""
    place: Place
    """Where it stands now, or would stand."""


class Agreed(NamedTuple):
    """The revision whose policy and checklists an audit used, and how what stands now differs from it."""

    revision: str
    commit: str
    deviations: tuple[Deviation, ...]
    """Those of the launch first, then those of departments, policy and items."""
    note: str
    """Why the plan itself was not compared; empty where it was."""

    @property
    def eased(self) -> tuple[Deviation, ...]:
        """The deviations that fail the gate."""
        return tuple(found for found in self.deviations if found.eases)
