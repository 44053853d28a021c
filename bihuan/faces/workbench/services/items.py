"""The catalogue: a list by unit, one page per item with its draft, versions, faults; the report of all faults."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.actions import open_item
from bihuan.domain.services.choices import ItemKind, ProjectType
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import content_of, item_for, versions_in_force, versions_of
from bihuan.domain.services.queries.consistency import (
    faults_by_rule,
    faulty_versions,
    kept_faults,
    reports_by_unit,
)
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.queries.finding import find_services
from bihuan.domain.services.queries.versions import compare_versions
from bihuan.domain.services.rules.checks import CHECKS, check_of, faults_of
from bihuan.domain.services.rules.comparing import Gain
from bihuan.domain.services.rules.content import ItemContent
from bihuan.domain.services.rules.items import may_keep_somewhere
from bihuan.domain.services.verbs import ITEM_VERBS
from bihuan.faces.shared.filters import ListFilter, filtered
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import timeline_of
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal import history
from bihuan.kernel.verbs import Verb

PARTS = ("describe", "set_limits", "set_visits", "set_fees")
ROWS = {"set_step": "steps", "set_material": "materials", "set_question": "questions"}


def item_url(item: Item) -> str:
    return reverse("workbench:item", args=[item.task_code])


def latest(item: Item) -> ItemVersion | None:
    """The draft, else what was last published."""
    return item.versions.filter(published_at=None).first() or versions_of(item).last()


def initial_of(verb: Verb, item: Item) -> dict[str, Any]:
    """Forms of a part begin with what the draft says."""
    if verb.code not in PARTS:
        return {}
    version = latest(item)
    return {asked.name: getattr(version, asked.name) for asked in verb.inputs} if version else {}


ITEMS = Noun(
    table=ITEM_VERBS,
    find=item_for,
    facts=item_facts,
    subject=lambda item: item.subject,
    home=item_url,
    name=lambda item: f"事项“{latest(item) or item.task_code}”",
    initial=initial_of,
)
OPENING = Making(
    label="登记事项",
    action=open_item,
    may=may_keep_somewhere,
    back="workbench:items",
    back_label="政务服务事项",
    url=item_url,
    lead="先登记名称和编码，再逐项填写时限、到场、收费、环节、材料、窗口，最后发布。发布前会检查有没有自相矛盾。",
    done="已登记。接下来逐项填写，再发布。",
)


class ItemFilter(ListFilter):
    """By words, unit, kind, and what is offered how."""

    q = django_filters.CharFilter(label="名称或实施编码", method="by_words")
    unit = django_filters.ChoiceFilter(label="单位", method="by_unit", empty_label="全部")
    kind = django_filters.ChoiceFilter(label="事项类型", choices=ItemKind.choices, empty_label="全部")
    project_type = django_filters.ChoiceFilter(
        label="办件类型", choices=ProjectType.choices, empty_label="全部"
    )
    frequent = django_filters.ChoiceFilter(
        label="高频事项", choices=[("yes", "只看高频")], method="by_frequency", empty_label="全部"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Office.objects.filter(pk__in=Item.objects.values("unit")).order_by("code")
        self.filters["unit"].extra["choices"] = list(units.values_list("code", "short_name"))

    def by_frequency(self, rows: Any, name: str, said: str) -> Any:
        return rows.filter(high_frequency=True)

    def by_words(self, rows: Any, name: str, words: str) -> Any:
        words = words.strip()
        found, _ = find_services(words, on=day_of(self.request.at))
        return rows.filter(item__task_code=words) | rows.filter(pk__in=found.values("pk"))

    def by_unit(self, rows: Any, name: str, code: str) -> Any:
        office = Office.objects.filter(code=code.strip()).first()
        return rows.filter(item__unit__path__startswith=office.path) if office else rows.none()


@staff()
@require_safe
def items(request: Request) -> HttpResponse:
    """What is in force today; those still being drafted for the first time above."""
    today = day_of(request.at)
    filters = filtered(ItemFilter, versions_in_force(today), request)
    page = page_of(filters.qs.select_related("item__unit"), request, order=("item_id",))
    drafts = ItemVersion.objects.filter(published_at=None).select_related("item__unit").order_by("-id")
    context = {
        "filters": filters,
        "page": page,
        "drafts": drafts[:20],
        "may_open": may_keep_somewhere(request.actor) is None,
        "is_narrowed": bool(request.GET),
    }
    return render(request, "workbench/items.html", context)


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version with what it saved against the one before."""

    version: ItemVersion
    gain: Gain | None
    now: bool


@staff()
@require_safe
def item(request: Request, number: str) -> HttpResponse:
    """One item: what it says now or in draft, what is wrong with it, its versions and their gains, its history."""
    found = item_for(request.actor, number)
    shown = latest(found)
    content = content_of(shown) if shown else ItemContent(name=found.task_code)
    facts = item_facts(found)
    answers = ITEM_VERBS.answers(facts, request.actor)
    context = {
        "item": found,
        "version": shown,
        "content": content,
        "faults": faults_of(content),
        "is_draft": shown is not None and shown.is_draft,
        "versions": _versions(found, day_of(request.at)),
        "windows": shown.offerings.all() if shown else (),
        "may_keep": any(refusal is None for verb, refusal in answers if verb.code == "describe"),
        "answers": [row for row in answers if row[0].code in ("publish", "discard", "stop")],
        "base_url": item_url(found),
        "timeline": timeline_of(history(found.subject)),
    }
    return render(request, "workbench/item.html", context)


def _versions(item: Item, today: date) -> list[VersionShown]:
    versions = list(versions_of(item).prefetch_related("steps", "materials"))
    begun = [version.place for version in versions if version.from_on and version.from_on <= today]
    last = max(begun, default=0)
    shown = []
    before: ItemVersion | None = None
    for version in versions:
        shown.append(
            VersionShown(
                version, compare_versions(before, version) if before else None, version.place == last
            )
        )
        before = version
    return shown[::-1]


@staff()
@require_safe
def report(request: Request) -> HttpResponse:
    """事项体检: what every rule found in the whole catalogue, by unit and by rule."""
    today = day_of(request.at)
    chosen, unit = check_of(request.GET.get("check", "")), request.GET.get("unit", "")
    found = faulty_versions(today, rule=chosen.code if chosen else "", unit=unit)
    page = page_of(found, request, order=("item_id",))
    units, by_rule = reports_by_unit(today), faults_by_rule(today)
    context = {
        "units": units,
        "checks": [(check, by_rule.get(check.code, 0)) for check in CHECKS],
        "total": sum(one.items for one in units),
        "faulty": sum(one.faulty for one in units),
        "page": page,
        "listed": [(version, kept_faults(version)) for version in page],
        "check": chosen,
        "unit": next((one.unit for one in units if one.unit.code == unit), None),
        "is_narrowed": bool(chosen or unit),
    }
    return render(request, "workbench/item_report.html", context)
