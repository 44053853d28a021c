"""责令整改: the office orders and verifies; the unit plans, establishes, redresses and proves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, BodyKind, OfficeKind, Role
from bihuan.domain.remedies.choices import OrderState as S
from bihuan.domain.remedies.rules.common import UNIT_VOICE, of_the_office, of_the_unit, other_hands
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

TRANSITIONS: dict[S, frozenset[S]] = {
    S.ISSUED: frozenset({S.RECTIFYING, S.WITHDRAWN}),
    # the plan may be sent back; measures, redress, then the trial
    S.RECTIFYING: frozenset({S.ISSUED, S.TRIAL, S.WITHDRAWN}),
    S.TRIAL: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    # verified by the office, or back to go on counting
    S.SUBMITTED: frozenset({S.VERIFIED, S.TRIAL, S.RECTIFYING}),
    # a relapse reopens it
    S.VERIFIED: frozenset({S.ISSUED}),
    S.WITHDRAWN: frozenset(),
}
UNDER_WAY = (S.RECTIFYING, S.TRIAL)
UNIT_STEPS = (
    "add_measure",
    "submit_plan",
    "establish_measure",
    "record_redress",
    "finish_redress",
    "start_trial",
    "record_reading",
    "request_verification",
)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as the rules see it, its current cycle only; `hands` are of all cycles. measures_open maps place → office."""

    state: str
    office: int
    unit: int
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)
    measures: int = 0
    measures_open: Mapping[int, int] = field(default_factory=dict)
    redress_required: bool = False
    redress_finished: bool = False
    redressed_persons: int = 0
    trial_target: int = 0  # 0: no trial yet
    trial_total: int = 0
    self_checks_open: frozenset[int] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """What still stands against verification, in words."""
        said = (
            (not self.measures, "还没有整改措施"),
            (bool(self.measures_open), "还有措施没有落实"),
            (self.redress_required and not self.redress_finished, "对已受损群众的补救还没有完成"),
            (not self.trial_target, "还没有试运行"),
            (self.trial_total < self.trial_target, f"试运行只有{self.trial_total}/{self.trial_target}"),
        )
        return tuple(sentence for holds, sentence in said if holds)


def unbroken(readings: Iterable[tuple[date, int, int]]) -> int:
    """What a trial has proven: the sum since the last day on which something failed; one failure and the count begins anew.
    `readings`: day, number, of which failed."""
    total = 0
    for _, number, failed in sorted(readings):
        total = 0 if failed else total + number
    return total


def is_transition(old: str, new: str) -> bool:
    """Whether an order may go from one state to another."""
    return S(new) in TRANSITIONS[S(old)]


def may_issue(actor: Actor, office: int) -> Refusal | None:
    """责令整改 belongs to the office in charge."""
    if f"office:{office}" not in actor.keys:
        return NotAllowed("not_your_office", "只有本级双优化办可以下达。", "请联系负责的办公室。")
    return first(is_a_person(actor), with_role(actor, Role.OFFICE, Role.CHECKER))


def may_be_ordered(kind: str, body_kind: str, *, inside: bool) -> Refusal | None:
    """A unit of our own; vertical bodies and partners are asked (商请), a contractor's supervising unit answers for it."""
    if body_kind in ASKED_NOT_ORDERED:
        return NotAllowed("asked_not_ordered", "垂直管理单位和合作单位不能责令整改。", "请以商请函联系。")
    if body_kind == BodyKind.CONTRACTOR:
        return NotAllowed("contractor", "承包服务单位由它的主管单位负责。", "请下达给主管单位。")
    if kind != OfficeKind.UNIT:
        return NotAllowed("not_a_unit", "整改要下达给单位，不是科室或窗口。", "请选科室所在的单位。")
    if not inside:
        return NotAllowed("outside_area", "这个单位不在本级范围内。", "请由它的上一级下达。")
    return None


def may_add_measure(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """措施 are the unit's own, written before or while it rectifies."""
    return first(in_states(facts, S.ISSUED, S.RECTIFYING), of_the_unit(facts.unit, actor))


def may_submit_plan(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """A plan without a measure is only words."""
    return first(
        in_states(facts, S.ISSUED),
        of_the_unit(facts.unit, actor),
        None
        if facts.measures
        else WrongState("no_measure", "方案里还没有一条措施。", "请先逐条写明规则、责任科室和完成日期。"),
    )


def may_return_plan(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """The office sends a plan back that does not reach the root."""
    return first(in_states(facts, S.RECTIFYING), of_the_office(facts, actor, Role.OFFICE, Role.CHECKER))


def may_establish_measure(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """落实 by the unit, or by the section that answers for the measure."""
    own = any(f"office:{office}" in actor.keys for office in facts.measures_open.values())
    return first(
        in_states(facts, *UNDER_WAY),
        WrongState("nothing_open", "没有待落实的措施。", "请核对措施清单。")
        if not facts.measures_open
        else None,
        first(is_a_person(actor), with_role(actor, *UNIT_VOICE, Role.SECTION_HEAD, Role.HANDLER))
        if own
        else of_the_unit(facts.unit, actor),
    )


def may_record_redress(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """补救 of those already harmed, by the unit, with proof."""
    return first(
        in_states(facts, *UNDER_WAY),
        of_the_unit(facts.unit, actor),
        WrongState("redress_finished", "已经报告补救完毕。", "有新的受损群众，请在说明里补充。")
        if facts.redress_finished
        else None,
    )


def may_finish_redress(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """The unit says that all who were harmed have been redressed; somebody must have been."""
    return first(
        may_record_redress(facts, actor),
        None
        if facts.redressed_persons
        else WrongState("nobody_redressed", "还没有一笔补救记录。", "请先登记补救的人数、金额和凭证。"),
    )


def may_ask_self_check(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """举一反三 is sent by the office, at any time until it is verified."""
    return first(
        in_states(facts, S.ISSUED, S.RECTIFYING, S.TRIAL, S.SUBMITTED),
        of_the_office(facts, actor, Role.OFFICE, Role.CHECKER),
    )


def may_answer_self_check(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """Answered by the unit that was asked, for itself."""
    asked = next((unit for unit in facts.self_checks_open if f"office:{unit}" in actor.keys), None)
    return first(
        in_states(facts, S.ISSUED, S.RECTIFYING, S.TRIAL, S.SUBMITTED),
        NotAllowed("not_asked", "没有等您单位回复的自查。", "请核对自查通知。")
        if asked is None
        else of_the_unit(asked, actor),
    )


def may_start_trial(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """试运行 begins when every measure is established."""
    return first(
        in_states(facts, S.RECTIFYING),
        of_the_unit(facts.unit, actor),
        WrongState("measures_open", "还有措施没有落实，不能试运行。", "请先逐条落实并写明依据文件。")
        if facts.measures_open or not facts.measures
        else None,
    )


def may_record_reading(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """The unit counts, day by day."""
    return first(in_states(facts, S.TRIAL), of_the_unit(facts.unit, actor))


def may_request_verification(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """申请核验, when nothing is missing any more."""
    return first(
        in_states(facts, S.TRIAL),
        of_the_unit(facts.unit, actor),
        WrongState("not_ready", f"{';'.join(facts.missing)}。", "请补齐后再申请核验。")
        if facts.missing
        else None,
    )


def may_send_back(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """退回: the proof does not carry it; by the same as could verify."""
    return first(
        in_states(facts, S.SUBMITTED),
        of_the_office(facts, actor, Role.CHECKER, Role.OFFICE),
        other_hands(facts.hands, actor, "issue", *UNIT_STEPS, sentence="您下达或参与过这项整改，不能核验。"),
    )


def may_verify(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """核验 belongs to the office, not to the unit, and not to the hand that issued the order."""
    return first(
        may_send_back(facts, actor),
        WrongState("self_checks_open", "还有单位没有回复自查。", "请先催要自查结果。")
        if facts.self_checks_open
        else None,
    )


def may_relapse(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """反弹: the office names the case that shows it."""
    return first(in_states(facts, S.VERIFIED), of_the_office(facts, actor, Role.OFFICE, Role.CHECKER))


def may_withdraw(facts: OrderFacts, actor: Actor) -> Refusal | None:
    """撤销 an order that should not have been issued; not by the hand that issued it."""
    return first(
        in_states(facts, S.ISSUED, S.RECTIFYING, S.TRIAL),
        of_the_office(facts, actor),
        other_hands(facts.hands, actor, "issue", sentence="这项整改是您下达的，不能由您撤销。"),
    )
