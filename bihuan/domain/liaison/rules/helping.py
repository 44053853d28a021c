"""帮: a need is answered by choosing a help or by saying that none fits; the firm says whether it helped."""

from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.liaison.choices import OfferState
from bihuan.domain.liaison.rules.common import is_of_firm, is_steward, of_the_office
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

S = OfferState
RAISERS = (
    Role.STEWARD,
    Role.OFFICE,
    Role.INTAKE,
    Role.HANDLER,
    Role.SECTION_HEAD,
    Role.DESK,
    Role.UNIT_DEPUTY,
)


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """A need. open: its case still runs."""

    enterprise: int
    office: int
    steward: int | None
    open: bool
    offers: frozenset[str] = frozenset()  # the states of what was offered


@dataclass(frozen=True, slots=True)
class OfferFacts:
    state: str
    enterprise: int
    office: int
    steward: int | None


def may_raise(actor: Actor, enterprise: int) -> Refusal | None:
    """The firm itself, its steward, any cadre who was told."""
    if is_of_firm(actor, enterprise):
        return None
    return first(is_a_person(actor), with_role(actor, *RAISERS))


def may_offer(facts: NeedFacts, actor: Actor) -> Refusal | None:
    """The steward answers the need; the office may do so for a firm without one."""
    return first(_open(facts), _helps(facts.steward, facts.office, actor))


def may_say_none_fits(facts: NeedFacts, actor: Actor) -> Refusal | None:
    return may_offer(facts, actor)


def may_bundle(facts: NeedFacts, actor: Actor) -> Refusal | None:
    """并案: the office in charge makes one matter of what many firms say; what a case asks besides, its own rule says."""
    return first(_open(facts), of_the_office(facts.office, actor))


def may_take_up(facts: OfferFacts, actor: Actor) -> Refusal | None:
    """The firm's choice; the steward may write down what the firm said."""
    return first(in_states(facts, S.OFFERED), _firm_or_helper(facts, actor))


def may_say_effect(facts: OfferFacts, actor: Actor) -> Refusal | None:
    """Whether it helped, by the firm's word."""
    return first(in_states(facts, S.TAKEN_UP), _firm_or_helper(facts, actor))


def may_take_up_any(facts: NeedFacts, actor: Actor) -> Refusal | None:
    """Whether there is an offer that waits for the firm's choice; which one, the action asks again."""
    waiting = S.OFFERED in facts.offers
    return first(
        None if waiting else WrongState("nothing_offered", "没有等待企业决定的措施。", "请先提供帮扶措施。"),
        _firm_or_helper(facts, actor),
    )


def may_say_effect_any(facts: NeedFacts, actor: Actor) -> Refusal | None:
    """Whether something was taken up and not judged yet."""
    taken = S.TAKEN_UP in facts.offers
    return first(
        None if taken else WrongState("nothing_taken_up", "没有企业采纳、等待评判的措施。"),
        _firm_or_helper(facts, actor),
    )


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """A help of the catalogue; `office`: whose 双优化办 keeps it."""

    office: int
    ended: bool


def may_end_help(facts: HelpFacts, actor: Actor) -> Refusal | None:
    ended = WrongState("help_ended", "这项措施已经停用。")
    return first(ended if facts.ended else None, may_keep_catalogue(actor, facts.office))


def may_keep_catalogue(actor: Actor, office: int) -> Refusal | None:
    """The catalogue is the 双优化办's."""
    return of_the_office(office, actor)


def _open(facts: NeedFacts) -> Refusal | None:
    return None if facts.open else WrongState("case_ended", "这件事已经结束。", "如果又发生了，请重新提出。")


def _helps(steward: int | None, office: int, actor: Actor) -> Refusal | None:
    if is_steward(actor, steward) or of_the_office(office, actor) is None:
        return None
    return NotAllowed("not_the_steward", "帮扶由这家企业的店小二办理。", "请联系这家企业的店小二。")


def _firm_or_helper(facts: OfferFacts | NeedFacts, actor: Actor) -> Refusal | None:
    return None if is_of_firm(actor, facts.enterprise) else _helps(facts.steward, facts.office, actor)
