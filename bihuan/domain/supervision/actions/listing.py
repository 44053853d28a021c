"""挂牌督办: a leader's decision, and what the city makes public of it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.supervision.actions.issuing import LISTING, put_in_force
from bihuan.domain.supervision.actions.redacting import refuse_what_tells
from bihuan.domain.supervision.actions.steps import lock, move, record_step
from bihuan.domain.supervision.choices import SupervisionState
from bihuan.domain.supervision.models import Supervision
from bihuan.domain.supervision.queries.facts import cases_on, supervision_facts
from bihuan.domain.supervision.rules import ladder
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import note, verdict


def decide_listing(
    *,
    supervision: Supervision,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意挂牌")],
    answer: Annotated[str, note("意见")] = "",
) -> Supervision:
    """批准挂牌: the leading group's decision; from now on the head of the unit owes a report."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_decide(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(cases_on(supervision), answer=answer)
        asked = asked_approval(supervision.subject, kind=LISTING)
        decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        paper = {}
        if granted:
            paper = put_in_force(supervision, by=by, at=at)
        else:
            move(supervision, SupervisionState.WITHDRAWN, ladder.is_transition)
            supervision.ended_at = at
        record_step(supervision, "decide", by=by, at=at, data={"granted": granted} | paper)
        return supervision


def decide_listing_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Supervision:
    """The same from the queue of all approvals."""
    supervision = Supervision.objects.get(pk=approval.subject_id)
    return decide_listing(supervision=supervision, by=by, at=at, granted=granted, answer=answer)


def publish_supervision(
    *, supervision: Supervision, by: Actor, at: datetime, seen: int | None = None
) -> Supervision:
    """公开挂牌: unit, title, since when and until when; no case and no person."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_publish(supervision_facts(supervision, by, at=at), by))
        refuse_what_tells(cases_on(supervision), public=True, title=supervision.title)
        supervision.published_at = at
        record_step(supervision, "publish", by=by, at=at)
        return supervision


def unpublish_supervision(
    *, supervision: Supervision, by: Actor, at: datetime, seen: int | None = None
) -> Supervision:
    """撤下公开."""
    with transaction.atomic():
        supervision = lock(supervision, seen=seen)
        refuse_unless(ladder.may_unpublish(supervision_facts(supervision, by, at=at), by))
        supervision.published_at = None
        record_step(supervision, "unpublish", by=by, at=at)
        return supervision
