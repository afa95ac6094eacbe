"""The use cases, one module each: wiring only. They read no clock and print nothing; commands do."""

from readycheck.app.auditing import (
    Audited,
    AuditRequest,
    PlanSource,
    audit_plan,
    gate,
    load_rules_for,
)

__all__ = ["AuditRequest", "Audited", "PlanSource", "audit_plan", "gate", "load_rules_for"]
