"""The portal's own words: where a case stands, what happened, what the reporter can do. Plain sentences, no word of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.domain.cases.choices import Identity, State
from bihuan.domain.cases.choices.states import PORTAL_WORDS
from bihuan.domain.cases.queries.receipt import Standing, Step
from bihuan.faces.shared.wording.dates import day_words
from bihuan.kernel.calendar import day_of, local_of

WEEKDAYS = "一二三四五六日"

# What happened, as the reporter may hear it. What is not here stays in the office.
STEP_WORDS: Mapping[str, str] = {
    "case.register": "您反映了这件事",
    "case.accept": "我们受理了",
    "case.dispatch": "派给了{office}",
    "case.acknowledge": "{office}收到了，开始办理",
    "case.contact": "承办人员联系过您",
    "case.relay": "我们给您留了言",
    "case.add": "您补充了情况",
    "case.accept_promise": "答应在{promised_on}前办好",
    "case.carry_over": "列入挂账清单，按季度检查",
    "case.resume_carried": "恢复办理",
    "case.resume": "恢复办理",
    "case.raise_level": "交给上一级办理",
    "case.arbitrate": "重新确定了由谁来办",
    "case.reassign": "改由别的单位办理",
    "case.rework": "核实不合格，退回重办",
    "case.strike_off": "我们核实过了",
    "case.attempt": "我们给您打过电话，没有接通",
    "case.follow_up": "我们回访了您",
    "case.rate": "您作了评价",
    "case.say_not_solved": "您说没有解决",
    "case.new_round": "决定再办一次",
    "case.uphold": "决定维持办理结果",
    "case.final_answer": "作出了最终答复",
    "case.reopen": "有新的情况，重新办理",
    "case.merge": "与另一件相同的诉求一起办理",
    "case.unmerge": "改为单独办理",
    "case.split": "您说的另一件事，单独立了一件",
    "case.seal": "改为保密",
    "case.reply": "我们答复了您",
    "case.turn_into_case": "您要求继续办理",
    "case.decline": "没有受理",
    "case.transfer": "移送给{organ}",
    "case.transfer_clue": "整件移送给{organ}",
    "case.conclude_transfer": "对方有了结果",
    "case.upward_answer": "向上反映有了答复",
    "case.clue_outcome": "有关机关有了反馈",
    "case.remind": "催了一次",
    "case.report_retaliation": "您另外反映了打击报复",
    "case.withdraw": "您撤回了",
    "case.void": "登记有误，作废",
    "case.publish": "办理结果公开了，里面没有您的信息",
    "case.unpublish": "公开的办理结果撤下了",
}
HANDED_IN = "{office}说办好了，等我们核实"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what happened."""

    text: str
    at: datetime


def headline(standing: Standing) -> str:
    """Where it stands, in one plain sentence. Never 已办结 before the reporter was asked."""
    if standing.suspended:
        return "经批准暂停办理，恢复后继续。"
    words = PORTAL_WORDS[standing.state].format(office="、".join(standing.offices) or "承办单位")
    if standing.case.identity == Identity.ANONYMOUS:
        words = ANONYMOUS_WORDS.get(standing.state, words)
    return f"{PORTAL_WORDS[State.MERGED]}现在：{words}" if standing.merged else words


# Nobody can call a reporter who left no number.
ANONYMOUS_WORDS: Mapping[str, str] = {
    State.COMPLETED: "承办单位说办好了，我们正在核实。",
    State.STRUCK_OFF: "我们核实过了。您没有留电话，请在下面说说您是否满意。",
}


def next_words(standing: Standing, at: datetime) -> str:
    """What comes next and by when."""
    for verb, sentence in NEXT:
        duty = standing.owed.get(verb)
        if duty is not None and duty.due_at is not None:
            if duty.due_at <= at:
                return LATE.get(verb, "")
            return sentence.format(before=before_words(duty.due_at, at))
    return ""


NEXT: Sequence[tuple[str, str]] = (
    ("accept", "{before}告诉您是否受理。"),
    ("decide", "{before}决定下一步怎么办。"),
    ("follow_up", "{before}会有人给您打电话。"),
    ("promise", "答应您{before}办好并答复。"),
)
LATE: Mapping[str, str] = {
    "accept": "按规定早该告诉您是否受理了，已经记为超期，我们在催办。",
    "promise": "已经超过答应您的日期，这已记为超期，我们在催办。您也可以催一催。",
    "follow_up": "回访电话晚了，您也可以直接在下面说是否满意。",
    "decide": "决定晚了，已经记为超期。",
}


def steps_said(standing: Standing, today: date) -> list[Said]:
    """What happened so far, newest first, the same sentence not twice in a row."""
    said: list[Said] = []
    for step in standing.steps:
        text = _sentence(step, today)
        if text and not (said and said[-1].text == text):
            said.append(Said(text, step.at))
    return said[::-1]


def _sentence(step: Step, today: date) -> str:
    words = STEP_WORDS.get(step.event, "")
    if step.state == State.COMPLETED:
        words = HANDED_IN
    elif step.event == "case.acknowledge" and step.state != State.HANDLING:
        words = ""  # a section below its desk: the same unit
    names = {
        "office": step.office or "承办单位",
        "organ": step.data.get("organ", "有关机关"),
        "promised_on": _day(step.data.get("promised_on"), today),
    }
    return words.format(**names)


def _day(text: object, today: date) -> str:
    try:
        return day_words(date.fromisoformat(str(text)), today)
    except ValueError:
        return ""


def before_words(moment: datetime, at: datetime) -> str:
    """今天 17:30 前 · 11月26日（星期四）17:30 前."""
    local = local_of(moment)
    day = day_words(local.date(), day_of(at))
    weekday = "" if day in NEAR else f"（星期{WEEKDAYS[local.weekday()]}）"
    return f"{day}{weekday or ' '}{local:%H:%M} 前"


NEAR = frozenset({"今天", "明天", "后天", "昨天", "前天"})
