"""走流程 on its page: step by step, against the promise, findings, doubts."""

from datetime import datetime

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs.choices import WalkMode, WalkRole, WalkState
from bihuan.domain.walkthroughs.models import Walk, WalkStep
from bihuan.domain.walkthroughs.queries.walks import compared
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, texts
from bihuan.faces.workbench.walkthroughs.parts import doubts, findings_of, judged, lasted
from bihuan.kernel.access import Actor

NOTHING = "—"


def show(walk: Walk, actor: Actor, at: datetime) -> Shown:
    steps = list(walk.steps.select_related("said").prefetch_related("materials"))
    sealed = walk.disguised and walk.state == WalkState.OPEN
    return Shown(
        facts=facts(
            fact("事项", walk.item_version.name),
            fact("走流程的人", walk.walker.name),
            fact("单位", office_words(walk.unit)),
            fact("角色", WalkRole(walk.role).label),
            fact("方式", walk.mode_words or WalkMode(walk.mode).label),
            fact("暗访", "是" if walk.disguised else ""),
            fact("陪同记录", walk.companion.name if walk.companion else ""),
            fact("平台收到开始", at=walk.opened_at),
            fact("手机记的开始", at=walk.claimed_from),
            fact("时长", lasted(walk.minutes)),
            fact("等待", f"{sum(s.waited for s in steps)} 分钟"),
            fact("办理", f"{sum(s.handled for s in steps)} 分钟"),
            fact("计入", judged(walk)),
        ),
        texts=texts(("小结", walk.summary)),
        tables=[_steps(steps), _against(walk), *findings_of(walk, actor), *doubts(walk)],
        cases=Case.objects.none(),
        notice="这是一次暗访。走完之前，只有您和陪同的人看得到这一页。" if sealed else "",
    )


def _steps(steps: list[WalkStep]) -> Table:
    return Table(
        "一步一步",
        ("环节", "第几趟", "等（分）", "办（分）", "要了什么", "系统", "怎么说"),
        [
            (
                Cell(f"{step.place}. {step.name}"),
                Cell(step.trip, number=True),
                Cell(step.waited, number=True),
                Cell(step.handled, number=True),
                Cell(_materials(step)),
                Cell(step.failed or NOTHING, tone="purple" if step.failed else ""),
                Cell(step.said.text if step.said else NOTHING),
            )
            for step in steps
        ],
        "走过的环节会一步一步列在这里。",
    )


def _materials(step: WalkStep) -> str:
    said = [
        f"{m.name}{'（又要）' if m.again else ''}{'' if m.declared else '（指南里没有）'}"
        for m in step.materials.all()
    ]
    return "、".join(said) or NOTHING


def _against(walk: Walk) -> Table:
    return Table(
        "和办事指南比",
        ("比什么", "指南写的", "实际走的", "结论"),
        [
            (
                Cell(line.label),
                Cell(line.promised),
                Cell(line.found),
                Cell("不如指南" if line.worse else "相符", tone="purple" if line.worse else "grey"),
            )
            for line in compared(walk)
        ],
        "",
        f"按走的那天施行的第 {walk.item_version.place} 版。",
    )
