"""坐窗口 on its page: what was brought to the window and what became of it, thanks, findings, doubts."""

from datetime import datetime

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.walkthroughs.choices import RECEIVED, Reception, Thanks
from bihuan.domain.walkthroughs.models import Received, Sitting
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, texts
from bihuan.faces.workbench.walkthroughs.parts import doubts, findings_of, judged, lasted
from bihuan.kernel.access import Actor


def show(sitting: Sitting, actor: Actor, at: datetime) -> Shown:
    rows = list(sitting.received.select_related("case", "upward", "gist", "explanation").order_by("id"))
    received = [row for row in rows if row.kind in RECEIVED]
    return Shown(
        facts=facts(
            fact("坐窗口的人", sitting.leader.name),
            fact("单位", office_words(sitting.unit)),
            fact("窗口", office_words(sitting.window)),
            fact("陪同记录", sitting.companion.name if sitting.companion else ""),
            fact("班次", "按排班" if sitting.turn_id else "临时"),
            fact("平台收到开始", at=sitting.opened_at),
            fact("手机记的开始", at=sitting.claimed_from),
            fact("时长", lasted(sitting.minutes)),
            fact(
                "接待", f"{sum(row.people for row in received)} 人，{sum(row.matters for row in received)} 件"
            ),
            fact("计入", judged(sitting)),
        ),
        texts=texts(("小结", sitting.summary)),
        tables=[_received(rows), *_thanked(sitting), *findings_of(sitting, actor), *doubts(sitting)],
        cases=cases_visible_to(actor).filter(pk__in=[row.case_id for row in rows if row.case_id]),
        cases_title="转成的工单",
    )


def _received(rows: list[Received]) -> Table:
    return Table(
        "接待",
        ("时间", "结果", "人", "件", "情况"),
        [
            (
                Cell(at=row.claimed_at or row.at),
                Cell(Reception(row.kind).label),
                Cell(row.people, number=True),
                Cell(row.matters, number=True),
                Cell(_words(row)),
            )
            for row in rows
        ],
        "接待的群众、办的和答的事，会逐条列在这里。",
    )


def _words(row: Received) -> str:
    said = [row.gist.text if row.gist else "", f"解释：{row.explanation.text}" if row.explanation else ""]
    said.append(f"向上反映 {row.upward.number}" if row.upward else "")
    said.append(f"工单 {row.case.number}" if row.case else "")
    return "；".join(filter(None, said)) or "—"


def _thanked(sitting: Sitting) -> list[Table]:
    rows = list(sitting.thanked.order_by("id"))
    if not rows:
        return []
    lines = [(Cell(at=row.at), Cell(Thanks(row.kind).label), Cell(row.times, number=True)) for row in rows]
    return [Table("群众感谢", ("登记", "形式", "次数"), lines, "")]
