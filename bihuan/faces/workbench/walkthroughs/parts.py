"""What the pages of sittings and walks share: how long, findings, doubts and what a person decided."""

from bihuan.domain.walkthroughs.choices import FindingKind, FindingState
from bihuan.domain.walkthroughs.models import Sitting, Walk
from bihuan.domain.walkthroughs.queries import findings_visible_to
from bihuan.domain.walkthroughs.rules.doubts import BY_CODE
from bihuan.faces.shared.wording.dates import span_words
from bihuan.faces.workbench.remedies.shown import Cell, Table
from bihuan.kernel.access import Actor


def lasted(minutes: int | None) -> str:
    return "" if minutes is None else span_words(minutes)


def judged(thing: Sitting | Walk) -> str:
    """Whether it is counted, in words."""
    answers = [one.genuine for one in thing.doubts.all()]
    if thing.ended_at is None:
        return ""
    if None in answers:
        return "存疑，核定之前不计入"
    return "核定不属实，不计入" if False in answers else "计入"


def doubts(thing: Sitting | Walk) -> list[Table]:
    rows = list(thing.doubts.select_related("decided_by", "reason").order_by("id"))
    if not rows:
        return []
    lines = [
        (
            Cell(BY_CODE[one.code].name),
            Cell(BY_CODE[one.code].sentence),
            Cell(
                {None: "待核定", True: "属实", False: "不属实"}[one.genuine],
                tone="purple" if one.genuine is None else "grey",
            ),
            Cell(
                f"{one.decided_by.name}：{one.reason.text if one.reason else ''}" if one.decided_by else "—"
            ),
        )
        for one in rows
    ]
    return [
        Table(
            "存疑",
            ("哪一条", "为什么", "核定", "谁、怎么核的"),
            lines,
            "",
            "看着像走过场的，由双优化办的人核定，核定之前不计入次数。",
        )
    ]


def findings_of(thing: Sitting | Walk, actor: Actor) -> list[Table]:
    rows = findings_visible_to(actor).filter(**{str(thing.noun): thing}).select_related("case").order_by("id")
    lines = [
        (
            Cell(one.title, url=f"/work/findings/{one.number}/"),
            Cell(FindingKind(one.kind).label),
            Cell(FindingState(one.state).label, tone=FindingState(one.state).colour),
        )
        for one in rows
    ]
    return [Table("发现的问题", ("问题", "类别", "状态"), lines, "")] if lines else []
