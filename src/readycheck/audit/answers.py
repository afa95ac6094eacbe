"""Answers made complete: defaults filled in, days counted from launch turned into dates, old ids into new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from readycheck.model.checklist import Catalogue
from readycheck.model.facts import Facts
from readycheck.model.place import PlanPath
from readycheck.model.plan import Answer, LaunchPlan
from readycheck.model.vocabulary import Serves, Status


class Response(NamedTuple):
    """What a plan says of one item, with the owner it falls to. `status` is None where it says nothing."""

    path: PlanPath
    status: Status | None = None
    owner: str | None = None
    due: date | None = None
    expect: date | None = None
    reason: str | None = None
    approved_by: str | None = None
    checked_by: str | None = None
    waits_for: tuple[str, ...] = ()
    costs: Mapping[Serves, str] = {}
    ticket: str | None = None
    note: str | None = None
    disowned: str | None = None
    """Why the word of whoever is to have approved or checked it is left out; None where it stands, or there is none."""

    @property
    def planned_day(self) -> date | None:
        """The day by which it is planned to be done: expected, else due."""
        return self.expect or self.due


def responses(plan: LaunchPlan, catalogue: Catalogue, facts: Facts) -> dict[str, Response]:
    """Return a response for every item of the catalogue, in its order; words that their people disown are left out."""
    given: dict[str, tuple[PlanPath, Answer]] = {}
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            full = catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}")
            given[full] = (("departments", department, "items", key), answer)
    answers = {item.id: _response(plan, item.id, item.department, given.get(item.id)) for item in catalogue.items}
    return {item: _owned(plan, response, facts) for item, response in answers.items()} if facts.authors else answers


def _response(plan: LaunchPlan, item: str, department: str, given: tuple[PlanPath, Answer] | None) -> Response:
    lead = plan.lead_of(department)
    if given is None:
        return Response(("departments", department, "items", item.partition(".")[2]), owner=lead)
    path, answer = given
    return Response(
        path=path,
        status=answer.status,
        owner=answer.owner or lead,
        due=plan.on(answer.due),
        expect=plan.on(answer.expect),
        reason=answer.reason,
        approved_by=answer.approved_by,
        checked_by=answer.checked_by,
        waits_for=answer.waits_for,
        costs=answer.costs,
        ticket=answer.ticket,
        note=answer.note,
    )


def _owned(plan: LaunchPlan, response: Response, facts: Facts) -> Response:
    """Return a response without the words that those who are to have said them did not write."""
    approval, check = (facts.flaw_of_word((*response.path, key)) for key in ("approved_by", "checked_by"))
    if approval is not None and response.approved_by is not None:
        name = plan.name_of(response.approved_by)
        response = response._replace(approved_by=None, disowned=f"the approval by {name} {approval}")
    if check is not None and response.checked_by is not None:
        name = plan.name_of(response.checked_by)
        response = response._replace(checked_by=None, disowned=f"the check by {name} {check}")
    return response
