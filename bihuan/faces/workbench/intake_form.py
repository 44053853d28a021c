"""The call pad's form: typed while talking, in the order of a conversation."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.organisations.choices import RegionKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries.regions import regions_on
from bihuan.faces.shared.forms.picks import PickField
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers import phone
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed

TEL = {"type": "tel", "inputmode": "tel", "autocomplete": "off"}
OFF = {"autocomplete": "off"}
IDENTITIES = [
    (Identity.NAMED, "实名"),
    (Identity.SEALED, "实名保密：承办单位看不到是谁"),
    (Identity.ANONYMOUS, "匿名"),
]


class IntakeForm(forms.Form):
    """Number first; nothing but what happened and how to reach the caller must be filled."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    error_css_class = "has-error"

    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    occurred_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    phone = forms.CharField(
        label="来电号码", required=False, max_length=32, widget=forms.TextInput({**TEL, "autofocus": ""})
    )
    name = forms.CharField(label="姓名", required=False, max_length=64, widget=forms.TextInput(OFF))
    identity = forms.ChoiceField(
        label="怎样留名", choices=IDENTITIES, initial=Identity.NAMED, widget=forms.RadioSelect
    )
    content = forms.CharField(
        label="反映的问题",
        help_text="什么事、在哪里、什么时候、要求什么",
        max_length=5_000,
        widget=forms.Textarea({"rows": 7, "data-grow": ""}),
        error_messages={"required": "请写反映的问题。"},
    )
    request_type = forms.ChoiceField(
        label="类型", choices=RequestType.choices, initial=RequestType.REQUEST, widget=forms.RadioSelect
    )
    region = forms.ChoiceField(label="地区", required=False)
    address = forms.CharField(label="地点", required=False, max_length=200, widget=forms.TextInput(OFF))
    title = forms.CharField(
        label="标题", required=False, max_length=120, help_text="不填就取第一句", widget=forms.TextInput(OFF)
    )
    channel = forms.ChoiceField(label="渠道", initial="PHONE")
    programme = forms.ChoiceField(label="来源项目", initial="RESIDENT")
    contact_time = forms.CharField(
        label="方便回电的时间", required=False, max_length=60, widget=forms.TextInput(OFF)
    )
    wants_sms = forms.BooleanField(label="有进展时发短信", required=False, initial=True)
    external_id = forms.CharField(
        label="电话系统的录音编号", required=False, max_length=80, widget=forms.TextInput(OFF)
    )
    affected_name = forms.CharField(
        label="当事人姓名", required=False, max_length=64, widget=forms.TextInput(OFF)
    )
    affected_phone = forms.CharField(
        label="当事人电话", required=False, max_length=32, widget=forms.TextInput(TEL)
    )
    contact_name = forms.CharField(
        label="联系人姓名", required=False, max_length=64, widget=forms.TextInput(OFF)
    )
    contact_phone = forms.CharField(
        label="联系人电话", required=False, max_length=32, widget=forms.TextInput(TEL)
    )
    about_conduct = forms.BooleanField(
        label="反映的是这个单位的作风或行为", required=False, help_text="勾选后由上一级办理，不派给它"
    )
    entry = forms.CharField(required=False, widget=forms.HiddenInput)
    reply = forms.CharField(
        label="当场答复",
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 4, "data-grow": ""}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, at: datetime) -> None:
        super().__init__(data, files, initial={"submission_key": uuid4().hex, "region": _home(actor)})
        self.at = at
        on = day_of(at)
        self._choose("channel", list(value("cases.channels", on=on).items()))
        self._choose("programme", list(value("cases.programmes", on=on).items()))
        self._choose("region", [("", "说不清"), *_regions(at)])
        self.fields["enterprise"] = PickField("enterprise", actor, label="企业", required=False)
        self.fields["respondent"] = PickField("office", actor, label="被反映的单位", required=False)
        self.fields["files"] = FilesField(actor, label="附件", required=False)
        for name in ("enterprise", "respondent"):
            self._offer(name)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _offer(self, name: str) -> None:
        """After a round trip the select offers what was found and what was chosen."""
        field = self.fields[name]
        assert isinstance(field, PickField)
        # A long list is searched on the server as one types; the blank page must not depend on it.
        field.widget.searchable = True
        if self.is_bound:
            chosen = field.widget.value_from_datadict(self.data, self.files, name)
            field.offer(field.widget.words, field.keys_of(chosen))
            field.widget.searchable = True

    def receive_files(self) -> None:
        """Take in the uploads first: they stay whatever comes of the rest."""
        field = self.fields["files"]
        assert isinstance(field, FilesField)
        field.receive(field.widget.value_from_datadict(self.data, self.files, "files"), self.at)

    @property
    def has_others(self) -> bool:
        """Whether the parts for other persons are open."""
        names = ("affected_name", "affected_phone", "contact_name", "contact_phone")
        return self.is_bound and any(self.data.get(name) or name in self.errors for name in names)

    @property
    def answers_now(self) -> bool:
        """The second button: answered from a knowledge entry, on the telephone."""
        return self.is_bound and "answer" in self.data

    def clean_phone(self) -> str:
        return plain_phone(self.cleaned_data["phone"])

    def clean_affected_phone(self) -> str:
        return plain_phone(self.cleaned_data["affected_phone"])

    def clean_contact_phone(self) -> str:
        return plain_phone(self.cleaned_data["contact_phone"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("identity") != Identity.ANONYMOUS and "phone" in said and not said["phone"]:
            self.add_error("phone", "请填来电号码；不愿留的，请选“匿名”。")
        if self.answers_now and not said.get("reply", "").strip():
            self.add_error("reply", "请写当场怎么答复的。")
        return said

    def refuse(self, refusal: Malformed) -> None:
        """A refusal of the action beside its field; what this form has no field for stands on top."""
        for name, sentence in (refusal.fields or {"": str(refusal)}).items():
            self.add_error(name if name in self.fields else None, sentence)


def plain_phone(text: str) -> str:
    """The stored form of a number."""
    try:
        return str(phone(text)) if text.strip() else ""
    except Malformed as refusal:
        raise ValidationError(str(refusal)) from refusal


def _regions(at: datetime) -> list[tuple[str, str]]:
    kinds = [RegionKind.CITY, RegionKind.COUNTY, RegionKind.ZONE]
    return list(regions_on(day_of(at)).filter(kind__in=kinds).order_by("code").values_list("code", "name"))


def _home(actor: Actor) -> str:
    """A county's operator begins with the county."""
    office = Office.objects.select_related("area__region").filter(pk=actor.office_id or 0).first()
    region = office.area.region if office and office.area else None
    return region.code if region and region.kind != RegionKind.CITY else ""
