"""Pages that make something new: a form from an action's inputs, once, then the new thing's own page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import View, staff
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb


@dataclass(frozen=True, slots=True)
class Making:
    """`may` says who finds the page; `url` leads to what was made; `initial` from the address suggests, as on verb pages."""

    label: str
    action: Callable[..., Any]
    may: Callable[[Actor], Refusal | None]
    back: str
    back_label: str
    url: Callable[[Any], str]
    lead: str = ""
    done: str = ""
    initial: Callable[[Request], dict[str, Any]] = lambda request: {}


def making_page(making: Making) -> View:
    """GET asks, POST makes it once."""
    verb = Verb("make", making.label, making.action, may=lambda facts, actor: making.may(actor))

    @staff()
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: Request) -> HttpResponse:
        if making.may(request.actor) is not None:
            raise NotVisible("no_such_page", "没有这个页面。", "")
        if request.method != "POST":
            return _page(
                request, making, VerbForm(verb=verb, actor=request.actor, initial=making.initial(request))
            )
        form = VerbForm(request.POST, request.FILES, verb=verb, actor=request.actor)
        form.receive_files(request.at)
        if form.is_searching:
            form.be_quiet()
            return _page(request, making, form)
        if not form.is_valid():
            return _page(request, making, form, status=422)
        try:
            url = _make_once(request, making, form)
        except Refusal as refusal:
            if isinstance(refusal, Malformed):
                form.refuse_fields(refusal.fields)
            return _page(request, making, form, refusal=refusal, status=refusal.status)
        messages.success(request, making.done or f"已{making.label}。")
        return redirect(url)

    return view


def _make_once(request: Request, making: Making, form: VerbForm) -> str:
    inputs = form.inputs()
    answer = once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: {"url": making.url(making.action(by=request.actor, at=request.at, **inputs))},
    )
    return str(answer["url"])


def _page(
    request: Request,
    making: Making,
    form: VerbForm,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"making": making, "form": form, "refusal": refusal, "back": reverse(making.back)}
    return render(request, "workbench/make.html", context, status=status)
