"""Leaving the loop without being closed: declined, transferred, withdrawn, void. Each with its basis; a case is never closed as 'not ours'."""

from bihuan.domain.cases.choices import Boundary, State
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person, passes_on
from bihuan.domain.cases.rules.identity import holds_receipt, raised, reported
from bihuan.domain.enterprises.choices import FIRM_OWNER
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState

# To whom these go on; all others are explained to the reporter and end here.
TRANSFERS = frozenset(
    {Boundary.STATUTORY, Boundary.EMERGENCY, Boundary.PETITION, Boundary.DISCLOSURE, Boundary.SUPERIOR}
)
DECLINES = frozenset(
    {Boundary.LITIGATION, Boundary.PETITION, Boundary.NO_FACTS, Boundary.REPEATED, Boundary.DISCLOSURE}
)


def leads_nobody(facts: CaseFacts) -> Refusal | None:
    """Whoever was merged into a case waits for it: it does not leave the loop before they go their own way."""
    if facts.is_lead_of_others:
        return WrongState("leads_others", "已有别的工单并入这一件。", "请先撤销并案，或改由另一件作主件。")
    return None


def may_decline(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """不予受理 belongs to the office in charge, before anything was dispatched, and only on a basis of the boundary list."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
        leads_nobody(facts),
    )


def may_transfer(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """移送 to the organ that has the statutory duty: from triage, or later when it turns out."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED, State.DISPATCHED, State.HANDLING),
        is_a_person(actor),
        passes_on(facts, actor, Role.OFFICE),
        leads_nobody(facts),
    )


def may_leave_as_clue(facts: CaseFacts) -> Refusal | None:
    """整件移送: the whole case is a discipline clue. Only what no unit has ever held: whoever had a part would learn where it went."""
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        WrongState(
            "was_dispatched",
            "这一件派过单，承办单位已经知道，不能整件移送。",
            "请不勾选“整件移送”，只移送线索；工单照常办理。",
        )
        if facts.legs
        else None,
        leads_nobody(facts),
    )


def is_ground_of_transfer(basis: Boundary, *, has_area_above: bool) -> Refusal | None:
    """Where to another organ, and on which basis. To the next level by letter only from the city: from a county it is raised (提级)."""
    if basis == Boundary.DISCIPLINE:
        return Malformed(
            "needs_two_signatures",
            "违纪违法线索要两个人签字，不能这样移送。",
            "请从“线索移送”起草移送函；整件都是线索的，勾选“整件移送”。",
            fields={"basis": "请用“线索移送”。"},
        )
    if basis not in TRANSFERS:
        return Malformed(
            "not_a_ground",
            f"“{basis.label}”不能移送。",
            "请选其他依据，或不予受理。",
            fields={"basis": "请选其他依据。"},
        )
    if basis == Boundary.SUPERIOR and has_area_above:
        return Malformed(
            "raise_it",
            "上一级就在系统里，不用移送。",
            "请用“提级”，或受理时勾选“反映作风或行为”，系统会交给上一级。",
            fields={"basis": "请用“提级”。"},
        )
    return None


def may_conclude_transfer(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """移送结果 is noted when the other organ's answer came; of a discipline clue, when it told us."""
    return first(
        in_states(facts, State.TRANSFERRED),
        is_a_person(actor),
        passes_on(facts, actor, Role.OFFICE),
        WrongState("not_answered", "有关机关还没有反馈。", "反馈来了，系统会提醒您登记移送结果。")
        if facts.as_clue and not facts.owes_at_all("conclude_transfer")
        else None,
    )


def may_withdraw(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """撤回 belongs to the reporter: by the receipt, or told to the office in charge; never to whoever handles it. Of a firm's need: to the
    contact who raised it, or to one who speaks for the whole firm."""
    if reported(facts, actor):
        return first(
            in_states(facts, *sorted(OPEN - {State.STRUCK_OFF, State.DISSATISFIED, State.COMPLETED})),
            None
            if holds_receipt(facts, actor) or raised(facts, actor) or actor.has(FIRM_OWNER)
            else NotAllowed(
                "raised_by_another", "这一件是本企业另一名联系人提出的。", "请由提出人或企业负责人撤回。"
            ),
        )
    return first(
        in_states(facts, *sorted(OPEN - {State.STRUCK_OFF, State.DISSATISFIED, State.COMPLETED})),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE, Role.INTAKE, Role.FOLLOW_UP),
    )


def may_void(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """作废 undoes a registration made in error; by the office, and not by the hand that registered it."""
    registered = facts.hands.get("REGISTERED", frozenset())
    return first(
        in_states(facts, State.REGISTERED, State.ACCEPTED),
        is_a_person(actor),
        at_office(facts, actor, Role.OFFICE),
        NotAllowed("same_hand", "是您登记的这一件，不能由您作废。", "请换一位同事核对后作废。")
        if registered & actor.hands
        else None,
        leads_nobody(facts),
    )
