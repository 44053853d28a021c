"""Every component on one page, with its empty, long and wrong states: for whoever draws pages, and for the screenshot test."""

from datetime import timedelta
from typing import Annotated, Any

from django.conf import settings
from django.contrib import messages
from django.db.models import TextChoices
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.shared.components.funnels import Step
from bihuan.faces.shared.components.time_account import Stretch
from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.paging import Page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import Happened
from bihuan.kernel import verbs
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

LONG = "市民反映府前路与园林路交叉口夜间施工噪声扰民并有渣土车带泥上路、占用盲道停放多日无人处理，" * 3
TONES = ("blue", "teal", "purple", "grey", "red", "amber", "green")


class Grade(TextChoices):
    C = "C", "普通（5 个工作日）"
    B = "B", "跨部门（15 个工作日）"
    A = "A", "疑难（1 个月）"


class Outcome(TextChoices):
    SOLVED = "SOLVED", "已解决"
    PARTLY = "PARTLY", "部分解决"
    EXPLAINED = "EXPLAINED", "解释说明"
    REPORTED = "REPORTED", "已向上报告"
    PROMISED = "PROMISED", "承诺限期"
    NOT_SOLVED = "NOT_SOLVED", "未解决"


def dispatch(
    *,
    case: Any,
    by: Any,
    at: Any,
    grade: Annotated[Grade, verbs.choice("难度")],
    outcome: Annotated[Outcome | None, verbs.choice("处理结果")] = None,
    title: Annotated[str, verbs.line("标题", "一句话说清是什么事，不写姓名和电话。")],
    reason: Annotated[str, verbs.note("理由", "科室会看到这段话。")] = "",
    handle: Annotated[str, verbs.limit("办理时限")] = "",
    visit: Annotated[Any, verbs.day("约定日期")] = None,
    meet: Annotated[Any, verbs.moment("约定时间")] = None,
    people: Annotated[int, verbs.count("涉及人数")] = 0,
    urgent: Annotated[bool, verbs.flag("有人身危险，先处置后补单")] = False,
    granted: Annotated[bool, verbs.verdict("同意延期")],
    evidence: Annotated[list[Any], verbs.files("佐证材料", "照片、文件、录音，一次最多 9 个。")] = (),  # type: ignore[assignment]  # shown only
) -> None:
    """Only shown."""


def _verb(code: str, label: str, refusal: Refusal | None = None) -> tuple[verbs.Verb, Refusal | None]:
    return verbs.Verb(code, label, dispatch, lambda facts, actor: refusal), refusal


ANSWERS = [
    _verb("dispatch", "派单"),
    _verb("extend", "申请延期"),
    _verb("return", "退单"),
    _verb(
        "strike_off", "销号", NotAllowed("own_hands", "这一件是您自己办结的。", "请由另一位同事核查销号。")
    ),
    _verb("follow_up", "回访", WrongState("not_struck_off", "还没有销号。", "销号之后才能回访。")),
]


@require_safe
def styleguide(request: Request) -> HttpResponse:
    """On the three temperaments: `?on=portal`, `workbench` (default) or `dashboard`."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    messages.success(request, "工单 2026-000318：已派单。接下来：城管局市容科在今天 17:30 前签收。")
    messages.warning(request, "明年的放假安排还没有公布，期限是暂定的。")
    on = request.GET.get("on", "workbench")
    base = f"shared/{on if on in ('portal', 'dashboard') else 'workbench'}_base.html"
    return render(request, "shared/styleguide.html", {"base": base, **_samples(request)})


def _samples(request: Request) -> dict[str, Any]:
    at = request.at
    verb = ANSWERS[0][0]
    form = VerbForm(verb=verb, actor=Actor.public())
    wrong = VerbForm({"reason": LONG, "people": "-3"}, verb=verb, actor=Actor.public(), auto_id="wrong_%s")
    return {
        "tones": TONES,
        "long": LONG,
        "dues": [at + timedelta(hours=h) for h in (-50, -2, 3, 26, 100, 900)],
        "moments": [at - timedelta(seconds=s) for s in (10, 1500, 9000, 90_000, 9_000_000)],
        "answers": ANSWERS,
        "form": form,
        "wrong": wrong,
        "rows": _rows(at),
        "page": Page(rows=[], next="n", previous="p", count=1001),
        "stretches": _stretches(),
        "happened": _happened(at),
        "steps": [
            Step("登记", 4875, "#"),
            Step("派单", 4790, "#"),
            Step("办结", 4702, "#"),
            Step("销号", 4655, "#"),
            Step("结案", 4631, "#"),
        ],
        "course": [12, 18, 15, 22, 31, 28, 26, 33, 41, 38, 44, 47],
    }


def _rows(at: Any) -> list[dict[str, Any]]:
    def row(title: str, hours: int, state: str, colour: str) -> dict[str, Any]:
        return {
            "number": f"2026-{318 + abs(hours):06d}",
            "title": title,
            "due": at + timedelta(hours=hours),
            "state": state,
            "colour": colour,
        }

    return [
        row("拖车费收取不合理，要求退还", -26, "办理中", "blue"),
        row(LONG, 4, "待签收", "amber"),
        row("企业开户材料反复补正", 30, "待销号", "teal"),
        row("人才公寓申请条件咨询", 200, "待回访", "purple"),
    ]


def _stretches() -> list[Stretch]:
    return [
        Stretch("双优化办", 180, "研判派单"),
        Stretch("城管局派单台", 1560, "二次派单", late=True),
        Stretch("城管局市容科", 4320, "办理"),
        Stretch("城管局市容科", 1440, "等企业补充材料", paused=True),
        Stretch("城管局市容科", 2100, "返工", late=True),
        Stretch("双优化办", 300, "核查销号"),
    ]


def _happened(at: Any) -> list[Happened]:
    def line(seq: int, what: str, who: str, hours: int, *notes: str | None, look: str = "") -> Happened:
        return Happened(seq, "", "", what, who, at - timedelta(hours=hours), notes, look)

    return [
        line(1, "企业通过网上反映，系统登记", "反映人", 130, look="quiet"),
        line(
            2,
            "研判为投诉，难度 B，派给城管局派单台",
            "赵敏 · 双优化办派单员",
            127,
            "涉及收费，请同时说明收费依据。",
        ),
        line(3, "到期未签收，亮红灯", "系统", 100, look="late"),
        line(4, "办结：已解决", "唐悦 · 市容科承办人", 30, LONG, None),
        line(5, "回访满意，结案", "吴桐 · 双优化办回访员", 2, look="closing"),
    ]
