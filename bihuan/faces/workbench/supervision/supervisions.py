"""督办单 on its page: which rung, which cases, what was asked and reported, the rungs below and above."""

from datetime import datetime

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.supervision.choices import Rung
from bihuan.domain.supervision.models import Supervision
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office, texts
from bihuan.kernel.access import Actor


def show(supervision: Supervision, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("层级", Rung(supervision.rung).label),
            fact("督办对象", office(supervision.addressee).text),
            fact("责任单位", office(supervision.unit).text),
            fact("发出", at=supervision.issued_at),
            fact("报告", at=supervision.replied_at),
            fact("结束", at=supervision.ended_at),
            fact("公开", at=supervision.published_at),
        ),
        texts=texts(("督办要求", supervision.demand), ("办理报告", supervision.reply)),
        tables=_ladder(supervision),
        cases=cases_visible_to(actor).filter(pk__in=supervision.items.values("case")).order_by("id"),
        cases_title="有关工单",
    )


def _ladder(supervision: Supervision) -> list[Table]:
    """The rungs of the same matter, lowest first."""
    line = [supervision]
    while line[0].previous is not None:
        line.insert(0, line[0].previous)
    above = getattr(supervision, "next", None)
    while above is not None:
        line.append(above)
        above = getattr(above, "next", None)
    if len(line) == 1:
        return []
    rows = [
        [
            Cell(Rung(one.rung).label),
            Cell(one.number or ""),
            Cell(at=one.opened_at),
            Cell(one.get_state_display()),
        ]
        for one in line
    ]
    return [Table("逐级督办", ("层级", "编号", "发出", "现在"), rows, "")]
