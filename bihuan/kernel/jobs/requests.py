"""Ask for long work, look at it, cancel it; and the worker's side: claim one, run it, end it."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import F, Q, QuerySet

from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.choices import RequestState
from bihuan.kernel.jobs.faults import said_of
from bihuan.kernel.jobs.kinds import Finished, Progress, RequestKind, request_kinds
from bihuan.kernel.jobs.leases import Lease, LeaseLost, Now, Stopping, free, holding
from bihuan.kernel.jobs.models import Request
from bihuan.kernel.parameters.editions import one_edition
from bihuan.kernel.refusals import NotAllowed, NotVisible, Refusal, WrongState

log = structlog.get_logger(__name__)
WAIT_AFTER_FAILURE = timedelta(seconds=30)
OPEN = [RequestState.WAITING, RequestState.RUNNING]


def ask_for(*, kind: str, payload: Mapping[str, Any], by: Actor, at: datetime) -> Request:
    """Queue long work. It runs as this person in this post; the payload carries ids, no personal data."""
    if kind not in request_kinds():
        raise LookupError(f"no request kind {kind!r}; known: {', '.join(sorted(request_kinds())) or 'none'}")
    if by.person_id is None:
        raise NotAllowed("request_needs_person", "请先登录再提交后台任务。")
    return Request.objects.create(
        kind=kind,
        payload=dict(payload),
        asked_by_id=by.person_id,
        post_id=by.post_id,
        acting_for_id=by.acting_for_id,
        asked_at=at,
    )


def requests_of(actor: Actor) -> QuerySet[Request]:
    """What this person asked for, the newest first."""
    return Request.objects.filter(asked_by_id=actor.person_id).order_by("-pk")


def request_for(actor: Actor, id: int) -> Request:
    """The gate: one's own request, else it does not exist."""
    request = requests_of(actor).filter(pk=id).first()
    if request is None:
        raise NotVisible()
    return request


def cancel_request(*, request: Request, by: Actor, at: datetime) -> Request:
    """The owner does not want it any more. A running one ends between two items; what it did stays done."""
    request = request_for(by, request.pk)
    ended = Request.objects.filter(pk=request.pk, state__in=OPEN).update(
        state=RequestState.CANCELLED, holder="", leased_until=None, finished_at=at
    )
    if not ended:
        raise WrongState("request_ended", f"这项任务已经结束：{RequestState(request.state).label}。")
    request.refresh_from_db()
    return request


def run_next(*, now: Now, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Run the oldest request that nobody has. Whether there was one."""
    request = _claim(now())
    if request is None:
        return False
    kind = request_kinds()[request.kind]
    mine = Request.objects.filter(pk=request.pk, holder=request.holder, state=RequestState.RUNNING)
    lease = Lease(mine, kind.lease, now=now, stopping=stopping)
    try:
        with holding(lease), one_edition():
            finished = kind.run(request, Progress(request, lease))
    except LeaseLost:
        log.info("request_lease_lost", request=request.pk)
    except Stopping:
        _put_back(mine, attempts=F("attempts") - 1, leased_until=None)
    except Refusal as refusal:
        _finish(mine, RequestState.FAILED, now(), Finished(outcome={"sentence": str(refusal)}))
    except Exception as failure:
        _failed(mine, kind, request, said_of(failure), now())
    else:
        _finish(mine, RequestState.DONE, now(), finished)
    return True


def _claim(at: datetime) -> Request | None:
    waiting = Request.objects.filter(free(at), state__in=OPEN, kind__in=list(request_kinds()))
    for id in waiting.order_by("asked_at", "pk").values_list("pk", flat=True)[:10]:
        holder = secrets.token_hex(8)
        taken = Request.objects.filter(Q(pk=id, state__in=OPEN), free(at)).update(
            state=RequestState.RUNNING,
            holder=holder,
            leased_until=at + timedelta(minutes=1),
            attempts=F("attempts") + 1,
            started_at=at,
        )
        if taken:
            return _unless_worn_out(Request.objects.get(pk=id), at)
    return None


def _unless_worn_out(request: Request, at: datetime) -> Request | None:
    """One that took its worker down every time is not tried for ever."""
    kind = request_kinds()[request.kind]
    mine = Request.objects.filter(pk=request.pk, holder=request.holder)
    if request.attempts > kind.attempts:
        _finish(
            mine,
            RequestState.FAILED,
            at,
            Finished(outcome={"sentence": "多次中断，已停止。请缩小范围后重新提交。"}),
        )
        return None
    mine.update(leased_until=at + kind.lease)
    return request


def _finish(mine: QuerySet[Request], state: RequestState, at: datetime, finished: Finished) -> None:
    mine.update(
        state=state,
        finished_at=at,
        leased_until=None,
        holder="",
        result_id=finished.result_id,
        outcome=dict(finished.outcome),
    )


def _put_back(mine: QuerySet[Request], **values: Any) -> None:
    mine.update(state=RequestState.WAITING, holder="", **values)


def _failed(mine: QuerySet[Request], kind: RequestKind, request: Request, said: str, at: datetime) -> None:
    """Again in a while; given up after as many attempts as its kind allows."""
    log.error("request_failed", request=request.pk, said=said)
    mine.update(last_error=said)
    if request.attempts >= kind.attempts:
        _finish(mine, RequestState.FAILED, at, Finished(outcome={"sentence": "系统出错，任务没有完成。"}))
    else:
        _put_back(mine, leased_until=at + WAIT_AFTER_FAILURE * request.attempts)
