"""走流程任务: owed by the calendar, assigned, taken, dropped; it is done when somebody has walked the item."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.services.models import Item
from bihuan.domain.walkthroughs.actions.arranging import leading
from bihuan.domain.walkthroughs.actions.walking import begin_walk
from bihuan.domain.walkthroughs.choices import (
    TaskState,
    WalkMode,
    WalkRole,
)
from bihuan.domain.walkthroughs.models import WalkTask
from bihuan.domain.walkthroughs.queries.facts import task_facts
from bihuan.domain.walkthroughs.queries.limits import limit_of
from bihuan.domain.walkthroughs.rules.rosters import may_call_on
from bihuan.domain.walkthroughs.rules.walks import may_assign, may_take
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties, start_duty
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, written
from bihuan.kernel.verbs import choice, flag, note, pick


def owe_walk(*, item: Item, by: Actor, at: datetime) -> WalkTask:
    """安排走流程: nobody has walked this high-frequency item for too long; its unit owes a walk."""
    with transaction.atomic():
        unit = item.unit
        task = WalkTask.objects.create(unit=unit, item=item, opened_at=at)
        start_duty(
            subject=task.subject,
            verb="take",
            holder=unit.key,
            role="UNIT_HEAD",
            started_at=at,
            limit=limit_of("walk_task.walk", at=at),
        )
        number_it(task, at=at)
        record_step(task, "owe", by=by, at=at, data={"number": task.number, "item": item.task_code})
        return task


def assign_task(
    *,
    walk_task: WalkTask,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    person: Annotated[Person, pick("指派给", "person")],
) -> WalkTask:
    """指派: one member of the leadership walks it; the time goes on."""
    with transaction.atomic():
        task = lock(walk_task, "unit", "item", seen=seen)
        refuse_unless(may_assign(task_facts(task), by))
        leading(person, day_of(at), field="person")
        (duty,) = drop_duties(subject=task.subject, at=at, verb="take")
        task.person = person
        start_duty(
            subject=task.subject, verb="take", holder=f"person:{person.pk}", started_at=at, due_at=duty.due_at
        )
        record_step(task, "assign", by=by, at=at, data={"person": person.pk})
        return task


def take_task(
    *,
    walk_task: WalkTask,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    role: Annotated[WalkRole, choice("扮演的角色")] = WalkRole.APPLICANT,
    mode: Annotated[WalkMode, choice("方式")] = WalkMode.SELF,
    disguised: Annotated[bool, flag("暗访：走完之前，别人看不到")] = False,
) -> WalkTask:
    """去走: the walk begins; the task is done when the walk ends."""
    if mode == WalkMode.OTHER:
        raise Malformed("mode_unnamed", "其他方式请从“走流程”开始。", fields={"mode": "请选三种方式之一。"})
    with transaction.atomic():
        task = lock(walk_task, "unit", "item", seen=seen)
        refuse_unless(may_take(task_facts(task), by))
        refuse_unless(may_call_on(by))
        begin_walk(
            task.item, by=by, at=at, companion=None, claimed=None, role=role, mode=mode, disguised=disguised
        )
        # In disguise the unit's own list must not tell on it: the task says nothing before the walk ends.
        return task


def drop_task(
    *,
    walk_task: WalkTask,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("为什么不走")],
) -> WalkTask:
    """取消: with a reason, on record."""
    with transaction.atomic():
        task = lock(walk_task, "unit", "item", seen=seen)
        refuse_unless(may_assign(task_facts(task), by))
        why = written(task, reason, "reason", "请写为什么不走。", at=at)
        task.state, task.ended_at = TaskState.DROPPED, at
        drop_duties(subject=task.subject, at=at)
        record_step(task, "drop", by=by, at=at, data=refs(reason=why))
        return task
