"""The one form by which anybody reports: what, where, who. Few fields must be filled; the rest helps."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.organisations.choices import RegionKind
from bihuan.domain.organisations.queries.regions import regions_on
from bihuan.faces.portal.guards import is_too_quick, started_now
from bihuan.faces.portal.receipts import PUBLIC
from bihuan.faces.shared.forms.uploads import FilesField, FilesWidget
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers import phone, uscc
from bihuan.kernel.refusals import Malformed

KEY_LENGTH = 128
KINDS = [
    (RequestType.REQUEST, "请帮忙解决一个问题"),
    (RequestType.COMPLAINT, "投诉一个单位或它的服务"),
    (RequestType.REPORT, "举报违法违规"),
    (RequestType.INQUIRY, "问一个问题"),
    (RequestType.SUGGESTION, "提一个建议"),
    (RequestType.PRAISE, "表扬"),
]
IDENTITIES = [
    (Identity.NAMED, "留姓名和电话，承办单位可以直接联系我"),
    (Identity.SEALED, "留姓名和电话，但保密：承办单位看不到我是谁，也看不到我的原话和照片"),
    (Identity.ANONYMOUS, "不留姓名和电话：只能凭编号和查询码自己来看结果"),
]
ONLY_RECORDINGS = "（没有写字，要反映的内容在录音、照片或视频里。）"
TALL = {"rows": 6, "data-grow": ""}


class CaptureWidget(FilesWidget):
    """Camera, recorder and album, each its own button on a phone; one field for all of them."""

    template_name = "portal/widgets/capture.html"


class AskedField(forms.CharField):
    """Asked of everybody, and yet its absence is judged with the rest of the form: a recording for words, no name for no number."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value else ""


class ReportForm(forms.Form):
    """Everything that was typed comes back after a mistake; files that were received stay received."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    use_required_attribute = False
    error_css_class = "has-error"

    submission_key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)
    started = forms.CharField(required=False, widget=forms.HiddenInput)
    occurred_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    latitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    longitude = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    homepage = forms.CharField(
        required=False,
        label="网址（请留空）",
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    content = AskedField(
        max_length=5000,
        label="什么事",
        help_text="一两句话就行：发生了什么，希望怎么解决。",
        widget=forms.Textarea(attrs=TALL),
        error_messages={"max_length": "最多写 5000 字，现在有 %(show_value)d 字。"},
    )
    request_type = forms.ChoiceField(
        choices=KINDS, initial=RequestType.REQUEST, label="我要", widget=forms.Select
    )
    address = forms.CharField(
        required=False,
        max_length=200,
        label="在哪里",
        help_text="如：沙市区江津路和园林路路口东北角。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    region = forms.ChoiceField(required=False, label="属于哪个县市区")
    identity = forms.ChoiceField(
        choices=IDENTITIES,
        initial=Identity.NAMED,
        label="怎样留名",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎样留名。"},
    )
    phone = AskedField(
        max_length=32,
        label="电话",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    name = forms.CharField(
        required=False,
        max_length=64,
        label="怎么称呼您",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_time = forms.CharField(
        required=False, max_length=60, label="什么时候方便接电话", help_text="如：晚上七点以后。"
    )
    wants_sms = forms.BooleanField(required=False, initial=True, label="有进展时发短信告诉我")
    affected_name = forms.CharField(required=False, max_length=64, label="当事人怎么称呼")
    affected_phone = forms.CharField(
        required=False,
        max_length=32,
        label="当事人的电话",
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    uscc = forms.CharField(
        required=False,
        max_length=30,
        label="统一社会信用代码",
        help_text="营业执照上的 18 位代码。填了就按企业诉求办理。",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, at: datetime) -> None:
        initial = {"submission_key": uuid4().hex, "started": started_now(at)}
        super().__init__(data, files, initial=initial)
        self.at = at
        self.fields["files"] = FilesField(
            PUBLIC, label="照片、录音或视频", required=False, widget=CaptureWidget()
        )
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", "说不清，由工作人员判断"), *_regions(at)]

    def receive_files(self) -> None:
        """Take in the uploads first: they stay whatever comes of the rest."""
        field = self.fields["files"]
        assert isinstance(field, FilesField)
        field.receive(field.widget.value_from_datadict(self.data, self.files, "files"), self.at)

    @property
    def is_for_another(self) -> bool:
        """Whether the part for the affected person is open."""
        return self._has("affected_name", "affected_phone")

    @property
    def is_a_firm(self) -> bool:
        return self._has("uscc")

    def _has(self, *names: str) -> bool:
        return any(self.data.get(name) or name in self.errors for name in names) if self.is_bound else False

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError("请把“网址”一栏清空再发送：它是用来识别自动程序的。")
        return ""

    def clean_phone(self) -> str:
        return _phone(self.cleaned_data["phone"])

    def clean_affected_phone(self) -> str:
        return _phone(self.cleaned_data["affected_phone"])

    def clean_uscc(self) -> str:
        said = self.cleaned_data["uscc"].strip()
        try:
            return uscc(said) if said else ""
        except Malformed as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean_occurred_at(self) -> datetime | None:
        return moment_of(self.cleaned_data["occurred_at"])

    def clean_latitude(self) -> Decimal | None:
        return _degrees(self.cleaned_data["latitude"], 90)

    def clean_longitude(self) -> Decimal | None:
        return _degrees(self.cleaned_data["longitude"], 180)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if is_too_quick(self.data.get("started", ""), self.at):
            self._show_again()
            raise ValidationError("请再看一遍内容，然后点“发送”。")
        if "content" in said and not said["content"].strip() and not said.get("files"):
            self.add_error("content", "请写一两句话说明是什么事，或者录音、拍照。")
        if said.get("identity") != Identity.ANONYMOUS and not said.get("phone") and "phone" in said:
            self.add_error("phone", "请填写电话，办好了才能告诉您；不想留电话，请选“不留姓名和电话”。")
        return said

    def _show_again(self) -> None:
        """The next press counts as a person's."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["started"] = started_now(self.at)
        self.data = data

    def refuse(self, refusal: Malformed) -> None:
        """A refusal of the action beside its field; those of fields that this form has not, on top."""
        sentences = refusal.fields or {"": str(refusal)}
        for field, sentence in sentences.items():
            self.add_error(field if field in self.fields else None, sentence)


def _regions(at: datetime) -> list[tuple[str, str]]:
    rows = regions_on(day_of(at)).filter(kind__in=[RegionKind.COUNTY, RegionKind.ZONE])
    return list(rows.order_by("code").values_list("code", "name"))


def _phone(text: str) -> str:
    try:
        return str(phone(text)) if text.strip() else ""
    except Malformed as refusal:
        raise ValidationError(str(refusal)) from refusal


def moment_of(text: str) -> datetime | None:
    """The phone's own time; one that cannot be read is left out."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _degrees(text: str, most: int) -> Decimal | None:
    try:
        value = Decimal(text).quantize(Decimal("0.000001")) if text.strip() else None
    except InvalidOperation:
        return None
    return value if value is not None and abs(value) <= most else None
