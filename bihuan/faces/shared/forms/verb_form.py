"""A Django form made from a verb's inputs."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from bihuan.faces.shared.forms.fields import field_for
from bihuan.faces.shared.forms.picks import PickField
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Verb

KEY_LENGTH = 128


class VerbForm(forms.Form):
    """The inputs of one verb, the version that its author saw, and the key that makes sending it twice harmless."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    error_css_class = "has-error"

    submission_key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, verb: Verb, actor: Actor, **kwargs: Any
    ) -> None:
        initial = {"submission_key": uuid4().hex, **kwargs.pop("initial", {})}
        super().__init__(data, files, initial=initial, **kwargs)
        self.verb = verb
        for asked in verb.inputs:
            self.fields[asked.name] = field_for(asked, actor)
        self._offer_initial()
        self._offer_again()

    def _offer_initial(self) -> None:
        """A select that begins with a row offers it."""
        for name, field in self.fields.items():
            if isinstance(field, PickField) and self.initial.get(name) not in (None, ""):
                value = self.initial[name]
                self.initial[name] = value if isinstance(value, str) else field.as_keys(value)
                field.offer("", field.keys_of(self.initial[name]))

    def _offer_again(self) -> None:
        """After a round trip a select offers what was found and what was chosen."""
        if not self.is_bound:
            return
        for name, field in self.fields.items():
            if isinstance(field, PickField):
                key = self.add_prefix(name)
                chosen = field.widget.value_from_datadict(self.data, self.files, key)
                field.offer(field.widget.words, field.keys_of(chosen))

    def receive_files(self, at: datetime) -> None:
        """Take in the uploads, before anything else: they stay received whatever comes of the rest."""
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                files = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                field.receive(files, at)

    @property
    def is_searching(self) -> bool:
        """The search button of a picker was pressed: the form comes back, nothing is done."""
        return any(name.endswith("__search") for name in self.data)

    def be_quiet(self) -> None:
        """Shown again before it was sent: nothing is wrong yet."""
        self._errors = ErrorDict()

    def see(self, seq: int) -> None:
        """The form now knows the newest version. A new key: what is sent next is a new decision."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        data[self.add_prefix("seen")] = str(seq)
        data[self.add_prefix("submission_key")] = uuid4().hex
        self.data = data

    def inputs(self) -> dict[str, Any]:
        """The action's keywords. What was left empty takes the action's own default."""
        return {a.name: self._input(a.name, a.default, a.required) for a in self.verb.inputs}

    def _input(self, name: str, default: Any, required: bool) -> Any:
        value = self.cleaned_data.get(name)
        if not required and value in self.fields[name].empty_values:
            return default
        return value

    def refuse_fields(self, sentences: dict[str, str]) -> None:
        """A refusal that names fields is shown beside them."""
        for name, sentence in sentences.items():
            self.add_error(name if name in self.fields else None, sentence)


def verb_form(verb: Verb, actor: Actor, *, seen: int | None = None, **kwargs: Any) -> VerbForm:
    """An empty form for this verb."""
    return VerbForm(verb=verb, actor=actor, initial={"seen": seen}, **kwargs)
