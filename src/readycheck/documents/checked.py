"""Values to a checked plan, where many plans are mostly alike: a department is checked once, and then known again."""

from __future__ import annotations

from typing import Any

from readycheck.model.base import Known
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.department import Department


class Checked:
    """The departments that were checked before, by the very objects that they were checked from."""

    def __init__(self) -> None:
        self._known: Known | None = None
        self._departments: dict[int, tuple[object, Department]] = {}

    def plan(self, value: dict[str, Any], known: Known) -> LaunchPlan:
        """Return the plan that values make up; ValidationError with all that is wrong with them."""
        if known != self._known:
            self._known, self._departments = known, {}
        given = value.get("departments")
        if not isinstance(given, dict):
            return LaunchPlan.model_validate(value, context=known)
        again = {name: self._again(part) for name, part in given.items()}
        plan = LaunchPlan.model_validate({**value, "departments": again}, context=known)
        for part, department in zip(given.values(), plan.departments.values(), strict=True):
            self._departments[id(part)] = (part, department)  # with the object, so that its id stays its own
        return plan

    def _again(self, part: object) -> object:
        return self._departments.get(id(part), (None, part))[1]
