"""What will happen, and to whom, before the button is pressed: 派单后，主办单位将在 4 个工作小时内签收."""

from collections.abc import Callable
from datetime import datetime

from bihuan.domain.cases.choices import Difficulty, LegState, Outcome
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.faces.workbench.names import office_words
from bihuan.kernel.calendar import city_calendar, local_of
from bihuan.kernel.refusals import Refusal

Sentence = Callable[[Case, datetime], str]


def promise_of(verb: str, case: Case, *, at: datetime) -> str:
    """The sentence of a verb; empty where the event's own row says enough."""
    sentence = SENTENCES.get(verb)
    return sentence(case, at) if sentence else ""


def within(case: Case, stage: str, at: datetime) -> str:
    """4 个工作小时内（今天 17:30 前）; empty where no limit is given for this step."""
    try:
        limit = limit_for(case, stage, at=at)
    except (Refusal, LookupError):
        return ""
    due = local_of(city_calendar().due(at, limit).at)
    day = "今天" if due.date() == local_of(at).date() else f"{due.month}月{due.day}日"
    return f"在{limit.label}内（{day} {due:%H:%M} 前）"


def _accept(case: Case, at: datetime) -> str:
    return (
        f"受理后，{office_words(case.office)}要{within(case, 'dispatch', at)}派单；反映人会收到已受理的通知。"
    )


def _dispatch(case: Case, at: datetime) -> str:
    return (
        f"派单后，主办单位的派单台将{within(case, 'acknowledge', at)}签收，办理期限从现在算起；"
        "协办单位同时收到。对反映人的期限不变。"
    )


def _acknowledge(case: Case, at: datetime) -> str:
    leg = _open_leg(case, LegState.DISPATCHED)
    who = office_words(leg.office) if leg else "您的单位"
    return f"签收后，这一件由{who}办理。期限从派单时就开始算，签收不会改变它。"


def _subdispatch(case: Case, at: datetime) -> str:
    return f"二次派单后，承办科室将{within(case, 'acknowledge', at)}签收；科室的期限不会晚于本单位的期限。"


def _complete(case: Case, at: datetime) -> str:
    signs = {Difficulty.A: "再由单位主要负责人审批", Difficulty.B: "再由单位分管负责人审批"}.get(
        Difficulty(case.difficulty), "审核同意就算办结"
    )
    return f"办结后，先由科室负责人{within(case, 'endorse', at)}审核，{signs}；之后{office_words(case.office)}核查。"


def _endorse(case: Case, at: datetime) -> str:
    return f"审核同意，就是您对这个结果负责。之后{office_words(case.office)}核查，独立的回访人员会问反映人。"


def _strike_off(case: Case, at: datetime) -> str:
    result = Outcome(case.outcome).label if case.outcome else "办理结果"
    return (
        f"销号就是您确认“{result}”属实。销号后，独立的回访人员将{within(case, 'follow_up', at)}联系反映人；"
        "反映人满意才算结案。"
    )


def _rework(case: Case, at: datetime) -> str:
    return "退回后，由报告办结的科室重办。对反映人的期限不变，接着算。"


def _follow_up(case: Case, at: datetime) -> str:
    return "问题解决、反映人基本满意以上，就结案；否则由没有经手过的人决定再办一轮，还是维持结果。"


def _attempt(case: Case, at: datetime) -> str:
    return "三次、三天、不同时段都没有接通，才能按未访到结案，单独统计。"


def _merge(case: Case, at: datetime) -> str:
    return "并案后随主件一起办，办完分别回访每一位反映人。并错了可以撤销。"


def _decline(case: Case, at: datetime) -> str:
    return "不予受理要写明依据和反映人可以去哪里办，会告诉反映人。"


def _new_round(case: Case, at: datetime) -> str:
    later = "由上一级牵头会商。" if case.round == 2 else ""
    return f"再办一轮：第 {case.round + 1} 轮，重新计算期限，由{office_words(case.office)}重新派单。{later}"


def _uphold(case: Case, at: datetime) -> str:
    return "维持结果就是结案。理由和反映人还可以怎么办，会原样告诉反映人；统计上仍算不满意。"


def _unseal(case: Case, at: datetime) -> str:
    return "启封后，只有您本人能看到反映人的姓名和电话。启封人、时间和理由会永久记入日志。"


def _restate(case: Case, at: datetime) -> str:
    return "承办单位只能看到您写的转述，看不到原话、照片和录音。写完后就可以派单。"


def _relay(case: Case, at: datetime) -> str:
    return "反映人凭编号和查询码能看到这段话，也可以回复。算作联系过反映人。"


def _contact(case: Case, at: datetime) -> str:
    return "联系上才算数。回访时会再问反映人是否真的接到过联系。"


def _open_leg(case: Case, state: LegState) -> Leg | None:
    return case.legs.filter(state=state).select_related("office__unit").order_by("-id").first()


SENTENCES: dict[str, Sentence] = {
    "accept": _accept,
    "dispatch": _dispatch,
    "acknowledge": _acknowledge,
    "subdispatch": _subdispatch,
    "complete": _complete,
    "endorse": _endorse,
    "approve": _endorse,
    "strike_off": _strike_off,
    "rework": _rework,
    "follow_up": _follow_up,
    "attempt": _attempt,
    "merge": _merge,
    "decline": _decline,
    "new_round": _new_round,
    "uphold": _uphold,
    "unseal": _unseal,
    "restate": _restate,
    "relay": _relay,
    "contact": _contact,
}
