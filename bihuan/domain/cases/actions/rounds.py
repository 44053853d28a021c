"""What the reporter says by receipt, and what is decided when they are not content."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_all_duties, owe_office
from bihuan.domain.cases.actions.following_up import after_follow_up
from bihuan.domain.cases.actions.parties import add_office_line
from bihuan.domain.cases.actions.steps import add_hand, end_custody, lock_case, pass_to, record_step
from bihuan.domain.cases.choices import LinkKind, PartyRole, RulingKind, Satisfaction, Stage, State, Step
from bihuan.domain.cases.models import Case, FollowUp, Link, Ruling
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import one_above
from bihuan.domain.cases.rules.following_up import is_content
from bihuan.domain.cases.rules.rounds import (
    may_give_final_answer,
    may_mark_recurrence,
    may_new_round,
    may_rate,
    may_reopen,
    may_say_not_solved,
    may_uphold,
    moves_up,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import drop_duties, finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, note, pick, verdict


def rate_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    solved: Annotated[bool, verdict("问题解决了", "没有解决", legend="问题解决了吗")],
    contact_confirmed: Annotated[bool, verdict("联系过我", "没有联系过我", legend="承办单位联系过您吗")],
    satisfaction: Annotated[Satisfaction, choice("满意程度")],
    said: Annotated[str, note("想说的话", "可以不写")] = "",
) -> Case:
    """评价: the reporter says by receipt what the follow-up would have asked."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_rate(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=said, at=at) if said.strip() else None
        FollowUp.objects.filter(case=case, round=case.round, finished_at=None).update(
            finished_at=at,
            reached=True,
            solved=solved,
            contact_confirmed=contact_confirmed,
            satisfaction=satisfaction,
            said=text,
            via="portal",
        )
        to = after_follow_up(case, content=is_content(solved, satisfaction, outcome=case.outcome), at=at)
        data = {"solved": solved, "satisfaction": satisfaction, "contact_confirmed": contact_confirmed}
        record_step(case, "rate", by=by, at=at, to=to, data=data | ({"said": note_ref(text)} if text else {}))
        return case


def say_not_solved(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    said: Annotated[str, note("哪里没有解决")],
) -> Case:
    """没有解决: once per round; somebody outside the round decides how it goes on."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_say_not_solved(facts_of(case, by, at=at), by))
        text = _written(case, said, "said", "请写哪里没有解决。", at)
        asked = FollowUp.objects.filter(case=case, round=case.round)
        asked.filter(finished_at=None).update(
            finished_at=at,
            reached=True,
            solved=False,
            satisfaction=Satisfaction.DISSATISFIED,
            said=text,
            via="portal",
        )
        # What was said at the follow-up stays as it was said; that it was disputed is dated beside it.
        asked.update(disputed_at=at)
        to = after_follow_up(case, content=False, at=at)
        record_step(case, "say_not_solved", by=by, at=at, to=to, data={"said": note_ref(text)})
        return case


def new_round(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    differs: Annotated[str, note("这一轮要有什么不同", "如：换承办科室、现场办理、由领导牵头")],
) -> Case:
    """再办一轮: the office dispatches again, with a new promise to the reporter; the third round is handled one level up (会商)."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_new_round(facts_of(case, by), by))
        text = _written(case, differs, "differs", "请写明这一轮有什么不同。", at)
        _rule(case, RulingKind.NEW_ROUND, text, by=by, at=at)
        case.round += 1
        case.outcome, case.simple = "", False
        if moves_up(case.round):
            case.office = one_above(case.office)
            case.level = case.office.level
            add_office_line(case, case.office, PartyRole.OFFICE)
        start_again(case, at=at)
        record_step(
            case,
            "new_round",
            by=by,
            at=at,
            to=State.ACCEPTED,
            data={"round": case.round, "differs": note_ref(text)},
        )
        return case


def uphold_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("维持的理由", "逐条回应反映人的意见，写明依据")],
    remedies: Annotated[str, note("还可以怎么办", "如：复议、诉讼、信访的途径和期限")],
) -> Case:
    """维持结果: closed with written reasons and the remedies that remain; the reporter stays dissatisfied in every figure."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_uphold(facts_of(case, by), by))
        text = _written(case, reason, "reason", "请写维持的理由。", at)
        ways = _written(case, remedies, "remedies", "请写反映人还可以怎么办。", at)
        _rule(case, RulingKind.UPHELD, text, by=by, at=at, remedies=ways)
        end_all_duties(case, at=at)
        end_custody(case, at=at)
        record_step(
            case,
            "uphold",
            by=by,
            at=at,
            to=State.CLOSED,
            data={"reason": note_ref(text), "remedies": note_ref(ways)},
        )
        return case


def give_final_answer(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    answer: Annotated[str, note("最终答复", "由主要负责人签发")],
) -> Case:
    """最终答复: signed by the head of the unit after the last round; only new facts reopen it."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_give_final_answer(facts_of(case, by), by))
        text = _written(case, answer, "answer", "请写最终答复。", at)
        _rule(case, RulingKind.FINAL, text, by=by, at=at)
        end_all_duties(case, at=at)
        end_custody(case, at=at)
        record_step(case, "final_answer", by=by, at=at, to=State.CLOSED, data={"answer": note_ref(text)})
        return case


def reopen_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("新的事实", "与上次相比，有什么新情况")],
) -> Case:
    """重新办理: new facts; it is dispatched again in a round of its own, counted as reopened."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_reopen(facts_of(case, by), by))
        text = _written(case, reason, "reason", "请写明新的事实。", at)
        if case.legs.filter(round=case.round).exists():
            case.round += 1
        case.outcome, case.simple = "", False
        start_again(case, at=at)
        record_step(
            case,
            "reopen",
            by=by,
            at=at,
            to=State.ACCEPTED,
            data={"reason": note_ref(text), "round": case.round},
        )
        return case


def mark_recurrence(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    of: Annotated[Case, pick("哪一件又发生了", "case", "已结案的编号")],
) -> Case:
    """复发: the same problem as in a concluded case has come back; both know of each other, and it is counted."""
    if of.ended_at is None or of.pk == case.pk:
        raise Malformed(
            "not_concluded", "只能关联已经结案的另一件。", fields={"of": "请填写已结案工单的编号。"}
        )
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_mark_recurrence(facts_of(case, by), by))
        Link.objects.get_or_create(
            case=case, other=of, kind=LinkKind.RECURRENCE, undone_at=None, defaults={"at": at}
        )
        record_step(case, "mark_recurrence", by=by, at=at, data={"of": of.number})
        return case


def start_again(case: Case, *, at: datetime) -> None:
    """A new promise to the reporter, and the office owes its dispatch."""
    finish_duties(subject=case.subject, at=at, verb="decide")
    drop_duties(subject=case.subject, at=at, verb="conclude_transfer")
    case.struck_off_at = None
    owe_office(case, "promise", role=Role.OFFICE, at=at)
    owe_office(case, "dispatch", role=Role.OFFICE, at=at)
    pass_to(case, office_id=case.office_id, stage=Stage.TRIAGE, at=at)


def _rule(
    case: Case, kind: RulingKind, reason: Note, *, by: Actor, at: datetime, remedies: Note | None = None
) -> None:
    Ruling.objects.create(
        case=case, round=case.round, kind=kind, reason=reason, remedies=remedies, by_id=by.hand, at=at
    )
    add_hand(case, Step.DECIDED, by=by, at=at)


def _written(case: Case, text: str, field: str, sentence: str, at: datetime) -> Note:
    if not text.strip():
        raise Malformed("empty", sentence, fields={field: sentence})
    return write_note(subject=case.subject, text=text, at=at)
