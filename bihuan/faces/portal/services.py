"""找服务: say it in plain words; what to bring by your own answers, how long, how much, where."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import content_of, item_for, version_on
from bihuan.domain.services.queries.finding import find_services
from bihuan.domain.services.queries.matters import open_joints
from bihuan.domain.services.rules.checklists import checklist
from bihuan.domain.services.rules.content import ItemContent, QuestionContent
from bihuan.faces.portal.receipts import PUBLIC
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotVisible

SIZE = 20
LONGEST = 60
AUDIENCES = {"PERSON": "个人", "FIRM": "企业"}
YES, NO = "yes", "no"
EXAMPLES = ("身份证丢了", "补办社保卡", "开公司", "房子过户", "装电梯")


@require_safe
def services(request: Request) -> HttpResponse:
    """Search and choice live in the URL."""
    words, audience = request.GET.get("q", "")[:LONGEST], request.GET.get("for", "")
    found, whole = find_services(words, on=day_of(request.at))
    if audience in AUDIENCES:
        found = found.filter(audience__in=[audience, "BOTH"])
    context = {
        "words": words,
        "audience": audience,
        "audiences": AUDIENCES.items(),
        "whole": whole,
        "page": page_of(found, request, order=("-high_frequency", "name", "id"), size=SIZE),
        "joints": open_joints() if not words else (),
        "examples": EXAMPLES,
    }
    return render(request, "portal/services.html", context)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was answered, and the addresses of both answers."""

    question: QuestionContent
    answer: bool | None

    @property
    def name(self) -> str:
        return f"a_{self.question.code}"


@require_safe
def service(request: Request, code: str) -> HttpResponse:
    """One service for one person: the answers are in the URL, so that the page can be kept and printed."""
    item = item_for(PUBLIC, code)
    version = version_on(item, day_of(request.at))
    if version is None:
        raise NotVisible("not_offered", "这个事项现在不办。", "请重新搜索。")
    content = content_of(version)
    answers = _answers(content, request.GET)
    context = {
        "item": item,
        "version": version,
        "content": content,
        "asked": [Asked(question, answers.get(question.code)) for question in content.questions],
        "list": checklist(content, answers),
        "windows": version.offerings.all(),
        "how_long": how_long(version),
        "joints": open_joints().filter(parts__item=item).distinct(),
    }
    return render(request, "portal/service.html", context)


def _answers(content: ItemContent, said: Mapping[str, str]) -> dict[str, bool]:
    found = {question.code: said.get(f"a_{question.code}", "") for question in content.questions}
    return {code: answer == YES for code, answer in found.items() if answer in (YES, NO)}


def how_long(version: ItemVersion) -> str:
    """当场办好 or so many days, in the words of a person."""
    if version.project_type == "INSTANT":
        return "当场办好"
    unit = "个工作日" if version.promised_unit == "WORKING" else "天"
    return f"{version.promised_days} {unit}内"
