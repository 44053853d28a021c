"""One visit on its page: what was promised last time first, then what was said and raised."""

from datetime import datetime

from django.urls import reverse

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.liaison.choices import PromiseState, VisitKind
from bihuan.domain.liaison.models import Visit
from bihuan.domain.liaison.queries import aspect_name, promises_open_to
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, step, texts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of


def title(visit: Visit) -> str:
    return f"{VisitKind(visit.kind).label}{visit.enterprise.name}"


def show(visit: Visit, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact(
                "企业",
                visit.enterprise.name,
                url=reverse("workbench:enterprise", args=[visit.enterprise.code]),
            ),
            fact("形式", VisitKind(visit.kind).label),
            fact("走访人", f"{visit.visitor.name}（{office_words(visit.visitor_office)}）"),
            fact("一同走访", "、".join(bureau.office.short_name for bureau in visit.bureaus.all())),
            fact("事由", visit.purpose),
            fact("计划时间", at=visit.planned_for),
            fact("告知企业", at=visit.announced_at),
            fact("完成", at=visit.done_at),
            fact("手机上写的时间", at=visit.occurred_at),
        ),
        texts=texts(("企业的话", visit.answer), ("走访记录", visit.summary)),
        tables=[_before(visit, at), _answers(visit), _promises(visit, at)],
        cases=cases_visible_to(actor).filter(need__visit=visit).order_by("id"),
        cases_title="提出的问题",
    )


def _before(visit: Visit, at: datetime) -> Table:
    open_ = promises_open_to(visit.enterprise).exclude(visit=visit)
    rows = [
        (
            Cell(promise.text.text if promise.text else ""),
            Cell(promise.holder.name),
            Cell(on=promise.due_on),
            step(None, promise.due_on, at, "", "待兑现"),
        )
        for promise in open_
    ]
    return Table(
        "以前承诺、还没有兑现的",
        ("承诺", "承诺人", "日期", "状态"),
        rows,
        "没有。",
        lead="先说这些，再问新的。",
    )


def _answers(visit: Visit) -> Table:
    on = day_of(visit.done_at or visit.planned_for)
    texts_by_code = dict(visit.edition.questions.values_list("code", "text")) if visit.edition else {}
    rows = [
        (
            Cell(aspect_name(answer.aspect, on=on)),
            Cell(texts_by_code.get(answer.code, answer.code)),
            Cell(answer.value or "—"),
            Cell(answer.remark.text if answer.remark else ""),
        )
        for answer in visit.answers.select_related("remark").order_by("id")
    ]
    return Table("十问", ("方面", "问题", "回答", "补充"), rows, "走访时的回答会列在这里。")


def _promises(visit: Visit, at: datetime) -> Table:
    rows = [
        (
            Cell(promise.text.text if promise.text else ""),
            Cell(promise.holder.name),
            Cell(on=promise.due_on),
            Cell(PromiseState(promise.state).label, tone="grey")
            if promise.state != PromiseState.OPEN
            else step(None, promise.due_on, at, "", "待兑现"),
            Cell(promise.result.text if promise.result else ""),
        )
        for promise in visit.promises.select_related("text", "holder", "result").order_by("due_on", "id")
    ]
    return Table("这次的承诺", ("承诺", "承诺人", "日期", "状态", "结果"), rows, "这次没有承诺什么。")
