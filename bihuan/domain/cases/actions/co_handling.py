"""协办答复; and what becomes of open co-handlers' parts when the lead is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_leg_duties
from bihuan.domain.cases.actions.parts import part_of, recall_tree
from bihuan.domain.cases.actions.steps import add_hand, lock_case, move_leg, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import LegRole, LegState, Step
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Answer, Case, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.co_handling import may_answer_lead
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import files, note


def answer_lead(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    answer: Annotated[str, note("协办意见", "写明本单位查到的情况和意见，主办单位会看到")],
    evidence: Annotated[Sequence[Attachment], files("材料")] = (),
) -> Case:
    """协办答复: a co-handler tells the lead; with that its part is done. The lead answers for the case."""
    if not answer.strip():
        raise Malformed("no_answer", "还没有写协办意见。", "请写明。", fields={"answer": "请填写。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_answer_lead(facts, by))
        held = facts.leg_of(by, {LegState.HANDLING}, LegRole.CO)
        assert held is not None  # may_answer_lead found it
        leg = part_of(held.id)
        text = write_note(subject=case.subject, text=answer, at=at)
        Answer.objects.create(leg=leg, text=text, by_id=by.hand, at=at)
        attach(attachments=evidence, subject=case.subject, item=leg.item, at=at)
        add_hand(case, Step.HANDLED, by=by, at=at)
        _end_answered(leg, at=at)
        said = {"office": leg.office.code, "leg": leg.pk, "answer": note_ref(text)}
        entry = record_step(
            case, "answer_lead", by=by, at=at, data=said | {"files": [a.pk for a in evidence]}
        )
        tell_holders(case, entry, _leads(case), at=at)
        return case


def drop_open_answers(case: Case, *, at: datetime) -> list[str]:
    """The lead is done: what co-handlers still owed is dropped, their lateness frozen; the codes of those offices, for the entry."""
    waiting = case.legs.filter(round=case.round, parent=None, role=LegRole.CO, state__in=sorted(LEG_OPEN))
    parts = list(waiting.select_related("office", "case").order_by("id"))
    for leg in parts:
        recall_tree(leg, at=at)
    return [leg.office.code for leg in parts]


def _end_answered(leg: Leg, *, at: datetime) -> None:
    """The section's answer is its desk's: the parts above it are done when nothing below them is open."""
    end_leg_duties(leg, at=at)
    move_leg(leg, to=LegState.COMPLETED, at=at)
    if leg.parent is not None and not leg.parent.children.filter(state__in=sorted(LEG_OPEN)).exists():
        _end_answered(leg.parent, at=at)


def _leads(case: Case) -> list[str]:
    legs = case.legs.filter(round=case.round, role=LegRole.LEAD, state__in=sorted(LEG_OPEN))
    return [f"office:{pk}" for pk in legs.values_list("office_id", flat=True).distinct()]
