"""一件事 as it is defined: its parts and their order, its one form, what the union of materials comes to."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.services.actions import define_joint
from bihuan.domain.services.models import Joint
from bihuan.domain.services.queries.matters import is_partner, joint_facts, joint_for, materials_of
from bihuan.domain.services.rules.items import may_keep_somewhere
from bihuan.domain.services.verbs import JOINT_VERBS
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import timeline_of
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.shared.wording.numbers import limit_words
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.names import office_names_by_code
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal import history
from bihuan.kernel.journal.subjects import Subject


def joint_url(joint: Joint) -> str:
    return reverse("workbench:joint", args=[joint.code])


JOINTS = Noun(
    table=JOINT_VERBS,
    find=joint_for,
    facts=joint_facts,
    subject=lambda joint: Subject("joint", joint.pk),
    home=joint_url,
    name=lambda joint: str(joint.name),
)
DEFINING = Making(
    label="登记一件事",
    action=define_joint,
    may=may_keep_somewhere,
    back="workbench:joints",
    back_label="一件事目录",
    url=joint_url,
    lead="登记后再加各单位的部分和表单。材料从各事项里来，合起来每份只要一次。",
)


@staff()
@require_safe
def joints(request: Request) -> HttpResponse:
    found = Joint.objects.select_related("window__unit").prefetch_related("parts").order_by("name")
    context = {"joints": found, "may_define": may_keep_somewhere(request.actor) is None}
    return render(request, "workbench/joints.html", context)


@staff()
@require_safe
def joint(request: Request, code: str) -> HttpResponse:
    found = joint_for(request.actor, code)
    subject = Subject("joint", found.pk)
    form = list(found.form.all())
    labels = {field.code: field.label for field in form}
    parts = [
        (part, is_partner(part.office), [labels.get(code, code) for code in part.fields])
        for part in found.parts.select_related("office__unit", "item")
    ]
    context = {
        "joint": found,
        "form": form,
        "parts": parts,
        "needed": materials_of(found, day_of(request.at)),
        "answers": JOINT_VERBS.answers(joint_facts(found), request.actor),
        "base_url": joint_url(found),
        "timeline": timeline_of(history(subject), say=_say(subject)),
    }
    return render(request, "workbench/joint.html", context)


def _say(subject: Subject) -> dict[str, Callable[[Any], str]]:
    """Codes of offices in names, the limit in words."""
    entries = history(subject)
    codes = {str(entry.data[key]) for entry in entries for key in ("office", "window") if key in entry.data}
    names = office_names_by_code(codes)

    def name(code: Any) -> str:
        return names.get(str(code), str(code))

    return {"office": name, "window": name, "limit": lambda said: limit_words(str(said))}
