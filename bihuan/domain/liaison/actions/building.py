"""项目: open, reach milestones in order, close."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions.steps import lock, number_it, record_step
from bihuan.domain.liaison.choices import Stage
from bihuan.domain.liaison.models import Project, ProjectStage
from bihuan.domain.liaison.queries.facts import project_facts
from bihuan.domain.liaison.rules.common import firm_key
from bihuan.domain.liaison.rules.projects import REPEATED, may_be_next, may_close, may_open, may_reach
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, count, day, flag, line, pick

FEN_PER_WAN = 1_000_000


def open_project(
    *,
    by: Actor,
    at: datetime,
    enterprise: Annotated[Enterprise, pick("企业", "enterprise")],
    name: Annotated[str, line("项目名称")],
    is_big: Annotated[bool, flag("在建重大项目", "不论企业规模，都有专属店小二")] = False,
    investment: Annotated[int | None, count("计划投资（万元）", "可以不填")] = None,
) -> Project:
    """登记项目: from now on its milestones stand in one line."""
    refuse_unless(may_open(by))
    if not name.strip():
        raise Malformed("empty", "请写项目名称。", fields={"name": "请写项目名称。"})
    refuse_unless_fits(Project, {"name": name.strip()})
    with transaction.atomic():
        project = Project(
            enterprise=enterprise,
            office=office_in_charge(region=enterprise.region, respondent=None, about_conduct=False),
            name=name.strip(),
            is_big=is_big,
            investment_fen=None if investment is None else investment * FEN_PER_WAN,
            opened_at=at,
        )
        project.save()
        number_it(project, at=at)
        data = {"number": project.number, "enterprise": enterprise.name, "is_big": is_big}
        record_step(project, "open", by=by, at=at, data=data)
        return project


def reach_stage(
    *,
    project: Project,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    stage: Annotated[Stage, choice("里程碑")],
    reached_on: Annotated[date, day("日期")],
    name: Annotated[str, line("称号或奖励名称", "里程碑是“获评称号”或“兑现奖励”时写")] = "",
    document: Annotated[str, line("依据", "文号、公告或回单")] = "",
    amount: Annotated[int | None, count("金额（万元）", "兑现奖励时写")] = None,
) -> Project:
    """登记里程碑: in order, dated; the firm is told."""
    if reached_on > day_of(at):
        raise Malformed("future_day", "日期还没有到。", fields={"reached_on": "请填写已经过去的日期。"})
    if stage in REPEATED and not name.strip():
        raise Malformed("empty", "请写称号或奖励的名称。", fields={"name": "请写名称。"})
    refuse_unless_fits(ProjectStage, {"name": name.strip(), "document": document.strip()})
    with transaction.atomic():
        project = lock(project, seen=seen)
        refuse_unless(may_reach(project_facts(project), by))
        stages = list(project.stages.values_list("stage", "name", "reached_on"))
        refuse_unless(may_be_next(stage, [code for code, _, _ in stages]))
        if any(code == stage and called == name.strip() for code, called, _ in stages):
            raise Malformed("reached_already", "这一项已经登记过。", fields={"name": "请核对名称。"})
        earlier = [on for code, _, on in stages if list(Stage).index(Stage(code)) < list(Stage).index(stage)]
        if stage not in REPEATED and any(reached_on < on for on in earlier):
            raise Malformed("out_of_order", "日期早于前一个里程碑。", fields={"reached_on": "请核对日期。"})
        ProjectStage.objects.create(
            project=project,
            stage=stage,
            reached_on=reached_on,
            name=name.strip(),
            document=document.strip(),
            amount_fen=None if amount is None else amount * FEN_PER_WAN,
            recorded_at=at,
        )
        data = {"stage": Stage(stage).label, "reached_on": reached_on, "document": document.strip()}
        record_step(project, "reach", by=by, at=at, data=data, tell=[firm_key(project.enterprise_id)])
        return project


def close_project(*, project: Project, by: Actor, at: datetime, seen: int | None = None) -> Project:
    """结束项目: nothing more is written down."""
    with transaction.atomic():
        project = lock(project, seen=seen)
        refuse_unless(may_close(project_facts(project), by))
        project.ended_at = at
        record_step(project, "close", by=by, at=at)
        return project
