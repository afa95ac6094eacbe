"""Edge in: proofs that a plan offers, looked at, as Facts. Nothing is executed, printed or fetched."""

from readycheck.evidence.document import Content
from readycheck.evidence.gather import LastChange, gather

__all__ = ["Content", "LastChange", "gather"]
