"""走流程: start, step by step, end; a walk in disguise gives up what it found only when it ends."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Max

from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import promise_of, version_on
from bihuan.domain.walkthroughs.actions.common import Claimed, claim_of, digest_of, own_unit
from bihuan.domain.walkthroughs.actions.doubting import doubt_walk
from bihuan.domain.walkthroughs.actions.finding import file_finding
from bihuan.domain.walkthroughs.choices import (
    FindingState,
    SittingState,
    TaskState,
    WalkMode,
    WalkRole,
    WalkState,
)
from bihuan.domain.walkthroughs.models import AskedMaterial, Sitting, Walk, WalkStep, WalkTask
from bihuan.domain.walkthroughs.queries.facts import walk_facts
from bihuan.domain.walkthroughs.rules.comparing import is_declared
from bihuan.domain.walkthroughs.rules.rosters import may_call_on
from bihuan.domain.walkthroughs.rules.walks import may_write
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refs, refuse_empty, written
from bihuan.kernel.verbs import choice, count, files, flag, line, note, pick

MOST_MINUTES = 10_000
MOST_LINES, LONGEST_MATERIAL = 30, 120


def start_walk(
    *,
    by: Actor,
    at: datetime,
    item: Annotated[Item, pick("哪个事项", "walk_item")],
    role: Annotated[WalkRole, choice("扮演的角色")] = WalkRole.APPLICANT,
    mode: Annotated[WalkMode, choice("方式")] = WalkMode.SELF,
    mode_words: Annotated[str, line("其他方式", "选“其他方式”时写明")] = "",
    disguised: Annotated[bool, flag("暗访：走完之前，别人看不到")] = False,
    companion: Annotated[Person | None, pick("谁陪同记录", "person")] = None,
    occurred_at: Claimed = None,
) -> Walk:
    """开始走流程: against the promise that holds today. While one sits at a window it belongs to that sitting."""
    refuse_unless(may_call_on(by))
    if mode == WalkMode.OTHER and not mode_words.strip():
        raise Malformed("mode_unnamed", "还没有写是什么方式。", fields={"mode_words": "请写明方式。"})
    refuse_unless_fits(Walk, {"mode_words": mode_words.strip()})
    with transaction.atomic():
        return begin_walk(
            item, by=by, at=at, companion=companion, claimed=occurred_at, role=role, mode=mode,
            mode_words=mode_words.strip() if mode == WalkMode.OTHER else "", disguised=disguised,
        )  # fmt: skip


def begin_walk(
    item: Item, *, by: Actor, at: datetime, companion: Person | None, claimed: datetime | None, **said: object
) -> Walk:
    version = version_on(item, day_of(at))
    if version is None:
        raise WrongState("not_offered", "这个事项现在没有在办的版本。", "请换一个事项。")
    open_ = Walk.objects.filter(walker_id=by.hand, state=WalkState.OPEN).first()
    if open_ is not None:
        number = open_.number
        raise WrongState(
            "walking_already", f"您还有一个流程没有走完（{number}）。", "请先走完那一个。", number=number
        )
    if companion is not None and companion.pk in by.hands:
        raise Malformed(
            "own_companion", "陪同记录的应是另一个人。", fields={"companion": "请换一位，或不填。"}
        )
    walk = Walk.objects.create(
        unit=own_unit(by),
        walker_id=by.hand,
        companion=companion,
        item=item,
        item_version=version,
        sitting=Sitting.objects.filter(leader_id=by.hand, state=SittingState.OPEN).first(),
        claimed_from=claim_of(claimed, at),
        opened_at=at,
        **said,
    )
    number_it(walk, at=at)
    data = {"number": walk.number, "item": item.task_code, "role": walk.role, "mode": walk.mode}
    record_step(walk, "start", by=by, at=at, data=data)
    return walk


def take_step(
    *,
    walk: Walk,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    name: Annotated[str, line("环节", "如 取号、交件、审核")],
    waited: Annotated[int, count("等了几分钟")] = 0,
    handled: Annotated[int, count("办了几分钟")] = 0,
    trip: Annotated[int, count("第几趟")] = 1,
    asked: Annotated[str, note("要了哪些材料", "一行一份")] = "",
    again: Annotated[str, note("其中哪些交过又要", "一行一份")] = "",
    failed: Annotated[str, line("哪个系统出错")] = "",
    said: Annotated[str, note("工作人员怎么说")] = "",
    photos: Annotated[Sequence[Attachment], files("照片")] = (),
    occurred_at: Claimed = None,
) -> Walk:
    """走一步: waiting and handling, what was asked for (again?), which trip, what failed, what staff said."""
    refuse_empty(name, "name", "请写是哪个环节。")
    _refuse_numbers(waited=waited, handled=handled, trip=trip)
    refuse_unless_fits(WalkStep, {"name": name.strip(), "failed": failed.strip()})
    with transaction.atomic():
        walk = lock(walk, "unit", "item_version", seen=seen)
        refuse_unless(may_write(walk_facts(walk), by))
        last = walk.steps.aggregate(n=Max("place"))["n"] or 0
        words = write_note(subject=walk.subject, text=said, at=at) if said.strip() else None
        step = WalkStep.objects.create(
            walk=walk,
            place=last + 1,
            name=name.strip(),
            trip=max(1, trip),
            waited=waited,
            handled=handled,
            failed=failed.strip(),
            said=words,
            claimed_at=claim_of(occurred_at, at),
            at=at,
        )
        _ask_for(step, _lines("asked", asked), _lines("again", again), walk)
        attach(attachments=photos, subject=walk.subject, item=f"step:{step.place}", at=at)
        data = {"place": step.place, "waited": waited, "handled": handled, "failed": step.failed}
        record_step(walk, "step", by=by, at=at, data=data | refs(said=words))
        return walk


def _ask_for(step: WalkStep, asked: Sequence[str], twice: Sequence[str], walk: Walk) -> None:
    """Each line a material; what is asked again may stand in the second list only."""
    declared = promise_of(walk.item_version).materials
    AskedMaterial.objects.bulk_create(
        AskedMaterial(step=step, name=name, again=name in twice, declared=is_declared(name, declared))
        for name in dict.fromkeys([*asked, *twice])
    )


def _lines(field: str, text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        sentence = f"一步最多写 {MOST_LINES} 份材料。"
        raise Malformed("too_many_lines", sentence, fields={field: f"{sentence}请分几步写。"})
    if max(map(len, lines), default=0) > LONGEST_MATERIAL:
        sentence = f"一份材料最多 {LONGEST_MATERIAL} 个字。"
        raise Malformed("line_too_long", sentence, fields={field: f"{sentence}请一行写一份。"})
    return lines


def _refuse_numbers(**numbers: int) -> None:
    wrong = {name: f"请填 0 到 {MOST_MINUTES}。" for name, n in numbers.items() if not 0 <= n <= MOST_MINUTES}
    if wrong:
        raise Malformed("bad_count", "数目不对。", fields=wrong)


def end_walk(
    *,
    walk: Walk,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    summary: Annotated[str, note("小结", "哪里顺、哪里堵")],
    occurred_at: Claimed = None,
) -> Walk:
    """走完: compared with the promise at once; what was found in disguise is filed now; what looks like theatre is marked."""
    with transaction.atomic():
        walk = lock(walk, "unit", "item__unit", "item_version", seen=seen)
        refuse_unless(may_write(walk_facts(walk), by))
        walk.summary = written(walk, summary, "summary", "请写小结。", at=at)
        walk.summary_digest = digest_of(summary)
        walk.claimed_to = claim_of(occurred_at, at)
        walk.state, walk.ended_at = WalkState.FINISHED, at
        found = doubt_walk(walk, at=at)
        for finding in walk.findings.filter(state=FindingState.SEALED).order_by("id"):
            file_finding(finding, by=by, at=at)
        _finish_task(walk, by=by, at=at)
        data = {"minutes": walk.minutes or 0, "doubts": [rule.code for rule in found]}
        record_step(walk, "end", by=by, at=at, data=data | refs(summary=walk.summary))
        return walk


def _finish_task(walk: Walk, *, by: Actor, at: datetime) -> None:
    """Whoever walks the item, the open task for it is done."""
    task = WalkTask.objects.select_for_update().filter(item=walk.item, state=TaskState.OPEN).first()
    if task is None:
        return
    task.state, task.ended_at = TaskState.DONE, at
    finish_duties(subject=task.subject, at=at)
    walk.task = task
    record_step(task, "done", by=by, at=at, data={"walk": walk.number})
