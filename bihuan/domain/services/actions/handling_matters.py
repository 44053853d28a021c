"""一事联办, one person's matter: submit once, accept at one window, tasks in their order, one clock, one answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.services.choices import MatterState, TaskState
from bihuan.domain.services.models import Joint, Matter, Paper, Part, Task
from bihuan.domain.services.queries.limits import limit_of
from bihuan.domain.services.queries.matters import materials_of, matter_facts, task_facts
from bihuan.domain.services.rules import bundling
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.duties.actions import drop_duties, finish_duties, pause_duties, resume_duties, start_duty
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.identifiers import phone as read_phone
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, refuse_empty, written
from bihuan.kernel.verbs import note

LONGEST_ANSWER = 200
ALL = "全部"
CLOCK = "finish"  # the one clock, from acceptance to the last task


def submit_matter(
    *, by: Actor, at: datetime, joint: Joint, name: str, phone: str, answers: Mapping[str, str]
) -> Matter:
    """申请: one form; each material is asked once, and what the government holds is fetched at once."""
    refuse_empty(name, "name", "请填写姓名。")
    refuse_unless_fits(Matter, {"applicant": name.strip()})
    number = str(read_phone(phone))
    if not joint.is_open:
        raise WrongState("joint_closed", "这件事已经停办。", "请分别办理各个事项。")
    told = _answers(joint, answers)
    parts = list(joint.parts.select_related("office").order_by("place"))
    if not parts:
        raise WrongState("joint_empty", "这件事还没有登记要办哪些。", "请稍后再来。")
    with transaction.atomic():
        matter = Matter(joint=joint, applicant=name.strip(), phone=number, submitted_at=at)
        matter.save()
        matter.answers = write_note(
            subject=matter.subject, text=json.dumps(told, ensure_ascii=False, sort_keys=True), at=at
        )
        Paper.objects.bulk_create(
            Paper(
                matter=matter,
                name=needed.name,
                held_by=needed.held_by,
                parts=list(needed.parts),
                received_at=at if needed.held_by else None,
            )
            for needed in materials_of(joint, day_of(at))
        )
        for part in parts:
            _task(matter, part, by=by, at=at)
        _owe(matter, "accept", at=at)
        number_it(matter, at=at)
        fetched = matter.papers.exclude(held_by="").count()
        data = {"number": matter.number, "joint": joint.code, "tasks": len(parts), "fetched": fetched}
        record_step(matter, "submit", by=by, at=at, data=data | refs(answers=matter.answers))
        return matter


def receive_papers(
    *,
    matter: Matter,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    papers: Annotated[str, note("收到哪些", "一行一份，写材料名称；全部收到写“全部”")],
) -> Matter:
    """收材料: at the window, each once for all offices."""
    with transaction.atomic():
        matter = lock(matter, "joint__window", seen=seen)
        refuse_unless(bundling.may_receive_papers(matter_facts(matter), by))
        missing = list(matter.papers.filter(received_at=None).order_by("id").values_list("name", flat=True))
        waits = matter.state == MatterState.INCOMPLETE
        chosen = _chosen(papers, missing, made_good=waits)
        matter.papers.filter(name__in=chosen).update(received_at=at)
        if waits and set(chosen) == set(missing):
            matter.state = MatterState.SUBMITTED
            resume_duties(subject=matter.subject, at=at)
        record_step(matter, "receive_papers", by=by, at=at, data={"papers": chosen})
        return matter


def ask_more(
    *,
    matter: Matter,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    said: Annotated[str, note("要补什么", "一次说全：缺哪些、什么样的、怎样交")],
) -> Matter:
    """一次告知: everything that is missing, once; the applicant is told and the clock waits."""
    with transaction.atomic():
        matter = lock(matter, "joint__window", seen=seen)
        refuse_unless(bundling.may_ask_more(matter_facts(matter), by))
        matter.state = MatterState.INCOMPLETE
        matter.said = written(matter, said, "said", "请写要补什么。", at=at)
        pause_duties(subject=matter.subject, at=at)
        entry = record_step(matter, "ask_more", by=by, at=at, data=refs(said=matter.said))
        _tell(matter, entry, "还要补材料", "请打开政务服务网查看要补什么，补齐后继续办。", at=at)
        return matter


def accept_matter(*, matter: Matter, by: Actor, at: datetime, seen: int | None = None) -> Matter:
    """受理: the one clock starts; every task that waits for nothing opens at its office."""
    with transaction.atomic():
        matter = lock(matter, "joint__window", seen=seen)
        refuse_unless(bundling.may_accept(matter_facts(matter), by))
        finish_duties(subject=matter.subject, at=at)
        matter.state, matter.accepted_at = MatterState.RUNNING, at
        start_duty(
            subject=matter.subject,
            verb=CLOCK,
            holder=matter.joint.window.key,
            started_at=at,
            limit=Limit.parse(matter.joint.limit),
        )
        opened = _open_ready(matter, by=by, at=at)
        entry = record_step(matter, "accept", by=by, at=at, data={"tasks": opened})
        _tell(matter, entry, "已受理", "各单位同时办，办好了会告诉您。", at=at)
        return matter


def reject_matter(
    *,
    matter: Matter,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    said: Annotated[str, note("为什么，还能怎么办", "依据、理由，还有什么路可走")],
) -> Matter:
    """不予受理: with the reason and the way that remains."""
    with transaction.atomic():
        matter = lock(matter, "joint__window", seen=seen)
        refuse_unless(bundling.may_reject(matter_facts(matter), by))
        matter.said = written(matter, said, "said", "请写理由。", at=at)
        _end(matter, MatterState.REJECTED, by=by, at=at)
        entry = record_step(matter, "reject", by=by, at=at, data=refs(said=matter.said))
        _tell(matter, entry, "不能受理", "请打开政务服务网查看原因和其他办法。", at=at)
        return matter


def withdraw_matter(*, matter: Matter, by: Actor, at: datetime, seen: int | None = None) -> Matter:
    """撤回: nothing more is done; what was done already stays."""
    with transaction.atomic():
        matter = lock(matter, "joint__window", seen=seen)
        refuse_unless(bundling.may_withdraw(matter_facts(matter), by))
        _end(matter, MatterState.WITHDRAWN, by=by, at=at)
        record_step(matter, "withdraw", by=by, at=at)
        return matter


def finish_task(
    *,
    task: Task,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("办理结果", "发了什么、改了什么；办事的人会看到")],
) -> Task:
    """办好: what waited for it opens; with the last one the matter is done."""
    with transaction.atomic():
        matter, task = _lock_task(task, seen=seen)
        refuse_unless(bundling.may_do_task(task_facts(task), by))
        task.state, task.ended_at = TaskState.DONE, at
        task.result = written(task, result, "result", "请写办理结果。", at=at)
        finish_duties(subject=task.subject, at=at)
        record_step(task, "finish", by=by, at=at, data=refs(result=task.result))
        _go_on(matter, by=by, at=at)
        return task


def refuse_task(
    *,
    task: Task,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    result: Annotated[str, note("为什么办不了，还能怎么办", "办事的人会看到")],
) -> Task:
    """办不了: with the reason; what waits for it is not done either, the others go on."""
    with transaction.atomic():
        matter, task = _lock_task(task, seen=seen)
        refuse_unless(bundling.may_do_task(task_facts(task), by))
        task.state, task.ended_at = TaskState.REFUSED, at
        task.result = written(task, result, "result", "请写理由。", at=at)
        finish_duties(subject=task.subject, at=at)
        record_step(task, "refuse", by=by, at=at, data=refs(result=task.result))
        after = {part.place: part.after for part in matter.joint.parts.all()}
        waiting = bundling.behind(after, task.part.place)
        for other in matter.tasks.filter(part__place__in=waiting, state=TaskState.WAITING):
            _drop(other, by=by, at=at)
        _go_on(matter, by=by, at=at)
        return task


def _chosen(papers: str, missing: Sequence[str], *, made_good: bool) -> list[str]:
    """Which of the missing ones came, a line each, or all of them. `made_good`: 全部 also says that what was asked for in words has come,
    be it on no list."""
    named = list(dict.fromkeys(line.strip() for line in papers.splitlines() if line.strip()))
    if named == [ALL]:
        if missing or made_good:
            return list(missing)
        named = []
    unknown = [name for name in named if name not in missing]
    if unknown or not named:
        sentence = f"没有要收的材料：{'、'.join(unknown)}。" if unknown else "没有要收的材料。"
        raise Malformed("no_such_paper", sentence, fields={"papers": sentence})
    return named


def _answers(joint: Joint, answers: Mapping[str, str]) -> dict[str, str]:
    told: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in joint.form.all():
        said = str(answers.get(field.code, "")).strip()
        if field.required and not said:
            wrong[field.code] = f"请填写{field.label}。"
        elif len(said) > LONGEST_ANSWER:
            wrong[field.code] = f"最多 {LONGEST_ANSWER} 字。"
        told[field.code] = said
    if wrong:
        raise Malformed("form_incomplete", fields=wrong)
    return told


def _task(matter: Matter, part: Part, *, by: Actor, at: datetime) -> None:
    task = Task(matter=matter, part=part, office=part.office)
    task.save()
    number_it(task, at=at)
    record_step(task, "plan", by=by, at=at, data={"number": task.number, "place": part.place})


def _open_ready(matter: Matter, *, by: Actor, at: datetime) -> list[str]:
    """Open what waits for nothing any more; the numbers of those."""
    tasks = {task.part.place: task for task in matter.tasks.select_related("part", "office")}
    # Not of the bundle: a part that was added since is none of this matter.
    after = {place: task.part.after for place, task in tasks.items()}
    done = [place for place, task in tasks.items() if task.state == TaskState.DONE]
    opened = []
    for place in sorted(bundling.ready(after, done)):
        task = tasks[place]
        if task.state == TaskState.WAITING:
            task.state, task.opened_at = TaskState.OPEN, at
            _owe(task, "finish", at=at)
            record_step(task, "open", by=by, at=at)
            opened.append(str(task.number))
    return opened


def _go_on(matter: Matter, *, by: Actor, at: datetime) -> None:
    """After a task ended: open what is ready, or end the matter."""
    _open_ready(matter, by=by, at=at)
    states = set(matter.tasks.values_list("state", flat=True))
    if states & {TaskState.OPEN, TaskState.WAITING}:
        return
    done = states == {TaskState.DONE}
    matter.state, matter.ended_at = (MatterState.DONE if done else MatterState.PARTLY), at
    finish_duties(subject=matter.subject, at=at)
    entry = record_step(matter, "end", by=by, at=at, data={"state": matter.state})
    words = "全部办好了" if done else "有的办好了，有的没有办成"
    _tell(matter, entry, words, "请打开政务服务网查看每一项的结果。", at=at)


def _end(matter: Matter, state: MatterState, *, by: Actor, at: datetime) -> None:
    """Ended before the last task: whatever is open stops."""
    for task in matter.tasks.filter(state__in=[TaskState.WAITING, TaskState.OPEN]):
        _drop(task, by=by, at=at)
    drop_duties(subject=matter.subject, at=at)
    matter.state, matter.ended_at = state, at


def _drop(task: Task, *, by: Actor, at: datetime) -> None:
    task.state, task.ended_at = TaskState.DROPPED, at
    drop_duties(subject=task.subject, at=at)
    record_step(task, "drop", by=by, at=at)


def _lock_task(task: Task, *, seen: int | None) -> tuple[Matter, Task]:
    """The matter first, then its task: always in this order."""
    matter = lock(Matter.objects.get(pk=task.matter_id), "joint__window")
    return matter, lock(task, "part", "office__unit", "matter__joint__window", seen=seen)


def _owe(thing: Matter | Task, verb: str, *, at: datetime) -> None:
    holder = thing.joint.window if isinstance(thing, Matter) else thing.office
    limit = limit_of(f"{thing.noun}.{verb}", at=at)
    start_duty(subject=thing.subject, verb=verb, holder=holder.key, started_at=at, limit=limit)


def _tell(matter: Matter, entry: Entry, title: str, body: str, *, at: datetime) -> None:
    recipients: Iterable[Recipient] = [
        Recipient(key=f"matter_applicant:{matter.pk}", channels=(Channel.SMS,))
    ]
    queue_notices(entry=entry, recipients=recipients, title=f"{title}：{matter.number}", body=body, at=at)
