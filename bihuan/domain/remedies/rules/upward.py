"""向上反映: drafted by a section, signed by the head of its unit, sent to a named superior, chased, answered, told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.domain.cases.rules.hands import first, is_a_person, with_role
from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.choices import UpwardState as S
from bihuan.domain.remedies.rules.common import of_the_unit
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

DRAFTERS = (Role.HANDLER, Role.SECTION_HEAD, Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class UpwardFacts:
    """A report upward as the rules see it. `signer`: the role that signs for its unit."""

    state: str
    office: int
    unit: int
    drafted_in: int
    cases: int = 0
    signer: str = Role.UNIT_HEAD
    hands: Mapping[str, frozenset[int]] = field(default_factory=dict)


def signer_of(*, is_area: bool) -> Role:
    """A unit's report is signed by its head, an area's own by a leader."""
    return Role.LEADER if is_area else Role.UNIT_HEAD


def may_draft(actor: Actor) -> Refusal | None:
    """起草 belongs to whoever handles such problems."""
    return first(is_a_person(actor), with_role(actor, *DRAFTERS))


def may_edit(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """The drafting section, or those who speak for its unit."""
    own = f"office:{facts.drafted_in}" in actor.keys or f"office:{facts.unit}" in actor.keys
    return first(
        is_a_person(actor),
        with_role(actor, *DRAFTERS),
        None if own else NotAllowed("not_your_unit", "这份报告由别的单位起草。", "请联系起草单位。"),
    )


def may_add_cases(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """Like cases join until the answer has come: it speaks for the whole class."""
    return first(in_states(facts, S.DRAFT, S.ASKED, S.APPROVED, S.SENT), _edits_or_office(facts, actor))


def may_ask(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """送签: with at least one case."""
    return first(
        in_states(facts, S.DRAFT),
        may_edit(facts, actor),
        None if facts.cases else WrongState("no_case", "还没有一件工单。", "请先加入同类工单。"),
    )


def may_decide(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """签发 belongs to the head of the unit; the approval keeps the asker's hands out."""
    return first(in_states(facts, S.ASKED), of_the_unit(facts.unit, actor, Role(facts.signer)))


def may_send(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """上报: date and number are written down."""
    return first(in_states(facts, S.APPROVED), may_edit(facts, actor))


def may_chase(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """催问 the superior, again and again."""
    return first(in_states(facts, S.SENT), may_edit(facts, actor))


def may_record_answer(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """答复 as it came, whatever it says."""
    return first(in_states(facts, S.SENT), may_edit(facts, actor))


def may_withdraw(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    """撤回, before it was sent."""
    return first(in_states(facts, S.DRAFT, S.APPROVED), may_edit(facts, actor))


def _edits_or_office(facts: UpwardFacts, actor: Actor) -> Refusal | None:
    in_charge = f"office:{facts.office}" in actor.keys and actor.has(Role.OFFICE, Role.CHECKER)
    return is_a_person(actor) if in_charge else may_edit(facts, actor)
