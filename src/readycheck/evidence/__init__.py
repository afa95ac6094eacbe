"""Edge in: proofs that a plan offers, looked at, as Facts. Nothing is executed, printed or fetched."""

from readycheck.evidence.gather import gather

__all__ = ["gather"]
