"""What a reporter can do with their case: the very verbs of the loop, as far as the receipt allows, in the portal's words."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.faces.portal.receipts import own_case, receipt_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun, verb_page
from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.verbs import Verb, VerbTable

# What stands on the button, what will happen, what to say afterwards. A verb without a row keeps its own label.
WAYS: dict[str, tuple[str, str, str]] = {
    "rate": (
        "说说是否满意",
        "满意就结案；不满意，会换人决定下一步怎么办。",
        "谢谢，您的评价已经记下。",
    ),
    "say_not_solved": (
        "没有解决",
        "我们会换人来看这件事，决定再办一次，或者书面告诉您理由。每一轮可以说一次。",
        "已经记下。接下来会换人决定怎么办，这里能看到结果。",
    ),
    "add": (
        "补充情况、回复留言",
        "正在办这件事的人会看到。",
        "已经发给正在办这件事的人。",
    ),
    "remind": ("催一催", "正在办这件事的单位会收到提醒，催办会留下记录。", "已经提醒他们。"),
    "ask_again": (
        "上级答复了，我还有意见",
        "会重新派单办理，重新开始计算时间。",
        "已经记下，接下来重新派单。",
    ),
    "turn_into_case": (
        "答复没有用，请继续办",
        "会派给有关单位办理，重新开始计算时间。",
        "已经转为办理，接下来派给有关单位。",
    ),
    "seal": (
        "改为保密",
        "承办单位将看不到您是谁，也看不到您的原话和照片。",
        "已经改为保密。",
    ),
    "withdraw": ("撤回", "撤回以后不再办理，也不能恢复；有需要可以重新反映。", "已经撤回。"),
    "report_retaliation": (
        "因为反映受到打击报复",
        "会另立一件保密件，由上一级来办，原来的单位看不到。",
        "已经另立一件，由上一级办理。",
    ),
}
ORDER = list(WAYS)
PORTAL_VERBS = VerbTable(
    "case",
    tuple(replace(verb, label=WAYS[verb.code][0]) if verb.code in WAYS else verb for verb in CASE_VERBS),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Something that the reporter can do now."""

    verb: Verb
    promise: str


def doable(facts: Any, actor: Actor) -> list[Way]:
    """The verbs that this receipt opens now; those that we have words for first, in the order of their rows."""
    ways = [
        Way(verb, WAYS.get(verb.code, ("", verb.sentence, ""))[1])
        for verb, refusal in PORTAL_VERBS.answers(facts, actor)
        if refusal is None
    ]
    return sorted(ways, key=lambda way: ORDER.index(way.verb.code) if way.verb.code in ORDER else len(ORDER))


def _said(verb: Verb, case: Any) -> str:
    return WAYS[verb.code][2] if verb.code in WAYS else f"好了：{verb.label}。"


def _home(case: Case) -> str:
    return reverse("portal:case", args=[case.number])


NOUN = Noun(
    table=PORTAL_VERBS,
    find=own_case,
    facts=lambda case, actor: facts_of(case, actor, at=now()),
    subject=lambda case: case.subject,
    home=_home,
    name=lambda case: f"编号 {case.number}",
    promise=lambda verb, case: WAYS.get(verb.code, ("", "", ""))[1],
    done=_said,
    base="shared/portal_base.html",
)


_page = verb_page(NOUN)


@receipt_page
def act(request: Request, number: str, verb: str) -> HttpResponse:
    """The page of one verb, for the holder of the receipt."""
    return _page(request, number=number, verb=verb)
