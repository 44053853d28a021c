"""回访: ask the reporter; what they say closes the case, or sends it round again."""

from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.utils.timezone import localtime

from bihuan.domain.cases.actions.clocks import end_all_duties, owe_decision
from bihuan.domain.cases.actions.steps import add_hand, end_custody, lock_case, pass_to, record_step
from bihuan.domain.cases.choices import Satisfaction, Stage, State, Step
from bihuan.domain.cases.models import Case, FollowUp, FollowUpAttempt
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.following_up import is_content, is_unreached, may_follow_up
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import choice, note, verdict


def record_attempt(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    gist: Annotated[str, note("没联系上的情况")] = "",
) -> Case:
    """回访未接通: one try more. After three tries on three days and at different hours the case is closed as 未访到 and counted apart."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_follow_up(facts_of(case, by), by))
        asked = asked_of(case)
        text = write_note(subject=case.subject, text=gist, at=at) if gist.strip() else None
        FollowUpAttempt.objects.create(follow_up=asked, at=at, by_id=by.hand, answered=False, gist=text)
        tries = [localtime(t) for t in asked.attempts.values_list("at", flat=True)]
        unreached = is_unreached(tries, reachable=_is_reachable(case), due=at >= asked.due_at)
        to = None
        if unreached:
            _finish(asked, by=by, at=at, reached=False)
            to = _close(case, at=at)
            add_hand(case, Step.FOLLOWED_UP, by=by, at=at)
        record_step(case, "attempt", by=by, at=at, to=to, data={"try": len(tries), "unreached": unreached})
        return case


def follow_up_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    solved: Annotated[bool, verdict("反映人说问题已解决", "反映人说没有解决", legend="问题解决了吗")],
    contact_confirmed: Annotated[
        bool, verdict("反映人确认承办单位联系过", "反映人说没有联系过", legend="承办单位联系过吗")
    ],
    satisfaction: Annotated[Satisfaction, choice("满意程度")],
    said: Annotated[str, note("反映人的原话")] = "",
) -> Case:
    """回访: what the reporter says. Content closes the case; otherwise somebody outside the round decides how it goes on."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_follow_up(facts_of(case, by), by))
        asked = asked_of(case)
        FollowUpAttempt.objects.create(follow_up=asked, at=at, by_id=by.hand, answered=True)
        text = write_note(subject=case.subject, text=said, at=at) if said.strip() else None
        asked.solved, asked.contact_confirmed, asked.satisfaction, asked.said, asked.via = (
            solved,
            contact_confirmed,
            satisfaction,
            text,
            "phone",
        )
        _finish(asked, by=by, at=at, reached=True)
        add_hand(case, Step.FOLLOWED_UP, by=by, at=at)
        to = after_follow_up(case, content=is_content(solved, satisfaction, outcome=case.outcome), at=at)
        data = {"solved": solved, "satisfaction": satisfaction, "contact_confirmed": contact_confirmed}
        record_step(
            case, "follow_up", by=by, at=at, to=to, data=data | ({"said": note_ref(text)} if text else {})
        )
        return case


def asked_of(case: Case) -> FollowUp:
    """The follow-up that is owed now: of this round, or the sample of a direct answer."""
    return FollowUp.objects.get(case=case, round=0 if case.simple else case.round)


def _is_reachable(case: Case) -> bool:
    return case.reporters.exclude(phone="").exists()


def after_follow_up(case: Case, *, content: bool, at: datetime) -> State:
    """Close, or owe a decision by someone outside the round."""
    finish_duties(subject=case.subject, at=at, verb="follow_up")
    if content:
        return _close(case, at=at)
    owe_decision(case, at=at)
    pass_to(case, office_id=case.office_id, stage=Stage.DECISION, at=at)
    return State.DISSATISFIED


def _finish(asked: FollowUp, *, by: Actor, at: datetime, reached: bool) -> None:
    asked.finished_at, asked.by_id, asked.reached = at, by.person_id, reached
    asked.save()


def _close(case: Case, *, at: datetime) -> State:
    finish_duties(subject=case.subject, at=at, verb="follow_up")
    end_all_duties(case, at=at)
    end_custody(case, at=at)
    return State.CLOSED
