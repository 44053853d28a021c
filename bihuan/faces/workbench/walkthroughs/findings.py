"""发现的问题 and 走流程任务 on their pages."""

from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import Level
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.models import Finding, Gain, HandlingLog
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, texts
from bihuan.kernel.access import Actor


def show(finding: Finding, actor: Actor, at: datetime) -> Shown:
    gain = Gain.objects.filter(finding=finding).select_related("version").first()
    return Shown(
        facts=facts(
            fact("类别", FindingKind(finding.kind).label),
            fact("层级", Level(finding.level).label),
            fact("问题单位", office_words(finding.found_in)),
            fact("事项", finding.item_version.name if finding.item_version else ""),
            fact("发现人", finding.finder.name, at=finding.opened_at),
            fact("建议", _saves(finding)),
            fact("整改销号", at=finding.rectified_at),
            fact("发现人表态", at=finding.word_at),
        ),
        texts=texts(
            ("发现了什么", finding.content), ("建议怎么改", finding.proposal), ("发现人的话", finding.word)
        ),
        tables=[_gain(gain)] if finding.proposes else [],
        cases=cases_visible_to(actor).filter(pk=finding.case_id or 0),
        cases_title="转成的工单",
    )


def _saves(finding: Finding) -> str:
    said = [
        f"少 {finding.saves_days} 天" if finding.saves_days else "",
        f"少 {finding.saves_materials} 份材料" if finding.saves_materials else "",
        f"少跑 {finding.saves_trips} 趟" if finding.saves_trips else "",
    ]
    return "，".join(filter(None, said))


def _gain(gain: Gain | None) -> Table:
    rows = []
    if gain is not None:
        rows = [
            (
                Cell(f"第 {gain.version.place} 版"),
                Cell(on=gain.version.from_on),
                Cell(gain.days, number=True),
                Cell(gain.materials, number=True),
                Cell(gain.trips, number=True),
            )
        ]
    return Table(
        "成效",
        ("事项的新版本", "自哪天起", "少几天", "少几份材料", "少跑几趟"),
        rows,
        "事项的下一版真的改了，成效才记在这里；没有新版本，就没有成效。",
    )


def show_task(task: Any, actor: Actor, at: datetime) -> Shown:
    """A task as its gate finds it, with its item's name."""
    return Shown(
        facts=facts(
            fact("事项", task.item_name or task.item.task_code),
            fact("实施编码", task.item.task_code),
            fact("单位", office_words(task.unit)),
            fact("指派给", task.person.name if task.person else "单位班子"),
        ),
        cases=Case.objects.none(),
    )


def nothing(log: HandlingLog, actor: Actor, at: datetime) -> Shown:
    """A log has a page of its own (`evidence`)."""
    return Shown(facts=(), cases=Case.objects.none())
