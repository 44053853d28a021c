"""A time limit is asked for as a number and a unit: 3 个工作日."""

from typing import Any

from django import forms

from bihuan.faces.shared.wording import numbers
from bihuan.kernel.calendar import Limit

UNITS = [(code, words) for code, words in numbers.UNITS.items() if code != "wm"]


class LimitWidget(forms.MultiWidget):
    """Two controls under one label."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "aria-label": "数量"})
        super().__init__([number, forms.Select(choices=UNITS, attrs={"aria-label": "单位"})], attrs)

    def decompress(self, value: Any) -> list[Any]:
        amount, _, unit = str(value or "").partition(" ")
        return [amount, unit or "wd"]


class LimitField(forms.MultiValueField):
    """Gives a `Limit`, or its text `3 wd` where the action wants text."""

    widget = LimitWidget

    def __init__(self, *, as_text: bool = False, required: bool = True, **options: Any) -> None:
        self.as_text = as_text
        parts = (
            forms.IntegerField(min_value=1, max_value=9999, required=required),
            forms.ChoiceField(choices=UNITS, required=required),
        )
        super().__init__(parts, require_all_fields=False, required=required, **options)

    def compress(self, values: list[Any]) -> Any:
        if not values or not values[0]:
            return None
        text = f"{values[0]} {values[1]}"
        return text if self.as_text else Limit.parse(text)
