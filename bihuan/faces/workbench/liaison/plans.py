"""A year's pairing on its page: what it changes, why, what stability costs; the short ones first."""

from datetime import datetime

from django.urls import reverse

from bihuan.domain.liaison.choices import RowKind, Scope
from bihuan.domain.liaison.models import PairingPlan, PlanRow
from bihuan.domain.liaison.rules.flow import NO_CADRE
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, texts
from bihuan.kernel.access import Actor

SHOWN = 60
TONES = {
    RowKind.SHORT: "red",
    RowKind.CHANGED: "purple",
    RowKind.NEW: "blue",
    RowKind.OUT: "grey",
    RowKind.KEPT: "grey",
}
SCORING = frozenset({RowKind.CHANGED, RowKind.NEW, RowKind.KEPT})
SCORED = "理由里的数是不匹配分，各项相加，越低越合适。"
PARTS = {"area": "区域", "expertise": "专长", "change": "换人", "load": "已包联别家"}


def title(plan: PairingPlan) -> str:
    return f"{plan.year} 年{plan.office.short_name}结对方案"


def show(plan: PairingPlan, actor: Actor, at: datetime) -> Shown:
    return Shown(
        facts=facts(
            fact("区域", office_words(plan.office)),
            fact("企业", f"{plan.firms} 家"),
            fact("包联干部", _cadres(plan)),
            fact(
                "结果",
                f"不变 {plan.kept}，新结对 {plan.new}，换人 {plan.changed}，缺人 {plan.short}，退出 {plan.out}",
            ),
            fact("稳定的代价", _price(plan)),
            fact("生成", at=plan.made_at),
            fact("生效", on=plan.from_on),
            fact("全部启用", at=plan.activated_at),
        ),
        texts=texts(("送审说明", plan.reason)),
        tables=[_table(plan, kind) for kind, count in _counts(plan).items() if count],
        notice=f"有 {plan.short} 家企业缺人：先补充包联干部或解除冲突，再重新生成；不补也可以启用，这些企业由值班店小二负责。"
        if plan.short
        else "",
    )


def _cadres(plan: PairingPlan) -> str:
    """Whether anybody stands idle: one to one comes first."""
    used = plan.rows.filter(steward__isnull=False).values("steward").distinct().count()
    idle = plan.stewards - used
    return f"{plan.stewards} 名，" + (f"其中 {idle} 名没有企业" if idle else "人人有企业")


def _counts(plan: PairingPlan) -> dict[RowKind, int]:
    """How many firms of each kind, the ones to look at first."""
    return {
        RowKind.SHORT: plan.short,
        RowKind.CHANGED: plan.changed,
        RowKind.NEW: plan.new,
        RowKind.OUT: plan.out,
        RowKind.KEPT: plan.kept,
    }


def _price(plan: PairingPlan) -> str:
    """How much worse everybody fits, so that fewer firms change."""
    more = plan.mismatch - plan.free_mismatch
    fewer = plan.free_changed - plan.changed
    return f"少换 {max(fewer, 0)} 家，不匹配分多 {max(more, 0)}（{plan.free_mismatch} → {plan.mismatch}）；不计稳定要换 {plan.free_changed} 家"


def _table(plan: PairingPlan, kind: RowKind) -> Table:
    rows = (
        plan.rows.filter(kind=kind)
        .select_related("enterprise", "was", "steward", "post__office")
        .order_by("id")
    )
    found = list(rows[: SHOWN + 1])
    return Table(
        f"{kind.label}（{_counts(plan)[kind]} 家）",
        ("企业", "范围", "原店小二", "新店小二", "理由"),
        [_row(row, kind) for row in found[:SHOWN]],
        "没有。",
        lead="".join(
            (SCORED if kind in SCORING else "", f"只列出前 {SHOWN} 家。" if len(found) > SHOWN else "")
        ),
    )


def _row(row: PlanRow, kind: RowKind) -> tuple[Cell, ...]:
    steward = f"{row.steward.name}（{row.post.office.short_name}）" if row.steward and row.post else "—"
    return (
        Cell(row.enterprise.name, url=reverse("workbench:enterprise", args=[row.enterprise.code])),
        Cell(Scope(row.scope).label if row.scope else "—"),
        Cell(row.was.name if row.was else "—"),
        Cell(steward if kind != RowKind.OUT else "—"),
        Cell(row.skipped or _why(row, kind)),
    )


def _why(row: PlanRow, kind: RowKind) -> str:
    if kind == RowKind.SHORT:
        return "本区域没有可用的干部" if row.why.get("short") == NO_CADRE else "本区域的干部都已满额"
    if kind == RowKind.OUT:
        return "不在今年的范围里"
    parts = [f"{label} {row.why[part]}" for part, label in PARTS.items() if row.why.get(part)]
    return "，".join(parts) or "完全匹配"
