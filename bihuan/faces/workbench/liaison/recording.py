"""On the phone, in a factory, without a network: the visit with its ten questions, and a need in seconds.

Both pages are blank forms of this steward's own firms; they are kept on the phone, sent later, once. Last visit's promises stand first.
"""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import UPCOMING, QuestionKind, VisitKind
from bihuan.domain.liaison.models import Edition, Pairing, Promise, Question, Visit
from bihuan.domain.liaison.queries import Aspect, aspects_on, visit_for
from bihuan.domain.liaison.queries.questions import edition_on
from bihuan.domain.liaison.rules.questions import NO, YES
from bihuan.domain.liaison.rules.visits import VISITORS
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of, verb_page
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.liaison.kinds import kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed, Refusal
from bihuan.kernel.submissions import once

NEEDS, PROMISES = 3, 2
SHORT = {"rows": 2, "data-grow": ""}
Fields = dict[str, Any]


class PhoneForm(forms.Form):
    """What both forms have: the firm, the phone's key and time, photos."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    error_css_class = "has-error"
    use_required_attribute = False

    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    occurred_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    firm = forms.ChoiceField(label="企业", error_messages={"required": "请选择企业。"})

    def __init__(
        self, request: Request, firms: dict[str, Enterprise], data: Any = None, files: Any = None
    ) -> None:
        super().__init__(
            data, files, initial={"submission_key": uuid4().hex, "firm": request.GET.get("firm", "")}
        )
        self.firms, self.at = firms, request.at
        # one that the city has not named yet is nothing to choose
        self.aspects: list[Aspect] = [one for one in aspects_on(day_of(request.at)) if one.is_named]
        firm = self.fields["firm"]
        assert isinstance(firm, forms.ChoiceField)
        firm.choices = [("", "请选择"), *((code, one.name) for code, one in firms.items())]
        self.fields["photos"] = FilesField(request.actor, label="照片", required=False)

    def receive_files(self) -> None:
        """Uploads stay received whatever comes of the rest."""
        field = self.fields["photos"]
        assert isinstance(field, FilesField)
        field.receive(field.widget.value_from_datadict(self.data, self.files, "photos"), self.at)

    def clean_firm(self) -> Enterprise:
        return self.firms[self.cleaned_data["firm"]]

    def clean_occurred_at(self) -> Any:
        """The phone's own time; one that cannot be read is left out."""
        try:
            moment = parse_datetime(self.cleaned_data["occurred_at"])
        except ValueError:
            return None
        return moment if moment is not None and moment.tzinfo else None

    def refuse(self, refusal: Refusal) -> None:
        """A refusal beside its field; one of a field that this form has not, on top."""
        fields = refusal.fields if isinstance(refusal, Malformed) else {}
        for name, sentence in fields.items():
            self.add_error(
                *((name, sentence) if name in self.fields else (None, f"{refusal.sentence}{sentence}"))
            )
        if not fields:
            self.add_error(None, str(refusal))

    @property
    def photos(self) -> list[Attachment]:
        return list(self.cleaned_data["photos"])


class NeedForm(PhoneForm):
    """One need: which firm, which of the ten aspects, what."""

    field_order = ("firm", "aspect", "content", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["aspect"] = forms.ChoiceField(
            label="哪个方面",
            widget=forms.RadioSelect,
            choices=[(aspect.code, aspect.name) for aspect in self.aspects],
            error_messages={"required": "请选择哪个方面。"},
        )
        self.fields["content"] = forms.CharField(
            label="什么问题",
            max_length=5000,
            help_text="一两句话就行。发送后马上成为工单。",
            widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}),
            error_messages={"required": "请写是什么问题。"},
        )
        self.order_fields(self.field_order)


class VisitForm(PhoneForm):
    """The ten questions of the edition that holds, up to three needs, up to two promises, a few words, photos."""

    def __init__(self, *args: Any, edition: Edition | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = list(edition.questions.all()) if edition else []
        self.fields["kind"] = forms.ChoiceField(
            label="形式",
            widget=forms.RadioSelect,
            choices=[(VisitKind.VISIT, "上门走访"), (VisitKind.CALL, "电话联系")],
            initial=VisitKind.VISIT,
        )
        for question in self.questions:
            self.fields[f"answer_{question.code}"] = _question_field(question)
        for place in range(NEEDS):
            self.fields |= _need_fields(place, self.aspects)
        for place in range(PROMISES):
            self.fields |= _promise_fields(place)
        self.fields["summary"] = forms.CharField(
            label="走访记录",
            max_length=5000,
            help_text="看到什么、谈了什么，一两句话。",
            widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""}),
            error_messages={"required": "请写一两句走访记录。"},
        )

    def clean(self) -> Fields:
        said = self.cleaned_data
        for place in range(NEEDS):
            if bool(said.get(f"need_aspect_{place}")) != bool(said.get(f"need_{place}")):
                self.add_error(f"need_{place}", ValidationError("登记问题要选方面，也要写是什么问题。"))
        for place in range(PROMISES):
            if bool(said.get(f"promise_{place}")) != bool(said.get(f"promise_on_{place}")):
                self.add_error(f"promise_{place}", ValidationError("承诺要写做什么，也要写到哪一天。"))
        return said

    def answers(self) -> dict[str, tuple[str, str]]:
        found = {question.code: self.cleaned_data[f"answer_{question.code}"] for question in self.questions}
        return {code: (value, "") for code, value in found.items() if value}

    def needs(self) -> list[actions.Raised]:
        said = self.cleaned_data
        return [
            actions.Raised(said[f"need_aspect_{place}"], said[f"need_{place}"])
            for place in range(NEEDS)
            if said[f"need_{place}"]
        ]

    def promises(self) -> list[actions.Promised]:
        said = self.cleaned_data
        return [
            actions.Promised(said[f"promise_{place}"], said[f"promise_on_{place}"])
            for place in range(PROMISES)
            if said[f"promise_{place}"]
        ]

    def asked(self) -> list[dict[str, Any]]:
        """The questions under their aspects, as the page draws them."""
        names = {aspect.code: aspect.name for aspect in self.aspects}
        shown, last = [], ""
        for question in self.questions:
            heading = names.get(question.aspect, question.aspect) if question.aspect != last else ""
            last = question.aspect
            shown.append({"question": question, "field": self[f"answer_{question.code}"], "aspect": heading})
        return shown

    def raised(self) -> list[tuple[Any, Any]]:
        return [(self[f"need_aspect_{place}"], self[f"need_{place}"]) for place in range(NEEDS)]

    def promised(self) -> list[tuple[Any, Any]]:
        return [(self[f"promise_{place}"], self[f"promise_on_{place}"]) for place in range(PROMISES)]


def _question_field(question: Question) -> forms.Field:
    """Radio buttons as large as a thumb; a number pad for numbers. Nothing must be answered."""
    hint = f"上面答“{question.asked_if_answer}”时问。" if question.asked_if else ""
    if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        options = [YES, NO] if question.kind == QuestionKind.YES_NO else question.options
        return forms.ChoiceField(
            label=question.text,
            required=False,
            help_text=hint,
            widget=forms.RadioSelect,
            choices=[(option, option) for option in options],
        )
    number = question.kind == QuestionKind.NUMBER
    attrs = {"inputmode": "decimal", "autocomplete": "off"} if number else {}
    return forms.CharField(
        label=question.text,
        required=False,
        max_length=80,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
    )


def _need_fields(place: int, aspects: list[Aspect]) -> dict[str, forms.Field]:
    options = [("", "不登记"), *((aspect.code, aspect.name) for aspect in aspects)]
    return {
        f"need_aspect_{place}": forms.ChoiceField(label="方面", required=False, choices=options),
        f"need_{place}": forms.CharField(
            label="什么问题", required=False, max_length=5000, widget=forms.Textarea(attrs=SHORT)
        ),
    }


def _promise_fields(place: int) -> dict[str, forms.Field]:
    return {
        f"promise_{place}": forms.CharField(
            label="承诺做什么", required=False, max_length=500, widget=forms.Textarea(attrs=SHORT)
        ),
        f"promise_on_{place}": forms.DateField(
            label="到哪一天", required=False, widget=forms.DateInput(attrs={"type": "date"})
        ),
    }


@staff(*VISITORS)
@offline_page
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request) -> HttpResponse:
    """走访记录: opens without a network; POST takes it once, now or later."""
    edition = edition_on(day_of(request.at))
    firms = firms_for(request.actor)
    if request.method != "POST":
        return _visit_page(request, VisitForm(request, firms, edition=edition))
    form = VisitForm(request, firms, request.POST, request.FILES, edition=edition)
    form.receive_files()
    if not form.is_valid():
        return _visit_page(request, form, status=422)
    try:
        answer = _once(request, form, lambda: _record(request, form))
    except Refusal as refusal:
        form.refuse(refusal)
        return _visit_page(request, form, status=refusal.status)
    messages.success(request, answer["message"])
    return redirect(answer["url"])


def _record(request: Request, form: VisitForm) -> dict[str, Any]:
    visit = actions.record_contact(
        enterprise=form.cleaned_data["firm"],
        by=request.actor,
        at=request.at,
        kind=VisitKind(form.cleaned_data["kind"]),
        summary=form.cleaned_data["summary"],
        answers=form.answers(),
        needs=form.needs(),
        promises=form.promises(),
        photos=form.photos,
        occurred_at=form.cleaned_data["occurred_at"],
    )
    needs = len(form.needs())
    message = f"走访 {visit.number} 已登记" + (f"，{needs} 个问题已成为工单。" if needs else "。")
    return {"url": reverse("workbench:visits-one", args=[visit.number]), "message": message}


def record_one(request: Request, number: str) -> HttpResponse:
    """From a visit's page: whoever leads it fills in the ten questions; a bureau that came along writes what it saw."""
    noun = kinds()["visits"].noun
    visit = visit_for(request.actor, number)
    if request.method != "POST" and visit.visitor_id in request.actor.hands and visit.state in UPCOMING:
        return redirect(f"{reverse('workbench:record-visit')}?firm={visit.enterprise.code}")
    return verb_page(noun)(request, number=number, verb="record")


@staff(*VISITORS)
@offline_page
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: Request) -> HttpResponse:
    """提出问题, in seconds, also without a network."""
    firms = firms_for(request.actor)
    if request.method != "POST":
        return _need_page(request, NeedForm(request, firms))
    form = NeedForm(request, firms, request.POST, request.FILES)
    form.receive_files()
    if not form.is_valid():
        return _need_page(request, form, status=422)
    try:
        answer = _once(request, form, lambda: _raise(request, form))
    except Refusal as refusal:
        form.refuse(refusal)
        return _need_page(request, form, status=refusal.status)
    messages.success(request, answer["message"])
    return redirect(answer["url"])


def _raise(request: Request, form: NeedForm) -> dict[str, Any]:
    said = form.cleaned_data
    need = actions.raise_need(
        enterprise=said["firm"],
        by=request.actor,
        at=request.at,
        aspect=said["aspect"],
        content=said["content"],
        photos=form.photos,
        occurred_at=said["occurred_at"],
    )
    return {
        "url": reverse("workbench:needs-one", args=[need.number]),
        "message": f"已登记，工单 {need.number}。接下来：选一项帮扶措施，或说明都不合适。",
    }


def _once(request: Request, form: PhoneForm, do: Any) -> dict[str, Any]:
    return once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=do,
    )


def firms_for(actor: Actor) -> dict[str, Enterprise]:
    """The firms that I keep company, and those to which I am going; by code, in the order of their names."""
    kept = Pairing.objects.filter(steward__in=actor.hands, ended_on=None).values("enterprise")
    going = Visit.objects.filter(visitor__in=actor.hands, state__in=sorted(UPCOMING)).values("enterprise")
    rows = Enterprise.objects.filter(pk__in=kept) | Enterprise.objects.filter(pk__in=going)
    return {firm.code: firm for firm in rows.select_related("region").distinct().order_by("name", "id")}


def _promises(firms: dict[str, Enterprise]) -> list[tuple[str, str, str, date]]:
    """(code, firm, text, until): what was promised and is not kept yet."""
    by_id = {firm.pk: (code, firm.name) for code, firm in firms.items()}
    open_ = (
        Promise.objects.filter(enterprise__in=by_id, state="OPEN")
        .select_related("text")
        .order_by("due_on", "id")
    )
    return [
        (*by_id[promise.enterprise_id], promise.text.text if promise.text else "", promise.due_on)
        for promise in open_
    ]


def _visit_page(request: Request, form: VisitForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "promises": _promises(form.firms)}
    return render(request, "workbench/liaison/record.html", context, status=status)


def _need_page(request: Request, form: NeedForm, status: int = 200) -> HttpResponse:
    return render(request, "workbench/liaison/need.html", {"form": form}, status=status)
