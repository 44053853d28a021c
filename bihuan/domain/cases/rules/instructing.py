"""领导批示、上级交办、催办."""

from datetime import date

from bihuan.domain.cases.choices import InstructionKind
from bihuan.domain.cases.choices.states import OPEN
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import (
    at_office,
    first,
    in_states,
    is_a_person,
    not_the_complained_of,
    with_role,
)
from bihuan.domain.cases.rules.identity import OUTSIDE, is_the_reporter
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, TooMany

REPORTERS = (Role.DESK, Role.HANDLER, Role.SECTION_HEAD, Role.OFFICE, Role.UNIT_DEPUTY, Role.UNIT_HEAD)


def may_instruct(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """批示 belongs to a leader; what an organ above us hands down is recorded by the office in charge."""
    return first(
        in_states(facts, *sorted(OPEN)),
        is_a_person(actor),
        not_the_complained_of(facts, actor),
        None if actor.has(Role.LEADER) else at_office(facts, actor, Role.OFFICE),
    )


def instruction_fits(
    actor: Actor, kind: str, *, organ: str, number: str, report_on: date, today: date
) -> Refusal | None:
    """A leader's own words are a leader's; a superior's order has its organ and number; the report day is to come."""
    if kind == InstructionKind.LEADER and not actor.has(Role.LEADER):
        return NotAllowed("leader_only", "领导批示要由领导本人签。", "上级文件请选“上级交办”，并写明文号。")
    if kind == InstructionKind.SUPERIOR and not (organ.strip() and number.strip()):
        return Malformed(
            "no_outside_number",
            "上级交办要写明交办机关和文号。",
            "请补充。",
            fields={"organ": "请填写交办机关。", "outside_number": "请填写文号。"},
        )
    if report_on < today:
        return Malformed(
            "past_day", "报告日期已经过去。", "请填今天或以后。", fields={"report_on": "请填以后的日期。"}
        )
    return None


def may_report_instruction(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """报告批示 belongs to the office to which it was given."""
    return first(
        is_a_person(actor),
        with_role(actor, *REPORTERS),
        not_the_complained_of(facts, actor),
        None
        if instructed_items(facts, actor)
        else NotAllowed("no_instruction", "没有等您单位报告的批示。", "请核对批示批给了谁。"),
    )


def instructed_items(facts: CaseFacts, actor: Actor) -> list[str]:
    """The instructions on which this actor's office owes a report, the oldest first."""
    items = {
        item for verb, item, holder in facts.owed if verb == "report_instruction" and holder in actor.keys
    }
    return sorted(items, key=lambda item: int(item.partition(":")[2]))


def may_remind(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """催办 by the office in charge, a leader, or the reporter."""
    open_ = in_states(facts, *sorted(OPEN))
    if actor.kind in OUTSIDE:
        return first(is_the_reporter(facts, actor), open_)
    return first(
        open_,
        is_a_person(actor),
        not_the_complained_of(facts, actor),
        None if actor.has(Role.LEADER) else at_office(facts, actor, Role.OFFICE, Role.FOLLOW_UP),
    )


def reminds_once(actor: Actor, *, already_today: int) -> Refusal | None:
    """The reporter reminds at most once a day."""
    if actor.kind in OUTSIDE and already_today:
        return TooMany("您今天已经催过了，我们已经转告承办单位。", "明天可以再催。", retry_after=24 * 3600)
    return None
