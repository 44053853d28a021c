"""约谈, 通报, 平台故障 on their pages."""

from datetime import datetime

from bihuan.domain.supervision.choices import System
from bihuan.domain.supervision.models import Circular, Incident, Interview, Outage
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office, texts
from bihuan.faces.workbench.supervision.cards import title_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.wording import worked


def show_interview(interview: Interview, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("被约谈单位", office(interview.unit).text),
            fact("被约谈人", interview.person.name),
            fact("约定时间", at=interview.planned_at),
            fact("地点", interview.place),
            fact("约谈时间", at=interview.held_at),
            fact("报告整改", on=interview.report_on),
            fact("起因", f"督办单 {interview.supervision.number}" if interview.supervision else ""),
        ),
        texts=texts(
            ("约谈内容", interview.minutes),
            ("整改承诺", interview.promises),
            ("被约谈人意见", interview.remark),
        ),
    )


def show_circular(circular: Circular, actor: Actor, at: datetime) -> Shown:
    behind = circular.circular_cards.select_related("card__section__unit", "card__section__desk__unit")
    rows = [[Cell(title_of(one.card)), Cell(one.card.get_state_display())] for one in behind.order_by("id")]
    return Shown(
        facts=facts(
            fact("文号", circular.letter),
            fact("印发", at=circular.issued_at),
            fact("公开", at=circular.published_at),
        ),
        texts=texts(("正文", circular.text)),
        tables=[Table("通报的红黄牌", ("红黄牌", "现在"), rows, "没有列出红黄牌。")],
    )


def show_outage(outage: Outage, actor: Actor, at: datetime) -> Shown:
    touched = Incident.objects.filter(lost_outage__gt=0, began_at__lt=outage.to_at, at__gt=outage.from_at)
    minutes = sum(touched.values_list("lost_outage", flat=True)[:5000])
    return Shown(
        facts=facts(
            fact("系统", System(outage.system).label),
            fact("从", at=outage.from_at),
            fact("到", at=outage.to_at),
            fact("影响", office(outage.only_unit).text if outage.only_unit else "全部单位"),
            fact("登记", at=outage.opened_at),
            fact("同期扣除的超期", worked(minutes) if minutes else ""),
        ),
        texts=texts(("情况和证据", outage.account)),
        notice=""
        if outage.state != "RECORDED"
        else "还没有认定：认定以后，这段办公时间才不计入任何人的超期。",
    )
