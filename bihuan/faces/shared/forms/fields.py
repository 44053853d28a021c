"""How each kind of input is asked for on a page. The vocabulary is closed: a new kind is added here and in `kernel.verbs`, nowhere else."""

from collections.abc import Callable
from types import NoneType
from typing import Any, get_args

from django import forms
from django.db.models import Choices

from bihuan.faces.shared.forms.limits import LimitField
from bihuan.faces.shared.forms.picks import PickField, PicksField
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Asked, InputKind

LINE_LENGTH = 200
NOTE_LENGTH = 5_000
TOO_LONG = "最多 %(limit_value)d 个字，现在有 %(show_value)d 个，请删短一些。"
Options = dict[str, Any]


def field_for(asked: Asked, actor: Actor) -> forms.Field:
    """The form field that asks for this input."""
    options: Options = {
        "label": asked.input.label,
        "help_text": asked.input.help,
        "required": asked.required,
        "initial": None if asked.required else asked.default,
        "error_messages": {"required": _please(asked), "max_length": TOO_LONG},
    }
    return _FIELDS[asked.input.kind](asked, actor, options)


def _please(asked: Asked) -> str:
    chosen = asked.input.kind in (InputKind.PICK, InputKind.PICKS, InputKind.CHOICE)
    return f"请{'选择' if chosen else '填写'}{asked.input.label}。"


def plain_type(type_: Any) -> Any:
    """`Grade | None` asks for a `Grade`; `tuple[Office, ...]` for an `Office`."""
    inner = [t for t in get_args(type_) if t not in (NoneType, Ellipsis)]
    return plain_type(inner[0]) if inner else type_


def _line(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return forms.CharField(max_length=LINE_LENGTH, **options)


def _note(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 5, "data-grow": ""})
    return forms.CharField(max_length=NOTE_LENGTH, widget=widget, **options)


def _flag(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return forms.BooleanField(**{**options, "required": False})


def _verdict(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    yes, no = asked.input.label, asked.input.no
    said = {"label": asked.input.legend, "error_messages": {"required": f"请选择{yes}还是{no}。"}}
    return forms.TypedChoiceField(
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
        **{**options, **said},
    )


def _count(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=widget, **options)


def _day(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _moment(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)


def _choice(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    choices: type[Choices] = plain_type(asked.type)
    few = len(choices.choices) <= 5
    rows = list(choices.choices) if asked.required and few else [("", "请选择"), *choices.choices]
    widget = forms.RadioSelect() if asked.required and few else forms.Select()
    return forms.TypedChoiceField(
        choices=rows,
        coerce=choices,
        empty_value=asked.default if not asked.required else None,
        widget=widget,
        **options,
    )


def _pick(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return PickField(asked.input.source, actor, **options)


def _picks(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return PicksField(asked.input.source, actor, **options)


def _files(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return FilesField(actor, **{**options, "initial": None})


def _limit(asked: Asked, actor: Actor, options: Options) -> forms.Field:
    return LimitField(as_text=plain_type(asked.type) is str, **options)


_FIELDS: dict[InputKind, Callable[[Asked, Actor, Options], forms.Field]] = {
    InputKind.LINE: _line,
    InputKind.NOTE: _note,
    InputKind.FLAG: _flag,
    InputKind.VERDICT: _verdict,
    InputKind.COUNT: _count,
    InputKind.DAY: _day,
    InputKind.MOMENT: _moment,
    InputKind.CHOICE: _choice,
    InputKind.PICK: _pick,
    InputKind.PICKS: _picks,
    InputKind.FILES: _files,
    InputKind.LIMIT: _limit,
}
