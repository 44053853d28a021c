"""走访: who may plan, announce, decline, record. Never needless: visits to a firm are counted across all bureaus."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.liaison.choices import ON_SITE, UPCOMING, PromiseState, VisitKind, VisitState
from bihuan.domain.liaison.rules.common import of_the_firm
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

S = VisitState
VISITORS = (
    Role.STEWARD,
    Role.HANDLER,
    Role.SECTION_HEAD,
    Role.DESK,
    Role.UNIT_DEPUTY,
    Role.UNIT_HEAD,
    Role.LEADER,
    Role.OFFICE,
)


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as the rules see it. bureaus: offices that come along."""

    state: str
    kind: str
    enterprise: int
    office: int
    visitor: int
    visitor_office: int
    bureaus: frozenset[int] = frozenset()


def may_plan(actor: Actor) -> Refusal | None:
    """走访 belongs to cadres with work for firms."""
    return first(is_a_person(actor), with_role(actor, *VISITORS))


def visit_is_needless(
    kind: str, *, on_site: int, cap: int, inspections: int, inspection_cap: int
) -> Refusal | None:
    """不扰企: above the cap nobody plans one more; join one that is planned, or telephone."""
    if kind in ON_SITE and on_site >= cap:
        return WrongState(
            "visits_enough",
            f"这家企业这个月已有 {on_site} 次走访（各单位合计），上限 {cap} 次。",
            "请加入已计划的走访，或改为电话联系。",
            planned=on_site,
            cap=cap,
        )
    if kind == VisitKind.INSPECTION and inspections >= inspection_cap:
        return WrongState(
            "inspections_enough",
            f"这家企业今年已有 {inspections} 次检查（各单位合计），上限 {inspection_cap} 次。",
            "请与其他单位合并检查。",
            planned=inspections,
            cap=inspection_cap,
        )
    return None


def steward_never_inspects(kind: str, actor: Actor, steward: int | None) -> Refusal | None:
    """Whoever keeps a firm company does not inspect it."""
    if kind == VisitKind.INSPECTION and steward is not None and steward in actor.hands:
        return NotAllowed(
            "steward_inspects", "您是这家企业的店小二，不能对它检查。", "请由监管科室的同事办理。"
        )
    return None


def may_announce(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """告知企业 before coming."""
    return first(in_states(facts, S.PLANNED), _leads(facts, actor))


def may_reschedule(facts: VisitFacts, actor: Actor) -> Refusal | None:
    return first(in_states(facts, *sorted(UPCOMING)), _leads(facts, actor))


def may_join(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """Another bureau comes along instead of coming again."""
    here = actor.office_id in facts.bureaus or actor.office_id == facts.visitor_office
    return first(
        in_states(facts, S.PLANNED, S.ANNOUNCED),
        may_plan(actor),
        None if facts.kind in ON_SITE else WrongState("not_on_site", "只能加入上门走访。"),
        WrongState("joined_already", "您的单位已经在这次走访里。") if here else None,
    )


def may_decline(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """A firm may say no, without giving a reason; an inspection by law is not a visit."""
    return first(in_states(facts, S.ANNOUNCED), of_the_firm(actor, facts.enterprise), _not_inspection(facts))


def may_ask_for_call(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """Or ask for a call instead."""
    return first(in_states(facts, S.ANNOUNCED), of_the_firm(actor, facts.enterprise), _not_inspection(facts))


def may_record(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """Whoever leads it, or a bureau that came along, writes down what was said."""
    along = actor.office_id in facts.bureaus and actor.has(*VISITORS)
    return first(in_states(facts, *sorted(UPCOMING)), None if along else _leads(facts, actor))


def may_cancel(facts: VisitFacts, actor: Actor) -> Refusal | None:
    return first(in_states(facts, *sorted(UPCOMING)), _leads(facts, actor))


def may_promise(facts: VisitFacts, actor: Actor) -> Refusal | None:
    """What was promised on a visit is written down with it or after it."""
    return first(in_states(facts, S.DONE), _leads(facts, actor))


def _leads(facts: VisitFacts, actor: Actor) -> Refusal | None:
    if facts.visitor in actor.hands:
        return is_a_person(actor)
    return NotAllowed("not_your_visit", "这次走访由别人负责。", "请联系走访人。")


def _not_inspection(facts: VisitFacts) -> Refusal | None:
    if facts.kind == VisitKind.INSPECTION:
        return WrongState("is_inspection", "依法检查不能谢绝。", "如对检查有异议，请向双优化办反映。")
    return None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    state: str
    holder: int
    enterprise: int


def may_keep_promise(facts: PromiseFacts, actor: Actor) -> Refusal | None:
    """兑现 belongs to whoever holds the promise now."""
    return first(in_states(facts, PromiseState.OPEN), _holds(facts, actor))


def _holds(facts: PromiseFacts, actor: Actor) -> Refusal | None:
    if facts.holder in actor.hands:
        return is_a_person(actor)
    return NotAllowed("not_your_promise", "这项承诺由别人兑现。", "请联系承诺人。")
