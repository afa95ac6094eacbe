"""The use cases, one module each: wiring only. They read no clock and print nothing; commands do."""

from readycheck.app.auditing import Audited, audit_plan, gate
from readycheck.app.reading import AuditRequest, load_rules_for
from readycheck.app.source import PlanSource

__all__ = ["AuditRequest", "Audited", "PlanSource", "audit_plan", "gate", "load_rules_for"]
