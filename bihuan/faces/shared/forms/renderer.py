"""Every form of the product is drawn by the same two templates, allauth's too."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
]


class Bound(forms.BoundField):
    """Adds our class to the control; Django adds `aria-describedby` and `aria-invalid`."""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        ours = next(name for kind, name in CLASSES if isinstance(widget, kind))
        given = {**widget.attrs, **built}.get("class", "")
        classes = " ".join(c for c in (given, ours, "is-invalid" if self.errors else "") if c)
        return {**built, "class": classes} if classes and not self.is_hidden else built

    @property
    def is_tick(self) -> bool:
        """One box with its label beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_group(self) -> bool:
        """Several controls under one legend."""
        return isinstance(
            self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)
        )


class Renderer(TemplatesSetting):
    form_template_name = "shared/form.html"
    field_template_name = "shared/field.html"
    bound_field_class = Bound
