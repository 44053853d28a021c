"""Where a case is, and where a leg is."""

from bihuan.kernel.choices import Codes
from bihuan.kernel.states import StateCodes


class State(StateCodes):
    """The state of a case. Families are named below; the portal's words are in `PORTAL_WORDS`: it never says 已办结 before the reporter was asked."""

    REGISTERED = "REGISTERED", "purple", "待研判"
    ACCEPTED = "ACCEPTED", "purple", "待派单"
    DISPATCHED = "DISPATCHED", "blue", "已派单"
    HANDLING = "HANDLING", "blue", "办理中"
    PROMISED = "PROMISED", "blue", "承诺限期"
    LONG_TERM = "LONG_TERM", "blue", "挂账"
    COMPLETED = "COMPLETED", "purple", "待核查"
    STRUCK_OFF = "STRUCK_OFF", "teal", "待回访"
    DISSATISFIED = "DISSATISFIED", "purple", "不满意待定"
    CLOSED = "CLOSED", "grey", "已结案"
    DECLINED = "DECLINED", "grey", "不予受理"
    TRANSFERRED = "TRANSFERRED", "grey", "已移送"
    MERGED = "MERGED", "grey", "已并案"
    WITHDRAWN = "WITHDRAWN", "grey", "已撤回"
    VOID = "VOID", "grey", "已作废"
    # imported history: another system gave the reply, nobody here has checked it
    ANSWERED = "ANSWERED", "grey", "别处已答复"


OPEN = frozenset(
    {
        State.REGISTERED,
        State.ACCEPTED,
        State.DISPATCHED,
        State.HANDLING,
        State.PROMISED,
        State.LONG_TERM,
        State.COMPLETED,
        State.STRUCK_OFF,
        State.DISSATISFIED,
    }
)
WITH_OFFICE = frozenset({State.REGISTERED, State.ACCEPTED, State.COMPLETED, State.DISSATISFIED})
WITH_HANDLERS = frozenset({State.DISPATCHED, State.HANDLING, State.PROMISED, State.LONG_TERM})
AWAITING_REPORTER = frozenset({State.STRUCK_OFF})
# Left the loop without being closed: counted apart on every ledger.
EXITED = frozenset(
    {State.DECLINED, State.TRANSFERRED, State.MERGED, State.WITHDRAWN, State.VOID, State.ANSWERED}
)
ENDED = frozenset({State.CLOSED}) | EXITED

# What the reporter reads; {office} is who has it now.
PORTAL_WORDS: dict[str, str] = {
    State.REGISTERED: "我们已经收到，正在判断该由谁来办。",
    State.ACCEPTED: "已经受理，马上派给承办单位。",
    State.DISPATCHED: "已经派给{office}，等待签收。",
    State.HANDLING: "{office}正在办理。",
    State.PROMISED: "{office}承诺了办好的日期，到期要拿出证明。",
    State.LONG_TERM: "这件事需要较长时间，已列入挂账清单，每季度检查一次。",
    State.COMPLETED: "{office}说办好了，我们正在核实，之后会给您打电话。",
    State.STRUCK_OFF: "我们核实过了，接下来会有人给您打电话，问问您是否满意。",
    State.DISSATISFIED: "您说没有解决，我们正在决定下一步怎么办。",
    State.CLOSED: "已经结案。",
    State.DECLINED: "这件事不在受理范围内，请看说明。",
    State.TRANSFERRED: "已经移送给有法定职责的机关，请看说明。",
    State.MERGED: "与另一件相同的诉求一起办理，结果会一样告诉您。",
    State.WITHDRAWN: "您已经撤回。",
    State.VOID: "这一件登记有误，已经作废。",
    State.ANSWERED: "这一件由原来的平台答复过，请看答复。",
}


class LegRole(Codes):
    """What a leg's office owes: the lead answers for the case, a co-handler owes the lead an answer."""

    LEAD = "LEAD", "主办"
    CO = "CO", "协办"


class LegState(StateCodes):
    """Where one office's part is."""

    DISPATCHED = "DISPATCHED", "blue", "待签收"
    HANDLING = "HANDLING", "blue", "办理中"
    DELEGATED = "DELEGATED", "blue", "已二次派单"  # a desk that handed on; its children work
    RETURNING = "RETURNING", "blue", "申请退单"
    SUBMITTED = "SUBMITTED", "blue", "待审核"  # handler says done; section head, approver to sign
    COMPLETED = "COMPLETED", "teal", "已办结"
    RETURNED = "RETURNED", "grey", "已退单"
    RECALLED = "RECALLED", "grey", "已收回"


LEG_OPEN = frozenset(
    {LegState.DISPATCHED, LegState.HANDLING, LegState.DELEGATED, LegState.RETURNING, LegState.SUBMITTED}
)
LEG_ENDED = frozenset({LegState.COMPLETED, LegState.RETURNED, LegState.RECALLED})
