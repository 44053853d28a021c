"""Forms from verbs: one field per kind of the closed vocabulary."""

from bihuan.faces.shared.forms.verb_form import VerbForm, verb_form

__all__ = ["VerbForm", "verb_form"]
