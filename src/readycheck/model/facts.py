"""What was found outside the plan: plain data that `evidence` and `app` gather, and `rules` and `audit` judge."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.vocabulary import Course, Strength, Verdict


class Proven(NamedTuple):
    """One proof of one answer, looked at."""

    strength: Strength
    text: str
    """The claim, the address or the path, as the plan has it."""
    defect: str | None = None
    """Why it proves nothing; None where it does."""
    dated: date | None = None
    valid_until: date | None = None
    undated: str | None = None
    """Why no day is known on which it was made, where one was looked for."""
    weakness: str | None = None
    """Why it counts as a claim only, though it is a link or a document."""
    digest: str | None = None
    """Of a document: the same where the same bytes are offered under another name."""
    by: str | None = None
    """Who says so."""
    measured: str | None = None
    """Of a measurement within its bounds: the number, and these."""
    unreached: str | None = None
    """Why it could not be looked at, so that nobody knows whether it proves anything; None where it was."""

    @property
    def shown(self) -> str:
        """The proof as it is printed where it holds."""
        return self.text if self.measured is None else f"{self.text} {self.measured}"

    @property
    def is_link(self) -> bool:
        """Whether it is a link that could be opened: one with the form of one."""
        return self.strength is Strength.LINK and self.defect is None


class Awaited(NamedTuple):
    """Another launch that the plan needs, audited for the milestone that is needed."""

    day: date | None = None
    """The day of that milestone; None where its plan could not be audited."""
    verdict: Verdict | None = None
    course: Course | None = None
    defect: str | None = None
    """Why its plan could not be audited."""
    files: tuple[tuple[str, str], ...] = ()
    """The files that were read for it, each with its SHA-256."""


class Opened(NamedTuple):
    """What came of opening the links of a plan."""

    day: date
    links: int
    """How many, each address counted once."""
    dead: int
    unreached: int


class Facts(NamedTuple):
    """Everything found outside the plan. What is absent was not offered."""

    proofs: Mapping[str, tuple[Proven, ...]] = {}
    """Proofs of answers by item id, in the order of the plan."""
    shown: Mapping[PlanPath, tuple[Proven, ...]] = {}
    """What the plan's sections offer, by the place of the key that offers it."""
    launches: Mapping[int, Awaited] = {}
    """Launches whose plans are at hand, by their position under `depends_on`."""
    opened: Opened | None = None
    """What came of opening links; None where they were checked for form only."""
    authors: Mapping[PlanPath, str] | None = None
    """The words of people that those have not written, by place, with what is wrong; None where nobody looked."""

    @property
    def has_unreached(self) -> bool:
        """Whether anything that sections offer could not be looked at."""
        return any(proof.unreached is not None for proofs in self.shown.values() for proof in proofs)

    @property
    def given_reach(self) -> "Facts":
        """These facts as if all that sections offer had been reached."""
        shown = {path: tuple(proof._replace(unreached=None) for proof in proofs) for path, proofs in self.shown.items()}
        return self._replace(shown=shown)

    def flaw_of_word(self, path: PlanPath) -> str | None:
        """Return why the word at a place has no effect; None where it has one."""
        return None if self.authors is None else self.authors.get(path)
