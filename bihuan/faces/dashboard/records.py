"""The cases behind a number, narrowed to what this actor sees."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.figures import MEASURES as OF_CASES
from bihuan.domain.cases.figures.counting import Measure
from bihuan.domain.cases.figures.offices import HoursMeasure
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.sight import title_for
from bihuan.domain.liaison.figures.needing import NEEDING
from bihuan.domain.organisations.counting import Tally
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.figures import TALLIES as UPWARD
from bihuan.domain.supervision.figures import TALLIES as SUPERVISION
from bihuan.faces.dashboard.guards import readers
from bihuan.faces.dashboard.loops import STEPS, narrowed
from bihuan.faces.dashboard.scopes import Scope, scope_of
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request

# Needs are cases too, and so is what was late or went upward of them: their figures open the same lists.
TALLIES = {
    code: tally for code, tally in (UPWARD | SUPERVISION).items() if all(one.case for one in tally.sources)
}
MEASURES = OF_CASES | {measure.code: measure for measure in NEEDING}
# Keys that only they have, as the address names them.
NARROWER = ("aspect", "industry", "region")
CODE = re.compile(r"[A-Z0-9_]{1,24}")
Counted = Measure | HoursMeasure | Tally
PARTS = {"": "全部（分母）", "above": "计入的（分子）", "rest": "没有计入的"}


@readers()
@require_safe
def records(request: Request) -> HttpResponse:
    """`figure` with `part`, or `step`, or `state`; the rest of the URL is the scope."""
    scope = scope_of(request)
    code = request.GET.get("figure", "")
    measure = MEASURES.get(code) or TALLIES.get(code)
    part = request.GET.get("part", "")
    part = part if part in PARTS else ""
    unit = Office.objects.filter(code=request.GET.get("unit", "")).first()
    if measure is not None:
        of = _joined(scope, unit, request.GET.get("source", ""), _narrower(request))
        found = cases_visible_to(request.actor).filter(pk__in=_behind(measure, scope, request.at, of, part))
    else:
        found = narrowed(
            request.actor, scope, step=request.GET.get("step", ""), state=request.GET.get("state", "")
        )
    page = page_of(found.select_related("office"), request, order=("-id",))
    context = {
        "scope": scope,
        "figure": measure.figure if measure else None,
        "unit": unit,
        "part": part,
        "parts": _parts(request, measure) if measure and measure.figure.is_share else [],
        "title": _title(request),
        "page": page,
        "rows": [(case, _title_of(case)) for case in page],
    }
    return render(request, "dashboard/records.html", context)


def _joined(scope: Scope, unit: Office | None, source: str, narrower: Mapping[str, str]) -> str:
    """Of one unit within the scope; a unit outside it has nothing here, because what is seen is narrowed anyway."""
    parts = [part for part in scope.of.split("+") if part and not (unit and part.startswith("office:"))]
    parts += [f"source:{source}"] if source else []
    parts += [f"{name}:{code}" for name, code in narrower.items()]
    return "+".join([*parts, unit.key] if unit else parts)


def _narrower(request: Request) -> dict[str, str]:
    """One aspect, one industry, one region; what is no code narrows nothing."""
    said = {name: request.GET.get(name, "") for name in NARROWER}
    return {name: code for name, code in said.items() if CODE.fullmatch(code)}


def _title_of(case: Case) -> str:
    """A list outside the case's own page never shows a sealed reporter's words."""
    return title_for(case, words=False)


def _title(request: Request) -> str:
    step, state = request.GET.get("step", ""), request.GET.get("state", "")
    if state in State.values:
        return f"状态为“{State(state).label}”的工单"
    return f"到过“{STEPS[step][0]}”的工单" if step in STEPS else "工单"


def _behind(measure: Counted, scope: Scope, at: datetime, of: str, part: str) -> QuerySet[Any]:
    """Ids of the cases behind a number."""
    if isinstance(measure, Tally):
        return measure.cases(scope.period, at, of, part)
    return measure.records(scope.period, at, of, part).values("pk")


def _parts(request: Request, measure: Counted) -> list[tuple[str, str, str]]:
    """Numerator, denominator and the others, each as a link that keeps the rest of the URL. A number of one table over a number of another
    has no others."""
    links = []
    for code, label in PARTS.items():
        if code == "rest" and isinstance(measure, Tally) and measure.below:
            continue
        query = request.GET.copy()
        query.pop("cursor", None)
        query["part"] = code
        links.append((code, label, query.urlencode()))
    return links
