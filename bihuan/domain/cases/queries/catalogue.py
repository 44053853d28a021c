"""Where a case could go: suggested with reasons, decided by a person."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.domain.cases.choices import LegRole, LegState
from bihuan.domain.cases.models import Case, DispatchRule, Leg, Precedent
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.hands import may_not_receive
from bihuan.domain.cases.rules.suggesting import RuleFacts, categories_of, ranked
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.calendar import Limit
from bihuan.kernel.search.queries import matching

LIKE_CASES = 200  # how many parts of like cases are looked at
SHOWN = 5


@dataclass
class Suggestion:
    """One office and why; `sure` from 0 to 100 orders them and is told to the dispatcher."""

    office: Office
    sure: int
    reasons: list[str] = field(default_factory=list)
    co_offices: list[Office] = field(default_factory=list)
    limit: Limit | None = None
    rule: DispatchRule | None = None


def suggest_dispatch(case: Case, on: date) -> list[Suggestion]:
    """The offices that come into question on a day, the surest first: catalogue rows in force, rulings, and how like cases were
    dispatched. Never one that may not receive it."""
    found: dict[int, Suggestion] = {}
    _from_catalogue(case, on, found)
    _from_precedents(case, found)
    _from_like_cases(case, found)
    facts = facts_of(case)
    fit = [one for one in found.values() if not may_not_receive(facts, frozenset(one.office.line_ids))]
    return sorted(fit, key=lambda one: (-one.sure, one.office.pk))[:SHOWN]


def rules_on(on: date) -> QuerySet[DispatchRule]:
    """The catalogue as it holds on a day."""
    in_force = DispatchRule.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    return in_force.select_related("lead", "region", "respondent").order_by("category", "id")


def precedents(
    *,
    category: str = "",
    region: Region | None = None,
    respondent: Office | None = None,
    words: str = "",
) -> QuerySet[Precedent]:
    """Rulings, the newest first; each condition narrows. A category finds those under it, too."""
    found = Precedent.objects.select_related("case", "office", "region", "respondent", "reasons")
    if category:
        found = found.filter(Q(category=category) | Q(category__startswith=f"{category}/"))
    if region is not None:
        found = found.filter(region=region)
    if respondent is not None:
        found = found.filter(respondent=respondent)
    return (matching(found, "precedent", words) if words.strip() else found).order_by("-id")


def _from_catalogue(case: Case, on: date, found: dict[int, Suggestion]) -> None:
    rows = rules_on(on).filter(category__in=categories_of(case.category)).prefetch_related("co_offices")
    by_id = {row.pk: row for row in rows}
    order = ranked(
        [RuleFacts(row.pk, row.category, row.region_id, row.respondent_id) for row in by_id.values()],
        category=case.category,
        regions=(case.region.pk, *case.region.ancestor_ids) if case.region else (),
        respondents=case.respondent.line_ids if case.respondent else (),
    )
    for place, fitting in enumerate(order):
        row = by_id[fitting.id]
        one = _one(found, row.lead, 90 - 10 * min(place, 3))
        one.reasons.append(f"派单目录：{_row_in_words(row)}（依据 {row.document}）")
        if one.rule is None:
            one.rule, one.co_offices = row, list(row.co_offices.all())
            one.limit = Limit.parse(row.limit) if row.limit else None


def _from_precedents(case: Case, found: dict[int, Suggestion]) -> None:
    if not case.category:
        return
    for ruling in precedents(category=case.category).exclude(case=case)[:3]:
        one = _one(found, ruling.office, 60)
        one.reasons.append(f"裁定先例：{ruling.case.number} 裁定由{ruling.office.short_name}办")


def _from_like_cases(case: Case, found: dict[int, Suggestion]) -> None:
    if not case.category:
        return
    like = Leg.objects.filter(
        case__category=case.category, parent=None, role=LegRole.LEAD, state=LegState.COMPLETED
    ).exclude(case=case)
    units = list(like.order_by("-id").values_list("office__unit_id", flat=True)[:LIKE_CASES])
    offices = Office.objects.in_bulk([pk for pk in units if pk])
    for pk, times in Counter(pk for pk in units if pk).most_common(3):
        one = _one(found, offices[pk], 50 * times // len(units))
        one.reasons.append(f"同类诉求 {len(units)} 件中，{times} 件由{offices[pk].short_name}办结")


def _one(found: dict[int, Suggestion], office: Office, sure: int) -> Suggestion:
    """The suggestion of this office: each further reason makes it a little surer."""
    unit = office.unit_id or office.pk
    if unit not in found:
        found[unit] = Suggestion(office, sure)
    else:
        found[unit].sure = min(99, max(found[unit].sure, sure) + 5)
    return found[unit]


def _row_in_words(row: DispatchRule) -> str:
    parts = [row.category or "各类", row.region.name if row.region else "", str(row.respondent or "")]
    return "、".join(part for part in parts if part) + f"→{row.lead.short_name}"
