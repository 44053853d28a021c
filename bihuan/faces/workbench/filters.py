"""What a list of cases is narrowed to. It lives in the URL, so a list can be saved and sent as a link."""

from typing import Any

import django_filters
from django import forms
from django.http import QueryDict

from bihuan.domain.cases.choices import Difficulty, Outcome, RequestType, State, Urgency
from bihuan.domain.cases.choices.states import OPEN, WITH_HANDLERS, WITH_OFFICE
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.search import CaseSearch
from bihuan.domain.organisations.choices import OfficeKind, RegionKind
from bihuan.domain.organisations.models import Office, Region
from bihuan.faces.shared.filters import ListFilter
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value

FAMILIES = {
    "open": ("在办（全部）", OPEN),
    "with-office": ("等派单办公室", WITH_OFFICE),
    "with-handlers": ("等承办单位", WITH_HANDLERS),
}
UNITS = 300  # so many fit into a select; beyond them one searches by code
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _states() -> list[Any]:
    families = [(code, label) for code, (label, _) in FAMILIES.items()]
    return [("阶段", families), ("状态", State.choices)]


class CaseFilter(ListFilter):
    """The controls. Nothing filters here: `wanted_of` hands their values to the one search that all faces share."""

    q = django_filters.CharFilter(label="编号、电话或内容", method="keep")
    state = django_filters.ChoiceFilter(label="状态", choices=_states, method="keep", empty_label="全部")
    request_type = django_filters.ChoiceFilter(
        label="类型", choices=RequestType.choices, method="keep", empty_label="全部"
    )
    urgency = django_filters.ChoiceFilter(
        label="紧急程度", choices=Urgency.choices, method="keep", empty_label="全部"
    )
    late = django_filters.BooleanFilter(label="已超期", widget=forms.CheckboxInput, method="keep")
    office = django_filters.ChoiceFilter(label="承办单位", method="keep", empty_label="全部")
    region = django_filters.ChoiceFilter(label="地区", method="keep", empty_label="全部")
    programme = django_filters.ChoiceFilter(label="来源项目", method="keep", empty_label="全部")
    channel = django_filters.ChoiceFilter(label="渠道", method="keep", empty_label="全部")
    difficulty = django_filters.ChoiceFilter(
        label="难易", choices=Difficulty.choices, method="keep", empty_label="全部"
    )
    category = django_filters.CharFilter(label="类别", method="keep")
    outcome = django_filters.ChoiceFilter(
        label="办理结果", choices=Outcome.choices, method="keep", empty_label="全部"
    )
    registered_from = django_filters.DateFilter(label="登记从", widget=DAY, method="keep")
    registered_to = django_filters.DateFilter(label="到", widget=DAY, method="keep")
    group = django_filters.BooleanFilter(label="群体诉求", widget=forms.CheckboxInput, method="keep")
    repeated = django_filters.BooleanFilter(label="重复或复发", widget=forms.CheckboxInput, method="keep")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = day_of(self.request.at)
        for name in ("programme", "channel"):
            self.filters[name].extra["choices"] = list(value(f"cases.{name}s", on=today).items())
        self.filters["office"].extra["choices"] = _units
        self.filters["region"].extra["choices"] = _areas

    def keep(self, rows: Any, name: str, chosen: Any) -> Any:
        return rows

    def _words(self, name: str, value: Any) -> str:
        """States stand in two groups; the chip needs the label alone."""
        if name == "state":
            return FAMILIES[value][0] if value in FAMILIES else State(value).label
        return super()._words(name, value)

    @property
    def shown(self) -> list[Any]:
        """The controls that are always open."""
        return [self.form[name] for name in ("q", "state", "request_type", "urgency", "late")]

    @property
    def more(self) -> list[Any]:
        """The controls behind 更多条件."""
        first = {field.name for field in self.shown}
        return [field for field in self.form if field.name not in first]

    @property
    def more_set(self) -> bool:
        """Whether one of those is set."""
        data = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        return any(data.get(field.name) for field in self.more)


def _units() -> list[tuple[str, str]]:
    units = Office.objects.filter(kind=OfficeKind.UNIT, closed_on=None).order_by("path")
    return list(units.values_list("code", "short_name")[:UNITS])


def _areas() -> list[tuple[str, str]]:
    kinds = [RegionKind.CITY, RegionKind.COUNTY, RegionKind.ZONE]
    areas = Region.objects.filter(to_on=None, kind__in=kinds).order_by("code")
    return list(areas.values_list("code", "name"))


def filter_of(request: Request, data: QueryDict | None = None) -> CaseFilter:
    """The filters of this request's URL."""
    return CaseFilter(request.GET if data is None else data, queryset=Case.objects.none(), request=request)


def wanted_of(filters: CaseFilter, request: Request) -> CaseSearch:
    """What the controls ask for; a wrong value narrows nothing and is said beside its field."""
    filters.form.is_valid()
    data = filters.form.cleaned_data
    state = data.get("state") or ""
    return CaseSearch(
        words=data.get("q") or "",
        states=tuple(sorted(FAMILIES[state][1])) if state in FAMILIES else ((state,) if state else ()),
        programme=data.get("programme") or "",
        channel=data.get("channel") or "",
        request_type=data.get("request_type") or "",
        urgency=data.get("urgency") or "",
        difficulty=data.get("difficulty") or "",
        category=data.get("category") or "",
        region=data.get("region") or "",
        handled_by=data.get("office") or "",
        outcome=data.get("outcome") or "",
        registered_from=data.get("registered_from"),
        registered_to=data.get("registered_to"),
        late_at=request.at if data.get("late") else None,
        group_only=bool(data.get("group")),
        repeated_only=bool(data.get("repeated")),
    )
