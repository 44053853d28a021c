"""At the window and on the path, on a phone or tablet: blank forms that also work without a network.

Every form goes to its own address and finds the sitting or walk that its author has open; forms that waited on the phone come in their
order, so the start comes first. The pages show nothing about any reporter or case; what has been written is read on the thing's own page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.queries.own import open_sitting, open_walk
from bihuan.domain.walkthroughs.verbs import SITTING_VERBS, WALK_VERBS
from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import View, staff
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal, WrongState
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb, VerbTable


@dataclass(frozen=True, slots=True)
class Place:
    """`start`: the verb that begins. `own`: what this actor has open. `codes`: the table's verbs that are at hand, the first ones open."""

    slug: str
    label: str
    noun: str
    start: Verb
    table: VerbTable
    codes: tuple[str, ...]
    own: Callable[[Actor], Any]
    home: str
    none: str
    # Verbs that need a yes of whose matter it is: the button says it, so that no box has to be ticked first.
    agreed: Mapping[str, str] = field(default_factory=dict)

    @property
    def verbs(self) -> Mapping[str, Verb]:
        return {"start": self.start} | {verb.slug: verb for verb in self.table if verb.code in self.codes}


WINDOW = Place(
    slug="sit",
    label="在窗口",
    noun="sitting",
    start=Verb("start", "开始坐窗口", actions.start_sitting, may=lambda facts, actor: None),
    table=SITTING_VERBS,
    codes=("receive", "raise_case", "explain", "find", "raise_difficulty", "thank", "end"),
    own=open_sitting,
    home="workbench:sittings-one",
    none="您现在没有在坐的窗口。请先“开始坐窗口”。",
    agreed={"raise_case": "consent"},
)
PATH = Place(
    slug="walk",
    label="走流程",
    noun="walk",
    start=Verb("start", "开始走流程", actions.start_walk, may=lambda facts, actor: None),
    table=WALK_VERBS,
    codes=("step", "find", "end"),
    own=open_walk,
    home="workbench:walks-one",
    none="您现在没有在走的流程。请先“开始走流程”。",
)


class ClaimField(forms.CharField):
    """What the phone's clock said, in a hidden field that the phone fills."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=40, widget=forms.HiddenInput)

    def clean(self, value: Any) -> datetime | None:
        try:
            moment = parse_datetime(super().clean(value) or "")
        except ValueError:
            return None
        return moment if moment is None or moment.tzinfo else None


class PhoneForm(VerbForm):
    """A verb's form as a phone keeps it: the time is a claim, nothing is known of a version."""

    def __init__(self, *args: Any, verb: Verb, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, verb=verb, auto_id=f"id_{verb.slug}_%s", **kwargs)
        self.agreed = place.agreed.get(verb.code, "")
        if self.agreed:
            self.fields[self.agreed].widget = forms.HiddenInput()
        if "occurred_at" in self.fields:
            self.fields["occurred_at"] = ClaimField()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form on the page."""

    verb: Verb
    form: PhoneForm
    url: str
    refusal: Refusal | None = None


def phone_page(place: Place) -> View:
    """All forms, blank; what is open now is asked for separately, so that a kept page says nothing old."""

    @staff()
    @offline_page
    @never_cache
    @require_safe
    def view(request: Request) -> HttpResponse:
        return _page(request, place)

    return view


def phone_now(place: Place) -> View:
    """What this person has open now, as a part of the page."""

    @staff()
    @never_cache
    @require_safe
    def view(request: Request) -> HttpResponse:
        thing = place.own(request.actor)
        url = reverse(place.home, args=[thing.number]) if thing else ""
        return render(request, "workbench/parts/phone_now.html", {"thing": thing, "place": place, "url": url})

    return view


def phone_send(place: Place) -> View:
    """One form, now or when the network is back."""

    @staff()
    @never_cache
    @require_POST
    def view(request: Request, verb: str) -> HttpResponse:
        if verb not in place.verbs:
            raise NotVisible("no_such_verb", "没有这个操作。", "")
        form = PhoneForm(
            request.POST, request.FILES, verb=place.verbs[verb], place=place, actor=request.actor
        )
        form.receive_files(request.at)
        if form.is_searching:
            form.be_quiet()
            return _page(request, place, form, status=200)
        if not form.is_valid():
            return _page(request, place, form, status=422)
        try:
            answer = _do_once(request, place, form)
        except Refusal as refusal:
            form.refuse_fields(refusal.fields if isinstance(refusal, Malformed) else {})
            return _page(request, place, form, refusal=refusal, status=422)
        messages.success(request, answer["message"])
        return redirect(f"workbench:{place.slug}")

    return view


def _do_once(request: Request, place: Place, form: PhoneForm) -> dict[str, Any]:
    inputs = form.inputs()
    return once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _do(request, place, form.verb, inputs),
    )


def _do(request: Request, place: Place, verb: Verb, inputs: dict[str, Any]) -> dict[str, Any]:
    if verb == place.start:
        thing = verb.action(by=request.actor, at=request.at, **inputs)
        return {"message": f"已{verb.label}，编号 {thing.number}。接下来：有什么记什么。"}
    thing = place.own(request.actor)
    if thing is None:
        raise WrongState("nothing_open", place.none)
    verb.action(**{place.noun: thing}, by=request.actor, at=request.at, **inputs)
    return {"message": f"已登记：{verb.label}。"}


def _page(
    request: Request,
    place: Place,
    bound: PhoneForm | None = None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    sheets = [
        Sheet(
            verb,
            bound
            if bound is not None and bound.verb == verb
            else PhoneForm(verb=verb, place=place, actor=request.actor),
            reverse(f"workbench:{place.slug}-send", args=[slug]),
            refusal if bound is not None and bound.verb == verb else None,
        )
        for slug, verb in place.verbs.items()
    ]
    context = {"place": place, "sheets": sheets, "now_url": reverse(f"workbench:{place.slug}-now")}
    return render(request, "workbench/phone.html", context, status=status)
