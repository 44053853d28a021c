"""办件: written down at the window; a QR code by which the applicant rates with their own phone. What was rated is not shown here."""

import io

import qrcode
import qrcode.image.svg
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bihuan.domain.services.actions import record_handling
from bihuan.domain.services.models import Handling
from bihuan.domain.services.queries import latest_name, version_on
from bihuan.domain.services.queries.rating import handling_facts, handling_for, handlings_visible_to
from bihuan.domain.services.rating_links import rating_token
from bihuan.domain.services.rules.bundling import WORKERS
from bihuan.domain.services.verbs import HANDLING_VERBS
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotAllowed, Refusal


def handling_url(handling: Handling) -> str:
    return reverse("workbench:handling", args=[handling.number])


def may_record(actor: Actor) -> Refusal | None:
    """Who works at a window or for a unit."""
    if actor.has(*WORKERS):
        return None
    return NotAllowed("not_your_role", "您的岗位不登记办件。", "请交给窗口的同事。")


HANDLINGS = Noun(
    table=HANDLING_VERBS,
    find=handling_for,
    facts=handling_facts,
    subject=lambda handling: handling.subject,
    home=handling_url,
    name=lambda handling: f"办件 {handling.number}",
    done=lambda verb, handling: "评价已经记下。",
)
RECORDING = Making(
    label="登记办结",
    action=record_handling,
    may=may_record,
    back="workbench:handlings",
    back_label="办件",
    url=handling_url,
    lead="登记以后会显示评价二维码，请办事的人用自己的手机扫。过几天还没有评价的，系统发一次短信邀请。",
    done="已登记。请办事的人扫码评价。",
)


@staff()
@require_safe
def handlings(request: Request) -> HttpResponse:
    """Those of the actor's windows, newest first."""
    found = handlings_visible_to(request.actor).annotate(item_name=latest_name("item"))
    page = page_of(found.select_related("item", "office__unit"), request, order=("-id",))
    context = {"page": page, "may_record": may_record(request.actor) is None}
    return render(request, "workbench/handlings.html", context)


@staff()
@never_cache
@require_safe
def handling(request: Request, number: str) -> HttpResponse:
    """One handling, with the code to scan."""
    found = handling_for(request.actor, number)
    version = version_on(found.item, day_of(found.finished_at))
    context = {"handling": found, "name": version.name if version else str(found.item)}
    return render(request, "workbench/handling.html", context)


@staff()
@never_cache
@require_safe
def handling_code(request: Request, number: str) -> HttpResponse:
    """The QR code of one handling's rating link."""
    found = handling_for(request.actor, number)
    path = reverse("portal:rate", args=[rating_token(str(found.number))])
    return _svg(request.build_absolute_uri(f"{path}?via=qr"))


@staff()
@require_safe
def window_code(request: Request) -> HttpResponse:
    """The code that hangs at every window: it asks for the handling's number."""
    return _svg(request.build_absolute_uri(reverse("portal:rate-which")))


def _svg(address: str) -> HttpResponse:
    code = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, box_size=12)
    out = io.BytesIO()
    code.save(out)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
