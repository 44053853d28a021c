"""共性问题: the same need from many firms, with reasons; a person bundles them, each firm is answered and asked all the same."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.liaison.actions import bundle_need
from bihuan.domain.liaison.queries import need_for
from bihuan.domain.liaison.queries.class_wide import class_wide_needs, lead_of
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import staff
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.kernel.submissions import once

MOST = 50


@staff(Role.OFFICE)
@require_safe
def class_wide(request: Request) -> HttpResponse:
    """Suggestions, never decisions."""
    groups = [
        {"one": one, "lead": lead_of(one.needs), "key": uuid4().hex}
        for one in class_wide_needs(request.actor, at=request.at)
    ]
    return render(request, "workbench/class_wide.html", {"groups": groups})


@staff(Role.OFFICE)
@require_POST
def bundle(request: Request) -> HttpResponseBase:
    """并为一件: the chosen cases are merged into the lead, all or none; a refusal names its case."""
    lead, chosen = request.POST.get("lead", ""), request.POST.getlist("case")[:MOST]
    followers = [number for number in dict.fromkeys(chosen) if number != lead]
    if not lead or not followers:
        raise Malformed("nothing_chosen", "还没有选主件和要并入的工单。", "请至少各选一件。")
    once(
        key=request.POST.get("submission_key", ""),
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _bundle(request, lead, followers),
    )
    messages.success(
        request, f"已把 {len(followers)} 件并入 {lead}。接下来：主件派单办理；每家企业都会得到答复和回访。"
    )
    return redirect(reverse("workbench:case", args=[lead]))


def _bundle(request: Request, lead: str, followers: list[str]) -> dict[str, Any]:
    into = need_for(request.actor, lead)
    for number in followers:
        try:
            bundle_need(need=need_for(request.actor, number), by=request.actor, at=request.at, lead=into)
        except (NotAllowed, WrongState) as refusal:
            raise type(refusal)(refusal.code, f"{number}：{refusal.sentence}", refusal.help) from refusal
    return {"lead": lead, "merged": followers}
