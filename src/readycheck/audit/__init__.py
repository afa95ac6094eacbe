"""The pure core: outcomes, readiness, conditions, verdict, schedule. No I/O, no clock: only its arguments."""

from readycheck.audit.report import audit

__all__ = ["audit"]
