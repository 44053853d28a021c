"""剔除: left out of a rate, with reason and evidence, approved by another; its count is published beside the rate."""

from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState


def may_request_exclusion(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """申请剔除: by the desk or head of a unit that handled it, or by the office."""
    units = {f"office:{leg.unit}" for leg in facts.legs}
    handled = bool(units & actor.keys) and actor.has(Role.DESK, Role.UNIT_HEAD, Role.UNIT_DEPUTY)
    in_charge = facts.office_key in actor.keys and actor.has(Role.OFFICE, Role.CHECKER)
    return first(
        is_a_person(actor),
        WrongState("excluded", "这一件已经剔除。") if facts.excluded else None,
        WrongState("asked_already", "已经申请过剔除，正在等审批。")
        if ("exclusion", "") in facts.waiting
        else None,
        None
        if handled or in_charge
        else NotAllowed("not_your_case", "只有承办单位或派单办公室可以申请剔除。"),
    )


def may_decide_exclusion(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """审批剔除: by the office's checker or arbiter; never by the asker (the approval sees to that)."""
    return first(
        is_a_person(actor),
        at_office(facts, actor, Role.CHECKER, Role.ARBITER),
        with_role(actor, Role.ARBITER, Role.CHECKER),
        None
        if ("exclusion", "") in facts.waiting
        else WrongState("nothing_asked", "没有等待审批的剔除申请。"),
    )
