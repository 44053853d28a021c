"""Four facts, four persons; and nothing to the complained-of. Persons are compared, not accounts or posts, and whoever acts for
another counts as both.
"""

from collections.abc import Iterable

from bihuan.domain.cases.choices import State, Step
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState


def first(*refusals: Refusal | None) -> Refusal | None:
    """The first reason why not, or None."""
    return next((refusal for refusal in refusals if refusal is not None), None)


def in_states(facts: CaseFacts, *states: State) -> Refusal | None:
    """The verb belongs to these states only."""
    if facts.state in states:
        return None
    wanted = "、".join(state.label for state in states)
    return WrongState(
        "wrong_state",
        f"工单现在是“{State(facts.state).label}”。",
        f"只有{wanted}的工单才能这样办。",
        state=facts.state,
    )


def not_suspended(facts: CaseFacts) -> Refusal | None:
    return WrongState("suspended", "工单已经批准暂停。", "请先恢复办理。") if facts.suspended else None


def is_a_person(actor: Actor) -> Refusal | None:
    """Decisions are people's: neither a job nor a token without a post takes them."""
    if actor.person_id is None or actor.kind is not ActorKind.PERSON:
        return NotAllowed("person_only", "这一步必须由本人登录后办理。")
    return None


def with_role(actor: Actor, *roles: str) -> Refusal | None:
    """The post carries one of these roles."""
    return (
        None
        if actor.has(*roles)
        else NotAllowed("not_your_role", "您的岗位没有这一步的职责。", "请交给有此职责的同事办理。")
    )


def at_office(facts: CaseFacts, actor: Actor, *roles: str) -> Refusal | None:
    """It belongs to the office that is in charge of this case, and to these roles there."""
    return first(in_charge(facts, actor, *roles), not_the_complained_of(facts, actor))


def passes_on(facts: CaseFacts, actor: Actor, *roles: str) -> Refusal | None:
    """Handing it to another organ decides nothing: where the city's own government is complained of and nobody is above it here, its
    office may still send the case to the next level, and note what came back."""
    refusal = in_charge(facts, actor, *roles)
    return refusal if facts.nobody_above else first(refusal, not_the_complained_of(facts, actor))


def in_charge(facts: CaseFacts, actor: Actor, *roles: str) -> Refusal | None:
    """The office in charge, and these roles there."""
    if facts.office_key not in actor.keys:
        return NotAllowed("not_your_office", "这一件由别的派单办公室负责。", "请联系负责的办公室。")
    return with_role(actor, *roles)


def not_the_complained_of(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """不得交给被反映对象: a complaint about conduct is not dispatched to, approved, checked or followed up by the person, section or unit
    complained of; it goes one level up."""
    if facts.respondent_person is not None and facts.respondent_person in actor.hands:
        return NotAllowed("complained_of", "您是被反映人，不能经手这一件。", "系统已交由上一级办理。")
    if facts.nobody_above:
        return goes_up()
    if facts.about_conduct and facts.respondent is not None and facts.respondent in facts.actor_line:
        return NotAllowed(
            "complained_of", "您所在的单位或科室是被反映对象，不能经手这一件。", "系统已交由上一级办理。"
        )
    return None


def goes_up() -> Refusal:
    """The answer where the city's own government is complained of."""
    return NotAllowed(
        "goes_up",
        "反映的是本级政府，本级不能自己查自己，这里没有人可以办理。",
        "请用“移送”，依据选“反映本级政府，由上一级办理”，写明上一级机关；系统会告诉反映人。",
    )


def may_not_receive(facts: CaseFacts, line: frozenset[int]) -> Refusal | None:
    """Whether a complaint about conduct would land with the complained-of. `line`: the receiving office and all above it."""
    if facts.about_conduct and facts.respondent is not None and facts.respondent in line:
        return NotAllowed(
            "complained_of", "不能派给被反映的单位或科室。", "请派给它的上一级，或其他独立单位。"
        )
    return None


def differs_from(actor: Actor, others: Iterable[int], code: str, sentence: str) -> Refusal | None:
    """None of the actor's hands is among the others."""
    if actor.hands & frozenset(others):
        return NotAllowed(code, sentence, "请换一位没有经手过的同事。")
    return None


def differs_from_handlers(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """销号 belongs to the office that dispatched, and never to a hand that handled or approved."""
    return differs_from(actor, facts.handled_by, "same_hand", "您办理或审批过这一件，不能再由您核查销号。")


def is_independent(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """独立回访: no post in any unit with a leg while the case ran, not the firm's steward, neither dispatched, struck off nor handled,
    nor acted for one who did."""
    units = facts.lead_units | {leg.unit for leg in facts.legs}
    return first(
        differs_from(
            actor,
            facts.handled_by
            | facts.hands_of(
                Step.REPLIED,
                Step.DISPATCHED,
                Step.SUBDISPATCHED,
                Step.CHECKED,
                Step.STRUCK_OFF,
                Step.DECIDED,
            ),
            "same_hand",
            "您派过、办过或核销过这一件，不能再由您回访。",
        ),
        NotAllowed(
            "not_independent", "您在办理期间任职于承办单位，不能回访这一件。", "请由独立的回访人员办理。"
        )
        if units & facts.actor_units_during
        else None,
        differs_from(actor, facts.stewards, "steward", "您是这家企业的店小二，不能回访它的诉求。"),
        not_the_complained_of(facts, actor),
    )
