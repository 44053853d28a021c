"""Matters, tasks and ratings, as the lists and pages of numbered things know them."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.services.choices import Found, MatterState, RatingLevel, RatingState, RatingVia, TaskState
from bihuan.domain.services.models import Matter, Paper, Rating, Task
from bihuan.domain.services.queries import matters, rating, version_on
from bihuan.domain.services.rules.bundling import WORKERS
from bihuan.domain.services.rules.ratings import REVIEWERS
from bihuan.domain.services.verbs import MATTER_VERBS, RATING_VERBS, TASK_VERBS
from bihuan.faces.shared.wording.numbers import limit_words
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.shown import Cell, Fact, Shown, Table, fact, facts, texts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of


def _papers(papers: list[Paper]) -> Table:
    rows = [
        (
            Cell(paper.name),
            Cell(f"共享获取：{paper.held_by}" if paper.held_by else "申请人交"),
            Cell("已取得" if paper.held_by else "已收到", at=paper.received_at)
            if paper.received_at
            else Cell("还没有收到", tone="amber"),
        )
        for paper in papers
    ]
    return Table("材料", ("材料", "来源", "状态"), rows, "这一件不要材料。", "每份只要一次，各单位共用。")


def show_matter(matter: Matter, actor: Actor, at: datetime) -> Shown:
    tasks = matter.tasks.select_related("part", "office__unit", "result").order_by("part__place")
    rows = [
        (
            Cell(task.part.name),
            Cell(office_words(task.office)),
            Cell(TaskState(task.state).label, tone=TaskState(task.state).colour),
            Cell(at=task.ended_at) if task.ended_at else Cell("—"),
        )
        for task in tasks
    ]
    return Shown(
        facts=[
            *facts(
                fact("申请人", matter.applicant),
                fact("电话", matter.phone),
                fact("综合窗口", office_words(matter.joint.window)),
                fact("一个时限", f"受理后{limit_words(matter.joint.limit)}"),
                fact("提交", at=matter.submitted_at),
                fact("受理", at=matter.accepted_at),
                fact("结束", at=matter.ended_at),
            ),
            *_answers(matter, None),
        ],
        texts=texts(("告知申请人", matter.said)),
        quiet_events=frozenset({"matter.submit"}),  # what the form says stands above, in its labels
        tables=[
            _papers(list(matter.papers.order_by("id"))),
            Table("各单位的任务", ("办什么", "由谁办", "状态", "办结"), rows, "还没有任务。"),
        ],
        cases=Case.objects.none(),
    )


def _answers(matter: Matter, codes: list[str] | None) -> list[Fact]:
    """What the one form says; for a task only the fields that it needs."""
    told: dict[str, str] = json.loads(matter.answers.text) if matter.answers and matter.answers.text else {}
    return facts(
        *(
            fact(field.label, told.get(field.code, ""))
            for field in matter.joint.form.all()
            if codes is None or field.code in codes
        )
    )


def show_task(task: Task, actor: Actor, at: datetime) -> Shown:
    """What this office needs, and nothing of the others."""
    matter = task.matter
    return Shown(
        facts=[
            *facts(
                fact("哪一件事", matter.joint.name),
                fact("联办编号", matter.number or ""),
                fact("由谁办", office_words(task.office)),
                fact("申请人", matter.applicant),
                fact("轮到", at=task.opened_at),
                fact("办结", at=task.ended_at),
            ),
            *_answers(matter, list(task.part.fields)),
        ],
        texts=texts(("办理结果", task.result)),
        tables=[_papers(list(matters.papers_for(task)))],
        cases=Case.objects.none(),
        notice="合作单位是商请，不是命令；它的答复由综合窗口代记。"
        if matters.is_partner(task.office)
        else "",
    )


def show_rating(one: Rating, actor: Actor, at: datetime) -> Shown:
    handling = one.handling
    version = version_on(handling.item, day_of(handling.finished_at))
    return Shown(
        facts=facts(
            fact("评价", RatingLevel(one.level).label),
            fact("方式", RatingVia(one.via).label),
            fact("事项", version.name if version else str(handling.item)),
            fact("被评价的窗口", office_words(handling.office)),
            fact("办结", at=handling.finished_at),
            fact("评价时间", at=one.at),
            fact("核实结果", Found(one.found).label if one.found else ""),
            fact("结束", at=one.ended_at),
        ),
        texts=texts(("评价人的话", one.said), ("核实或复核意见", one.finding), ("认为恶意的理由", one.doubt)),
        cases=cases_visible_to(actor).filter(pk=one.case_id or 0),
        cases_title="由它转成的工单" if one.case_id else "",
        notice="被评价的人和单位看不到这一页，也不能知道是谁评的。请不要告诉他们。",
    )


@cache
def service_kinds() -> Mapping[str, Kind]:
    """By slug, in the order in which they stand on the left."""
    rows = (
        _matter_kind(),
        _task_kind(),
        _rating_kind(),
    )
    return {kind.slug: kind for kind in rows}


def _matter_kind() -> Kind:
    return Kind(
        table=MATTER_VERBS,
        slug="matters",
        label="一事联办",
        icon="stack-2",
        lead="几件事一张表、一套材料、一个窗口、一个时限。办事的人只看到一件事，各单位各办一项。",
        empty="在门户网站提交的联办申请会出现在这里。",
        states=MatterState,
        visible=lambda actor: matters.matters_visible_to(actor).select_related("joint__window"),
        find=matters.matter_for,
        facts=matters.matter_facts,
        show=show_matter,
        title=lambda matter: matter.joint.name,
        who=lambda matter: office_words(matter.joint.window),
        related=("joint__window__unit", "joint__window__desk__unit"),
        on_page=("joint__window__unit", "joint__window__desk__unit", "answers", "said"),
        words=("number__startswith", "joint__name__icontains"),
        roles=WORKERS,
        opening="",
    )


def _task_kind() -> Kind:
    return Kind(
        table=TASK_VERBS,
        slug="tasks",
        label="联办任务",
        icon="list-check",
        lead="一事联办里本单位的一项。前面的办好了才轮到，只看得到这一项要用的材料。",
        empty="轮到本单位的联办任务会出现在这里。",
        states=TaskState,
        visible=lambda actor: matters.tasks_visible_to(actor).select_related("part", "matter__joint__window"),
        find=matters.task_for,
        facts=matters.task_facts,
        show=show_task,
        title=lambda task: task.part.name,
        who=lambda task: office_words(task.office),
        related=("part", "office__unit", "office__desk__unit"),
        on_page=(
            "part",
            "result",
            "office__unit",
            "office__desk__unit",
            "matter__joint__window",
            "matter__answers",
        ),
        words=("number__startswith", "part__name__icontains"),
        roles=WORKERS,
        opening="",
    )


def _rating_kind() -> Kind:
    return Kind(
        table=RATING_VERBS,
        slug="ratings",
        label="服务评价",
        icon="star",
        lead="好差评。差评当场成为工单，由双优化办核实；被评价的人和单位看不到这里。",
        empty="办事的人作出评价以后会出现在这里。",
        states=RatingState,
        visible=rating.ratings_visible_to,
        find=rating.rating_for,
        facts=rating.rating_facts,
        show=show_rating,
        title=lambda one: RatingLevel(one.level).label,
        who=lambda one: office_words(one.handling.office),
        related=("handling__office__unit", "handling__office__desk__unit"),
        on_page=(
            "handling__item",
            "handling__office__unit",
            "handling__office__desk__unit",
            "said",
            "finding",
            "doubt",
        ),
        words=("number__startswith",),
        roles=REVIEWERS,
        opening="",
        closed=True,
    )
