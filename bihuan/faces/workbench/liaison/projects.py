"""A project's path: landed, built, in production, above-scale, titles, awards; and the visits that helped."""

from datetime import datetime

from django.urls import reverse

from bihuan.domain.liaison.choices import Stage
from bihuan.domain.liaison.models import Project
from bihuan.domain.liaison.queries import visits_visible_to
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts
from bihuan.kernel.access import Actor
from bihuan.kernel.money import yuan


def show(project: Project, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact(
                "企业",
                project.enterprise.name,
                url=reverse("workbench:enterprise", args=[project.enterprise.code]),
            ),
            fact("类别", "在建重大项目" if project.is_big else "一般项目"),
            fact("计划投资", yuan(project.investment_fen) if project.investment_fen else ""),
            fact("登记", at=project.opened_at),
            fact("结束", at=project.ended_at),
        ),
        tables=[_path(project), _visits(project, actor)],
    )


def _path(project: Project) -> Table:
    reached = list(project.stages.order_by("reached_on", "id"))
    rows = [
        (
            Cell(Stage(stage.stage).label),
            Cell(on=stage.reached_on),
            Cell(stage.name or "—"),
            Cell(yuan(stage.amount_fen) if stage.amount_fen else "—"),
            Cell(stage.document or "—"),
        )
        for stage in reached
    ]
    done = {stage.stage for stage in reached}
    ahead = [
        (Cell(stage.label), Cell("还没有到"), Cell("—"), Cell("—"), Cell("—"))
        for stage in Stage
        if stage not in done
    ]
    return Table("里程碑", ("到哪一步", "日期", "名称", "金额", "依据"), [*rows, *ahead], "")


def _visits(project: Project, actor: Actor) -> Table:
    seen = visits_visible_to(actor).filter(project=project).prefetch_related("bureaus__office")
    rows = [
        (
            Cell(visit.number, url=reverse("workbench:visits-one", args=[visit.number])),
            Cell(at=visit.done_at or visit.planned_for),
            Cell(
                "、".join(
                    [visit.visitor_office.short_name, *(b.office.short_name for b in visit.bureaus.all())]
                )
            ),
            Cell(visit.purpose or "—"),
        )
        for visit in seen.select_related("visitor_office").order_by("-planned_for")[:30]
    ]
    return Table("各单位上门", ("走访", "时间", "单位", "事由"), rows, "各单位为这个项目的走访会列在这里。")
