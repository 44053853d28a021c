"""Filters that live in the URL. A list's filters are a django-filter `FilterSet`; this draws them and says which are set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the URL without it."""

    label: str
    words: str
    without: str


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """Base of every list's filters: a wrong value is said beside its field and narrows nothing."""

    def chips(self) -> list[Chip]:
        """What narrows this list now."""
        if not self.is_bound or not self.form.is_valid():
            return []
        values: Mapping[str, Any] = self.form.cleaned_data
        return [
            Chip(str(field.label or name), self._words(name, values[name]), self._without(name))
            for name, field in self.form.fields.items()
            if values.get(name) not in (None, "", [], False) and not field.widget.is_hidden
        ]

    def _words(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.form.fields[name], "choices", ()))
        if value is True:
            return "是"
        many = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(str(choices.get(str(v), v)) for v in many)

    def _without(self, name: str) -> str:
        left = self.data.copy()
        for key in [k for k in left if k == name or k.startswith(f"{name}_") or k == "cursor"]:
            del left[key]
        return f"?{left.urlencode()}"


def filtered(filters: type[ListFilter], rows: Any, request: HttpRequest) -> ListFilter:
    """The filter set of this request: `.qs` are the rows, `.form` the controls, `.chips()` what is set."""
    return filters(request.GET, queryset=rows, request=request)
