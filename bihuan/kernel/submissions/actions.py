"""`once`: the outermost transaction of everything that people and programs send."""

import json
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connection, transaction

from bihuan.kernel.refusals import Busy, Malformed
from bihuan.kernel.submissions.models import Submission

Answer = dict[str, Any]

TRIES = 4
PATIENCE_SECONDS = 15.0  # a waiting person gives up after that; the key makes their next try safe
KEY_LENGTH = 128
# 40001 serialisation failure, 40P01 deadlock, 55P03 lock not to be had in time
PASSING = frozenset({"40001", "40P01", "55P03"})
# Set while `once` runs an action: nothing around it goes on after a refusal.
_whole: ContextVar[bool] = ContextVar("whole", default=False)


def once(
    *,
    key: str,
    actor: str,
    fingerprint: str,
    at: datetime,
    do: Callable[[], Answer],
    lasting: bool = False,
) -> Answer:
    """Do it once per (actor, key) and give the same answer again to whoever repeats it.

    The key is inserted before the action, in the same transaction: a twin that arrives meanwhile waits and gets the answer; a refusal
    rolls the key back too. The same key with another body is refused. Only here are deadlocks and lock timeouts tried again.
    The answer is stored: it must hold no secret (add `receipt_secret(number)` after `once`).
    """
    _check_key(key)
    started = time.monotonic()
    for attempt in range(1, TRIES + 1):
        try:
            return _one_try(key, actor, fingerprint, at, do, lasting)
        except OperationalError as error:
            if not will_pass(error):
                raise
            if attempt == TRIES or time.monotonic() - started > PATIENCE_SECONDS:
                raise Busy() from error
            _pause(attempt)
    raise AssertionError("unreachable")


def _one_try(
    key: str, actor: str, fingerprint: str, at: datetime, do: Callable[[], Answer], lasting: bool
) -> Answer:
    # durable: a retry replays the whole transaction, so there must be nothing around it.
    with transaction.atomic(durable=True):
        if not _first(key, actor, fingerprint, at, lasting):
            return _answered(key, actor, fingerprint)
        token = _whole.set(True)
        try:
            answer = _stored_form(do())
        finally:
            _whole.reset(token)
        Submission.objects.filter(actor=actor, key=key).update(answer=answer)
        return answer


def joined() -> AbstractContextManager[None]:
    """The transaction of an action that is either the whole of what somebody sent, or a step within something larger.

    Within `once` whatever is refused rolls everything back, key and all, so a savepoint would protect nothing; elsewhere it lets the
    caller go on after a refusal. Who catches a refusal inside `once` and goes on puts a `transaction.atomic()` around the step.
    """
    return transaction.atomic(savepoint=not _whole.get())


def _first(key: str, actor: str, fingerprint: str, at: datetime, lasting: bool) -> bool:
    """Insert the key; where another transaction holds it, wait for its end. False: it was there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO submissions_submission (actor, key, fingerprint, at, lasting)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (actor, key) DO NOTHING",
            [actor, key, fingerprint, connection.ops.adapt_datetimefield_value(at), lasting],
        )
        inserted: int = cursor.rowcount
    return inserted == 1


def _answered(key: str, actor: str, fingerprint: str) -> Answer:
    earlier = Submission.objects.get(actor=actor, key=key)
    if earlier.fingerprint != fingerprint:
        raise Malformed(
            "key_reused",
            "这个提交编号已经用于另一份内容。",
            "请刷新页面后重新提交；接口调用方请为新的请求换一个 Idempotency-Key。",
        )
    return _given(earlier)


def _given(earlier: Submission) -> Answer:
    # Key and answer are committed together: nobody sees one without the other.
    assert earlier.answer is not None
    answer: Answer = earlier.answer
    return answer


def _stored_form(answer: Answer) -> Answer:
    """The first answer is given in the form in which a repeated one is read back."""
    stored: Answer = json.loads(json.dumps(answer, cls=DjangoJSONEncoder))
    return stored


def _check_key(key: str) -> None:
    if not key or len(key) > KEY_LENGTH or not key.isprintable():
        raise Malformed(
            "key_malformed", "提交编号不合规。", f"Idempotency-Key 应为 1 至 {KEY_LENGTH} 个可见字符。"
        )


def will_pass(error: OperationalError) -> bool:
    """Whether the same transaction may succeed when it is tried again: deadlock, serialisation, lock not to be had."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None:
        return state in PASSING
    return connection.vendor == "sqlite" and "locked" in str(error)


def _pause(attempt: int) -> None:
    # Jitter keeps two that collided from colliding again; no secret depends on it.
    time.sleep(random.uniform(0.5, 1.5) * 0.05 * 2**attempt)


def forget_submissions(*, before: datetime, limit: int = 5_000) -> int:
    """Forget keys that nobody will send again, at most `limit` at a time; how many. Imported rows stay known for good."""
    old = Submission.objects.filter(at__lt=before, lasting=False).order_by("at").values("pk")[:limit]
    deleted, _ = Submission.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return deleted
