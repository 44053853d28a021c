"""挂账 on its page: why it takes long, its milestones, its quarterly reviews."""

from datetime import datetime

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.remedies.models import LongTerm
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office, step, texts
from bihuan.kernel.access import Actor


def title(item: LongTerm) -> str:
    """A long-term item is named by its case's number: its title may be above this reader's seal."""
    return f"工单 {item.case.number} 挂账"


def show(item: LongTerm, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("责任办公室", office(item.office).text),
            fact("起草", at=item.opened_at),
            fact("批准文件", item.document),
            fact("列入", at=item.entered_at),
            fact("结束", at=item.ended_at),
        ),
        texts=texts(("为什么需要较长时间", item.reason)),
        tables=[_milestones(item, at), _reviews(item)],
        cases=cases_visible_to(actor).filter(pk=item.case_id) if item.case_id else Case.objects.none(),
        cases_title="哪一件",
    )


def _milestones(item: LongTerm, at: datetime) -> Table:
    rows = item.milestones.select_related("office__unit", "office__desk__unit").order_by("place")
    return Table(
        "里程碑",
        ("到哪一步", "责任机构", "到期日", "完成", "状态"),
        [
            (
                Cell(f"{row.place}. {row.text}"),
                office(row.office),
                Cell(on=row.due_on),
                Cell(at=row.reached_at) if row.reached_at else Cell("—"),
                step(row.reached_at, row.due_on, at, "已完成", "未到"),
            )
            for row in rows
        ],
        "每一步、哪一天、由谁，会列在这里。没有里程碑不能送审。",
    )


def _reviews(item: LongTerm) -> Table:
    rows = item.reviews.select_related("opinion").order_by("id")
    return Table(
        "季度检查",
        ("时间", "检查意见"),
        [(Cell(at=row.at), Cell(row.opinion.text)) for row in rows],
        "列入后每季度检查一次，结果会列在这里。",
    )
