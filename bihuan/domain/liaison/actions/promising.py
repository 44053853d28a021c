"""走访承诺: what a visitor promised a firm, and whether it was kept."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.liaison.actions.steps import lock, owe, record_step, refs, written
from bihuan.domain.liaison.choices import PromiseState
from bihuan.domain.liaison.models import Promise, Visit
from bihuan.domain.liaison.queries.facts import promise_facts, visit_facts
from bihuan.domain.liaison.rules.common import firm_key
from bihuan.domain.liaison.rules.visits import (
    may_keep_promise,
    may_promise,
)
from bihuan.domain.organisations.rules.keys import person_key
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import is_past
from bihuan.kernel.verbs import day, note


def make_promise(
    *,
    visit: Visit,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("承诺什么")],
    due_on: Annotated[date, day("什么时候以前")],
) -> Visit:
    """承诺: what the visitor will do for the firm, and until when."""
    with transaction.atomic():
        visit = lock(visit, seen=seen)
        refuse_unless(may_promise(visit_facts(visit), by))
        write_promise(visit, text, due_on, by=by, at=at)
        return visit


def keep_promise(
    *,
    visit_promise: Promise,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("怎么兑现的")],
) -> Promise:
    """兑现承诺; the firm is told."""
    return _end_promise(visit_promise, "keep", PromiseState.KEPT, result, by=by, at=at, seen=seen)


def release_promise(
    *,
    visit_promise: Promise,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("为什么不能兑现", "企业会看到")],
) -> Promise:
    """不能兑现: told to the firm with the reason, counted."""
    return _end_promise(visit_promise, "release", PromiseState.RELEASED, result, by=by, at=at, seen=seen)


def _end_promise(
    promise: Promise,
    verb: str,
    state: PromiseState,
    result: str,
    *,
    by: Actor,
    at: datetime,
    seen: int | None,
) -> Promise:
    with transaction.atomic():
        promise = lock(promise, seen=seen)
        refuse_unless(may_keep_promise(promise_facts(promise), by))
        promise.result = written(promise, result, "result", "请写清楚。", at=at)
        promise.state, promise.ended_at = state, at
        finish_duties(subject=promise.subject, at=at)
        firm = firm_key(promise.enterprise_id)
        record_step(promise, verb, by=by, at=at, data=refs(result=promise.result), tell=[firm])
        return promise


def write_promise(visit: Visit, text: str, due_on: date, *, by: Actor, at: datetime) -> Promise:
    if is_past(due_on, at):
        raise Malformed("past_day", "承诺日期已经过去。", fields={"due_on": "请填写今天或以后的日期。"})
    promise = Promise.objects.create(
        visit=visit, enterprise=visit.enterprise, holder_id=visit.visitor_id, due_on=due_on
    )
    promise.text = written(promise, text, "text", "请写承诺什么。", at=at)
    owe(
        promise.subject,
        "keep",
        holder=person_key(visit.visitor_id),
        at=at,
        due_at=city_calendar().close_of(due_on),
    )
    record_step(promise, "make", by=by, at=at, data={"due_on": due_on} | refs(text=promise.text))
    return promise
