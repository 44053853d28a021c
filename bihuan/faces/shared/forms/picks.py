"""Picking rows of a vocabulary (offices, persons …). Up to fifty are a plain `<select>`; more are found by words first, which works
without JavaScript: the search button sends the form back, the rows found become the choices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import PICKERS, Picker

FEW = 50


class PickWidget(forms.Select):
    """A select that knows its vocabulary, so that the page can add a search box beside it."""

    template_name = "shared/widgets/pick.html"
    source = ""
    searchable = False
    words = ""
    found: int | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(
            source=self.source, searchable=self.searchable, words=self.words, found=self.found
        )
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.words = str(data.get(f"{name}__words", ""))
        return super().value_from_datadict(data, files, name)


class PicksWidget(PickWidget, forms.SelectMultiple):
    """The same for several rows."""

    allow_multiple_selected = True


class PickField(forms.Field):
    """One row of a vocabulary, by its public key. What the actor may not see does not exist."""

    widget: Any = PickWidget
    default_error_messages = {"gone": "没有找到“%(key)s”，请重新选择。"}

    def __init__(self, source: str, actor: Actor, **options: Any) -> None:
        super().__init__(**options)
        self.picker: Picker = PICKERS[source]
        self.actor = actor
        self.widget.source = source
        if self.initial is not None and not isinstance(self.initial, str):
            self.initial = self.as_keys(self.initial)
        self.offer("", self.keys_of(self.initial))

    def as_keys(self, value: Any) -> Any:
        return self.picker.key(value)

    def keys_of(self, value: Any) -> list[str]:
        """The keys in a raw value."""
        rows = value if isinstance(value, (list, tuple)) else [value]
        return [str(row) for row in rows if row not in (None, "")]

    def offer(self, words: str, chosen: list[str]) -> None:
        """Fill the select: everything where there is little, what the words find where there is much, and what was chosen before."""
        rows = self.picker.find(self.actor, words)
        self.widget.searchable = bool(words) or len(rows) > FEW
        self.widget.words, self.widget.found = words, len(rows) if words else None
        shown = {self.picker.key(row): self.picker.label(row) for row in rows[:FEW]}
        for key in chosen:
            if key not in shown and (row := self._row(key)) is not None:
                shown[key] = self.picker.label(row)
        empty = [] if isinstance(self.widget, forms.SelectMultiple) else [("", "请选择")]
        self.widget.choices = [*empty, *shown.items()]

    def to_python(self, value: Any) -> Any:
        rows = [self._get(key) for key in self.keys_of(value)]
        return rows[0] if rows else None

    def _get(self, key: str) -> Any:
        row = self._row(key)
        if row is None:
            raise ValidationError(self.error_messages["gone"], code="gone", params={"key": key})
        return row

    def _row(self, key: str) -> Any:
        try:
            return self.picker.get(self.actor, key)
        except Refusal:
            return None


class PicksField(PickField):
    """Several rows, in the order in which they stand in the vocabulary."""

    widget: Any = PicksWidget

    def as_keys(self, value: Any) -> Any:
        return [self.picker.key(row) for row in value]

    def to_python(self, value: Any) -> Any:
        return [self._get(key) for key in self.keys_of(value)]
