"""抽查: decided by the number, so nobody can pick; by a checker who neither took it in nor dispatched it."""

from bihuan.domain.cases.choices import ReviewKind, Step
from bihuan.domain.cases.rules.answering import is_sampled
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, differs_from, first, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal

HANDS = (Step.REGISTERED, Step.ACCEPTED, Step.DISPATCHED, Step.SUBDISPATCHED, Step.REPLIED)


def in_sample(number: str, kind: ReviewKind, *, percent: int) -> bool:
    """Whether a case is in the sample of this kind."""
    return is_sampled(f"{kind}:{number}", percent=percent)


def may_review(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """抽查 belongs to the checkers of the office in charge, for cases in which they had no hand."""
    return first(
        is_a_person(actor),
        at_office(facts, actor, Role.CHECKER, Role.ARBITER),
        differs_from(actor, facts.hands_of(*HANDS), "same_hand", "您登记或派过这一件，不能抽查它。"),
    )
