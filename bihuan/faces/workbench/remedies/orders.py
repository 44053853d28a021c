"""责令整改 on its page: measures, redress, self-checks, the trial with its readings, relapses."""

from datetime import datetime

from bihuan.domain.remedies.choices import Cause
from bihuan.domain.remedies.files import READERS
from bihuan.domain.remedies.models import Order, Trial
from bihuan.domain.remedies.queries.lists import cases_behind
from bihuan.domain.remedies.rules.orders import unbroken
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office, step, texts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.money import yuan


def show(order: Order, actor: Actor, at: datetime) -> Shown:
    """Accounts of redress name people: only for those who answer for the order or verify it."""
    reads_names = bool({order.unit.key, order.office.key} & actor.keys) and actor.has(*READERS)
    return Shown(
        facts=facts(
            fact("责任单位", office(order.unit).text),
            fact("根源", Cause(order.cause).label),
            fact("下达", office(order.office).text, at=order.opened_at),
            fact("补救", _redress_words(order)),
            fact("第几次整改", f"第 {order.cycle} 次" if order.cycle > 1 else ""),
            fact("核验通过", at=order.verified_at),
        ),
        texts=texts(("查明的事实", order.found), ("根源分析", order.root), ("整改方案", order.plan)),
        tables=[
            _measures(order, at),
            *([_redresses(order, reads_names)] if order.redress_required else []),
            *_trials(order, at),
            _self_checks(order),
            *_relapses(order),
        ],
        cases=cases_behind(order, actor),
        cases_title="由哪些工单引起",
        quiet_events=frozenset() if reads_names else frozenset({"order.record_redress"}),
        quiet_items="" if reads_names else "redress:",
    )


def _redress_words(order: Order) -> str:
    if not order.redress_required:
        return "不需要"
    return "已补救完毕" if order.redressed_at else "要给已受损的人补救，还没有完毕"


def _measures(order: Order, at: datetime) -> Table:
    rows = order.measures.select_related("office__unit", "office__desk__unit").order_by("place")
    return Table(
        "整改措施",
        ("今后就这样办", "责任机构", "完成日期", "依据文件", "状态"),
        [
            (
                Cell(f"{measure.place}. {measure.rule}"),
                office(measure.office),
                Cell(on=measure.due_on),
                Cell(measure.document or "—"),
                step(measure.established_at, measure.due_on, at, "已落实", "待落实"),
            )
            for measure in rows
        ],
        "责任单位写的规则会逐条列在这里。",
    )


def _redresses(order: Order, reads_names: bool) -> Table:
    rows = list(order.redresses.select_related("account").order_by("id"))
    people, fen = sum(row.persons for row in rows), sum(row.amount_fen for row in rows)
    return Table(
        "给已受损群众的补救",
        ("登记", "人数", "金额", "说明"),
        [
            (
                Cell(at=row.at),
                Cell(row.persons, number=True),
                Cell(yuan(row.amount_fen), number=True),
                Cell(row.account.text if reads_names else "（写有姓名，只给责任单位和核验的人看）"),
            )
            for row in rows
        ],
        "补救了多少人、退了多少钱，会逐笔列在这里。",
        f"共 {people} 人，{yuan(fen)}。" if rows else "",
    )


def _trials(order: Order, at: datetime) -> list[Table]:
    return [_trial(trial, at) for trial in order.trials.prefetch_related("readings").order_by("cycle")]


def _trial(trial: Trial, at: datetime) -> Table:
    """What counts is the sum since the last day on which something failed."""
    readings = sorted(trial.readings.all(), key=lambda reading: reading.on)
    total = unbroken((r.on, r.number, r.failed) for r in readings)
    ends = f"试运行到 {trial.to_on.month}月{trial.to_on.day}日"
    late = "，已经到期" if trial.to_on < day_of(at) and total < trial.target else ""
    return Table(
        f"试运行：{trial.counted}",
        ("日期", "数量", "不合要求的"),
        [
            (
                Cell(on=r.on),
                Cell(r.number, number=True),
                Cell(r.failed, number=True, tone="red" if r.failed else ""),
            )
            for r in readings
        ],
        "每天数到多少，会列在这里。",
        f"连续合格 {total}，目标 {trial.target}；{ends}{late}。有一天不合要求就重新数。",
    )


def _self_checks(order: Order) -> Table:
    rows = order.self_checks.select_related("unit__unit", "unit__desk__unit", "answer").order_by("id")
    return Table(
        "举一反三",
        ("单位", "发出", "回复", "查出问题", "自查情况"),
        [
            (
                office(row.unit),
                Cell(at=row.asked_at),
                Cell(at=row.answered_at) if row.answered_at else Cell("待回复", tone="blue"),
                Cell("—" if row.problems is None else row.problems, number=True),
                Cell(row.answer.text if row.answer else "—"),
            )
            for row in rows
        ],
        "还没有请同类单位自查。",
    )


def _relapses(order: Order) -> list[Table]:
    rows = list(order.relapses.select_related("case").order_by("id"))
    if not rows:
        return []
    return [
        Table(
            "反弹", ("时间", "说明又发生了的工单"), [(Cell(at=r.at), Cell(r.case.number)) for r in rows], ""
        )
    ]
